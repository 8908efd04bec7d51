"""The record changes, not the work: from a day on another source rule, or deals opened earlier, and all open deals relabelled at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oarlock.demo.plants.base import Plant

if TYPE_CHECKING:
    import numpy as np

    from oarlock.demo.arrays import Floats
    from oarlock.demo.dials import Dials


def _turn(dials: Dials, ramp: Floats, rng: np.random.Generator) -> Mapping[str, float]:
    day = int((ramp > 0).argmax())  # a definition jumps: there is no ramp
    if rng.random() < 0.5:
        dials.source_rule_from = day
        return {"source_rule_changed": 1.0}
    dials.early_deals_from = day
    return {"deals_opened_earlier": 1.0}


PLANT = Plant("definition_change", "A definition changed", ("definition_change",), _turn)
