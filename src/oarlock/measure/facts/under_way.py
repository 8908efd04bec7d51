"""What is open today and will still be won in a period: leads and deals by stage and by the days they have spent in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from oarlock.measure.facts.stays import Waiting
    from oarlock.stats.need import Amounts, InHand


@dataclass(frozen=True, slots=True)
class InStage:
    """What waits in one stage.

    Attributes:
        kind: lead or deal. count: how many are open. wins: expected of them in the period. worth: what these are worth.
        known: Whether the stage's own clock is used; else that of all stages together, because only `entered` have entered it.
        priced: How many have an amount of their own; what has none counts as the mean of past wins.
    """

    kind: str
    stage: str
    count: int
    wins: float
    worth: float
    known: bool
    entered: int
    priced: int


@dataclass(frozen=True)
class UnderWay:
    """All of it.

    Attributes:
        stages: One by one. hands: for the draws, leads first. by_part: worth expected in each part of the period.
    """

    stages: tuple[InStage, ...]
    hands: tuple[InHand, ...]
    by_part: np.ndarray

    @property
    def total(self) -> float:
        """Worth expected in the period."""
        return float(self.by_part.sum())


def under_way(
    waiting: Sequence[tuple[Waiting, float]],
    amounts: Amounts,
    until: Sequence[float],
    season: Sequence[float],
    *,
    worth: float = 1.0,
    error: float = 0.0,
) -> UnderWay:
    """What is open, by stage and part of the period.

    Args:
        waiting: What waits, with a factor on its chances where a rate is stated. amounts: what a past win was worth.
        until: Days from now at which the parts begin, and the day after the last; season: of each part.
        worth: Factor on amounts. error: relative standard error of the rate of leads.
    """
    import numpy as np

    stages: list[InStage] = []
    hands: list[InHand] = []
    by_part = np.zeros(len(season))
    for one, factor in waiting:
        usual = np.diff(one.chances(until), axis=1) * np.asarray(season) * factor
        chance = usual / np.maximum(usual.sum(axis=1, keepdims=True), 1.0)
        each = np.where(np.isnan(one.worth), amounts.mean, one.worth) * worth
        by_part += (one.count * each) @ chance
        whole = chance.sum(axis=1)
        stages += _by_stage(one, whole, each)
        if (hand := _hand(one, whole, each, amounts, worth, error)) is not None:
            hands.append(hand)
    return UnderWay(tuple(stages), tuple(hands), by_part)


def _by_stage(one: Waiting, chance: np.ndarray, each: np.ndarray) -> list[InStage]:
    import numpy as np

    told = []
    for place, name in enumerate(one.clocks.stages):
        here = one.stage == place
        if not here.any():
            continue
        wins, count = one.count[here] * chance[here], one.count[here]
        told.append(InStage(
            one.kind, name, round(float(count.sum())), float(wins.sum()), float(wins @ each[here]), one.clocks.is_known(place),
            round(float(one.clocks.entered[place])), round(float(count[~np.isnan(one.worth[here])].sum())),
        ))  # fmt: skip
    return told


def _hand(
    one: Waiting, chance: np.ndarray, each: np.ndarray, amounts: Amounts, worth: float, error: float
) -> InHand | None:
    """For the draws; None where nothing can be won. Leads have the amounts of past wins, deals their own."""
    import numpy as np

    from oarlock.stats.forecast import COMMON_SHOCK
    from oarlock.stats.need import Amounts, InHand

    wins = one.count * chance
    total = float(wins.sum())
    if total <= 0:
        return None
    sureness = float(wins @ chance) / total
    if one.kind == "lead":
        return InHand(total, Amounts(amounts.value * worth, amounts.count), sureness, error)
    learnt = 1 / math.sqrt(max(1.0, float(one.clocks.wins.max())))
    value, place = np.unique(each.round(6), return_inverse=True)
    counted = np.bincount(place, weights=wins, minlength=len(value))
    return InHand(
        total, Amounts(value, counted.astype(np.float64)), sureness, math.hypot(learnt, COMMON_SHOCK * (1 - sureness))
    )
