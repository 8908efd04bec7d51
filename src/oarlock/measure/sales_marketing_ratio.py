"""Sales and marketing ratio: what both teams cost, of the revenue of the same period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.counted_twice import overlapping_costs, overlapping_revenue
from oarlock.measure.facts.expenses import expenses
from oarlock.measure.facts.without_rate import without_rate
from oarlock.measure.statistics.over_revenue import OverRevenue

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement, every: str = "quarter") -> Any:
    """One row per month of an entry: spend and costs of sales and marketing, and revenue."""
    del every  # months lie whole in quarters and years: only days and weeks would not do, and the engine refuses them
    return expenses(ledger, agreement)


def unknown(ledger: Ledger, _: Agreement) -> str:
    """Without any cost the ratio is not 0 but unknown."""
    if ledger.is_empty("spend") and ledger.is_empty("costs"):
        return "neither spend nor costs recorded; import spend and costs"
    return ""


def caveats(ledger: Ledger, agreement: Agreement) -> tuple[str, ...]:
    """What is missing from one side, and what may be in it twice."""
    told = list(without_rate(ledger, agreement, "spend", "costs", "revenue"))
    told += [*overlapping_costs(ledger), *overlapping_revenue(ledger)]
    if ledger.is_empty("costs"):
        told.append(
            "No costs of people are recorded: this is media alone, and no company publishes that. Import costs."
        )
    elif ledger.is_empty("spend"):
        told.append("No spend is recorded: these are the teams' costs alone. Import spend.")
    return tuple(told)


METRIC = Metric(
    name="sales_marketing_ratio",
    title="Sales and marketing, of revenue",
    question="How much of a period's revenue do sales and marketing cost?",
    formula=(
        "(spend + costs of sales and of marketing) ÷ revenue, both of the same months: a month of which one side alone is recorded is"
        " left out"
    ),
    unit=Unit.SHARE,
    grain="one month of a cost, a spend or a revenue",
    cohort="the month it belongs to; entries of several months are spread evenly over their days",
    source=("revenue", "spend", "costs"),
    needs=("revenue",),
    unknown=unknown,
    statistic=OverRevenue(),
    better=Direction.NEITHER,
    answers_for=(Team.BOTH,),
    observe=observe,
    windowed=True,
    caveats=caveats,
    references=(
        "METHODS 5.1",
        "Software companies around 15 million of yearly revenue spent a median 35 %, quartiles 15 % and 45 % (OpenView 2021, as told by"
        " https://kellblog.com/2022/02/27/the-sales-marketing-expense-ratio/amp/): an observation, not a target",
    ),
    misleads="A fast-growing company pays today for the revenue of next year: compare with companies of its size and growth only.",
)
