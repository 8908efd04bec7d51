"""Nothing is wrong: a company with strong seasons, the same every year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oarlock.demo.plants.base import Plant, between

if TYPE_CHECKING:
    import numpy as np

    from oarlock.demo.arrays import Floats
    from oarlock.demo.dials import Dials


def _turn(dials: Dials, _ramp: Floats, rng: np.random.Generator) -> Mapping[str, float]:
    strength, rush = between(rng, 2.0, 3.0), between(rng, 0.45, 0.65)
    dials.season = 1 + strength * (dials.season - 1)
    dials.year_end_rush = rush
    return {"strength_of_seasons": strength, "share_pulled_into_december": rush}


PLANT = Plant("seasonal", "Strong seasons", (), _turn)
