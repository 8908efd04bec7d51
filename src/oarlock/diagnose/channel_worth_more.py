"""Is a channel worth more than the cost of its wins suggests?

**What it looks for** A channel whose wins are dearer than those of the others but larger, so that a euro spent on it brings more margin.
Cost is matched to the time wins take, few wins are drawn towards the rate of all channels (Gamma–Poisson), and the worth of a win is a
lognormal mean drawn the same way. Without a gross margin in the agreement, revenue stands for margin: the order of channels is the same
as long as they sell the same things.

**Why it matters** A table of costs per win sends the money to the cheapest win. The cheapest win is often the smallest.

**How sure** The chance that its euro brings more than a euro of all other channels together is told; from 80 % it is worth acting on, and
then it is a note. It is a warning only where the 90 % range of the ratio lies above one and stays there after correcting for the number
of channels looked at (false discovery rate 10 %).

**What to do** Do not cut the channel for its cost per win. Before giving it more, learn what the next euro brings there: an average says
nothing of it. Change its spend for a quarter and compare.

**Where it misleads** A few large deals make a channel look good: look at the records. Credit is the lead's own channel; under another
convention the wins move (see `attributed_revenue`). The next euro may bring less than the last one did.

**References** METHODS 5.3, 5.4, 1.12.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from oarlock.diagnose._standing_out import slug
from oarlock.diagnose.base import DiagnosisPart, Evidence, Finding, Found, Grade, Money, Question, Severity, Team
from oarlock.measure.engine import measure
from oarlock.stats.acquisition import ACT_FROM
from oarlock.stats.errorcontrol import FALSE_DISCOVERIES
from oarlock.stats.result import DECISION_LEVEL, Estimate, Status
from oarlock.words import money, number, percent

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.measure.result import Measurement

LEAST_WINS = 5
DEARER_AT = 0.20
"""A channel counts as dearer where its win is cheaper than those of the others with at most this chance."""
SHIFTED = 0.10
"""The part of the other channels' spend whose move the amount at stake stands for."""
REMEDY = (
    "Keep the channel when others would cut it for its cost per win; before giving it more, change its spend for a quarter in one region "
    "and learn what the next euro brings."
)
MISLEADS = (
    "A few large deals make a channel look good, so look at the records. Wins go to the lead's own channel here; another convention moves "
    "them. What a euro brought on average says nothing of the next one."
)


@dataclass(frozen=True)
class _Worth:
    """A channel's margin per unit of cost against that of all others together.

    Attributes:
        ratio: Own over others', with its range. chance: That it is above 1.
    """

    row: Measurement
    others: float
    others_cost: float
    ratio: Estimate
    chance: float

    @property
    def channel(self) -> str:
        """The channel."""
        return str(self.row.slice["channel"])


def find(question: Question) -> Found:
    """Channels that are dearer per win and better per euro."""
    ledger, agreement = question.ledger, question.agreement
    for table in ("spend", "leads", "opportunities"):
        if ledger.is_empty(table):
            return Found(
                missing=f"what a channel's wins cost and are worth cannot be told without {table}; import {table}"
            )
    rows = _rows(question)
    if len(rows) < 2:
        return Found(
            missing=f"{len(rows)} channels have spend and at least {LEAST_WINS} wins with an amount; two are needed to compare"
        )
    seen = [_against(row, rows) for row in rows]
    dearer = [one for one in seen if one.row.also.get("chance_cheaper", 1.0) <= DEARER_AT]
    found = [one for one in dearer if one.chance >= ACT_FROM]
    sure = _sure(dearer)
    return Found(tuple(_finding(question, agreement, one, one in sure) for one in found))


def _rows(question: Question) -> list[Measurement]:
    """Channels whose cost per win and margin per unit are both told: loaded where the agreement prices more than media."""
    capacity = question.agreement.capacity
    priced = replace(question.agreement, capacity=replace(capacity, gross_margin=capacity.gross_margin or 1.0))
    found = measure(question.ledger, priced, "cost_per_acquisition", by="channel")
    views = {str(row.slice["view"]) for row in found}
    view = "loaded" if "loaded" in views else "media"
    return [
        row
        for row in found
        if row.slice["view"] == view
        and row.slice["channel"] is not None
        and row.status is Status.OK
        and row.also.get("wins", 0) >= LEAST_WINS
        and row.also.get("margin_per_unit_lo", 0) > 0
    ]


def _against(row: Measurement, rows: list[Measurement]) -> _Worth:
    """The ratio on the logarithm's scale; others are weighed by what was spent on them."""
    from statistics import NormalDist

    rest = [other for other in rows if other is not row]
    spent = [_matured(other) for other in rest]
    worth = [cost * other.also["margin_per_unit"] for cost, other in zip(spent, rest, strict=True)]
    others = sum(worth) / sum(spent)
    error = math.sqrt(sum((one * _log_error(other)) ** 2 for one, other in zip(worth, rest, strict=True))) / sum(worth)
    centre = math.log(row.also["margin_per_unit"] / others)
    spread = max(math.hypot(_log_error(row), error), 1e-9)
    reach = NormalDist().inv_cdf((1 + DECISION_LEVEL) / 2) * spread
    ratio = Estimate(
        math.exp(centre),
        math.exp(centre - reach),
        math.exp(centre + reach),
        row.n,
        row.n_events,
        method="ratio of margins",
    )
    return _Worth(row, others, sum(other.also["cost"] for other in rest), ratio, NormalDist().cdf(centre / spread))


