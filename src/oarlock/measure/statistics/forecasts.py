"""Forecasts of past periods as they would have been made then, and how they fared: rolling origins over period and time to its end."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from oarlock.measure.asking import Key
from oarlock.measure.base import Answered
from oarlock.measure.facts.ladders import MODELS, Ladder, Sums, cells_of, ladder
from oarlock.measure.facts.points import ahead
from oarlock.measure.statistics.resampled import holding
from oarlock.stats.result import Estimate, Status

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked

METHOD = "rolling origin"
BACKTEST_DRAWS, BACKTEST_SINGLE = 400, 60
LEAST_PERIODS = 6
LEAST_RESAMPLED = 4
"""Periods, or points of one period, without which resampling them says nothing of the range."""
STEPS = ("stage and time", "regression")
"""Models that give each deal a chance."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """One forecast and what came: quantiles in the reporting currency, None where the model has no range or the period is not over."""

    p10: float | None
    p50: float
    p90: float | None
    actual: float | None


@dataclass(frozen=True)
class Forecasts:
    """The columns of `origins`, once for each `model`; the error of each group is told over its periods and points."""

    additive: bool = False
    flows: bool = False

    def __call__(self, asked: Asked) -> Answered:
        """The error of every model in each group, and the scores beside it."""
        every = asked.every or "quarter"
        known = ladder(asked.ledger, asked.agreement, every)
        left = ahead(asked.ledger, asked.agreement, every)[1]
        first = len(asked.keys) - len(asked.slices)
        place = asked.slices.index("model")
        others = [key for i, key in enumerate(asked.keys[first:]) if i != place]
        table = asked.table.filter(asked.table.model == MODELS[0])
        sums = cells_of(replace(asked, table=table, keys=(*others, "period_start")))
        estimates: dict[Key, Estimate] = {}
        also: dict[Key, dict[str, float]] = {}
        for group in dict.fromkeys(key[:-1] for key in sums):
            own = {key[-1]: one for key, one in sums.items() if key[:-1] == group}
            whole = _whole(known, own)
            made = {model: backtest(known, whole, model, every) for model in MODELS}
            for model, forecasts in made.items():
                slices = (*group[:place], model, *group[place:])
                for key, starts in _groups(own, slices, dated=first > 0):
                    estimates[key], beside = scored(model, forecasts, own, starts, left, asked.level)
                    also[key] = beside | chance_scores(known, own, model, starts)
        return Answered(estimates, also=also, params={"business_days_left": float(left)})


def _whole(known: Ladder, own: Mapping[date, Sums]) -> Mapping[date, Sums]:
    """All periods of the same deals: those of the ledger where no slice or rule narrowed the deals, else the ones that were asked about.

    A question about the latest months is still answered by models that were tried on all months.
    """
    same = all(start in known.sums and known.sums[start].standing == one.standing for start, one in own.items())
    return known.sums if own and same else own


def _groups(own: Mapping[date, Sums], slices: Key, *, dated: bool) -> list[tuple[Key, list[date]]]:
    """Each period by itself where periods were asked for; else all of them."""
    starts = sorted(own)
    return [((start, *slices), [start]) for start in starts] if dated else [(slices, starts)]


def backtest(
    known: Ladder,
    own: Mapping[date, Sums],
    model: str,
    every: str,
    *,
    draws: int = BACKTEST_DRAWS,
) -> dict[tuple[date, int], Forecast]:
    """What the model would have said of each period at each of its points, learnt from periods that were over before it began."""
    if own is known.sums:
        return known.once(("backtest", model, every, draws), lambda: _tried(known, own, model, every, draws))
    return _tried(known, own, model, every, draws)


def _tried(
    known: Ladder, own: Mapping[date, Sums], model: str, every: str, draws: int
) -> dict[tuple[date, int], Forecast]:
    """The same, made anew: forecasts of all deals are wanted by every question about some, and by the forecast ahead."""
    told = {}
    actual = {known.number(start): sums.booked for start, sums in own.items() if known.is_over(start)}
    for start, sums in own.items():
        came = sums.booked if known.is_over(start) else None
        for left in known.points_of(start):
            quantiles = forecast(known, sums, actual, model, start, left, every, draws=draws)
            if quantiles is not None:
                told[(start, left)] = Forecast(*quantiles, came)
    return told


def forecast(
    known: Ladder, sums: Sums, actual: Mapping[int, float], model: str, start: date, left: int, every: str, *, draws: int,
    single: int = BACKTEST_SINGLE,
) -> tuple[float | None, float, float | None] | None:  # fmt: skip
    """P10, P50 and P90 of the period's bookings at one point; None where the model cannot tell."""
    from oarlock.stats.ladder import drawn_totals, last_year, with_to_come

    booked = sums.booked_before.get(left, 0.0)
    if model == "last year":
        middle = last_year(
            {n: v for n, v in actual.items() if n < known.number(start)}, known.number(start), PER_YEAR[every]
        )
        return None if middle is None else (None, max(middle, booked), None)
    if model == "commit":
        commits = sums.committed.get(left)
        return None if not commits else (None, booked + commits, None)
    rows = sums.cells.where(sums.cells.left == left)
    chances = known.chances(model, start, left, rows)
    if chances is None:
        return None
    seed = _seed(model, start, left, rows.value)
    totals = drawn_totals(chances, rows, shock=known.shock(start, left), seed=seed, draws=draws, single=single)
    final = with_to_come(totals, booked, known.shares(start, left), seed=seed + 2)
    low, middle, high = np.quantile(final, [0.1, 0.5, 0.9]).tolist()
    return low, middle, high


