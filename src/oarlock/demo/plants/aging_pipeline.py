"""Marketing's fresh pipeline dries up; sales lives on the stock of stalled deals that it takes up again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oarlock.demo.plants.base import Plant, between

if TYPE_CHECKING:
    import numpy as np

    from oarlock.demo.arrays import Floats
    from oarlock.demo.dials import Dials


def _turn(dials: Dials, ramp: Floats, rng: np.random.Generator) -> Mapping[str, float]:
    money, revival = between(rng, 0.40, 0.60), between(rng, 10, 16)
    dials.create_money *= 1 + (money - 1) * ramp
    dials.capture_money *= 1 + (money - 1) * ramp
    dials.revival *= 1 + (revival - 1) * ramp
    return {"marketing_money_ratio": money, "revival_ratio": revival}


PLANT = Plant("aging_pipeline", "Sales lives on old pipeline", ("aging_pipeline",), _turn)
