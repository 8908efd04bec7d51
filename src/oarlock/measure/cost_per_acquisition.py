"""Cost per acquisition: what a win costs, by channel and kind of lead, matched to the time wins take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.beginnings import Beginning, of_leads
from oarlock.measure.facts import lead_costs as costs
from oarlock.measure.facts.counted_twice import overlapping_costs
from oarlock.measure.facts.funnel import no_outcomes
from oarlock.measure.facts.lead_costs import lead_costs
from oarlock.measure.facts.team_costs import undistributed
from oarlock.measure.facts.without_rate import without_rate
from oarlock.measure.statistics.cost_of_wins import CostOfWins
from oarlock.measure.statistics.cost_per_lead import VIEW_ORDER
from oarlock.words import exact_money

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def caveats(ledger: Ledger, agreement: Agreement) -> tuple[str, ...]:
    """What is in no number, what the loaded cost leaves out, and which money no driver brings to a channel."""
    return (*costs.caveats(ledger, agreement), *not_loaded(ledger, agreement))


def not_loaded(ledger: Ledger, agreement: Agreement) -> tuple[str, ...]:
    """What the loaded cost leaves out, with the clause that would bring it in, and which costs may be in it twice."""
    capacity, currency = agreement.capacity, agreement.company.reporting_currency
    missing = {
        "handling (capacity.hourly_cost)": capacity.hourly_cost,
        "commission (capacity.commission_share)": capacity.commission_share,
    }
    left_out = [name for name, value in missing.items() if value is None]
    told = [*without_rate(ledger, agreement, "costs"), *overlapping_costs(ledger)]
    told += [f"Not counted, because the agreement does not price it: {', '.join(left_out)}."] if left_out else []
    rest = undistributed(ledger, agreement)
    if rest:
        money = exact_money(round(rest), currency)
        told.append(
            f"{money} of team costs are in no channel's cost: the agreement states no driver for them ([costs])."
        )
    return tuple(told)


def begun(ledger: Ledger, agreement: Agreement) -> dict[tuple[str, ...], Beginning]:
    """Since when wins are recorded, where that is later than leads are: what older leads cost would seem to have won nothing."""
    found = of_leads(ledger, agreement, None, "customer")
    return {} if found is None else {(view,): found for view in VIEW_ORDER}


METRIC = Metric(
    name="cost_per_acquisition",
    title="Cost per acquisition",
    question="What does a win cost?",
    formula=(
        "cost of the leads of a cohort ÷ the wins it will have brought (wins so far ÷ the part of wins that can be seen at its age); median"
        " of a Gamma–Poisson rate with a prior worth two wins, pooled over channels of the same kind of lead; loaded: with sales' hours,"
        " team costs that have a driver, and commission"
    ),
    unit=Unit.MONEY,
    grain="one lead, or a month of spend that brought none",
    cohort="created_at",
    source=("leads", "spend", "costs", "opportunities", "opportunity_versions", "stage_changes"),
    needs=("spend", "leads"),
    unknown=no_outcomes,
    statistic=CostOfWins(),
    better=Direction.LOWER,
    answers_for=(Team.BOTH,),
    observe=lead_costs,
    within=("view",),
    arranged=VIEW_ORDER.index,
    caveats=caveats,
    begun=begun,
    beside={"deal_size": Unit.MONEY, "margin_per_unit": Unit.RATIO, "chance_cheaper": Unit.SHARE},
    references=("METHODS 5",),
    misleads=(
        "Spend over wins of the same month is not this. An average says nothing of the next euro: see marginal_cost. A dear win can be the"
        " better one: see deal_size and margin_per_unit."
    ),
)
