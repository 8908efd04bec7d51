"""Who sourced a deal, under the rule the two teams locked (METHODS 4.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.buyers import buyers_touches, with_account
from oarlock.measure.facts.places import chosen, first_known, kept, kept_name, remembered

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

SOURCED_FOR = {"outbound": "sales", "partner": "partner"}
"""Who sourced a deal whose first touch came through a channel of this purpose; any other channel is marketing's."""


def sourced_by(ledger: Ledger, deals: Any, agreement: Agreement, *, deleted: bool = False) -> Any:
    """The deals with `sourced_by` as the agreement's source rule has it.

    `recorded` leaves the recorded value. `first_touch` gives the deal to the team whose channel the account's or the lead's first touch
    came through, up to the deal's creation; what nobody answered is no touch. `first_touch_before_sales` does so only where that touch
    came before the first activity of a person of sales; else the deal is sales'. A deal that no touch precedes keeps its recorded value
    unless that is marketing: then it is unknown.

    Args:
        deals: All deals of the ledger; who sourced them is kept, because every touch is looked at to tell it.
        deleted: Whether deleted deals are among them.
    """
    if agreement.source_rule == "recorded" or ledger.is_empty("touches"):
        return deals
    ignored = agreement.attribution.ignored_kinds
    name = kept_name("deals_sourced", agreement.source_rule, dict(agreement.channels), ignored, deleted)
    told = kept(ledger, name, lambda: _ways(ledger, deals, agreement))
    joined = deals.left_join(told, deals.opportunity_id == told["_sourced"])
    columns = {column: joined[agreement.source_rule if column == "sourced_by" else column] for column in deals.columns}
    return joined.select(**columns)


