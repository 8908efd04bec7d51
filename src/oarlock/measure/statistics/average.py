"""How much each, on average: a sum over a count, with its range over accounts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from oarlock.measure.base import Answered
from oarlock.measure.facts.places import tally
from oarlock.measure.statistics.ratio import divided

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked, Key


@dataclass(frozen=True)
class Average:
    """The mean of the column `value`; units without one are left out and counted.

    Attributes:
        excluded: Why a unit has no value, in words.
        beside: Also the share of the column `hit` (true, false or null), told beside the mean under this name.
    """

    excluded: str
    least: int = 20
    additive: bool = False
    flows: bool = False
    beside: str = ""

    def __call__(self, asked: Asked) -> Answered:
        """The mean of each group."""
        means = divided(
            asked, lambda t: t.value, lambda t: t.value.notnull().ifelse(1.0, _nothing()), self.least, self.excluded
        )
        return replace(means, also=_shares(asked, self.beside)) if self.beside else means


def _shares(asked: Asked, name: str) -> dict[Key, dict[str, float]]:
    hit = asked.table.hit
    found = asked.grouped(n=hit.count(), hits=tally(hit))
    told = zip(found.keys, found.counts("hits").tolist(), found.counts("n").tolist(), strict=True)
    return {key: {name: hits / n} for key, hits, n in told if n}


def _nothing() -> object:
    import ibis

    return ibis.null("float64")
