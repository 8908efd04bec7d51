"""What answering sooner or later goes with in a scenario: the record's own relation, at equal score, source and hour of arrival.

How many leads become deals where one is answered in time is measured as `promises_broken` measures it (METHODS 9.5): from leads that were
still open when the time was over, those answered within it against those that waited longer. It goes with the answer and need not come of
it, so it counts only where its whole range lies above nothing, and a scenario can set it to another value or to none.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from oarlock.diagnose._breach import worth_of_answers
from oarlock.diagnose.base import Grade
from oarlock.errors import UsedWrongly
from oarlock.measure.facts.workload import late_by_record
from oarlock.plan.answer import estimate_json
from oarlock.stats.result import Estimate, Status

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.plan.capacity import CapacityPlan
    from oarlock.plan.goal import GoalPlan
    from oarlock.plan.settings import Scenario
    from oarlock.stats.arrays import Floats
    from oarlock.stats.breach import Standardised

SETTING, PROMISE = "answer_effect", "response_hours"
LEAST_RATE = 0.05
"""Part of the usual rate below which no scenario can push it."""
SEED = 47


@dataclass(frozen=True)
class Answers:
    """The answers of one scenario, against those of the record.

    Attributes:
        hours: Working hours within which leads are answered. by_record: share of the leads of late that were; None where unknown.
        share: The same in the scenario. effect: how many more of the leads answered within them became deals, as reckoned with.
        measured: The relation in the record; None where nothing can be compared. why_none: why nothing is reckoned with; empty where it is.
        is_stated: Whether the scenario set the effect. sway: factor on the rate of leads to come in each future; None where there is none.
    """

    hours: float
    by_record: float | None
    share: float | None
    effect: Estimate
    measured: Standardised | None
    why_none: str
    is_stated: bool = False
    sway: Floats | None = None

    @property
    def is_used(self) -> bool:
        """Whether the scenario's bookings have any of it in them."""
        return self.sway is not None

    @property
    def grade(self) -> Grade:
        """How strong the evidence of the relation is."""
        if self.measured is None or self.measured.adjusted.status is not Status.OK:
            return Grade.D
        return Grade.B if (self.measured.adjusted.lo or 0.0) > 0 else Grade.C

    def numbers(self) -> dict[str, Any]:
        """What is reckoned with, and what it rests on, for programs."""
        from oarlock.stats.draws import simulated
        from oarlock.stats.need import DRAWS

        found = self.measured
        source = "stated" if self.is_stated else "none" if self.why_none else "measured"
        factor = Estimate(1.0, 1.0, 1.0, DRAWS) if self.sway is None else simulated(self.sway)
        return {
            "within_hours": self.hours,
            "answered_by_record": self.by_record,
            "answered": self.share,
            "effect": {**estimate_json(self.effect), "source": source, "grade": str(self.grade), "why_none": self.why_none},
            "measured": None if found is None else {
                "equal": estimate_json(found.adjusted), "naive": estimate_json(found.naive), "e_value": found.e_value,
                "compared": found.compared,
            },
            "rate_factor": {"estimate": factor.value, "lo": factor.lo, "hi": factor.hi},
        }  # fmt: skip


def answers_of(
    ledger: Ledger, agreement: Agreement, now: GoalPlan, present: CapacityPlan, plan: CapacityPlan, scenario: Scenario
) -> Answers:
    """The answers of a scenario.

    Args:
        now: The goal by the record. plan: the people's weeks in the scenario, present: those of the present people with its promise.
    Raises:
        UsedWrongly: an effect is set that no share can have.
    """
    hours = plan.work.promise
    late = late_by_record(ledger, promising(agreement, hours))
    by_record = None if late is None or late.value is None else 1 - late.value
    is_faster = now.work is not None and hours <= now.work.promise
    share = _share(present, plan, by_record, promised=PROMISE in scenario.changes and is_faster)
    if share is None or by_record is None:
        reason = "no activities are recorded, so nobody knows when leads were answered; import activities"
        return Answers(hours, by_record, share, Estimate(0.0, 0.0, 0.0), None, reason)
    found = worth_of_answers(ledger, agreement, hours)
    why_none = _why_none(found)
    effect = Estimate(0.0, 0.0, 0.0) if why_none or found is None else found.adjusted
    stated = scenario.stated(SETTING, effect.value or 0.0)
    if stated is not None:
        if not -1 < stated < 1:
            raise UsedWrongly(
                f"{SETTING}: {stated:g} is no difference of two shares. Give points, such as {SETTING}=2%, or {SETTING}=0 for none."
            )
        effect, why_none = Estimate(stated, stated, stated), ""
    moved = (
        (share - by_record) * now.work.handed_share * (1.0 if found is None else found.compared) if now.work else 0.0
    )
    return Answers(hours, by_record, share, effect, found, why_none, stated is not None, _sway(now, effect, moved))


def promising(agreement: Agreement, hours: float) -> Agreement:
    """The agreement with another promise of sales: to answer within so many working hours."""
    sales = replace(agreement.sales, first_response_hours=hours)
    return replace(agreement, promises=replace(agreement.promises, sales=sales))


def _why_none(found: Standardised | None) -> str:
    if found is None:
        return "no leads that were answered sooner and later can be compared in this record"
    if found.adjusted.status is not Status.OK:
        return f"too few leads became deals to tell: {found.adjusted.reason}"
    if (found.adjusted.lo or 0.0) <= 0:
        return "at equal score, source and hour of arrival, leads that were answered sooner did not clearly become deals more often"
    return ""


def _share(present: CapacityPlan, plan: CapacityPlan, by_record: float | None, *, promised: bool) -> float | None:
    """Leads answered in time in a scenario.

    People, leads and hours change the share in proportion to what they change of what the hours allow, of the leads in time or of those
    too late, whichever moves it less. A promise that is set, and is no later than the present one, is kept as far as the hours allow.
    """
    if by_record is None:
        return None
    late, late_now = (one.outlook.late.value or 0.0 for one in (plan, present))
    moved = [by_record * (1 - late) / (1 - late_now)] if late_now < 1 else []
    moved += [1 - (1 - by_record) * late / late_now] if late_now > 0 else []
    share = min(moved, key=lambda one: abs(one - by_record)) if late != late_now else by_record
    return max(0.0, min(share, 1.0), 1 - late if promised else 0.0)


def _sway(now: GoalPlan, effect: Estimate, moved: float) -> Floats | None:
    """Factor on the rate of leads to come, one per future: the same futures know the effect as high or low in every scenario."""
    import numpy as np

    from oarlock.stats.arrays import z_of
    from oarlock.stats.need import DRAWS
    from oarlock.stats.seeds import generator

    usual = next((rate.basis for rate in now.rates if rate.name == "lead_to_deal"), 0.0)
    if not usual or not moved or not effect.value:
        return None
    luck, value = generator(SEED).normal(0.0, 1.0, DRAWS), effect.value
    below, above = ((value if end is None else end) - value for end in (effect.lo, effect.hi))
    known = value + np.where(luck < 0, -below, above) * luck / z_of(0.90)
    told: Floats = np.clip(1 + known * moved / usual, LEAST_RATE, max(1.0, 1 / usual))
    return told if math.isfinite(float(told.sum())) else None
