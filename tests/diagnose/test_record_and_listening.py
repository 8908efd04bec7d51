"""A record that decays and one that does not; marketers who stopped listening and some who almost did."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import oarlock.agreement
from journal import rows_of, store_of, take
from oarlock import registry
from oarlock.diagnose.base import Finding, Found, Question, Severity
from oarlock.measure.engine import measure


def found(name: str, text: str) -> Found:
    with store_of(text) as store:
        question = Question(store.ledger(None), oarlock.agreement.default())
        answer: Found = registry.load("diagnose", name, "DIAGNOSIS").find(question)
        return answer


def leads(filled_after: int) -> str:
    """Sixty leads a month for two years, all with an e-mail in the first; of the second, so many of ten."""
    lines = ["2023-01-01 acme founded domain=acme.example industry=Software employees=10"]
    for month in range(24):
        for number in range(60):
            day = date(2023 + month // 12, month % 12 + 1, 1) + timedelta(days=number % 28)
            filled = month < 12 or number % 10 < filled_after
            mail = f" email=l{month}-{number}@acme.example" if filled else ""
            lines.append(f"{day} l{month}-{number} created account=acme source=Web{mail}")
    return "\n".join(lines)


def test_a_field_that_empties_is_found_with_its_date() -> None:
    (finding,) = found("data_decay", leads(6)).findings
    assert finding.id == "data_decay.completeness.leads.email"
    assert "Jan 2024" in finding.sentence
    assert finding.evidence[0].before == 1
    assert finding.evidence[0].after == 0.6


def test_a_field_that_empties_a_little_is_not_worth_a_finding() -> None:
    assert found("data_decay", leads(10)).findings == ()


def accounts(filled_before: int) -> list[str]:
    """Sixty accounts a month for two years, of the first year so many of ten with an industry when they were made, of the second six."""
    lines = []
    for month in range(24):
        day = date(2023 + month // 12, month % 12 + 1, 1)
        for number in range(60):
            known = " industry=Software" if number % 10 < (filled_before if month < 12 else 6) else ""
            lines.append(f"{day} co{month}-{number} founded{known}")
    return lines


def decayed(lines: list[str], filled_in: list[str]) -> Finding:
    with store_of("\n".join(["2023-01-01 ann created source=Web", *lines])) as store:
        if filled_in:
            take(store, rows_of("\n".join(filled_in)).rows, "enriched", at="2023-12-28")
        question = Question(store.ledger(None), oarlock.agreement.default())
        (finding,) = registry.load("diagnose", "data_decay", "DIAGNOSIS").find(question).findings
    assert isinstance(finding, Finding)
    return finding


def test_older_records_filled_in_at_one_time_are_a_note_where_the_book_knew_them_before() -> None:
    lines = accounts(6)
    bare = [line for line in lines if line < "2024" and "industry" not in line]
    finding = decayed(lines, [f"{line} industry=Software known_at=2023-12-27T00:00:00" for line in bare])
    assert finding.id == "data_decay.filled_in.accounts.industry"
    assert finding.severity is Severity.NOTE
    assert "is filled in 100%, but was in 60%" in finding.sentence


def test_records_that_were_filled_when_they_were_new_decay_though_some_were_filled_in_later() -> None:
    lines = accounts(9)
    bare = [line for line in lines if line < "2024" and "industry" not in line]
    finding = decayed(lines, [f"{line} industry=Software known_at=2023-12-27T00:00:00" for line in bare])
    assert finding.id == "data_decay.completeness.accounts.industry"
    assert finding.severity is Severity.WARNING


def calls(listeners_after: int) -> str:
    """Six marketers; all listen every month of a year, and then only so many for three months."""
    lines = [f"2024-01-01 m{n} noted table=users team=marketing" for n in range(6)]
    lines.append("2024-01-01 bob noted table=users team=sales")
    for month in range(15):
        day = date(2024 + month // 12, month % 12 + 1, 10)
        lines.append(f"{day} c{month} noted table=calls user_id=bob")
        lines += [
            f"{day} c{month} noted table=listens user_id=m{n}" for n in range(6 if month < 12 else listeners_after)
        ]
    lines.append("2025-04-01 bob2 noted table=calls user_id=bob")
    return "\n".join(lines)


def test_listening_that_stopped_is_found_with_the_calls_nobody_heard() -> None:
    (finding,) = found("listening_lapsed", calls(0)).findings
    assert finding.id == "listening_lapsed.stopped"
    assert "Jan 2025" in finding.sentence
    assert finding.records == ("bob2", "c14", "c13", "c12")


def test_listening_stopped_in_the_month_after_the_last_that_has_any() -> None:
    """The last three months are silent, and so are the two before them."""
    lines = [line for line in calls(0).splitlines() if "table=listens" not in line or line < "2024-11"]
    (finding,) = found("listening_lapsed", "\n".join(lines)).findings
    assert finding.sentence.startswith(
        "Nobody in marketing listened to a sales call since Nov 2024: 0% of marketers a month, 100% before"
    )


def test_one_marketer_less_is_no_finding() -> None:
    assert found("listening_lapsed", calls(6)).findings == ()


def test_nobody_is_blamed_where_no_call_was_there_to_hear() -> None:
    """The recorder was switched off at the end of the year."""
    kept = [line for line in calls(0).splitlines() if "table=calls" not in line or line < "2025"]
    told = found("listening_lapsed", "\n".join([*kept, "2025-04-01 end created"]))
    assert told.findings == ()
    assert "no call is recorded since Jan 2025" in told.missing


def test_one_marketer_who_listened_once_is_no_team_that_stopped() -> None:
    lines = [
        line
        for line in calls(0).splitlines()
        if not re.search(r" m[1-5] |user_id=m[1-5]", line) and line[:7] != "2024-01"
    ]
    told = found("listening_lapsed", "\n".join(["2024-01-01 m0 noted table=users team=marketing", *lines]))
    assert told.findings == ()
    assert "5 of a marketer" in told.missing


def test_a_quarter_that_ends_with_the_day_asked_about_is_over() -> None:
    with store_of(calls(6)) as store:
        ledger = store.ledger(datetime(2025, 3, 31, 23, 59, 59, 999_999, tzinfo=UTC))
        rows = measure(ledger, oarlock.agreement.default(), "listening", every="quarter").rows
    assert [(row.period, row.estimate) for row in rows][-1] == ("2025Q1", 1.0)


def test_without_calls_it_says_what_to_import() -> None:
    assert "import calls" in found("listening_lapsed", "2024-01-01 m noted table=users team=marketing").missing
