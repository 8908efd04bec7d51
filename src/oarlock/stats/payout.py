"""What variable pay pays: the curve, joint goals, moves between periods, cliffs, and actions that pay while revenue falls (METHODS 12)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from oarlock.errors import BadSample
from oarlock.stats.arrays import Floats, Numbers, floats, mid_ranks, z_of
from oarlock.stats.result import DECISION_LEVEL

CLIFF = 0.05
"""A jump of more than this share of the bonus within a thousandth of attainment is a cliff."""
CLIFF_STEP = 0.001


@dataclass(frozen=True, slots=True)
class Curve:
    """Share of the bonus paid by attainment: 0 below the threshold, in line up to 1 at the goal, faster beyond, then capped.

    Attributes:
        threshold: Attainment below which nothing is paid; 1 pays all or nothing.
        accelerator: How fast pay grows beyond the goal: 2 pays two per cent of the bonus for each per cent beyond it.
        cap: The most that is paid, as a share of the bonus.
    """

    threshold: float = 0.7
    accelerator: float = 2.0
    cap: float = 2.0

    def __post_init__(self) -> None:
        if not 0 <= self.threshold <= 1 or self.accelerator < 0 or self.cap < 1:
            raise BadSample(
                f"A threshold lies in [0, 1], an accelerator is 0 or more and a cap 1 or more, "
                f"not {self.threshold:g}, {self.accelerator:g} and {self.cap:g}."
            )

    def paid(self, attainment: Numbers | float) -> Floats:
        """Shares of the bonus at these attainments."""
        at = np.asarray(attainment, dtype=np.float64)
        span = 1.0 - self.threshold
        below = (at - self.threshold) / span if span > 0 else np.zeros_like(at)
        share = np.where(at >= 1.0, 1.0 + self.accelerator * (at - 1.0), below)
        return np.where(at < self.threshold, 0.0, np.clip(share, 0.0, self.cap))


@dataclass(frozen=True, slots=True)
class PayPart:
    """One part of a bonus.

    Attributes:
        weight: Its share of the bonus. attainment: Result ÷ goal, one per period or draw.
        room: It pays at most so much more than the joint part does; None leaves it free.
        joint: Whether it is the joint part that `room` looks at.
    """

    weight: float
    attainment: Floats
    curve: Curve
    room: float | None = None
    joint: bool = False


def paid(bonus: float, parts: Sequence[PayPart], *, gate: Floats | None = None) -> Floats:
    """What is paid, one amount per period or draw: bonus × Σ weight × curve × gate.

    Raises:
        BadSample: no parts, or weights that add up to more than 1.
    """
    if not parts or sum(part.weight for part in parts) > 1 + 1e-9:
        raise BadSample("A bonus has at least one part, and the weights of its parts add up to at most 1.")
    joint = [part.curve.paid(part.attainment) for part in parts if part.joint]
    shared = np.mean(joint, axis=0) if joint else None
    total = np.zeros_like(parts[0].attainment, dtype=np.float64)
    for part in parts:
        share = part.curve.paid(part.attainment)
        if part.room is not None and shared is not None:
            share = np.minimum(share, shared + part.room)
        total = total + part.weight * share
    return bonus * total * (1.0 if gate is None else gate)


def timing_gain(curve: Curve, first: float, second: float, moved: float) -> float:
    """What moving `moved` of attainment from the first period into the second earns, in bonuses; revenue is unchanged."""
    kept, shifted = curve.paid([first, second]), curve.paid([first - moved, second + moved])
    return float(shifted.sum() - kept.sum())


def bends(curve: Curve) -> tuple[float, ...]:
    """Attainments at which pay bends: the threshold, the goal, and where the cap is reached."""
    top = (1.0 + (curve.cap - 1.0) / curve.accelerator,) if curve.accelerator > 0 else ()
    return tuple(sorted({curve.threshold, 1.0, *top} - {0.0}))


def largest_jump(curve: Curve, *, grid: float = CLIFF_STEP / 2, upto: float = 2.0) -> float:
    """The most that pay rises within one step of attainment, as a share of the bonus."""
    at = np.arange(0.0, upto + grid / 2, grid)
    return float(np.diff(curve.paid(at)).max())


def cliff_at(curve: Curve, *, upto: float = 2.0) -> float | None:
    """The attainment at which pay jumps by more than 5 % of the bonus within a thousandth; None where it nowhere does."""
    at = np.arange(0.0, upto + CLIFF_STEP / 2, CLIFF_STEP)
    jumps = np.diff(curve.paid(at))
    return float(at[int(jumps.argmax()) + 1]) if jumps.max() > CLIFF else None


@dataclass(frozen=True, slots=True)
class Conflict:
    """An action that pays somebody while revenue falls, or costs somebody while it rises."""

    action: str
    team: str
    pay: float
    revenue: float


def conflicts(
    pay: Mapping[str, Mapping[str, float]], revenue: Mapping[str, float], *, baseline: str = "baseline"
) -> tuple[Conflict, ...]:
    """Every conflict of a table action → team → pay against the baseline.

    None found is about these actions; it is no proof that there are none.
    """
    found = []
    for action, by_team in pay.items():
        rises = revenue[action] - revenue[baseline]
        for team, amount in by_team.items():
            gain = amount - pay[baseline][team]
            if (gain > 1e-9 and rises < -1e-9) or (gain < -1e-9 and rises > 1e-9):
                found.append(Conflict(action, team, gain, rises))
    return tuple(found)


def rank_agreement(one: Numbers, other: Numbers) -> float | None:
    """Spearman's rank correlation; None where one of the two never changes."""
    a, b = floats(one, "ranked values", least=3), floats(other, "ranked values", least=3)
    if np.ptp(a) == 0 or np.ptp(b) == 0:
        return None
    return float(np.corrcoef(mid_ranks(a), mid_ranks(b))[0, 1])


def rank_range(correlation: float, pairs: int, *, level: float = DECISION_LEVEL) -> tuple[float, float]:
    """Range of a rank correlation that rests on so many pairs, by Fisher's z with the variance for ranks; −1 to 1 for too few.

    References:
        Bonett & Wright (2000), Psychometrika 65, 23–28.
    """
    if pairs < 4 or abs(correlation) >= 1:
        return (-1.0, 1.0) if pairs < 4 else (correlation, correlation)
    z, reach = math.atanh(correlation), z_of(level) * math.sqrt((1 + correlation**2 / 2) / (pairs - 3))
    return math.tanh(z - reach), math.tanh(z + reach)


def paid_while_short(pay: Numbers, bonus: float, revenue: Numbers, goal: float) -> float:
    """How often more than the target bonus is paid although revenue misses its goal."""
    return float(((np.asarray(pay) > bonus) & (np.asarray(revenue) < goal)).mean())
