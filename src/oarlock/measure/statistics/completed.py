"""A sum that says of a running period what it is usually worth in the end: like for like, by business days to the end (METHODS 1.6)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from oarlock.agreement.calendar import period_of
from oarlock.measure.asking import Key
from oarlock.measure.base import Answered
from oarlock.measure.facts.places import kept_name, lent
from oarlock.measure.facts.points import GRID, first_deal_on, snap_instants
from oarlock.measure.periods import PERIOD
from oarlock.measure.statistics.resampled import SCALE, sums_by_bucket, whole
from oarlock.measure.statistics.total import Total, totalled
from oarlock.stats.result import Estimate

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked

MOST_PERIODS = 8
"""Periods, the latest ones, from which it is learnt how a period fills."""
PER_YEAR = {"month": 12, "quarter": 4, "year": 1}


@dataclass(frozen=True)
class Completed(Total):
    """The column `value` summed; of a running month, quarter or year also what it is expected to come to, in `also` and in words."""

    def __call__(self, asked: Asked) -> Answered:
        """The total of each group; the running period's with its completion."""
        if PERIOD not in asked.keys or asked.every not in GRID:
            return super().__call__(asked)
        points = _points(asked, asked.every)
        known = asked.table.left_join(points, asked.table[PERIOD] == points.ends_of).drop("ends_of")
        placed = replace(asked, table=known)
        sums = sums_by_bucket(
            placed,
            value=lambda t: whole(t.value).sum(),
            known=lambda t: t.value.count(),
            rows=lambda t: t.count(),
            so_far=lambda t: whole(t.value).sum(where=t["at"] <= t.like_at),
        )
        totals = sums.totals
        ends = sums.total_ends(asked.level)
        estimates = {
            key: totalled(row[:3], pair, self.least, asked.level, self.excluded)
            for key, row, pair in zip(sums.keys, totals.tolist(), ends, strict=True)
        }
        told = {key: (row[0] / SCALE, row[3] / SCALE) for key, row in zip(sums.keys, totals.tolist(), strict=True)}
        also = _completed(asked, asked.every, told, estimates)
        left_out = int(totals[:, 2].sum() - totals[:, 1].sum())
        return Answered(estimates, {self.excluded: left_out} if left_out else {}, also=also)


def _completed(
    asked: Asked, every: str, told: Mapping[Key, tuple[float, float]], estimates: dict[Key, Estimate]
) -> dict[Key, dict[str, float]]:
    """What the running period of each slice is expected to come to; says so in the estimate's reason."""
    running = _running(asked, every)
    also = {}
    for rest in dict.fromkeys(key[1:] for key in told):
        key = (running, *rest)
        if key not in estimates or estimates[key].value is None:
            continue
        past = {start: told[(start, *rest)] for start, *other in told if tuple(other) == rest and start < running}
        expected = _expected(estimates[key], past, every, asked.level)
        if expected is None or expected.value is None:
            continue
        usual = sorted(so_far / total for total, so_far in _latest(past) if total > 0)
        also[key] = {"expected": expected.value, "usual_completion": usual[len(usual) // 2]}
        also[key] |= {
            name: end for name, end in (("expected_lo", expected.lo), ("expected_hi", expected.hi)) if end is not None
        }
        estimates[key] = replace(estimates[key], reason=_words(expected, usual, asked, every))
    return also


def _expected(now: Estimate, past: Mapping[date, tuple[float, float]], every: str, level: float) -> Estimate | None:
    """The running period's final value, by how complete past periods were at this point and, early in it, the same period last year."""
    from oarlock.stats.completion import LEAST_PERIODS, running_period
    from oarlock.stats.ladder import last_year
    from oarlock.stats.result import Interval

    shares = [so_far / total for total, so_far in _latest(past) if total > 0 and so_far > 0]
    if len(shares) < LEAST_PERIODS or now.value is None or now.value <= 0:
        return None
    actual = {number: past[start][0] for number, start in enumerate(sorted(past))}
    prior = last_year(actual, len(actual), PER_YEAR[every])
    # Each period of the past is forecast from those before it alone, as the running one is.
    tried = sorted(actual)[-MOST_PERIODS:]
    said = {n: last_year({m: actual[m] for m in actual if m < n}, n, PER_YEAR[every]) for n in tried}
    errors = [actual[n] / one for n, one in said.items() if one and actual[n] > 0]
    spread = Interval(prior * min(errors), prior * max(errors), 0.8) if prior and len(errors) >= LEAST_PERIODS else None
    seed = int.from_bytes(hashlib.sha256(repr((now.value, sorted(past.items()))).encode()).digest()[:7], "big")
    return running_period(
        now.value, shares, seed=seed, prior=spread, prior_value=prior if spread is not None else None, level=level
    )


def _latest(past: Mapping[date, tuple[float, float]]) -> list[tuple[float, float]]:
    return [past[start] for start in sorted(past)[-MOST_PERIODS:]]


def _words(expected: Estimate, usual: list[float], asked: Asked, every: str) -> str:
    from oarlock.words import money, money_range, percent

    currency = asked.agreement.company.reporting_currency
    return (
        f"{money(expected.value, currency)} are to be expected ({money_range(expected.lo, expected.hi, currency)}): at as many business"
        f" days before the end past {every}s had {percent(usual[len(usual) // 2])} of theirs"
    )


def _running(asked: Asked, every: str) -> date:
    from oarlock.measure.facts.local import local_of

    company = asked.agreement.company
    return period_of(
        local_of(asked.ledger.as_of, company.time_zone).date(), every, company.fiscal_year_start_month
    ).start


def _points(asked: Asked, every: str) -> Any:
    """For each period the instant as many business days before its end as now is before the running one's, lent to the engine."""
    company = asked.agreement.company
    first = first_deal_on(asked.ledger, asked.agreement)
    zone, fiscal = company.time_zone, company.fiscal_year_start_month
    instants = snap_instants(asked.ledger.as_of, zone, every, fiscal, first)
    name = kept_name("like_instants", every, asked.ledger.as_of, zone, fiscal, first)
    rows = [(period.start, at) for period, at in instants]
    return lent(asked.ledger, name, {"ends_of": "DATE", "like_at": "TIMESTAMP"}, rows)
