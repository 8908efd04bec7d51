"""Deal size: what a won deal is worth on average."""

from __future__ import annotations

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.bookings import observe
from oarlock.measure.statistics import Average

METRIC = Metric(
    name="deal_size",
    title="Deal size",
    question="How much is a won deal worth on average?",
    formula="sum of the amounts of won deals ÷ their number, by the day they were won",
    unit=Unit.MONEY,
    grain="one won deal",
    cohort="closed_at",
    source=("opportunities", "opportunity_versions"),
    needs=("opportunities", "opportunity_versions"),
    statistic=Average("no amount is known"),
    better=Direction.HIGHER,
    answers_for=(Team.SALES,),
    observe=observe,
    references=("METHODS 0.5",),
    misleads="One big deal moves an average: look at its records before explaining it.",
)
