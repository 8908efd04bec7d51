"""What marketing delivered: one row per lead at the stage both teams count, with what it carried; and the pipeline these leads brought."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.buyers import answered_only, ignored_kinds
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.funnel import funnel_facts
from oarlock.measure.facts.handover import IDS, entered
from oarlock.measure.facts.leads import profiled
from oarlock.measure.facts.places import is_filled, kept, kept_name
from oarlock.measure.facts.profile_of import unjudged

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

AS_RECORDED = ("lead_id", "account_id", "source", "campaign_id", "lead_type", "country", "owner_id")
"""Columns of IDS that are as the lead's record has them."""
TOUCHES = "touches"
"""The word by which an agreement asks that a lead carry what it answered to."""


def delivered(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead that entered the counted stage, kept on the ledger; what outbound found itself is sales' own and left out.

    Columns: IDS, delivered_at, is_complete (all promised fields filled), has_context (all promised context there; null: nothing of it can
    be told from this record).
    """
    promise, bare = agreement.marketing, unjudged(agreement)
    parts = (
        dict(agreement.channels), agreement.reasons, agreement.stages, promise.counted_stage, promise.complete_fields,
        promise.context, ignored_kinds(agreement),
    )  # fmt: skip
    return profiled(ledger, agreement, kept(ledger, kept_name("delivered", *parts), lambda: _rows(ledger, bare)))


def brought(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per deal of a delivered lead: opportunity_id, lead_id, cluster, account_id, owner_id, campaign_id, source, created_at, value.

    The value is the first amount known of the deal, in the reporting currency.
    """
    import ibis

    deals = deal_facts(ledger, agreement)
    deals = deals.filter(deals.lead_id.notnull()).semi_join(delivered(ledger, unjudged(agreement)), "lead_id")
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
    delivered = entered(ledger, agreement, leads, promise.counted_stage)
    if delivered is None:
        leads = leads.mutate(delivered_at=_never()).filter(lambda t: t.delivered_at.notnull())
    else:
        leads = delivered.rename(delivered_at="entered_at")
    leads = leads.select(*IDS, "delivered_at")
    joined = _carded(ledger, agreement, leads)
    if delivered is None or TOUCHES not in promise.context or ledger.is_empty("touches"):
        return joined
    return _answered(ledger, agreement, leads, joined)


def _carded(ledger: Ledger, agreement: Agreement, leads: Any) -> Any:
    """The leads with `is_complete` and `has_context`; of what they should have, only what their facts lack is looked up.

    Where something lacks is looked for in the leads' records first, because what few lack is soon met with those delivered.
    """
    import ibis

    promise = agreement.marketing
    wanted = {"is_complete": promise.complete_fields, "has_context": promise.context}
    names = {hit: told_columns(ledger, columns) for hit, columns in wanted.items()}
    away = {hit: [name for name in own if name not in AS_RECORDED] for hit, own in names.items()}
    told, lacking = leads, {hit: f"_lacks_{hit}" for hit, own in away.items() if own}
    if lacking:
        cards = ledger.table("leads")
        lacks = {column: ~_filled([cards[name] for name in away[hit]]) for hit, column in lacking.items()}
        cards = cards.select(_card="lead_id", **lacks)
        cards = cards.filter(ibis.or_(*(cards[column] for column in lacking.values())))
        told = leads.left_join(cards, leads.lead_id == cards["_card"])
    hits = {hit: _filled([told[name] for name in own if name in AS_RECORDED]) for hit, own in names.items() if own}
    hits |= {hit: hits[hit] & ~told[column].fill_null(False) for hit, column in lacking.items()}
    return told.select(*leads.columns, **{hit: hits.get(hit, ibis.null("boolean")) for hit in wanted})


def _filled(columns: Sequence[Any]) -> Any:
    """Whether all of the columns are filled."""
    import ibis

    condition = ibis.literal(True)
    for column in columns:
        condition &= is_filled(column)
    return condition


def _answered(ledger: Ledger, agreement: Agreement, leads: Any, carded: Any) -> Any:
    """The carded leads with `has_context` false where nothing was answered before the delivery.

    The touches are looked through for the leads, which are few beside them; which touch it is that came first is nobody's question. Told
    are the leads without any, which are fewer still.
    """
    touches = answered_only(ledger, agreement, ledger.table("touches").select("lead_id", "touched_at", "kind"))
    told = leads.anti_join(touches, [leads.lead_id == touches.lead_id, touches.touched_at <= leads.delivered_at])
    told = told.select(_unanswered="lead_id")
    joined = carded.left_join(told, carded.lead_id == told["_unanswered"])
    has = joined.has_context.fill_null(True) & joined["_unanswered"].isnull()
    return joined.mutate(has_context=has).select(*carded.columns)


def _never() -> Any:
    import ibis

    return ibis.null("timestamp")
