"""Who the people are, by the agreed personas: among leads, leads handed over, the buying groups of deals, and those who bought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from oarlock.measure.facts import deal_facts, lead_facts
from oarlock.measure.facts.definitions import leads_for_rules
from oarlock.measure.facts.profile_of import unjudged

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

OTHER = "anybody_else"
UNREAD = "unread"
GROUPS = {
    "leads": "New leads of two years",
    "handed": "Leads handed over",
    "dealt": "Buying groups of deals",
    "buyers": "Those who bought",
}
DAYS = 730


@dataclass(frozen=True)
class People:
    """How many of each persona; deals count once, split over their people. unread: of whom the rules cannot tell."""

    counts: Mapping[str, float]
    unread: float
    records: tuple[str, ...] = ()


def people(ledger: Ledger, agreement: Agreement) -> dict[str, People]:
    """All four groups, of the last two years."""
    named = _with_persona(ledger, agreement)
    since = _instant(ledger.as_of.replace(tzinfo=None) - timedelta(days=DAYS))
    new = named.filter(named.created_at >= since)
    entered = lead_facts(ledger, unjudged(agreement)).select(_entered="lead_id", mql_at="mql_at")
    handed = named.inner_join(entered, named.lead_id == entered["_entered"]).filter(lambda t: t.mql_at >= since)
    deals = deal_facts(ledger, unjudged(agreement)).filter(lambda t: t.created_at >= since)
    group = _buying_group(ledger, named, deals)
    return {
        "leads": _counted(ledger, new),
        "handed": _counted(ledger, handed),
        "dealt": _split(ledger, group),
        "buyers": _split(ledger, group.filter(group.status == "won"), records=True),
    }


def _with_persona(ledger: Ledger, agreement: Agreement) -> Any:
    """Leads with `persona`: the first whose rule holds, anybody_else where none does, unread where a rule cannot be told."""
    import ibis

    personas = [persona for persona in agreement.personas if persona.share]
    leads = leads_for_rules(ledger, agreement, {name for persona in personas for name in persona.rule.columns})
    rules = [(persona.rule.on(leads), persona.name) for persona in personas]
    unknown = rules[0][0].isnull()
    for rule, _ in rules[1:]:
        unknown = unknown | rule.isnull()
    label = ibis.cases(*((rule.fill_null(False), name) for rule, name in rules), (unknown, UNREAD), else_=OTHER)
    return leads.select("lead_id", "created_at", persona=label)


def _buying_group(ledger: Ledger, named: Any, deals: Any) -> Any:
    """One row per deal and person: those with a role in it, and the lead it came from."""
    from_lead = deals.filter(deals.lead_id.notnull()).select("opportunity_id", "lead_id")
    roles = ledger.table("contact_roles").select("opportunity_id", "lead_id")
    links = from_lead.union(roles).distinct()
    ends = deals.select(_deal="opportunity_id", status="status", closed_at="closed_at")
    linked = links.inner_join(ends, links.opportunity_id == ends["_deal"]).select(
        "opportunity_id", "lead_id", "status", "closed_at"
    )
    people_ = named.select(_person="lead_id", persona="persona")
    joined = linked.inner_join(people_, linked.lead_id == people_["_person"])
    return joined.select("opportunity_id", "status", "closed_at", "persona")


def _counted(ledger: Ledger, rows: Any) -> People:
    told = ledger.rows(rows.group_by("persona").aggregate(n=rows.count()).order_by("persona"))
    return _people({row["persona"]: float(row["n"]) for row in told})


def _split(ledger: Ledger, group: Any, *, records: bool = False) -> People:
    """Each deal counts once, in equal parts of the people in it whose persona is known."""
    import ibis

    known = group.filter(group.persona != UNREAD)
    each = known.mutate(part=1.0 / known.persona.count().over(ibis.window(group_by=known.opportunity_id)))
    told = ledger.rows(each.group_by("persona").aggregate(n=each.part.sum()).order_by("persona"))
    whole, seen = (ledger.rows(rows.aggregate(n=rows.opportunity_id.nunique()))[0]["n"] for rows in (group, known))
    ids: tuple[str, ...] = ()
    if records:
        last = group.select("opportunity_id", "closed_at").distinct()
        last = last.order_by([ibis.desc("closed_at"), "opportunity_id"]).limit(20)
        ids = tuple(row["opportunity_id"] for row in ledger.rows(last))
    return People({row["persona"]: float(row["n"]) for row in told}, float(whole - seen), ids)


def _people(counts: dict[str, float]) -> People:
    unread = counts.pop(UNREAD, 0.0)
    return People(counts, unread)


def _instant(at: Any) -> Any:
    import ibis

    return ibis.literal(at, type="timestamp")
