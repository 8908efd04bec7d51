"""What to work first when there are not hours enough: by worth per hour, down to the price of an hour (METHODS 6.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from oarlock.errors import BadSample
from oarlock.stats.arrays import Numbers, floats

MOST_TRIED = 20
"""Units up to which the best whole set is searched for."""


@dataclass(frozen=True, slots=True)
class WorkList:
    """The order of work and where it ends.

    Attributes:
        order: Positions of the units, best first. worth: of each unit in the order given: p · margin − hours · rate.
        taken: The share of each unit that is worked, in the order given: 1, 0, or a part for the last one.
        value: Worth of what is taken. hour_price: Worth of one hour more; 0 where hours are left over.
    """

    order: tuple[int, ...]
    worth: tuple[float, ...]
    taken: tuple[float, ...]
    value: float
    hour_price: float


def work_list(chances: Numbers, margins: Numbers, hours: Numbers, *, rate: float, budget: float) -> WorkList:
    """Fills the hours by falling worth per hour; what is worth less than its handling is never worked.

    The greedy choice is optimal up to one unit. Ties: the higher worth first, then the unit that came first.

    Raises:
        BadSample: chances outside [0, 1], hours of 0 or less, or a negative budget.
    """
    p, m, h = floats(chances, "chances"), floats(margins, "margins"), floats(hours, "hours")
    if (p < 0).any() or (p > 1).any() or (h <= 0).any() or budget < 0 or not len(p) == len(m) == len(h):
        raise BadSample(
            "Work needs a chance in [0, 1], a margin and hours above 0 for each unit, and a budget of 0 or more."
        )
    worth = p * m - h * rate
    order = sorted(range(len(p)), key=lambda i: (-worth[i] / h[i], -worth[i], i))
    taken, left, price = np.zeros(len(p)), budget, 0.0
    for i in order:
        if worth[i] <= 0:
            break
        taken[i] = min(1.0, left / h[i])
        left -= taken[i] * h[i]
        if taken[i] < 1:
            price = float(worth[i] / h[i])
            break
    return WorkList(tuple(order), tuple(worth.tolist()), tuple(taken.tolist()), float(worth @ taken), price)


def best_whole_set(worth: Sequence[float], hours: Sequence[float], *, budget: float) -> tuple[float, tuple[int, ...]]:
    """The most that whole units give within the hours, by trying all sets.

    Raises:
        BadSample: more units than can be tried.
    """
    if len(worth) > MOST_TRIED:
        raise BadSample(f"All sets are tried for up to {MOST_TRIED} units; there are {len(worth)}.")
    useful = [i for i, value in enumerate(worth) if value > 0]
    sets = (chosen for size in range(len(useful) + 1) for chosen in combinations(useful, size))
    fitting = ((sum(worth[i] for i in s), s) for s in sets if sum(hours[i] for i in s) <= budget + 1e-12)
    return max(fitting, key=lambda pair: (pair[0], -len(pair[1])))


def break_even(margin: float, hours: float, rate: float) -> float:
    """The chance from which a unit is worth its handling; above 1 it never is.

    Raises:
        BadSample: the margin is not positive.
    """
    if margin <= 0:
        raise BadSample(f"A margin of {margin} pays for no handling at any chance.")
    return hours * rate / margin
