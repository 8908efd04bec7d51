"""Capture takes over from creation: what is told as lost, and what as the most that can come of it."""

from __future__ import annotations

from datetime import date, timedelta

from journal import store_of
from oarlock.agreement import default as default_agreement
from oarlock.diagnose.base import Cause
from oarlock.diagnose.engine import diagnose

MONTHS, TURNED = 30, 18


def company(*, captured: int) -> str:
    """Forty leads a month of webinars and ten of brand search; from the nineteenth month on twenty and `captured`. Half become deals."""
    lines = []
    for month in range(MONTHS):
        year, number = divmod(month, 12)
        first = date(2024 + year, number + 1, 1)
        for source, usual, then in (("Webinar", 40, 20), ("Brand", 10, captured)):
            for i in range((then if month >= TURNED else usual) + month % 3):
                lead, came = f"l{source[0]}{month:02}-{i:02}", first + timedelta(days=i % 28)
                lines += [f"{came} {lead} created source={source}", f"{came + timedelta(days=1)} {lead} mql"]
                if i % 2:
                    continue
                opened = came + timedelta(days=9)
                close = opened + timedelta(days=20 + i % 3)
                lines.append(
                    f"{opened} d-{lead} opened lead={lead} amount=10000 close={close} kind=new sourced_by=marketing"
                )
                lines.append(
                    f"{close} d-{lead} {'won' if i % 4 else 'lost reason=price'}" if i % 6 else f"{close} d-{lead} won"
                )
    lines.append("2026-07-01 end created")
    return "\n".join(line for line in lines if line[:10] <= "2026-07-01")


def cause(text: str) -> Cause:
    with store_of(text) as store:
        found = diagnose(store.ledger(None), default_agreement(), "slopes")
    return next(one for one in found.causes if one.code == "demand_capture")


def test_where_capture_makes_up_nothing_is_told_as_lost_but_the_most_that_can_come() -> None:
    told = cause(company(captured=45))
    assert told.verdict.value == "supports"
    assert told.amount.estimate is None
    assert "at most" in told.sentence
    assert "what capture brings more makes up for it so far" in told.sentence


def test_the_amount_is_what_both_bring_less_together() -> None:
    """Fifty leads a month became thirty-five, 30 % less: 35/50 of what bookings would be, so 15/35 of what they are."""
    told = cause(company(captured=15))
    assert told.verdict.value == "supports"
    assert "makes up for part of it" in told.sentence
    assert told.amount.estimate is not None
    assert told.amount.lo is not None
    assert told.amount.hi is not None
    assert 0 < told.amount.lo < told.amount.estimate < told.amount.hi


def test_creation_that_is_only_cut_moved_no_money_to_capture() -> None:
    told = cause(company(captured=10))
    assert told.verdict.value != "supports"
    assert "neither money nor leads of capture grew beyond their trend" in told.sentence
