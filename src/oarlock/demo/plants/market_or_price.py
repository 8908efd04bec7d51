"""The market turns, or the price is wrong: every stage is passed less often, in all segments and from all sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oarlock.demo.plants.base import Plant, between

if TYPE_CHECKING:
    import numpy as np

    from oarlock.demo.arrays import Floats
    from oarlock.demo.dials import Dials


def _turn(dials: Dials, ramp: Floats, rng: np.random.Generator) -> Mapping[str, float]:
    worse = between(rng, 0.28, 0.45)
    dials.market -= worse * ramp
    return {"log_odds_lost_in_each_stage": worse}


PLANT = Plant("market_or_price", "The market or the price", ("market_or_price",), _turn)
