"""Cumulative incidence of competing outcomes, in many groups at once, exact with ties.

Units enter at time 0 (or are first seen later: left truncation), end in one of K outcomes, or are still open (censored). At a tie,
outcomes precede censorings. All groups are computed together by counting: the cost is one pass over the rows. Dates in whole days hold
many ties; nothing is jittered, so the answer depends on nothing but the rows (METHODS 2.1).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Bools, Floats, Ints, Numbers, z_of
from oarlock.stats.proportions import wilson_bounds
from oarlock.stats.result import DECISION_LEVEL

MOST_CELLS = 20_000_000
"""Cells of group × time × outcome up to which whole times are simply counted."""
OPEN = 0
"""Outcome code of a unit that is still open; outcomes are 1, 2, …"""


@dataclass(frozen=True, slots=True)
class Incidence:
    """Counts and curves of G groups at each group's own T distinct times (shorter groups are padded with infinite times).

    Attributes:
        times: (G, T) distinct times, rising. at_risk: (G, T) units open just before.
        events: (G, K, T) units that met outcome k then. left: (G, T) units still open whose observation ends then.
        cumulative: (G, K, T) F_k(t), the probability of outcome k by t. survival: (G, T) S(t), still open after t.
        units: (G,) units that were ever at risk.
    """

    times: Floats
    at_risk: Floats
    events: Floats
    left: Floats
    cumulative: Floats
    survival: Floats
    units: Floats

    def by(self, horizon: float | Numbers) -> Floats:
        """(G, K) probability of each outcome by the horizon; one horizon, or one per group."""
        return _at(self.cumulative, self._upto(horizon), before=0.0)

    def open_at(self, horizon: float | Numbers) -> Floats:
        """(G,) probability of being open after the horizon."""
        return _at(self.survival[:, None, :], self._upto(horizon), before=1.0)[:, 0]

    def at_risk_at(self, horizon: float | Numbers) -> Floats:
        """(G,) units observed open up to the horizon."""
        first = (self.times < self._column(horizon)).sum(axis=1)
        inside = np.minimum(first, self.times.shape[1] - 1)
        here: Floats = np.where(
            first < self.times.shape[1], np.take_along_axis(self.at_risk, inside[:, None], 1)[:, 0], 0.0
        )
        return here

    def counted(self, horizon: float | Numbers) -> Floats:
        """(G, K) units that met each outcome by the horizon."""
        total: Floats = (self.events * (self.times <= self._column(horizon))[:, None, :]).sum(axis=2)
        return total

    def unseen(self, horizon: float | Numbers) -> Floats:
        """(G,) units still open whose observation ended before the horizon."""
        total: Floats = (self.left * (self.times < self._column(horizon))).sum(axis=1)
        return total

    def variance(self, horizon: float | Numbers) -> Floats:
        """(G, K) variance of `by`, in its delta form.

        References:
            METHODS 2.1; checked against a bootstrap of 4,000 draws.
        """
        past = (self.times <= self._column(horizon)) & (self.at_risk > 0)
        n = np.where(past, self.at_risk, 1.0)[:, None, :]
        d = np.where(past, self.events.sum(axis=1), 0.0)[:, None, :]
        k = np.where(past[:, None, :], self.events, 0.0)
        to_go = np.where(past[:, None, :], self.by(horizon)[:, :, None] - self.cumulative, 0.0)
        before = np.concatenate([np.ones((len(self.times), 1)), self.survival[:, :-1]], axis=1)[:, None, :]
        hazard = np.where(n > d, d / np.where(n > d, n * (n - d), 1.0), 0.0)
        terms = to_go**2 * hazard + before**2 * k * (n - k) / n**3 - 2 * to_go * before * k / n**2
        total: Floats = np.maximum(terms.sum(axis=2), 0.0)
        return total

    def bounds(
        self, horizon: float | Numbers, *, level: float = DECISION_LEVEL, widening: float | Numbers = 1.0
    ) -> tuple[Floats, Floats]:
        """(G, K) lower and upper ends of the interval of `by`, on the complementary log–log scale.

        Units that come in clusters say less than so many alone: their variance is taken `widening` times.

        Where no unit (or every unit) met the outcome, the ends are Wilson's, with the units whose state at the horizon
        is known: those that met an outcome by then and those still at risk. NaN where a group is empty.
        """
        wide = self._column(widening)
        F, se = self.by(horizon), np.sqrt(self.variance(horizon) * wide)
        inside = (F > 1e-12) & (F < 1 - 1e-12)  # a sum of steps misses 1 by its last bits
        p = np.where(inside, F, 0.5)
        reach = z_of(level) * se / (np.abs(np.log1p(-p)) * (1 - p))
        lo, hi = 1 - (1 - p) ** np.exp(-reach), 1 - (1 - p) ** np.exp(reach)
        settled = self.counted(horizon).sum(axis=1) + self.at_risk_at(horizon) - self._met_at(horizon)
        trials = np.repeat(settled[:, None], F.shape[1], axis=1) / wide
        w_lo, w_hi = wilson_bounds(np.where(F > 0.5, trials, 0.0), trials, level=level)
        return np.where(inside, lo, w_lo), np.where(inside, hi, w_hi)

    def is_mature(self, horizon: float | Numbers, *, at_risk: int = 10, resolved: float = 0.80) -> Bools:
        """(G,) whether the horizon can be read: enough at risk there, or resolved by then, or nobody unseen before it."""
        done = self.counted(horizon).sum(axis=1) >= resolved * self.units
        seen: Bools = (self.at_risk_at(horizon) >= at_risk) | done | (self.unseen(horizon) == 0)
        return seen & (self.units > 0)

    def readable_until(self, horizon: float | Numbers, *, at_risk: int = 10, resolved: float = 0.80) -> Floats:
        """(G,) the largest time up to the horizon that can be read; NaN where there is none."""
        done = np.cumsum(self.events.sum(axis=1), axis=1) >= resolved * self.units[:, None]
        unseen = np.cumsum(self.left, axis=1) - self.left
        fit = (
            ((self.at_risk >= at_risk) | done | (unseen == 0))
            & (self.times <= self._column(horizon))
            & (self.at_risk > 0)
        )
        last: Floats = np.where(fit, self.times, -np.inf).max(axis=1)
        whole = self.is_mature(horizon, at_risk=at_risk, resolved=resolved)
        return np.where(whole, self._column(horizon)[:, 0], np.where(np.isfinite(last), last, np.nan))

    def conditional_quantile(self, outcome: int, horizon: float | Numbers, share: float = 0.5) -> Floats:
        """(G,) time by which `share` of those that meet the outcome by the horizon have met it; NaN where none does.

        The median time to win of the deals that are won within the horizon is `conditional_quantile(1, horizon)`.
        """
        F = self.by(horizon)[:, outcome - 1]
        # The curve is a sum: half of it may be missed by the last bit.
        reached = self.cumulative[:, outcome - 1, :] >= (F * share * (1 - 1e-12))[:, None]
        first = np.take_along_axis(self.times, reached.argmax(axis=1)[:, None], 1)[:, 0]
        return np.where(F > 0, first, np.nan)

    def _column(self, horizon: float | Numbers) -> Floats:
        return np.broadcast_to(np.asarray(horizon, dtype=np.float64), (len(self.times),))[:, None]

    def _upto(self, horizon: float | Numbers) -> Ints:
        steps: Ints = (self.times <= self._column(horizon)).sum(axis=1)
        return steps

    def _met_at(self, horizon: float | Numbers) -> Floats:
        met: Floats = (self.events.sum(axis=1) * (self.times == self._column(horizon))).sum(axis=1)
        return met


def incidence(
    time: Numbers,
    outcome: Numbers,
    *,
    outcomes: int,
    group: Numbers | None = None,
    groups: int = 1,
    count: Numbers | None = None,
    first_seen: Numbers | None = None,
) -> Incidence:
    """Aalen–Johansen curves of all groups from one row per unit, or per distinct (group, time, outcome) with its count.

    Args:
        time: From entry to the outcome, or to the last look for open units; 0 or more, in any unit.
        outcome: 0 = still open, 1 … `outcomes` = what happened first.
        group: 0 … groups − 1 per row; all one group when left out.
        count: Units the row stands for; 1 when left out.
        first_seen: Time from entry at which observation began (left truncation), 0 when left out. The unit is at risk
            only after it; a unit seen no longer than that is left out.
    Raises:
        EmptySample: no rows.
        BadSample: a negative time, count, group or outcome, or one beyond the last.
    References:
        Aalen & Johansen (1978); Satagopan et al. (2004), Br. J. Cancer 91, 1229–1235.
    """
    t, k, g, c = _rows(time, outcome, group, count, outcomes, groups)
    if first_seen is None:
        last = int(t.max()) if t.dtype.kind in "iu" else MOST_CELLS
        if groups * (last + 1) * (outcomes + 1) <= MOST_CELLS:
            return _curves(*_whole_times(t, k, g, None if count is None else c, outcomes, groups, last + 1))
        return _curves(*_tables(t, k, g, c, None, outcomes, groups))
    seen = np.broadcast_to(np.asarray(first_seen, dtype=np.float64), t.shape)
    kept = (seen < t) | (seen <= 0)
    return _curves(*_tables(t[kept], k[kept], g[kept], c[kept], seen[kept], outcomes, groups))


def _rows(
    time: Numbers, outcome: Numbers, group: Numbers | None, count: Numbers | None, outcomes: int, groups: int
) -> tuple[Floats | Ints, Ints, Ints, Floats]:
    t = np.asarray(time)
    if not t.size:
        raise EmptySample("No units: an empty cohort has no incidence, not an incidence of 0.")
    t = t if t.dtype.kind in "iu" else t.astype(np.float64)
    k = np.asarray(outcome).astype(np.int64, copy=False)
    g = np.zeros(len(t), dtype=np.int64) if group is None else np.asarray(group).astype(np.int64, copy=False)
    c = np.broadcast_to(1.0, t.shape) if count is None else np.asarray(count, dtype=np.float64)
    if not len(t) == len(k) == len(g) == len(c):
        raise BadSample(f"Rows differ in number: {len(t)} times, {len(k)} outcomes, {len(g)} groups, {len(c)} counts.")
    for name, row, most in (
        ("time", t, np.inf),
        ("outcome", k, outcomes),
        ("group", g, groups - 1),
        ("count", c if count is not None else c[:1], np.inf),
    ):
        if not (row.min() >= 0 and row.max() <= most):  # also false for NaN
            raise BadSample(f"{name} lies between {row.min()} and {row.max()}; allowed is 0 to {most}.")
    return t, k, g, c


def _whole_times(
    t: Floats | Ints, k: Ints, g: Ints, c: Floats | None, outcomes: int, groups: int, span: int
) -> tuple[Floats, Floats, Floats]:
    """What `_tables` gives for whole times of a small range: one count over group × time × outcome, and nothing sorted."""
    # In place: hundreds of thousands of rows are moved through memory, not computed on.
    cells = g * span
    cells += t.astype(np.int64, copy=False)
    cells *= outcomes + 1
    cells += k
    counts = np.bincount(cells, weights=c, minlength=groups * span * (outcomes + 1)).reshape(groups * span, -1)
    filled = np.flatnonzero(counts.any(axis=1) if c is None else np.bincount(g * span + t, minlength=groups * span))
    of_group, column, width = _columns(filled // span, groups)
    times = np.full((groups, width), np.inf)
    times[of_group, column] = filled % span
    leaving = np.zeros((groups, outcomes + 1, width))
    leaving[of_group, :, column] = counts[filled]
    return times, leaving, np.zeros((groups, width))


def _columns(of_group: Ints, groups: int) -> tuple[Ints, Ints, int]:
    """Each filled cell's group, its place among the group's own, and the most places any group has."""
    column = np.arange(len(of_group)) - np.searchsorted(of_group, np.arange(groups))[of_group]
    return of_group, column, int(column.max()) + 1 if len(column) else 1


def _tables(
    t: Floats | Ints, k: Ints, g: Ints, c: Floats, seen: Floats | None, outcomes: int, groups: int
) -> tuple[Floats, Floats, Floats]:
    """(G, T) times, (G, K+1, T) units leaving by outcome, (G, T) units first seen at the time."""
    late = seen > 0 if seen is not None else np.zeros(len(t), dtype=bool)
    every = t if seen is None else np.concatenate([t.astype(np.float64), seen[late]])
    grid, place = _distinct(every)
    owner = g if seen is None else np.concatenate([g, g[late]])
    key = owner * len(grid) + place
    filled, row = _present(key, groups * len(grid))
    of_group, column, width = _columns(filled // max(len(grid), 1), groups)
    times = np.full((groups, width), np.inf)
    times[of_group, column] = grid[filled % max(len(grid), 1)]
    leaving = np.zeros((groups, outcomes + 1, width))
    counts = np.bincount(row[: len(t)] * (outcomes + 1) + k, weights=c, minlength=len(filled) * (outcomes + 1))
    leaving[of_group, :, column] = counts.reshape(len(filled), outcomes + 1)
    joining = np.zeros((groups, width))
    if seen is not None:
        joining[of_group, column] = np.bincount(row[len(t) :], weights=c[late], minlength=len(filled))
    return times, leaving, joining


def _distinct(t: Floats | Ints) -> tuple[Floats, Ints]:
    """Distinct values and each value's place among them; whole numbers of a small range need no sorting."""
    if t.dtype.kind in "iu" and len(t) and int(t.max()) < max(10_000, 4 * len(t)):
        return np.arange(int(t.max()) + 1, dtype=np.float64), t.astype(np.int64)
    values, place = np.unique(t, return_inverse=True)
    return values.astype(np.float64), place.astype(np.int64)


