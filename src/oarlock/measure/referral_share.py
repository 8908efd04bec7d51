"""Referral share: how many new customers came because somebody recommended us."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.places import chosen, first_known
from oarlock.measure.facts.sourcing import channel_purposes
from oarlock.measure.statistics import Share

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

WORDS = ("referral", "referred", "reference", "recommend", "word of mouth")
"""What a channel or a kind of lead is called when somebody recommended us."""


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per won new deal; one of which nothing says where it came from does not count."""
    import ibis

    deals = deal_facts(ledger, agreement)
    won = deals.filter(deals.status == "won", deals.kind.isnull() | (deals.kind == "new"))
    leads = ledger.table("leads")
    side = leads.select(_lead=leads.lead_id, _channel=leads.source, _type=leads.lead_type)
    joined = won.left_join(side, won.lead_id == side["_lead"])
    joined = joined.mutate(source=first_known(joined.source.nullif(""), joined["_channel"]), lead_type=joined["_type"])
    partners = {
        "partner": sorted(
            {
                name
                for table in ("leads", "opportunities")
                for name in channel_purposes(ledger, table, "source", agreement).get("partner", [])
            }
        )
    }
    named = _named(joined.source) | _named(joined.lead_type)
    by = ibis.cases(
        (joined.sourced_by.isin(["customer", "partner"]), joined.sourced_by),
        (named.fill_null(False), ibis.literal("referral")),
        else_=chosen(joined.source, partners),
    )
    known = joined.sourced_by.notnull() | joined.source.notnull() | joined.lead_type.notnull()
    hit = by.notnull().ifelse(True, known.ifelse(False, ibis.null("boolean")))
    return joined.mutate(
        unit_id=joined.opportunity_id, at=joined.closed_at, hit=hit, referred_by=by,
        won_by=first_known(joined.sourced_by, joined.source),
    ).drop("_lead", "_channel", "_type")  # fmt: skip


def _named(column: Any) -> Any:
    told = column.lower().contains(WORDS[0])
    for word in WORDS[1:]:
        told = told | column.lower().contains(word)
    return told


def caveats(ledger: Ledger, _: Agreement) -> tuple[str, ...]:
    """Referral events name who recommended, not whom."""
    events = ledger.table("customer_events")
    (row,) = ledger.rows(events.filter(events.kind == "referral").count().name("n").as_table())
    if not row["n"]:
        return ()
    return (
        f"Recommendations recorded as events: {row['n']:,}. They name who recommended us, not to whom, and are not in this share.",
    )


METRIC = Metric(
    name="referral_share",
    title="Referral share",
    question="How many new customers came because somebody recommended us?",
    formula=(
        "won new deals sourced by a customer or a partner, or whose channel or kind of lead is a referral ÷ won new deals of which anything"
        " says where they came from"
    ),
    unit=Unit.SHARE,
    grain="one won new deal",
    cohort="closed_at",
    source=("opportunities", "opportunity_versions", "leads", "customer_events"),
    needs=("opportunities", "opportunity_versions"),
    statistic=Share("nothing says where it came from", by_account=True),
    better=Direction.HIGHER,
    answers_for=(Team.BOTH,),
    observe=observe,
    caveats=caveats,
    references=("METHODS 1.10 H12",),
    misleads="It falls when marketing brings more, without one customer recommending less: look at the number of referred wins too.",
)
