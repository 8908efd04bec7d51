"""Transitions of journeys, counted in one pass over the channel codes.

Counts of order k know the last k channels. Axis 0 is the oldest of them, and its sum over that axis is the count of order k − 1, so that
one pass answers for every lower order. Code 0 stands for "before the journey", channel c for c + 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from oarlock.errors import BadSample
from oarlock.stats.arrays import Floats, Ints
from oarlock.stats.attribution.paths import Codes, Paths

MOST_ORDER = 3
MOST_CELLS = 20_000_000
CHUNK = 1 << 16
"""Touches, or journeys, counted at a time, so that what is counted stays in the processor's cache."""


@dataclass(frozen=True, slots=True, eq=False)
class Transitions:
    """How often what followed what.

    Attributes:
        moves: (channels + 1) in k + 1 dimensions: the k channels before, then the one that came.
        won, lost: (channels + 1) in k dimensions: the last k channels of journeys that converted, and of those that did not.
        value: What the conversions after these last k channels are worth; None where nobody said.
    """

    moves: Floats
    won: Floats
    lost: Floats
    value: Floats | None = None

    @property
    def order(self) -> int:
        """How many channels back it remembers."""
        return self.won.ndim

    @property
    def channels(self) -> int:
        """How many channels there are."""
        return int(self.won.shape[0]) - 1

    def lowered(self) -> Transitions:
        """The counts of one order less."""
        worth = None if self.value is None else self.value.sum(axis=0)
        return Transitions(self.moves.sum(axis=0), self.won.sum(axis=0), self.lost.sum(axis=0), worth)

    def at(self, order: int) -> Transitions:
        """The counts of a lower order, or these."""
        counts = self
        while counts.order > order:
            counts = counts.lowered()
        return counts


def highest_order(channels: int) -> int:
    """The highest order for which counts of so many channels stay small; at least 1."""
    fitting = [order for order in range(1, MOST_ORDER + 1) if (channels + 1) ** (order + 1) <= MOST_CELLS]
    return fitting[-1] if fitting else 1


def transitions(journeys: Paths, order: int = 1) -> Transitions:
    """Counts of the given order, weighted by how many journeys took each path.

    Raises:
        BadSample: the order is not 1, 2 or 3, or too high for so many channels.
    """
    if not isinstance(order, int | np.integer) or order not in range(1, MOST_ORDER + 1):
        raise BadSample(f"The order of a chain is a whole number from 1 to {MOST_ORDER}, not {order!r}.")
    highest = highest_order(journeys.channels)
    if order > highest:
        raise BadSample(f"The order of a chain of {journeys.channels} channels is at most {highest}, not {order}.")
    size = journeys.channels + 1
    moves = _moves(journeys, order)
    told = [journeys.wins, journeys.losses, *([] if journeys.value is None else [journeys.value])]
    won, lost, *value = (sums.reshape((size,) * order) for sums in _ended(journeys, order, told))
    return Transitions(moves.reshape((size,) * (order + 1)), won, lost, *value)


def _pieces(total: int, cells: int = 1) -> Iterator[slice]:
    """Positions up to the total, a chunk at a time, for memory that is used again costs less than memory that is asked for.

    Args:
        cells: How many counts each chunk adds to; no chunk is smaller than that.
    """
    chunk = max(CHUNK, cells)
    return (slice(begin, min(begin + chunk, total)) for begin in range(0, total, chunk))


def _is_single(journeys: Paths) -> bool:
    """Whether every journey was taken once."""
    pieces = _pieces(len(journeys.starts))
    return all(bool((journeys.wins[piece] + journeys.losses[piece] == 1).all()) for piece in pieces)


def _moves(journeys: Paths, order: int) -> Floats:
    """Counted in chunks of whole touches; a chunk looks back `order` touches over its own edge."""
    size = journeys.channels + 1
    cells = size ** (order + 1)
    kind = np.uint16 if cells <= 1 << 16 else np.uint32
    counts = np.zeros(cells)
    codes, starts, total = journeys.codes, journeys.starts, len(journeys.codes)
    per_touch = None if _is_single(journeys) else journeys.per_touch(journeys.wins + journeys.losses)
    for piece in _pieces(total, cells):
        begin, end = piece.start, piece.stop
        back = min(begin, order)
        here = starts[np.searchsorted(starts, begin - back) : np.searchsorted(starts, end)] - (begin - back)
        keys = _keys(codes[begin - back : end], here, order, size, kind)[back:]
        weights = None if per_touch is None else per_touch[piece]
        counts += np.bincount(keys, weights=weights, minlength=cells)
    return counts


def _keys(codes: Codes, starts: Ints, order: int, size: int, kind: Any) -> Codes:
    """One number per touch: its channel and the `order` before it in the same journey."""
    back = codes.astype(kind) + kind(1)
    keys: Codes = back.copy()
    factor = size
    for _ in range(order):
        back[1:] = back[:-1].copy()
        back[:1] = 0
        back[starts] = 0
        keys += back * kind(factor)
        factor *= size
    return keys


def _ended(journeys: Paths, order: int, weights: Sequence[Floats]) -> list[Floats]:
    """Sums of each of the weights by the last `order` channels of the journeys."""
    cells = (journeys.channels + 1) ** order
    sums = [np.zeros(cells) for _ in weights]
    for piece in _pieces(len(journeys.starts), cells):
        last = _last_states(journeys, order, piece)
        for total, weight in zip(sums, weights, strict=True):
            total += np.bincount(last, weights=weight[piece], minlength=cells)
    return sums


def _last_states(journeys: Paths, order: int, piece: slice) -> Ints:
    """The last `order` channels of each journey as one number."""
    size, starts, ends = journeys.channels + 1, journeys.starts[piece], journeys.ends_of(piece)
    state = journeys.codes[ends].astype(np.int64)  # no journey is empty
    state += 1
    factor = size
    for back in range(1, order):
        place = ends - back
        there = place >= starts
        place[~there] = 0
        state += (journeys.codes[place].astype(np.int64) + 1) * there * factor
        factor *= size
    return state
