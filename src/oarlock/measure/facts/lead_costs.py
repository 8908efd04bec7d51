"""What each lead cost: its part of what its campaign, or else its channel, spent in the month it came.

Every lead of a campaign and channel costs the same in a month, so that any slice of leads has its own sum of money, sums add up, and the
money leads back to its leads. Open-ended spend (brand) counts in equal parts over the months that the agreement states for its channel
(METHODS 5.2). Spend of a month in which its channel brought no lead is a row of its own: it bought nothing yet.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from oarlock.ledger.money import in_reporting
from oarlock.measure.cohorts import followed, passed_at_once
from oarlock.measure.facts.channels import spelled_as_leads, with_campaign_channel
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.funnel import ended, funnel_facts, has_reached, walked
from oarlock.measure.facts.local import begins, local, local_of, period_start, years_of
from oarlock.measure.facts.places import first_known, kept, kept_name, remembered
from oarlock.measure.facts.team_costs import shared_part
from oarlock.measure.facts.without_rate import without_rate
from oarlock.words import exact_money, listed, percent

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

SCALE = 1_000_000
LEAD = (
    "lead_id", "cluster", "account_id", "created_at", "source", "campaign_id", "lead_type", "country", "owner_id", "purpose",
    "on_profile", "opportunity_id",
)  # fmt: skip


def lead_costs(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead, and one per month, campaign and channel of spend that no lead came of.

    Columns: unit_id, cluster, at, the lead's ids and attributes, channel (its source, else its campaign's channel; `source` is the same),
    month, is_lead, media (its part; 0 in a month without spend, null where no
    spend of its channel is recorded at all), hours (of sales, in the end), shared
    (part of team costs that have a driver), waited and outcome (1 won), amount (won, reporting currency; null: none or unknown).
    """
    # The expression is remembered, not the rows: what it takes to write it (names of channels, costs by month) is asked once.
    return remembered(ledger, kept_name("lead_costs", agreement), lambda: _lead_costs(ledger, agreement))


def _lead_costs(ledger: Ledger, agreement: Agreement) -> Any:
    leads = _leads(ledger, agreement)
    money = _money(ledger, agreement, leads)
    priced = _with_media(ledger, leads, money)
    priced = priced.mutate(shared=shared_part(ledger, agreement, priced))
    rows = followed(ledger, agreement, priced, priced.created_at, priced.customer_at, priced.ended_at)
    rows = passed_at_once(rows)
    rows = _with_amount(ledger, agreement, rows)
    rows = rows.mutate(unit_id=rows.lead_id, at=rows.created_at, is_lead=_number(1))
    return _together(rows, _bought_nothing(ledger, agreement, money))


def caveats(ledger: Ledger, agreement: Agreement) -> tuple[str, ...]:
    """What money of the spend is in no number: no rate, or no lead in its month."""
    return remembered(ledger, kept_name("lead_cost_caveats", agreement), lambda: _caveats(ledger, agreement))


def _caveats(ledger: Ledger, agreement: Agreement) -> tuple[str, ...]:
    told = list(without_rate(ledger, agreement, "spend"))
    if ledger.is_empty("leads") or ledger.is_empty("spend"):
        return tuple(told)
    leads = _leads(ledger, agreement)
    idle = _bought_nothing(ledger, agreement, _money(ledger, agreement, leads))
    (row,) = ledger.rows(idle.aggregate(money=idle.media.sum(), months=idle.month.nunique()))
    if row["money"]:
        spent = exact_money(round(row["money"]), agreement.company.reporting_currency)
        told.append(f"{spent} went to channels in months in which they brought no lead.")
    return (*told, *_still_to_work(ledger, agreement))


def _still_to_work(ledger: Ledger, agreement: Agreement) -> tuple[str, ...]:
    """Which spend is shared out over months, and what part of it falls into months to come."""
    longer = {channel: months for channel, months in agreement.costs.works_months.items() if months > 1}
    spend = _spend(ledger, agreement)
    is_longer = _works_longer(spend.channel, agreement)
    if is_longer is None:
        return ()
    (row,) = ledger.rows(
        spend.aggregate(
            whole=is_longer.ifelse(spend.whole, 0).sum(),
            later=(is_longer & (spend.month > _this_month(ledger, agreement))).ifelse(spend.whole, 0).sum(),
        )
    )
    if not row["whole"]:
        return ()
    later, spent = (Decimal(int(row[name] or 0)) / SCALE for name in ("later", "whole"))
    named = listed([f"{channel} over {months} months" for channel, months in sorted(longer.items())])
    return (
        f"Spend is shared out, {named} ([costs] works_months): {later:,.0f} {agreement.company.reporting_currency}"
        f" of it, {percent(float(later / spent))}, falls into months to come and is in no cost yet.",
    )


