"""Slippage: how much of what was due in a period was still open when it ended, and so moved to a later one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.deals import deal_facts, deal_spells
from oarlock.measure.facts.entries import atc_entries, fiscal_periods, no_close_dates
from oarlock.measure.facts.local import local, period_start, years_of
from oarlock.measure.facts.places import FAR
from oarlock.measure.facts.points import covered_from
from oarlock.measure.open_pipeline import OF_DEAL
from oarlock.measure.statistics import Ratio

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement, every: str = "quarter") -> Any:
    """One row per deal and period in which it was available to close, whoever sourced it.

    `slipped` where it was open at the period's end, whether its close date was moved or forgotten; of a running period, where its close
    date lies beyond the period by now. `pushes` are the moves of the close date to a later day within the period.
    """
    entries = atc_entries(ledger, agreement, every, any_source=True)
    entries = entries.select("opportunity_id", "period_start", "entered_at", "amount")
    entries = entries.filter(entries.period_start >= covered_from(ledger, agreement, every))
    due = entries.inner_join(fiscal_periods(ledger, agreement, every), "period_start")
    told = _with_pushes(ledger, agreement, every, _with_end(ledger, agreement, every, due))
    told = told.select(
        "opportunity_id", "pushes",
        at=told.entered_at,
        numerator=told.slipped.ifelse(told.amount, told.amount * 0.0),
        denominator=told.amount,
    )  # fmt: skip
    deals = deal_facts(ledger, agreement).select(*OF_DEAL, _deal="opportunity_id")
    joined = told.inner_join(deals, told.opportunity_id == deals["_deal"]).drop("_deal")
    return joined.mutate(unit_id=joined.opportunity_id)


def _with_end(ledger: Ledger, agreement: Agreement, every: str, due: Any) -> Any:
    """Whether each deal slipped out of the period it was due in: met with the one state that stood when the period ended, if an open one.

    A join from the left, which no engine turns round: met with the ends of all periods first, there would be a row per state and end.
    """
    spells = deal_spells(ledger, agreement)
    standing = spells.filter(spells.status == "open")
    standing = standing.select(
        _deal="opportunity_id",
        _from="valid_from",
        _to=standing.valid_to.fill_null(FAR),
        _closes_in=period_start(standing.close_date, every, agreement.company.fiscal_year_start_month),
    )
    at_end = [
        due.opportunity_id == standing["_deal"],
        standing["_from"] < due.shuts,
        standing["_to"] >= due.shuts,
    ]
    joined = due.left_join(standing, at_end)
    # A period that is not over has slipped what was moved out of it; what is still due may yet be won.
    is_over, is_out = joined.shuts <= _now(ledger), (joined["_closes_in"] > joined.period_start).fill_null(False)
    slipped = joined["_deal"].notnull() & (is_over | is_out)
    return joined.select("opportunity_id", "period_start", "entered_at", "amount", slipped=slipped)


def _with_pushes(ledger: Ledger, agreement: Agreement, every: str, due: Any) -> Any:
    """How often each deal's close date was moved to a later day within the period it was due in."""
    company, spells = agreement.company, deal_spells(ledger, agreement)
    pushed = spells.filter(spells.status == "open", spells.close_date > spells.close_before)
    moment = local(pushed.valid_from, company.time_zone, years_of(ledger))
    pushed = pushed.select(
        _deal="opportunity_id", _pushed_in=period_start(moment, every, company.fiscal_year_start_month)
    )
    pushed = pushed.group_by("_deal", "_pushed_in").aggregate(times=pushed.count())
    joined = due.left_join(pushed, [due.opportunity_id == pushed["_deal"], due.period_start == pushed["_pushed_in"]])
    return joined.select(*(joined[name] for name in due.columns), pushes=joined.times.fill_null(0))


def _now(ledger: Ledger) -> Any:
    """Just after the ledger's instant, so that a period that ends with it is over."""
    from datetime import timedelta

    import ibis

    return ibis.literal(ledger.as_of.replace(tzinfo=None) + timedelta(microseconds=1), type="timestamp")


METRIC = Metric(
    name="slippage",
    title="Slippage",
    question="How much of what was due in the period moved to a later one?",
    formula=(
        "amount of deals that were available to close in the period and still open when it ended ÷ amount of all that were, each at its"
        " first entry in the period; deals of the kinds that are pipeline ([pipeline] kinds), of every source"
    ),
    unit=Unit.SHARE,
    grain="one deal and period",
    cohort="first entry in the period",
    source=("opportunities", "opportunity_versions"),
    needs=("opportunities", "opportunity_versions"),
    unknown=no_close_dates,
    statistic=Ratio("no amount is known", flows=True, beside=(("pushes_per_deal", "pushes"),), part=True),
    better=Direction.LOWER,
    answers_for=(Team.SALES,),
    observe=observe,
    windowed=True,
    references=("METHODS 3.2", "METHODS 3.3"),
    misleads="A deal that slips each quarter is counted in each: it is one deal that never was due. Read it beside `pipeline_bridge`.",
)
