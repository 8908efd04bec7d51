"""What stood open at points of a period with a close date in it, and whether it was won in that period (METHODS 3.3–3.5).

Each state of a deal has one close date and so one period; it is looked at only at the points of that period. Nothing a row says of its
deal was learnt after its point, except whether it was won.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.deals import deal_facts, deal_spells
from oarlock.measure.facts.entries import available
from oarlock.measure.facts.local import local, period_start, years_of
from oarlock.measure.facts.places import first_known, kept, kept_name, tally
from oarlock.measure.facts.points import ahead, points_table
from oarlock.words import counted, money

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def outlook(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """One row per deal and point of a period at which it stood available to close in that period, kept.

    Deals of every kind, whoever sourced them: a goal for bookings asks for neither.

    Returns:
        opportunity_id, period_start, days_left (business days to the period's end), point_at, placed_at (naive UTC,
        the point, or the period's beginning where the point lies before it), over (1: the period is over),
        valid_from (of the state), amount (reporting units, null unknown), cell (kind and stage), stage, probability (as the CRM had it),
        forecast_category, sourced_by, won (1 or 0: won in this period; of a running one, so far), won_amount (0 where not won; null where
        unknown).
    """
    return kept(ledger, kept_name("outlook", every, *basis(agreement)), lambda: _outlook(ledger, agreement, every))


def wins(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """One row per won deal: opportunity_id, won_in (first day of the period), closed_at, created_at, amount; not kept."""
    deals = deal_facts(ledger, agreement)
    won = deals.filter(deals.status == "won")
    company = agreement.company
    moment = local(won.closed_at, company.time_zone, years_of(ledger))
    return won.select(
        "opportunity_id", "closed_at", "created_at", "amount",
        won_in=period_start(moment, every, company.fiscal_year_start_month),
    )  # fmt: skip


def outside(ledger: Ledger, agreement: Agreement) -> str:
    """How many open deals are in no period to come, because their close date has passed or nobody set one; nothing where none is."""
    running, _ = ahead(ledger, agreement, "quarter")
    spells = deal_spells(ledger, agreement)
    now = spells.filter(spells.status == "open", spells.valid_to.isnull(), available(spells, agreement))
    late = (now.close_date < ibis_day(running.start)).fill_null(False)
    (row,) = ledger.rows(
        now.aggregate(
            late=tally(late), worth=now.amount.sum(where=late), undated=tally(now.close_date.isnull()), n=now.count()
        )
    )
    late_n, undated = int(row["late"] or 0), int(row["undated"] or 0)
    told = []
    if late_n:
        worth = f" worth {money(row['worth'], agreement.company.reporting_currency)}" if row["worth"] else ""
        told.append(f"{counted(late_n, 'deal')}{worth} whose close date has passed")
    if undated:
        told.append(f"{counted(undated, 'deal')} without a close date")
    if not told:
        return ""
    return (
        f"Of {counted(int(row['n']), 'open deal')}, {' and '.join(told)} {'is' if late_n + undated == 1 else 'are'} in no quarter to come:"
        f" ask {'its owner' if late_n + undated == 1 else 'their owners'}."
    )


def ibis_day(day: date) -> Any:
    """A day as a literal."""
    import ibis

    return ibis.literal(day, type="date")


def basis(agreement: Agreement) -> tuple[Any, ...]:
    """What the outlook depends on in the agreement."""
    company, pipeline = agreement.company, agreement.pipeline
    rule = agreement.profile
    return (
        company.reporting_currency, company.time_zone, company.fiscal_year_start_month, agreement.source_rule, dict(agreement.channels),
        pipeline.stages, pipeline.minimum_stage, pipeline.omitted_categories, rule and rule.text,
        agreement.attribution.ignored_kinds,
    )  # fmt: skip


def _outlook(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    spells = deal_spells(ledger, agreement)
    standing = spells.filter(spells.status == "open", spells.close_date.notnull(), available(spells, agreement))
    fiscal = agreement.company.fiscal_year_start_month
    standing = standing.mutate(closes_in=period_start(standing.close_date, every, fiscal))
    at = points_table(ledger, agreement, every)
    joined = standing.inner_join(at, standing.closes_in == at.period_start)
    stood = joined.filter(
        joined.valid_from <= joined.point_at, joined.valid_to.isnull() | (joined.valid_to > joined.point_at)
    )
    stood = stood.select(
        "opportunity_id", "period_start", "days_left", "point_at", "placed_at", "over", "valid_from", "amount", "stage", "probability",
        "forecast_category",
    )  # fmt: skip
    return _with_outcome(ledger, agreement, every, stood)


def _with_outcome(ledger: Ledger, agreement: Agreement, every: str, stood: Any) -> Any:
    """What stood, with its deal's kind and who sourced it, and whether the deal was won in the period."""
    deals, company = deal_facts(ledger, agreement), agreement.company
    moment = local(deals.closed_at, company.time_zone, years_of(ledger))
    won_in = period_start(moment, every, company.fiscal_year_start_month)
    deals = deals.select(
        "sourced_by",
        _deal="opportunity_id",
        sort="kind",
        booked="amount",
        won_in=(deals.status == "won").ifelse(won_in, _nothing("date")),
    )
    joined = stood.inner_join(deals, stood.opportunity_id == deals["_deal"])
    is_won = (joined.won_in == joined.period_start).fill_null(False)
    return joined.select(
        *(joined[name] for name in (*stood.columns, "sourced_by")),
        cell=first_known(joined.sort, _text("deal")) + _text(": ") + first_known(joined.stage, _text("no stage")),
        won=is_won.ifelse(1.0, 0.0),
        won_amount=is_won.ifelse(joined.booked, 0.0),
    )


def _text(word: str) -> Any:
    import ibis

    return ibis.literal(word)


def _nothing(kind: str) -> Any:
    import ibis

    return ibis.null(kind)
