"""How far the people who buy are from the people we mean to reach, and whether reasons shifted (METHODS 11.1, 11.2)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from oarlock.errors import BadSample
from oarlock.stats.arrays import Floats, Numbers, floats
from oarlock.stats.proportions import wilson_interval
from oarlock.stats.result import DECISION_LEVEL, Estimate, Status
from oarlock.stats.seeds import generator
from oarlock.stats.verdict import ABOVE, BELOW, CANT_TELL, verdict

LEAST_BUYERS = 20
LEAST_REASONS = 40
NULL_DRAWS = 20_000
TABLE_DRAWS = 10_000


@dataclass(frozen=True, slots=True)
class Divergence:
    """Jensen–Shannon divergence of counts from target shares.

    Attributes:
        bits: 0 for the same shares, 1 for shares apart. distance: √bits, a metric. parts: bits per category.
        bias: What equal shares would show at this n; corrected: bits less bias, at least 0.
        null_mean, null_95: Mean and 95th percentile of bits if the counts came from the target. p: share of such draws at least as far.
        g, p_chi2: The likelihood-ratio statistic and its χ² p-value. lift: share ÷ target per category; None where the target is 0.
    """

    bits: float
    parts: tuple[float, ...]
    bias: float
    null_mean: float
    null_95: float
    p: float
    g: float
    p_chi2: float
    lift: tuple[float | None, ...]
    n: float

    @property
    def distance(self) -> float:
        """√bits, which obeys the triangle inequality where bits do not."""
        return math.sqrt(self.bits)

    @property
    def corrected(self) -> float:
        """Bits less what equal shares would show at this n; at least 0."""
        return max(0.0, self.bits - self.bias)


def jsd(one: Numbers, other: Numbers) -> float:
    """Jensen–Shannon divergence of two sets of shares, in bits."""
    return float(sum(jsd_parts(shares(one), shares(other))))


def jsd_parts(p: Floats, q: Floats) -> Floats:
    """Bits of each category; never negative."""
    middle = (p + q) / 2
    return np.maximum(0.0, (_times_log(p, middle) + _times_log(q, middle)) / 2)


def shares(values: Numbers) -> Floats:
    """The values as shares of their sum.

    Raises:
        BadSample: a negative value, or a sum of 0.
    """
    row = floats(values, "shares")
    if (row < 0).any() or row.sum() <= 0:
        raise BadSample("Shares are not negative and not all 0.")
    return np.asarray(row / row.sum())


def divergence(target: Numbers, counts: Numbers, *, seed: int = 0, draws: int = NULL_DRAWS) -> Divergence:
    """How far the counts are from the target, and how far chance alone would bring as many.

    Args:
        counts: Units per category, in the target's order; fractions are allowed (a deal split over its people).
    """
    from scipy.special import gammaincc

    p, k = shares(target), floats(counts, "counts")
    if len(p) != len(k):
        raise BadSample(f"{len(p)} target shares and {len(k)} counts; there must be as many.")
    q, n = shares(k), float(k.sum())
    parts = jsd_parts(p, q)
    null = null_bits(p, round(n), seed=seed, draws=draws)
    g = _g_of(p, q, n)
    return Divergence(
        bits=float(parts.sum()),
        parts=tuple(float(part) for part in parts),
        bias=(len(p) - 1) / (8 * n * math.log(2)),
        null_mean=float(null.mean()),
        null_95=float(np.quantile(null, 0.95)),
        p=float((1 + (null >= parts.sum() - 1e-12).sum()) / (1 + len(null))),
        g=g,
        p_chi2=float(gammaincc((len(p) - 1) / 2, g / 2)) if math.isfinite(g) else 0.0,
        lift=tuple(float(b / a) if a else None for a, b in zip(p, q, strict=True)),
        n=n,
    )


def null_bits(target: Floats, n: int, *, seed: int, draws: int = NULL_DRAWS) -> Floats:
    """Bits of counts drawn from the target itself."""
    q = generator(seed).multinomial(max(n, 1), target, size=draws) / max(n, 1)
    return np.asarray(jsd_parts(np.broadcast_to(target, q.shape), q).sum(axis=1))


@dataclass(frozen=True, slots=True)
class Against:
    """One category against its target."""

    name: str
    target: float
    share: Estimate
    verdict: str  # "over", "under" or "can't tell"


def against_targets(
    names: Sequence[str], target: Numbers, counts: Sequence[int], *, level: float = DECISION_LEVEL
) -> tuple[Against, ...]:
    """Each category's share with Wilson's interval against its target."""
    p, n = shares(target), int(sum(counts))
    return tuple(_against(name, float(t), int(k), n, level) for name, t, k in zip(names, p, counts, strict=True))


def _against(name: str, target: float, count: int, n: int, level: float) -> Against:
    ends = wilson_interval(count, n, level=level)
    word = {ABOVE: "over", BELOW: "under"}.get(verdict(ends, target), CANT_TELL)
    return Against(name, target, Estimate(count / n, ends.lo, ends.hi, n, count, method="Wilson", level=level), word)


@dataclass(frozen=True, slots=True)
class ReasonShift:
    """Whether the mix of reasons changed between two periods.

    Attributes:
        p: The p-value to judge by: Monte Carlo where an expected count is below 5, else that of G.
    """

    g: float
    df: int
    p_g: float
    p: float
    method: str
    status: Status
    reason: str = ""


def reason_shift(before: Sequence[int], after: Sequence[int], *, seed: int = 0) -> ReasonShift:
    """G-test of two rows of counts; reasons nobody gave in either period are left out.

    Raises:
        BadSample: the rows differ in length, or hold nothing.
    """
    from scipy.special import gammaincc

    table = np.array([before, after], dtype=np.int64)
    table = table[:, table.sum(axis=0) > 0]
    if not table.size or (table.sum(axis=1) == 0).any():
        raise BadSample("Both periods need at least one coded reason.")
    g, df = _g_table(table[None])[0], table.shape[1] - 1
    p_g = float(gammaincc(df / 2, g / 2)) if df else 1.0
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    p, method = (p_g, "G-test") if expected.min() >= 5 or not df else (_drawn_p(table, g, seed), "Monte Carlo")
    fewest = int(table.sum(axis=1).min())
    few = fewest < LEAST_REASONS
    return ReasonShift(
        float(g), df, p_g, p, method, Status.INSUFFICIENT if few else Status.OK,
        f"{fewest} coded reasons in one period; a verdict needs {LEAST_REASONS}" if few else "",
    )  # fmt: skip


def _drawn_p(table: np.ndarray, g: float, seed: int) -> float:
    """Share of tables with the same margins that are at least as far from even."""
    columns, first = table.sum(axis=0), int(table[0].sum())
    drawn = generator(seed).multivariate_hypergeometric(columns, first, size=TABLE_DRAWS)
    null = _g_table(np.stack([drawn, columns - drawn], axis=1))
    return float((1 + (null >= g - 1e-9).sum()) / (1 + TABLE_DRAWS))


def _g_table(tables: np.ndarray) -> Floats:
    """2 Σ O·ln(O/E) of each table (tables × 2 × reasons)."""
    rows, columns = tables.sum(axis=2, keepdims=True), tables.sum(axis=1, keepdims=True)
    expected = rows * columns / tables.sum(axis=(1, 2), keepdims=True)
    ratio = np.divide(tables, expected, out=np.ones(tables.shape), where=tables > 0)
    return np.asarray(2 * (tables * np.log(ratio)).sum(axis=(1, 2)))


def _g_of(p: Floats, q: Floats, n: float) -> float:
    if ((p == 0) & (q > 0)).any():
        return math.inf
    return float(2 * n * math.log(2) * _times_log(q, p).sum())


def _times_log(p: Floats, q: Floats) -> Floats:
    """p·log2(p/q), 0 where p is 0."""
    ratio = np.divide(p, q, out=np.ones(np.broadcast(p, q).shape), where=p > 0)
    return np.asarray(p * np.log2(ratio))
