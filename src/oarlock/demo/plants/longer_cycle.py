"""Deals take longer at every stage; as many are won in the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oarlock.demo.plants.base import Plant, between

if TYPE_CHECKING:
    import numpy as np

    from oarlock.demo.arrays import Floats
    from oarlock.demo.dials import Dials


def _turn(dials: Dials, ramp: Floats, rng: np.random.Generator) -> Mapping[str, float]:
    longer = between(rng, 1.5, 2.0)
    dials.cycle *= 1 + (longer - 1) * ramp
    return {"cycle_ratio": longer}


PLANT = Plant("longer_cycle", "Deals take longer", ("longer_cycle",), _turn)
