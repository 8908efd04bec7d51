"""One score of several parts that cannot buy each other off, with its uncertainty and its bottleneck (METHODS 13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Floats, z_of
from oarlock.stats.draws import percentile_interval
from oarlock.stats.result import DECISION_LEVEL, Estimate, Interval, Status
from oarlock.stats.seeds import generator

FLOOR = 0.01
LEAST_WEIGHT = 0.60
DRAWS = 20_000
CONCENTRATION = 6.0
CHANGE_PROBABILITY = 0.90


@dataclass(frozen=True, slots=True)
class Score:
    """A score from 0 to 100.

    Attributes:
        estimate: The weighted geometric mean of the known parts × 100, with the range from the parts' own ranges.
        arithmetic: The plain weighted mean, for comparison: it hides a broken part.
        bottleneck: The part that holds it down most. known_weight: share of the weights whose parts are known.
        bounds: The score if every missing part were 0 (the floor), or 1. by_weights: its range over other weights.
    """

    estimate: Estimate
    arithmetic: float
    bottleneck: str
    known_weight: float
    bounds: Interval
    by_weights: Interval


def score(parts: Mapping[str, Estimate], weights: Mapping[str, float], *, floor: float = FLOOR, seed: int = 0) -> Score:
    """The score of the parts that are known; one without a value is missing and is not taken for 0.

    Raises:
        EmptySample: no part is known.
        BadSample: a part without a weight, or a value outside [0, 1].
    """
    values = {name: part.value for name, part in parts.items() if part.value is not None}
    _check(values, weights)
    named = {name: weights[name] for name in values}
    known = sum(named.values()) / sum(weights.values())
    whole = geometric(values, named, floor)
    missing = [name for name in weights if name not in values]
    ends = [geometric({**values, **dict.fromkeys(missing, end)}, weights, floor) for end in (0.0, 1.0)]
    drawn = percentile_interval(draws(parts, named, floor=floor, seed=seed))
    few = known < LEAST_WEIGHT - 1e-9
    return Score(
        Estimate(
            whole, drawn.lo, drawn.hi, len(values), status=Status.INSUFFICIENT if few else Status.OK,
            method="weighted geometric mean, component draws",
            reason=f"the parts known carry {known:.0%} of the weight; a score needs {LEAST_WEIGHT:.0%}" if few else "",
        ),
        arithmetic=100 * sum(values[name] * w for name, w in named.items()) / sum(named.values()),
        bottleneck=bottleneck(values, named, floor),
        known_weight=known,
        bounds=Interval(ends[0], ends[1], 1.0),
        by_weights=_over_weights(values, floor, seed),
    )  # fmt: skip


def geometric(values: Mapping[str, float], weights: Mapping[str, float], floor: float = FLOOR) -> float:
    """Weighted geometric mean in points of 100: 100·Π max(v, floor)^(w/Σw), so that no part makes up for another near 0."""
    w = np.array([weights[name] for name in values])
    v = np.maximum([values[name] for name in values], floor)
    return float(100 * np.exp((w * np.log(v)).sum() / w.sum()))


def bottleneck(values: Mapping[str, float], weights: Mapping[str, float], floor: float = FLOOR) -> str:
    """The part whose mending to 1 would lift the score most; the first of several alike."""
    loss = {name: -weights[name] * float(np.log(max(value, floor))) for name, value in values.items()}
    return max(loss, key=lambda name: loss[name])


def draws(
    parts: Mapping[str, Estimate], weights: Mapping[str, float], *, floor: float = FLOOR, seed: int = 0, n: int = DRAWS
) -> Floats:
    """Scores of parts drawn from their own ranges, each normal around its value and held within [0, 1]."""
    rng = generator(seed)
    total, logs = sum(weights.values()), np.zeros(n)
    for name, weight in weights.items():
        part = parts[name]
        drawn = (part.value or 0.0) + _sd(part) * rng.standard_normal(n)
        logs += weight / total * np.log(np.clip(drawn, floor, 1.0))
    return np.asarray(100 * np.exp(logs))


def improved(before: Floats, after: Floats) -> tuple[float, str]:
    """P(after > before) over paired draws, and "up", "down" or "can't tell"."""
    up = float((after > before).mean())
    down = float((after < before).mean())
    word = "up" if up >= CHANGE_PROBABILITY else "down" if down >= CHANGE_PROBABILITY else "can't tell"
    return up, word


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """From one score to a later one, over the parts that both know.

    Attributes:
        before, after: The scores of those parts. difference: after less before, with its range; its status is not ok where these parts
            carry too little of the weight. probability: that it rose. word: "up", "down" or "can't tell". parts: the parts compared.
    """

    before: float
    after: float
    difference: Estimate
    probability: float
    word: str
    parts: tuple[str, ...]


def change(
    before: Mapping[str, Estimate],
    after: Mapping[str, Estimate],
    weights: Mapping[str, float],
    *,
    floor: float = FLOOR,
    seed: int = 0,
) -> ScoreChange | None:
    """The change of the score over paired draws of the parts that both know; None where they share none.

    The two are drawn as if they rested on different records. Where their windows overlap, the range is wider than it need be.

    References:
        METHODS 13.2: a change is told only where it is at least 90 % likely.
    """
    shared = tuple(
        name for name in weights if all(name in side and side[name].value is not None for side in (before, after))
    )
    if not shared:
        return None
    named = {name: weights[name] for name in shared}
    sides = [{name: side[name] for name in shared} for side in (before, after)]
    first, second = (draws(side, named, floor=floor, seed=seed + place) for place, side in enumerate(sides))
    ends = percentile_interval(second - first)
    up, word = improved(first, second)
    scores = [geometric({name: part.value or 0.0 for name, part in side.items()}, named, floor) for side in sides]
    known = sum(named.values()) / sum(weights.values())
    few = known < LEAST_WEIGHT - 1e-9
    reason = f"the parts known at both carry {known:.0%} of the weight; a score needs {LEAST_WEIGHT:.0%}" if few else ""
    difference = Estimate(
        scores[1] - scores[0], ends.lo, ends.hi, len(shared), status=Status.INSUFFICIENT if few else Status.OK,
        method="paired component draws", reason=reason,
    )  # fmt: skip
    return ScoreChange(scores[0], scores[1], difference, up, "can't tell" if few else word, shared)


def _over_weights(values: Mapping[str, float], floor: float, seed: int) -> Interval:
    """Range of the score over weights drawn around equal ones."""
    drawn = generator(seed + 1).dirichlet([CONCENTRATION] * len(values), size=DRAWS)
    logs = np.log(np.maximum(list(values.values()), floor))
    return percentile_interval(100 * np.exp(drawn @ logs))


def _sd(part: Estimate) -> float:
    if part.lo is None or part.hi is None:
        return 0.0
    return (part.hi - part.lo) / (2 * z_of(part.level if part.level else DECISION_LEVEL))


def _check(values: Mapping[str, float], weights: Mapping[str, float]) -> None:
    if not values:
        raise EmptySample("Not one part of the score is known.")
    if stray := set(values) - set(weights):
        raise BadSample(f"No weight for {', '.join(sorted(stray))}.")
    if wrong := [name for name, value in values.items() if not 0 <= value <= 1]:
        raise BadSample(f"{wrong[0]} is {values[wrong[0]]}; a part lies between 0 and 1.")
