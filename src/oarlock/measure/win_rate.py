"""Win rate: how many decided deals are won."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.deals import CLOSED, deal_facts
from oarlock.measure.statistics import Share

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per deal, when it was decided; `hit` is null while it is open."""
    import ibis

    deals = deal_facts(ledger, agreement)
    decided = deals.status.isin(CLOSED).fill_null(False)
    return deals.mutate(
        unit_id=deals.opportunity_id,
        at=deals.closed_at,
        hit=decided.ifelse(deals.status == "won", ibis.null("boolean")),
    )


METRIC = Metric(
    name="win_rate",
    title="Win rate",
    question="How many of the deals that were decided were won?",
    formula="won ÷ (won + lost) by the day of the decision; open deals are left out and counted",
    unit=Unit.SHARE,
    grain="one deal, when it was decided",
    cohort="closed_at",
    source=("opportunities", "opportunity_versions"),
    needs=("opportunities", "opportunity_versions"),
    statistic=Share("still open", by_account=True),
    better=Direction.HIGHER,
    answers_for=(Team.SALES,),
    observe=observe,
    references=("METHODS 2.1", "METHODS 2.5"),
    misleads="Fast decisions dominate it, and deals nobody closes are missing: for a cohort's chance use `lead_to_customer_rate`.",
)
