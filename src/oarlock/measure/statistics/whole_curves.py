"""The counts behind conversions, kept for who wants to compare their whole curves (METHODS 2.4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from oarlock.agreement.calendar import period_of
from oarlock.measure.base import Answered
from oarlock.stats.result import Estimate

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked
    from oarlock.measure.statistics.conversion import Conversion, Told


@dataclass
class WholeCurves:
    """Answers with the units of a conversion and remembers its counts by time.

    Attributes:
        told: What the conversion is told from, once asked. place: of each (period's label, slices) in it.
    """

    of: Conversion
    told: Told | None = None
    seed: int = 0
    place: dict[tuple[str, tuple[str | None, ...]], int] = field(default_factory=dict)
    additive: bool = False
    flows: bool = False

    def __call__(self, asked: Asked) -> Answered:
        """The units of each group."""
        self.told = told = self.of.read(asked)
        counts, keys = told.found.counts, told.found.keys
        first = asked.agreement.company.fiscal_year_start_month
        labels = [period_of(key[0], asked.every or "day", first).label for key in keys]
        self.place = {(label, key[1:]): i for i, (label, key) in enumerate(zip(labels, keys, strict=True))}
        self.seed = asked.seed(counts.group, counts.tick, counts.outcome, counts.units)
        return Answered({key: Estimate(None, n=0) for key in keys})

    def p_value(self, before: str, after: str, own: tuple[str | None, ...], permutations: int) -> float | None:
        """Chance of curves that lie so far apart, up to the horizon, if both periods were alike; None where they cannot be shuffled."""
        import numpy as np

        from oarlock.errors import EmptySample
        from oarlock.stats.curves import sup_difference_p

        groups = [self.place[label, own] for label in (before, after) if (label, own) in self.place]
        if self.told is None or len(groups) < 2:
            return None
        counts = self.told.found.counts
        rows = np.isin(counts.group, groups)
        if counts.joined is not None and counts.joined[rows].any():
            return None  # who was watched only later on is in no curve from its start
        try:
            return sup_difference_p(
                counts.tick[rows],
                counts.outcome[rows],
                (counts.group[rows] == groups[1]).astype(np.int64),
                count=counts.units[rows],
                until=float(self.told.horizons[groups[1]]),
                widening=float(np.mean([self.told.widening[group] for group in groups])),
                seed=self.seed,
                permutations=permutations,
            )
        except EmptySample:
            return None
