"""What a plant is: something that turns the company's dials from a day on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from oarlock.demo.arrays import Floats
    from oarlock.demo.dials import Dials


@dataclass(frozen=True, slots=True)
class Plant:
    """One misalignment, or an innocent change.

    Attributes:
        code: The cause code or the diagnosis it should be named by (DESIGN section 5); for an innocent one its own name.
        names: Cause codes that a right diagnosis names; empty for an innocent one.
        shown_by: The diagnosis, beside the slopes, that warns of it; empty for what the slopes name themselves, and for an innocent one.
        is_from_the_start: It lies in what was agreed, and so has no day on which it began.
        turn: Turns the dials. `ramp` is 0 before the plant begins, 1 when fully there. Answers the sizes drawn, by a speaking name.
    """

    code: str
    title: str
    names: tuple[str, ...]
    turn: Callable[[Dials, Floats, np.random.Generator], Mapping[str, float]]
    shown_by: str = ""
    is_from_the_start: bool = False


def between(rng: np.random.Generator, low: float, high: float) -> float:
    """An effect size drawn evenly, to three digits."""
    return round(float(rng.uniform(low, high)), 3)
