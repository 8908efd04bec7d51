"""Open amount against what is left of a goal, the chance of hitting it, and the pipeline that would do (METHODS 3.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from oarlock import words
from oarlock.agreement.calendar import Period, period_of
from oarlock.measure.asking import Key
from oarlock.measure.base import Answered
from oarlock.measure.facts.chances import Seen, seen
from oarlock.measure.facts.goals import BookingsGoal, bookings_goals, goal_of
from oarlock.measure.facts.local import day_told
from oarlock.measure.facts.outlook import basis, outlook
from oarlock.measure.facts.places import kept_name, remembered
from oarlock.measure.facts.points import ahead
from oarlock.measure.statistics.resampled import BY_ACCOUNT, SCALE, holding, sums_by_bucket, whole
from oarlock.stats.result import Estimate, Status

if TYPE_CHECKING:
    import numpy as np

    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.measure.asking import Asked

LEAST_RESOLVED = 20
CHANCES = (0.5, 0.8, 0.9)
MOST_AMOUNTS = 5000
STARTS = "period_start"
METHOD = BY_ACCOUNT


@dataclass(frozen=True)
class Past:
    """What became of the deals that stood at this point of past periods.

    Attributes:
        periods: How many taught it. deals, won: with a known amount. value, won_value: what stood, and what was booked of it.
        amounts: Of the won deals, a sample where there are many.
        shock: Sd, in log-odds, of what all deals of a period shared.
    """

    periods: int
    deals: int
    won: int
    value: float
    won_value: float
    amounts: np.ndarray
    shock: float

    @property
    def value_rate(self) -> float | None:
        """Won value ÷ value that stood, slipped and lost included."""
        return self.won_value / self.value if self.value else None


@dataclass(frozen=True, slots=True)
class Plan:
    """The chance of the goal with what is open, and the pipeline needed by chance."""

    chance: float
    pipeline: Mapping[float, float]


@dataclass(frozen=True)
class Covered:
    """The columns `standing` (amount of an open deal), `booked` (of one won by then), `is_open` and `period_start`."""

    additive: bool = False
    flows: bool = False

    def __call__(self, asked: Asked) -> Answered:
        """Coverage of each group that has a goal."""
        apart = replace(asked, keys=(*asked.keys, STARTS))
        sums = sums_by_bucket(
            apart,
            standing=lambda t: whole(t.standing).sum(),
            booked=lambda t: whole(t.booked).sum(),
            n=lambda t: t.is_open.sum().cast("int64"),
            priced=lambda t: t.standing.count(),
        )
        totals = sums.totals
        ends = sums.total_ends(asked.level)
        goals, every = bookings_goals(asked.ledger, asked.agreement), _every(asked)
        left = ahead(asked.ledger, asked.agreement, every)[1]
        estimates, also, missing = {}, {}, 0
        for key, row, pair in zip(sums.keys, totals.tolist(), ends, strict=True):
            period = period_of(key[-1], every, asked.agreement.company.fiscal_year_start_month)
            goal, reason = _goal(asked, goals, period, key[:-1])
            past = past_of(asked.ledger, asked.agreement, every, left, key[-1])
            told = Told(row[0] / SCALE, row[1] / SCALE, int(row[2]), int(row[3]))
            estimates[key[:-1]] = _covered(told, goal, reason, past, pair, asked.level)
            also[key[:-1]] = _beside(told, goal, past)
            missing += told.n - told.priced
        return Answered(estimates, {"no amount is known": missing} if missing else {}, also=also)


@dataclass(frozen=True, slots=True)
class Told:
    """What stands open, what is booked, and how many deals stand open, with an amount and at all."""

    standing: float
    booked: float
    n: int
    priced: int


def past_of(ledger: Ledger, agreement: Agreement, every: str, left: int, before: date) -> Past:
    """What became of the deals of the latest periods before a day, at the same point."""
    import numpy as np

    cells = [one for one in seen(ledger, agreement, every) if one.days_left == left and one.period_start < before]
    starts = sorted({one.period_start for one in cells})[-agreement.analysis.window_quarters :]
    cells = [one for one in cells if one.period_start in starts]
    amounts, won, booked = _won_amounts(ledger, agreement, every, left, starts)
    return Past(
        len(starts),
        sum(c.priced for c in cells),
        won,
        sum(c.value for c in cells),
        booked,
        np.asarray(amounts, dtype=np.float64),
        _shared(cells, starts),
    )


def _shared(cells: Sequence[Seen], starts: Sequence[date]) -> float:
    """What all deals of a period shared: how far the wins of past periods lay off those their stages usually bring, beyond chance."""
    from oarlock.stats.ladder import common_shock

    sums: dict[str, tuple[int, int]] = {}
    for one in cells:
        deals, won = sums.get(one.cell, (0, 0))
        sums[one.cell] = (deals + one.deals, won + one.won)
    own = [[one for one in cells if one.period_start == start] for start in starts]
    came = [float(sum(one.won for one in period)) for period in own]
    expected = [sum(one.deals * sums[one.cell][1] / sums[one.cell][0] for one in period) for period in own]
    return common_shock(came, expected, [float(sum(one.deals for one in period)) for period in own])


def plan_for(remaining: float, standing: float, deals: int, past: Past) -> Plan | None:
    """The chance of what is left with these open deals, and what pipeline would give 50, 80 and 90 %; None where it cannot be told."""
    from oarlock.stats.coverage import chance_of_goal, deals_for_goal
    from oarlock.stats.seeds import seed_of

    if remaining <= 0 or not past.won or past.won >= past.deals or not len(past.amounts):
        return None
    seed = seed_of("coverage", repr((round(remaining, 2), past.deals, past.won, round(past.won_value, 2))))
    average = past.value / past.deals
    # Open deals that are larger than the past ones bring larger wins.
    size = standing / deals / average if deals and standing else 1.0
    chance = chance_of_goal(
        remaining, deals, past.amounts * size, past.won, past.deals - past.won, seed=seed, shock=past.shock
    )
    needed = deals_for_goal(
        remaining, past.amounts, past.won, past.deals - past.won, seed=seed, chances=CHANCES, shock=past.shock
    )
    return Plan(chance, {share: n * average for share, n in needed.items()})


def _covered(
    told: Told, goal: float | None, reason: str, past: Past, ends: tuple[float | None, float | None], level: float
) -> Estimate:
    def none(status: Status, why: str) -> Estimate:
        return Estimate(None, n=told.n, status=status, method=METHOD, reason=why, level=level)

    if goal is None:
        return none(Status.INSUFFICIENT, reason)
    remaining = goal - told.booked
    if remaining <= 0:
        return none(Status.DEGENERATE, "the goal was reached already: nothing is left to cover")
    if told.n and not told.priced:
        return none(Status.INSUFFICIENT, f"of {told.n:,} open deals not one has an amount")
    few = past.deals < LEAST_RESOLVED
    value = told.standing / remaining
    lo, hi = (None if end is None else end / remaining for end in ends)
    return Estimate(
        value,
        *holding(value, (lo, hi)),
        told.n,
        status=Status.INSUFFICIENT if few else Status.OK,
        method=METHOD,
        reason=f"{past.deals} deals of past periods to learn from; a verdict needs {LEAST_RESOLVED}" if few else "",
        level=level,
    )


def _beside(told: Told, goal: float | None, past: Past) -> dict[str, float]:
    answer = {"open_amount": told.standing, "booked": told.booked}
    if goal is None:
        return answer
    answer |= {"goal": goal, "remaining": goal - told.booked}
    plan = plan_for(goal - told.booked, told.standing, told.priced, past)
    if plan is not None and past.deals >= LEAST_RESOLVED and past.value_rate is not None:
        answer |= {"chance_of_goal": plan.chance, "value_win_rate": past.value_rate, "past_deals": float(past.deals)}
        answer |= {f"pipeline_for_{share:.0%}".rstrip("%"): amount for share, amount in plan.pipeline.items()}
    return answer


def _goal(asked: Asked, goals: tuple[BookingsGoal, ...], period: Period, key: Key) -> tuple[float | None, str]:
    """The goal of a group, or why it has none."""
    values = dict(zip(asked.slices, key[len(key) - len(asked.slices) :], strict=True))
    if values and set(values) != {"segment"}:
        return None, f"goals are stated for all or by segment, not by {', '.join(values)}"
    segment = values.get("segment") if values else None
    if values and segment is None:
        return None, "deals without a segment have no goal of their own"
    goal = goal_of(goals, period, segment)
    whose = f" of {segment}" if segment else ""
    return goal, "" if goal is not None else (
        f"no bookings goal{whose} for {words.period(period.label)}: import targets (targets.csv, bookings_goal), or state [[goals]] in"
        " agreement.toml"
    )


def _every(asked: Asked) -> str:
    """The length of the periods that were asked for; quarters where none were."""
    return asked.every or "quarter"


def _won_amounts(
    ledger: Ledger, agreement: Agreement, every: str, left: int, starts: list[date]
) -> tuple[list[float], int, float]:
    """Amounts of past wins by size class, as many of each class as there were (a sample of many), their number and their sum."""
    name = kept_name("won_sizes", every, left, *basis(agreement))
    sizes: dict[float, tuple[int, float]] = {}
    for start, size, n, total in remembered(ledger, name, lambda: _won_sizes(ledger, agreement, every, left)):
        if start in starts:
            before = sizes.get(size, (0, 0.0))
            sizes[size] = (before[0] + n, before[1] + total)
    count = sum(n for n, _ in sizes.values())
    thin = max(1.0, count / MOST_AMOUNTS)
    amounts = [total / n for _, (n, total) in sorted(sizes.items()) for _ in range(max(1, round(n / thin)))]
    return amounts, count, sum(total for _, (_, total) in sorted(sizes.items()))


def _won_sizes(ledger: Ledger, agreement: Agreement, every: str, left: int) -> list[tuple[date, float, int, float]]:
    """What stood at this point and was won: (first day of the period, size class, deals, what they brought), for all periods at once."""
    rows = outlook(ledger, agreement, every)
    rows = rows.filter(rows.days_left == left, rows.won == 1, rows.amount.notnull(), rows.won_amount > 0)
    classes = rows.group_by("period_start", size=(rows.won_amount.ln() * 20).floor()).aggregate(
        n=rows.count(), total=rows.won_amount.sum()
    )
    told = ledger.rows(classes.order_by("period_start", "size"))
    return [(day_told(row["period_start"]), float(row["size"]), int(row["n"]), float(row["total"])) for row in told]
