"""Slippage: how much of what was due in a period was still open when it ended, and so moved to a later one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.deals import deal_facts, deal_spells
from oarlock.measure.facts.entries import atc_entries, fiscal_periods, no_close_dates
from oarlock.measure.facts.local import period_start
from oarlock.measure.facts.places import tally
from oarlock.measure.facts.points import covered_from
from oarlock.measure.open_pipeline import OF_DEAL
from oarlock.measure.statistics import Ratio
from oarlock.measure.statistics.beside import Beside

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
    ends = _ends(ledger, agreement, every, entries)
    fits = [entries.opportunity_id == ends["_deal"], entries.period_start == ends["_start"]]
    joined = entries.inner_join(ends, fits).drop("_deal", "_start")
    told = joined.select(
        "opportunity_id", "pushes",
        at=joined.entered_at,
        numerator=joined.slipped.ifelse(joined.amount, joined.amount * 0.0),
        denominator=joined.amount,
    )  # fmt: skip
    deals = deal_facts(ledger, agreement).select(*OF_DEAL, _deal="opportunity_id")
    joined = told.inner_join(deals, told.opportunity_id == deals["_deal"]).drop("_deal")
    return joined.mutate(unit_id=joined.opportunity_id)


def _ends(ledger: Ledger, agreement: Agreement, every: str, entries: Any) -> Any:
    """One row per deal and period it was due in: whether it slipped, and how often it was pushed."""
    periods = fiscal_periods(ledger, agreement, every)
    due = entries.select("opportunity_id", "period_start").inner_join(
        periods.rename(_starts="period_start"), entries.period_start == periods.period_start
    )
    spells = deal_spells(ledger, agreement).select(
        "valid_from", "valid_to", "status", "close_date", "close_before", _deal="opportunity_id"
    )
    joined = due.inner_join(spells, due.opportunity_id == spells["_deal"])
    joined = joined.filter(joined.valid_from < joined.shuts)
    last = joined.valid_to.isnull() | (joined.valid_to >= joined.shuts)
    # A period that is not over has slipped what was moved out of it; what is still due may yet be won.
    is_over = joined.shuts <= _now(ledger)
    fiscal = agreement.company.fiscal_year_start_month
    out = period_start(joined.close_date, every, fiscal) > joined.period_start
    slipped = last & (joined.status == "open") & (is_over | out)
    pushed = (joined.valid_from >= joined.opens) & (joined.status == "open") & (joined.close_date > joined.close_before)
    told = joined.group_by(_deal="opportunity_id", _start="period_start").aggregate(
        slips=tally(slipped), pushes=tally(pushed)
    )
    return told.select("_deal", "_start", slipped=told.slips > 0, pushes=told.pushes)


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
        " first entry in the period; deals of every source"
    ),
    unit=Unit.SHARE,
    grain="one deal and period",
    cohort="first entry in the period",
    source=("opportunities", "opportunity_versions"),
    needs=("opportunities", "opportunity_versions"),
    unknown=no_close_dates,
    statistic=Beside(Ratio("no amount is known", flows=True), (("pushes_per_deal", "pushes"),)),
    better=Direction.LOWER,
    answers_for=(Team.SALES,),
    observe=observe,
    windowed=True,
    references=("METHODS 3.2", "METHODS 3.3"),
    misleads="A deal that slips each quarter is counted in each: it is one deal that never was due. Read it beside `pipeline_bridge`.",
)
