"""Whether more is won in some months than in others: the end of a quarter, a quarter of the year (METHODS 1.5).

Wins are held against those to be expected from the leads that had come, so that leads that come in waves are no season of winning. A
season is used only where an F test shows it, and then drawn towards none by as much as chance could have made.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oarlock.stats.arrays import Bools, Floats, Numbers

LEAST_MONTHS, LEAST_WINS = 24, 5
YEARS_MONTHS = 36
"""Months that it takes for the months of a quarter, the wins in each on average, and the months for the quarters of a year."""
LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Season:
    """How much more than usual is won, by the month of the fiscal year.

    Attributes:
        factors: Twelve, the first month of the fiscal year first; 1 on average. shown: what of it the record shows, in words.
        months: Months it was sought in; 0 where they are too few. reason: why none could be sought, or nothing.
    """

    factors: Floats
    shown: tuple[str, ...] = ()
    months: int = 0
    reason: str = ""

    @property
    def is_shown(self) -> bool:
        """Whether the record shows any."""
        return bool(self.shown)


def season_of(place: Numbers, wins: Numbers, expected: Numbers) -> Season:
    """The season of complete months in a row.

    Args:
        place: Each month's place in the fiscal year, 0 … 11. wins: what was won in it. expected: what the leads before it let expect.
    """
    month, won, usual = (np.asarray(one, dtype=np.float64) for one in (place, wins, expected))
    n = len(month)
    if n < LEAST_MONTHS or won.sum() < LEAST_WINS * n:
        why = f"{n} complete months with {won.sum():g} wins; a season takes {LEAST_MONTHS} with {LEAST_WINS} each"
        return Season(np.ones(12), reason=why)
    y = np.log(won + 0.5) - np.log(usual + 0.5)
    noise = float((1 / (won + 0.5)).mean())  # counts vary at least so much; months that look more alike prove nothing
    base = np.column_stack([np.ones(n), np.arange(n) / n])
    log_factors, shown = np.zeros(12), []
    blocks = [
        ("months of a quarter", month % 3, 3),
        *([("quarters of the year", month // 3, 4)] if n >= YEARS_MONTHS else []),
    ]
    for words, level, levels in blocks:
        effects = _effects(y, base, level == np.arange(levels)[:, None], LEVEL / len(blocks), noise)
        if effects is not None:
            shown.append(words)
            log_factors += effects[np.arange(12) % 3 if levels == 3 else np.arange(12) // 3]
    factors = np.exp(log_factors)
    return Season(factors / factors.mean(), tuple(shown), n)


def _effects(y: Floats, base: Floats, member: Bools, level: float, noise: float) -> Floats | None:
    """Effects of the levels, summing to nothing and shrunk; None where an F test does not show them."""
    from scipy.special import fdtrc

    coded = (member[:-1].astype(float) - member[-1].astype(float)).T
    whole = np.column_stack([base, coded])
    if np.linalg.matrix_rank(whole) < whole.shape[1]:
        return None
    (less, _), (more, found) = (_fitted(y, design) for design in (base, whole))
    free, steps = len(y) - whole.shape[1], coded.shape[1]
    ratio = ((less - more) / steps) / max(more / free, noise)
    if float(fdtrc(steps, free, ratio)) >= level:
        return None
    kept = found[base.shape[1] :]
    effects: Floats = np.r_[kept, -kept.sum()] * max(0.0, 1.0 - 1.0 / ratio)
    return effects


def _fitted(y: Floats, design: Floats) -> tuple[float, Floats]:
    found, *_ = np.linalg.lstsq(design, y, rcond=None)
    off = y - design @ found
    return float(off @ off), np.asarray(found, dtype=np.float64)