PER_YEAR = {"month": 12, "quarter": 4, "year": 1}


def scored(
    model: str, made: Mapping[tuple[date, int], Forecast], own: Mapping[date, Sums], starts: Sequence[date], left: int, level: float
) -> tuple[Estimate, dict[str, float]]:  # fmt: skip
    """The error of a model's forecasts of some periods, with what else is worth knowing of them."""
    n = sum(own[start].standing.get(left, 0) for start in starts)
    here = {key: one for key, one in made.items() if key[0] in set(starts)}
    done = {key: one for key, one in here.items() if one.actual is not None}
    told: dict[str, float] = {}
    if len(starts) == 1 and (starts[0], left) in here:
        now = here[(starts[0], left)]
        told |= {
            name: value for name, value in (("p10", now.p10), ("p50", now.p50), ("p90", now.p90)) if value is not None
        }
    total = sum(one.actual or 0.0 for one in done.values())
    if not done or not total:
        reason = "nothing was booked, so that there is no share to be off by" if done else _why_not(model, bool(here))
        status = Status.DEGENERATE if done else Status.IMMATURE if here else Status.INSUFFICIENT
        return Estimate(None, n=n, status=status, method=METHOD, reason=reason, level=level), told
    validated = len({start for start, _ in made if made[(start, _)].actual is not None})
    off = [(key[0], abs(one.p50 - (one.actual or 0.0)), one.actual or 0.0) for key, one in done.items()]
    value = sum(error for _, error, _ in off) / total
    few = validated < LEAST_PERIODS
    estimate = Estimate(
        value,
        *holding(value, _over_periods(off, level)),
        n,
        status=Status.INSUFFICIENT if few else Status.OK,
        method=METHOD,
        reason=f"not validated: {validated} past periods to try it on, {LEAST_PERIODS} are needed" if few else "",
        level=level,
    )
    return estimate, told | _scores(list(done.values()), len({key[0] for key in done})) | {"actual": total / len(done)}


def _why_not(model: str, made: bool) -> str:
    if made:
        return "what came is not known yet"
    return {
        "last year": "no period of a year before is in the record",
        "commit": "no deal stood in the forecast category commit",
    }.get(model, "fewer than two earlier periods were over to learn from")


def _over_periods(off: Sequence[tuple[date, float, float]], level: float) -> tuple[float | None, float | None]:
    """Range of the error over resampled periods: the points of one period share its fortune.

    Of one period alone it is the range over its points in circular blocks, because neighbouring forecasts err alike: how far off it was
    from one week to another, not what another period would show.
    """
    from oarlock.stats.resample import bootstrap_interval, ratio

    starts = sorted({start for start, _, _ in off})
    if len(starts) == 1:
        return _over_points([error / actual for _, error, actual in off if actual], starts[0], level)
    if len(starts) < LEAST_RESAMPLED:
        return None, None
    rows = np.array(
        [[sum(e for s, e, _ in off if s == start), sum(a for s, _, a in off if s == start)] for start in starts]
    )
    # By what came and not by the errors: their last digits differ from one machine to another.
    seed = _seed("error", starts[0], 0, rows[:, 1])
    ends = bootstrap_interval(rows, lambda t: ratio(t[:, 0], t[:, 1]), seed=seed, level=level)
    return ends.lo, ends.hi


