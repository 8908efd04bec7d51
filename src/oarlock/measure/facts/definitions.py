"""Leads as they stood when they were handed over, with what each team's own rule makes of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from oarlock.ledger.engine import named, quoted
from oarlock.measure.facts.places import first_known, kept, kept_name
from oarlock.measure.facts.profile_of import joined_to_account

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

TEAMS = ("marketing", "sales")
OWN = ("lead_id", "account_id", "created_at", "source", "campaign_id", "lead_type", "country", "owner_id")


def why_undefined(ledger: Ledger, agreement: Agreement) -> str:
    """Why the two definitions cannot be compared on this record, and which clause would change that; empty where they can."""
    missing = [team for team in TEAMS if team not in agreement.definitions]
    if missing:
        return (
            f"the agreement does not say what {' and '.join(missing)} {'call' if len(missing) > 1 else 'calls'} a good lead; ask each team"
            " alone and write it under [definitions]"
        )
    known = {*ledger.columns("leads"), *ledger.columns("accounts")}
    problems = [
        str(one) for team in TEAMS for one in agreement.definitions[team].check(known, where=f"definitions.{team}")
    ]
    return "; ".join(problems)


def judged_leads(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead with `by_marketing` and `by_sales`: true, false, or null where a value is missing that the rule needs."""
    rules = {team: agreement.definitions[team] for team in TEAMS}
    described = leads_for_rules(ledger, agreement, {name for rule in rules.values() for name in rule.columns})
    return described.mutate(**{f"by_{team}": rule.on(described) for team, rule in rules.items()})


def leads_for_rules(ledger: Ledger, agreement: Agreement, columns: Iterable[str]) -> Any:
    """Leads as they stood when handed over, with the columns that rules read: the account's, else the lead's own."""
    leads = leads_as_handed(ledger, agreement)
    there = {name.lower(): name for name in leads.columns}
    wanted = sorted({there.get(name.lower(), name) for name in columns})
    own = [name for name in wanted if name in leads.columns and name not in OWN]
    base = leads.select(*OWN, *own, cluster=first_known(leads.account_id, leads.person_id, leads.lead_id))
    return joined_to_account(ledger, base, wanted)


def leads_as_handed(ledger: Ledger, agreement: Agreement) -> Any:
    """The leads with the values known when marketing handed them over, at their creation where it did not: a score of today knows the end.

    Of a lead whose every version is younger, the earliest is taken.
    """
    if not ledger.has_earlier_versions("leads"):
        return ledger.table("leads")
    name = kept_name("leads_as_handed", agreement.names_of("mql"), ledger.as_of)
    return kept(ledger, name, lambda: _first_versions(ledger, agreement))


def _first_versions(ledger: Ledger, agreement: Agreement) -> str:
    columns = ", ".join(named(name) for name in ledger.columns("leads") if name != "person_id")
    stages = ", ".join(quoted(name) for name in agreement.names_of("mql"))
    until = f"TIMESTAMP '{ledger.as_of.replace(tzinfo=None)}'"
    return (
        f"WITH handed AS (SELECT l.lead_id, l.person_id, coalesce(min(s.changed_at), min(l.created_at)) AS handed_at FROM leads AS l"
        f" LEFT JOIN stage_changes AS s ON s.lead_id = l.lead_id AND s.stage IN ({stages}) GROUP BY l.lead_id, l.person_id),"
        f" placed AS (SELECT v.*, h.person_id AS known_person, row_number() OVER (PARTITION BY v.lead_id ORDER BY"
        f" CASE WHEN v.known_at <= h.handed_at THEN 0 ELSE 1 END,"
        f" CASE WHEN v.known_at <= h.handed_at THEN v.row_no ELSE 0 END DESC, v.known_at, v.row_no) AS nth"
        f" FROM (SELECT {columns}, row_no FROM {ledger.stored('leads')} WHERE known_at <= {until}) AS v"
        f" JOIN handed AS h ON h.lead_id = v.lead_id)"
        f" SELECT {columns}, known_person AS person_id FROM placed WHERE nth = 1"
    )