def sourced_three_ways(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per deal and definition: `definition` (recorded, first_touch, first_touch_before_sales) and `team`, null where unknown.

    The two that go by touches are there only where touches are recorded. Columns beside: opportunity_id.
    """
    import ibis

    deals = ledger.table("opportunities").select("opportunity_id", "created_at", "lead_id", "account_id", "sourced_by")
    recorded = deals.select("opportunity_id", definition=_text("recorded"), team=deals.sourced_by)
    if ledger.is_empty("touches"):
        return recorded
    name = kept_name("sourced_ways", dict(agreement.channels), agreement.attribution.ignored_kinds)
    ways = kept(ledger, name, lambda: _ways(ledger, deals, agreement))
    parts = [
        ways.select(opportunity_id=ways["_sourced"], definition=_text(name), team=ways[name])
        for name in ("first_touch", "first_touch_before_sales")
    ]
    return ibis.union(recorded, *parts)


def _ways(ledger: Ledger, deals: Any, agreement: Agreement) -> Any:
    """One row per deal: _sourced (its id), and who sourced it by first_touch and by first_touch_before_sales."""
    first, sold = _first_touch(ledger, deals, agreement), _first_activity(ledger, deals)
    joined = deals.left_join(first, deals.opportunity_id == first["_touched"])
    joined = joined.left_join(sold, joined.opportunity_id == sold["_worked"])
    unclaimed = (joined.sourced_by == "marketing").ifelse(_nothing(), joined.sourced_by)
    before_sales = (joined.sold_at < joined.first_touched_at).ifelse(_text("sales"), joined.touch_team)
    return joined.select(
        _sourced=joined.opportunity_id,
        first_touch=first_known(joined.touch_team, unclaimed),
        first_touch_before_sales=first_known(before_sales, unclaimed),
    )


def channel_purposes(ledger: Ledger, table: str, column: str, agreement: Agreement) -> dict[str, list[str]]:
    """Which channels of a column serve which purpose: `create`, `capture`, `outbound`, `partner`; unlabelled channels are left out."""
    purposes: dict[str, list[str]] = {}
    for channel in channels_seen(ledger, table, column):
        purpose = agreement.purpose_of(channel)
        if purpose is not None:
            purposes.setdefault(purpose, []).append(channel)
    return {purpose: sorted(channels) for purpose, channels in sorted(purposes.items())}


def channels_seen(ledger: Ledger, table: str, column: str) -> list[str]:
    """Every channel in a column of a table, in order of their names."""
    rows = ledger.table(table)
    told = rows.filter(rows[column].notnull()).select(channel=rows[column]).distinct()
    return remembered(
        ledger, kept_name("channels", table, column), lambda: sorted(row["channel"] for row in ledger.rows(told))
    )


def _first_touch(ledger: Ledger, deals: Any, agreement: Agreement) -> Any:
    """One row per deal that an answered touch of its lead or account precedes: the first one's instant and team."""
    import ibis

    purposes = channel_purposes(ledger, "touches", "channel", agreement)
    touches = buyers_touches(ledger, agreement).filter(lambda t: t.counts)
    touches = touches.select("touch_id", "channel", "lead_id", "account_id", at="touched_at")
    touches = with_account(ledger, touches)
    told = ("opportunity_id", "created_at", "at", "touch_id", "channel")
    linked = ibis.union(
        _first_of_account(deals, touches).select(*told), _of_lead_elsewhere(deals, touches).select(*told)
    )
    linked = linked.filter(linked["at"] <= linked.created_at)
    order = ibis.window(group_by=linked.opportunity_id, order_by=[linked["at"], linked.touch_id])
    first = linked.mutate(place=ibis.row_number().over(order)).filter(lambda t: t.place == 0)
    teams = {team: purposes.get(purpose, []) for purpose, team in SOURCED_FOR.items()}
    return first.select(
        _touched=first.opportunity_id,
        first_touched_at=first["at"],
        touch_team=first_known(chosen(first.channel, teams), _text("marketing")),
    )


def _first_of_account(deals: Any, touches: Any) -> Any:
    """Deals with the first touch of their account, more than one where several came at that instant.

    Only an account's very first touch can be a deal's first: if that came after the deal, so did all others.
    """
    begun = touches.group_by(_begun="account_id").aggregate(begun_at=touches["at"].min())
    first = touches.inner_join(begun, [touches.account_id == begun["_begun"], touches["at"] == begun.begun_at])
    return _keyed(deals, "account_id").inner_join(first, [("_key", "account_id")])


def _of_lead_elsewhere(deals: Any, done: Any) -> Any:
    """Deals with all that was done with their lead and not told of their account: usually little, for the rest is the account's as well."""
    joined = _keyed(deals, "lead_id").inner_join(done, [("_key", "lead_id")])
    return joined.filter(~(joined.account_id == joined["_deals_account"]).fill_null(False))


def _keyed(deals: Any, by: str) -> Any:
    """Deals with the lead or the account that they are joined by."""
    keyed = deals.select("opportunity_id", "created_at", _deals_account="account_id", _key=deals[by])
    return keyed.filter(keyed["_key"].notnull())


def _first_activity(ledger: Ledger, deals: Any) -> Any:
    """One row per deal: the first thing that a person of sales did with its lead or its account."""
    import ibis

    done = ledger.table("activities").filter(lambda t: t.automated.isnull() | ~t.automated)
    done = with_account(ledger, done.select("lead_id", "account_id", at="happened_at"), "activities")
    of_accounts = _keyed(deals, "account_id")
    # First by whom it was done with, so that an account of many deals is looked at once.
    known = done.semi_join(of_accounts, [("account_id", "_key")])
    begun = known.group_by("account_id").aggregate(at=known["at"].min())
    of_account = of_accounts.inner_join(begun, [("_key", "account_id")])
    both = ibis.union(*(part.select("opportunity_id", "at") for part in (of_account, _of_lead_elsewhere(deals, done))))
    return both.group_by(_worked=both.opportunity_id).aggregate(sold_at=both["at"].min())


def _nothing() -> Any:
    import ibis

    return ibis.null("string")


def _text(word: str) -> Any:
    import ibis

    return ibis.literal(word)
