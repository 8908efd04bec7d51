"""Features that know the outcome: what is filled in afterwards gives a model that shines in the past and fails tomorrow (METHODS 6.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from oarlock.stats.arrays import Numbers, floats
from oarlock.stats.discrimination import auc

MOST_AUC, MOST_GAP = 0.90, 0.30
FOLDS = 5


@dataclass(frozen=True, slots=True)
class FillGap:
    """How much more often a field is filled where the outcome came: a leak by emptiness alone."""

    with_outcome: float
    without: float

    @property
    def gap(self) -> float:
        """The difference of the two rates."""
        return self.with_outcome - self.without

    @property
    def auc(self) -> float:
        """What "is it filled?" alone would tell apart."""
        return (1 + self.gap) / 2


def fill_gap(filled: Numbers, outcomes: Numbers) -> FillGap:
    """Fill rates by outcome.

    Raises:
        EmptySample: no outcomes at all.
    """
    f, y = floats(filled, "filled"), floats(outcomes, "outcomes")
    return FillGap(float(f[y == 1].mean()), float(f[y == 0].mean()))


def one_field_auc(levels: Sequence[object], outcomes: Numbers, *, seed: int = 0) -> float:
    """How well one field alone tells outcomes apart, its levels' rates taken from the other folds.

    Raises:
        EmptySample: one of the outcomes is missing.
    """
    y = floats(outcomes, "outcomes")
    _, place = np.unique(np.array([str(level) for level in levels]), return_inverse=True)
    fold = np.random.default_rng(seed).permutation(len(y)) % FOLDS
    scores = np.zeros(len(y))
    for k in range(FOLDS):
        train = fold != k
        n = np.bincount(place[train], minlength=place.max() + 1)
        won = np.bincount(place[train], y[train], minlength=place.max() + 1)
        scores[~train] = ((won + y[train].mean()) / (n + 1))[place[~train]]
    return auc(scores, y)


def why_leaking(levels: Sequence[object], filled: Numbers, outcomes: Numbers) -> str:
    """Why a field must not be learnt from, in words; empty where both gates pass."""
    gap = fill_gap(filled, outcomes)
    if abs(gap.gap) > MOST_GAP:
        return f"filled in {gap.with_outcome:.0%} of those with the outcome and {gap.without:.0%} of the others: it is filled in afterwards"
    alone = one_field_auc(levels, outcomes)
    return f"alone it tells outcomes apart with an AUC of {alone:.2f}: it knows the outcome" if alone > MOST_AUC else ""
