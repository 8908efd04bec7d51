"""Promises of both sides, judged alike: broken, almost broken, and nobody's word."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from journal import store_of
from oarlock import agreement as agreements
from oarlock.agreement import Agreement, Rule
from oarlock.agreement.promises import FasterPromise
from oarlock.agreement.signatures import Signature
from oarlock.diagnose.base import Finding, Found, Question, Severity, Team
from oarlock.diagnose.promises_broken import DIAGNOSIS

from .handover_story import Lead, asked, journal_of, usual

MONTHS = 15


def signed(**marketing: object) -> Agreement:
    """The default agreement with both signatures, and marketing's promises as given."""
    default = agreements.default()
    signatures = tuple(
        Signature(name, team, date(2024, 1, 1)) for name, team in (("Ada", "marketing"), ("Bo", "sales"))
    )
    promise = replace(default.marketing, context=(), **marketing)  # type: ignore[arg-type]
    return replace(default, signatures=signatures, promises=replace(default.promises, marketing=promise))


def found_in(change: object = usual, agreement: Agreement | None = None, per_month: int = 40) -> Found:
    with asked(journal_of(MONTHS, per_month, change), agreement, months=MONTHS) as question:  # type: ignore[arg-type]
        found: Found = DIAGNOSIS.find(question)
        return found


def by_id(found: Found) -> dict[str, Finding]:
    return {one.id.removeprefix("promises_broken."): one for one in found.findings}


def late(share: int) -> object:
    def change(lead: Lead) -> Lead:
        if lead.number % share == 0 and lead.touched_after:
            lead.touched_after = 26.0
        return lead

    return change


def test_promises_that_are_kept_are_not_spoken_of() -> None:
    assert by_id(found_in(agreement=signed(leads_per_month=38))) == {}


def test_a_response_promised_and_given_too_late_is_broken() -> None:
    finding = by_id(found_in(late(2), signed()))["sales.first_response"]
    assert finding.severity is Severity.SEVERE
    assert finding.answers_for is Team.SALES
    assert "90% was promised" in finding.sentence
    assert "Q1 2025" in finding.sentence
    assert len(finding.records) == 20


def test_one_source_left_waiting_is_named_though_the_promise_is_kept_as_a_whole() -> None:
    def change(lead: Lead) -> Lead:
        if lead.number % 10 == 1:
            lead.source = "Trade-show"
            lead.touched_after = 26.0 if lead.number % 20 == 1 else 1.0
        return lead

    found = by_id(found_in(change, signed(), per_month=80))
    assert list(found) == ["sales.first_response.source.trade-show"]
    finding = found["sales.first_response.source.trade-show"]
    assert finding.severity is Severity.WARNING
    assert finding.sentence.startswith("Leads from Trade-show (50% of 2")
    assert "of all others, and 10% is what the promise leaves open." in finding.sentence
    assert finding.records


def test_what_a_source_left_waiting_costs_is_told_of_the_whole_quarter_on_the_day_it_ends() -> None:
    """Leads of the last two weeks are not judged yet, but they wait like the others."""

    def change(lead: Lead) -> Lead:
        if lead.number % 10 == 1:
            lead.source, lead.reason = "Trade-show", None
            lead.touched_after = 26.0 if lead.number % 20 == 1 else 1.0
            lead.opportunity = lead.won = lead.accepted = lead.number % 20 == 11
        return lead

    text = journal_of(MONTHS, 80, change)
    amounts = []
    with store_of(text) as store:
        for day in (datetime(2025, 4, 1, tzinfo=UTC), datetime(2025, 4, 21, tzinfo=UTC)):
            with store.ledger(day) as ledger:
                found = by_id(DIAGNOSIS.find(Question(ledger, signed())))
            amounts.append(found["sales.first_response.source.trade-show"].amount)
    first, later = amounts
    assert first is not None
    assert later is not None
    assert first.estimate == pytest.approx(later.estimate, rel=0.12)  # of twelve leads, one more or less


