"""Capture share: how many leads came through channels that catch demand instead of making it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.leads import leads_described
from oarlock.measure.statistics import Share

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead; `hit` is null where the channel is labelled neither create nor capture."""
    import ibis

    leads = leads_described(ledger, agreement)
    labelled = leads.purpose.isin(["create", "capture"]).fill_null(False)
    return leads.mutate(
        unit_id=leads.lead_id,
        at=leads.created_at,
        hit=labelled.ifelse(leads.purpose == "capture", ibis.null("boolean")),
    )


METRIC = Metric(
    name="capture_share",
    title="Capture share",
    question="How much of marketing's leads comes from catching demand that was there already?",
    formula="leads of channels labelled capture ÷ leads of channels labelled create or capture",
    unit=Unit.SHARE,
    grain="one lead",
    cohort="created_at",
    source=("leads",),
    statistic=Share("the channel is labelled neither create nor capture", by_account=True),
    better=Direction.LOWER,
    answers_for=(Team.MARKETING,),
    observe=observe,
    references=("METHODS 4.7",),
    misleads="The labels are a convention of the agreement, and a captured lead may have been created by an earlier touch.",
)
