"""What accounts did in stretches of time, and how they stood at instants: the outcomes that a test is judged by (METHODS 4.8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import reduce
from typing import TYPE_CHECKING, Any

from oarlock.agreement.calendar import starts_at
from oarlock.errors import EmptySample, UnknownName, UsedWrongly
from oarlock.measure.facts.customers import customers
from oarlock.measure.facts.deals import deal_facts, open_spells
from oarlock.measure.facts.entries import in_scope
from oarlock.measure.facts.places import first_known, tally
from oarlock.words import count, counted

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

OUTCOMES = {
    "deal": "accounts with a deal created",
    "won": "accounts with a deal won",
    "pipeline": "pipeline created per account",
}
"""What can be compared, and what it is called where accounts are the units."""
PER_ACCOUNT = {
    "deal": "deals created per account",
    "won": "deals won per account",
    "pipeline": "pipeline created per account",
}
"""The same where regions or segments are."""


def check(ledger: Ledger, outcome: str, horizon: int) -> None:
    """Whether the record can tell an outcome of accounts in so many days.

    Raises:
        UnknownName: no such outcome. UsedWrongly: less than a day. EmptySample: a table is missing; says which file would change that.
    """
    if horizon < 1:
        raise UsedWrongly(f"A horizon of {horizon} days cannot be. Give the days that the test may take, such as 90.")
    if outcome not in OUTCOMES:
        raise UnknownName("outcome", outcome, OUTCOMES)
    for table in ("accounts", "opportunities", "opportunity_versions"):
        if ledger.is_empty(table):
            raise EmptySample(f"no {table.replace('_', ' ')} recorded; import {table}")


def start_of(day: date, agreement: Agreement) -> datetime:
    """The first instant of a day of the company, as the ledger stores it: UTC, naive."""
    return starts_at(day, agreement.company.time_zone).replace(tzinfo=None)


def happened(ledger: Ledger, agreement: Agreement, outcome: str) -> Any:
    """One row per deal of the agreed kinds that counts: account_id, at, value (1, or units of the reporting currency, null unknown)."""
    import ibis

    deals = deal_facts(ledger, agreement)
    deals = deals.filter(deals.account_id.notnull(), in_scope(ledger, deals, agreement, any_source=True))
    if outcome == "won":
        deals = deals.filter(deals.status == "won")
    value = first_known(deals.first_amount, deals.amount) if outcome == "pipeline" else ibis.literal(1.0)
    return deals.select("account_id", at=deals.closed_at if outcome == "won" else deals.created_at, value=value)


def without_amount(
    ledger: Ledger, agreement: Agreement, accounts: Any, since: datetime, until: datetime
) -> tuple[str, ...]:
    """What is to be said of deals of these accounts, opened in [since, until), whose amount is unknown; nothing where all are known.

    Raises:
        EmptySample: not one amount is known, so that a pipeline of 0 would be made up; says what to import.
    """
    deals = happened(ledger, agreement, "pipeline")
    deals = deals.filter(deals.at >= _at(since), deals.at < _at(until)).semi_join(accounts, "account_id")
    (row,) = ledger.rows(deals.aggregate(deals=deals.count(), unknown=tally(deals.value.isnull())))
    many, unknown = int(row["deals"]), int(row["unknown"] or 0)
    currency = agreement.company.reporting_currency
    if unknown == many > 0:
        raise EmptySample(
            f"None of {counted(many, 'deal')} of these accounts has an amount in {currency}. Import amounts with opportunity_versions, or"
            " rates of exchange (rates.csv), or state another reporting_currency under [company]."
        )
    if not unknown:
        return ()
    verbs = ("has", "adds") if unknown == 1 else ("have", "add")
    return (f"{count(unknown)} of {counted(many, 'deal')} {verbs[0]} no amount in {currency} and {verbs[1]} nothing.",)


def was_there(accounts: Any, at: datetime) -> Any:
    """Whether an account was in the record at an instant, as 1 or 0; one without a day counts as always there."""
    return (accounts.created_at.isnull() | (accounts.created_at <= _at(at))).ifelse(1, 0)


def with_outcomes(
    ledger: Ledger, agreement: Agreement, accounts: Any, outcome: str, stretches: Sequence[tuple[datetime, datetime]]
) -> Any:
    """Accounts with what they did in each stretch [from, to): `did_0`, `did_1` …; 1 or 0, of pipeline the sum of the known amounts."""
    import ibis

    rows = happened(ledger, agreement, outcome)
    told = {}
    for i, (since, until) in enumerate(stretches):
        inside = (rows.at >= _at(since)) & (rows.at < _at(until))
        amount = inside.ifelse(first_known(rows.value, ibis.literal(0.0)), 0.0)
        told[f"did_{i}"] = amount.sum() if outcome == "pipeline" else amount.max()
    done = rows.group_by(_did="account_id").aggregate(**told)
    joined = accounts.left_join(done, accounts.account_id == done["_did"])
    filled = {name: first_known(joined[name], ibis.literal(0.0)) for name in told}
    return joined.select(*accounts.columns, **filled)


def with_standing(ledger: Ledger, agreement: Agreement, accounts: Any, at: Sequence[datetime]) -> Any:
    """Accounts with whether each had an open deal or was a customer at each instant: `busy_0`, `busy_1` …; 1 or 0."""
    import ibis

    spells = open_spells(ledger, agreement, ("account_id",))
    bought = customers(ledger, agreement)
    open_, paying = {}, {}
    for i, instant in enumerate(at):
        then = (spells.valid_from < _at(instant)) & (spells.valid_to.isnull() | (spells.valid_to > _at(instant)))
        open_[f"busy_{i}"] = then.ifelse(1, 0).max()
        # Of whom only the end is known was a customer before it.
        since = (bought.started_at.isnull() | (bought.started_at < _at(instant))).ifelse(1, 0)
        paying[f"busy_{i}"] = (bought.churned_at.isnull() | (bought.churned_at > _at(instant))).ifelse(since, 0).max()
    parts = [rows.group_by("account_id").aggregate(**told) for rows, told in ((spells, open_), (bought, paying))]
    stood = reduce(lambda one, two: one.union(two), parts)
    stood = stood.group_by(_stood="account_id").aggregate(**{name: stood[name].max() for name in open_})
    joined = accounts.left_join(stood, accounts.account_id == stood["_stood"])
    filled = {name: first_known(joined[name], ibis.literal(0)) for name in open_}
    return joined.select(*accounts.columns, **filled)


def _at(instant: datetime) -> Any:
    import ibis

    return ibis.literal(instant, type="timestamp")
