"""Where does a change sit? A search over many categories that does not cry wolf.

Searching 4 dimensions × 6 categories where nothing changed flags something in 61 % of reports at an unadjusted 5 %. Shuffling the period
over the accounts and keeping the largest |z| of each shuffle holds it at its level (METHODS 1.12; Westfall & Young 1993).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Floats, Ints, Numbers
from oarlock.stats.resample import MOST_UNITS, batches
from oarlock.stats.seeds import generator

PERMUTATIONS = 1000
FLAG_AT = 0.10


@dataclass(frozen=True, slots=True)
class Spot:
    """One category's rate before and after (None without a denominator), its z, and p adjusted for the whole search."""

    dimension: str
    category: int
    before: float | None
    after: float | None
    z: float
    p_adjusted: float

    @property
    def is_flagged(self) -> bool:
        """Whether the category stands out of the whole search."""
        return self.p_adjusted <= FLAG_AT


def search(
    period: Numbers,
    numerator: Numbers,
    denominator: Numbers,
    dimensions: Mapping[str, Numbers],
    *,
    seed: int,
    account: Numbers | None = None,
    stratum: Numbers | None = None,
    permutations: int = PERMUTATIONS,
) -> tuple[Spot, ...]:
    """Every category of every dimension, the most surprising first, with p adjusted over all of them.

    Args:
        period: 0 before, 1 after, per row. numerator, denominator: what the rate is made of, per row (a win of 0 or 1,
        and 1).
        dimensions: Category code 0, 1, 2, … per row, for each dimension.
        account: Code per row; rows of one account in one period are shuffled together. Each row by itself when left out.
        stratum: Code per row (the creation month, where the business is seasonal); the period is shuffled within it.
            An account whose rows lie in several strata counts as one unit per stratum.
    Raises:
        EmptySample: no rows, or no dimension. BadSample: a period other than 0 and 1.
    """
    after = np.asarray(period).astype(np.int64)
    if not len(after) or not dimensions:
        raise EmptySample("Nothing to search: no rows, or no dimension.")
    if not np.isin(after, (0, 1)).all():
        raise BadSample("period is 0 (before) or 1 (after) on every row.")
    rng = generator(seed)
    unit, label, layer = _units(after, account, stratum)
    batch, label, layer = _batched(label, layer, rng)
    names = [(name, category) for name, codes in dimensions.items() for category in range(_categories(codes))]
    moments = np.concatenate(
        [_moments(unit, batch, codes, numerator, denominator) for codes in dimensions.values()], axis=1
    )
    total = moments.sum(axis=0)
    z, rates = _z(np.einsum("u,ucm->cm", label, moments)[None], total)
    largest = np.abs(_z(_shuffled_sums(label, layer, moments, permutations, rng), total)[0]).max(axis=1)
    # The order as it was counts as one shuffle: p is never 0.
    p = (1 + (largest[:, None] >= np.abs(z[0]) - 1e-12).sum(axis=0)) / (1 + permutations)
    spots = [
        Spot(name, category, _known(rates[0, c, 0]), _known(rates[0, c, 1]), float(z[0, c]), float(p[c]))
        for c, (name, category) in enumerate(names)
    ]
    return tuple(sorted(spots, key=lambda spot: -abs(spot.z)))


def _units(after: Ints, account: Numbers | None, stratum: Numbers | None) -> tuple[Ints, Floats, Ints]:
    """Unit of each row (account × period × stratum), then each unit's period and stratum."""
    layer = np.zeros(len(after), dtype=np.int64) if stratum is None else np.unique(stratum, return_inverse=True)[1]
    own = np.arange(len(after)) if account is None else np.unique(account, return_inverse=True)[1]
    _, first, unit = np.unique((own * (layer.max() + 1) + layer) * 2 + after, return_index=True, return_inverse=True)
    return unit.astype(np.int64), after[first].astype(np.float64), layer[first].astype(np.int64)


def _batched(label: Floats, layer: Ints, rng: np.random.Generator) -> tuple[Ints, Floats, Ints]:
    """Units gathered into at most MOST_UNITS batches of one period and stratum each; as they are where they are few."""
    if len(label) <= MOST_UNITS:
        return np.arange(len(label)), label, layer
    cell = layer * 2 + label.astype(np.int64)
    batch = np.empty(len(label), dtype=np.int64)
    size, start = -(-len(label) // MOST_UNITS), 0
    for one in np.unique(cell):
        members = np.flatnonzero(cell == one)
        most = -(-len(members) // size)
        batch[members] = start + batches(len(members), most, rng)
        start += most
    _, first = np.unique(batch, return_index=True)
    return batch, label[first], layer[first]


def _moments(unit: Ints, batch: Ints, codes: Numbers, numerator: Numbers, denominator: Numbers) -> Floats:
    """(batches, categories, 5): sums over units of N, D, N², N·D, D²."""
    category, width = np.asarray(codes).astype(np.int64), _categories(codes)
    cells = unit * width + category
    N, D = (np.bincount(cells, np.asarray(v, dtype=np.float64), len(batch) * width) for v in (numerator, denominator))
    where = np.repeat(batch, width) * width + np.tile(np.arange(width), len(batch))
    parts = [np.bincount(where, part, (batch.max() + 1) * width) for part in (N, D, N * N, N * D, D * D)]
    return np.asarray(np.stack(parts, axis=1).reshape(-1, width, 5), dtype=np.float64)


def _shuffled_sums(label: Floats, layer: Ints, moments: Floats, permutations: int, rng: np.random.Generator) -> Floats:
    """(permutations, categories, 5) sums of the units that a shuffle puts into the later period."""
    shuffled = np.empty((permutations, len(label)))
    for one in np.unique(layer):
        members = np.flatnonzero(layer == one)
        shuffled[:, members] = rng.permuted(np.tile(label[members], (permutations, 1)), axis=1)
    sums: Floats = (shuffled @ moments.reshape(len(label), -1)).reshape(permutations, *moments.shape[1:])
    return sums


def _z(later: Floats, total: Floats) -> tuple[Floats, Floats]:
    """z of the change of each category's rate, and the two rates; 0 where a rate does not exist or nothing varies.

    The variance is the sandwich over units about the pooled rate, so that big accounts count as the one account they are.
    """
    both = np.stack([total - later, later])
    with np.errstate(invalid="ignore", divide="ignore"):
        pooled = total[:, 0] / total[:, 1]
        rate = both[..., 0] / both[..., 1]
        spread = (both[..., 2] - 2 * pooled * both[..., 3] + pooled**2 * both[..., 4]) / both[..., 1] ** 2
        z = (rate[1] - rate[0]) / np.sqrt(spread.sum(axis=0))
    return np.where(np.isfinite(z), z, 0.0), np.moveaxis(rate, 0, -1)


def _categories(codes: Numbers) -> int:
    return int(np.max(codes)) + 1


def _known(rate: float) -> float | None:
    return float(rate) if np.isfinite(rate) else None
