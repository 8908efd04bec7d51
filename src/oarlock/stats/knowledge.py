"""Does one side know what the other sees? The top reasons named against the top reasons there are (METHODS 11.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from oarlock.errors import EmptySample
from oarlock.stats.arrays import Floats
from oarlock.stats.draws import percentile_interval
from oarlock.stats.resample import REPLICATES
from oarlock.stats.result import DECISION_LEVEL, Interval
from oarlock.stats.seeds import generator

TOP = 3


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The top reasons named and the top reasons there are.

    Attributes:
        overlap: Share of the actual top that was named. jaccard: shared ÷ all of both.
        interval: Of the overlap, when answers and deals are drawn again: a third reason that is nearly a fourth makes it wide.
    """

    named: tuple[str, ...]
    actual: tuple[str, ...]
    overlap: float
    jaccard: float
    interval: Interval


def knowledge(
    votes: Mapping[str, int], counts: Mapping[str, int], *, top: int = TOP, seed: int = 0, level: float = DECISION_LEVEL
) -> Knowledge:
    """Compares what was named, by number of voices, with what happened, by number of cases; ties go to the first by name.

    Raises:
        EmptySample: nobody named a reason, or there is no case with one.
    """
    if not sum(votes.values()) or not sum(counts.values()):
        raise EmptySample("Both sides need a reason: nobody named one, or no case has one.")
    names = sorted({*votes, *counts})
    sides = [np.array([side.get(name, 0) for name in names], dtype=np.float64) for side in (votes, counts)]
    said, actual = (_top(side[None], top)[0] for side in sides)
    rng = generator(seed)
    drawn = [_top(rng.multinomial(int(side.sum()), side / side.sum(), REPLICATES).astype(float), top) for side in sides]
    shares = (drawn[0] & drawn[1]).sum(axis=1) / np.maximum(drawn[1].sum(axis=1), 1)
    both, either = int((said & actual).sum()), int((said | actual).sum())
    ends = percentile_interval(np.asarray(shares, dtype=np.float64), level=level)
    listed = [_named(names, side, chosen) for side, chosen in zip(sides, (said, actual), strict=True)]
    return Knowledge(listed[0], listed[1], both / int(actual.sum()), both / either, ends)


def _named(names: list[str], counts: Floats, chosen: np.ndarray) -> tuple[str, ...]:
    """The chosen reasons, the most frequent first."""
    told = [(-count, name) for name, count, on in zip(names, counts.tolist(), chosen.tolist(), strict=True) if on]
    return tuple(name for _, name in sorted(told))


def _top(counts: Floats, top: int) -> np.ndarray:
    """(draws, reasons) whether a reason is among the most frequent ones that occur at all; the first by name among equals."""
    order = np.argsort(-counts, axis=1, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(counts.shape[1])[None], axis=1)
    chosen: np.ndarray = (rank < top) & (counts > 0)
    return chosen
