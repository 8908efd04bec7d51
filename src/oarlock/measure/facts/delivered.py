"""What marketing delivered: one row per lead at the stage both teams count, with what it carried; and the pipeline these leads brought."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.funnel import funnel_facts
from oarlock.measure.facts.handover import IDS, handed_at
from oarlock.measure.facts.leads import profiled
from oarlock.measure.facts.places import kept, kept_name

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

TOUCHES = "touches"
"""The word by which an agreement asks that a lead carry what it answered to."""


def delivered(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead that entered the counted stage, kept on the ledger; what outbound found itself is sales' own and left out.

    Columns: IDS, delivered_at, is_complete (all promised fields filled), has_context (all promised context there; null: nothing of it can
    be told from this record).
    """
    promise, bare = agreement.marketing, replace(agreement, profile=None)
    parts = (
        dict(agreement.channels), agreement.reasons, agreement.stages, promise.counted_stage, promise.complete_fields,
        promise.context,
    )  # fmt: skip
    return profiled(ledger, agreement, kept(ledger, kept_name("delivered", *parts), lambda: _rows(ledger, bare)))


def brought(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per deal of a delivered lead: opportunity_id, lead_id, cluster, account_id, owner_id, campaign_id, source, created_at, value.

    The value is the first amount known of the deal, in the reporting currency.
    """
    import ibis

    deals = deal_facts(ledger, agreement)
    deals = deals.filter(deals.lead_id.notnull()).semi_join(delivered(ledger, agreement), "lead_id")
    return deals.select(
        "opportunity_id", "lead_id", "cluster", "account_id", "owner_id", "campaign_id", "source", "created_at", "on_profile",
        value=ibis.coalesce(deals.first_amount, deals.amount),
    )  # fmt: skip


def told_columns(ledger: Ledger, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the wanted columns of a lead that this record has at all."""
    return tuple(name for name in wanted if name in ledger.columns("leads"))


def _rows(ledger: Ledger, agreement: Agreement) -> Any:
    promise = agreement.marketing
    leads = funnel_facts(ledger, agreement)
    leads = leads.filter((leads.purpose != "outbound") | leads.purpose.isnull())
    entered = handed_at(ledger, agreement, promise.counted_stage)
    if entered is None:
        leads = leads.mutate(delivered_at=_never()).filter(lambda t: t.delivered_at.notnull())
    else:
        entered = kept(ledger, _entered_name(agreement), lambda: entered).rename(delivered_at="handed_at")
        leads = leads.inner_join(entered, leads.lead_id == entered["_handed"]).drop("_handed")
    leads = leads.select(*IDS, "delivered_at")
    cards = ledger.table("leads")
    fields, context = (told_columns(ledger, wanted) for wanted in (promise.complete_fields, promise.context))
    cards = cards.select(_card=cards.lead_id, is_complete=_filled(cards, fields), has_context=_filled(cards, context))
    joined = leads.left_join(cards, leads.lead_id == cards["_card"]).drop("_card")
    if entered is None or TOUCHES not in promise.context or ledger.is_empty("touches"):
        return joined
    return _answered(ledger, joined, entered)


def _entered_name(agreement: Agreement) -> str:
    return kept_name("entered_counted_stage", agreement.stages, agreement.marketing.counted_stage)


def _filled(cards: Any, names: tuple[str, ...]) -> Any:
    """Whether all of the columns are filled; null where there is none to look at."""
    import ibis

    if not names:
        return ibis.null("boolean")
    condition = ibis.literal(True)
    for name in names:
        column = cards[name]
        condition &= (column != "").fill_null(False) if column.type().is_string() else column.notnull()
    return condition


def _answered(ledger: Ledger, leads: Any, entered: Any) -> Any:
    """The leads with `has_context` false where nothing was answered before the delivery.

    Args:
        entered: `_handed`, the leads that are looked for among the touches: few beside all who were ever touched.
    """
    touches = ledger.table("touches")
    touches = touches.semi_join(entered, [("lead_id", "_handed")])
    first = touches.group_by(_touched=touches.lead_id).aggregate(first_at=touches.touched_at.min())
    joined = leads.left_join(first, leads.lead_id == first["_touched"])
    there = (joined.first_at <= joined.delivered_at).fill_null(False)
    return joined.mutate(has_context=joined.has_context.fill_null(True) & there).select(*leads.columns)


def _never() -> Any:
    import ibis

    return ibis.null("timestamp")
