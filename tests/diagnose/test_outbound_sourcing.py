"""Sales' own pipeline carries the bookings where marketing's does not grow, and only where it grew itself."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from journal import store_of
from oarlock.agreement import default as default_agreement
from oarlock.diagnose._rates import SEARCHED, beyond_trend
from oarlock.diagnose.base import Cause, Verdict
from oarlock.diagnose.engine import diagnose

MONTHS, TURNED = 30, 18
SOURCES = {"marketing": "Webinar", "sales": "Outbound"}


def company(*, sales: int, marketing_grows: float = 0.0) -> str:
    """Twenty deals a month of marketing's and six of sales'; from the nineteenth month on sales finds another number.

    Args:
        marketing_grows: Growth of marketing's deals a month.
    """
    lines = []
    for month in range(MONTHS):
        first = date(2024 + month // 12, month % 12 + 1, 1)
        counts = {"marketing": round(20 * (1 + marketing_grows) ** month), "sales": sales if month >= TURNED else 6}
        for who, count in counts.items():
            for i in range(count + (month * 7 % 3 - 1)):
                opened, deal = first + timedelta(days=i % 28), f"{who[0]}{month:02}-{i:02}"
                close = opened + timedelta(days=20)
                lines.append(
                    f"{opened} {deal} opened amount=10000 close={close} kind=new source={SOURCES[who]} sourced_by={who}"
                )
                lines.append(f"{close} {deal} {'won' if i % 3 else 'lost reason=price'}")
    lines.append("2026-07-01 end created")
    return "\n".join(line for line in lines if line[:10] <= "2026-07-01")


def outbound(text: str) -> Cause:
    with store_of(text) as store:
        found = diagnose(store.ledger(None), default_agreement(), "slopes")
    return next(cause for cause in found.causes if cause.code == "outbound_sourcing")


def test_outbound_carries_where_it_grows_and_marketing_stands_still() -> None:
    assert outbound(company(sales=16)).verdict is Verdict.SUPPORTS


def test_outbound_beside_a_marketing_that_grows_carries_nothing() -> None:
    told = outbound(company(sales=24, marketing_grows=0.02))
    assert told.verdict is not Verdict.SUPPORTS
    assert told.sentence.endswith("marketing's own pipeline grew too.")


def test_a_date_searched_for_in_the_same_months_is_paid_for() -> None:
    """In months where nothing happens, the best date shows growth beyond the trend about as often as one in twenty, not one in three."""
    rng = np.random.Generator(np.random.PCG64(3))
    months, usable = 36, np.ones(36, dtype=bool)
    told = dict.fromkeys((2.0, SEARCHED), 0)
    for _ in range(200):
        monthly = np.exp(0.01 * np.arange(months) + rng.normal(0, 0.15, months))
        for errors in told:
            found = [beyond_trend(monthly, at, usable, least_errors=errors) for at in range(6, 31)]
            told[errors] += max(found) > 0
    assert told[2.0] / 200 > 0.2
    assert told[SEARCHED] / 200 < 0.08
