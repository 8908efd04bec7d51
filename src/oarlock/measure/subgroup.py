"""The kind of company that is won more often than the rest: a run of size bands and a set of kinds, found from counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

PRIOR = 10.0
"""Decided deals at the overall rate that every kind starts with, so that three wins of three do not make a profile."""
LEAST_INSIDE = 20
MOST_INSIDE = 0.9
"""A rule that nearly everybody meets says nothing."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Deals of one band of size and one kind of company."""

    band: int
    kind: str
    won: int
    decided: int


@dataclass(frozen=True, slots=True)
class Subgroup:
    """What was found; `bands` (first, last) or `kinds` is None where it does not narrow.

    Attributes:
        inside, outside: (won, decided).
    """

    bands: tuple[int, int] | None
    kinds: tuple[str, ...] | None
    inside: tuple[int, int]
    outside: tuple[int, int]
    gain: float


def best_subgroup(cells: Sequence[Cell]) -> Subgroup | None:
    """The subgroup that holds most wins beyond its share (weighted relative accuracy), or None where none is clear of the rest.

    Every run of bands is tried; for each, the kinds whose shrunk rate lies above the overall one are taken. It is clear when the 90 %
    interval of the difference between inside and outside lies above 0. Ties go to the wider rule, then to the first in order.

    References:
        Lavrač, Flach & Zupan (1999), Rule evaluation measures, ILP-99.
    """
    won, decided = _sum(cells)
    if not 0 < won < decided:
        return None
    bands, kinds = sorted({cell.band for cell in cells}), sorted({cell.kind for cell in cells})
    runs = [(bands[i], bands[j - 1]) for i, j in combinations(range(len(bands) + 1), 2)]
    found = [one for run in runs for one in _of_run(cells, run, (bands[0], bands[-1]), kinds)]
    clear = [one for one in found if _is_clear(one)]
    return max(clear, key=lambda one: (round(one.gain, 12), one.inside[1], _first(one)), default=None)


def _of_run(
    cells: Sequence[Cell], run: tuple[int, int], whole: tuple[int, int], kinds: Sequence[str]
) -> list[Subgroup]:
    """The run of bands with all kinds, and with those that are won more often than all deals are."""
    inside = [cell for cell in cells if run[0] <= cell.band <= run[1]]
    won, decided = _sum(cells)
    rate = won / decided
    better = tuple(kind for kind in kinds if _shrunk([c for c in inside if c.kind == kind], rate) > rate)
    bands = None if run == whole else run
    answers = [_subgroup(cells, bands, None, inside)] if bands else []
    if better and len(better) < len(kinds):
        answers.append(_subgroup(cells, bands, better, [cell for cell in inside if cell.kind in better]))
    return answers


def _subgroup(
    cells: Sequence[Cell], bands: tuple[int, int] | None, kinds: tuple[str, ...] | None, inside: Sequence[Cell]
) -> Subgroup:
    (k, n), (won, decided) = _sum(inside), _sum(cells)
    gain = (k - n * won / decided) / decided
    return Subgroup(bands, kinds, (k, n), (won - k, decided - n), gain)


def _is_clear(one: Subgroup) -> bool:
    from oarlock.stats.proportions import newcombe_difference

    (_, n), (_, m) = one.inside, one.outside
    if n < LEAST_INSIDE or n > MOST_INSIDE * (n + m):
        return False
    lo = newcombe_difference(one.inside, one.outside).lo
    return lo is not None and lo > 0


def _shrunk(cells: Sequence[Cell], rate: float) -> float:
    won, decided = _sum(cells)
    return (won + PRIOR * rate) / (decided + PRIOR)


def _sum(cells: Iterable[Cell]) -> tuple[int, int]:
    told = list(cells)
    return sum(cell.won for cell in told), sum(cell.decided for cell in told)


def _first(one: Subgroup) -> tuple[int, ...]:
    """Prefers the earlier of two equals, whatever the order they were found in."""
    return tuple(-place for place in one.bands or (0, 0))
