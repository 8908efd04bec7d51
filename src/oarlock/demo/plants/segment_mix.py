"""New leads come from smaller companies: smaller deals, as they always were in that segment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oarlock.demo.plants.base import Plant, between

if TYPE_CHECKING:
    import numpy as np

    from oarlock.demo.arrays import Floats
    from oarlock.demo.dials import Dials


def _turn(dials: Dials, ramp: Floats, rng: np.random.Generator) -> Mapping[str, float]:
    smb = between(rng, 0.70, 0.82)
    rest = 1 - smb
    target = (smb, 0.78 * rest, 0.22 * rest)
    dials.segment_mix += (target - dials.segment_mix) * ramp[:, None]
    return {"share_of_small_companies": smb}


PLANT = Plant("segment_mix", "The mix moves to smaller deals", ("segment_mix",), _turn)
