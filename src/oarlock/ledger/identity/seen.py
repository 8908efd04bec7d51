"""How matches show in the tables that readers see; the stored rows stay as their sources said."""

from __future__ import annotations


def with_identities(table: str, query: str, identities: str, has_any: bool) -> str:
    """The query of a table with the identities in force laid over it.

    `leads.person_id` is the matched person where one was found. `leads.account_id`, where the source gave none, is the account matched by
    domain or company name. Matches hold for every as-of instant: they are a reading of the record, not something that happened.

    Args:
        table: The ledger table.
        query: Its rows without identities.
        identities: What to read matches from, as written after FROM.
        has_any: Whether anything was ever matched; without, the query is left as it is, so that reading costs nothing.
    """
    if table != "leads" or not has_any:
        return query
    person, account = (
        f"SELECT id, master_id FROM ({in_force(identities)}) WHERE entity = '{entity}'"
        for entity in ("lead", "lead_account")
    )
    return (
        "SELECT seen.* REPLACE (coalesce(person.master_id, seen.person_id) AS person_id,"
        " coalesce(seen.account_id, account.master_id) AS account_id)"
        f" FROM ({query}) AS seen LEFT JOIN ({person}) AS person ON person.id = seen.lead_id"
        f" LEFT JOIN ({account}) AS account ON account.id = seen.lead_id"
    )


def in_force(identities: str) -> str:
    """Query for the rows of matches that were not taken back."""
    undone = f"SELECT match_no FROM {identities} WHERE undone_at IS NOT NULL"
    return f"SELECT * FROM {identities} ANTI JOIN ({undone}) AS undone USING (match_no)"
