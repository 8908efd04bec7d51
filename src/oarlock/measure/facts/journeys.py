"""Journeys of deals: the touches of whoever stood on the buying side, in order, up to the deal's end (METHODS 4.1).

A journey is one account's deal with the touches of its buying group inside the look-back. Three nested scopes say who that is: the people
of its contact roles and its lead; everyone of the account; also those of parent, sister and daughter companies.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oarlock.measure.cohorts import now
from oarlock.measure.facts.buyers import (
    answered,
    buyers_touches,
    family_heads,
    has_parents,
    ignored_kinds,
    with_account,
)
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.places import (
    BUCKET,
    days_between,
    first_known,
    kept,
    kept_name,
    remembered,
    seconds_between,
    tally,
)

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

REVENUE, PIPELINE = "revenue", "pipeline"
"""What the credit is for: deals won, up to their close; or deals opened, up to their creation."""
ROLES, ACCOUNT, BROAD = 1, 2, 3
WIDEST = {"roles": ROLES, "account": ACCOUNT, "broad": BROAD, "buying_group": BROAD}
SAME_MINUTES = 30
"""Touches of one person on one channel so close together are one touch."""
FALLBACK_DAYS = 180.0
NO_CHANNEL = "(no channel)"
SALES = "Sales "
WON, NOT_WON = 1, 2
MOST_BACK = 3
"""So many touches back a chain may remember."""
WIDE = 65_536
"""More than any channel's code, so that place and code fit into one number that keeps the order of places."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far back a journey goes.

    Attributes:
        lookback_days: Touches up to so many days before the deal's end count.
        cycle_days: Median days from creation to win; None without a win.
    """

    lookback_days: float
    cycle_days: float | None


def reach(ledger: Ledger, agreement: Agreement) -> Reach:
    """The look-back that the agreement states, else twice the median cycle of deals won, rounded up to whole days."""
    name = kept_name("median_cycle", agreement.company.reporting_currency, agreement.source_rule)
    cycle = remembered(ledger, name, lambda: _median_cycle(ledger, agreement))
    stated = agreement.attribution.lookback_days
    if stated is not None:
        return Reach(stated, cycle)
    return Reach(FALLBACK_DAYS if not cycle else float(math.ceil(2 * cycle)), cycle)


def journey_channels(ledger: Ledger, agreement: Agreement) -> tuple[str, ...]:
    """Every channel a journey may hold, in name order; its place is its code."""
    name = kept_name("journey_channels", agreement.attribution.sales_touches)
    return remembered(ledger, name, lambda: _channels(ledger, agreement))


def _channels(ledger: Ledger, agreement: Agreement) -> tuple[str, ...]:
    found = set()
    if not ledger.is_empty("touches"):
        touches = ledger.table("touches")
        found = {row["channel"] or NO_CHANNEL for row in ledger.rows(touches.select("channel").distinct())}
    if agreement.attribution.sales_touches and not ledger.is_empty("activities"):
        kinds = ledger.table("activities").select("kind").distinct()
        found |= {SALES + (row["kind"] or "activity") for row in ledger.rows(kinds)}
    return tuple(sorted(found))


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


def journey_deals(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per deal, kept, with a number that stands for it where touches are many: sorting numbers is half the work of sorting text.

    Columns: deal, opportunity_id, account_bucket, account_id, lead_id, created_at, over_at (where credit for revenue ends; null of a deal
    not yet over), last_at (the later of the two), outcome (by its end; null of a deal not yet over), amount, first_amount, lead_at (when
    the first of its people became a lead).
    """
    name = kept_name("journey_deals", *basis(agreement))
    return kept(ledger, name, lambda: _numbered(ledger, agreement))