def _leads(ledger: Ledger, agreement: Agreement) -> Any:
    """Leads with channel, month, hours, the instant of their win and of their end."""
    facts = funnel_facts(ledger, agreement)
    told = facts.select(
        *LEAD[:-1], "opportunity_id", "customer_at", ended_at=ended(facts), is_handed=has_reached(facts, "mql"),
    )  # fmt: skip
    told = with_campaign_channel(ledger, told, "source")
    month = period_start(local(told.created_at, agreement.company.time_zone, years_of(ledger)), "month")
    told = told.mutate(channel=told.source, month=month, hours=_hours(ledger, agreement, told)).drop("is_handed")
    return told.mutate(bought_by=_everybody() if _names_no_channel(ledger) else told.channel)


def _names_no_channel(ledger: Ledger) -> bool:
    """Whether no spend says its channel, so that all leads of a month share it."""
    return remembered(ledger, "spend_names_no_channel", lambda: not _count_channelled(ledger))


def _count_channelled(ledger: Ledger) -> int:
    """Rows of spend whose channel, or whose campaign's channel, is known."""
    spend = with_campaign_channel(ledger, ledger.table("spend").select("campaign_id", "channel"), "channel")
    return int(ledger.rows(spend.aggregate(n=spend.channel.nullif("").count()))[0]["n"])


def _everybody() -> Any:
    return _text("all leads")


def _hours(ledger: Ledger, agreement: Agreement, leads: Any) -> Any:
    """Hours sales gives a lead: those of its type; none to one that was never handed over, where the record knows hand-overs."""
    import ibis

    capacity = agreement.capacity
    own = [(leads.lead_type.lower() == one.lead_type.casefold(), one.hours) for one in capacity.efforts]
    told = ibis.cases(*own, else_=capacity.hours_per_lead) if own else _number(capacity.hours_per_lead)
    hands_over = {"mql", "sal", "sql"} & set(walked(ledger, agreement))
    return leads.is_handed.ifelse(told, 0.0) if hands_over else told


def _money(ledger: Ledger, agreement: Agreement, leads: Any) -> Any:
    """One row per month, campaign and channel of spend: money, and how many leads share it, kept.

    `campaign_leads` are those of the same campaign and channel in the month; where there are none, `channel_leads` of the channel share.
    """
    parts = (
        agreement.company.reporting_currency,
        agreement.company.time_zone,
        agreement.profile and agreement.profile.text,
        *sorted(agreement.costs.works_months.items()),
    )
    return kept(ledger, kept_name("spend_by_month", *parts), lambda: _spend_by_month(ledger, agreement, leads))


def _spend(ledger: Ledger, agreement: Agreement) -> Any:
    """Spend by month, campaign and channel in whole millionths (`whole`); what works for longer in parts that sum to it exactly."""
    import ibis

    spend = ledger.table("spend").select("day", "campaign_id", "channel", "amount", "currency")
    spend = with_campaign_channel(ledger, spend, "channel")
    spend = spend.mutate(channel=spelled_as_leads(ledger, spend.channel), month=period_start(spend.day, "month"))
    spend = in_reporting(ledger, spend, at="day", reporting=agreement.company.reporting_currency, name="spent")
    spend = spend.mutate(whole=(spend.spent * float(SCALE)).round().cast("int64"))
    spend = spend.select("month", "campaign_id", "channel", "whole")
    is_longer = _works_longer(spend.channel, agreement)
    if is_longer is None:
        return spend
    parts = [spend.filter(~is_longer)]
    for months in sorted({n for n in agreement.costs.works_months.values() if n > 1}):
        names = [name.lower() for name, n in agreement.costs.works_months.items() if n == months]
        some = spend.filter(is_longer & spend.channel.lower().isin(sorted(names)))
        for k in range(months):
            part = some.whole * (k + 1) // months - some.whole * k // months
            # A day moved by months is an instant to most engines, whatever the expression calls it.
            later = period_start(some.month.cast("timestamp") + ibis.interval(months=k), "month")
            parts.append(some.mutate(month=later, whole=part.cast("int64")))
    return ibis.union(*parts)


def _works_longer(channel: Any, agreement: Agreement) -> Any | None:
    """Whether the spend of a channel is shared out over several months, false where the channel is not known; None: no spend is."""
    names = sorted(name.lower() for name, months in agreement.costs.works_months.items() if months > 1)
    return channel.lower().isin(names).fill_null(False) if names else None


def _this_month(ledger: Ledger, agreement: Agreement) -> Any:
    import ibis

    return ibis.date(local_of(ledger.as_of, agreement.company.time_zone).date().replace(day=1).isoformat())


