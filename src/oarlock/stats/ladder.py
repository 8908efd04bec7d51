"""The ladder of forecasting models, each step only as good as its backtest (METHODS 3.5).

0 the same period last year times growth; 1 the table of stage and time; 2 a regression on what a deal looks like. A step forecasts what
deals that stand will bring; what was booked by then is added, and what deals not yet due at that point usually bring.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from oarlock.stats.arrays import Floats, Ints
from oarlock.stats.chances import Cell, overall_share, stage_chances
from oarlock.stats.forecast import COMMON_SHOCK, deal_outcomes
from oarlock.stats.logistic_counts import Logistic, fit_logistic, log_odds, platt
from oarlock.stats.seeds import generator

DRAWS = 2000
SINGLE_UP_TO = 300
"""Deals up to which each is drawn; above it their sum is normal, given the quarter's fortune."""
MOST_TO_COME = 0.9
LEAST_TO_CALIBRATE = 4


@dataclass(frozen=True)
class Cells:
    """Deals that look alike at one point of one period: one row each.

    Attributes:
        period: Number of the period. left: business days to its end. stage: number of kind and stage. X: further columns.
        n: deals. won: of them in time. priced: with an amount. value: sum of amounts. won_value: of the won ones.
    """

    period: Ints
    left: Ints
    stage: Ints
    X: Floats
    n: Floats
    won: Floats
    priced: Floats
    value: Floats
    won_value: Floats

    def where(self, kept: np.ndarray) -> Cells:
        """Some of the rows."""
        return Cells(*(getattr(self, name)[kept] for name in self.__dataclass_fields__))

    def pooled(self) -> tuple[Cells, Floats, Floats]:
        """One cell for each look and point, of whatever period; and how many deals were in all that look so, and how many of them won."""
        looks = np.column_stack([self.stage, self.left, self.X])
        order = np.lexsort(looks.T)
        firsts = np.flatnonzero(np.append(True, (np.diff(looks[order], axis=0) != 0).any(axis=1)))
        return (
            self.where(order[firsts]),
            np.add.reduceat(self.n[order], firsts),
            np.add.reduceat(self.won[order], firsts),
        )


@dataclass(frozen=True)
class StageTable:
    """Step 1: the share of value of each stage at each point that was won, learnt from past periods."""

    cells: tuple[Cell, ...]

    @classmethod
    def of(cls, train: Cells) -> StageTable:
        """The table of these periods."""
        keys = np.column_stack([train.stage, train.left])
        pairs, place = np.unique(keys, axis=0, return_inverse=True)
        sums = [np.bincount(place.ravel(), w, len(pairs)) for w in (train.priced, train.value, train.won_value)]
        rows = zip(pairs.tolist(), *(one.tolist() for one in sums), strict=True)
        return cls(tuple(Cell(str(stage), float(left), n, value, won) for (stage, left), n, value, won in rows))

    def chances(self, rows: Cells, left: int) -> Floats | None:
        """The chance of each row at a point; None where nothing stood there before."""
        overall = overall_share(self.cells, float(left))
        if overall is None:
            return None
        known = stage_chances(self.cells, float(left))
        return np.array([known.get(str(stage), overall) for stage in rows.stage.tolist()])


@dataclass(frozen=True)
class Regression:
    """Step 2: a ridge regression on everything, corrected on the latest of its periods where there are enough."""

    stages: Ints
    model: Logistic
    correction: Logistic | None

    @classmethod
    def of(cls, train: Cells) -> Regression | None:
        """The regression of these periods; None where all or nothing was won."""
        if not 0 < train.won.sum() < train.n.sum():
            return None
        stages = np.unique(train.stage)
        return cls(stages, _fitted(train, stages), _correction(train, stages))

    def chances(self, rows: Cells) -> Floats:
        """The chance of each row."""
        raw = self.model.chances(_design(rows, self.stages))
        return raw if self.correction is None else self.correction.chances(log_odds(raw)[:, None])


def _correction(train: Cells, stages: Ints) -> Logistic | None:
    latest = train.period == train.period.max()
    if len(np.unique(train.period)) < LEAST_TO_CALIBRATE:
        return None
    early, late = train.where(~latest), train.where(latest)
    if not 0 < early.won.sum() < early.n.sum():
        return None
    return platt(_fitted(early, stages).chances(_design(late, stages)), late.won, late.n)


