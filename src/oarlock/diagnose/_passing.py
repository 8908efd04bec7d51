"""How many leads pass each step of the hand-off within its own time, as a measure over cohorts old enough to be counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from oarlock.diagnose._worsened import Worsened, worsened
from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.cohorts import now
from oarlock.measure.engine import measure
from oarlock.measure.facts.funnel import FUNNEL, funnel_facts, reached, walked
from oarlock.measure.facts.handover import IDS
from oarlock.measure.facts.places import days_between, tally
from oarlock.measure.statistics import Share
from oarlock.stats.result import Estimate

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.measure.result import Measurement

HANDOFF = FUNNEL[FUNNEL.index("mql") : FUNNEL.index("opportunity") + 1]
BASE_QUARTERS, LEAST_ENTRIES = 4, 30
LEAST_FALL = 0.03
DIMENSIONS = ("profile", "source")


@dataclass(frozen=True)
class Passing:
    """One step in its last quarter that is old enough, against the four quarters before, or before it fell.

    Attributes:
        days: Time within which nine in ten of those that pass have passed.
        now, base: (passed, entered). change: now − base with Newcombe's interval; p: one-sided, the quarters' own variation counted.
        is_lowest: Lower than each quarter of the base.
        before, last: The quarters compared.
        fall: The change of level in the months, where there is one.
    """

    step: str
    days: float
    period: str
    now: tuple[int, int]
    base: tuple[int, int]
    change: Estimate
    p: float
    is_lowest: bool
    fall: Worsened | None
    series: tuple[tuple[str, float | None], ...]
    before: tuple[Measurement, ...]
    last: Measurement


def steps_passed(ledger: Ledger, agreement: Agreement) -> tuple[Passing, ...]:
    """Every step from MQL to opportunity for which the record has enough quarters."""
    horizons = _horizons(ledger, agreement)
    if not horizons:
        return ()
    metric = _metric(horizons)
    quarterly = measure(ledger, agreement, metric, every="quarter")
    monthly = measure(ledger, agreement, metric, every="month")
    falls = {one.name[0]: one for one in worsened(monthly, -1, least_change=LEAST_FALL)}
    told = (_told(ledger, agreement, step, days, quarterly.rows, falls.get(step)) for step, days in horizons.items())
    return tuple(one for one in told if one is not None)


def _horizons(ledger: Ledger, agreement: Agreement) -> dict[str, float]:
    """The days within which a step is judged, by step, as the conversion itself has them."""
    there = [role for role in walked(ledger, agreement) if role in HANDOFF]
    if len(there) < 2:
        return {}
    params = measure(ledger, agreement, "stage_conversion").params
    steps = [f"{start} → {end}" for start, end in pairwise(there)]
    found = {step: params.get(f"horizon_days of {step}", params.get("horizon_days")) for step in steps}
    return {step: days for step, days in found.items() if days is not None}


def _metric(horizons: Mapping[str, float]) -> Metric:
    def observe(ledger: Ledger, agreement: Agreement) -> Any:
        """One row per lead of marketing's and step it entered; `hit` is null while its time still runs."""
        import ibis

        leads = funnel_facts(ledger, agreement)
        leads = leads.filter((leads.purpose != "outbound") | leads.purpose.isnull())
        parts = []
        for step, days in horizons.items():
            start, end = (reached(leads, role) for role in step.split(" → "))
            # Days by the calendar's length, a day of grace for the hour of the day.
            in_time = end.notnull() & (days_between(start, end) <= days + 1)
            ripe = days_between(start, now(ledger)) >= days + 1
            hit = ripe.ifelse(in_time, ibis.null("boolean"))
            rows = leads.mutate(unit_id=leads.lead_id, at=start, hit=hit, step=ibis.literal(step))
            parts.append(rows.filter(rows["at"].notnull()).select(*IDS, "unit_id", "at", "hit", "step"))
        return ibis.union(*parts) if len(parts) > 1 else parts[0]

    return Metric(
        name="steps_passed",
        title="Steps passed in time",
        question="How many leads pass each step within its own time?",
        formula="passed within the step's time ÷ entered that long ago",
        unit=Unit.SHARE,
        grain="one lead and step",
        cohort="entry into the stage",
        source=("leads", "stage_changes", "opportunities"),
        statistic=Share("the step's time still runs"),
        better=Direction.HIGHER,
        answers_for=(Team.BOTH,),
        observe=observe,
        within=("step",),
    )


