"""Sales cycle: how long a deal that is won takes."""

from __future__ import annotations

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.waits import deals_to_decision
from oarlock.measure.statistics import Waiting

METRIC = Metric(
    name="sales_cycle",
    title="Sales cycle",
    question="How long does a deal that is won take?",
    formula="calendar days by which half of the deals that are won have been won, from their creation; open deals are censored",
    unit=Unit.DAYS,
    grain="one deal",
    cohort="created_at",
    source=("opportunities", "opportunity_versions"),
    needs=("opportunities", "opportunity_versions"),
    statistic=Waiting("decided before it was created", given=True),
    better=Direction.LOWER,
    answers_for=(Team.SALES,),
    observe=deals_to_decision,
    references=("METHODS 2.2",),
    misleads="In a young cohort only fast wins can have happened yet.",
)
