"""Sales comes to believe in a longer response promise than was agreed, and still answers as before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oarlock.demo.plants.base import Plant, between

if TYPE_CHECKING:
    import numpy as np

    from oarlock.demo.arrays import Floats
    from oarlock.demo.dials import Dials


def _turn(dials: Dials, ramp: Floats, rng: np.random.Generator) -> Mapping[str, float]:
    longer = between(rng, 3.5, 6)
    dials.believed_hours *= 1 + (longer - 1) * ramp
    return {"hours_that_sales_believes_in": longer}


PLANT = Plant(
    "expectations_differ", "The teams expect different response times", (), _turn, shown_by="expectations_differ"
)
