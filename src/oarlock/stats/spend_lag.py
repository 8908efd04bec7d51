"""Spend and the wins it brought, matched over the time a win takes; and what a cohort of leads costs to the end (METHODS 5.2).

Spend of a month over wins of the same month is wrong by the growth of spend over the lag: at +10 % a month it overstates the cost, and a
channel that is being cut looks efficient while it dies.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oarlock.errors import BadSample
from oarlock.stats.arrays import Floats, Numbers, floats


def same_period_factor(lag: Numbers, growth: float) -> float:
    """By what same-period cost per win overstates the true one when spend grows by `growth` per period.

    Args:
        lag: Share of the wins that come 0, 1, 2, … periods after the spend; adds up to 1.
        growth: 0.1 is 10 % more spend each period; below 0 the factor is below 1.
    """
    share = _lag(lag)
    return float(1 / (share * (1 + growth) ** -np.arange(len(share))).sum())


def matched_spend(spend: Numbers, lag: Numbers) -> Floats:
    """For each period, the spend that its wins come from: Σ over earlier periods of spend × share of wins after so many periods.

    Args:
        spend: Money by period, oldest first, without gaps.
        lag: As for `same_period_factor`: ΔF(u) ÷ F(h).
    Returns:
        One sum per period; NaN for the first ones, whose wins come from spend before the record begins.
    """
    money, share = floats(spend, "spend"), _lag(lag)
    matched = np.convolve(money, share)[: len(money)]
    matched[: len(share) - 1] = np.nan
    return np.asarray(matched, dtype=np.float64)


def _lag(lag: Numbers) -> Floats:
    share = floats(lag, "lag")
    if share.min() < 0 or not np.isclose(share.sum(), 1.0, atol=1e-6):
        raise BadSample(f"The shares of wins by lag add up to {share.sum():g}; they must be 0 or more and add up to 1.")
    return share


def part_seen(F: Numbers, at_horizon: float) -> Floats:
    """How much of a spend's wins can be seen by now: F(age) ÷ F(h), at most 1.

    Raises:
        BadSample: nobody wins within the horizon, so that no part can be told.
    """
    if at_horizon <= 0:
        raise BadSample("Nobody wins within the horizon: how much of the wins is still to come cannot be told.")
    return np.minimum(floats(F, "F") / at_horizon, 1.0)


@dataclass(frozen=True, slots=True)
class CohortCost:
    """What the leads of one cohort cost, and what their wins are worth; money in one currency.

    Attributes:
        media: Spend on the leads. leads: How many came. conversion: F_won(h), the share that wins within the horizon.
        handling: Cost of the hours sales gives them all. shared: Their part of costs shared by several channels.
        win_value: What a win is worth a year. commission_share: part of it paid out. gross_margin: part of it that is left.
    """

    media: float
    leads: float
    conversion: float
    handling: float = 0.0
    shared: float = 0.0
    win_value: float | None = None
    commission_share: float = 0.0
    gross_margin: float | None = None

    @property
    def wins(self) -> float:
        """Wins to be expected in the end: N × F(h)."""
        return self.leads * self.conversion

    @property
    def commission(self) -> float:
        """Commission on all expected wins."""
        return self.wins * self.commission_share * (self.win_value or 0.0)

    @property
    def media_cost(self) -> float | None:
        """Media per expected win; None where none is expected."""
        return self.media / self.wins if self.wins else None

    @property
    def full_cost(self) -> float | None:
        """Media, handling, shared costs and commission per expected win."""
        return (self.media + self.handling + self.shared + self.commission) / self.wins if self.wins else None

    @property
    def payback_months(self) -> float | None:
        """Months of margin that pay the cost back; None without a win value or a margin."""
        return payback_months(self.full_cost, self.win_value, self.gross_margin)

    @property
    def margin_per_unit(self) -> float | None:
        """Margin of a year per unit of money put in; below 1 it does not come back within the year."""
        return margin_per_unit(self.full_cost, self.win_value, self.gross_margin)


def payback_months(cost: float | None, win_value: float | None, gross_margin: float | None) -> float | None:
    """Months until a win's margin has paid its cost, a win's value being that of a year; None where any part is unknown."""
    yearly = (win_value or 0.0) * (gross_margin or 0.0)
    return None if cost is None or yearly <= 0 else cost / (yearly / 12)


def margin_per_unit(cost: float | None, win_value: float | None, gross_margin: float | None) -> float | None:
    """Margin of a win per unit of what it cost; None where any part is unknown."""
    if win_value is None or gross_margin is None or not cost:
        return None
    return win_value * gross_margin / cost
