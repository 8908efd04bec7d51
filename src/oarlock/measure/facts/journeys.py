"""Journeys of deals: the touches of whoever stood on the buying side, in order, up to the deal's end (METHODS 4.1).

A journey is one account's deal with the touches of its buying group inside the look-back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.journey_channels import NO_CHANNEL, has_purpose, journey_channels
from oarlock.measure.facts.journey_deals import REVENUE, WON, basis
from oarlock.measure.facts.journey_touches import ACCOUNT, BROAD, ROLES, touches_of_deals
from oarlock.measure.facts.places import first_known, kept, kept_name, tally

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

MOST_BACK = 3
"""So many touches back a chain may remember."""
WIDE = 65_536
"""More than any channel's code, so that place and code fit into one number that keeps the order of places."""


def deal_journeys(ledger: Ledger, agreement: Agreement, goal: str = REVENUE) -> Any:
    """One row per touch of a deal's journey, kept; all of it numbers, for it is many rows and asked often.

    Columns: deal (its number among `journey_deals`), outcome (1 converted, 2 not), person (a number within the deal), code (place of the
    channel among `journey_channels`), touched_at, place (from 1), n (touches of the journey), back_1, back_2 and back_3 (one more than the
    code of the touch so many places before; 0 stands for "before the journey"), maker (code of the last creation touch up to this one; null
    without one), by_lead and by_opening (it came before the first of its people was a lead, before the deal was opened). Deals still open,
    or without an end, are there once they have been open for longer than the look-back.
    """
    name = kept_name(f"journeys_of_{goal}", *basis(agreement))
    return kept(ledger, name, lambda: _journeys(ledger, agreement, goal))


def deal_channels(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per deal and channel in its journey up to its close: deal, channel."""
    import ibis

    rows = deal_journeys(ledger, agreement).select("deal", "code").distinct()
    names = [(rows.code == code, name) for code, name in enumerate(journey_channels(ledger, agreement))]
    return rows.select("deal", channel=ibis.cases(*names, else_=NO_CHANNEL) if names else ibis.literal(NO_CHANNEL))


def scope_shares(ledger: Ledger, agreement: Agreement, goal: str = REVENUE) -> dict[int, dict[str, float]]:
    """Linear credit by channel in each scope (1 roles, 2 account, 3 broad), of converting deals: how much the choice of scope matters."""
    import ibis

    rows = touches_of_deals(ledger, agreement, goal)
    rows = rows.filter(rows.outcome == WON)
    scopes = (ROLES, ACCOUNT, BROAD)
    whole = rows.group_by(_of="deal").aggregate(
        **{f"of_{one}": ibis.greatest(tally(rows.scope <= one), 1) for one in scopes}
    )
    joined = rows.inner_join(whole, rows.deal == whole["_of"])
    # Every touch is an equal part of its deal, so those of deals of equal length are told together.
    counts = joined.group_by("code", *(f"of_{one}" for one in scopes)).aggregate(
        **{f"n_{one}": tally(joined.scope <= one) for one in scopes}
    )
    parts = {
        one: (counts[f"n_{one}"] / counts[f"of_{one}"].cast("float64") * 1e6).round().cast("int64") for one in scopes
    }
    told = ledger.rows(counts.group_by("code").aggregate(**{f"part_{one}": parts[one].sum() for one in scopes}))
    names = journey_channels(ledger, agreement)
    return {
        one: {names[row["code"]]: float(row[f"part_{one}"]) for row in told if row[f"part_{one}"]} for one in scopes
    }


def _in_scope(rows: Any, agreement: Agreement) -> Any:
    if agreement.attribution.scope != "buying_group":
        return rows.drop("scope")
    narrowest = rows.group_by(_of="deal").aggregate(narrowest=rows.scope.min())
    rows = rows.inner_join(narrowest, [rows.deal == narrowest["_of"], rows.scope == narrowest.narrowest])
    return rows.drop("scope", "narrowest", "_of")


def _journeys(ledger: Ledger, agreement: Agreement, goal: str) -> Any:
    """The touches with their place in the journey and what came before; one total order: instant, then id. All told by one sorting."""
    import ibis

    rows = _in_scope(touches_of_deals(ledger, agreement, goal), agreement)
    walk = ibis.window(group_by=rows.deal, order_by=rows.nth)
    so_far = ibis.window(group_by=rows.deal, order_by=rows.nth, rows=(None, 0))
    made = has_purpose(ledger, agreement, rows.code, "create")
    latest = made.ifelse(rows.nth * WIDE + rows.code, ibis.null("int64")).max().over(so_far)
    return rows.select(
        "deal", "outcome", "person", "code", "touched_at",
        place=ibis.row_number().over(walk) + 1,
        n=rows.count().over(ibis.window(group_by=rows.deal)),
        **{f"back_{k}": first_known(rows.code.lag(k).over(walk) + 1, ibis.literal(0)) for k in range(1, MOST_BACK + 1)},
        maker=(latest % WIDE).cast("int32"),
        by_lead=rows.touched_at <= rows.lead_at,
        by_opening=rows.touched_at <= rows.created_at,
    )  # fmt: skip
