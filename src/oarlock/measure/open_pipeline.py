"""Open pipeline: the worth of the deals that stand open at the end of a period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.deals import open_spells
from oarlock.measure.facts.places import BUCKET
from oarlock.measure.statistics import Stock

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

OF_DEAL = (
    BUCKET, "account_id", "lead_id", "owner_id", "kind", "sourced_by", "source", "campaign_id", "on_profile", "currency", "competitor",
)  # fmt: skip


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per state in which a deal was open: from when, until when, at what amount and stage."""
    spells = open_spells(ledger, agreement, OF_DEAL)
    return spells.mutate(
        unit_id=spells.opportunity_id, at=spells.valid_from, until_at=spells.valid_to, value=spells.amount
    )


METRIC = Metric(
    name="open_pipeline",
    title="Open pipeline",
    question="How much pipeline stands open?",
    formula="sum of the amounts of deals that are open at the end of the period, at the amount they had then",
    unit=Unit.MONEY,
    grain="one open deal",
    cohort="the end of the period",
    source=("opportunities", "opportunity_versions"),
    needs=("opportunities", "opportunity_versions"),
    statistic=Stock("no amount is known"),
    better=Direction.NEITHER,
    answers_for=(Team.SALES,),
    observe=observe,
    references=("METHODS 3.1",),
    misleads="A stock of old deals grows by nobody closing them: read it beside `sales_cycle` and `pipeline_bridge`.",
)
