"""Attributed pipeline: what was opened, split over the channels that touched its buyers before, under every model beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.crediting import credit_metric, credited
from oarlock.measure.facts.journey_deals import PIPELINE

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per deal, model and channel with what the model gives it, when the deal was created."""
    return credited(ledger, agreement, PIPELINE)


METRIC = credit_metric(
    PIPELINE,
    name="attributed_pipeline",
    title="Attributed pipeline",
    question="Which channels touched the buyers before a deal was opened, and how is its first amount split over them by each convention?",
    formula=(
        "first amount of a created deal × the share that a model gives a channel's touches before its creation; models as in"
        " attributed_revenue"
    ),
    grain="one created deal, split over channels",
    cohort="created_at",
    observe=observe,
    misleads="Pipeline is not revenue: a channel that opens many deals that are lost looks as good as one whose deals are won.",
)
