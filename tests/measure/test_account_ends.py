"""Accounts at the ends of periods, against a count that looks at every account at every end."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from journal import store_of
from oarlock.agreement import Agreement, Rule
from oarlock.agreement.accounts import AccountStage
from oarlock.measure.engine import measure
from oarlock.measure.facts.account_ends import TOLD, account_ends
from oarlock.measure.facts.period_ends import at_each, period_ends

ACCOUNTS = ("acme", "tiny", "big2")
MINUTES = {"Webinar": 30.0, "Email": 1.0, "Content": 5.0}
FIRST, DAYS = datetime(2024, 1, 3, 10, tzinfo=UTC), 500


def _story(seed: int) -> list[tuple[datetime, str, str]]:
    """Events as (instant, account, what), some before their account was created."""
    chance = random.Random(seed)  # noqa: S311 - the same story every time
    told = [(FIRST + timedelta(days=40 * i), name, "founded") for i, name in enumerate(ACCOUNTS)]
    for _ in range(60):
        at = FIRST + timedelta(days=chance.randrange(DAYS))
        told.append((at, chance.choice(ACCOUNTS), chance.choice([*MINUTES, "lead"])))
    for i, name in enumerate(ACCOUNTS):
        opened = FIRST + timedelta(days=chance.randrange(60, DAYS - 60))
        told += [(opened, name, f"deal{i} opened"), (opened + timedelta(days=50), name, f"deal{i} won")]
    return sorted(told)


def _journal(story: list[tuple[datetime, str, str]]) -> str:
    lines = []
    for i, (at, account, what) in enumerate(story):
        day = f"{at:%Y-%m-%d %H:%M}"
        if what == "founded":
            lines.append(f"{day} {account} founded")
        elif what == "lead":
            lines.append(f"{day} lead{i} created account={account}")
        elif what in MINUTES:
            lines.append(f"{day} web answered account={account} channel={what}")
        elif what.endswith("opened"):
            lines.append(f"{day} {what} account={account} amount=100 close=2026-01-01")
        else:
            lines.append(f"{day} {what}")
    return "\n".join(lines)


def _stood(story: list[tuple[datetime, str, str]], account: str, at: datetime, since: datetime) -> tuple[float, ...]:
    """What stood of an account at an instant; minutes of touches from `since` on count."""
    mine = [(when, what) for when, name, what in story if name == account and when <= at]
    opened, won = (sum(what.endswith(word) for _, what in mine) for word in ("opened", "won"))
    return (
        sum(MINUTES[what] for when, what in mine if what in MINUTES and when >= since),
        0.0,
        float(sum(what == "lead" for _, what in mine)),
        float(opened - won),
        float(won),
    )


@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
@pytest.mark.parametrize(
    ("every", "days"), [("quarter", 90), ("month", 90), ("month", 20), ("year", 90), ("quarter", 400)]
)
def test_every_account_is_told_at_every_end_as_it_stood(agreement: Agreement, every: str, days: int, zone: str) -> None:
    """Windows shorter and longer than the periods; touches before an account was created count from its first end on."""
    known = AccountStage("known", Rule("people > 0"))
    agreement = replace(
        agreement,
        accounts=replace(agreement.accounts, window_days=days, stages=(known, *agreement.accounts.stages)),
        company=replace(agreement.company, time_zone=zone),
    )
    story = _story(days)
    with store_of(_journal(story)) as store:
        ledger = store.ledger(None)
        ends = period_ends(ledger, agreement, every)
        rows = at_each(account_ends(ledger, agreement, every), ends.table(ledger))
        found = {(r["account_id"], r["end_no"]): tuple(r[n] for n in TOLD) for r in ledger.rows(rows)}
        assert len(found) == ledger.rows(rows.aggregate(n=rows.count()))[0]["n"]
    founded = {account: at for at, account, what in story if what == "founded"}
    expected = {}
    for no, (period, end) in enumerate(zip(ends.periods, ends.at, strict=True)):
        last = end.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()
        day = min(period.end, last + timedelta(days=1)) - timedelta(days=days)
        since = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
        for account in (name for name in ACCOUNTS if founded[name] <= end.replace(tzinfo=UTC)):
            expected[account, no] = _stood(story, account, end.replace(tzinfo=UTC), since)
    assert found == expected


def test_people_are_counted_where_a_stage_reads_them(agreement: Agreement) -> None:
    """Nearly every account has some, so nobody else pays for them."""
    known = AccountStage("known", Rule("People >= 2"))
    read = replace(agreement, accounts=replace(agreement.accounts, stages=(known,)))
    with store_of(_journal(_story(1))) as store:
        ledger = store.ledger(None)
        assert "people" not in account_ends(ledger, agreement, "quarter").columns
        assert "people" in account_ends(ledger, read, "quarter").columns
        leads = ledger.count("leads")
        (last,) = measure(ledger, read, "account_stage", where="account_id = 'acme'").rows[-1:]
    assert leads > len(ACCOUNTS)
    assert last.slice["stage"] == "known"


SILENT = """
2024-01-01 acme founded
2024-01-01 tiny founded
2024-05-01 web answered account=tiny channel=Event
2024-12-01 ann created account=acme
"""
"""Without a deal in the record nobody knows who is in one."""


def _measured(agreement: Agreement, **how: Any) -> Any:
    with store_of(SILENT) as store:
        found = measure(store.ledger(None), agreement, "account_stage", **how)
        return {(r.period, r.slice["stage"]): (r.estimate, found.records(r)) for r in found.rows if r.estimate}


def test_records_behind_a_number_are_those_that_stood_at_that_end(agreement: Agreement) -> None:
    told = _measured(agreement, every="quarter")
    assert told["2024Q1", "unknown"] == (2, ("acme", "tiny"))
    assert told["2024Q2", "engaged"] == (1, ("tiny",))
    assert told["2024Q2", "unknown"] == (1, ("acme",))
    assert told["2024Q3", "unknown"] == (2, ("acme", "tiny"))


def test_without_periods_the_last_end_asked_about_counts(agreement: Agreement) -> None:
    assert _measured(agreement) == {(None, "unknown"): (2, ("acme", "tiny"))}
    until = datetime(2024, 8, 1).date()
    assert _measured(agreement, until=until) == {(None, "engaged"): (1, ("tiny",)), (None, "unknown"): (1, ("acme",))}
