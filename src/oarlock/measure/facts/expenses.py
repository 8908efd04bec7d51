"""What sales and marketing cost and what came in, by calendar month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.ledger.money import in_reporting
from oarlock.measure.facts.local import begins, local_of, period_start, years_of
from oarlock.measure.facts.places import first_known, kept_name, lent
from oarlock.measure.facts.team_costs import months_of, team_costs

if TYPE_CHECKING:
    from datetime import date

    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

COLUMNS = {
    "entry_month": "DATE",
    "entry_team": "VARCHAR",
    "entry_kind": "VARCHAR",
    "spent": "DOUBLE",
    "revenue": "DOUBLE",
}
REVENUE = "revenue"


def expenses(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per month and entry: unit_id, cluster, at (first of the month), team, kind (media, people, tools, …; revenue), channel.

    `spent` holds what was spent, `revenue` what came in, in the reporting currency; each is null on the other's rows.
    """
    import ibis

    own = [(cost.month, cost.team, cost.kind, cost.amount, None) for cost in team_costs(ledger, agreement)]
    told = [row for row in own if row[1] in ("sales", "marketing")] + _revenue(ledger, agreement)
    lent_rows = _lent(ledger, agreement, told) if told else None
    if lent_rows is not None and ledger.is_empty("spend"):
        return lent_rows
    # Entries of months that have not begun by the ledger's instant are none: then there may be no row at all.
    spent = _spend(ledger, agreement)
    return spent if lent_rows is None else ibis.union(spent, lent_rows)


def _spend(ledger: Ledger, agreement: Agreement) -> Any:
    import ibis

    spend = ledger.table("spend").select("day", "campaign_id", "channel", "amount", "currency")
    spend = in_reporting(ledger, spend, at="day", reporting=agreement.company.reporting_currency, name="spent")
    month = period_start(spend.day, "month")
    told = spend.mutate(month=month, whole=(spend.spent * 1e6).round().cast("int64"))
    told = told.group_by("month", "channel").aggregate(whole=told.whole.sum())
    name = first_known(told.channel, ibis.literal("no channel"))
    return told.select(
        unit_id=ibis.literal("spend of ") + name + ibis.literal(" ") + told.month.cast("string"),
        cluster=name,
        at=begins(told.month, agreement.company.time_zone, years_of(ledger)),
        team=ibis.literal("marketing"),
        kind=ibis.literal("media"),
        channel=told.channel,
        spent=told.whole / 1e6,
        revenue=ibis.null("float64"),
    )


def _revenue(ledger: Ledger, agreement: Agreement) -> list[tuple[Any, ...]]:
    """Revenue by month up to the ledger's instant, spread evenly over the days of its period."""
    table = ledger.table("revenue").select("period_start", "period_end", "segment", "amount", "currency")
    reporting = agreement.company.reporting_currency
    table = in_reporting(ledger, table, at="period_start", reporting=reporting, name="told")
    last = local_of(ledger.as_of, agreement.company.time_zone).date()
    found = []
    for row in ledger.rows(table.order_by("period_start", "period_end", "segment")):
        for month, part in months_of(row["period_start"], row["period_end"], last):
            amount = None if row["told"] is None else row["told"] * part
            found.append((month, None, REVENUE, None, amount))
    return found


def _lent(
    ledger: Ledger, agreement: Agreement, rows: list[tuple[date, str | None, str, float | None, float | None]]
) -> Any:
    """The rows summed by month, team and kind, beside the ledger's tables."""
    import ibis

    sums: dict[tuple[Any, ...], list[float | None]] = {}
    for month, team, kind, spent, revenue in rows:
        kept = sums.setdefault((month, team or "", kind), [None, None])
        for place, value in enumerate((spent, revenue)):
            if value is not None:
                kept[place] = (kept[place] or 0.0) + value
    ordered = sorted(sums)
    # A null cannot be written as a plain value of a column: one far below any money stands for it.
    told = [(key[0], key[1], key[2], *(NOTHING if value is None else value for value in sums[key])) for key in ordered]
    name = kept_name("expenses", agreement.company.reporting_currency, agreement.company.time_zone)
    table = lent(ledger, name, COLUMNS, told)
    team = table.entry_team.nullif("")
    word = first_known(team, ibis.literal(""))
    return table.select(
        unit_id=word + ibis.literal(" ") + table.entry_kind + ibis.literal(" ") + table.entry_month.cast("string"),
        cluster=table.entry_kind,
        at=begins(table.entry_month, agreement.company.time_zone, years_of(ledger)),
        team=team,
        kind=table.entry_kind,
        channel=ibis.null("string"),
        spent=table.spent.nullif(NOTHING),
        revenue=table.revenue.nullif(NOTHING),
    )


NOTHING = -9e18
