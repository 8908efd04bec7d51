"""Marketing stays away from the pipeline reviews, which sales goes on holding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oarlock.demo.plants.base import Plant, between

if TYPE_CHECKING:
    import numpy as np

    from oarlock.demo.arrays import Floats
    from oarlock.demo.dials import Dials


def _turn(dials: Dials, ramp: Floats, rng: np.random.Generator) -> Mapping[str, float]:
    stayed_away = between(rng, 0.85, 0.97)
    dials.at_reviews *= 1 - stayed_away * ramp
    return {"share_of_visits_lost": stayed_away}


PLANT = Plant(
    "one_sided_review", "Marketing stays away from the pipeline reviews", (), _turn, shown_by="one_sided_review"
)
