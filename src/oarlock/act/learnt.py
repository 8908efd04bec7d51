"""The learnt score: a points card from what became of past leads, with a calibrated probability, or the reason why there is none.

Only leads that were worked and are old enough teach it; an account is never in two parts; whatever is filled in after the fact is refused
before anything is learnt (METHODS 6.1–6.3). It says how likely a lead is to get there, not that treating it so would make it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from oarlock.agreement.channels import spelling
from oarlock.errors import BadSample
from oarlock.stats.result import Estimate, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np

    from oarlock.stats.calibration import Recalibration, ReliabilityRow
    from oarlock.stats.scorecard import Card, Value

LEAST_POSITIVES = 50
"""Successes in the test part below which a model is not validated (METHODS 6.3)."""
PARTS = (0.6, 0.2, 0.2)
"""Shares of the accounts, oldest first, that teach, calibrate and test."""
REASONS = 3
COIN = 0.5
"""The AUC of a card that puts leads in order as a coin would."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One lead's learnt score.

    Attributes:
        points: Whole points anybody can add up. chance: from the unrounded, calibrated model.
        reasons: The three features that set it apart most from the average lead, as (feature, value's bin, points).
    """

    points: int
    chance: float
    reasons: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class Learnt:
    """What was learnt, and whether it can be relied on.

    Attributes:
        card: None where there is too little to learn from; `reason` says how much is missing.
        refused: Fields that were not learnt from, and why.
        auc, observed_over_expected: On the test part, which taught nothing. brier_skill: share of the base rate's error saved.
        reliability: What was said and what came, in ten bins.
        split: How the parts were cut, in words.
    """

    status: Status
    reason: str
    refused: Mapping[str, str]
    card: Card | None = None
    calibration: Recalibration | None = None
    auc: Estimate = field(default_factory=lambda: Estimate(None))
    observed_over_expected: Estimate = field(default_factory=lambda: Estimate(None))
    brier_skill: float | None = None
    reliability: tuple[ReliabilityRow, ...] = ()
    split: str = ""

    @property
    def verdict(self) -> str:
        """What the test part says of it: no better than chance, calibrated, overconfident or underconfident; else that it cannot tell."""
        if self.status is not Status.OK or self.auc.lo is None:
            return "can't tell"
        lo, hi = self.observed_over_expected.lo, self.observed_over_expected.hi
        if self.auc.lo <= COIN or lo is None or hi is None:
            return "no better than chance"
        return "underconfident" if lo > 1 else "overconfident" if hi < 1 else "calibrated"

    def score(self, values: Mapping[str, Value]) -> Scored:
        """The score of one lead from its values; a value never seen or missing has a bin of its own.

        Raises:
            BadSample: nothing was learnt.
        """
        if self.card is None:
            raise BadSample(f"There is no learnt score: {self.reason}")
        points, told = self.card.points(values)
        return Scored(points, self._chance(self.card.log_odds(values)), tuple(one for one in told if one[2])[:REASONS])

    def _chance(self, log_odds: float) -> float:
        import math

        if self.calibration is not None:
            log_odds = self.calibration.intercept + self.calibration.slope * log_odds
        return 1 / (1 + math.exp(-log_odds))


def learn(
    features: Mapping[str, Sequence[Value]],
    outcomes: Sequence[bool | None],
    *,
    accounts: Sequence[str] | None = None,
    at: Sequence[float] | None = None,
    denied: Iterable[str] = (),
    seed: int = 0,
) -> Learnt:
    """A card from past leads.

    Args:
        features: Values at the instant of scoring, by field, one per lead.
        outcomes: True: got there; False: was worked and did not; None: not worked or too young, which teaches nothing.
        accounts: Which account each lead belongs to; None takes every lead for one of its own.
        at: When each was scored, any rising number; None where the record has no dates, and then the parts are drawn by chance.
        denied: Patterns of fields never to learn from.
    Raises:
        BadSample: columns of different lengths.
    """
    import numpy as np

    if any(len(values) != len(outcomes) for values in features.values()):
        raise BadSample("Every feature needs one value for each lead.")
    known = np.array([i for i, outcome in enumerate(outcomes) if outcome is not None], dtype=int)
    y = np.array([bool(outcomes[i]) for i in known], dtype=float)
    kept = {name: [values[i] for i in known] for name, values in features.items()}
    if (short := _too_few(y)) is not None:
        return Learnt(Status.INSUFFICIENT, short, {})
    refused = _refused(kept, y, tuple(denied))
    kept = {name: values for name, values in kept.items() if name not in refused}
    if not kept:
        return Learnt(Status.ARTEFACT, "every field knows the outcome; none is left to learn from.", refused)
    who = np.unique(np.array([accounts[i] for i in known] if accounts else known), return_inverse=True)[1]
    when = np.array([at[i] for i in known], dtype=float) if at is not None else None
    return _fitted(kept, y, _parts(who, when, seed), who, refused, dated=at is not None, seed=seed)


def _too_few(y: np.ndarray) -> str | None:
    """How many successes are missing, or None where there are enough of both outcomes."""
    need = round(LEAST_POSITIVES / PARTS[2])
    got = int(min(y.sum(), len(y) - y.sum())) if len(y) else 0
    if got >= need:
        return None
    which = "successes" if len(y) == 0 or y.sum() <= len(y) - y.sum() else "leads that did not get there"
    return f"a card needs about {need} {which}, {LEAST_POSITIVES} of them to test it; there are {got}, so {need - got} are missing."


def _refused(kept: Mapping[str, Sequence[Value]], y: np.ndarray, denied: tuple[str, ...]) -> dict[str, str]:
    """Fields that know the outcome, each with the reason."""
    from oarlock.stats.leaks import why_leaking

    reasons: dict[str, str] = {}
    for name, values in kept.items():
        pattern = next((one for one in denied if fnmatchcase(spelling(name), spelling(one))), None)
        if pattern is not None:
            reasons[name] = (
                f'never learnt from: it fits "{pattern}", fields that are filled in or change after a lead is scored'
            )
            continue
        filled = [0.0 if value is None or not str(value).strip() else 1.0 for value in values]
        why = why_leaking(values, filled, y)
        if why:
            reasons[name] = why
    return reasons


def _parts(who: np.ndarray, when: np.ndarray | None, seed: int) -> np.ndarray:
    """The part of each lead, 0 to 2, whole accounts together: by the account's first instant, or by chance without dates."""
    import numpy as np

    from oarlock.stats.seeds import generator

    count = int(who.max()) + 1
    if when is None:
        order = generator(seed).permutation(count)
    else:
        first = np.full(count, np.inf)
        np.minimum.at(first, who, when)
        order = np.argsort(first, kind="stable")
    place = np.empty(count)
    place[order] = (np.arange(count) + 0.5) / count
    parts: np.ndarray = np.digitize(place, np.cumsum(PARTS)[:2])[who]
    return parts


def _fitted(
    kept: Mapping[str, Sequence[Value]],
    y: np.ndarray,
    parts: np.ndarray,
    who: np.ndarray,
    refused: Mapping[str, str],
    *,
    dated: bool,
    seed: int,
) -> Learnt:
    import numpy as np

    from oarlock.stats.calibration import brier, observed_over_expected, recalibration, reliability_table
    from oarlock.stats.discrimination import auc_with_range
    from oarlock.stats.scorecard import learn as card_of

    teach, fit, test = (np.flatnonzero(parts == part).tolist() for part in range(3))
    card = card_of({name: [values[i] for i in teach] for name, values in kept.items()}, y[teach])
    said = np.array([card.log_odds({name: values[i] for name, values in kept.items()}) for i in range(len(y))])
    steady = recalibration(1 / (1 + np.exp(-said[fit])), y[fit])
    chance = 1 / (1 + np.exp(-(steady.intercept + steady.slope * said[test])))
    came = y[test]
    split = (
        "oldest accounts teach, newest test"
        if dated
        else "drawn by chance, whole accounts together: the record has no dates"
    )
    short = LEAST_POSITIVES - int(came.sum())
    return Learnt(
        Status.INSUFFICIENT if short > 0 else Status.OK,
        f"{int(came.sum())} successes in the test part; validated from {LEAST_POSITIVES} on, so {short} are missing."
        if short > 0
        else "",
        refused,
        card,
        steady,
        auc_with_range(chance, came, who[test], seed=seed),
        observed_over_expected(int(came.sum()), float(chance.sum())),
        brier(chance, came).skill,
        reliability_table(chance, came),
        split,
    )
