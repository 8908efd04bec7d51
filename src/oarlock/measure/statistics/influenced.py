"""Influence: what was won among the touched, beside how often comparable losses were touched too (METHODS 4.6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oarlock import words
from oarlock.measure.base import Answered
from oarlock.measure.facts.places import tally
from oarlock.measure.statistics.resampled import BY_ACCOUNT, SCALE, holding, sums_by_bucket, whole
from oarlock.stats.result import Estimate, Status

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked, Key

ANY, NONE = "any touch", "no touch recorded"
LEAST = 30
"""Touched deals without which there is no word on influence."""


@dataclass(frozen=True)
class Influenced:
    """Σ `value` of the won among touched deals, by `channel`: it overlaps, so it is never summed.

    `hit` says whether a decided deal was won; only `comparable` deals, of the kinds that are pipeline, make the base rate.

    Attributes:
        excluded: Why a deal has no value, in words.
    """

    excluded: str
    additive: bool = False
    flows: bool = True

    def __call__(self, asked: Asked) -> Answered:
        """What was won among the touched in each group, and the base rate beside it."""
        sums = sums_by_bucket(
            asked,
            value=lambda t: whole(t.value).sum(),
            won=lambda t: tally(t.hit),
            rows=lambda t: t.count(),
            like_won=lambda t: tally(t.hit & t.comparable),
            like=lambda t: tally(t.comparable),
            unknown=lambda t: tally(t.hit & t.value.isnull()),
        )
        if not sums.keys:
            return Answered({})
        place = len(asked.keys) - len(asked.slices) + asked.slices.index("channel")
        totals = sums.totals
        every = _decided(sums.keys, totals, place)
        ends = sums.total_ends(asked.level)
        estimates: dict[Key, Estimate] = {}
        also: dict[Key, dict[str, float]] = {}
        left_out = 0
        for i, key in enumerate(sums.keys):
            if key[place] == NONE:
                continue
            value, won, rows, like_won, like, unknown = totals[i].tolist()
            left_out += int(unknown) if key[place] == ANY else 0
            alike = (int(like_won), int(like - like_won))
            touched = (int(won), int(rows - won))
            few = sum(touched) < LEAST
            reason, also[key] = _beside(alike, every[_rest(key, place)], asked.level, few=few)
            estimates[key] = _estimate(value / SCALE, ends[i], touched, few, reason, asked.level)
        return Answered(estimates, {self.excluded: left_out} if left_out else {}, also=also)


def _rest(key: Key, place: int) -> Key:
    return (*key[:place], *key[place + 1 :])


def _decided(keys: tuple[Key, ...], totals: object, place: int) -> dict[Key, tuple[int, int]]:
    """All comparable deals won and lost of each period and slice, touched or not."""
    import numpy as np

    counts = np.asarray(totals)
    every: dict[Key, tuple[int, int]] = {}
    for i, key in enumerate(keys):
        if key[place] in (ANY, NONE):
            won, lost = every.get(_rest(key, place), (0, 0))
            here = int(counts[i, 3])
            every[_rest(key, place)] = (won + here, lost + int(counts[i, 4]) - here)
    return every


def _beside(
    touched: tuple[int, int], every: tuple[int, int], level: float, *, few: bool
) -> tuple[str, dict[str, float]]:
    """The base rate in words and in numbers; without a loss there is none, and of few touched deals no verdict."""
    from oarlock.stats.attribution.influence import influence

    (won, lost), (all_won, all_lost) = touched, every
    told = {"won": float(all_won), "lost": float(all_lost), "won_touched": float(won), "lost_touched": float(lost)}
    if not all_won or not all_lost:
        return "no base rate: " + ("no deal was lost" if all_won else "no deal was won"), told
    found = influence((won, all_won), (lost, all_lost), level=level)
    difference = found.difference
    told |= {
        "difference": difference.value or 0.0,
        "difference_lo": difference.lo or 0.0,
        "difference_hi": difference.hi or 0.0,
    }
    if found.risk_ratio is not None:
        told["risk_ratio"] = found.risk_ratio
    verdict = "goes with winning" if (difference.lo or 0) > 0 else "goes with losing"
    word = "" if few else f": {verdict if found.is_told else 'cannot be told from chance'}"
    wins, losses = words.counted(all_won, "win"), words.counted(all_lost, "loss", "losses")
    return f"touched {won:,} of {wins} and {lost:,} of {losses}{word}", told


def _estimate(
    value: float,
    ends: tuple[float | None, float | None],
    touched: tuple[int, int],
    few: bool,
    reason: str,
    level: float,
) -> Estimate:
    return Estimate(
        value,
        *holding(value, ends),
        sum(touched),
        touched[0],
        Status.INSUFFICIENT if few else Status.OK,
        f"{BY_ACCOUNT}; Newcombe for the difference",
        f"{words.counted(sum(touched), 'touched deal')}, a verdict needs {LEAST}; {reason}" if few else reason,
        level,
    )
