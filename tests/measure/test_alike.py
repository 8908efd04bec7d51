"""Leads of one account are not several accounts: their share is known less well, and said so, with the same numbers otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from journal import store_of
from oarlock.agreement import Agreement
from oarlock.measure.engine import measure
from oarlock.measure.statistics import alike
from oarlock.stats.cluster_ranges import clustered_bounds, widening
from oarlock.stats.proportions import wilson_interval

ACCOUNTS = 12
EACH = 4
"""Leads of each account; all of every third one are accepted, and one of every account's turn into customers there."""


def _journal(*, apart: bool) -> str:
    lines = []
    for i in range(ACCOUNTS * EACH):
        account = "" if apart else f" account=acc{i // EACH}"
        lines.append(f"2026-01-05 lead{i:02d} created{account}")
        lines.append(f"2026-01-06 lead{i:02d} mql")
        lines.append(f"2026-01-07 lead{i:02d} {'sal' if i // EACH % 3 == 0 else 'disqualified'}")
    return "\n".join([*lines, "2026-06-01 last created"])


@pytest.fixture(scope="module")
def answers() -> dict[tuple[str, bool], Any]:
    """Acceptance and conversion of leads that come four to an account, and of the same leads alone."""
    from dataclasses import replace

    from oarlock import agreement as agreements

    default = agreements.default()
    agreement = replace(default, company=replace(default.company, reporting_currency="EUR"))
    told = {}
    for apart in (False, True):
        with store_of(_journal(apart=apart)) as store:
            ledger = store.ledger(None)
            told["acceptance_rate", apart] = measure(ledger, agreement, "acceptance_rate").rows[0]
            steps = measure(ledger, agreement, "stage_conversion").rows
            told["stage_conversion", apart] = next(row for row in steps if row.slice["step"] == "mql → sal")
    return told


def test_a_share_of_leads_that_go_by_account_has_the_range_of_accounts(answers):
    row = answers["acceptance_rate", False]
    hits, trials = ACCOUNTS // 3 * EACH, ACCOUNTS * EACH
    assert (row.estimate, row.n, row.n_events) == (pytest.approx(1 / 3), trials, hits)
    wide = widening(
        [hits], [trials], [ACCOUNTS], hits_squared=[4 * 16], hits_by_trials=[4 * 16], trials_squared=[ACCOUNTS * 16]
    )
    # By hand: accounts that are wholly in or out are alone what varies, 4 leads each, with 11 of 12 degrees of freedom.
    assert wide[0] == pytest.approx(4 * 12 / 11 * (1.795885 / 1.644854) ** 2, rel=1e-5)
    (lo,), (hi,) = clustered_bounds([hits], [trials], wide)
    assert (row.lo, row.hi) == (pytest.approx(lo), pytest.approx(hi))
    plain = wilson_interval(hits, trials)
    assert row.hi - row.lo > 1.7 * (plain.hi - plain.lo)


def test_leads_without_an_account_have_wilsons_range(answers):
    row, plain = answers["acceptance_rate", True], wilson_interval(ACCOUNTS // 3 * EACH, ACCOUNTS * EACH)
    assert (row.lo, row.hi) == (pytest.approx(plain.lo), pytest.approx(plain.hi))


def test_a_conversion_of_leads_that_go_by_account_is_as_wide(answers):
    row, alone = answers["stage_conversion", False], answers["stage_conversion", True]
    assert row.estimate == pytest.approx(alone.estimate)
    assert row.hi - row.lo > 1.7 * (alone.hi - alone.lo)


def test_of_very_many_units_those_of_a_bucket_are_added_up(
    agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cheaper for the engine, and of twelve accounts the same where no two share a bucket, else a little wider."""
    with store_of(_journal(apart=False)) as store:
        ledger = store.ledger(None)
        (exact,) = measure(ledger, agreement, "acceptance_rate").rows
        monkeypatch.setattr(alike, "ONE_BY_ONE", 10)
        (bucketed,) = measure(ledger, agreement, "acceptance_rate").rows
    assert bucketed.hi - bucketed.lo == pytest.approx(exact.hi - exact.lo, rel=0.25)


def test_of_very_many_units_a_conversion_is_told_without(
    answers, agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To time them once more would cost the engine as much as the curves do."""
    monkeypatch.setattr(alike, "ONE_BY_ONE", 10)
    with store_of(_journal(apart=False)) as store:
        rows = measure(store.ledger(None), agreement, "stage_conversion").rows
    row, alone = next(one for one in rows if one.slice["step"] == "mql → sal"), answers["stage_conversion", True]
    assert (row.lo, row.hi) == (pytest.approx(alone.lo), pytest.approx(alone.hi))
