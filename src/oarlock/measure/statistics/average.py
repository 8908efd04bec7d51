"""How much each, on average: a sum over a count, with its range over accounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oarlock.measure.base import Answered
from oarlock.measure.statistics.ratio import divided

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked


@dataclass(frozen=True)
class Average:
    """The mean of the column `value`; units without one are left out and counted.

    Attributes:
        excluded: Why a unit has no value, in words.
    """

    excluded: str
    least: int = 20
    additive: bool = False
    flows: bool = False

    def __call__(self, asked: Asked) -> Answered:
        """The mean of each group."""
        return divided(
            asked, lambda t: t.value, lambda t: t.value.notnull().ifelse(1.0, _nothing()), self.least, self.excluded
        )


def _nothing() -> object:
    import ibis

    return ibis.null("float64")
