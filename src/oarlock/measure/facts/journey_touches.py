"""Touches of a deal's buyers inside its look-back, each with the narrowest scope that holds it (METHODS 4.1).

Three nested scopes say who the buyers are: the people of the deal's contact roles and its lead; everyone of the account; also those of
parent, sister and daughter companies.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.buyers import buyers_touches, family_heads, has_parents, with_account
from oarlock.measure.facts.journey_channels import SALES, channel_codes
from oarlock.measure.facts.journey_deals import basis, ended_deals, journey_deals, people_of, reach
from oarlock.measure.facts.places import days_between, first_known, kept, kept_name, seconds_between

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

ROLES, ACCOUNT, BROAD = 1, 2, 3
WIDEST = {"roles": ROLES, "account": ACCOUNT, "broad": BROAD, "buying_group": BROAD}
SAME_MINUTES = 30
"""Touches of one person on one channel so close together are one touch."""
DEAL = ("deal", "created_at", "over_at", "last_at")


def touches_of_deals(ledger: Ledger, agreement: Agreement, goal: str) -> Any:
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
    people = people_of(ledger, deals)
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


def _keyed(deals: Any, by: str) -> Any:
    """What is needed of a deal to tell whether a touch counts for it, with the key it is joined by."""
    told = deals.filter(deals[by].notnull())
    return told.select(*DEAL, _key=told[by])


def _row(joined: Any, scope: int) -> Any:
    """One candidate: a deal and a touch. Whom a touch does not name is one person, the account."""
    import ibis

    person = first_known(joined.lead_id, joined.account_id, joined.touch_id)
    return joined.select(
        *DEAL, "touch_id", "touched_at", "channel", person=person, scope=ibis.literal(scope, type="int8")
    )


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