def _matured(row: Measurement) -> float:
    """Cost whose wins can be seen by now."""
    return row.also["cost"] * row.also.get("part_of_wins_seen", 1.0)


def _log_error(row: Measurement) -> float:
    """Standard error of the logarithm of a channel's margin per unit, from its range."""
    from oarlock.stats.arrays import z_of

    lo, hi = row.also["margin_per_unit_lo"], row.also["margin_per_unit_hi"]
    return math.log(hi / lo) / (2 * z_of(DECISION_LEVEL))


def _sure(dearer: list[_Worth]) -> list[_Worth]:
    """Those that stay clear after correcting for how many were looked at."""
    import numpy as np

    from oarlock.stats.errorcontrol import benjamini_hochberg

    if not dearer:
        return []
    adjusted = benjamini_hochberg(np.array([1 - one.chance for one in dearer])).tolist()
    return [
        one for one, p in zip(dearer, adjusted, strict=True) if p <= FALSE_DISCOVERIES / 2 and (one.ratio.lo or 0) > 1
    ]


def _finding(question: Question, agreement: Agreement, one: _Worth, sure: bool) -> Finding:
    currency, row = agreement.company.reporting_currency, one.row
    what = "margin" if agreement.capacity.gross_margin else "revenue"
    ratio = one.ratio
    cost, size = (money(amount, currency) for amount in (row.estimate, row.also.get("deal_size")))
    sentence = (
        f"A win through {one.channel} costs {cost} ({money(row.lo, currency)} to {money(row.hi, currency)}, {row.also['wins']:,.0f} wins), "
        f"dearer than through the other channels, and is worth {size}: "
        f"a unit spent on it brought {number(row.also['margin_per_unit'])} of {what}, {number(ratio.value)} times ({number(ratio.lo)} to "
        f"{number(ratio.hi)}) that of all others ({number(one.others)}), with a chance of {percent(one.chance)} of more; "
        f"what the next unit brings {_next(one, currency)}."
    )
    return Finding(
        id=f"channel_worth_more.{slug(one.channel)}",
        severity=Severity.WARNING if sure else Severity.NOTE,
        answers_for=Team.BOTH,
        sentence=sentence,
        evidence=(
            Evidence(
                f"{what}_per_unit",
                f"{one.channel}: {what} per unit of cost",
                "ratio",
                one.others,
                row.also["margin_per_unit"],
                ends=("Others", "Value"),
            ),
            Evidence(
                "times_the_others",
                f"{one.channel}: the same, over that of the others",
                "ratio",
                None,
                ratio.value,
                ratio,
            ),
            Evidence("cost_of_a_win", f"{one.channel}: cost of a win", "money", None, row.estimate),
        ),
        remedy=REMEDY,
        misleads=MISLEADS,
        amount=_stake(question, one) if sure else None,
        grade=Grade.B if sure else Grade.C,
        records=_records(question, one.channel),
    )


def _next(one: _Worth, currency: str) -> str:
    marginal = one.row.also.get("marginal_cost")
    return "is not known" if marginal is None else f"is a win for each {money(marginal, currency)}"


def _stake(question: Question, one: _Worth) -> Money | None:
    """What a tenth of the other channels' quarterly spend would bring more here, at the average of each; None without a known time."""
    from oarlock.measure.facts.local import years_of

    first, last = years_of(question.ledger)
    quarters = max(4 * (last - first + 1), 1)
    moved = SHIFTED * one.others_cost / quarters * one.others
    estimate, lo, hi = (
        None if end is None else moved * (end - 1) for end in (one.ratio.value, one.ratio.lo, one.ratio.hi)
    )
    return Money(estimate, lo, hi, question.agreement.company.reporting_currency)


def _records(question: Question, channel: str) -> tuple[str, ...]:
    """The channel's largest wins."""
    from oarlock.measure.facts.lead_costs import lead_costs

    rows: Any = lead_costs(question.ledger, question.agreement)
    rows = rows.filter(rows.channel == channel, rows.amount.notnull())
    told = rows.order_by([rows.amount.desc(), rows.unit_id]).limit(20).select("unit_id")
    return tuple(row["unit_id"] for row in question.ledger.rows(told))


DIAGNOSIS = DiagnosisPart(
    name="channel_worth_more",
    title="A channel is worth more than its cost suggests",
    question="Is a channel worth more than the cost of its wins suggests?",
    answers_for=(Team.BOTH,),
    needs=("leads", "spend", "opportunities", "opportunity_versions"),
    find=find,
    page=__doc__,
)
