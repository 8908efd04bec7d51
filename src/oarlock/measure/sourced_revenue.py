"""Sourced revenue: who sourced what was won, under three definitions side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.sourcing import sourced_three_ways
from oarlock.measure.statistics import Total

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

DEFINITIONS = ("recorded", "first_touch", "first_touch_before_sales")


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per won deal and definition, when it was won; `sourced_by` is null where the definition cannot tell."""
    deals = deal_facts(ledger, agreement)
    won = deals.filter(deals.status == "won")
    ways = sourced_three_ways(ledger, agreement).rename(_deal="opportunity_id")
    told = won.inner_join(ways, won.opportunity_id == ways["_deal"])
    columns = {name: told[name] for name in won.columns if name != "sourced_by"}
    return told.select(
        **columns,
        definition=told.definition,
        sourced_by=told.team,
        unit_id=told.opportunity_id,
        at=told.closed_at,
        value=told.amount,
    )


def caveats(_: Ledger, agreement: Agreement) -> tuple[str, ...]:
    """Which of the three the teams locked."""
    return (
        f"The agreement counts by {agreement.source_rule} (source_rule); the other definitions stand beside it so that the gap is seen."
        " Each sums to what was won.",
    )


def _place(name: str | None) -> tuple[int, str]:
    return (DEFINITIONS.index(name) if name in DEFINITIONS else len(DEFINITIONS), name or "")


METRIC = Metric(
    name="sourced_revenue",
    title="Sourced revenue",
    question="Who sourced what was won, and how much does the answer depend on the definition?",
    formula=(
        "won amount by who sourced the deal. recorded: as the CRM says. first_touch: by the channel of the first answered touch of its"
        " lead or account up to its creation. first_touch_before_sales: the same if that touch came before the first activity of a person"
        " of sales, else sales"
    ),
    unit=Unit.MONEY,
    grain="one won deal under one definition",
    cohort="closed_at",
    source=("opportunities", "opportunity_versions", "touches", "activities"),
    needs=("opportunities", "opportunity_versions"),
    statistic=Total("no amount is known", again="definition"),
    better=Direction.NEITHER,
    answers_for=(Team.MARKETING, Team.SALES),
    observe=observe,
    within=("definition", "sourced_by"),
    arranged=_place,
    caveats=caveats,
    references=("METHODS 4.6", "agreement source_rule"),
    misleads="Sourced is a partition; influenced is not. Never add one to the other, and never compare teams under two definitions.",
)
