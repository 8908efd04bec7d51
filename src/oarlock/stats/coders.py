"""Do two coders give the same unit the same code? Agreement beyond chance over any number of codes (METHODS 7.2, 11.2)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Floats, z_of
from oarlock.stats.result import DECISION_LEVEL, Estimate


@dataclass(frozen=True, slots=True)
class Coding:
    """How far two coders agree.

    Attributes:
        n: Units that both coded. observed: share of them coded alike.
        kappa: Cohen's, beyond the chance of each coder's own habits; without a value where both always give one and the same code.
        ac1: Gwet's, which a code that nearly everything gets does not pull down.
    """

    n: int
    observed: float
    kappa: Estimate
    kappa_se: float
    ac1: Estimate
    ac1_se: float


def coding(table: Sequence[Sequence[float]] | Floats, *, level: float = DECISION_LEVEL) -> Coding:
    """Both coefficients with their intervals.

    Args:
        table: Units by code of the first coder (row) and of the second (column), codes in one order.
    Raises:
        EmptySample: no unit. BadSample: not square, one code only, or a negative count.
    References:
        Fleiss, Cohen & Everitt (1969), Psychological Bulletin 72, 323–327, for the standard error of kappa; Gwet (2008), British Journal
        of Mathematical and Statistical Psychology 61, 29–48, for AC1 and its variance; checked against statsmodels and irrCAC on Zec et
        al. (2017), and the standard errors against repeated samples.
    """
    counts = np.asarray(table, dtype=np.float64)
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1] or len(counts) < 2:
        raise BadSample("A table of two coders has the same two codes or more on both sides.")
    if (counts < 0).any():
        raise BadSample("A count of units cannot be negative.")
    n = counts.sum()
    if not n:
        raise EmptySample("No unit was coded twice: there is nothing to agree on.")
    p = counts / n
    kappa, kappa_se = _kappa(p, n, level)
    ac1, ac1_se = _ac1(p, n, level)
    return Coding(round(n), float(p.trace()), kappa, kappa_se, ac1, ac1_se)


def _kappa(p: Floats, n: float, level: float) -> tuple[Estimate, float]:
    rows, columns, po = p.sum(axis=1), p.sum(axis=0), float(p.trace())
    pe = float(rows @ columns)
    if pe >= 1.0:
        return Estimate(None, n=round(n), method="Cohen's kappa", level=level), math.nan
    alike = float((p.diagonal() * ((1 - pe) - (rows + columns) * (1 - po)) ** 2).sum())
    crossed = p * (columns[:, None] + rows[None, :]) ** 2
    apart = float(crossed.sum() - crossed.trace())
    inside = alike + (1 - po) ** 2 * apart - (po * pe - 2 * pe + po) ** 2
    se = math.sqrt(max(inside, 0.0) / n) / (1 - pe) ** 2
    return _estimate((po - pe) / (1 - pe), se, n, "Cohen's kappa", level), se


def _ac1(p: Floats, n: float, level: float) -> tuple[Estimate, float]:
    codes, po = len(p), float(p.trace())
    mean = (p.sum(axis=0) + p.sum(axis=1)) / 2
    pe = float((mean * (1 - mean)).sum()) / (codes - 1)
    alike = float((p.diagonal() * (1 - mean)).sum()) / (codes - 1) - po * pe
    spread = float((p * (1 - (mean[:, None] + mean[None, :]) / 2) ** 2).sum()) / (codes - 1) ** 2 - pe**2
    inside = po * (1 - po) - 4 * (1 - po) * alike + 4 * (1 - po) ** 2 * spread
    se = math.sqrt(max(inside, 0.0) / n) / (1 - pe)
    return _estimate((po - pe) / (1 - pe), se, n, "Gwet's AC1", level), se


def _estimate(value: float, se: float, n: float, method: str, level: float) -> Estimate:
    reach = z_of(level) * se
    return Estimate(value, max(value - reach, -1.0), min(value + reach, 1.0), round(n), method=method, level=level)
