"""Money moves from creating demand to capturing it: at first more comes in, then there is less to capture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oarlock.demo.plants.base import Plant, between

if TYPE_CHECKING:
    import numpy as np

    from oarlock.demo.arrays import Floats
    from oarlock.demo.dials import Dials

CREATING_PER_CAPTURING = 3.0
"""Creating channels usually get about three times the money of capturing ones."""


def _turn(dials: Dials, ramp: Floats, rng: np.random.Generator) -> Mapping[str, float]:
    moved = between(rng, 0.55, 0.75)
    dials.create_money *= 1 - moved * ramp
    dials.capture_money *= 1 + CREATING_PER_CAPTURING * moved * ramp
    return {"share_of_creating_money_moved": moved}


PLANT = Plant("demand_capture", "Money goes to capturing demand, not creating it", ("demand_capture",), _turn)
