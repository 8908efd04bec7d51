"""Where pay bends, and what moving deals between two quarters would have earned there for nothing (METHODS 12.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oarlock.measure.facts.pay import curve_of

if TYPE_CHECKING:
    from oarlock.agreement.aims import Incentive
    from oarlock.measure.facts.pay import Rewards
    from oarlock.stats.payout import Curve
    from oarlock.stats.result import Estimate

MOVED = 0.2
"""Attainment moved from one quarter into the next, in the test of whether moving deals pays."""
RECENT = 5
"""Quarters whose neighbours are tried for it."""
PAYS = 0.001
"""Share of a bonus below which what a moved deal earns is nothing."""
IN_MONEY = ("bookings", "sourced_revenue", "attributed_revenue")
"""Results that one deal more or less changes by its worth."""


@dataclass(frozen=True, slots=True)
class Kink:
    """A part whose curve jumps, or pays for moving deals between two quarters.

    Attributes:
        cliff: Attainment at which pay jumps by more than 5 % of the bonus; None where it does not.
        gain: Most that moving a fifth of a goal between two quarters earned over recent pairs, in bonuses. pair: those quarters.
        last: Attainment of the last complete quarter. bend: where pay bends next above it (threshold, goal, cap); None beyond the cap.
        deal: A deal of mean size as attainment; None where the part is not paid for money. deal_gain: most that moving one such deal
            between two recent quarters earned, in bonuses; paying, pairs: in how many of them it earned anything.
        near: Share of the quarters near the goal that ended at it or above; half where nobody aims for it.
    """

    team: str
    pays_for: str
    cliff: float | None
    gain: float
    pair: str
    last: float
    bend: float | None
    deal: float | None
    deal_gain: float
    paying: int
    pairs: int
    near: Estimate


def kinks(told: Rewards) -> tuple[Kink, ...]:
    """Every part of every team's pay; without quarters to replay, only where its curve jumps and bends."""
    return tuple(_kink(told, team, one) for team in told.teams for one in told.parts[team])


def _kink(told: Rewards, team: str, one: Incentive) -> Kink:
    from oarlock.stats.bunching import just_above
    from oarlock.stats.payout import bends, cliff_at

    curve = curve_of(one)
    at = told.past.result(one.pays_for) / told.goals[one.pays_for]
    pairs = list(zip(at[-RECENT:], at[-RECENT + 1 :], told.labels[-RECENT:], told.labels[-RECENT + 1 :], strict=False))
    gain, pair = _best_move(curve, pairs, MOVED)
    deal = float(told.past.size[-4:].mean()) / told.goals[one.pays_for] if one.pays_for in IN_MONEY else None
    by_deal = [_best_move(curve, [two], deal)[0] for two in pairs] if deal is not None else []
    last = float(at[-1])
    return Kink(
        team, one.pays_for, cliff_at(curve), one.weight * gain, pair, last,
        bend=next((bend for bend in bends(curve) if bend > last), None),
        deal=deal,
        deal_gain=one.weight * max(by_deal, default=0.0),
        paying=sum(amount > PAYS for amount in by_deal),
        pairs=len(pairs),
        near=just_above(at, 1.0),
    )  # fmt: skip


def _best_move(curve: Curve, pairs: list[tuple[float, float, str, str]], moved: float) -> tuple[float, str]:
    """The most that moving so much between two neighbours earned, either way, in bonuses, and which two."""
    from oarlock.stats.payout import timing_gain

    moves = [
        (timing_gain(curve, float(x), float(y), step), f"{a} and {b}")
        for x, y, a, b in pairs
        for step in (moved, -moved)
    ]
    return max(moves, default=(0.0, ""))
