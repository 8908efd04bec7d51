"""Logistic regression with a ridge, by Newton's method: enough for a points card, and quick to score with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oarlock.errors import BadSample
from oarlock.stats.arrays import Floats

STEPS = 100
TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Fit:
    """log-odds = intercept + X · weights."""

    intercept: float
    weights: Floats

    def chances(self, X: Floats) -> Floats:
        """The probability of each row."""
        chances: Floats = 1 / (1 + np.exp(-(self.intercept + X @ self.weights)))
        return chances


def fit(X: Floats, y: Floats, *, ridge: float = 1.0) -> Fit:
    """Maximises the likelihood less ridge/2 · Σ weight²; the intercept is not shrunk.

    Raises:
        BadSample: one outcome only, or another number of rows and outcomes.
    """
    if len(X) != len(y) or not len(y) or y.min() == y.max():
        raise BadSample("A model needs one outcome for each row, and both outcomes among them.")
    A = np.column_stack([np.ones(len(X)), X])
    penalty = np.full(A.shape[1], ridge)
    penalty[0] = 1e-9
    beta = np.zeros(A.shape[1])
    beta[0] = _log_odds(float(y.mean()))
    loss = _loss(A, y, beta, penalty)
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(A @ beta, -500, 500)))
        curvature = (A * (p * (1 - p))[:, None]).T @ A + np.diag(penalty)
        step = np.linalg.solve(curvature, A.T @ (y - p) - penalty * beta)
        # Far from the optimum a whole step may overshoot; halve it until it helps.
        while (told := _loss(A, y, beta + step, penalty)) > loss and np.abs(step).max() > TOLERANCE:
            step = step / 2
        beta, loss = beta + step, told
        if float(np.abs(step).max()) < TOLERANCE:
            break
    return Fit(float(beta[0]), beta[1:])


def moved_to(chance: float, *, base_train: float, base_now: float) -> tuple[float, float]:
    """A probability under another base rate: the shift of its log-odds, and the new probability (METHODS 6.1).

    Raises:
        BadSample: anything at or outside 0 and 1.
    """
    if not all(0 < value < 1 for value in (chance, base_train, base_now)):
        raise BadSample("A base rate moves probabilities strictly between 0 and 1 only.")
    shift = _log_odds(base_now) - _log_odds(base_train)
    return shift, 1 / (1 + float(np.exp(-(_log_odds(chance) + shift))))


def _loss(A: Floats, y: Floats, beta: Floats, penalty: Floats) -> float:
    """Minus the penalised log-likelihood."""
    eta = A @ beta
    return float(np.logaddexp(0, eta).sum() - y @ eta + penalty @ beta**2 / 2)


def _log_odds(p: float) -> float:
    return float(np.log(p / (1 - p)))
