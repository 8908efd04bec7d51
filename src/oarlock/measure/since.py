"""Since when a rate is another: one change of its level over the periods, and every period with which it may have begun (METHODS 1.8).

Shares are scanned by their counts, other rates and times by ranks; the search for the date is paid for by shuffling the periods, and where
there are several slices they are held to one error rate together. What adds up is not asked: it grows and shrinks, so that one level on
either side would say nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oarlock.measure.result import Measurement
from oarlock.stats.result import Status

if TYPE_CHECKING:
    from oarlock.measure.base import Metric
    from oarlock.stats.changepoint import Break

LEAST_PERIODS, MOST_PERIODS = 8, 400
"""Four periods on either side of a change; and how many are looked through at most."""
MOST_SLICES, MOST_TOLD = 24, 2_000
"""Slices, and periods of all of them, that are searched together: of more, each takes so many shuffles that all take minutes."""
LEAST_SHUFFLES = 2_000
TOLD_AT = 0.05
"""Part of the changes told that may be chance, over all slices of many questions."""


@dataclass(frozen=True)
class LevelChange:
    """One change of level.

    Attributes:
        slice: The rows it was found in. since: first period after the change. candidates: all with which it may have begun, in order.
        before, after: The level on either side: of shares the pooled one, otherwise the median.
        p_value: Chance of a change so clear where nothing changed, adjusted for all slices. periods: that could be told.
        is_redefined: Whether the agreement's version came into force in a candidate: then look at its rules first.
    """

    slice: Mapping[str, str | None]
    since: str
    candidates: tuple[str, ...]
    before: float
    after: float
    p_value: float
    periods: int
    method: str
    is_redefined: bool = False

    def to_json(self) -> dict[str, Any]:
        """As `oarlock measure --format json` writes it."""
        return {
            "slice": dict(self.slice), "since": self.since, "candidates": list(self.candidates), "before": self.before,
            "after": self.after, "p": self.p_value, "periods": self.periods, "method": self.method,
            "is_redefined": self.is_redefined,
        }  # fmt: skip


def level_changes(
    part: Metric, rows: Sequence[Measurement], redefined_in: str | None = None
) -> tuple[LevelChange, ...]:
    """The changes of level that are more than chance, one at most for each slice.

    Args:
        redefined_in: The period in which the agreement's version came into force.
    """
    import numpy as np

    from oarlock.stats.errorcontrol import benjamini_hochberg, permutations_needed

    if not has_level(part):
        return ()
    series = {name: told for name, some in _by_slice(rows).items() if len(told := _told(part, some)) >= LEAST_PERIODS}
    if not 0 < len(series) <= MOST_SLICES or sum(map(len, series.values())) > MOST_TOLD:
        return ()
    shuffles = max(permutations_needed(len(series), TOLD_AT), LEAST_SHUFFLES)
    found = {name: _break(part, some, shuffles) for name, some in series.items()}
    adjusted = benjamini_hochberg(np.array([one.p_value for one in found.values()])).tolist()
    return tuple(
        _level_change(part, dict(name), [row.period or "" for row in series[name]], one, p, redefined_in)
        for (name, one), p in zip(found.items(), adjusted, strict=True)
        if p <= TOLD_AT and one.before != one.after
    )


def has_level(part: Metric) -> bool:
    """Whether the metric is a rate, a ratio or a time of what belongs to each period alone, so that it has a level there."""
    from oarlock.measure.comparing import is_rate, is_ratio
    from oarlock.measure.statistics import Waiting

    return is_rate(part) or is_ratio(part) or isinstance(part.statistic, Waiting)


def _level_change(
    part: Metric, own: Mapping[str, str | None], periods: Sequence[str], one: Break, p: float, redefined_in: str | None
) -> LevelChange:
    candidates = tuple(periods[i + 1] for i in one.candidates)
    method = "binomial scan" if _is_share(part) else "Pettitt"
    is_redefined, since = redefined_in in candidates, periods[one.last_before + 1]
    return LevelChange(own, since, candidates, one.before, one.after, p, len(periods), method, is_redefined)


def _is_share(part: Metric) -> bool:
    from oarlock.measure.statistics import Share

    return isinstance(part.statistic, Share)


def _by_slice(rows: Sequence[Measurement]) -> Mapping[tuple[tuple[str, str | None], ...], list[Measurement]]:
    told: dict[tuple[tuple[str, str | None], ...], list[Measurement]] = {}
    for row in rows:
        if row.period is not None and row.complete:
            told.setdefault(tuple(row.slice.items()), []).append(row)
    return told


def _told(part: Metric, rows: Sequence[Measurement]) -> list[Measurement]:
    """The periods that can be told, the latest ones: counts carry few units too, a level without a verdict carries nothing."""
    if _is_share(part):
        fit = [row for row in rows if row.n and row.status in (Status.OK, Status.INSUFFICIENT)]
    else:
        fit = [row for row in rows if row.status is Status.OK and row.estimate is not None]
    return fit[-MOST_PERIODS:]


def _break(part: Metric, rows: Sequence[Measurement], shuffles: int) -> Break:
    from oarlock.stats.changepoint import binomial_scan, pettitt
    from oarlock.stats.seeds import seed_of

    counts = [(row.n_events or 0, row.n, row.estimate) for row in rows]
    seed = seed_of(part.name, hashlib.sha256(repr(counts).encode()).hexdigest())
    if _is_share(part):
        return binomial_scan([k for k, *_ in counts], [n for _, n, _ in counts], seed=seed, permutations=shuffles)
    return pettitt([value or 0.0 for *_, value in counts], seed=seed, permutations=shuffles)
