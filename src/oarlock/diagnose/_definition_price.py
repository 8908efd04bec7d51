"""What the leads on which two definitions differ bring and cost, per quarter (METHODS 7.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oarlock.diagnose._definition_cells import Cell, Replayed
from oarlock.diagnose.base import Evidence, Money
from oarlock.measure.facts.profile_of import unjudged
from oarlock.stats.prize import Prize
from oarlock.stats.result import Estimate
from oarlock.words import money, percent

if TYPE_CHECKING:
    from oarlock.agreement import Agreement as Agreed
    from oarlock.ledger.reading import Ledger

AUDIT = 30


@dataclass(frozen=True)
class Priced:
    """What the disagreement costs a quarter, and the sentences that say so."""

    amount: Money | None
    sentences: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    prize: Prize | None


def priced_cells(ledger: Ledger, agreed: Agreed, past: Replayed) -> Priced:
    """The two disagreement cells in money, per quarter: hours on leads not worth them, and worth of leads nobody worked."""
    capacity, currency = agreed.capacity, agreed.company.reporting_currency
    margin = _margin(ledger, agreed)
    if margin is None or capacity.hourly_cost is None or not past.quarters:
        return Priced(None, (), (), None)
    rate = capacity.hourly_cost
    only_m, only_s = past.cells["marketing_only"], past.cells["sales_only"]
    handling = only_m.hours * rate / past.quarters
    losses, sentences, evidence = [], [], []
    for name, cell, leads, sign in (
        ("marketing_only", only_m, only_m.worked, -1.0),
        ("sales_only", only_s, only_s.n - only_s.worked, 1.0),
    ):
        value = _worth(past, name, margin, rate)
        if value is None:
            continue
        title = name.replace("_", "-")
        told = f"What one {title} lead brings, less its hours (n = {cell.n:,}, {cell.won} won)"
        evidence.append(Evidence(name, told, "money", after=value.value, change=value))
        losses.append(_loss(value, leads / past.quarters, sign))
        sentences.append(_sentence(title, cell, value, currency, handling if name == "marketing_only" else None))
    lo, middle, hi = (sum(loss[i] for loss in losses) for i in range(3))
    amount = Money(middle, lo, hi, currency) if hi > 0 else None
    return Priced(amount, tuple(sentences), tuple(evidence), Prize(margin, rate))


def _loss(value: Estimate, leads: float, sign: float) -> tuple[float, float, float]:
    """Least, middle and most that so many leads a quarter lose: where they bring something (sign 1) or cost more than that (−1)."""
    ends = sorted(leads * max(0.0, sign * (end or 0.0)) for end in (value.lo, value.hi))
    return ends[0], leads * max(0.0, sign * (value.value or 0.0)), ends[1]


def _sentence(title: str, cell: Cell, value: Estimate, currency: str, cost: float | None) -> str:
    ends = f"{money(value.lo, currency)} to {money(value.hi, currency)}, n = {cell.n:,} old enough to tell"
    told = f"A {title} lead brings {money(value.value, currency)} less its hours ({ends})"
    if value.reason:
        told = f"Of {title} leads sales worked {percent(cell.share_worked)}, so what they would bring is unknown ({ends}): audit {AUDIT}"
    elif (value.lo or 0) < 0 < (value.hi or 0):
        told += f": can't tell, audit {AUDIT}"
    handling = f"; handling all of them takes {money(cost, currency)} a quarter" if cost else ""
    return f"{told}{handling}."


def _worth(past: Replayed, name: str, margin: float, rate: float) -> Estimate | None:
    """Value of one lead of the cell; bounds where sales did not work enough of them to know."""
    cell = past.cells[name]
    if not cell.n:
        return None
    prize = Prize(margin, cell.hours / cell.n * rate)
    if cell.is_known:
        return prize.of(min(cell.won, cell.worked), cell.worked)[1]
    both = past.cells["both"]
    top = prize.of(min(both.won, both.worked), both.worked)[1].value if both.worked else None
    if top is None:
        return None
    return Estimate(
        (top - prize.cost) / 2, -prize.cost, top, cell.n, cell.won, method="bounds", reason="hardly any was worked"
    )


def _margin(ledger: Ledger, agreed: Agreed) -> float | None:
    """What a won deal of a lead leaves on average, after delivery and commission; None where the agreement does not tell the margin."""
    from oarlock.measure.facts import deal_facts

    capacity = agreed.capacity
    if capacity.gross_margin is None:
        return None
    deals = deal_facts(ledger, unjudged(agreed))
    won = deals.filter(deals.lead_id.notnull(), deals.status == "won", deals.amount.notnull())
    (row,) = ledger.rows(won.aggregate(n=won.count(), total=won.amount.cast("float64").sum()))
    return row["total"] / row["n"] * (capacity.gross_margin - (capacity.commission_share or 0.0)) if row["n"] else None
