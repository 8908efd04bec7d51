"""Accounts, the record's quality and what the teams do together, with the numbers done by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from journal import store_of
from oarlock.agreement import Agreement
from oarlock.errors import UnknownName
from oarlock.ledger.reading import Ledger
from oarlock.measure.engine import measure


def asked(text: str | None, agreement: Agreement, name: str, **how: Any) -> dict[tuple[Any, ...], Any]:
    """Rows by period and slices."""
    with store_of(text or "") as store:
        found = measure(store.ledger(None), agreement, name, **how)
        return {(row.period, *row.slice.values()): row for row in found}


ABM = """
2025-01-01 acme founded employees=200 target_tier=A
2025-01-01 tiny founded employees=5
2025-01-01 big2 founded employees=900 target_tier=A
2025-01-10 web  answered account=acme channel=Webinar
2025-01-12 ann  created account=acme
2025-01-12 web  answered lead=ann channel=Email
2025-02-20 ann  touched by=meeting
2025-03-01 deal opened account=acme amount=100 close=2025-05-01
2025-05-20 deal won
2025-06-20 web  answered account=tiny channel=Event
"""


def test_engagement_counts_what_lies_in_the_window_and_nothing_twice(agreement: Agreement) -> None:
    """By the end of March acme had 30 + 1 minutes of touches and 30 of a meeting; by the end of June all of it was older than 90 days."""
    rows = asked(ABM, agreement, "account_engagement", every="quarter")
    assert rows["2025Q1",].estimate * 3 == 61
    assert rows["2025Q2",].estimate * 3 == 60
    assert asked(ABM, agreement, "account_engagement")[None,].estimate * 3 == 60


def test_an_account_stands_in_the_last_stage_whose_rule_it_meets(agreement: Agreement) -> None:
    rows = asked(ABM, agreement, "account_stage", every="quarter")
    assert {key[1]: row.estimate for key, row in rows.items() if key[0] == "2025Q1" and row.estimate} == {
        "opportunity": 1,
        "none": 2,
    }
    assert {key[1]: row.estimate for key, row in rows.items() if key[0] == "2025Q2" and row.estimate} == {
        "customer": 1,
        "engaged": 1,
        "none": 1,
    }


def test_stages_of_accounts_stand_in_the_order_of_the_agreement(agreement: Agreement) -> None:
    names = [stage.name for stage in agreement.accounts.stages]
    told = [key[1] for key in asked(ABM, agreement, "account_stage", every="quarter") if key[0] == "2025Q2"]
    assert told == [name for name in ("none", *names) if name in told]
    assert told.index("engaged") < told.index("customer")


def test_without_periods_an_account_is_counted_once(agreement: Agreement) -> None:
    assert sum(row.estimate for row in asked(ABM, agreement, "account_stage").values()) == 3


LATE = (
    "".join(f"2024-0{i % 6 + 1}-03 a{i} founded\n" for i in range(20))
    + """
