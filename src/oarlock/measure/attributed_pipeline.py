"""Attributed pipeline: what was opened, split over the channels that touched its buyers before, under every model beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.chain import Chain, chain
from oarlock.measure.facts.crediting import BESIDE, credit_caveats, credited, no_touches, place_of
from oarlock.measure.facts.journeys import PIPELINE
from oarlock.measure.statistics.credited import Credited

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per deal, model and channel with what the model gives it, when the deal was created."""
    return credited(ledger, agreement, PIPELINE)


def caveats(ledger: Ledger, agreement: Agreement) -> tuple[str, ...]:
    """What the credit rests on."""
    return credit_caveats(ledger, agreement, PIPELINE)


def _chain(ledger: Ledger, agreement: Agreement) -> Chain | None:
    return chain(ledger, agreement, PIPELINE)


METRIC = Metric(
    name="attributed_pipeline",
    title="Attributed pipeline",
    question="Which channels touched the buyers before a deal was opened, and how is its first amount split over them by each convention?",
    formula=(
        "first amount of a created deal × the share that a model gives a channel's touches before its creation; models as in"
        " attributed_revenue"
    ),
    unit=Unit.MONEY,
    grain="one created deal, split over channels",
    cohort="created_at",
    source=("opportunities", "opportunity_versions", "touches", "contact_roles", "leads"),
    needs=("opportunities", "opportunity_versions"),
    unknown=no_touches,
    statistic=Credited("no amount is known", _chain),
    better=Direction.NEITHER,
    answers_for=(Team.MARKETING,),
    observe=observe,
    within=("model", "channel"),
    arranged=place_of,
    beside=BESIDE,
    caveats=caveats,
    references=("METHODS 4.1–4.5, 4.7", "agreement [attribution]"),
    misleads="Pipeline is not revenue: a channel that opens many deals that are lost looks as good as one whose deals are won.",
)
