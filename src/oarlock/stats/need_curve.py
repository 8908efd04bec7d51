"""The weeks in which leads must come so that wins fall into the parts of a period when they are wanted (METHODS 3.3).

Of all plans that bring what is wanted, the one with the smallest sum of squares: a week is asked for leads in proportion to the chance that
they are won in time, so the wanted wins are shifted back by the cycle, spread as the cycle is spread.
"""

from __future__ import annotations

import math

import numpy as np

from oarlock.stats.arrays import Floats, Numbers
from oarlock.stats.need import WinClock
from oarlock.stats.timing import USEFUL_SHARE


def landing_by_part(clock: WinClock, at: Numbers, edges: Numbers, season: Numbers | None = None) -> Floats:
    """(parts, weeks) chance that a lead of each week is won in each part.

    Args:
        at: Day of each week's middle. edges: days on which parts begin, and the day after the last; all on one count of days.
        season: How much more than usual is won in each part, 1 as usual; left out, as usual.
    """
    middles, ends = np.asarray(at, dtype=np.float64), np.asarray(edges, dtype=np.float64)
    by = clock.by(ends[:, None] - middles[None])
    usual = np.diff(by, axis=0)
    told = usual if season is None else usual * np.asarray(season, dtype=np.float64)[:, None]
    landing: Floats = told / np.maximum(told.sum(axis=0), 1.0)
    return landing


def least_leads(landing: Floats, wanted: Numbers, lengths: Numbers) -> tuple[Floats, tuple[bool, ...]]:
    """(leads by week, whether each part can be had): least Σ leads²/length that brings the wanted wins by the end of each part.

    Args:
        landing: (parts, weeks) as from `landing_by_part`, 0 in weeks that do not help. wanted: wins still missing by each part's end,
            counted from the first part's beginning.
        lengths: Of the weeks, as parts of a whole one.
    References:
        Lawson & Hanson (1974), Solving Least Squares Problems, ch. 23: least distance programming by non-negative least squares.
    """
    from scipy.optimize import nnls

    by_end, missing = landing.cumsum(axis=0), np.asarray(wanted, dtype=np.float64)
    root = np.sqrt(np.asarray(lengths, dtype=np.float64))
    reach = by_end.max(axis=1, initial=0.0) > 0
    asked = (missing > 0) & reach
    can = tuple(bool(one) for one in reach | (missing <= 0))
    if not asked.any():
        return np.zeros(landing.shape[1]), can
    rows = (by_end * root)[asked]
    scale, most = rows.max(axis=1, keepdims=True), missing[asked] / rows.max(axis=1)
    b = most / most.max()
    system = np.vstack([(rows / scale).T, b[None]])
    target = np.r_[np.zeros(len(root)), 1.0]
    solved, _ = nnls(system, target)
    left = system @ solved - target
    leads: Floats = np.maximum(-left[:-1] / left[-1], 0.0) * most.max() * root
    return leads, can


def last_useful_day(clock: WinClock, edges: Numbers, season: Numbers | None = None) -> tuple[float, float]:
    """(best landing share, last day) on which what enters still lands a tenth as well as at best.

    Args:
        edges, season: As for `landing_by_part`. The day counts as the edges do and may lie before the first of them.
    """
    ends = np.asarray(edges, dtype=np.float64)
    days = np.arange(ends[0] - math.ceil(clock.longest) - 1, math.ceil(ends[-1]) + 1, dtype=np.float64)
    shares = landing_by_part(clock, days, ends, season).sum(axis=0)
    best = float(shares.max())
    return best, float(days[np.flatnonzero(shares >= USEFUL_SHARE * best)[-1]])