2024-02-01 deal opened account=a1 amount=100 close=2024-05-01
2024-05-20 deal won
2025-01-10 web  answered account=a2 channel=Event
2025-01-12 ann  created account=a3
2025-02-20 ann  touched by=meeting
2025-06-30 ann  touched by=meeting
"""
)
"""Accounts of a year before anybody recorded what was done about them."""


def test_where_accounts_stood_before_anything_was_recorded_is_unknown(agreement: Agreement) -> None:
    """A customer is one whatever was done; nobody knows whether the others were aware of us."""
    rows = asked(LATE, agreement, "account_stage", every="quarter")
    assert rows["2024Q2", "customer"].estimate == 1
    for stage in ("none", "engaged"):
        assert (rows["2024Q2", stage].estimate, rows["2024Q2", stage].status.value) == (None, "artefact")
        assert "recorded from" in rows["2024Q2", stage].reason
    assert {key[1]: row.estimate for key, row in rows.items() if key[0] == "2025Q1" and row.estimate} == {
        "customer": 1,
        "engaged": 2,
        "none": 17,
    }


def test_a_stage_that_rests_on_what_nobody_recorded_is_unknown(agreement: Agreement) -> None:
    bare = "\n".join(line for line in LATE.splitlines() if "answered" not in line and "touched" not in line)
    rows = asked(bare, agreement, "account_stage")
    assert {key[1]: row.estimate for key, row in rows.items() if row.estimate} == {"customer": 1, "unknown": 19}


def test_coverage_speaks_of_targets_only(agreement: Agreement) -> None:
    rows = asked(ABM, agreement, "target_coverage", every="quarter")
    first = {key[1]: row.estimate for key, row in rows.items() if key[0] == "2025Q1"}
    assert first == {"known": 0.5, "engaged": 0.5, "worked": 0.5, "both": 0.5, "in_deal": 0.5}
    assert rows["2025Q2", "engaged"].estimate == 0
    assert rows["2025Q2", "known"].n == 2


def test_without_a_list_of_targets_coverage_is_unknown_and_says_what_would_change_that(agreement: Agreement) -> None:
    other = replace(agreement, accounts=replace(agreement.accounts, target_tiers=("B",)))
    (row,) = asked(ABM, other, "target_coverage").values()
    assert row.estimate is None
    assert "target_tier of B" in row.reason


def test_listening_is_a_share_of_marketers_in_periods_that_are_over(agreement: Agreement) -> None:
    """
    2025-01-01 mia  hired team=marketing
    2025-01-01 max  hired team=marketing
    2025-01-01 bob  hired team=sales
    2025-01-05 c1   noted table=calls user_id=bob
    2025-01-08 c1   noted table=listens user_id=mia
    2025-01-09 c1   noted table=listens user_id=mia
    2025-01-09 c1   noted table=listens user_id=bob
    2025-03-02 c2   noted table=calls user_id=bob
    """
    rows = asked(
        test_listening_is_a_share_of_marketers_in_periods_that_are_over.__doc__, agreement, "listening", every="month"
    )
    assert {key[0]: row.estimate for key, row in rows.items()} == {"2025-01": 0.5, "2025-02": 0.0, "2025-03": None}
    assert rows["2025-01",].n == 2


def test_a_meeting_nobody_noted_is_unknown_not_empty(agreement: Agreement) -> None:
    """
    2025-01-01 mia noted table=users team=marketing
    2025-01-01 bob noted table=users team=sales
    2025-02-01 m1  noted table=meetings kind=pipeline_review
    2025-02-01 m1  noted table=attendance user_id=bob contributed=true
    2025-02-01 m1  noted table=attendance user_id=mia contributed=false
    2025-02-08 m2  noted table=meetings kind=pipeline_review
    2025-02-08 m2  noted table=attendance user_id=bob
    2025-02-15 m3  noted table=meetings kind=pipeline_review
    """
    rows = asked(test_a_meeting_nobody_noted_is_unknown_not_empty.__doc__, agreement, "meeting_attendance")
    told = {key[1:]: (row.estimate, row.n) for key, row in rows.items()}
    assert told["sales", "attended"] == (1.0, 2)
    assert told["marketing", "attended"] == (0.5, 2)
    assert told["both", "attended"] == (0.5, 2)
    assert told["marketing", "contributed"] == (0.0, 1)


def test_a_meeting_is_left_out_once_however_many_sides_and_steps_it_has(ledger: Ledger, agreement: Agreement) -> None:
    # Of m3 nobody knows who came, of m1 or m2 nobody who had a say: six rows of the one and three of the other.
    found = measure(ledger, agreement, "meeting_attendance")
    assert found.excluded == {"nobody noted who was there, or who had a say": 2}


test_a_meeting_is_left_out_once_however_many_sides_and_steps_it_has.__doc__ = (
    test_a_meeting_nobody_noted_is_unknown_not_empty.__doc__
)


RECORD = """
2025-01-01 acme founded domain=acme.example industry=Software
2025-02-01 acm2 founded domain=ACME.example
2025-01-10 ann  created email=ann@acme.example source=Web account=acme
2025-01-11 ben  created email=Ann@acme.example source=
2025-01-12 cem  created
2025-01-13 ann  mql
2025-03-20 ben  mql
2025-02-01 d1   opened account=acme amount=100 close=2025-02-20
2025-02-01 d2   opened account=acme amount=100 close=2025-02-25
2025-02-01 d3   opened account=acme close=2025-09-25
2025-04-01 d1   lost
"""


def test_what_is_empty_is_not_filled(agreement: Agreement) -> None:
    rows = asked(RECORD, agreement, "completeness")
    told = {key[1:]: (row.estimate, row.n) for key, row in rows.items()}
    assert told["leads", "email"] == (2 / 3, 3)
    assert told["leads", "source"] == (1 / 3, 3)
    assert told["opportunities", "amount"] == (2 / 3, 3)
    assert told["opportunities", "loss_reason"] == (0.0, 1)


def test_the_second_of_two_is_the_duplicate(agreement: Agreement) -> None:
    rows = asked(RECORD, agreement, "duplicates")
    told = {key[1]: (row.estimate, row.n) for key, row in rows.items()}
    assert told == {"leads": (0.5, 2), "accounts": (0.5, 2), "opportunities": (0.5, 2)}


def test_stale_is_told_at_the_end_of_a_period(agreement: Agreement) -> None:
    """At the end of March two of three open deals were overdue, and the one MQL whose 14 days had run out was not decided."""
    rows = asked(RECORD, agreement, "staleness", every="quarter")
    told = {key: (row.estimate, row.n) for key, row in rows.items()}
    assert told["2025Q1", "overdue_deals"] == (2 / 3, 3)
    assert told["2025Q1", "waiting_leads"] == (1.0, 1)
    assert told["2025Q2", "overdue_deals"] == (0.5, 2)


def test_a_field_alone_is_told_as_among_all(agreement: Agreement) -> None:
    """Told all at once or each from rows of its own, as a rule on the field asks for, and the records behind it are found."""
    at_once = asked(RECORD, agreement, "completeness", every="month")
    for field in ("email", "source", "loss_reason"):
        alone = asked(RECORD, agreement, "completeness", every="month", where=f"field = '{field}'")
        told = {key: row for key, row in at_once.items() if key[2] == field and row.n}
        assert {key: (row.estimate, row.n) for key, row in alone.items() if row.n} == {
            key: (row.estimate, row.n) for key, row in told.items()
        }
    with store_of(RECORD) as store:
        found = measure(store.ledger(None), agreement, "completeness")
        (lost,) = (row for row in found.rows if row.slice["field"] == "loss_reason")
        assert found.records(lost) == ("d1",)


def test_a_slice_that_is_not_there_is_told_with_those_that_are(agreement: Agreement) -> None:
    with store_of(RECORD) as store, pytest.raises(UnknownName) as told:
        measure(store.ledger(None), agreement, "completeness", by="xyzzy")
    assert "account_id" in str(told.value)
    assert "hit_" not in str(told.value)


def test_a_deal_is_overdue_when_its_day_is_over_where_the_company_is(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-05  acme  founded
    2026-01-10  big   opened   account=acme amount=100 close=2026-03-31
    2026-04-05  eve   created
    """
    for zone in ("America/New_York", "UTC", "Pacific/Auckland"):
        there = replace(agreement, company=replace(agreement.company, time_zone=zone))
        told = {
            row.period: row.estimate
            for row in measure(ledger, there, "staleness", every="quarter")
            if row.slice["what"] == "overdue_deals"
        }
        # On its own day, the quarter's last, it is due; a day later it is overdue.
        assert told == {"2026Q1": 0, "2026Q2": 1}


