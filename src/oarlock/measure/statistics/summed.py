"""The sums behind a ratio, kept by account bucket for who wants to compare them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from oarlock.agreement.calendar import period_of
from oarlock.measure.base import Answered
from oarlock.measure.statistics.ratio import Ratio, sums_of
from oarlock.stats.result import Estimate

if TYPE_CHECKING:
    import numpy as np

    from oarlock.measure.asking import Asked
    from oarlock.measure.statistics.resampled import Sums


@dataclass
class Summed:
    """Answers with the denominators of a ratio and remembers numerators and denominators by bucket.

    Attributes:
        sums: What was summed, once asked. labels: of the period of each group.
    """

    sums: Sums | None = None
    labels: tuple[str, ...] = ()
    seed: int = 0
    additive: bool = False
    flows: bool = False
    values: tuple[tuple[str | None, ...], ...] = field(default=())

    def __call__(self, asked: Asked) -> Answered:
        """Sums by group and bucket; the groups are those of periods and slices."""
        sums = sums_of(asked, Ratio.numerator, Ratio.denominator)
        start_month = asked.agreement.company.fiscal_year_start_month
        self.sums, self.seed = sums, asked.seed(sums.totals)
        self.labels = tuple(period_of(key[0], asked.every or "day", start_month).label for key in sums.keys)
        self.values = tuple(key[1:] for key in sums.keys)
        return Answered(
            {key: Estimate(bottom) for key, bottom in zip(sums.keys, sums.totals[:, 1].tolist(), strict=True)}
        )

    def draws(self, groups: list[int]) -> np.ndarray:
        """(replicates, 2, groups) numerators and denominators of some groups in resampled sets of accounts."""
        from oarlock.stats.resample import bootstrap_sums

        if self.sums is None:
            raise ValueError("Nothing was summed yet.")
        told = self.sums.table[groups, :2, :]
        flat = told.reshape(-1, told.shape[2]).T
        drawn: np.ndarray = bootstrap_sums(flat, seed=self.seed).reshape(-1, len(groups), 2).swapaxes(1, 2)
        return drawn
