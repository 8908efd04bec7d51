"""Net promoter score of every group; groups of fewer than five anonymous answers, and what would give them away, stay hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oarlock.measure.base import Answered
from oarlock.measure.facts.places import tally
from oarlock.measure.statistics.stock import PERIOD
from oarlock.stats.result import Estimate, Status

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked, Key

FEWEST = 5
"""Anonymous answers a group must have to be shown (METHODS 8.4)."""


@dataclass(frozen=True)
class Promoters:
    """The columns `score` (0 to 10), `fault` (why an answer cannot count, or null) and `anonymous`."""

    additive: bool = False
    flows: bool = False

    def __call__(self, asked: Asked) -> Answered:
        """Promoters (9, 10) less detractors (0 to 6), per hundred answers."""
        t = asked.table
        fit = t.fault.isnull()
        found = asked.grouped(
            n=tally(fit),
            high=tally(fit & (t.score >= 9)),
            low=tally(fit & (t.score <= 6)),
            hidden=tally(fit & t.anonymous),
        )
        n, high, low, hidden = (found.counts(name).tolist() for name in ("n", "high", "low", "hidden"))
        secret = kept_secret(asked, found.keys, hidden)
        estimates: dict[Key, Estimate] = {}
        also: dict[Key, dict[str, float]] = {}
        for i, key in enumerate(found.keys):
            estimates[key], also[key] = _told(n[i], high[i], low[i], asked.level, hide=i in secret)
        return Answered(estimates, _faults(asked), also=also)


def kept_secret(asked: Asked, keys: Sequence[Key], answers: Sequence[int]) -> set[int]:
    """Groups that must not be shown: those of fewer than five anonymous answers, and enough others of their period that the hidden ones
    together are five or more, so that none can be had by subtraction."""
    has_periods = PERIOD in asked.keys
    periods: dict[object, list[int]] = {}
    for i, key in enumerate(keys):
        periods.setdefault(key[0] if has_periods else None, []).append(i)
    secret: set[int] = set()
    for members in periods.values():
        ranked = sorted((i for i in members if answers[i]), key=lambda i: (answers[i], i))
        small = [i for i in ranked if answers[i] < FEWEST]
        rest = [i for i in ranked if i not in small]
        while small and sum(answers[i] for i in small) < FEWEST and rest:
            small.append(rest.pop(0))
        secret.update(small)
    return secret


def _told(n: int, high: int, low: int, level: float, *, hide: bool) -> tuple[Estimate, dict[str, float]]:
    from oarlock.stats.promoters import net_promoters, standard_error

    if hide:
        reason = f"fewer than {FEWEST} anonymous answers, or enough to tell them by subtraction: not shown"
        return Estimate(None, n=n, status=Status.INSUFFICIENT, method="adjusted Wald", reason=reason, level=level), {}
    if not n:
        reason = "no answer on a scale of 0 to 10"
        return Estimate(None, n=0, status=Status.INSUFFICIENT, method="adjusted Wald", reason=reason, level=level), {}
    counts = high, n - high - low, low
    names = ("promoters", "passives", "detractors")
    also = {
        **{name: float(count) for name, count in zip(names, counts, strict=True)},
        "standard_error": standard_error(*counts),
    }
    return net_promoters(*counts, level=level), also


def _faults(asked: Asked) -> dict[str, int]:
    bad = asked.table.filter(asked.table.fault.notnull())
    told = asked.ledger.rows(bad.group_by("fault").aggregate(n=bad.count()).order_by("fault"))
    return {row["fault"]: int(row["n"]) for row in told}
