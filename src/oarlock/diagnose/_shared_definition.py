"""A definition both teams could share: the best of the candidates on two thirds of the past, told by the last third (METHODS 7.4)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from oarlock.diagnose._candidates import Candidate, candidates, numeric_columns, told_difference
from oarlock.diagnose._definition_cells import (
    OUTCOME_DAYS,
    QUARTER,
    Tried,
    judged_with_ends,
    quantiles,
    tried,
)
from oarlock.measure.facts.definitions import TEAMS
from oarlock.measure.facts.sellers import sellers_of

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.stats.prize import Prize

LEAST_WINS = 20
"""Wins of worked leads without which no rule is proposed."""
TRAINED = 2 / 3


@dataclass(frozen=True)
class Suggested:
    """The rule proposed, and what it and each team's own bring a quarter in the last third of the time, which did not choose it.

    Attributes:
        value, of_own: Per quarter, in the reporting currency. hours, own_hours: a quarter. changes: what each team would change, in words.
    """

    candidate: Candidate
    value: float
    of_own: dict[str, float]
    hours: float
    own_hours: dict[str, float]
    capacity: float | None
    leads: int
    changes: str


def suggested(ledger: Ledger, agreement: Agreement, prize: Prize, horizon: int) -> Suggested | None:
    """The simplest rule within one standard error of the best that the hours allow; None where too few were won to choose."""
    leads = judged_with_ends(ledger, agreement)
    span = _span(ledger, leads, horizon)
    if span is None:
        return None
    begin, split, end = span
    rules = {team: agreement.definitions[team] for team in TEAMS}
    columns = {*numeric_columns(rules.values()), *({"score"} & set(leads.columns))}
    tries = candidates(rules, quantiles(ledger, leads, sorted(columns)))
    chosen_on = tried(ledger, leads, tries, horizon, begin, split)
    if sum(one.won for one in chosen_on[:2]) < LEAST_WINS:
        return None
    hours = hours_of_sales(ledger, agreement)
    allowed = None if hours is None else hours * _quarters(begin, split)
    best = _simplest(tries, chosen_on, prize, allowed)
    if best is None:
        return None
    shown = [best, *(next(one for one in tries if one.rule.text == rules[team].text) for team in TEAMS)]
    later = tried(ledger, leads, shown, horizon, split, end)
    quarters = _quarters(split, end)
    values = [_value(one, prize) / quarters for one in later]
    changes = "; ".join(told_difference(team, rules[team], best.rule) for team in TEAMS)
    taken = [one.hours / quarters for one in later]
    return Suggested(
        best, values[0], dict(zip(TEAMS, values[1:], strict=True)), taken[0], dict(zip(TEAMS, taken[1:], strict=True)), hours,
        round(later[0].n / quarters), changes,
    )  # fmt: skip


def hours_of_sales(ledger: Ledger, agreement: Agreement) -> float | None:
    """Hours a quarter of the people who take leads, less shrinkage; None where nobody is known to."""
    weekly = sum(seller.hours for seller in sellers_of(ledger, agreement))
    return weekly * (1 - agreement.capacity.shrinkage) * QUARTER / 7 if weekly else None


def _simplest(
    tries: tuple[Candidate, ...], found: list[Tried], prize: Prize, allowed: float | None
) -> Candidate | None:
    feasible = [
        (one, told)
        for one, told in zip(tries, found, strict=True)
        if told.worked and (allowed is None or told.hours <= allowed)
    ]
    if not feasible:
        return None
    best = max(feasible, key=lambda pair: _value(pair[1], prize))
    within = _value(best[1], prize) - _error(best[1], prize)
    good = [pair for pair in feasible if _value(pair[1], prize) >= within]
    return min(good, key=lambda pair: (pair[0].parts, -_value(pair[1], prize)))[0]


def _value(told: Tried, prize: Prize) -> float:
    return told.wins * prize.margin - told.hours * prize.cost


def _error(told: Tried, prize: Prize) -> float:
    """Standard error of the value, by the binomial of its wins."""
    return prize.margin * math.sqrt(told.variance)


def _span(ledger: Ledger, leads: Any, horizon: int) -> tuple[datetime, datetime, datetime] | None:
    """The time whose leads are old enough: its begin, the end of its first two thirds, and its end."""
    import ibis

    end: datetime = ledger.as_of.replace(tzinfo=None) - timedelta(days=horizon)
    old = leads.filter(leads.created_at >= ibis.literal(end - timedelta(days=OUTCOME_DAYS), type="timestamp"))
    (row,) = ledger.rows(old.aggregate(first=old.created_at.min()))
    if row["first"] is None or row["first"] >= end - timedelta(days=30):
        return None
    begin: datetime = row["first"]
    return begin, begin + (end - begin) * TRAINED, end


def _quarters(begin: datetime, end: datetime) -> float:
    return (end - begin).total_seconds() / 86_400 / QUARTER
