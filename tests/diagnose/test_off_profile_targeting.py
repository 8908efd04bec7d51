"""Marketing turns to companies outside a profile that names their size: in every segment the profile share stands where it stood."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from journal import store_of
from oarlock.agreement import Agreement, Rule
from oarlock.agreement import default as default_agreement
from oarlock.diagnose import slopes
from oarlock.diagnose.base import Cause, Question, Verdict

MONTHS, TURNED = 30, 18
WORTH = {"large": 0.25 * 10_000, "small": 0.05 * 10_000}
"""A lead of a large company becomes a deal every second time, one of a small company every tenth; half of the deals are won, at 10,000."""


def company(large_after: int = 10, small_after: int = 20, *, small_deals: bool = False, growth: float = 0.0) -> str:
    """Thirty leads a month, twenty-one of them of large companies; from the nineteenth month on others.

    Args:
        growth: Of all leads, a month.
        small_deals: Small companies become deals as often as large ones, at a tenth of the amount.
    """
    lines, met = [], {"large": 0, "small": 0}
    for month in range(MONTHS):
        year, number = divmod(month, 12)
        first = date(2024 + year, number + 1, 1)
        large, small = (21, 9) if month < TURNED else (large_after, small_after)
        grown = (1 + growth) ** month
        large, small = round(large * grown), round(small * grown)
        for i in range(large + small):
            kind = "large" if i < large else "small"
            name, came = f"{kind}{met[kind]}", first + timedelta(days=i % 28)
            met[kind] += 1
            lines.append(f"{came} {name} founded employees={500 if kind == 'large' else 40}")
            lines.append(f"{came} lead-{name} created account={name} source=Search")
            lines.append(f"{came + timedelta(days=1)} lead-{name} mql")
            every = 2 if kind == "large" or small_deals else 10
            amount = 1_000 if kind == "small" and small_deals else 10_000
            if met[kind] % every == 0:
                opened, deal = came + timedelta(days=10), f"deal-{name}"
                close = opened + timedelta(days=40)
                lines.append(
                    f"{opened} {deal} opened lead=lead-{name} account={name} amount={amount} close={close} kind=new sourced_by=marketing"
                )
                lines.append(f"{close} {deal} {'won' if met[kind] % (2 * every) == 0 else 'lost'}")
    lines.append("2026-07-01 end created")
    return "\n".join(line for line in lines if line[:10] <= "2026-07-01")


def targeting(
    agreement: Agreement, *, learnt: bool = False, text: str = "", code: str = "off_profile_targeting"
) -> Cause:
    with store_of(text or company()) as store:
        found = slopes.find(Question(store.ledger(None), agreement, has_learnt_profile=learnt))
    return next(cause for cause in found.causes if cause.code == code)


@pytest.fixture
def agreed() -> Agreement:
    """The profile is a size; the default segments part companies at a hundred people, where it does."""
    return replace(default_agreement(), profile=Rule("employees > 100"))


def test_companies_of_a_size_that_was_not_agreed_are_off_profile(agreed: Agreement) -> None:
    found = targeting(agreed)
    assert found.verdict is Verdict.SUPPORTS
    assert "fell from 70% to 33%" in found.sentence
    lost = 3 * 11 * (WORTH["large"] - WORTH["small"])
    assert found.amount.lo is not None
    assert found.amount.hi is not None
    assert found.amount.lo <= lost <= found.amount.hi


def test_a_learnt_profile_that_is_only_a_segment_counts_by_deals_per_lead(agreed: Agreement) -> None:
    """Of small companies a tenth becomes a deal: off profile. Where half do, at a tenth of the amount, it is the segment."""
    assert targeting(agreed, learnt=True).verdict is Verdict.SUPPORTS
    assert targeting(agreed, learnt=True, text=company(small_deals=True)).verdict is not Verdict.SUPPORTS


def test_small_companies_that_come_on_top_take_nothing_away(agreed: Agreement) -> None:
    found = targeting(agreed, text=company(large_after=22, small_after=30))
    assert found.verdict is Verdict.AGAINST
    assert "those outside came on top" in found.sentence


def test_a_company_that_grows_is_held_to_its_own_growth(agreed: Agreement) -> None:
    """More large companies come than in the smaller company it was, and half as many as its growth foretold."""
    assert targeting(agreed, text=company(growth=0.04)).verdict is Verdict.SUPPORTS
    assert targeting(agreed, text=company(large_after=21, small_after=30, growth=0.04)).verdict is Verdict.AGAINST


def test_segments_worth_less_that_come_on_top_take_nothing_away_either(agreed: Agreement) -> None:
    moved = targeting(agreed, code="segment_mix", text=company(small_deals=True))
    assert moved.verdict is Verdict.SUPPORTS
    found = targeting(agreed, code="segment_mix", text=company(large_after=22, small_after=40, small_deals=True))
    assert found.verdict is Verdict.AGAINST
    assert "came on top" in found.sentence
