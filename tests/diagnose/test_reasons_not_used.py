"""Reasons that say nothing: missing, always the same, given untried, or proved wrong."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from oarlock import agreement as agreements
from oarlock.agreement import Agreement
from oarlock.agreement.signatures import Signature
from oarlock.diagnose.base import Finding, Found, Severity
from oarlock.diagnose.reasons_not_used import DIAGNOSIS
from oarlock.words import money

from .handover_story import Lead, asked, journal_of

MONTHS = 10
REASONS = ("no_response", "no_need", "no_budget", "too_small", "not_now")


def said(lead: Lead) -> Lead:
    """Everybody gives each of five reasons as often; three people share the leads."""
    lead.owner = f"rep{lead.number // 10 % 3}"
    if lead.reason is not None:
        lead.reason = REASONS[lead.number // 2 % 5]
    return lead


def found_in(change: object = said, agreement: Agreement | None = None) -> Found:
    with asked(journal_of(MONTHS, 40, change), agreement, months=MONTHS) as question:  # type: ignore[arg-type]
        found: Found = DIAGNOSIS.find(question)
        return found


def only(found: Found) -> Finding:
    (finding,) = found.findings
    assert finding.severity is Severity.WARNING
    return finding


def signed() -> Agreement:
    """The default agreement, its list of reasons agreed on by both."""
    signatures = tuple(
        Signature(name, team, date(2024, 1, 1)) for name, team in (("Ada", "marketing"), ("Bo", "sales"))
    )
    return replace(agreements.default(), signatures=signatures)


def test_reasons_that_differ_are_used() -> None:
    found = found_in()
    assert found.findings == ()
    assert "no rejection is coded twice; import stage_changes with second_reason" in found.missing


@pytest.mark.parametrize(("every", "told"), [(2, True), (6, False)])
@pytest.mark.parametrize("word", ["", "other", "meh"])
def test_more_than_a_fifth_without_a_reason_is_too_much(every: int, told: bool, word: str) -> None:
    def wordless(lead: Lead) -> Lead:
        if said(lead).reason is not None and lead.number // 2 % every == 0:
            lead.reason = word
        return lead

    found = found_in(wordless, signed())
    assert [one.id for one in found.findings] == (["reasons_not_used.missing"] if told else [])


def test_words_of_ones_own_are_reasons_while_nobody_agreed_on_a_list() -> None:
    def own_words(lead: Lead) -> Lead:
        if said(lead).reason is not None and lead.number // 2 % 2 == 0:
            lead.reason = "meh"
        return lead

    assert found_in(own_words).findings == ()


def test_one_person_with_one_reason_is_told_with_thirty_rejections_and_not_below() -> None:
    def habit(share: int) -> object:
        def change(lead: Lead) -> Lead:
            said(lead)
            if lead.number // 2 % share == 0:
                lead.owner = "eve"
                if lead.reason is not None:
                    lead.reason = "no_budget"
            return lead

        return change

    finding = only(found_in(habit(4)))
    assert finding.id == "reasons_not_used.one_reason.eve"
    assert '"no_budget"' in finding.sentence
    assert "entropy 0.0 bits" in finding.sentence
    assert found_in(habit(10)).findings == ()


def test_where_everybody_gives_one_reason_nobody_is_singled_out() -> None:
    def same(lead: Lead) -> Lead:
        if said(lead).reason is not None:
            lead.reason = "no_need"
        return lead

    assert found_in(same).findings == ()


@pytest.mark.parametrize(("reason", "told"), [("no_need", True), ("duplicate", False)])
def test_who_turns_down_what_nobody_tried_is_told(reason: str, told: bool) -> None:
    def untried(lead: Lead) -> Lead:
        if said(lead).reason is not None and lead.number // 2 % 4 == 0:
            lead.touched_after, lead.reason = None, reason
        return lead

    found = found_in(untried)
    assert [one.id for one in found.findings] == (["reasons_not_used.untried"] if told else [])


@pytest.mark.parametrize(("share", "told"), [(3, True), (20, False)])
def test_companies_that_did_not_fit_and_bought_are_told(share: int, told: bool) -> None:
    """One in five accepted leads' companies buys; of those turned down as too small one in three does, or one in twenty."""

    def bought(lead: Lead) -> Lead:
        if said(lead).reason is not None:
            lead.reason = "too_small" if lead.number % 3 == 0 else "no_response"
            if lead.number // 3 % share == 0:
                opened = f"{lead.on.replace(day=28)} x{lead.id} opened account=co{lead.id} amount=500 kind=new"
                lead.more = [opened, f"{lead.on.replace(day=28)} 12:00 x{lead.id} won"]
        return lead

    found = found_in(bought)
    assert [one.id for one in found.findings] == (["reasons_not_used.won_later"] if told else [])
    if told:
        assert "were of companies that bought later" in found.findings[0].sentence
        assert found.findings[0].records
        (deals, amount) = re.findall(r"bought later, by (\d+) deals of (\S+),", found.findings[0].sentence)[0]
        assert amount == money(500 * int(deals), "USD")
        assert int(deals) >= len(found.findings[0].records)


def test_a_record_without_any_reason_says_which_file_has_them() -> None:
    def silent(lead: Lead) -> Lead:
        if said(lead).reason is not None:
            lead.reason = ""
        return lead

    found = found_in(silent)
    assert found.findings == ()
    assert "import stage_changes with its reason" in found.missing


def coded_again(lead: Lead) -> Lead:
    """A manager rejects every second one again and calls whatever has no budget a bad time."""
    said(lead)
    if lead.reason is not None and lead.number // 2 % 2:
        second = "not_now" if lead.reason == "no_budget" else lead.reason
        lead.more.append(f"{lead.on + timedelta(days=12)} {lead.id} disqualified reason={second} changed_by=manager")
    return lead


def test_a_rejection_that_another_person_made_again_is_a_second_coding() -> None:
    found = found_in(coded_again)
    (note,) = found.findings
    assert note.id == "reasons_not_used.coded_twice"
    assert note.severity is Severity.NOTE
    assert '"no budget" is "not now" to the second' in note.sentence
    assert found.missing == ""
    assert note.records


def test_a_second_column_is_a_second_coding() -> None:
    """Everything is a bad fit to whoever reviews it."""

    def reviewed(lead: Lead) -> Lead:
        said(lead)
        if lead.reason is not None:
            lead.reason += " second_reason=" + ("too_small" if lead.number % 3 else "no_need")
        return lead

    (finding,) = found_in(reviewed).findings
    assert finding.id == "reasons_not_used.coded_twice"
    assert finding.severity is Severity.WARNING


def test_the_next_round_of_a_recycled_lead_is_no_second_coding() -> None:
    def recycled(lead: Lead) -> Lead:
        coded_again(lead)
        if len(lead.more) == 1 and "manager" in lead.more[0]:
            lead.more.insert(0, f"{lead.on + timedelta(days=10)} {lead.id} recycled")
        return lead

    assert "no rejection is coded twice" in found_in(recycled).missing
