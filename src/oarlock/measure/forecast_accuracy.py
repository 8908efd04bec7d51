"""Forecast accuracy: how far off forecasts of a period's bookings were, model by model, and the forecast of the period ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.entries import no_close_dates
from oarlock.measure.facts.ladders import MODELS, ladder
from oarlock.measure.facts.origins import origins
from oarlock.measure.facts.points import ahead
from oarlock.measure.open_pipeline import OF_DEAL
from oarlock.measure.statistics.forecasts import LEAST_PERIODS, Forecasts, chosen, forecast
from oarlock.words import counted, money, money_range, percent, period

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement, every: str = "quarter") -> Any:
    """One row per model, deal and point of a period at which it stood due in it, and one per model, win and point."""
    import ibis

    rows = origins(ledger, agreement, every)
    deals = deal_facts(ledger, agreement).select(*OF_DEAL, _deal="opportunity_id")
    joined = rows.inner_join(deals, rows.opportunity_id == deals["_deal"]).drop("_deal")
    told = joined.mutate(unit_id=joined.opportunity_id, at=joined.placed_at).drop("placed_at")
    return ibis.union(*(told.mutate(model=ibis.literal(model)) for model in MODELS))


def caveats(ledger: Ledger, agreement: Agreement) -> tuple[str, ...]:
    """What the quarter ahead is expected to bring, by the simplest model that is as good as the best."""
    known = ladder(ledger, agreement, "quarter")
    quarter, left = ahead(ledger, agreement, "quarter")
    pick = chosen(known, known.sums, "quarter")
    sums = known.sums.get(quarter.start)
    if pick is None or sums is None:
        return ()
    model, periods = pick
    actual = {known.number(start): one.booked for start, one in known.sums.items() if known.is_over(start)}
    told = forecast(known, sums, actual, model, quarter.start, left, "quarter", draws=4000, single=300)
    if told is None:
        return ()
    low, middle, high = told
    currency, booked = agreement.company.reporting_currency, sums.booked_before.get(left, 0.0)
    reach = f" ({money_range(low, high, currency, level=0.8)})" if low is not None and high is not None else ""
    shares = known.shares(quarter.start, left)
    to_come = (
        f" In past quarters {percent(sum(shares) / len(shares))} came from deals not yet due at this point."
        if shares
        else ""
    )
    trust = (
        f"the simplest model within one standard error of the best on {counted(periods, 'past quarter')}"
        if periods >= LEAST_PERIODS
        else f"not validated: tried on {counted(periods, 'past quarter')}, {LEAST_PERIODS} are needed"
    )
    return (
        f"{period(quarter.label)}: {money(booked, currency)} booked so far, {money(middle, currency)} expected{reach} by {model}, {trust}."
        f"{to_come}",
    )


METRIC = Metric(
    name="forecast_accuracy",
    title="Forecast error",
    question="How far off are forecasts of a period's bookings, and which can be trusted?",
    formula=(
        "sum of |forecast − booked| ÷ sum of booked, over past periods and points of each, every forecast made with what was known at its"
        " point: last year (same period × growth), stage and time (the table of weighted_pipeline), regression (what a deal looks like),"
        " each with what was booked by then and what deals not yet due usually bring; commit is the team's own category"
    ),
    unit=Unit.SHARE,
    grain="one deal at one point of a period",
    cohort="equal business days to the period's end",
    source=("opportunities", "opportunity_versions", "activities"),
    needs=("opportunities", "opportunity_versions"),
    unknown=no_close_dates,
    statistic=Forecasts(),
    better=Direction.LOWER,
    answers_for=(Team.SALES,),
    observe=observe,
    within=("model",),
    arranged=lambda name: MODELS.index(name) if name in MODELS else len(MODELS),
    windowed=True,
    caveats=caveats,
    references=("METHODS 3.5",),
    misleads=(
        "Ten quarters are few: a model that was best on them need not be so on the next. The range matters more than the middle; a forecast"
        " without one cannot be wrong."
    ),
)
