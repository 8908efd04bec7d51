"""What the customers of a year ago pay now, of what they paid then."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Answered
from oarlock.measure.periods import PERIOD
from oarlock.measure.statistics.ratio import Ratio
from oarlock.measure.statistics.resampled import SCALE, whole

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked

PARTS = ("gained", "shrunk", "lost")


@dataclass(frozen=True)
class NetRetained:
    """Rows of a customer and a window: `then`, `now` and the changes between; without periods, of the last window alone."""

    excluded: str
    least: int = 20
    additive: bool = False
    flows: bool = False

    def __call__(self, asked: Asked) -> Answered:
        """Σ now ÷ Σ then, with its range over customers; gains, shrinking and losses beside it as shares of then."""
        if PERIOD not in asked.keys:
            asked = replace(asked, table=_last(asked))
        t = asked.table
        rows = replace(asked, table=t.mutate(numerator=t.now, denominator=t.then))
        told = Ratio(self.excluded, self.least)(rows)
        return replace(told, also=_parts(asked))


def _last(asked: Asked) -> Any:
    """The rows of the latest window."""
    (row,) = asked.ledger.rows(asked.table.aggregate(last=asked.table["at"].max()))
    return asked.table if row["last"] is None else asked.table.filter(asked.table["at"] == row["last"])


def _parts(asked: Asked) -> dict[Any, dict[str, float]]:
    t = asked.table
    found = asked.grouped(then=whole(t.then).sum(), **{name: whole(t[name]).sum() for name in PARTS})
    then = found.filled("then")
    told: dict[Any, dict[str, float]] = {}
    for i, key in enumerate(found.keys):
        if then[i] > 0:
            shares = {name: float(found.filled(name)[i] / then[i]) for name in PARTS}
            told[key] = {
                "revenue_then": float(then[i]) / SCALE,
                **shares,
                "gross_retention": 1 - shares["shrunk"] - shares["lost"],
            }
    return told
