"""Marketing's money moves to campaigns for everybody: cheaper leads, outside the profile, that convert worse as they always did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oarlock.demo.plants.base import Plant, between

if TYPE_CHECKING:
    import numpy as np

    from oarlock.demo.arrays import Floats
    from oarlock.demo.dials import Dials


def _turn(dials: Dials, ramp: Floats, rng: np.random.Generator) -> Mapping[str, float]:
    share, money = between(rng, 0.75, 0.92), between(rng, 1.05, 1.25)
    dials.broad_share += (share - dials.broad_share) * ramp
    dials.create_money *= 1 + (money - 1) * ramp
    return {"share_of_money_to_broad_campaigns": share, "creating_money_ratio": money}


PLANT = Plant("off_profile_targeting", "Marketing aims outside the profile", ("off_profile_targeting",), _turn)