def test_a_source_for_which_another_time_was_promised_says_which() -> None:
    """Everybody is answered after three hours, where eight were promised, and one to leads of the fair."""

    def change(lead: Lead) -> Lead:
        lead.source = "Trade-show" if lead.number % 20 == 1 else "Search"
        lead.touched_after = None if lead.touched_after is None else 3.0
        return lead

    faster = (FasterPromise("fair", Rule("source = 'Trade-show'"), 1.0),)
    default = signed()
    promises = replace(default.promises, sales=replace(default.sales, faster=faster))
    found = by_id(found_in(change, replace(default, promises=promises), per_month=160))
    assert list(found) == ["sales.first_response.source.trade-show"]
    finding = found["sales.first_response.source.trade-show"]
    assert "were not answered within the promised time (1 working hour for most of them) in Q1 2025" in finding.sentence


def test_a_source_stands_out_of_a_broken_promise_too() -> None:
    """Every lead of the fair is answered the next day at eleven, which on a Friday is still in time."""

    def change(lead: Lead) -> Lead:
        lead.source = "Trade-show" if lead.number % 4 == 1 else "Search"
        lead.touched_after = 26.0 if lead.number % 4 == 1 else lead.touched_after
        return lead

    found = by_id(found_in(change, signed()))
    assert list(found) == ["sales.first_response"]
    assert "Late most of all: Trade-show (80% of 30)" in found["sales.first_response"].sentence


def test_a_little_late_cannot_be_told_from_kept() -> None:
    assert "sales.first_response" not in by_id(found_in(late(14), signed()))


def test_what_nobody_signed_is_a_note_until_it_gets_worse() -> None:
    note = by_id(found_in(late(3)))["unsigned"]
    assert note.severity is Severity.NOTE
    assert note.sentence.startswith("Nobody signed the agreement")

    def since_november(lead: Lead) -> Lead:
        return late(2)(lead) if lead.month >= 10 else lead  # type: ignore[operator]

    worse = by_id(found_in(since_november))["sales.first_response"]
    assert worse.severity in (Severity.WARNING, Severity.SEVERE)
    assert "before Nov 2024" in worse.sentence


def test_rejections_without_a_reason_are_no_decisions() -> None:
    def wordless(lead: Lead) -> Lead:
        if lead.reason is not None:
            lead.reason = ""
        return lead

    finding = by_id(found_in(wordless, signed()))["sales.decision"]
    assert "a rejection with a coded reason" in finding.sentence


def test_marketing_is_held_to_its_numbers_as_sales_is() -> None:
    low = by_id(found_in(agreement=signed(leads_per_month=60)))["marketing.volume"]
    assert low.answers_for is Team.MARKETING
    assert "67% (" in low.sentence  # 120 of the 180 leads promised for the quarter
    assert low.records == ()
    assert "marketing.volume" not in by_id(found_in(agreement=signed(leads_per_month=44)))
    assert "marketing.value" in by_id(found_in(agreement=signed(value=20_000)))  # 4 deals of 1,000 a month


@pytest.mark.parametrize(("share", "broken"), [(2, True), (19, False)])
def test_fields_that_leads_lack_are_marketings(share: int, broken: bool) -> None:
    def bare(lead: Lead) -> Lead:
        lead.source = "" if lead.number % share == 0 else "Search"
        return lead

    assert ("marketing.fields_complete" in by_id(found_in(bare, signed()))) is broken


def test_a_promise_is_not_broken_before_it_was_made() -> None:
    young = replace(signed(), in_force_from=date(2025, 4, 10))
    assert by_id(found_in(late(3), young)) == {}


def test_what_late_answers_go_with_is_held_against_equal_leads() -> None:
    """Good leads are called first; a call itself adds nothing, so the adjusted figure has to say little and the naive one much."""

    def picked(lead: Lead) -> Lead:
        good = lead.number % 2 == 0
        lead.score = 90 if good else 10
        lead.touched_after = 1.0 if lead.number % 10 < (8 if good else 3) and lead.number % 20 != 19 else 30.0
        lead.accepted = lead.opportunity = lead.number % 7 < (3 if good else 1)
        lead.won = lead.opportunity
        lead.reason = None
        return lead

    finding = by_id(found_in(picked, signed(), per_month=60))["sales.first_response"]
    assert finding.amount is not None
    assert finding.amount.lo is not None
    assert finding.amount.hi is not None
    assert finding.amount.lo <= 0 < finding.amount.hi
    assert "go with it" not in finding.sentence
    (worth,) = [one for one in finding.evidence if one.name == "worth_of_an_answer"]
    assert "without holding these equal" in worth.sentence
