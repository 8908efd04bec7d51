"""Logistic regression of counted outcomes with a ridge, by iteratively reweighted least squares (METHODS 3.5, 6.2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Floats

RIDGE = 1.0
STEPS = 50


@dataclass(frozen=True)
class Logistic:
    """A fitted regression; `weights` has the intercept first, and is on the scale of the columns as they were given."""

    weights: Floats

    def chances(self, X: Floats) -> Floats:
        """The probability of each row, strictly between 0 and 1."""
        z = np.clip(self.weights[0] + X @ self.weights[1:], -30.0, 30.0)
        chances: Floats = 1.0 / (1.0 + np.exp(-z))
        return chances


def fit_logistic(X: Floats, won: Floats, trials: Floats, *, ridge: float = RIDGE) -> Logistic:
    """The regression of `won` of `trials` on the columns of X; columns are standardised for the ridge, the intercept is not shrunk.

    Raises:
        EmptySample: no trials. BadSample: more won than tried, or a value that is no number.
    References:
        le Cessie & van Houwelingen (1992), Applied Statistics 41, 191–201.
    """
    total = float(trials.sum())
    if total <= 0:
        raise EmptySample("No trials to fit a regression to.")
    if not np.isfinite(X).all() or (won < 0).any() or (won > trials).any():
        raise BadSample("Each row needs finite values and 0 ≤ won ≤ trials.")
    mean = (trials @ X) / total
    spread = np.sqrt(np.maximum(trials @ (X - mean) ** 2 / total, 0.0))
    used = spread > 1e-12
    Z = np.column_stack([np.ones(len(X)), np.where(used, (X - mean) / np.where(used, spread, 1.0), 0.0)])
    penalty = np.full(Z.shape[1], ridge)
    penalty[0] = 0.0
    base = np.clip(float(won.sum()) / total, 1e-6, 1 - 1e-6)
    beta = np.zeros(Z.shape[1])
    beta[0] = np.log(base / (1 - base))
    for _ in range(STEPS):
        p = 1.0 / (1.0 + np.exp(-np.clip(Z @ beta, -30.0, 30.0)))
        slope = Z.T @ (won - trials * p) - penalty * beta
        curve = (Z * (trials * p * (1 - p))[:, None]).T @ Z + np.diag(penalty + 1e-9)
        step = np.linalg.solve(curve, slope)
        beta = beta + np.clip(step, -5.0, 5.0)
        if np.abs(step).max() < 1e-8:
            break
    slopes = np.where(used, beta[1:] / np.where(used, spread, 1.0), 0.0)
    return Logistic(np.concatenate([[beta[0] - slopes @ mean], slopes]))


def platt(chances: Floats, won: Floats, trials: Floats) -> Logistic:
    """Platt's correction of chances, fitted to outcomes that they were not fitted to; apply it to their log-odds.

    Intercept and slope are pulled towards 0 and 1, with the weight of one and ten observations: few outcomes correct little.

    References:
        Platt (1999), in Advances in Large Margin Classifiers.
    """
    logits = log_odds(chances)
    a, b = 0.0, 1.0
    for _ in range(STEPS):
        p = 1.0 / (1.0 + np.exp(-np.clip(a + b * logits, -30.0, 30.0)))
        w = trials * p * (1 - p)
        slope = np.array([(won - trials * p).sum() - a, logits @ (won - trials * p) - 10.0 * (b - 1.0)])
        curve = np.array([[w.sum() + 1.0, w @ logits], [w @ logits, (w * logits) @ logits + 10.0]])
        step = np.clip(np.linalg.solve(curve, slope), -2.0, 2.0)
        a, b = a + float(step[0]), b + float(step[1])
        if np.abs(step).max() < 1e-9:
            break
    return Logistic(np.array([a, b]))


def log_odds(chances: Floats) -> Floats:
    """Log-odds of chances, which are kept off 0 and 1."""
    p = np.clip(chances, 1e-6, 1 - 1e-6)
    odds: Floats = np.log(p / (1 - p))
    return odds
