"""Reasons that come back: how many rejections and losses say why, and how many that ask for something got it (METHODS 13.1).

A loop is a rejection whose coded reason asks, by the agreement's `leads_to`, for something that the record can show: to be recycled, or to
go to another owner. It is acted on if that happened within 90 days. What is asked of the score, the segment or the suppression list happens
in other systems; the record cannot tell whether it did, so these loops are counted neither way.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.funnel import FUNNEL
from oarlock.measure.facts.places import days_between, tally
from oarlock.measure.facts.stages import reasons_seen
from oarlock.stats.proportions import product_of_shares, share
from oarlock.stats.result import Estimate, Status
from oarlock.words import counted, percent

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.diagnose.base import Question
    from oarlock.ledger.reading import Ledger

LEAST_RECORDS = 20
YEAR, LOOP = 365, 90
"""Days looked back; days within which what a reason asks for has to happen."""
BACK = FUNNEL[FUNNEL.index("mql") :]


def feedback(question: Question) -> tuple[Estimate, str]:
    """The share that says why × the share of loops acted on, and the two; None where either cannot be told, and what would let it be."""
    ledger, agreement = question.ledger, question.agreement
    told, n = said(ledger, agreement)
    if n < LEAST_RECORDS:
        return _unknown(n, f"{n} rejected leads and lost deals in the last year; {LEAST_RECORDS} are needed")
    acted, loops = acted_on(ledger, agreement)
    if loops < LEAST_RECORDS:
        return _unknown(
            n,
            f"{percent(told / n)} of {n:,} say why, but whether that leads to anything cannot be told: {_loops(loops)}",
        )
    made = f"{percent(told / n)} of {n:,} say why, and {percent(acted / loops)} of {loops:,} that ask for another try or owner got it"
    return product_of_shares(share(told, n), share(acted, loops)), made


def said(ledger: Ledger, agreement: Agreement) -> tuple[int, int]:
    """Of rejected leads and lost deals of the last year, those with a reason that says something, and all."""
    import ibis

    from oarlock.diagnose._losses import lost
    from oarlock.diagnose._rejections import rejections

    n = told = 0
    if not ledger.is_empty("stage_changes"):
        since = ibis.literal(ledger.as_of.replace(tzinfo=None) - timedelta(days=YEAR), type="timestamp")
        rows = rejections(ledger, agreement)
        rows = rows.filter(rows.rejected_at >= since)
        (row,) = ledger.rows(rows.aggregate(n=rows.count(), told=rows.reason_group.count()))
        n, told = n + row["n"], told + row["told"]
    if not ledger.is_empty("opportunity_versions"):
        deals = lost(ledger, agreement)
        (row,) = ledger.rows(deals.aggregate(n=deals.count(), told=tally(deals.says.notnull())))
        n, told = n + row["n"], told + int(row["told"] or 0)
    return told, n


def acted_on(ledger: Ledger, agreement: Agreement) -> tuple[int, int]:
    """Loops that got what their reason asks for within 90 days, and all of a year that are old enough for it to show."""
    acted = loops = 0
    if ledger.is_empty("stage_changes"):
        return acted, loops
    for remedy, happened in (("recycle", _put_back), ("route", _routed)):
        spelled = _spelled(ledger, agreement, remedy)
        rows = _asking(ledger, agreement, spelled) if spelled else None
        later = happened(ledger, agreement) if rows is not None else None
        if rows is None or later is None:
            continue
        both = rows.left_join(later, rows.lead_id == later["_then"])
        in_time = (both.then_at >= both.rejected_at) & (days_between(both.rejected_at, both.then_at) <= LOOP)
        by_lead = (
            both.mutate(done=in_time.fill_null(False).ifelse(1, 0))
            .group_by("lead_id", "rejected_at")
            .aggregate(done=lambda t: t.done.max())
        )
        (row,) = ledger.rows(by_lead.aggregate(n=by_lead.count(), done=by_lead.done.sum()))
        acted, loops = acted + int(row["done"] or 0), loops + row["n"]
    return acted, loops


def _asking(ledger: Ledger, agreement: Agreement, spelled: Iterable[str]) -> Any:
    """Rejections with one of these reasons, of the year that ended 90 days ago."""
    import ibis

    from oarlock.diagnose._rejections import rejections

    until = ledger.as_of.replace(tzinfo=None) - timedelta(days=LOOP)
    first, last = (ibis.literal(at, type="timestamp") for at in (until - timedelta(days=YEAR), until))
    rows = rejections(ledger, agreement)
    rows = rows.filter(rows.reason.isin(list(spelled)), rows.rejected_at >= first, rows.rejected_at < last)
    return rows.select("lead_id", "rejected_at")


def _spelled(ledger: Ledger, agreement: Agreement, remedy: str) -> list[str]:
    """The recorded reasons that ask for this, in every spelling."""
    coded = {reason: agreement.reason_of(reason) for reason in reasons_seen(ledger)}
    return sorted(reason for reason, one in coded.items() if one is not None and one.leads_to == remedy)


def _put_back(ledger: Ledger, agreement: Agreement) -> Any | None:
    """Stage changes by which a lead is put back or comes back: _then (lead), then_at; None where the record never tells one put back."""
    changes = ledger.table("stage_changes").select("lead_id", "changed_at", "stage")
    recycled = list(agreement.names_of("recycled"))
    if not ledger.rows(changes.filter(changes.stage.isin(recycled)).limit(1).select("lead_id")):
        return None
    names = [*recycled, *(name for role in BACK for name in agreement.names_of(role))]
    changes = changes.filter(changes.stage.isin(sorted(set(names))))
    return changes.select(_then=changes.lead_id, then_at=changes.changed_at)


def _routed(ledger: Ledger, _: Agreement) -> Any | None:
    """Assignments: _then (lead), then_at; None where the record knows none."""
    if ledger.is_empty("assignments"):
        return None
    rows = ledger.table("assignments")
    return rows.select(_then=rows.lead_id, then_at=rows.assigned_at)


def _loops(n: int) -> str:
    asking = counted(n, "rejection asks", "rejections ask")
    return (
        f"{asking} for another try or another owner (leads_to of [[reasons]]) in the year before the last {LOOP} days, in a record that"
        f" tells of leads recycled or assigned again; {LEAST_RECORDS} are needed"
    )


def _unknown(n: int, missing: str) -> tuple[Estimate, str]:
    return Estimate(None, n=n, status=Status.INSUFFICIENT, reason=missing), missing
