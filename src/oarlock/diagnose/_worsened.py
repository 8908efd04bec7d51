"""Shares that got worse: one change in each series, its date searched for and paid for, the family of series held to one error rate.

The range of the change is that of shares whose units come several to an account.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from oarlock.diagnose._by_account import Name, nothing
from oarlock.stats.errorcontrol import FALSE_DISCOVERIES
from oarlock.stats.result import Estimate

if TYPE_CHECKING:
    from oarlock.measure.result import Measurement, Measurements
    from oarlock.stats.clustered import Counts

ByAccount = Callable[[Collection[Name]], Mapping[tuple[Name, str], "Counts"]]
LEAST_PERIODS = 8
LEAST_SHUFFLES = 2_000


@dataclass(frozen=True)
class Worsened:
    """A share that moved the wrong way.

    Attributes:
        name: The values of the metric's own slices. since: Label of the first period after the change.
        before, after: (met, n) on either side of it. change: After minus before, with Newcombe's interval by account.
        rows: The measured periods, oldest first.
    """

    name: Name
    since: str
    before: tuple[int, int]
    after: tuple[int, int]
    change: Estimate
    rows: tuple[Measurement, ...]

    @property
    def share_before(self) -> float:
        """The share before the change."""
        return self.before[0] / self.before[1]

    @property
    def share_after(self) -> float:
        """The share since the change."""
        return self.after[0] / self.after[1]

    @property
    def series(self) -> tuple[tuple[str, float | None], ...]:
        """The share by period, for a sparkline."""
        return tuple((row.period or "", row.estimate) for row in self.rows)


def worsened(
    found: Measurements,
    direction: int,
    accounts: ByAccount,
    *,
    least_change: float,
    drop_last: int = 0,
    untold: Collection[str] = (),
    error: float = FALSE_DISCOVERIES,
) -> list[Worsened]:
    """Which of the series changed for the worse beyond what its periods vary anyway.

    Args:
        found: Shares by period and the metric's own slices.
        direction: -1 where a fall is bad, 1 where a rise is.
        accounts: The same shares by account, asked only for series that would be told without them; a partial `by_account`.
        least_change: Changes smaller than this part of everything are not worth a finding, however sure.
        drop_last: Latest periods left out because their records are still being filled in.
        untold: First values of series that are part of the family, and not told.
        error: False discoveries allowed among the series; less where the same question is asked in another way too.
    """
    import numpy as np

    from oarlock.stats.errorcontrol import benjamini_hochberg, permutations_needed

    series = {name: _flowing(rows[: len(rows) - drop_last]) for name, rows in _by_name(found).items()}
    shuffles = max(permutations_needed(len(series), error), LEAST_SHUFFLES)
    shifted = {name: _shift(rows, direction, shuffles) for name, rows in series.items() if len(rows) >= LEAST_PERIODS}
    told = {name: shift for name, shift in shifted.items() if shift is not None}
    if not told:
        return []
    adjusted = benjamini_hochberg(np.array([shift.p_value for shift in told.values()]))
    alone = [
        _compared(name, series[name], shift.at)
        for (name, shift), p in zip(told.items(), adjusted.tolist(), strict=True)
        if p <= error and not (name and name[0] in untold)
    ]
    # Accounts only widen a range: what is small, or not sure without them, is not with them either, and is not asked about.
    bad = [one for one in alone if abs(one.change.value or 0) >= least_change and _is_sure(one.change, direction)]
    if not bad:
        return []
    counts = accounts([one.name for one in bad])
    return [one for one in (_widened(one, counts) for one in bad) if _is_sure(one.change, direction)]


def _by_name(found: Measurements) -> Mapping[Name, Sequence[Measurement]]:
    series: dict[Name, list[Measurement]] = {}
    for row in found.rows:
        if row.complete and row.n and row.n_events is not None:
            series.setdefault(tuple(str(value) for value in row.slice.values()), []).append(row)
    return series


def _flowing(rows: Sequence[Measurement]) -> Sequence[Measurement]:
    """The periods from the first full one on: what a record holds from before its beginning was picked, not collected.

    Full is half the size of the period in which half of all units lie in smaller ones: in a young record, most periods may lie before its
    beginning, but few units do.
    """
    sizes = sorted(row.n for row in rows)
    below = list(accumulate(sizes))
    usual = next((n for n, units in zip(sizes, below, strict=True) if 2 * units >= below[-1]), 0)
    first = next((i for i, row in enumerate(rows) if row.n >= usual / 2), len(rows))
    return rows[first:]


def _shift(rows: Sequence[Measurement], direction: int, shuffles: int) -> Any:
    from oarlock.errors import EmptySample
    from oarlock.stats.scan import level_shift

    values = [row.estimate if row.estimate is not None else float("nan") for row in rows]
    try:
        return level_shift(values, [float(row.n) for row in rows], direction=direction, shuffles=shuffles)
    except EmptySample:
        return None


def _compared(name: Name, rows: Sequence[Measurement], at: int) -> Worsened:
    """The shares on either side of the change, as if no two units were of one account."""
    from oarlock.stats.proportions import newcombe_difference

    before, after = _summed(rows[:at]), _summed(rows[at:])
    return Worsened(name, rows[at].period or "", before, after, newcombe_difference(after, before), tuple(rows))


def _widened(alone: Worsened, counts: Mapping[tuple[Name, str], Counts]) -> Worsened:
    """With the range that units of the same accounts have."""
    from oarlock.stats.clustered import design_effect, widened

    at = next(i for i, row in enumerate(alone.rows) if (row.period or "") == alone.since)
    base, now = (
        sum(
            (counts[alone.name, row.period] for row in side if row.period and (alone.name, row.period) in counts),
            nothing(),
        )
        for side in (alone.rows[:at], alone.rows[at:])
    )
    if not (now.total[1] and base.total[1]):
        return alone
    return replace(alone, change=widened(alone.change, design_effect(now, base)))


def _summed(rows: Sequence[Measurement]) -> tuple[int, int]:
    return sum(row.n_events or 0 for row in rows), sum(row.n for row in rows)


def _is_sure(change: Estimate, direction: int) -> bool:
    """Whether the whole interval lies on the bad side of no change."""
    ends = (change.lo, change.hi)
    return all(end is not None and direction * end > 0 for end in ends)
