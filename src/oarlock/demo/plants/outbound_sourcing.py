"""Sales finds its own deals: prospecting grows while marketing's demand stays or shrinks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oarlock.demo.plants.base import Plant, between

if TYPE_CHECKING:
    import numpy as np

    from oarlock.demo.arrays import Floats
    from oarlock.demo.dials import Dials


def _turn(dials: Dials, ramp: Floats, rng: np.random.Generator) -> Mapping[str, float]:
    outbound, money = between(rng, 2.6, 3.8), between(rng, 0.6, 0.85)
    dials.outbound *= 1 + (outbound - 1) * ramp
    dials.create_money *= 1 + (money - 1) * ramp
    return {"outbound_ratio": outbound, "creating_money_ratio": money}


PLANT = Plant("outbound_sourcing", "Outbound carries the bookings", ("outbound_sourcing",), _turn)
