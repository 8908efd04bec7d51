"""Available-to-close pipeline: what could still be won in a period, in three forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.entries import atc_entries, atc_spells, is_recorded, no_close_dates
from oarlock.measure.facts.local import period_start
from oarlock.measure.facts.places import kept_name, lent
from oarlock.measure.facts.points import first_deal_on, snap_instants
from oarlock.measure.open_pipeline import OF_DEAL
from oarlock.measure.statistics import Total

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
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
    first = first_deal_on(ledger, agreement)
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
