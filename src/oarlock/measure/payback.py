"""Payback: months until the margin of a win has paid what it cost to win."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.beginnings import wins_begun
from oarlock.measure.cost_per_acquisition import caveats
from oarlock.measure.facts.funnel import no_outcomes
from oarlock.measure.facts.lead_costs import lead_costs
from oarlock.measure.statistics.cost_of_wins import Payback

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def unknown(ledger: Ledger, agreement: Agreement) -> str:
    """Without a gross margin nothing is paid back."""
    if agreement.capacity.gross_margin is None:
        return "the agreement states no gross margin; set capacity.gross_margin"
    return no_outcomes(ledger, agreement)


METRIC = Metric(
    name="payback",
    title="Payback",
    question="How many months until a win has paid what it cost?",
    formula="loaded cost per acquisition ÷ (mean amount of a won deal ÷ 12 × gross margin)",
    unit=Unit.MONTHS,
    grain="one lead, or a month of spend that brought none",
    cohort="created_at",
    source=("leads", "spend", "costs", "opportunities", "opportunity_versions"),
    needs=("spend", "leads"),
    unknown=unknown,
    statistic=Payback(),
    better=Direction.LOWER,
    answers_for=(Team.BOTH,),
    observe=lead_costs,
    caveats=caveats,
    begun=wins_begun,
    beside={"deal_size": Unit.MONEY},
    references=("METHODS 5.2",),
    misleads="A deal's amount counts as one year's revenue; divide amounts of several years before importing them.",
)