def deal_channels(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per deal and channel in its journey up to its close: deal, channel."""
    import ibis

    rows = deal_journeys(ledger, agreement).select("deal", "code").distinct()
    names = [(rows.code == code, name) for code, name in enumerate(journey_channels(ledger, agreement))]
    return rows.select("deal", channel=ibis.cases(*names, else_=NO_CHANNEL) if names else ibis.literal(NO_CHANNEL))


def scope_shares(ledger: Ledger, agreement: Agreement, goal: str = REVENUE) -> dict[int, dict[str, float]]:
    """Linear credit by channel in each scope (1 roles, 2 account, 3 broad), of converting deals: how much the choice of scope matters."""
    import ibis

    rows = _touches_of_deals(ledger, agreement, goal)
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


def basis(agreement: Agreement) -> tuple[Any, ...]:
    """What journeys depend on in the agreement."""
    settings = agreement.attribution
    return (
        agreement.company.reporting_currency, agreement.source_rule, dict(agreement.channels), settings.lookback_days,
        settings.scope, settings.sales_touches, settings.ignored_kinds,
    )  # fmt: skip


def ended_deals(ledger: Ledger, agreement: Agreement, goal: str = REVENUE) -> Any:
    """Deals whose journey is over, with the instant it ended, its outcome and what it is worth.

    Columns: deal, opportunity_id, account_bucket, created_at, lead_at, ends_at, outcome, amount.
    """
    deals = journey_deals(ledger, agreement)
    if goal == PIPELINE:
        told = deals.mutate(ends_at=deals.created_at, outcome=_number(WON), amount=deals.first_amount)
    else:
        told = deals.filter(deals.outcome.notnull()).rename(ends_at="over_at")
    return told.select("deal", "opportunity_id", BUCKET, "created_at", "lead_at", "ends_at", "outcome", "amount")


def answered_touches(ledger: Ledger, agreement: Agreement) -> Any:
    """Touches that may earn credit; `channel_codes` tells the codes of their channels."""
    touches = ledger.table("touches").select("touch_id", "touched_at", "lead_id", "account_id", "channel", "kind")
    return touches.filter(answered(touches, ignored_kinds(agreement))).drop("kind")


def channel_codes(ledger: Ledger, agreement: Agreement, channel: Any) -> Any:
    """The place of each channel among `journey_channels`; best asked of few rows, because every name is tried on each."""
    import ibis

    channels = journey_channels(ledger, agreement)
    if not channels:
        return ibis.literal(0, type="int32")
    named = first_known(channel, ibis.literal(NO_CHANNEL))
    return ibis.cases(*[(named == name, code) for code, name in enumerate(channels)], else_=0).cast("int32")


def _median_cycle(ledger: Ledger, agreement: Agreement) -> float | None:
    """From counts by whole days, so that no engine's own median is needed."""
    deals = deal_facts(ledger, agreement)
    won = deals.filter(deals.status == "won", deals.closed_at.notnull())
    days = days_between(won.created_at, won.closed_at).round().cast("int64")
    told = won.group_by(days=days).aggregate(n=won.count())
    rows = sorted((row["days"], row["n"]) for row in ledger.rows(told) if row["days"] is not None)
    half, seen = sum(n for _, n in rows) / 2, 0
    for length, n in rows:
        seen += n
        if seen >= half:
            return float(max(length, 0))
    return None


def _numbered(ledger: Ledger, agreement: Agreement) -> Any:
    import ibis

    facts = deal_facts(ledger, agreement)
    decided = facts.status.isin(["won", "lost"]).fill_null(False)
    old = days_between(facts.created_at, now(ledger)) > reach(ledger, agreement).lookback_days
    is_over, won = decided | old, (facts.status == "won").fill_null(False)
    told = facts.select(
        "opportunity_id", BUCKET, "account_id", "lead_id", "created_at", "amount", "first_amount",
        over_at=is_over.ifelse(first_known(facts.closed_at, now(ledger)), ibis.null("timestamp")),
        outcome=is_over.ifelse(won.ifelse(WON, NOT_WON), ibis.null("int8")).cast("int8"),
    )  # fmt: skip
    people = _people(ledger, told)
    leads = ledger.table("leads").select(_lead="lead_id", _since="created_at")
    known = people.inner_join(leads, people["_person"] == leads["_lead"])
    first = known.group_by(_of=known.opportunity_id).aggregate(lead_at=known["_since"].min())
    told = told.left_join(first, told.opportunity_id == first["_of"]).drop("_of")
    return told.mutate(
        deal=ibis.row_number().over(ibis.window(order_by=told.opportunity_id)),
        last_at=ibis.greatest(first_known(told.created_at, told.over_at), first_known(told.over_at, told.created_at)),
    )


def _people(ledger: Ledger, deals: Any) -> Any:
    """One row per deal and person of it, by its lead and its contact roles: opportunity_id, _person."""
    import ibis

    people = deals.filter(deals.lead_id.notnull()).select("opportunity_id", _person="lead_id")
    if ledger.is_empty("contact_roles"):
        return people
    roles = ledger.table("contact_roles").select("opportunity_id", _person="lead_id")
    return ibis.union(people, roles.filter(roles["_person"].notnull()), distinct=True)


def _touches_of_deals(ledger: Ledger, agreement: Agreement, goal: str) -> Any:
    """Touches inside the look-back of deals that are over, of everyone in the widest scope asked for; repeated ones left out.

    Columns: deal, outcome, lead_at, created_at, nth (their order), touched_at, code, person, scope (the narrowest that holds it).
    """
    near = kept(ledger, kept_name("touches_near_deals", *basis(agreement)), lambda: _near(ledger, agreement))
    ended = ended_deals(ledger, agreement, goal)
    ended = ended.select("ends_at", "outcome", "lead_at", "created_at", _of="deal")
    rows = near.inner_join(ended, near.deal == ended["_of"])
    days = reach(ledger, agreement).lookback_days
    rows = rows.filter(_inside(rows.touched_at, rows.ends_at, days))
    # What came before counts as the first of two only where it belongs to this journey.
    close = seconds_between(rows.before, rows.touched_at) < SAME_MINUTES * 60
    repeated = close & (days_between(rows.before, rows.ends_at) <= days)
    rows = rows.filter(~repeated.fill_null(False))
    return rows.select("deal", "outcome", "lead_at", "created_at", "nth", "touched_at", "code", "person", "scope")


def _inside(touched_at: Any, ends_at: Any, days: float) -> Any:
    return ((touched_at <= ends_at) & (days_between(touched_at, ends_at) <= days)).fill_null(False)


def _near(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per deal and touch that counts for one goal or the other, with its order in the deal and the number of its person.

    `before` is when the same person was last touched on the same channel within what counts for the deal.
    """
    import ibis

    parts = list(_linked(ledger, agreement, journey_deals(ledger, agreement)))
    rows = ibis.union(*parts) if len(parts) > 1 else parts[0]
    days = reach(ledger, agreement).lookback_days
    rows = rows.filter(
        rows.touched_at <= rows.last_at,
        _inside(rows.touched_at, rows.created_at, days) | _inside(rows.touched_at, rows.over_at, days),
    )
    order = ibis.window(group_by=rows.deal, order_by=[rows.touched_at, rows.touch_id])
    rows = rows.select(
        "deal", "touched_at", "person", "scope",
        code=channel_codes(ledger, agreement, rows.channel), nth=ibis.row_number().over(order),
    )  # fmt: skip
    # One sorting numbers the people and tells what came before, which counts where it is of the same person and channel.
    people = ibis.window(group_by=rows.deal, order_by=rows.person)
    alike = ibis.window(group_by=rows.deal, order_by=[rows.person, rows.code, rows.nth])
    rows = rows.mutate(
        number=ibis.dense_rank().over(people).cast("int32"),
        last_person=rows.person.lag().over(alike),
        last_code=rows.code.lag().over(alike),
        last_touched_at=rows.touched_at.lag().over(alike),
    )
    is_same = (rows.last_person == rows.person) & (rows.last_code == rows.code)
    return rows.select(
        "deal", "touched_at", "code", "scope", "nth",
        person=rows.number, before=is_same.ifelse(rows.last_touched_at, ibis.null("timestamp")),
    )  # fmt: skip


def _linked(ledger: Ledger, agreement: Agreement, deals: Any) -> Iterator[Any]:
    """Touches joined to deals, by each way in which they can belong to one; each touch to a deal once, in the narrowest scope."""
    people = _people(ledger, deals)
    people = _keyed(deals, "opportunity_id").inner_join(people, [("_key", "opportunity_id")])
    people = people.select(*DEAL, _key="_person")
    widest = WIDEST[agreement.attribution.scope]
    touches = buyers_touches(ledger, agreement)
    yield from _joined_ways(ledger, touches.filter(touches.counts).drop("counts"), deals, people, widest)
    if agreement.attribution.sales_touches and not ledger.is_empty("activities"):
        done = _sales_touches(ledger)
        of_deal = done.select(*(name for name in done.columns if name != "opportunity_id"), _of_deal="opportunity_id")
        yield _row(of_deal.inner_join(_keyed(deals, "opportunity_id"), [("_of_deal", "_key")]), ROLES)
        rest = of_deal.filter(of_deal["_of_deal"].isnull()).drop("_of_deal")
        yield from _joined_ways(ledger, rest, deals, people, widest, table="activities")


def _joined_ways(
    ledger: Ledger, touches: Any, deals: Any, people: Any, widest: int, *, table: str = "touches"
) -> Iterator[Any]:
    by_person = touches.inner_join(people, [("lead_id", "_key")])
    yield _row(by_person, ROLES)
    if widest == ROLES:
        return
    named = people.select(_of="deal", _person="_key")

    def of_others(joined: Any) -> Any:
        return joined.anti_join(named, [joined.deal == named["_of"], joined.lead_id == named["_person"]])

    touches = with_account(ledger, touches, table)
    yield _row(of_others(touches.inner_join(_keyed(deals, "account_id"), [("account_id", "_key")])), ACCOUNT)
    if widest == BROAD and has_parents(ledger):
        yield _row(of_others(touches.inner_join(_family(ledger, deals), [("account_id", "_key")])), BROAD)


DEAL = ("deal", "created_at", "over_at", "last_at")


def _keyed(deals: Any, by: str) -> Any:
    """What is needed of a deal to tell whether a touch counts for it, with the key it is joined by."""
    told = deals.filter(deals[by].notnull())
    return told.select(*DEAL, _key=told[by])


def _row(joined: Any, scope: int) -> Any:
    """One candidate: a deal and a touch. Whom a touch does not name is one person, the account."""
    person = first_known(joined.lead_id, joined.account_id, joined.touch_id)
    return joined.select(*DEAL, "touch_id", "touched_at", "channel", person=person, scope=_number(scope))


def _family(ledger: Ledger, deals: Any) -> Any:
    """Deals by the other accounts that share their parent, or are it."""
    heads = family_heads(ledger)
    own = deals.inner_join(heads.rename(_own="account_id"), [("account_id", "_own")])
    own = own.select(*DEAL, "_own", "head").filter(lambda t: t["head"].notnull())
    joined = own.inner_join(heads.rename(_key="account_id", _head="head"), [("head", "_head")])
    return joined.select(*DEAL, "_own", "_key").filter(lambda t: t["_key"] != t["_own"]).drop("_own")


def _sales_touches(ledger: Ledger) -> Any:
    """What people of ours did, as touches on channels of their own."""
    import ibis

    done = ledger.table("activities")
    done = done.filter(done.automated.isnull() | ~done.automated)
    channel = ibis.literal(SALES) + first_known(done.kind, ibis.literal("activity"))
    return done.select(
        "lead_id",
        "account_id",
        "opportunity_id",
        touch_id=done.activity_id,
        touched_at=done.happened_at,
        channel=channel,
    )


def _in_scope(rows: Any, agreement: Agreement) -> Any:
    if agreement.attribution.scope != "buying_group":
        return rows.drop("scope")
    narrowest = rows.group_by(_of="deal").aggregate(narrowest=rows.scope.min())
    rows = rows.inner_join(narrowest, [rows.deal == narrowest["_of"], rows.scope == narrowest.narrowest])
    return rows.drop("scope", "narrowest", "_of")


def _journeys(ledger: Ledger, agreement: Agreement, goal: str) -> Any:
    """The touches with their place in the journey and what came before; one total order: instant, then id. All told by one sorting."""
    import ibis

    rows = _in_scope(_touches_of_deals(ledger, agreement, goal), agreement)
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


def codes_of(ledger: Ledger, agreement: Agreement, purpose: str) -> list[int]:
    """Codes of the channels that serve a purpose."""
    channels = journey_channels(ledger, agreement)
    return [code for code, name in enumerate(channels) if agreement.purpose_of(name) == purpose]


def has_purpose(ledger: Ledger, agreement: Agreement, code: Any, purpose: str) -> Any:
    """Whether each channel serves a purpose, by its code."""
    import ibis

    codes = codes_of(ledger, agreement, purpose)
    return code.isin(codes) if codes else ibis.literal(False)


def _number(value: int) -> Any:
    import ibis

    return ibis.literal(value, type="int8")
