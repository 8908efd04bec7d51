"""Journeys as plain arrays: the channel of every touch, and where each journey begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Floats, Ints

Codes = npt.NDArray[np.integer]


@dataclass(frozen=True, slots=True, eq=False)
class Paths:
    """Touches, journey after journey, each in order of time.

    Attributes:
        codes: Channel of every touch: 0, 1, … below `channels`.
        starts: Position of the first touch of each journey; the first is 0, they rise, and no journey is empty.
        channels: How many channels there are; one that never appears changes nothing.
        wins: Conversions of each journey (a list of distinct paths has many). losses: journeys on that path that did not convert.
        value: What the conversions of each journey are worth together; None where nobody said.
    """

    codes: Codes
    starts: Ints
    channels: int
    wins: Floats
    losses: Floats
    value: Floats | None = None

    @property
    def lengths(self) -> Ints:
        """Touches per journey."""
        lengths: Ints = np.diff(np.append(self.starts, len(self.codes)))
        return lengths

    def ends_of(self, piece: slice) -> Ints:
        """Position of the last touch of each of some journeys: those from `piece.start` up to before `piece.stop`."""
        following = self.starts[piece.start + 1 : piece.stop + 1]
        if piece.stop == len(self.starts):
            following = np.append(following, len(self.codes))
        return following - 1

    def place(self) -> Ints:
        """Place of each touch in its journey, from 0."""
        return np.asarray(np.arange(len(self.codes)) - self.per_touch(self.starts), dtype=np.int64)

    def per_touch(self, one_per_journey: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """A value of each journey, told at each of its touches."""
        told: npt.NDArray[Any] = np.repeat(one_per_journey, self.lengths)
        return told

    def summed(self, per_touch: Floats) -> Floats:
        """Sums over the touches of each journey."""
        return np.asarray(np.add.reduceat(per_touch, self.starts), dtype=np.float64)


def paths(
    codes: Codes,
    starts: Ints,
    channels: int,
    *,
    wins: Floats,
    losses: Floats | None = None,
    value: Floats | None = None,
) -> Paths:
    """Checked journeys.

    Args:
        losses: Left out, a journey that has no conversion is one loss, and one that has is none.
    Raises:
        EmptySample: no journey.
        BadSample: a code outside the channels, an empty journey, a count that is negative or not finite.
    """
    begins = np.asarray(starts, dtype=np.int64)
    if not len(begins):
        raise EmptySample("No journey to credit.")
    if begins[0] != 0 or (begins[1:] <= begins[:-1]).any() or begins[-1] >= len(codes):
        raise BadSample("Journeys begin at rising positions, the first at 0, and hold at least one touch.")
    if int(codes.min()) < 0 or int(codes.max()) >= channels:
        raise BadSample(
            f"Channel codes lie between 0 and {channels - 1}; found {int(codes.min())} to {int(codes.max())}."
        )
    won = _counts(wins, len(begins), "conversions")
    lost = (won == 0).astype(np.float64) if losses is None else _counts(losses, len(begins), "journeys without one")
    worth = None if value is None else _counts(value, len(begins), "value", below_zero=True)
    return Paths(codes, begins, channels, won, lost, worth)


def _counts(values: Floats, journeys: int, what: str, *, below_zero: bool = False) -> Floats:
    row = np.asarray(values, dtype=np.float64)
    if row.shape != (journeys,):
        raise BadSample(f"{what}: expected one number for each of {journeys} journeys, got {row.shape}.")
    wrong = ~np.isfinite(row) if below_zero else ~(np.isfinite(row) & (row >= 0))
    if wrong.any():
        i = int(np.flatnonzero(wrong)[0])
        raise BadSample(
            f"{what}: journey {i} has {row[i]}; it is a finite number{'' if below_zero else ' of 0 or more'}."
        )
    return row
