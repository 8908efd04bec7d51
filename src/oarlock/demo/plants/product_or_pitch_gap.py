"""The pitch gets deals going, the product does not hold up: the late stages are passed less often, by all sellers alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oarlock.demo.plants.base import Plant, between

if TYPE_CHECKING:
    import numpy as np

    from oarlock.demo.arrays import Floats
    from oarlock.demo.dials import Dials


def _turn(dials: Dials, ramp: Floats, rng: np.random.Generator) -> Mapping[str, float]:
    late, early = between(rng, 0.65, 1.0), between(rng, 0.0, 0.1)
    dials.late_appeal -= late * ramp
    dials.early_appeal += early * ramp
    return {"log_odds_lost_in_each_late_stage": late, "log_odds_won_in_each_early_stage": early}


PLANT = Plant("product_or_pitch_gap", "The pitch lands, the product fails", ("product_or_pitch_gap",), _turn)
