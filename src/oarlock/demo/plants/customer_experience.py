"""Customers are let down: they leave early, say so in surveys, and recommend the company less."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oarlock.demo.plants.base import Plant, between

if TYPE_CHECKING:
    import numpy as np

    from oarlock.demo.arrays import Floats
    from oarlock.demo.dials import Dials


def _turn(dials: Dials, ramp: Floats, rng: np.random.Generator) -> Mapping[str, float]:
    joy = between(rng, 0.35, 0.55)
    dials.joy *= 1 + (joy - 1) * ramp
    return {"contentment": joy}


PLANT = Plant("customer_experience", "Customers are let down", ("customer_experience",), _turn)
