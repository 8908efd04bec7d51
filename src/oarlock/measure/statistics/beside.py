"""A statistic with further averages told beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from oarlock.measure.base import Answered, Statistic

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked


@dataclass(frozen=True)
class Beside:
    """Another statistic, with the mean of some columns of each group in `also`.

    Attributes:
        means: What each mean is called, and the column it is of; units without it do not count in it.
    """

    of: Statistic
    means: tuple[tuple[str, str], ...]

    @property
    def additive(self) -> bool:
        """As of the statistic itself."""
        return self.of.additive

    @property
    def flows(self) -> bool:
        """As of the statistic itself."""
        return self.of.flows

    def __call__(self, asked: Asked) -> Answered:
        """What the statistic answers, with the means."""
        answered = self.of(asked)
        sums = {f"sum_{name}": asked.table[column].sum() for name, column in self.means}
        counts = {f"n_{name}": asked.table[column].count() for name, column in self.means}
        found = asked.grouped(**sums, **counts)
        also = {key: dict(answered.also.get(key, {})) for key in answered.estimates}
        for name, _ in self.means:
            pairs = zip(
                found.keys, found.filled(f"sum_{name}").tolist(), found.counts(f"n_{name}").tolist(), strict=True
            )
            for key, total, n in pairs:
                if n and key in also:
                    also[key][name] = total / n
        return replace(answered, also=also)
