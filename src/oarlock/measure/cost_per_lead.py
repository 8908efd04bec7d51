"""Cost per lead: what the money of a month brought in leads."""

from __future__ import annotations

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.lead_costs import caveats, lead_costs
from oarlock.measure.statistics.cost_per_lead import VIEW_ORDER, CostPerLead

METRIC = Metric(
    name="cost_per_lead",
    title="Cost per lead",
    question="What does a lead cost?",
    formula=(
        "spend of a month ÷ leads its campaign, else its channel, brought in that month; loaded: with the hours sales gives them and the"
        " team costs that have a driver"
    ),
    unit=Unit.MONEY,
    grain="one lead, or a month of spend that brought none",
    cohort="created_at",
    source=("leads", "spend", "costs"),
    needs=("spend", "leads"),
    statistic=CostPerLead(),
    better=Direction.LOWER,
    answers_for=(Team.MARKETING,),
    observe=lead_costs,
    within=("view",),
    arranged=VIEW_ORDER.index,
    caveats=caveats,
    references=("METHODS 5.1",),
    misleads=(
        "A cheap lead is not a cheap customer: read it beside the cost per acquisition. Leads of a channel without recorded spend are"
        " unknown, not free."
    ),
)
