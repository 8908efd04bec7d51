"""Deals whose last touch only captured demand, and what went before it, as measures of their own for the diagnosis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.journey_channels import has_purpose
from oarlock.measure.facts.journey_deals import PIPELINE, journey_deals
from oarlock.measure.facts.journeys import deal_journeys
from oarlock.measure.statistics import Share

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per new deal with a touch before it; `hit` where the last came on a channel that captures, null where it is unlabelled."""
    import ibis

    touches = deal_journeys(ledger, agreement, PIPELINE)
    capture, create = (has_purpose(ledger, agreement, touches.code, one) for one in ("capture", "create"))
    told = touches.group_by(_number=touches.deal).aggregate(
        captured=(capture & (touches.place == touches.n)).ifelse(1, 0).max(),
        created=(create & (touches.place == touches.n)).ifelse(1, 0).max(),
        made=create.ifelse(1, 0).max(),
    )
    numbers = journey_deals(ledger, agreement).select("deal", _deal="opportunity_id")
    told = told.inner_join(numbers, told["_number"] == numbers.deal).drop("_number", "deal")
    deals = deal_facts(ledger, agreement)
    deals = deals.filter(deals.kind.isnull() | deals.kind.isin(sorted(agreement.pipeline.kinds)))
    rows = deals.inner_join(told, deals.opportunity_id == told["_deal"]).drop("_deal")
    labelled = (rows.captured == 1) | (rows.created == 1)
    return rows.mutate(
        unit_id=rows.opportunity_id, at=rows.created_at, hit=labelled.ifelse(rows.captured == 1, ibis.null("boolean"))
    )


def made_before(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per new deal whose last touch captured; `hit` where a creation touch of the same buyers went before it."""
    rows = observe(ledger, agreement)
    rows = rows.filter(rows.hit.fill_null(False))
    return rows.mutate(hit=rows.made == 1)


def _measure(name: str, question: str, formula: str, observed: Any, excluded: str) -> Metric:
    return Metric(
        name=name,
        title=name.replace("_", " ").capitalize(),
        question=question,
        formula=formula,
        unit=Unit.SHARE,
        grain="one new deal with a touch before it",
        cohort="created_at",
        source=("opportunities", "opportunity_versions", "touches"),
        statistic=Share(excluded),
        better=Direction.NEITHER,
        answers_for=(Team.MARKETING,),
        observe=observed,
    )


CAPTURED = _measure(
    "captured_deals",
    "How many new deals had a last touch that only captured demand?",
    "new deals whose last touch before creation came on a channel labelled capture ÷ new deals whose last touch is labelled",
    observe,
    "the last touch's channel is labelled neither create nor capture",
)
MADE_BEFORE = _measure(
    "captured_after_creation",
    "How many of them had a creation touch before?",
    "captured deals with an earlier touch on a channel labelled create ÷ captured deals",
    made_before,
    "none",
)
