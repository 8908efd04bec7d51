"""Deals whose journeys are told: how far back a journey goes, and when it is over (METHODS 4.1)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oarlock.measure.cohorts import now
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.places import BUCKET, days_between, first_known, kept, kept_name, remembered

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

REVENUE, PIPELINE = "revenue", "pipeline"
"""What the credit is for: deals won, up to their close; or deals opened, up to their creation."""
WON, NOT_WON = 1, 2
FALLBACK_DAYS = 180.0


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


def basis(agreement: Agreement) -> tuple[Any, ...]:
    """What journeys depend on in the agreement."""
    settings = agreement.attribution
    return (
        agreement.company.reporting_currency, agreement.source_rule, dict(agreement.channels), settings.lookback_days,
        settings.scope, settings.sales_touches, settings.ignored_kinds,
    )  # fmt: skip


def journey_deals(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per deal, kept, with a number that stands for it where touches are many: sorting numbers is half the work of sorting text.

    Columns: deal, opportunity_id, account_bucket, account_id, lead_id, created_at, over_at (where credit for revenue ends; null of a deal
    not yet over), last_at (the later of the two), outcome (by its end; null of a deal not yet over), amount, first_amount, lead_at (when
    the first of its people became a lead).
    """
    name = kept_name("journey_deals", *basis(agreement))
    return kept(ledger, name, lambda: _numbered(ledger, agreement))


def ended_deals(ledger: Ledger, agreement: Agreement, goal: str = REVENUE) -> Any:
    """Deals whose journey is over, with the instant it ended, its outcome and what it is worth.

    Columns: deal, opportunity_id, account_bucket, created_at, lead_at, ends_at, outcome, amount.
    """
    import ibis

    deals = journey_deals(ledger, agreement)
    if goal == PIPELINE:
        told = deals.mutate(ends_at=deals.created_at, outcome=ibis.literal(WON, type="int8"), amount=deals.first_amount)
    else:
        told = deals.filter(deals.outcome.notnull()).rename(ends_at="over_at")
    return told.select("deal", "opportunity_id", BUCKET, "created_at", "lead_at", "ends_at", "outcome", "amount")


def people_of(ledger: Ledger, deals: Any) -> Any:
    """One row per deal and person of it, by its lead and its contact roles: opportunity_id, _person."""
    import ibis

    people = deals.filter(deals.lead_id.notnull()).select("opportunity_id", _person="lead_id")
    if ledger.is_empty("contact_roles"):
        return people
    roles = ledger.table("contact_roles").select("opportunity_id", _person="lead_id")
    return ibis.union(people, roles.filter(roles["_person"].notnull()), distinct=True)


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
    people = people_of(ledger, told)
    leads = ledger.table("leads").select(_lead="lead_id", _since="created_at")
    known = people.inner_join(leads, people["_person"] == leads["_lead"])
    first = known.group_by(_of=known.opportunity_id).aggregate(lead_at=known["_since"].min())
    told = told.left_join(first, told.opportunity_id == first["_of"]).drop("_of")
    return told.mutate(
        deal=ibis.row_number().over(ibis.window(order_by=told.opportunity_id)),
        last_at=ibis.greatest(first_known(told.created_at, told.over_at), first_known(told.over_at, told.created_at)),
    )