def _over_points(errors: Sequence[float], start: date, level: float) -> tuple[float | None, float | None]:
    """Range of the mean of one period's errors, its points resampled in circular blocks; None where they are too few."""
    from oarlock.stats.blocks import circular_blocks
    from oarlock.stats.draws import percentile_interval
    from oarlock.stats.resample import REPLICATES
    from oarlock.stats.seeds import generator

    row = np.array(errors)
    if len(row) < LEAST_RESAMPLED:
        return None, None
    drawn = row[circular_blocks(len(row), REPLICATES, generator(_seed("error", start, 1)))].mean(axis=1)
    ends = percentile_interval(drawn, level=level)
    return ends.lo, ends.hi


def _scores(done: Sequence[Forecast], periods: int) -> dict[str, float]:
    """Bias, and of models with a range the pinball losses and how often what came lay inside it, as of so many independent periods."""
    from oarlock.stats.calibration import pinball
    from oarlock.stats.proportions import wilson_bounds

    came = sum(one.actual or 0.0 for one in done)
    told = {"bias": sum(one.p50 - (one.actual or 0.0) for one in done) / came, "periods": float(periods)}
    ranged = [one for one in done if one.p10 is not None and one.p90 is not None]
    if not ranged:
        return told
    for name, share in (("p10", 0.1), ("p50", 0.5), ("p90", 0.9)):
        losses = [pinball(getattr(one, name), one.actual or 0.0, share) for one in ranged]
        told[f"pinball_{name}"] = float(np.mean(losses))
    inside = float(np.mean([one.p10 <= one.actual <= one.p90 for one in ranged]))  # type: ignore[operator]
    lo, hi = wilson_bounds([inside * periods], [periods])
    return told | {"inside_80": inside, "inside_80_lo": float(lo[0]), "inside_80_hi": float(hi[0])}


def chance_scores(known: Ladder, own: Mapping[date, Sums], model: str, starts: Sequence[date]) -> dict[str, float]:
    """Brier score and log loss of the chances of single deals, of all that stood and not only of those that were decided."""
    from oarlock.stats.ladder import chance_losses

    squared, logs, deals = 0.0, 0.0, 0.0
    for start in starts:
        for left in known.points_of(start) if known.is_over(start) and model in STEPS else ():
            rows = own[start].cells.where(own[start].cells.left == left)
            chances = known.chances(model, start, left, rows) if len(rows.n) else None
            if chances is not None:
                brier, log = chance_losses(chances, rows)
                squared, logs, deals = squared + brier, logs + log, deals + float(rows.n.sum())
    return {"brier": squared / deals, "log_loss": logs / deals} if deals else {}


def chosen(known: Ladder, sums: Mapping[date, Sums], every: str) -> tuple[str, int] | None:
    """The simplest model whose loss is within one standard error of the best, and on how many periods it was tried; None without any.

    Loss is the mean pinball loss of P10, P50 and P90 (of P50 alone where a model has no range) in units of what came, period by period.
    """
    losses = {}
    for model in MODELS[:-1]:
        made = backtest(known, sums, model, every)
        by_period: dict[date, list[float]] = {}
        for (start, _), one in made.items():
            if one.actual:
                by_period.setdefault(start, []).append(_loss(one))
        if by_period:
            losses[model] = {start: float(np.mean(values)) for start, values in by_period.items()}
    if not losses:
        return None
    common = set.intersection(*(set(one) for one in losses.values())) or set(
        max(losses.values(), key=lambda one: len(list(one)))
    )
    means = {model: [one[start] for start in sorted(common) if start in one] for model, one in losses.items()}
    means = {model: values for model, values in means.items() if values}
    best = min(means, key=lambda model: float(np.mean(means[model])))
    error = float(np.std(means[best], ddof=1)) / np.sqrt(len(means[best])) if len(means[best]) > 1 else 0.0
    limit = float(np.mean(means[best])) + error
    simplest = next(model for model in MODELS if model in means and float(np.mean(means[model])) <= limit)
    return simplest, len(losses[simplest])


def _loss(one: Forecast) -> float:
    from oarlock.stats.calibration import pinball

    came = one.actual or 1.0
    if one.p10 is None or one.p90 is None:
        return 2 * pinball(one.p50, came, 0.5) / came * 0.75
    parts = (pinball(one.p10, came, 0.1), pinball(one.p50, came, 0.5), pinball(one.p90, came, 0.9))
    return float(np.mean(parts)) / came


def _seed(*parts: Any) -> int:
    text = repr([part.tolist() if isinstance(part, np.ndarray) else str(part) for part in parts])
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:7], "big")