def test_what_nobody_answered_is_no_engagement(agreement: Agreement) -> None:
    """A mail that was only sent counts no minutes, in any spelling; one of no kind does."""
    lines = """
    2026-01-01 acme founded target_tier=A
    2026-01-01 tiny founded
    2026-03-01 web  answered account=acme channel=Webinar kind=form
    2026-03-01 seq  answered account=tiny channel=Webinar kind=Sent
    2026-03-02 odd  answered account=tiny channel=Email
    2026-03-31 ann  created
    """
    (row,) = asked(lines, agreement, "account_engagement").values()
    assert row.estimate * 2 == 30 + 1


UNWORKED = """
2025-01-01 acme  founded target_tier=A
2025-01-05 ann   created account=acme
2025-02-01 ann   answered channel=Event lead=ann
2025-04-05 end   created
"""


def test_a_team_whose_work_nobody_records_is_unknown_not_idle(agreement: Agreement) -> None:
    """Without activities nobody knows which targets sales has worked; the other steps are told, and the file is named."""
    rows = asked(UNWORKED, agreement, "target_coverage")
    assert {key[1] for key in rows} == {"known", "engaged"}
    with store_of(UNWORKED) as store:
        ledger = store.ledger(None)
        (caveat,) = measure(ledger, agreement, "target_coverage").caveats
        (minutes,) = measure(ledger, agreement, "account_engagement").caveats
        (silent,) = measure(ledger, agreement, "staleness").caveats
    assert caveat == (
        "Not told, because no activities and opportunities are recorded: worked, both and in_deal. Import activities and opportunities."
    )
    assert minutes == "No activities are recorded, so none of their minutes are in it; import activities."
    assert (
        silent == "No activities are recorded, so that accounts which only sales worked look silent; import activities."
    )


def test_overdue_deals_are_told_without_a_list_of_accounts(agreement: Agreement) -> None:
    text = "2025-01-05 d1 opened amount=100 close=2025-02-01\n2025-04-05 end created"
    rows = asked(text, agreement, "staleness")
    assert {key[1]: row.estimate for key, row in rows.items()} == {"overdue_deals": 1.0}


def test_accounts_from_before_anything_was_recorded_were_not_quiet(agreement: Agreement) -> None:
    """Ten accounts stand since 2024, the first touch is of May 2025: what went before is not in the record, and not 0 minutes."""
    lines = [f"2024-01-0{n % 9 + 1} a{n} founded target_tier=A" for n in range(10)]
    text = "\n".join([*lines, "2025-05-05 x answered account=a1 channel=Event", "2025-07-05 end created"])
    rows = asked(text, agreement, "account_engagement", every="quarter")
    assert (rows["2025Q1",].status, rows["2025Q1",].estimate) == ("artefact", None)
    assert "recorded from Mon 5 May 2025 on" in rows["2025Q1",].reason
    assert rows["2025Q3",].estimate == 6.0
    steps = asked(text, agreement, "target_coverage", every="quarter")
    assert steps["2025Q1", "engaged"].status == "artefact"
    silent = asked(text, agreement, "staleness", every="quarter")
    assert silent["2025Q1", "silent_accounts"].status == "artefact"
    assert silent["2025Q3", "silent_accounts"].estimate == 0.9
