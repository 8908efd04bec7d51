"""Whether an account or a lead is the kind of customer the company wants, as a column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from oarlock.ledger.tables import MONEY_SCALE, TABLES, Kind
from oarlock.measure.facts.places import first_known

if TYPE_CHECKING:
    from oarlock.agreement import Agreement, Rule
    from oarlock.ledger.reading import Ledger


def unjudged(agreement: Agreement) -> Agreement:
    """The agreement without its profile: who asks nothing of the profile needs no look at the accounts, and shares what is kept."""
    return replace(agreement, profile=None)


def joined_to_account(ledger: Ledger, table: Any, wanted: Iterable[str]) -> Any:
    """The table with the `wanted` columns: its account's where the account has such a column, else its own.

    Where both have it (a lead's country and its account's), the account's stands and the row's own fills its gaps. The table needs
    `account_id`; it gets exactly its own columns plus the wanted ones.
    """
    accounts_have = set(ledger.columns("accounts"))
    wanted = sorted(set(wanted) - {"account_id"})
    borrowed = [name for name in wanted if name in accounts_have]
    if not borrowed or ledger.is_empty("accounts"):
        missing = {name: _nothing() for name in wanted if name not in table.columns}
        return table.mutate(**missing) if missing else table
    side = ledger.table("accounts")
    side = side.select(_account=side.account_id, **{f"_of_{name}": side[name] for name in borrowed})
    own = list(table.columns)
    joined = table.left_join(side, table.account_id == side["_account"])
    merged = {
        name: _either(joined[f"_of_{name}"], joined[name], name) if name in own else joined[f"_of_{name}"]
        for name in borrowed
    }
    kept = {name: joined[name] for name in own if name not in merged}
    return joined.select(**kept, **merged)


def account_judged(ledger: Ledger, table: Any, rule: Rule | None) -> Any | None:
    """The table with `on_profile` by its account alone, or None where the rule reads what only the table's own rows have.

    A join of accounts reduced to a yes or no is half the work of one that carries what the rule reads.
    """
    if (
        rule is None
        or not set(rule.columns) <= set(ledger.columns("accounts"))
        or set(rule.columns) & set(table.columns)
    ):
        return None
    judged = judged_accounts(ledger, rule)
    joined = table.left_join(judged, table.account_id == judged["_account"])
    return joined.select(*(joined[name] for name in table.columns), joined.on_profile)


def on_profile(table: Any, rule: Rule | None) -> Any:
    """The rule as a column of a table that has its columns: true, false, or null where it cannot be told or nothing was agreed."""
    import ibis

    return ibis.null("boolean") if rule is None else rule.on(table)


def judged_accounts(ledger: Ledger, rule: Rule | None) -> Any:
    """One row per account: _account, on_profile; a rule that reads what accounts do not have cannot be told of any."""
    accounts = ledger.table("accounts")
    missing = {name: _nothing() for name in (rule.columns if rule else ()) if name not in accounts.columns}
    accounts = accounts.mutate(**missing) if missing else accounts
    return accounts.select(_account=accounts.account_id, on_profile=on_profile(accounts, rule))


def _either(account: Any, own: Any, name: str) -> Any:
    """The account's value, else the row's own; as text where the own one is a text attribute (a rule reads numbers in it)."""
    if account.type() == own.type():
        return first_known(account, own)
    column = TABLES["accounts"].column(name)
    money = column is not None and column.kind is Kind.MONEY
    return first_known((account / float(MONEY_SCALE) if money else account).cast("string"), own.cast("string"))


def _nothing() -> Any:
    import ibis

    return ibis.null("string")
