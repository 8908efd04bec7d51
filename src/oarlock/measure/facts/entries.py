"""Available-to-close pipeline: which deals were in it, in which period, from when, and at what amount (METHODS 1.1).

Since each state of a deal has one close date, it can be available to close in one period only: the one the close date lies in. So a
deal's periods come from its states without a table of periods: group by the close date's period, keep what overlapped it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from oarlock.agreement.calendar import periods_between
from oarlock.measure.facts.deals import deal_facts, deal_spells
from oarlock.measure.facts.local import FIRST_YEAR, local_of, period_start
from oarlock.measure.facts.places import kept, kept_name, lent, remembered

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

UNTOLD = -1.0
"""Stands for an unknown amount inside one aggregate (no deal is worth less than nothing), because `argmin` skips nulls."""


def atc_entries(ledger: Ledger, agreement: Agreement, every: str = "quarter", *, any_source: bool = False) -> Any:
    """One row per deal and period in which it was available to close at some instant inside the period; kept on the ledger.

    In scope are deals of the agreement's kinds and sources (`pipeline.kinds`, `pipeline.sourced_by`); a ledger that nowhere says the
    kind, or who sourced a deal, is not narrowed by it. A stage below `pipeline.minimum_stage` and an omitted forecast category are not
    available.

    Args:
        every: month, quarter or year of the fiscal calendar, in the company's time zone.
        any_source: Take deals whoever sourced them, so that shares of sources can be told; `kinds` still holds.
    Returns:
        opportunity_id, cluster, period_start (day), entered_at (UTC instant of the first entry, not before the period's start), amount
        (reporting units at the first entry; null unknown), rolled (was in an earlier period's too), sourced_by, kind, on_profile, source.
    """
    rule = agreement.profile
    name = kept_name("atc_entries", every, *_basis(agreement), rule and rule.text)
    entries = kept(ledger, name, lambda: _entries(ledger, agreement, every))
    return entries if any_source else entries.filter(in_scope(ledger, entries, agreement))


def atc_spells(ledger: Ledger, agreement: Agreement, *, any_source: bool = False) -> Any:
    """States of deals that are open and in scope, not kept: opportunity_id, valid_from, valid_to, amount, close_date, stage."""
    spells = deal_spells(ledger, agreement)
    scope = _scope(ledger, agreement, any_source).select("opportunity_id")
    standing = spells.filter(spells.status == "open", available(spells, agreement))
    return standing.semi_join(scope, "opportunity_id")


def available(spells: Any, agreement: Agreement) -> Any:
    """Whether a state's stage and forecast category let it count as available; an unknown stage does, an omitted category does not."""
    import ibis

    pipeline = agreement.pipeline
    condition = ibis.literal(True)
    if pipeline.omitted_categories:
        condition &= spells.forecast_category.isnull() | ~spells.forecast_category.isin(
            sorted(pipeline.omitted_categories)
        )
    if pipeline.minimum_stage is not None and pipeline.minimum_stage in pipeline.stages:
        below = pipeline.stages[: pipeline.stages.index(pipeline.minimum_stage)]
        if below:
            condition &= spells.stage.isnull() | ~spells.stage.isin(sorted(below))
    return condition


def in_scope(ledger: Ledger, deals: Any, agreement: Agreement, any_source: bool = False) -> Any:
    """Whether a deal is of the kinds and sources the agreement counts, as a condition; what nobody recorded does not narrow."""
    import ibis

    pipeline = agreement.pipeline
    condition = ibis.literal(True)
    if pipeline.kinds and is_recorded(ledger, "kind"):
        condition &= deals.kind.isin(sorted(pipeline.kinds))
    if not any_source and pipeline.sourced_by and is_recorded(ledger, "sourced_by", agreement):
        condition &= deals.sourced_by.isin(sorted(pipeline.sourced_by))
    return condition


def no_close_dates(ledger: Ledger, _: Agreement) -> str:
    """Why pipeline by close date cannot be told, or nothing."""
    known = remembered(ledger, "close_dates_known", lambda: _close_dates_known(ledger))
    return "" if known else "no open deal ever had a close date; import opportunity_versions with close_date"


def _close_dates_known(ledger: Ledger) -> int:
    versions = ledger.table("opportunity_versions")
    told = versions.aggregate(known=versions.close_date.count(where=versions.status == "open"))
    return int(ledger.rows(told)[0]["known"])


def is_recorded(ledger: Ledger, column: str, agreement: Agreement | None = None) -> bool:
    """Whether any deal has the column at all (for `sourced_by`: or the source rule computes it)."""
    if (
        column == "sourced_by"
        and agreement is not None
        and agreement.source_rule != "recorded"
        and not ledger.is_empty("touches")
    ):
        return True
    deals = ledger.table("opportunities")
    told = deals.aggregate(known=deals[column].count())
    return remembered(ledger, kept_name("is_recorded", column), lambda: bool(ledger.rows(told)[0]["known"]))


def _basis(agreement: Agreement) -> tuple[Any, ...]:
    company, pipeline = agreement.company, agreement.pipeline
    return (
        company.reporting_currency, company.time_zone, company.fiscal_year_start_month, agreement.source_rule, dict(agreement.channels),
        pipeline.stages, pipeline.minimum_stage, pipeline.omitted_categories, pipeline.kinds, pipeline.sourced_by,
        agreement.attribution.ignored_kinds,
    )  # fmt: skip


def _scope(ledger: Ledger, agreement: Agreement, any_source: bool) -> Any:
    deals = deal_facts(ledger, agreement)
    return deals.filter(in_scope(ledger, deals, agreement, any_source))


def _entries(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    spells = deal_spells(ledger, agreement)
    standing = spells.filter(spells.status == "open", spells.close_date.notnull(), available(spells, agreement))
    standing = standing.select(
        "opportunity_id", "valid_from", "valid_to", "amount",
        closes_in=period_start(standing.close_date, every, agreement.company.fiscal_year_start_month),
    )  # fmt: skip
    periods = fiscal_periods(ledger, agreement, every)
    placed = standing.inner_join(periods, standing.closes_in == periods.period_start)
    overlapping = placed.filter(
        placed.valid_from < placed.shuts, placed.valid_to.isnull() | (placed.valid_to > placed.opens)
    )
    return _first_entries(overlapping, _scope(ledger, agreement, any_source=True))


def _first_entries(overlapping: Any, scope: Any) -> Any:
    """One row per deal and period from the states that overlapped it: the first one's instant and amount."""
    import ibis

    told = overlapping.mutate(told=overlapping.amount.fill_null(UNTOLD))
    first = told.group_by("opportunity_id", "period_start").aggregate(
        # A deal has one state at an instant, so the earliest is one row.
        entered_from=told.valid_from.min(),
        opens=told.opens.max(),
        amount=told.told.argmin(told.valid_from),
    )
    earliest = first.group_by(_deal="opportunity_id").aggregate(earliest=first.period_start.min())
    kept = scope.select("opportunity_id", "cluster", "sourced_by", "kind", "on_profile", "source")
    joined = first.inner_join(kept, "opportunity_id")
    joined = joined.inner_join(earliest, joined.opportunity_id == earliest["_deal"])
    return joined.select(
        "opportunity_id", "cluster", "period_start",
        entered_at=ibis.greatest(joined.entered_from, joined.opens),
        amount=joined.amount.nullif(UNTOLD),
        rolled=joined.period_start > joined.earliest,
        sourced_by=joined.sourced_by,
        kind=joined.kind,
        on_profile=joined.on_profile,
        source=joined.source,
    )  # fmt: skip


def fiscal_periods(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """The periods that have begun by the ledger's instant, lent to the engine: period_start (day), opens, shuts (naive UTC instants)."""
    company = agreement.company
    today = local_of(ledger.as_of, company.time_zone).date()
    periods = periods_between(date(FIRST_YEAR, 1, 1), today, every, company.fiscal_year_start_month)
    bounds = [
        (period.start, *(at.replace(tzinfo=None) for at in period.instants(company.time_zone))) for period in periods
    ]
    columns = {"period_start": "DATE", "opens": "TIMESTAMP", "shuts": "TIMESTAMP"}
    return lent(
        ledger,
        kept_name("fiscal_periods", every, today, company.time_zone, company.fiscal_year_start_month),
        columns,
        bounds,
    )
