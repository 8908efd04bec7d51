"""Time to customer: how long a lead that is won takes from its creation."""

from __future__ import annotations

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.beginnings import wins_begun
from oarlock.measure.facts.funnel import no_outcomes
from oarlock.measure.facts.waits import leads_to_win
from oarlock.measure.statistics import Waiting

METRIC = Metric(
    name="time_to_customer",
    title="Time to customer",
    question="How long does a lead that is won take to become a customer?",
    formula="calendar days by which half of the leads that are won have been won, from their creation; open leads are censored",
    unit=Unit.DAYS,
    grain="one lead",
    cohort="created_at",
    source=("leads", "stage_changes", "opportunities"),
    unknown=no_outcomes,
    statistic=Waiting("the time cannot be told", given=True),
    better=Direction.LOWER,
    answers_for=(Team.BOTH,),
    observe=leads_to_win,
    begun=wins_begun,
    references=("METHODS 2.2",),
    misleads="In a young cohort only fast wins can have happened yet.",
)
