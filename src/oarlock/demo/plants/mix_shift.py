"""Nothing is wrong: money moves among creating channels that reach the same people and convert alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oarlock.demo.plants.base import Plant, between

if TYPE_CHECKING:
    import numpy as np

    from oarlock.demo.arrays import Floats
    from oarlock.demo.dials import Dials


def _turn(dials: Dials, ramp: Floats, rng: np.random.Generator) -> Mapping[str, float]:
    grown = between(rng, 0.5, 0.65)
    winner = int(rng.integers(dials.create_mix.shape[1]))
    target = dials.create_mix[0] * 0.0 + (1 - grown) / (dials.create_mix.shape[1] - 1)
    target[winner] = grown
    dials.create_mix += (target - dials.create_mix) * ramp[:, None]
    return {"share_of_the_grown_channel": grown, "index_of_the_grown_channel": float(winner)}


PLANT = Plant("mix_shift", "The channel mix moves", (), _turn)
