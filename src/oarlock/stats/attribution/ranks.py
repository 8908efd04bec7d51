"""How sure a ranking of channels is: over resampled accounts, and over models that nobody can prove (METHODS 4.5)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oarlock.errors import EmptySample
from oarlock.stats.arrays import Floats, Ints

ROBUST_AT = 0.80


@dataclass(frozen=True, slots=True, eq=False)
class Ranks:
    """Ranks of channels over all draws of all models.

    Attributes:
        chance: (channels, channels): chance that channel i has rank j + 1; equals share the better rank.
        rank: The rank each channel has most often. kept: how often it has it.
    """

    chance: Floats
    rank: Ints
    kept: Floats

    @property
    def robust(self) -> np.ndarray:
        """Whether a channel keeps its rank in at least 80 % of draws; otherwise it depends on the model."""
        robust: np.ndarray = self.kept >= ROBUST_AT
        return robust


def ranked(draws: Floats) -> Ranks:
    """Ranks from draws of credit.

    Args:
        draws: (draws, channels), the draws of all models below each other.
    Raises:
        EmptySample: no draw or no channel.
    """
    if draws.ndim != 2 or not draws.size:
        raise EmptySample("Ranking needs at least one draw of at least one channel.")
    channels = draws.shape[1]
    ordered = -np.sort(-draws, axis=1)
    ranks = np.empty(draws.shape, dtype=np.int64)
    for channel in range(channels):
        ranks[:, channel] = (ordered > draws[:, [channel]]).sum(axis=1)
    chance = np.stack([np.bincount(ranks[:, channel], minlength=channels) for channel in range(channels)]) / len(draws)
    most = chance.argmax(axis=1)
    return Ranks(chance, most + 1, chance.max(axis=1))


def spread(shares: Floats) -> Floats:
    """How far models are apart: the largest share of each channel less its smallest, from (models, channels)."""
    return np.asarray(shares.max(axis=0) - shares.min(axis=0), dtype=np.float64)
