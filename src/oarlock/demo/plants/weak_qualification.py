"""The bar for a marketing-qualified lead is lowered: more leads are passed on, and they are less ready, inside the profile and out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oarlock.demo.plants.base import Plant, between

if TYPE_CHECKING:
    import numpy as np

    from oarlock.demo.arrays import Floats
    from oarlock.demo.dials import Dials


def _turn(dials: Dials, ramp: Floats, rng: np.random.Generator) -> Mapping[str, float]:
    points = between(rng, 14, 22)
    dials.mql_bar -= points * ramp
    return {"points_the_bar_was_lowered": points}


PLANT = Plant("weak_qualification", "Leads are passed on unqualified", ("weak_qualification",), _turn)
