"""Available-to-close pipeline: what could still be won in a period, in three forms."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from oarlock.agreement.calendar import period_of, periods_between, starts_at
from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.entries import atc_entries, atc_spells, is_recorded, no_close_dates
from oarlock.measure.facts.local import local_of, period_start
from oarlock.measure.facts.places import kept_name, lent
from oarlock.measure.open_pipeline import OF_DEAL
from oarlock.measure.statistics import Total

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.agreement.calendar import Period
    from oarlock.ledger.reading import Ledger

COLUMNS = ("opportunity_id", *OF_DEAL, "unit_id", "at", "value", "form")


def observe(ledger: Ledger, agreement: Agreement, every: str = "quarter") -> Any:
    """One row per deal, period and form.

    `entered` counts a deal once a period, at its amount when it first was available to close in it; `fresh` leaves out what was so in an
    earlier period; `snap` is what stood at an instant as many business days before the period's end as the ledger's instant is before
    the end of the running one.
    """
    import ibis

    entries = atc_entries(ledger, agreement, every)
    entries = entries.select("opportunity_id", "rolled", at=entries.entered_at, value=entries.amount)
    fresh = entries.filter(~entries.rolled).mutate(form=ibis.literal("fresh")).drop("rolled")
    entered = entries.mutate(form=ibis.literal("entered")).drop("rolled")
    every_form = ibis.union(entered, fresh, _snapped(ledger, agreement, every))
    deals = deal_facts(ledger, agreement).select(*OF_DEAL, _deal="opportunity_id")
    joined = every_form.inner_join(deals, every_form.opportunity_id == deals["_deal"])
    return joined.mutate(unit_id=joined.opportunity_id).select(*COLUMNS)


def snap_instants(
    as_of: datetime, zone: str, every: str, fiscal_start_month: int, first: date
) -> list[tuple[Period, datetime]]:
    """For each period, the naive UTC instant as many business days (Monday to Friday) before its end as `as_of` is before its own's."""
    local = local_of(as_of, zone)
    running = period_of(local.date(), every, fiscal_start_month)
    left = _business_days(local.date() + timedelta(days=1), running.end)
    told = []
    for period in periods_between(first, running.start, every, fiscal_start_month):
        day = local.date() if period == running else max(_days_before(period.end, left), period.start)
        end = starts_at(day + timedelta(days=1), zone).replace(tzinfo=None) - timedelta(microseconds=1)
        told.append((period, min(end, as_of.replace(tzinfo=None))))
    return told


def caveats(ledger: Ledger, agreement: Agreement) -> tuple[str, ...]:
    """What the scope could not be narrowed by, and what is missing to rebuild the past."""
    told = []
    if agreement.pipeline.sourced_by and not is_recorded(ledger, "sourced_by", agreement):
        told.append("No deal says who sourced it, so this is the pipeline of all sources.")
    if agreement.pipeline.kinds and not is_recorded(ledger, "kind"):
        told.append("No deal says whether it is new business, so deals of every kind count.")
    deals = deal_facts(ledger, agreement)
    (row,) = ledger.rows(deals.aggregate(n=deals.count(), made_up=deals.reconstructed.ifelse(1, 0).sum()))
    if row["made_up"]:
        told.append(
            f"{row['made_up']} of {row['n']} deals come from a list without history: slipped deals are missing from past periods."
            " An export of the deals' field history would bring them back."
        )
    return tuple(told)


def _snapped(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """States that stood at each period's snapshot with a close date in the period."""
    import ibis

    company = agreement.company
    deals = ledger.table("opportunities")
    (row,) = ledger.rows(deals.aggregate(first=deals.created_at.min()))
    first = (row["first"] or ledger.as_of.replace(tzinfo=None)).date()
    instants = snap_instants(ledger.as_of, company.time_zone, every, company.fiscal_year_start_month, first)
    columns = {"snap_start": "DATE", "snap_at": "TIMESTAMP"}
    rows = [(period.start, at) for period, at in instants]
    name = kept_name("snap_instants", every, ledger.as_of, company.time_zone, company.fiscal_year_start_month, first)
    snaps = lent(ledger, name, columns, rows)
    spells = atc_spells(ledger, agreement)
    spells = spells.filter(spells.close_date.notnull())
    spells = spells.mutate(closes_in=period_start(spells.close_date, every, company.fiscal_year_start_month))
    joined = spells.inner_join(snaps, spells.closes_in == snaps.snap_start)
    stood = joined.filter(
        joined.valid_from <= joined.snap_at, joined.valid_to.isnull() | (joined.valid_to > joined.snap_at)
    )
    return stood.select("opportunity_id", at=stood.snap_at, value=stood.amount, form=ibis.literal("snap"))


def _business_days(first: date, until: date) -> int:
    return sum((first + timedelta(days=i)).weekday() < 5 for i in range((until - first).days))


def _days_before(end: date, business_days: int) -> date:
    """The last day after which so many business days remain before `end`."""
    day = end - timedelta(days=1)
    while business_days > 0:
        business_days -= day.weekday() < 5
        day -= timedelta(days=1)
    return day


METRIC = Metric(
    name="available_to_close",
    title="Pipeline available to close",
    question="How much pipeline could be won in the period?",
    formula=(
        "sum of the amounts of open deals in scope whose close date, as it stood then, lay in the period: entered (once a period, at the"
        " amount of first entry), fresh (entered, less what was so in an earlier period), snap (standing at equal business days to the end)"
    ),
    unit=Unit.MONEY,
    grain="one deal and period",
    cohort="first entry in the period",
    source=("opportunities", "opportunity_versions"),
    needs=("opportunities", "opportunity_versions"),
    unknown=no_close_dates,
    statistic=Total("no amount is known"),
    better=Direction.HIGHER,
    answers_for=(Team.MARKETING,),
    observe=observe,
    within=("form",),
    always=(("entered",), ("fresh",), ("snap",)),
    windowed=True,
    caveats=caveats,
    references=("METHODS 1.1",),
    misleads="Today's list filtered by today's close date is not this: slipped deals have left it, so the past looks like what was won.",
)
