"""Marketing stops listening to recorded calls; nothing else changes for now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oarlock.demo.plants.base import Plant, between

if TYPE_CHECKING:
    import numpy as np

    from oarlock.demo.arrays import Floats
    from oarlock.demo.dials import Dials


def _turn(dials: Dials, ramp: Floats, rng: np.random.Generator) -> Mapping[str, float]:
    lapsed = between(rng, 0.92, 1.0)
    dials.listening *= 1 - lapsed * ramp
    return {"share_of_listeners_lost": lapsed}


PLANT = Plant("listening_lapsed", "Marketing no longer listens to customers", (), _turn, shown_by="listening_lapsed")
