"""Coverage: how much open pipeline stands against what is left of the goal, and whether it is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.entries import no_close_dates
from oarlock.measure.facts.goals import bookings_goals, goal_of, teams_apart, told_apart
from oarlock.measure.facts.outlook import outlook, outside, wins
from oarlock.measure.facts.points import ahead, points_table
from oarlock.measure.open_pipeline import OF_DEAL
from oarlock.measure.statistics.covered import Covered, past_of, plan_for
from oarlock.words import money, percent, period, ratio

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement, every: str = "quarter") -> Any:
    """One row per deal that stood available at the period's point, and one per deal won in the period by then.

    The point lies as many business days before the period's end as we are before the end of the period ahead. Deals of every kind and
    source.
    """
    import ibis

    left = ahead(ledger, agreement, every)[1]
    rows = outlook(ledger, agreement, every)
    rows = rows.filter(rows.days_left == left)
    nothing = ibis.null("float64")
    standing = rows.select(
        "opportunity_id", "period_start", at=rows.placed_at, standing=rows.amount, booked=nothing, is_open=1.0
    )
    at = points_table(ledger, agreement, every)
    at = at.filter(at.days_left == left).rename(_starts="period_start")
    won = wins(ledger, agreement, every)
    won = won.inner_join(at, won.won_in == at["_starts"])
    won = won.filter(won.closed_at <= won.point_at)
    won = won.select(
        "opportunity_id", period_start=won.won_in, at=won.placed_at, standing=nothing, booked=won.amount, is_open=0.0
    )
    told = ibis.union(standing, won)
    deals = deal_facts(ledger, agreement).select(*OF_DEAL, _deal="opportunity_id")
    joined = told.inner_join(deals, told.opportunity_id == deals["_deal"]).drop("_deal")
    return joined.mutate(unit_id=joined.opportunity_id)


def caveats(ledger: Ledger, agreement: Agreement) -> tuple[str, ...]:
    """What the open pipeline of the quarter ahead is worth against its goal, and what would do."""
    quarter, left = ahead(ledger, agreement, "quarter")
    goals = bookings_goals(ledger, agreement)
    goal = goal_of(goals, quarter)
    told = [told_apart(teams_apart(goals, quarter), agreement.company.reporting_currency)]
    if goal is not None:
        rows = observe(ledger, agreement)
        rows = rows.filter(rows.period_start == quarter.start)
        (row,) = ledger.rows(
            rows.aggregate(open_amount=rows.standing.sum(), n=rows.standing.count(), booked=rows.booked.sum())
        )
        told.append(_verdict(ledger, agreement, quarter.label, left, goal, row))
    told.append(outside(ledger, agreement))
    return tuple(sentence for sentence in told if sentence)


def _verdict(ledger: Ledger, agreement: Agreement, label: str, left: int, goal: float, row: Any) -> str:
    currency, booked, standing = agreement.company.reporting_currency, row["booked"] or 0.0, row["open_amount"] or 0.0
    past = past_of(ledger, agreement, "quarter", left, quarter_of(ledger, agreement))
    plan = plan_for(goal - booked, standing, int(row["n"]), past)
    if plan is None:
        return ""
    needs = ", ".join(
        f"{percent(chance)} {money(amount, currency)} ({ratio(amount / (goal - booked))})"
        for chance, amount in plan.pipeline.items()
    )
    return (
        f"{period(label)}: {money(standing, currency)} open against {money(goal - booked, currency)} that are left of the goal"
        f" gives a chance of {percent(plan.chance)}. Of the value that stood at this point of {past.periods} past quarters"
        f" {percent(past.value_rate)} was won in time, what slipped included. Pipeline"
        f" needed to hit the goal with a chance of: {needs}. Deals still to be created are not in it."
    )


def quarter_of(ledger: Ledger, agreement: Agreement) -> Any:
    """First day of the quarter ahead."""
    return ahead(ledger, agreement, "quarter")[0].start


METRIC = Metric(
    name="coverage",
    title="Pipeline coverage",
    question="Is there enough open pipeline for what is left of the goal?",
    formula=(
        "open amount with a close date in the period ÷ (bookings goal − booked so far), at equal business days to the end; beside it the"
        " chance of hitting the goal and the pipeline needed for 50, 80 and 90 %, from the deals of past periods, what slipped included,"
        " and from how far whole periods lay off what their stages usually bring"
    ),
    unit=Unit.RATIO,
    grain="one open deal",
    cohort="equal business days to the period's end",
    source=("opportunities", "opportunity_versions", "targets"),
    needs=("opportunities", "opportunity_versions"),
    unknown=no_close_dates,
    statistic=Covered(),
    better=Direction.HIGHER,
    answers_for=(Team.BOTH,),
    observe=observe,
    windowed=True,
    ahead=True,
    caveats=caveats,
    references=("METHODS 3.3", "METHODS 3.5"),
    misleads=(
        "Three times the goal is no rule: coverage of 1 ÷ win rate hits the goal half of the time, and a win rate among decided deals"
        " leaves out what slipped."
    ),
)
