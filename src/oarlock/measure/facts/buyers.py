"""Touches of whoever stands on the buying side of a deal: a small part of all touches, taken out once for all that is asked about deals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.places import first_known, gone, kept, kept_name, remembered

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def buyers_touches(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per touch of a lead or an account that may stand behind a deal, kept.

    Deals that were deleted in their source are among them, and other companies of a buyer's family, so that whoever asks about deals finds
    every touch here that could matter.

    Columns: touch_id, touched_at, lead_id, account_id, channel, counts (it may earn credit: it is of no ignored kind).
    """
    ignored = ignored_kinds(agreement)
    return kept(ledger, kept_name("buyers_touches", ignored), lambda: _touches(ledger, ignored))


def ignored_kinds(agreement: Agreement) -> list[str]:
    """Kinds of touch that earn nothing, in lower case and in order."""
    return sorted({kind.lower() for kind in agreement.attribution.ignored_kinds})


def answered(touches: Any, ignored: list[str]) -> Any:
    """Whether each touch may earn credit, by the kinds (in lower case) that earn none."""
    import ibis

    return touches.kind.isnull() | ~touches.kind.lower().isin(ignored) if ignored else ibis.literal(True)


def answered_touches(ledger: Ledger, agreement: Agreement) -> Any:
    """Touches that may earn credit, of everyone: touch_id, touched_at, lead_id, account_id, channel."""
    touches = ledger.table("touches").select("touch_id", "touched_at", "lead_id", "account_id", "channel", "kind")
    return touches.filter(answered(touches, ignored_kinds(agreement))).drop("kind")


def answered_only(ledger: Ledger, agreement: Agreement, touches: Any) -> Any:
    """The touches but those that nobody answered; of a record without such kinds all, for a look at each costs more than all else."""
    seen = ledger.table("touches").kind
    kinds = ledger.table("touches").filter(seen.notnull()).select(kind=seen).distinct()
    told = remembered(ledger, "kinds_of_touches", lambda: tuple(row["kind"] for row in ledger.rows(kinds)))
    ignored = set(ignored_kinds(agreement))
    unanswered = sorted(kind for kind in told if kind.lower() in ignored)
    return touches.filter(touches.kind.isnull() | ~touches.kind.isin(unanswered)) if unanswered else touches


def with_account(ledger: Ledger, touches: Any, table: str = "touches") -> Any:
    """Touches with the account of their lead where they name none themselves; only those are joined to it."""
    import ibis

    if not lacks_accounts(ledger, table):
        return touches
    leads = ledger.table("leads").select(_lead="lead_id", _of="account_id")
    known, lacking = touches.filter(touches.account_id.notnull()), touches.filter(touches.account_id.isnull())
    joined = lacking.left_join(leads, lacking.lead_id == leads["_lead"])
    told = joined.select(**{name: joined["_of" if name == "account_id" else name] for name in touches.columns})
    return ibis.union(known, told)


def has_parents(ledger: Ledger) -> bool:
    """Whether any account names the one above it."""
    accounts = ledger.table("accounts")
    return bool(ledger.rows(accounts.filter(accounts.parent_id.notnull()).select("account_id").limit(1)))


def family_heads(ledger: Ledger) -> Any:
    """One row per account with the `head` of its family: its parent, or itself."""
    accounts = ledger.table("accounts")
    return accounts.select("account_id", head=first_known(accounts.parent_id, accounts.account_id))


def _touches(ledger: Ledger, ignored: list[str]) -> Any:
    touches = ledger.table("touches").select("touch_id", "touched_at", "lead_id", "account_id", "channel", "kind")
    accounts = _accounts(ledger)
    wanted = touches.account_id.isin(accounts.account_id) | touches.lead_id.isin(_people(ledger, accounts).lead_id)
    touches = touches.filter(wanted)
    return touches.mutate(counts=answered(touches, ignored)).drop("kind")


def _accounts(ledger: Ledger) -> Any:
    """Accounts that deals name, and those of the same families."""
    import ibis

    own = _of_deals(ledger, "account_id")
    if not has_parents(ledger):
        return own
    heads = family_heads(ledger)
    dealt = heads.semi_join(own, "account_id").select("head").distinct()
    return ibis.union(own, heads.semi_join(dealt, "head").select("account_id"), distinct=True)


def _people(ledger: Ledger, accounts: Any) -> Any:
    """Leads of deals and of their contact roles; where touches go without an account, also those of the accounts."""
    import ibis

    people = _of_deals(ledger, "lead_id")
    if not ledger.is_empty("contact_roles"):
        roles = ledger.table("contact_roles")
        people = ibis.union(people, roles.filter(roles.lead_id.notnull()).select("lead_id"))
    if lacks_accounts(ledger, "touches"):
        people = ibis.union(people, ledger.table("leads").semi_join(accounts, "account_id").select("lead_id"))
    return people


def _of_deals(ledger: Ledger, column: str) -> Any:
    """What deals name in a column, deleted ones among them."""
    import ibis

    present = ledger.table("opportunities")
    told = present.filter(present[column].notnull()).select(column)
    ended = gone(ledger, "opportunities")
    return told if ended is None else ibis.union(told, ended.filter(ended[column].notnull()).select(column))


def lacks_accounts(ledger: Ledger, table: str) -> bool:
    """Whether any row of a table names no account itself."""
    bare = ledger.table(table)
    return bool(ledger.rows(bare.filter(bare.account_id.isnull()).select("account_id").limit(1)))