def _present(key: Ints, cells: int) -> tuple[Ints, Ints]:
    """Keys that occur, rising, and for each row the place of its key among them."""
    if cells > max(10_000_000, 8 * len(key)):
        filled, row = np.unique(key, return_inverse=True)
        return filled, row.astype(np.int64)
    seen = np.bincount(key, minlength=cells) > 0
    return np.flatnonzero(seen), (np.cumsum(seen) - 1)[key]


def _curves(times: Floats, leaving: Floats, joining: Floats) -> Incidence:
    gone, events = leaving.sum(axis=1), leaving[:, 1:, :]
    at_risk = (gone - joining)[:, ::-1].cumsum(axis=1)[:, ::-1]
    d = events.sum(axis=1)
    safe = np.where(at_risk > 0, at_risk, 1.0)
    survival = np.asarray(np.cumprod(np.where(at_risk > 0, 1.0 - d / safe, 1.0), axis=1), dtype=np.float64)
    before = np.concatenate([np.ones((len(times), 1)), survival[:, :-1]], axis=1)
    steps = np.where(at_risk > 0, before / safe, 0.0)
    cumulative = np.asarray(np.cumsum(events * steps[:, None, :], axis=2), dtype=np.float64)
    return Incidence(times, at_risk, events, leaving[:, 0, :], cumulative, survival, gone.sum(axis=1))


def _at(curve: Floats, steps: Ints, *, before: float) -> Floats:
    """The curve's last value after `steps` times per group; `before` where no time has passed."""
    index = np.maximum(steps - 1, 0)[:, None, None]
    last = np.take_along_axis(curve, np.broadcast_to(index, (*curve.shape[:2], 1)), axis=2)[:, :, 0]
    return np.where((steps > 0)[:, None], last, before)
