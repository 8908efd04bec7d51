"""Leads nobody turns to: found, told since when and whose, and not seen where there is only the usual forgetting."""

from __future__ import annotations

from oarlock.diagnose.base import Finding, Found, Severity
from oarlock.diagnose.leads_ignored import DIAGNOSIS

from .handover_story import Lead, asked, journal_of, usual


def found_in(months: int, per_month: int, change: object = usual) -> Found:
    with asked(journal_of(months, per_month, change), months=months) as question:  # type: ignore[arg-type]
        found: Found = DIAGNOSIS.find(question)
        return found


def only(found: Found) -> Finding:
    (finding,) = found.findings
    return finding


def forgotten(lead: Lead) -> Lead:
    lead.touched_after, lead.accepted, lead.opportunity, lead.reason = None, False, False, None
    return lead


def test_a_few_forgotten_leads_are_no_finding() -> None:
    assert found_in(24, 30) == Found()


def test_leads_left_lying_since_a_month_are_found_with_the_month() -> None:
    finding = only(
        found_in(24, 40, lambda lead: forgotten(lead) if lead.month >= 14 and lead.number % 3 == 0 else lead)
    )
    assert finding.id == "leads_ignored.untouched"
    assert finding.severity is Severity.SEVERE
    assert "before Mar 2025" in finding.sentence
    assert {record[:3] for record in finding.records} <= {"l21", "l22", "l23"}
    assert len(finding.records) == 20


def test_a_lead_turned_down_on_its_merit_was_looked_at() -> None:
    def duplicate(lead: Lead) -> Lead:
        if lead.month >= 14 and lead.number % 3 == 0:
            forgotten(lead).reason = "duplicate"
        return lead

    assert found_in(24, 40, duplicate) == Found()


def test_a_lead_rejected_untouched_for_not_answering_was_ignored() -> None:
    def given_up(lead: Lead) -> Lead:
        if lead.month >= 14 and lead.number % 3 == 0:
            forgotten(lead).reason = "no_response"
        return lead

    finding = only(found_in(24, 40, given_up))
    assert "were rejected without anybody having tried" in finding.sentence


def test_one_source_nobody_calls_is_named_though_all_together_look_well() -> None:
    def change(lead: Lead) -> Lead:
        if lead.number % 10 == 1:
            lead.source = "Trade-show"
            return forgotten(lead) if lead.number % 20 == 1 else lead
        return lead

    finding = only(found_in(6, 100, change))
    assert finding.id == "leads_ignored.source.trade-show"
    assert "of all others" in finding.sentence
    assert "go with it" not in finding.sentence


def test_what_one_source_nobody_calls_goes_with_is_told() -> None:
    def change(lead: Lead) -> Lead:
        if lead.number % 10 == 1:
            lead.source = "Trade-show"
            lead.opportunity = lead.won = lead.accepted = lead.number % 20 == 11
            lead.reason = None
            return forgotten(lead) if lead.number % 20 == 1 else lead
        return lead

    finding = only(found_in(12, 100, change))
    assert finding.id == "leads_ignored.source.trade-show"
    assert finding.amount is not None
    assert finding.amount.lo is not None
    assert finding.amount.lo > 0
    assert "a quarter go with it" in finding.sentence


def test_a_person_is_compared_on_thirty_leads_or_not_at_all() -> None:
    def owned(share: int) -> object:
        def change(lead: Lead) -> Lead:
            lead.owner = "eve" if lead.number % share == 1 else f"rep{lead.number // 20 % 4}"
            return forgotten(lead) if lead.owner == "eve" and lead.number % 2 else lead

        return change

    assert [one.id for one in found_in(6, 100, owned(9)).findings] == ["leads_ignored.owner.eve"]
    assert found_in(6, 100, owned(21)) == Found()


def test_a_person_is_told_by_name_where_the_record_has_it() -> None:
    def change(lead: Lead) -> Lead:
        lead.owner = "005xEVE" if lead.number % 9 == 1 else f"rep{lead.number // 20 % 4}"
        if lead.number == 1:
            lead.more = ["2023-01-02 005xEVE hired team=sales name=Evelyn"]
        return forgotten(lead) if lead.owner == "005xEVE" and lead.number % 2 else lead

    finding = only(found_in(6, 100, change))
    assert finding.id == "leads_ignored.owner.005xeve"
    assert finding.sentence.startswith("Leads of owner Evelyn (")


def test_without_activities_nobody_is_accused() -> None:
    """
    2026-01-01 09:00  ann  mql
    2026-01-01 09:00  ann  assigned to=bob
    """
    with asked(test_without_activities_nobody_is_accused.__doc__ or "") as question:
        found = DIAGNOSIS.find(question)
    assert found.findings == ()
    assert "import activities" in found.missing


def test_two_accounts_with_many_leads_do_not_make_a_source_stand_out() -> None:
    """Both of one company's contact lists lie there: two decisions, not forty-four forgotten leads."""

    def change(companies: int) -> object:
        def changed(lead: Lead) -> Lead:
            if lead.number % 10 == 1:
                lead.source = "Trade-show"
                lead.account = f"big{lead.number // 10 % companies}"
                return forgotten(lead) if lead.number // 10 % companies % 2 else lead
            return lead

        return changed

    assert found_in(6, 100, change(4)) == Found()
    assert [one.id for one in found_in(6, 100, change(100)).findings] == ["leads_ignored.source.trade-show"]
