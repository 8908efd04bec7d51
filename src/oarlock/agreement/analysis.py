"""How the numbers are judged: bands, levels and windows, stated once for both teams."""

from __future__ import annotations

from dataclasses import dataclass

from oarlock.agreement._settings import number, setting, whole


@dataclass(frozen=True, slots=True)
class Analysis:
    """Settings of the statistics; the defaults are those whose error rates METHODS states.

    Attributes:
        flat_band: Growth per quarter, up or down, that still counts as flat (METHODS 1.9).
        level: Coverage of the intervals on which we decide (METHODS 0.3).
        window_quarters: At most so many complete quarters, the latest ones, enter the two trends.
        minimum_quarters: Fewer complete quarters give no verdict, not even a leaning; six at least.
        verdict_quarters: Fewer complete quarters give at most a leaning; eight at least.
        verdict_probability: How sure we are before we say so.
        leaning_probability: How sure we are before we say "leaning".
        conversion_days: Days after which a lead's outcome is compared between cohorts.
        maturity_days: Days a cohort of leads needs before its share of first responses is judged.
        profile_quarters: Quarters before the window from whose outcomes a profile is learnt where none is stated.
        draws: Resampled histories behind each interval.
    """

    flat_band: float = setting(0.02, number(0, 1, above=True))
    level: float = setting(0.90, number(0.5, 0.999))
    window_quarters: int = setting(12, whole(2, 100))
    minimum_quarters: int = setting(6, whole(6, 100))
    verdict_quarters: int = setting(8, whole(8, 100))
    verdict_probability: float = setting(0.80, number(0.5, 0.999))
    leaning_probability: float = setting(0.60, number(0.5, 0.999))
    conversion_days: float = setting(90.0, number(0, 3650, above=True))
    maturity_days: float = setting(14.0, number(0, 365, above=True))
    profile_quarters: int = setting(4, whole(1, 40))
    draws: int = setting(2000, whole(100, 100_000))
