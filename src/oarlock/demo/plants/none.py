"""Nothing is planted: a healthy company that grows, or does not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oarlock.demo.plants.base import Plant

if TYPE_CHECKING:
    import numpy as np

    from oarlock.demo.arrays import Floats
    from oarlock.demo.dials import Dials


def _turn(_dials: Dials, _ramp: Floats, _rng: np.random.Generator) -> Mapping[str, float]:
    return {}


PLANT = Plant("none", "A healthy company", (), _turn)
