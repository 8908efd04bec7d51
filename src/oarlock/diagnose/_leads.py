"""The leads as the diagnosis reads them: few narrow columns, made and kept once, whatever is asked of them afterwards."""

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


def leads_read(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead.

    Columns: lead_id, created_at, mql_at, sal_at, sql_at, opportunity_at, disqualified_at, is_assigned, response_hours (null: nobody
    answered), is_bad_fit (the reason of the first disqualification), purpose_no (index into PURPOSES, or OUTBOUND), bucket_no,
    segment_no, profile_no (see `_strata`).
    """
    from oarlock.measure.facts.places import kept, kept_name

    return kept(ledger, kept_name("leads_read", agreement), lambda: _read(ledger, agreement))


def _read(ledger: Ledger, agreement: Agreement) -> Any:
    """Each thing that befell a lead is joined once, in the few columns that are read."""
    from oarlock.measure.facts import lead_response

    leads = _passed(ledger, agreement)
    response = lead_response(ledger, agreement)
    response = response.select("response_hours", _answered="lead_id", is_assigned=response.assigned_at.notnull())
    joined = leads.left_join(response, leads.lead_id == response["_answered"])
    return joined.select(*leads.columns, "response_hours", is_assigned=joined.is_assigned.fill_null(False))


def _passed(ledger: Ledger, agreement: Agreement) -> Any:
    """The leads with their marks and when they reached each stage.

    Where the funnel is kept already it is read from there; to keep it for this question alone would cost more than the two joins.
    """
    from oarlock.measure.facts import lead_stages
    from oarlock.measure.facts.leads import are_passages_kept, lead_outcomes, leads_described, passages
    from oarlock.measure.facts.places import first_known

    if are_passages_kept(ledger, agreement):
        told = _marked(ledger, agreement, passages, *STAGES, "opportunity_at", "reason_group")
        is_bad_fit = told.reason_group.isin(BAD_FIT).fill_null(False)
        return told.mutate(is_bad_fit=is_bad_fit).drop("reason_group")
    leads = _marked(ledger, agreement, leads_described)
    stages = lead_stages(ledger, agreement)
    bad = stages.reason_group.isin(BAD_FIT)
    stages = stages.select(*STAGES, _staged="lead_id", staged_at="opportunity_at", is_bad_fit=bad)
    deals = lead_outcomes(ledger, agreement).select("_dealt", "opened_at")
    joined = leads.left_join(stages, leads.lead_id == stages["_staged"])
    joined = joined.left_join(deals, joined.lead_id == deals["_dealt"])
    return joined.select(
        *leads.columns, *STAGES,
        opportunity_at=first_known(joined.staged_at, joined.opened_at),
        is_bad_fit=joined.is_bad_fit.fill_null(False),
    )  # fmt: skip


def _marked(ledger: Ledger, agreement: Agreement, facts: Callable[[Ledger, Agreement], Any], *more: str) -> Any:
    """Facts of leads with their marks as small numbers, and `more` of their columns."""
    leads = marked(ledger, agreement, lambda agreed: facts(ledger, agreed))
    return leads.select(
        "lead_id", "created_at", "segment_no", "profile_no", *more,
        purpose_no=_purpose_code(leads.purpose).cast("int8"),
        bucket_no=bucket_number(leads.cluster, BUCKETS).cast("int8"),
    )  # fmt: skip


def _purpose_code(purpose: Any) -> Any:
    import ibis

    steps = [(purpose == name, index) for index, name in enumerate(PURPOSES[:-1])]
    return ibis.cases(*steps, (purpose == "outbound", OUTBOUND), else_=len(PURPOSES) - 1)
