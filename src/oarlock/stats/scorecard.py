"""A points card: binned features, one logistic model, whole points that anybody can add up (METHODS 6.2)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from oarlock.errors import BadSample
from oarlock.stats.arrays import Floats
from oarlock.stats.logistic import Fit, fit

Value = str | float | None
MISSING, OTHER = "(missing)", "(other)"
QUANTILES = 8
LEAST_IN_BIN = 30


@dataclass(frozen=True, slots=True)
class Scaling:
    """Log-odds as points: `pdo` more points double the odds; `base` points stand for odds of `base_odds`."""

    pdo: float = 20.0
    base: float = 600.0
    base_odds: float = 1 / 9

    @property
    def factor(self) -> float:
        """Points per unit of log-odds."""
        return self.pdo / math.log(2)

    @property
    def offset(self) -> float:
        """Points at log-odds 0."""
        return self.base - self.factor * math.log(self.base_odds)

    def points(self, weight: float) -> int:
        """A weight as whole points."""
        return round(self.factor * weight)

    def base_points(self, intercept: float) -> int:
        """What every unit starts with, in whole points."""
        return round(self.offset + self.factor * intercept)

    def score(self, log_odds: float) -> float:
        """The score of these log-odds, before points are rounded."""
        return self.offset + self.factor * log_odds

    def chance(self, score: float) -> float:
        """The probability a score stands for."""
        return 1 / (1 + math.exp(-(score - self.offset) / self.factor))


@dataclass(frozen=True, slots=True)
class Binning:
    """How one feature's values fall into bins: by edges for numbers, by name for words.

    Attributes:
        edges: Upper ends of the number bins but the last; None for words.
        labels: The bins, the missing one first.
    """

    feature: str
    edges: tuple[float, ...] | None
    labels: tuple[str, ...]

    def label_of(self, value: Value) -> str:
        """The bin of one value; a word never seen before is "other", a gap is its own bin."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return MISSING
        if self.edges is None:
            word = str(value)
            return word if word in self.labels else OTHER
        number = _number(value)
        return MISSING if number is None else self.labels[1 + int(np.searchsorted(self.edges, number, side="right"))]


@dataclass(frozen=True, slots=True)
class Card:
    """A learnt card. `weights` are log-odds by (feature, bin); the most frequent bin of each feature weighs 0."""

    scaling: Scaling
    intercept: float
    binnings: tuple[Binning, ...]
    weights: Mapping[tuple[str, str], float]
    average: Mapping[str, float]

    def log_odds(self, values: Mapping[str, Value]) -> float:
        """Log-odds of a unit, before weights became whole points."""
        return self.intercept + sum(self.weights.get(key, 0.0) for key in self.keys(values))

    def keys(self, values: Mapping[str, Value]) -> list[tuple[str, str]]:
        """The (feature, bin) a unit falls into."""
        return [(b.feature, b.label_of(values.get(b.feature))) for b in self.binnings]

    def points(self, values: Mapping[str, Value]) -> tuple[int, tuple[tuple[str, str, int], ...]]:
        """The whole score, and what each feature adds to it against the average unit: (feature, bin, points), most first."""
        keys = self.keys(values)
        total = self.scaling.base_points(self.intercept) + sum(
            self.scaling.points(self.weights.get(k, 0.0)) for k in keys
        )
        told = [
            (feature, label, self.scaling.points(self.weights.get((feature, label), 0.0) - self.average[feature]))
            for feature, label in keys
        ]
        return total, tuple(sorted(told, key=lambda one: (-abs(one[2]), one[0])))


def binned(feature: str, values: Sequence[Value], outcomes: Floats) -> Binning:
    """Bins of one feature: quantiles merged until their rates rise or fall throughout, or the words seen often enough."""
    numbers = [_number(value) for value in values]
    known = [i for i, number in enumerate(numbers) if number is not None]
    told = [i for i, value in enumerate(values) if value is not None and str(value).strip()]
    if known and len(known) == len(told) and len({numbers[i] for i in known}) > QUANTILES:
        return _by_quantile(feature, np.array([numbers[i] for i in known], float), outcomes[known])
    words, counts = np.unique(np.array([str(values[i]) for i in told]), return_counts=True)
    often = tuple(str(w) for w, n in zip(words, counts, strict=True) if n >= LEAST_IN_BIN)
    return Binning(feature, None, (MISSING, OTHER, *often))


def learn(features: Mapping[str, Sequence[Value]], outcomes: Floats, *, ridge: float = 1.0) -> Card:
    """The card of units whose outcome is known.

    Raises:
        BadSample: no features, or one outcome only.
    """
    if not features:
        raise BadSample("A card needs at least one feature.")
    binnings = tuple(binned(name, values, outcomes) for name, values in features.items())
    labels = [[b.label_of(value) for value in features[b.feature]] for b in binnings]
    columns = [
        (b.feature, label) for b, told in zip(binnings, labels, strict=True) for label in _beside_the_usual(told)
    ]
    place = {b.feature: told for b, told in zip(binnings, labels, strict=True)}
    X = np.column_stack(
        [np.array([t == label for t in place[f]], float) for f, label in columns] or [np.zeros(len(outcomes))]
    )
    model: Fit = fit(X, outcomes, ridge=ridge)
    weights = dict(zip(columns, model.weights.tolist(), strict=False))
    average = {f: float(np.mean([weights.get((f, label), 0.0) for label in told])) for f, told in place.items()}
    return Card(Scaling(), model.intercept, binnings, weights, average)


def _beside_the_usual(labels: Sequence[str]) -> list[str]:
    """The bins but the most frequent one, in name order."""
    words, counts = np.unique(np.array(labels), return_counts=True)
    usual = str(words[int(counts.argmax())])
    return [str(word) for word in words if word != usual]


def _by_quantile(feature: str, numbers: Floats, outcomes: Floats) -> Binning:
    cuts = np.unique(np.quantile(numbers, np.linspace(0, 1, QUANTILES + 1)[1:-1]))
    place = np.searchsorted(cuts, numbers, side="right")
    n = np.bincount(place, minlength=len(cuts) + 1).astype(float)
    rate = np.bincount(place, outcomes, minlength=len(cuts) + 1) / np.maximum(n, 1)
    smooth = _monotone(rate, n)
    kept = tuple(float(cut) for i, cut in enumerate(cuts) if abs(smooth[i + 1] - smooth[i]) > 1e-12)
    return Binning(feature, kept, (MISSING, *_named(kept)))


def _monotone(rates: Floats, weights: Floats) -> Floats:
    """The nearest rates that only rise or only fall, whichever is nearer."""
    from scipy.optimize import isotonic_regression

    fits = [isotonic_regression(rates, weights=np.maximum(weights, 1e-9), increasing=way).x for way in (True, False)]
    nearest: Floats = min(fits, key=lambda fitted: float(weights @ (fitted - rates) ** 2))
    return nearest


def _named(edges: Sequence[float]) -> tuple[str, ...]:
    if not edges:
        return ("any",)
    inner = [f"{lo:g} to {hi:g}" for lo, hi in pairwise(edges)]
    return (f"below {edges[0]:g}", *inner, f"{edges[-1]:g} and more")


def _number(value: Value) -> float | None:
    if isinstance(value, int | float):
        return float(value) if math.isfinite(value) else None
    try:
        number = float(value) if value is not None else None
    except ValueError:
        return None
    return number if number is not None and math.isfinite(number) else None
