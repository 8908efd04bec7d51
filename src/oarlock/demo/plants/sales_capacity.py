"""The volume of leads outgrows the reps: no habit changes, the queue does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oarlock.demo.plants.base import Plant, between

if TYPE_CHECKING:
    import numpy as np

    from oarlock.demo.arrays import Floats
    from oarlock.demo.dials import Dials


def _turn(dials: Dials, ramp: Floats, rng: np.random.Generator) -> Mapping[str, float]:
    money, staffing = between(rng, 1.3, 1.7), between(rng, 0.62, 0.78)
    dials.create_money *= 1 + (money - 1) * ramp
    # Planned headcount follows the volume; this keeps it where it was, and lets some go.
    dials.staffing *= 1 + (staffing / money - 1) * ramp
    return {"creating_money_ratio": money, "staff_ratio": staffing}


PLANT = Plant("sales_capacity", "Sales has too few hands", ("sales_capacity",), _turn)
