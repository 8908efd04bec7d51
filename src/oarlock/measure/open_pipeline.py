"""Open pipeline: the worth of the deals that stand open at the end of a period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.deals import deals_described, standing_spells
from oarlock.measure.statistics import Stock

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

OF_DEAL = (
    "cluster", "account_id", "lead_id", "owner_id", "kind", "sourced_by", "source", "campaign_id", "on_profile", "currency", "competitor",
)  # fmt: skip


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per state in which a deal was open: from when, until when, at what amount and stage."""
    spells = standing_spells(ledger, agreement)
    open_ = spells.filter(spells.status == "open").select(
        "opportunity_id", "valid_from", "valid_to", "amount", "stage", "forecast_category"
    )
    deals = deals_described(ledger, agreement)
    deals = deals.select(*OF_DEAL, _deal="opportunity_id")
    joined = open_.inner_join(deals, open_.opportunity_id == deals["_deal"]).drop("_deal")
    return joined.mutate(
        unit_id=joined.opportunity_id, at=joined.valid_from, until_at=joined.valid_to, value=joined.amount
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
