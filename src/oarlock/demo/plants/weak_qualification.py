"""The bar for a marketing-qualified lead is lowered: more leads are passed on, and they are less ready, inside the profile and out.

So marketing reaches its number with less money. The ready leads there are still pass; the others come to nothing, some of them
only after a deal was opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oarlock.demo.plants.base import Plant, between

if TYPE_CHECKING:
    import numpy as np

    from oarlock.demo.arrays import Floats
    from oarlock.demo.dials import Dials


def _turn(dials: Dials, ramp: Floats, rng: np.random.Generator) -> Mapping[str, float]:
    points, money = between(rng, 18, 25), between(rng, 0.65, 0.85)
    dials.mql_bar -= points * ramp
    dials.create_money *= 1 + (money - 1) * ramp
    return {"points_the_bar_was_lowered": points, "creating_money_ratio": money}


PLANT = Plant("weak_qualification", "Leads are passed on unqualified", ("weak_qualification",), _turn)
