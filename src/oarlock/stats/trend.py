"""Robust trend: Theil–Sen slope of the logarithm, with an interval that allows for autocorrelation.

Time runs 0, 1, 2, … in periods; NaN marks a period whose value is unknown: it is left out, its place in time is kept.
A running period is never a point of a trend (METHODS 1.6): hand over complete periods only.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Floats, Numbers, floats, z_of
from oarlock.stats.result import DECISION_LEVEL, Estimate, Interval, Status

LEAST_PERIODS = 6
"""Complete periods below which no trend is told (METHODS 1.9)."""


@dataclass(frozen=True, slots=True)
class Trend:
    """A Theil–Sen line and the interval of its slope.

    Attributes:
        beta: Slope per period: of the logarithm, or relative to the median level where a value is not positive.
        lo, hi: Ends of the slope's interval at `level`; infinite where the ranks run out (too few periods).
        intercept: Of the same line at time 0, on the scale of the fit (logarithm, or the plain level).
        n: Periods with a value. rho: lag-1 autocorrelation used. inflation: factor on the variance (Hamed–Rao η).
        scale: 1 for a fit of the logarithm; otherwise the median absolute level that makes the slope relative.
        is_log: True for a fit of the logarithm.
    """

    beta: float
    lo: float
    hi: float
    intercept: float
    n: int
    rho: float
    inflation: float
    level: float = DECISION_LEVEL
    scale: float = 1.0
    is_log: bool = True

    @property
    def growth(self) -> float:
        """Growth per period as a share: 0.061 is +6.1 %."""
        return self._as_growth(self.beta)

    @property
    def growth_lo(self) -> float:
        """Lower end of the growth's interval."""
        return self._as_growth(self.lo)

    @property
    def growth_hi(self) -> float:
        """Upper end of the growth's interval."""
        return self._as_growth(self.hi)

    def compounded(self, periods: int = 4) -> float:
        """Growth over several periods at this pace; four quarters make a year."""
        return (1.0 + self.growth) ** periods - 1.0

    def fitted(self, periods: int) -> tuple[float, ...]:
        """The line's value in each of the first `periods` periods, in the series' own unit."""
        line = self.intercept + self.beta * self.scale * np.arange(periods)
        return tuple(float(value) for value in (np.exp(line) if self.is_log else line))

    def estimate(self) -> Estimate:
        """Growth per period with its interval; insufficient below six periods."""
        enough = self.n >= LEAST_PERIODS and math.isfinite(self.lo) and math.isfinite(self.hi)
        return Estimate(
            value=self.growth,
            lo=self.growth_lo if math.isfinite(self.lo) else None,
            hi=self.growth_hi if math.isfinite(self.hi) else None,
            n=self.n,
            status=Status.OK if enough else Status.INSUFFICIENT,
            method="Theil–Sen × Hamed–Rao" if self.is_log else "Theil–Sen × Hamed–Rao, level-relative",
            reason="" if enough else f"{self.n} complete periods; a trend needs {LEAST_PERIODS}",
            level=self.level,
        )

    def _as_growth(self, slope: float) -> float:
        return math.expm1(slope) if self.is_log and math.isfinite(slope) else slope


def trend(series: Numbers, *, level: float = DECISION_LEVEL) -> Trend:
    """Slope of ln(value) per period; relative to the median level where a value is zero or negative.

    Raises:
        EmptySample: fewer than two non-zero values.
    References:
        METHODS 1.2–1.3; point estimate checked against scipy.stats.theilslopes, coverage by simulation.
    """
    values, times = known(series)
    if np.count_nonzero(values) < 2:
        raise EmptySample(f"A trend needs two non-zero values; {np.count_nonzero(values)} of {len(values)} are.")
    if (values > 0).all():
        return _fit(np.log(values), times, level, scale=1.0, is_log=True)
    return _fit(values, times, level, scale=float(np.median(np.abs(values[values != 0]))), is_log=False)


def ratio_trend(numerator: Numbers, denominator: Numbers, *, level: float = DECISION_LEVEL) -> Trend:
    """Trend of ln(numerator / denominator): the gap between the two log slopes, fitted directly.

    The difference of two Theil–Sen slopes is not the slope of the difference (METHODS 1.2). Periods in which either value is unknown, or
    not positive, have no ratio and are left out.

    Raises:
        EmptySample: fewer than two periods with a ratio.
    """
    above, below = np.asarray(numerator, dtype=np.float64), np.asarray(denominator, dtype=np.float64)
    if above.shape != below.shape:
        raise BadSample(f"The two series have {above.size} and {below.size} periods; they must be the same periods.")
    has_ratio = (above > 0) & (below > 0)
    return trend(np.where(has_ratio, above, np.nan) / np.where(has_ratio, below, 1.0), level=level)


def known(series: Numbers) -> tuple[Floats, Floats]:
    """The known values and their places in time; NaN is unknown.

    Raises:
        EmptySample: no value is known.
        BadSample: a value is infinite.
    """
    row = np.asarray(series, dtype=np.float64)
    times = np.flatnonzero(~np.isnan(row))
    return floats(row[times], "series"), times.astype(np.float64)


