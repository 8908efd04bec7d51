"""Losses nobody explains, and losses marketing guesses at."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from journal import store_of
from oarlock import agreement as agreements
from oarlock.diagnose.base import Finding, Found, Question, Severity
from oarlock.diagnose.losses_unexplained import DIAGNOSIS

from .handover_story import asked

REASONS = ("no_decision", "competitor", "integration", "price")


def journal_of(said: list[str], *, amount: int = 100, more: str = "") -> str:
    """One deal a day, lost with what is said; empty says nothing."""
    lines = []
    for number, reason in enumerate(said):
        day = f"2025-{number // 25 + 1:02d}-{number % 25 + 1:02d}"
        lines.append(f"{day} d{number:03d} opened account=a{number} amount={amount} kind=new")
        lines.append(f"{day} 12:00 d{number:03d} lost" + (f" reason={reason}" if reason else ""))
    return "\n".join(lines) + more


def found_in(text: str) -> Found:
    with asked(text) as question:
        found: Found = DIAGNOSIS.find(question)
        return found


def only(found: Found) -> Finding:
    (finding,) = found.findings
    return finding


def test_half_of_the_losses_without_a_word_are_unexplained() -> None:
    said = ["" if n % 4 == 0 else "Other" if n % 4 == 1 else REASONS[n % 3] for n in range(100)]
    finding = only(found_in(journal_of(said)))
    assert finding.id == "losses_unexplained.no_reason"
    assert finding.severity is Severity.WARNING
    assert finding.sentence.startswith("50% (42% to 58%, n = 100)")
    assert "$5,000 or 50% by value" in finding.sentence
    assert len(finding.records) == 20


def test_a_quarter_is_what_a_list_can_bear() -> None:
    assert found_in(journal_of(["" if n % 4 == 0 else REASONS[n % 3] for n in range(100)])).findings == ()


def test_a_record_without_any_reason_says_which_file_has_them() -> None:
    found = found_in(journal_of([""] * 40))
    assert found.findings == ()
    assert "loss_reason" in found.missing


def _answers(*texts: str) -> str:
    told = [
        f"2025-04-01 pulse noted table=survey_answers respondent=r{i} team=marketing question=loss_reasons text={t}"
        for i, t in enumerate(texts)
    ]
    return "\n" + "\n".join(told)


@pytest.mark.parametrize(("named", "knows"), [("price,timing,brand", False), ("no_decision,competitor,price", True)])
def test_marketing_that_names_other_reasons_guesses(named: str, knows: bool) -> None:
    said = [reason for reason, n in zip(REASONS, (40, 30, 25, 5), strict=True) for _ in range(n)]
    found = found_in(journal_of(said, more=_answers(*[named] * 6)))
    if knows:
        assert found.findings == ()
    else:
        finding = only(found)
        assert finding.id == "losses_unexplained.marketing_guesses"
        assert "in fact it is no_decision, competitor and integration" in finding.sentence


def test_four_answers_are_no_team() -> None:
    found = found_in(journal_of([REASONS[n % 3] for n in range(60)], more=_answers(*["price"] * 4)))
    assert found.findings == ()
    assert "fewer than 5 people of marketing" in found.missing


def test_a_named_rival_and_another_reason_are_two_stories() -> None:
    text = journal_of(["competitor" if n % 2 else "price" for n in range(80)])
    told = "\n".join(
        line + " competitor=Acme" if " opened " in line and int(line.split()[1][1:]) % 2 == 0 else line
        for line in text.splitlines()
    )
    note = only(found_in(told))
    assert note.severity is Severity.NOTE
    assert note.id == "losses_unexplained.two_stories"
    assert "40 lost deals are coded as lost to a competitor and 40 name one, but only 0 do both" in note.sentence


def quarters_of(*said: dict[str, int], won: dict[str, int] | None = None, second: dict[str, str] | None = None) -> str:
    """Quarters of losses with so many of each reason, the last of them the last whole one of 2025; wins likewise, in each quarter."""
    lines = []
    for place, counts in enumerate(said):
        month = (len(said) - place) * 3
        year, first = divmod(2026 * 12 - month, 12)
        reasons = [(reason, "lost") for reason, n in counts.items() for _ in range(n)]
        reasons += [(reason, "won") for reason, n in (won or {}).items() for _ in range(n)]
        for number, (reason, end) in enumerate(reasons):
            day = f"{year}-{first + 1 + number % 3:02d}-{number // 3 % 27 + 1:02d}"
            name = f"q{place}x{number:03d}"
            more = f" won_reason={reason}" if end == "won" else ""
            more += f" buyer_reason={(second or {})[reason]}" if second and end == "lost" else ""
            lines.append(f"{day} {name} opened account=a{name} amount={100 + number} kind=new{more}")
            lines.append(f"{day} 12:00 {name} {end}" + (f" reason={reason}" if end == "lost" else ""))
    return "\n".join([*lines, "2026-01-05 z opened amount=1 kind=new"])


USUAL = {"price": 20, "timing": 12, "features": 12, "no_decision": 16}
SHIFTED = {"price": 14, "timing": 8, "features": 30, "no_decision": 12}


def ids_of(found: Found) -> list[str]:
    return [one.id for one in found.findings]


def test_a_reason_that_rose_is_named_with_the_deals_behind_it() -> None:
    """features 30 of 64 against 48 of 240: +26.9 points; its G-test against all others has p = 2e-5."""
    found = found_in(quarters_of(USUAL, USUAL, USUAL, USUAL, USUAL, SHIFTED))
    (finding,) = found.findings
    assert finding.id == "losses_unexplained.shifted.lost"
    assert finding.severity is Severity.WARNING
    assert "of 64 losses with a reason in Q4 2025, against 240 in the quarters before" in finding.sentence
    assert '"features" is 47%, 20% before (+26.9 points' in finding.sentence
    assert len(finding.records) == 20
    assert 'The 30 deals that say "features" stood at' in finding.sentence


def test_a_rise_that_one_company_in_fifty_shows_by_chance_warns_nobody() -> None:
    """features 24 of 60 against 48 of 240: the G-test has p between one and five in a hundred."""
    rose = {"price": 14, "timing": 9, "features": 24, "no_decision": 13}
    (finding,) = found_in(quarters_of(USUAL, USUAL, USUAL, USUAL, USUAL, rose)).findings
    assert (finding.id, finding.severity) == ("losses_unexplained.shifted.lost", Severity.NOTE)
    assert '"features" is 40%, 20% before' in finding.sentence


def test_a_reason_that_only_fell_asks_whether_buyers_or_sellers_changed() -> None:
    """price 1 of 100 against 30 of 103 a quarter: what it lost is spread thinly over the others."""
    fell = {"price": 1, "timing": 27, "features": 27, "no_decision": 36, "size": 9}
    even = {"price": 30, "timing": 20, "features": 20, "no_decision": 27, "size": 6}
    (finding,) = found_in(quarters_of(even, even, even, even, even, fell)).findings
    assert finding.severity is Severity.NOTE
    assert "whether buyers stopped giving the reason" in finding.remedy


def test_a_quarter_that_ends_with_the_day_asked_about_is_whole() -> None:
    with store_of(quarters_of(USUAL, USUAL, USUAL, USUAL, USUAL, SHIFTED)) as store:
        last = datetime(2025, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
        (finding,) = DIAGNOSIS.find(Question(store.ledger(last), agreements.default())).findings
    assert "in Q4 2025" in finding.sentence


def test_a_mix_that_varies_by_chance_is_none() -> None:
    """S11.loss_reason_shift: 18, 10, 6 and 6 after 20, 24, 10 and 6 has p = .39."""
    before = {"no_decision": 20, "price": 24, "competitor": 10, "feature": 6}
    after = {"no_decision": 18, "price": 10, "competitor": 6, "feature": 6}
    assert found_in(quarters_of(before, before, before, before, before, after)).findings == ()


def test_few_losses_wait_for_more_quarters() -> None:
    """Twenty a quarter: two quarters stand for now, and a shift that lasts two is told with both."""
    usual, shifted = ({reason: n // 3 for reason, n in counts.items()} for counts in (USUAL, SHIFTED))
    found = found_in(quarters_of(*[usual] * 5, shifted, shifted))
    assert ids_of(found) == ["losses_unexplained.shifted.lost"]
    assert "in Q3 2025 and Q4 2025" in found.findings[0].sentence


def test_reasons_that_most_deals_lack_carry_no_verdict() -> None:
    """A reason on fewer than seven in ten deals may have shifted because other deals get one."""
    found = found_in(quarters_of(*[{**counts, "other": 28} for counts in [USUAL] * 5], {**SHIFTED, "other": 28}))
    assert [one for one in ids_of(found) if "shifted" in one] == []


def test_two_codings_that_differ_are_both_shown() -> None:
    """Only timing means the same to the buyers: 12 of 60 a quarter."""
    second = {"price": "value", "timing": "timing", "features": "price", "no_decision": "timing"}
    found = found_in(quarters_of(*[USUAL] * 5, second=second))
    assert found.missing.startswith("fewer than 5 people of marketing")
    (finding,) = found.findings
    assert finding.id == "losses_unexplained.coded_twice"
    assert finding.severity is Severity.WARNING
    assert 'most often "price" is "value" to the second (' in finding.sentence
    assert "the seller's own in 20%" in finding.sentence
    assert {one.name for one in finding.evidence} == {"coded_alike", "kappa", "gwet_ac1"}


def test_two_codings_that_agree_are_a_note() -> None:
    same = {reason: reason for reason in USUAL}
    (finding,) = found_in(quarters_of(*[USUAL] * 5, second=same)).findings
    assert finding.severity is Severity.NOTE
    assert "the seller's own in 100%: kappa 1.00 (1.00 to 1.00), AC1 1.00" in finding.sentence


def test_a_record_without_a_second_coding_says_which_column_has_it() -> None:
    assert (
        "no loss is coded twice; import opportunities with buyer_reason" in found_in(quarters_of(*[USUAL] * 5)).missing
    )


def test_a_reason_that_wins_name_as_often_parts_nothing() -> None:
    """Price: a third of losses and of wins."""
    found = found_in(quarters_of(*[USUAL] * 5, won={"price": 10, "support": 20}))
    (finding,) = found.findings
    assert finding.id == "losses_unexplained.beside_won"
    assert finding.severity is Severity.NOTE
    assert '"price" (34% of wins) is named by wins as often' in finding.sentence
