"""The hand-off slips: leads lie with their owners, more of them are never turned to, though the owners have the time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oarlock.demo.plants.base import Plant, between

if TYPE_CHECKING:
    import numpy as np

    from oarlock.demo.arrays import Floats
    from oarlock.demo.dials import Dials


def _turn(dials: Dials, ramp: Floats, rng: np.random.Generator) -> Mapping[str, float]:
    slower, forgotten = between(rng, 9, 18), between(rng, 0.16, 0.30)
    dials.reply_hours *= 1 + (slower - 1) * ramp
    dials.routing_hours *= 1 + 7 * ramp
    dials.forgotten_share += (forgotten - dials.forgotten_share) * ramp
    return {"median_reply_hours": slower, "share_never_turned_to": forgotten}


PLANT = Plant("slow_follow_up", "Leads wait too long for a person", ("slow_follow_up",), _turn)
