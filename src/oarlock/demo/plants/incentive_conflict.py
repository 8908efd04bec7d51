"""Marketing is paid for the number of leads alone: nobody acts on it in the record, but the agreement asks for it (METHODS 12.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oarlock.demo.plants.base import Plant

if TYPE_CHECKING:
    import numpy as np

    from oarlock.demo.arrays import Floats
    from oarlock.demo.dials import Dials


def _turn(_dials: Dials, _ramp: Floats, _rng: np.random.Generator) -> Mapping[str, float]:
    return {"share_of_pay_for_leads": 1.0}


PLANT = Plant(
    "incentive_conflict",
    "Marketing is paid for leads alone",
    (),
    _turn,
    shown_by="incentive_conflict",
    is_from_the_start=True,
)