def _told(
    ledger: Ledger,
    agreement: Agreement,
    step: str,
    days: float,
    rows: tuple[Measurement, ...],
    fall: Worsened | None,
) -> Passing | None:
    from oarlock.stats.proportions import newcombe_difference

    own = [row for row in rows if row.slice["step"] == step and row.complete and row.n >= LEAST_ENTRIES]
    own = [row for row in own if _is_over(ledger, agreement, row, days)]
    if len(own) < BASE_QUARTERS + 1:
        return None
    last, before = own[-1], own[:-1]
    if fall is not None:
        untouched = [row for row in before if _ends(agreement, row) <= _month(fall.since)]
        before = untouched or before
    before = before[-BASE_QUARTERS:]
    base, latest = _summed(before), _summed([last])
    change = newcombe_difference(latest, base)
    return Passing(
        step, days, last.period or "", latest, base, change, _p(before, last),
        all((last.estimate or 0) < (row.estimate or 0) for row in before),
        fall,
        tuple((row.period or "", row.estimate) for row in own),
        tuple(before), last,
    )  # fmt: skip


def _is_over(ledger: Ledger, agreement: Agreement, row: Measurement, days: float) -> bool:
    from oarlock.measure.cohorts import local_day

    return bool(_ends(agreement, row) + timedelta(days=days + 1) <= local_day(ledger, agreement) + timedelta(days=1))


def _ends(agreement: Agreement, row: Measurement) -> Any:
    return _period(agreement, row).end


def _period(agreement: Agreement, row: Measurement) -> Any:
    from oarlock.agreement.calendar import period_named

    return period_named(row.period or "", agreement.company.fiscal_year_start_month)


def _month(label: str) -> Any:
    from oarlock.agreement.calendar import period_named

    return period_named(label, 1).start


def _summed(rows: list[Measurement]) -> tuple[int, int]:
    return sum(row.n_events or 0 for row in rows), sum(row.n for row in rows)


def _p(before: list[Measurement], last: Measurement) -> float:
    """Chance of a last quarter so low, quarters varying as those of the base do, and never less than chance makes them vary."""
    import numpy as np
    from scipy.special import stdtr

    n = np.array([row.n for row in before], dtype=float)
    k = np.array([row.n_events or 0 for row in before], dtype=float)
    p = float(k.sum() / n.sum())
    if not 0 < p < 1:
        return 1.0
    excess = float((((k - n * p) ** 2) / (n * p * (1 - p))).sum() / (len(n) - 1)) if len(n) > 1 else 1.0
    se = float(np.sqrt(max(excess, 1.0) * p * (1 - p) * (1 / last.n + 1 / n.sum())))
    return float(stdtr(max(len(n) - 1, 1) if excess > 1 else 1e6, ((last.estimate or 0) - p) / se))


def at_equal_mix(ledger: Ledger, agreement: Agreement, one: Passing) -> dict[str, float]:
    """What is left of the change when the mix of profile, and of source, is held equal; dimensions that cannot be told are left out."""
    metric = _metric({one.step: one.days})
    told = {name: _rate_term(ledger, agreement, metric, name, one) for name in DIMENSIONS}
    return {name: value for name, value in told.items() if value is not None}


def _rate_term(ledger: Ledger, agreement: Agreement, metric: Metric, by: str, one: Passing) -> float | None:
    """Kitagawa's rate term over one dimension; None where it has fewer than two parts."""
    from oarlock.stats.mix import kitagawa_of_sums

    sides = []
    for first, final in ((one.before[0], one.before[-1]), (one.last, one.last)):
        span = {"since": _period(agreement, first).start, "until": _period(agreement, final).end}
        found = measure(ledger, agreement, metric, by=by, **span)
        sides.append({row.slice[by]: (row.n_events or 0, row.n) for row in found})
    names = sorted({*sides[0], *sides[1]}, key=str)
    if len(names) < 2:
        return None
    sums = [[side.get(name, (0, 0))[place] for name in names] for side in sides for place in (0, 1)]
    return kitagawa_of_sums(*sums).rate_total


def worth_of_a_pass(ledger: Ledger, agreement: Agreement, step: str) -> tuple[float, float] | None:
    """(wins per lead that passed the step, average amount of a win) of leads that passed long enough ago; None without a win."""
    from oarlock.measure.facts import deal_facts

    leads = funnel_facts(ledger, agreement)
    passed = reached(leads, step.split(" → ")[1])
    old = days_between(passed, now(ledger)) >= 2 * agreement.analysis.conversion_days
    (row,) = ledger.rows(leads.aggregate(n=tally(old), won=tally(old & leads.won_at.notnull())))
    deals = deal_facts(ledger, agreement)
    deals = deals.filter(deals.lead_id.notnull(), deals.status == "won", deals.amount.notnull())
    (priced,) = ledger.rows(deals.aggregate(n=deals.count(), amount=deals.amount.sum()))
    if not row["n"] or not row["won"] or not priced["n"]:
        return None
    return row["won"] / row["n"], float(priced["amount"]) / priced["n"]
