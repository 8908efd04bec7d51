"""What slow answers go with, where it is known that they go with nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from journal import store_of
from oarlock import agreement as agreements
from oarlock.diagnose._breach import Cost, cost_of
from oarlock.diagnose._late_parts import is_late

MONDAY = datetime(2025, 1, 6, 9)


def company(*, slow_are_taken: float, join: float = 0.0) -> str:
    """Ten leads a Monday for 60 weeks, every second one answered two days late; whoever is not taken is turned down an hour later.

    Args:
        slow_are_taken: The share of slow leads that become deals; of the fast ones it is 40 %.
        join: The share of fast leads that join a deal which names another lead.
    """
    lines = ["2024-12-01 p hired team=sales role=sdr name=P"]
    for n in range(600):
        at, lead, slow = MONDAY + timedelta(weeks=n // 10), f"l{n:03}", n % 2 == 1
        answer = at + timedelta(days=2 if slow else 0, hours=1)
        lines += [
            f"{at:%Y-%m-%d %H:%M} {lead} {what}" for what in ("created source=Web score=50", "mql", "assigned to=p")
        ]
        lines.append(f"{answer:%Y-%m-%d %H:%M} {lead} touched by=call")
        if n // 2 % 10 < 10 * (slow_are_taken if slow else 0.4):
            opened = at + timedelta(days=10)
            lines.append(
                f"{opened:%Y-%m-%d} d{n} opened lead={lead} amount=1000 close={opened + timedelta(days=20):%Y-%m-%d}"
            )
            lines.append(f"{opened + timedelta(days=20):%Y-%m-%d} d{n} won")
        elif not slow and n // 2 % 10 < 10 * (0.4 + join):
            lines.append(f"{at + timedelta(days=10):%Y-%m-%d} {lead} opportunity")
        else:
            lines.append(f"{answer + timedelta(hours=1):%Y-%m-%d %H:%M} {lead} disqualified reason=no_need")
    return "\n".join([*lines, "2026-08-01 end created"])


def told(journal: str) -> Cost:
    agreement = replace(agreements.default(), company=replace(agreements.default().company, reporting_currency="USD"))
    with store_of(journal) as store, store.ledger(None) as ledger:
        cost = cost_of(ledger, agreement, is_late, 100)
    assert cost is not None
    return cost


@pytest.mark.parametrize(("slow_are_taken", "gap"), [(0.4, 0.0), (0.2, 0.2)])
def test_leads_turned_down_soon_after_an_answer_in_time_stay_among_the_fast(slow_are_taken: float, gap: float) -> None:
    """By hand: 40 % of the fast become deals of 1,000 and as many, or half as many, of the slow; 100 slow ones a quarter."""
    cost = told(company(slow_are_taken=slow_are_taken))
    assert cost.gap.adjusted.value == pytest.approx(gap, abs=0.02)
    assert cost.amount.estimate == pytest.approx(gap * 100 * 1000, abs=2000)


def test_leads_that_joined_a_deal_of_another_brought_no_second_one() -> None:
    """By hand as above: four in ten of the fast came into deals that others are named in, and not one amount more was won."""
    cost = told(company(slow_are_taken=0.2, join=0.4))
    assert cost.amount.estimate == pytest.approx(0.2 * 100 * 1000, abs=2000)