def theil_sen(values: Numbers, times: Numbers | None = None) -> float:
    """Median of all pairwise slopes per unit of time; times default to 0, 1, 2, …

    Raises:
        EmptySample: fewer than two values.
        BadSample: all times are the same.
    """
    return float(np.median(pair_slopes(values, times)))


def pair_slopes(values: Numbers, times: Numbers | None = None) -> Floats:
    """All (yⱼ − yᵢ)/(tⱼ − tᵢ), sorted."""
    y = floats(values, "series", least=2)
    t = np.arange(len(y), dtype=np.float64) if times is None else floats(times, "times", least=2)
    i, j = np.triu_indices(len(y), 1)
    apart = t[j] - t[i]
    if not apart.any():
        raise BadSample("All values are of the same time; a slope needs two times.")
    return np.sort((y[j] - y[i])[apart != 0] / apart[apart != 0])


def seasonal_pairs(values: Numbers, season: int) -> Floats:
    """Slopes between periods a whole number of seasons apart, sorted.

    Raises:
        EmptySample: no two periods are a season apart.
        BadSample: season is not a positive number of periods.
    """
    if season < 1:
        raise BadSample(f"season is {season}; it is a number of periods, such as 4 quarters or 12 months.")
    y = floats(values, "series")
    i, j = np.triu_indices(len(y), 1)
    same = (j - i) % season == 0
    if not same.any():
        raise EmptySample(f"{len(y)} periods hold no two that are {season} apart.")
    return np.sort((y[j] - y[i])[same] / (j - i)[same])


def seasonal_sen(values: Numbers, season: int) -> float:
    """Theil–Sen over pairs of the same season only, so that a quarter-end rush is no growth (METHODS 1.5)."""
    return float(np.median(seasonal_pairs(values, season)))


def ols_slope(values: Numbers) -> float:
    """Least-squares slope per period: only to show beside the robust one, never for a verdict."""
    y = floats(values, "series", least=2)
    t = np.arange(len(y)) - (len(y) - 1) / 2.0
    return float(t @ y / (t @ t))


def autocorrelation(residuals: Numbers) -> float:
    """Lag-1 autocorrelation, corrected for its small-sample bias and kept in [0, 0.8]; 0 where it cannot be told."""
    r = floats(residuals, "residuals")
    n, centred = len(r), r - r.mean()
    spread = float(centred @ centred)
    if n <= 4 or spread <= 1e-24 * max(1.0, float(np.abs(r).max()) ** 2):
        return 0.0
    r1 = float(centred[:-1] @ centred[1:]) / spread
    return min(max((n * r1 + 1.0) / (n - 4.0), 0.0), 0.8)


def hamed_rao_inflation(n: int, rho: float) -> float:
    """Factor by which autocorrelation widens the variance of the Mann–Kendall statistic, with an AR(1) correlogram.

    References:
        Hamed & Rao (1998), J. Hydrology 204, 182–196.
    """
    if n < 3 or rho <= 0.0:
        return 1.0
    k = np.arange(1, n)
    ranks = 6.0 / math.pi * np.arcsin(rho**k / 2.0)
    return 1.0 + 2.0 / (n * (n - 1) * (n - 2)) * float(((n - k) * (n - k - 1) * (n - k - 2)) @ ranks)


def sen_interval(slopes: Numbers, n: int, *, inflation: float = 1.0, level: float = DECISION_LEVEL) -> Interval:
    """Distribution-free interval of a Theil–Sen slope from its sorted pairwise slopes.

    Args:
        slopes: All pairwise slopes, sorted. n: values they come from. inflation: factor on the variance, 1 without autocorrelation.
    Returns:
        Ends at the ranks ⌊(N−C)/2⌋ and ⌈(N+C)/2⌉+1; an end whose rank does not exist is infinite.
    References:
        Sen (1968), JASA 63, 1379–1389; coverage in METHODS 1.3.
    """
    row = floats(slopes, "slopes")
    N = len(row)
    C = z_of(level) * math.sqrt(n * (n - 1) * (2 * n + 5) / 18.0 * inflation)
    low, high = math.floor((N - C) / 2.0), math.ceil((N + C) / 2.0) + 1
    lo = float(row[low - 1]) if low >= 1 else -math.inf
    return Interval(lo, float(row[high - 1]) if high <= N else math.inf, level)


def _fit(y: Floats, times: Floats, level: float, *, scale: float, is_log: bool) -> Trend:
    slopes = pair_slopes(y, times)
    beta = float(np.median(slopes))
    intercept = float(np.median(y - beta * times))
    rho = autocorrelation(y - intercept - beta * times)
    inflation = hamed_rao_inflation(len(y), rho)
    ends = sen_interval(slopes, len(y), inflation=inflation, level=level)
    return Trend(
        beta / scale, ends.lo / scale, ends.hi / scale, intercept, len(y), rho, inflation, level, scale, is_log
    )
