"""The leads as the diagnosis reads them: few narrow columns, from the funnel's facts or made by themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from oarlock.diagnose._frame import BUCKETS
from oarlock.diagnose._strata import UNKNOWN, bucket_number, marked

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

PURPOSES = ("create", "capture", "partner", UNKNOWN)
"""Purposes of marketing's channels; leads that outbound brought are sales' own and are left out."""
OUTBOUND = len(PURPOSES)
"""Stands in `purpose_no` for a lead that outbound brought."""

STAGES = ("mql_at", "sal_at", "sql_at", "disqualified_at")
BAD_FIT = ("bad_fit", "not_a_buyer")
"""Groups of reasons by which a lead is turned away for what it is."""
UNJUDGED = ("unreachable", "no_capacity", "duplicate")
"""Groups by which a lead is put away without being judged: nobody spoke with it."""


def leads_passed(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead with what became of it, without what its account or its answer would tell: no lead is looked up for it.

    Columns: lead_id, created_at, mql_at, sal_at, sql_at, opportunity_at, disqualified_at, is_bad_fit and is_unjudged (the
    reason of the first disqualification), purpose_no (index into PURPOSES, or OUTBOUND).
    """
    from oarlock.measure.facts.leads import are_passages_kept
    from oarlock.measure.facts.profile_of import unjudged

    if not are_passages_kept(ledger, agreement):
        return leads_read(ledger, agreement)
    return _passed(_of_funnel(ledger, unjudged(agreement)))


def leads_read(ledger: Ledger, agreement: Agreement) -> Any:
    """The same with: is_assigned, response_hours (null: nobody answered), is_ownerless, bucket_no, segment_no, profile_no (see `_strata`).

    A lead does not care whether a system or a person lets it wait, so its response is counted from its hand-over, not from its assignment;
    `is_ownerless` says that it waited for an owner longer than for its owner.

    Kept, because several questions read it, the cells of leads under each clock.
    """
    from oarlock.measure.facts.leads import are_passages_kept
    from oarlock.measure.facts.places import kept, kept_name

    def read() -> Any:
        told = are_passages_kept(ledger, agreement)
        return _answered(
            ledger, agreement, _marked(ledger, agreement, _of_funnel) if told else _apart(ledger, agreement)
        )

    return kept(ledger, kept_name("leads_read", agreement), read)


def _answered(ledger: Ledger, agreement: Agreement, leads: Any) -> Any:
    from oarlock.measure.facts import lead_response

    response = lead_response(ledger, agreement)
    response = response.select(
        _answered="lead_id",
        response_hours=response.response_hours + response.ownerless_hours,
        is_assigned=response.assigned_at.notnull(),
        is_ownerless=response.ownerless_hours > response.waited_hours,
    )
    joined = leads.left_join(response, leads.lead_id == response["_answered"])
    return joined.select(
        *leads.columns,
        "response_hours",
        is_assigned=joined.is_assigned.fill_null(False),
        is_ownerless=joined.is_ownerless.fill_null(True),
    )


def _of_funnel(ledger: Ledger, agreement: Agreement) -> Any:
    from oarlock.measure.facts.leads import passages

    leads = passages(ledger, agreement)
    group = leads.reason_group
    return leads.mutate(is_bad_fit=group.isin(BAD_FIT), is_unjudged=group.isin(UNJUDGED))


def _apart(ledger: Ledger, agreement: Agreement) -> Any:
    """The leads with their marks and when they reached each stage, without the funnel's facts."""
    from oarlock.measure.facts import lead_stages
    from oarlock.measure.facts.leads import lead_outcomes, leads_described
    from oarlock.measure.facts.places import first_known

    def described(ledger: Ledger, agreement: Agreement) -> Any:
        leads = leads_described(ledger, agreement)
        stages = lead_stages(ledger, agreement)
        group = stages.reason_group
        why = {"is_bad_fit": group.isin(BAD_FIT), "is_unjudged": group.isin(UNJUDGED)}
        stages = stages.select(*STAGES, _staged="lead_id", staged_at="opportunity_at", **why)
        deals = lead_outcomes(ledger, agreement).select("_dealt", "opened_at")
        joined = leads.left_join(stages, leads.lead_id == stages["_staged"])
        joined = joined.left_join(deals, joined.lead_id == deals["_dealt"])
        opportunity_at = first_known(joined.staged_at, joined.opened_at)
        return joined.select(*leads.columns, *STAGES, *why, opportunity_at=opportunity_at)

    return _marked(ledger, agreement, described)


def _marked(ledger: Ledger, agreement: Agreement, facts: Callable[[Ledger, Agreement], Any]) -> Any:
    """Facts of leads with their marks as small numbers."""
    leads = marked(ledger, agreement, lambda agreed: facts(ledger, agreed))
    return _passed(leads, "segment_no", "profile_no", bucket_no=bucket_number(leads.cluster, BUCKETS).cast("int8"))


def _passed(leads: Any, *more: str, **marks: Any) -> Any:
    return leads.select(
        "lead_id", "created_at", *STAGES, "opportunity_at", *more,
        is_bad_fit=leads.is_bad_fit.fill_null(False),
        is_unjudged=leads.is_unjudged.fill_null(False),
        purpose_no=_purpose_code(leads.purpose).cast("int8"),
        **marks,
    )  # fmt: skip


def _purpose_code(purpose: Any) -> Any:
    import ibis

    steps = [(purpose == name, index) for index, name in enumerate(PURPOSES[:-1])]
    return ibis.cases(*steps, (purpose == "outbound", OUTBOUND), else_=len(PURPOSES) - 1)