def _spend_by_month(ledger: Ledger, agreement: Agreement, leads: Any) -> Any:
    spend = _spend(ledger, agreement)
    if agreement.costs.works_months:
        spend = spend.filter(spend.month <= _this_month(ledger, agreement))
    spend = spend.mutate(bought_by=_everybody() if _names_no_channel(ledger) else spend.channel)
    money = spend.group_by("month", "campaign_id", "channel", "bought_by").aggregate(money=spend.whole.sum())
    cells = leads.group_by("month", "campaign_id", "bought_by").aggregate(n=leads.count())
    own = cells.select(_m=cells.month, _p=cells.campaign_id, _c=cells.bought_by, campaign_leads=cells.n)
    joined = money.left_join(
        own, [money.month == own["_m"], money.campaign_id == own["_p"], money.bought_by == own["_c"]]
    ).drop("_m", "_p", "_c")
    whole_channel = cells.group_by(_m=cells.month, _c=cells.bought_by).aggregate(channel_leads=cells.n.sum())
    told = joined.left_join(
        whole_channel, [joined.month == whole_channel["_m"], joined.bought_by == whole_channel["_c"]]
    )
    return told.drop("_m", "_c").filter(lambda t: t.money.notnull())


def _with_media(ledger: Ledger, leads: Any, money: Any) -> Any:
    """The leads with `media`: their part of their campaign's money, and of what else their channel spent in the month."""
    own = money.filter(money.campaign_leads.notnull())
    own = own.select(_m="month", _p="campaign_id", _c="bought_by", _own=own.money / float(SCALE) / own.campaign_leads)
    rest = money.filter(money.campaign_leads.isnull(), money.channel_leads.notnull())
    rest = rest.group_by(_m2=rest.month, _c2=rest.bought_by).aggregate(
        total=rest.money.sum(), n=rest.channel_leads.max()
    )
    rest = rest.select("_m2", "_c2", _rest=rest.total / float(SCALE) / rest.n)
    joined = leads.left_join(
        own, [leads.month == own["_m"], leads.campaign_id == own["_p"], leads.bought_by == own["_c"]]
    )
    joined = joined.left_join(rest, [joined.month == rest["_m2"], joined.bought_by == rest["_c2"]])
    spent = first_known(joined["_own"], _number(0.0)) + first_known(joined["_rest"], _number(0.0))
    paid = [row["bought_by"] for row in ledger.rows(money.select("bought_by").distinct()) if row["bought_by"]]
    media = joined.bought_by.isin(sorted(paid)).ifelse(spent, _nothing()) if paid else _nothing()
    return joined.select(*(joined[name] for name in leads.columns), media=media)


def _bought_nothing(ledger: Ledger, agreement: Agreement, money: Any) -> Any:
    """Spend whose channel brought no lead in its month, with the campaign's purpose as far as the channel tells it."""
    from oarlock.measure.facts.places import chosen
    from oarlock.measure.facts.sourcing import channel_purposes

    idle = money.filter(money.campaign_leads.isnull(), money.channel_leads.isnull())
    word = first_known(idle.campaign_id, idle.channel, _text("no campaign"))
    return idle.select(
        "month", "campaign_id", "channel",
        source=idle.channel, cluster=word, media=idle.money / float(SCALE),
        at=begins(idle.month, agreement.company.time_zone, years_of(ledger)),
        unit_id=_text("spend of ") + word + _text(" ") + idle.month.cast("string"),
        purpose=chosen(idle.channel, channel_purposes(ledger, "spend", "channel", agreement)),
    )  # fmt: skip


def _with_amount(ledger: Ledger, agreement: Agreement, rows: Any) -> Any:
    """The rows with the worth of their won deals; null where none is won or none has an amount."""
    deals = deal_facts(ledger, agreement)
    won = deals.filter(deals.status == "won", deals.lead_id.notnull(), deals.amount.notnull())
    worth = (won.amount * float(SCALE)).round().cast("int64")
    side = won.group_by(_won=won.lead_id).aggregate(worth=worth.sum())
    joined = rows.left_join(side, rows.lead_id == side["_won"])
    return joined.select(*(joined[name] for name in rows.columns), amount=joined.worth / float(SCALE))


def _together(leads: Any, idle: Any) -> Any:
    import ibis

    columns = (
        "unit_id",
        "at",
        *LEAD,
        "channel",
        "month",
        "is_lead",
        "media",
        "hours",
        "shared",
        "waited",
        "outcome",
        "amount",
    )
    kinds = {name: leads[name].type() for name in columns}
    missing = {name: ibis.null(kinds[name]) for name in columns if name not in idle.columns}
    zeros = {"is_lead": _number(0).cast(kinds["is_lead"])}
    return ibis.union(leads.select(*columns), idle.mutate(**{**missing, **zeros}).select(*columns))


def _nothing() -> Any:
    import ibis

    return ibis.null("float64")


def _number(value: float) -> Any:
    import ibis

    return ibis.literal(value)


def _text(word: str) -> Any:
    import ibis

    return ibis.literal(word)
