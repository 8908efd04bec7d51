"""How far back a chain should remember: the order that foretells held-out journeys best (METHODS 4.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from oarlock.errors import EmptySample
from oarlock.stats.arrays import Floats
from oarlock.stats.attribution.counting import Transitions

FOLDS = 5
BORROWED = 5.0
"""Observations that the order below is worth, so that a step never seen before has a small chance and not none."""


@dataclass(frozen=True, slots=True)
class OrderChoice:
    """The order, and the held-out log-likelihood per step of each order from 1 up."""

    order: int
    per_step: tuple[float, ...]


def summed(parts: Sequence[Transitions]) -> Transitions:
    """Counts of several parts together."""
    values = [part.value for part in parts if part.value is not None]
    worth = np.sum(values, axis=0) if len(values) == len(parts) else None
    moves, won, lost = (np.sum([getattr(part, name) for part in parts], axis=0) for name in ("moves", "won", "lost"))
    return Transitions(moves, won, lost, worth)


def best_order(folds: Sequence[Transitions]) -> OrderChoice:
    """The order that foretells held-out steps best, each fold foretold from the others.

    A higher order is taken only where its gain over the best lower one is more than the standard error of that gain over folds.

    Args:
        folds: Counts per fold, at the highest order to try. Folds split accounts, so that no account foretells itself.
    Raises:
        EmptySample: fewer than two folds hold a journey.
    """
    filled = [fold for fold in folds if fold.won.sum() + fold.lost.sum() > 0]
    if len(filled) < 2:
        raise EmptySample("Choosing an order needs journeys in at least two folds.")
    whole = summed(filled)
    orders = range(1, whole.order + 1)
    scores = np.array([[_score(whole.at(order), fold.at(order)) for fold in filled] for order in orders])
    best = 0
    for higher in range(1, len(scores)):
        gain = scores[higher] - scores[best]
        if gain.mean() > gain.std(ddof=1) / np.sqrt(len(gain)):
            best = higher
    return OrderChoice(best + 1, tuple(scores.mean(axis=1).tolist()))


def _score(whole: Transitions, held: Transitions) -> float:
    """Mean log-likelihood of a fold's steps under what the others teach."""
    seen = _next(held)
    return float((seen * np.log(_foretold(_minus(whole, held)))).sum() / seen.sum())


def _next(counts: Transitions) -> Floats:
    """(states, channels + 2): what came next, converting and not converting last."""
    size = counts.channels + 1
    ends = np.column_stack([counts.won.reshape(-1), counts.lost.reshape(-1)])
    return np.hstack([counts.moves.reshape(-1, size)[:, 1:], ends])


def _foretold(counts: Transitions) -> Floats:
    """Chances of what comes next, each order leaning on the one below it, and order 1 on even chances."""
    seen = _next(counts)
    if counts.order > 1:
        below = _foretold(counts.lowered())
        prior = below[np.arange(len(seen)) % len(below)]
    else:
        prior = np.full_like(seen, 1.0 / seen.shape[1])
    foretold: Floats = (seen + BORROWED * prior) / (seen.sum(axis=1, keepdims=True) + BORROWED)
    return foretold


def _minus(whole: Transitions, part: Transitions) -> Transitions:
    return Transitions(whole.moves - part.moves, whole.won - part.won, whole.lost - part.lost)
