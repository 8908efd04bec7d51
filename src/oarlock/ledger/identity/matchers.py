"""What makes two records one: each matcher offers keys, and records with the same key are matched.

A matcher that weighs probabilities has its place in `MATCHERS` beside these: whatever it computes, it answers with the same rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from oarlock.ledger.identity import normal
from oarlock.ledger.reading import Ledger

COMPANY_ATTRIBUTES = ("company", "company_name", "account_name", "organization", "organisation")
"""Attributes of leads in which exports put the company's name."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """One way of telling that records belong together.

    Attributes:
        entity: "lead" (leads that are one person), "account" (accounts that are one company) or "lead_account" (a lead's company).
        name: Stands in front of the reason, such as "e-mail".
        confidence: "certain", "strong" or "likely".
        keys: Given a ledger, a query for `id`, `key`; rows with an equal key belong together. None where the ledger lacks the columns.
            For "lead_account" the query also gives `master_id`, the account.
    """

    entity: str
    name: str
    confidence: str
    keys: Callable[[Ledger], str | None]


def _lead_emails(_: Ledger) -> str:
    return f"SELECT lead_id AS id, {normal.email('email')} AS key FROM leads"


def _account_domains(_: Ledger) -> str:
    return f"SELECT account_id AS id, {normal.domain('domain')} AS key FROM accounts"


def _account_names(_: Ledger) -> str:
    """Names alone match only where domains do not speak against it: two different domains of one name leave all of that name alone."""
    named = f"SELECT account_id AS id, {normal.company('name')} AS key, {normal.domain('domain')} AS home FROM accounts"
    return f"SELECT id, key FROM ({named}) QUALIFY count(DISTINCT home) OVER (PARTITION BY key) <= 1"


def _lead_domains(_: Ledger) -> str:
    accounts = f"SELECT {normal.domain('domain')} AS key, min(account_id) AS master_id FROM accounts GROUP BY ALL"
    return (
        "SELECT l.id, l.key, a.master_id FROM"
        f" (SELECT lead_id AS id, {normal.domain('email')} AS key FROM leads WHERE account_id IS NULL AND email LIKE '%@%') AS l"
        f" JOIN ({accounts}) AS a USING (key)"
    )


def _lead_companies(ledger: Ledger) -> str | None:
    column = next((name for name in COMPANY_ATTRIBUTES if name in ledger.attributes("leads")), None)
    if column is None:
        return None
    accounts = f"SELECT {normal.company('name')} AS key, min(account_id) AS master_id FROM accounts GROUP BY ALL"
    return (
        "SELECT l.id, l.key, a.master_id FROM"
        f" (SELECT lead_id AS id, {normal.company(column)} AS key FROM leads WHERE account_id IS NULL) AS l"
        f" JOIN ({accounts}) AS a USING (key)"
    )


MATCHERS = (
    Matcher("lead", "e-mail", "certain", _lead_emails),
    Matcher("account", "domain", "strong", _account_domains),
    Matcher("account", "company name", "likely", _account_names),
    Matcher("lead_account", "e-mail domain", "strong", _lead_domains),
    Matcher("lead_account", "company name", "likely", _lead_companies),
)
