"""Lead to customer: how many leads become customers in time."""

from __future__ import annotations

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.beginnings import wins_begun
from oarlock.measure.facts.funnel import no_outcomes
from oarlock.measure.facts.waits import leads_to_win
from oarlock.measure.statistics import Conversion

METRIC = Metric(
    name="lead_to_customer_rate",
    title="Lead to customer rate",
    question="How many leads become customers in time?",
    formula="cumulative incidence (Aalen–Johansen) of the win within the horizon from the lead's creation; open leads are censored",
    unit=Unit.SHARE,
    grain="one lead",
    cohort="created_at",
    source=("leads", "stage_changes", "opportunities"),
    unknown=no_outcomes,
    statistic=Conversion("the time cannot be told"),
    better=Direction.HIGHER,
    answers_for=(Team.BOTH,),
    observe=leads_to_win,
    begun=wins_begun,
    references=("METHODS 2.1",),
    misleads="Wins divided by leads of the same month is not this: young leads had no time to be won.",
)