def _fitted(train: Cells, stages: Ints) -> Logistic:
    alike, deals, won = train.pooled()
    return fit_logistic(_design(alike, stages), won, deals)


def _design(rows: Cells, stages: Ints) -> Floats:
    """Stages as columns of their own, days to the end by their logarithm alone and with each stage, and the further columns."""
    at = (rows.stage[:, None] == stages[None, :]).astype(np.float64)
    time = np.log1p(rows.left.astype(np.float64))[:, None]
    return np.column_stack([at, time, at * time, rows.X])


def drawn_totals(
    chances: Floats, rows: Cells, *, shock: float, seed: int, draws: int = DRAWS, single: int = SINGLE_UP_TO
) -> Floats:
    """Possible totals of what stands: deals won or not, all moved by one fortune of the period (sd `shock` in log-odds)."""
    priced = rows.priced > 0
    p, n, value = chances[priced], rows.priced[priced], rows.value[priced]
    if not len(p):
        return np.zeros(draws)
    if n.sum() <= single:
        times = np.rint(n).astype(np.int64)
        each = np.repeat(value / n, times)
        outcomes = deal_outcomes(np.repeat(np.clip(p, 0, 1), times), each, seed=seed, shock=shock, draws=draws)
        rng = generator(seed + 1)
        drawn: Floats = rng.choice(outcomes.totals, draws, p=outcomes.chances / outcomes.chances.sum())
        return drawn
    rng = generator(seed)
    common = rng.normal(0.0, shock, draws)[:, None]
    moved = 1.0 / (1.0 + np.exp(-(log_odds(p)[None, :] + common)))
    mean, variance = moved @ value, (moved * (1 - moved)) @ (value**2 / n)
    totals: Floats = np.clip(mean + np.sqrt(variance) * rng.standard_normal(draws), 0.0, value.sum())
    return totals


def chance_losses(chances: Floats, rows: Cells) -> tuple[float, float]:
    """Sums over deals of the squared error and of minus the logarithm of the chance given to what happened."""
    p = np.clip(chances, 1e-6, 1 - 1e-6)
    lost = rows.n - rows.won
    return float(rows.won @ (1 - chances) ** 2 + lost @ chances**2), float(
        -(rows.won @ np.log(p) + lost @ np.log1p(-p))
    )


def common_shock(came: Sequence[float], expected: Sequence[float], deals: Sequence[float]) -> float:
    """Sd, in log-odds, of what all deals of a period share, from how far past periods lay off beyond chance; the default below four.

    Args:
        came, expected, deals: Per past period: deals won, expected to be won, and standing.
    """
    offs, noise = [], []
    for o, e, n in zip(came, expected, deals, strict=True):
        if n >= 10 and 0 < e < n:
            share, said = (o + 0.5) / (n + 1), e / n
            offs.append(np.log(share / (1 - share)) - np.log(said / (1 - said)))
            noise.append(1 / (n * said * (1 - said)))
    if len(offs) < LEAST_TO_CALIBRATE:
        return COMMON_SHOCK
    return math.sqrt(max(float(np.mean(np.square(offs))) - float(np.mean(noise)), 0.0))


def with_to_come(totals: Floats, booked: float, shares: Sequence[float], *, seed: int) -> Floats:
    """The totals with what was booked and with what deals not yet due at this point brought in past periods, as shares of bookings."""
    known = np.clip(np.asarray(shares, dtype=np.float64), 0.0, MOST_TO_COME)
    if not len(known):
        return totals + booked
    return (totals + booked) / (1.0 - generator(seed).choice(known, len(totals)))


def last_year(actual: Mapping[int, float], period: int, per_year: int) -> float | None:
    """Step 0: the same period a year before, times the growth of the latest year over the one before it where both are whole."""
    base = actual.get(period - per_year)
    if base is None:
        return None
    now = [actual.get(period - i) for i in range(1, per_year + 1)]
    before = [actual.get(period - per_year - i) for i in range(1, per_year + 1)]
    if None in now or None in before or not sum(x for x in before if x):
        return base
    return base * sum(x for x in now if x) / sum(x for x in before if x)
