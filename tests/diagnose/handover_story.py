"""Companies of a few hundred leads, told as journals, with what was done with each lead said by the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from journal import store_of
from oarlock import agreement as agreements
from oarlock.agreement import Agreement
from oarlock.diagnose.base import Question

FIRST = date(2024, 1, 1)


@dataclass
class Lead:
    """What becomes of one lead; a test changes what it is about."""

    number: int
    month: int
    id: str
    on: date
    source: str = "Search"
    owner: str = "bob"
    account: str = ""
    score: int = 50
    touched_after: float | None = 1.0  # hours from 9:00; None: never
    attempts: int = 6
    accepted: bool = False
    reason: str | None = "no_response"  # None: not turned down; "": turned down without a reason
    opportunity: bool = False
    won: bool = False
    amount: int = 1000
    more: list[str] = field(default_factory=list)


def usual(lead: Lead) -> Lead:
    """Half are accepted, a tenth become deals, half of those are won; one in twenty is forgotten."""
    place = lead.number % 20
    lead.accepted = place % 2 == 0
    lead.opportunity, lead.won = place in (2, 12), place == 2
    if lead.accepted:
        lead.reason = None
    if place == 19:
        lead.touched_after, lead.attempts, lead.reason = None, 0, None
    return lead


def lines_of(lead: Lead) -> Iterator[str]:
    """The lead's journal."""
    day, at = lead.on, datetime.combine(lead.on, datetime.min.time()) + timedelta(hours=9)
    company = lead.account or f"co{lead.id}"
    card = f"source={lead.source} owner={lead.owner} account={company} score={lead.score} email={lead.id}@x.test"
    yield f"{day} 08:00 {lead.id} created {card}"
    yield f"{at} {lead.id} mql"
    yield f"{at} {lead.id} assigned to={lead.owner}"
    if lead.touched_after is not None:
        for number in range(max(lead.attempts, 1)):
            yield f"{at + timedelta(hours=lead.touched_after, days=number)} {lead.id} touched by=call user_id={lead.owner}"
    if lead.accepted:
        yield f"{day + timedelta(days=2)} {lead.id} sal"
    if lead.reason is not None:
        told = f" reason={lead.reason}" if lead.reason else ""
        yield f"{day + timedelta(days=9)} {lead.id} disqualified{told} changed_by={lead.owner}"
    if lead.opportunity:
        opened = day + timedelta(days=10)
        yield f"{opened} d{lead.id} opened lead={lead.id} account={company} amount={lead.amount} kind=new sourced_by=marketing"
        yield f"{day + timedelta(days=40)} d{lead.id} {'won' if lead.won else 'lost reason=price'}"
    yield from lead.more


def journal_of(months: int, per_month: int, change: Callable[[Lead], Lead] = usual) -> str:
    """So many leads a month on working days, each made by `usual` and then changed."""
    lines = []
    for month in range(months):
        start = date(FIRST.year + month // 12, month % 12 + 1, 1)
        for place in range(per_month):
            on = start + timedelta(days=place * 28 // per_month)
            on += timedelta(days=(0, 0, 0, 0, 0, 2, 1)[on.weekday()])
            number = month * per_month + place
            lead = change(usual(Lead(number, month, f"l{month:02d}x{place:03d}", on)))
            lines += lines_of(lead)
    return "\n".join(lines).replace("00:00:00 ", "00:00 ")


@contextmanager
def asked(text: str, agreement: Agreement | None = None, *, months: int = 0) -> Iterator[Question]:
    """The journal as a question, as known at the end of its last month."""
    agreed = agreement or agreements.default()
    end = datetime(FIRST.year + months // 12, months % 12 + 1, 1, tzinfo=UTC) + timedelta(days=20) if months else None
    with store_of(text) as store:
        yield Question(store.ledger(end), agreed)
