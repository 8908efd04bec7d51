"""Whose number? Two lists of one thing, record by record, until nothing is unexplained (METHODS 3.6)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from oarlock.errors import EmptySample
from oarlock.stats.draws import percentile_interval
from oarlock.stats.resample import bootstrap_sums, ratio
from oarlock.stats.result import DECISION_LEVEL, Estimate, Status
from oarlock.stats.window import Amount

REASONS = (
    "duplicate",
    "as_of",
    "close_window",
    "stage",
    "source",
    "owner",
    "type",
    "amount_definition",
    "currency",
)
"""Why a record's two amounts differ, in the order in which reasons are tried."""
UNEXPLAINED = "unexplained"
LEAST_RECORDS = 20
SAME_BELOW, TWO_PIPELINES_ABOVE = 0.05, 0.20


@dataclass(frozen=True, slots=True)
class Pair:
    """One record in both lists; an amount is 0 where a list does not hold it. `failing`: the checks it fails."""

    id: str
    one: Amount
    other: Amount
    failing: Collection[str] = ()

    @property
    def apart(self) -> Amount:
        """The difference of the two amounts, without its sign."""
        return max(self.one, self.other) - min(self.one, self.other)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Both totals and every difference with its reason; the reasons add up to the net difference exactly.

    Attributes:
        records: Ids per reason. distance: Ruzicka distance in [0, 1]; offsetting errors do not cancel in it.
    """

    one: Amount
    other: Amount
    by_reason: Mapping[str, Amount]
    records: Mapping[str, tuple[str, ...]]
    distance: float

    @property
    def net(self) -> Amount:
        """First total less the second."""
        return self.one - self.other

    @property
    def is_explained(self) -> bool:
        """Whether every record that differs has a reason."""
        return UNEXPLAINED not in self.records

    @property
    def verdict(self) -> str:
        """What the distance means in words."""
        if self.distance < SAME_BELOW:
            return "same number"
        return "two pipelines" if self.distance > TWO_PIPELINES_ABOVE else "explainable"


def reconcile(pairs: Iterable[Pair]) -> Reconciliation:
    """Each difference in the bucket of the first reason that fails, or of none."""
    kept = list(pairs)
    amounts: dict[str, Amount] = {}
    records: dict[str, tuple[str, ...]] = {}
    for pair in kept:
        if pair.one != pair.other:
            reason = first_reason(pair.failing)
            amounts[reason] = amounts.get(reason, 0) + pair.one - pair.other
            records[reason] = (*records.get(reason, ()), pair.id)
    order = [reason for reason in (*REASONS, UNEXPLAINED) if reason in amounts]
    totals = (sum((pair.one for pair in kept), start=0), sum((pair.other for pair in kept), start=0))
    return Reconciliation(*totals, {r: amounts[r] for r in order}, {r: records[r] for r in order}, ruzicka(kept))


def first_reason(failing: Collection[str]) -> str:
    """The first failing reason in the order of REASONS."""
    return next((reason for reason in REASONS if reason in failing), UNEXPLAINED)


def ruzicka(pairs: Iterable[Pair]) -> float:
    """Σ|a−b| ÷ Σmax(a, b): 0 for equal lists (two empty ones too), 1 for lists that share nothing."""
    kept = list(pairs)
    apart = sum((pair.apart for pair in kept), start=0)
    most = sum((max(pair.one, pair.other) for pair in kept), start=0)
    return float(apart / most) if most else 0.0


def ruzicka_estimate(pairs: Iterable[Pair], *, seed: int, level: float = DECISION_LEVEL) -> Estimate:
    """The distance with its interval over resampled records; insufficient below twenty, degenerate without any amount.

    Raises:
        EmptySample: no records.
    """
    kept = list(pairs)
    if not kept:
        raise EmptySample("Neither list holds a record.")
    if not any(pair.one or pair.other for pair in kept):
        reason = "neither list holds an amount"
        return Estimate(0.0, n=len(kept), status=Status.DEGENERATE, reason=reason, level=level)
    sums = np.array([[float(pair.apart), float(max(pair.one, pair.other))] for pair in kept])
    totals = bootstrap_sums(sums, seed=seed)
    ends = percentile_interval(ratio(totals[:, 0], totals[:, 1]), level=level)
    few = len(kept) < LEAST_RECORDS
    return Estimate(
        ruzicka(kept),
        ends.lo,
        ends.hi,
        len(kept),
        status=Status.INSUFFICIENT if few else Status.OK,
        method="record bootstrap",
        reason=f"{len(kept)} records; a verdict needs {LEAST_RECORDS}" if few else "",
        level=level,
    )
