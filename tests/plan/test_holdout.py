"""A test before it is run: what it could see, how many accounts it takes, and who is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from journal import store_of
from oarlock.agreement import Agreement
from oarlock.book.groups import groups_of
from oarlock.errors import EmptySample, UsedWrongly
from oarlock.plan import holdout


def company(n: int, *, deals: int, tier: str = "") -> str:
    """Accounts of two years before, half of them small; the first few had a deal that was lost, all the others none."""
    lines = [
        f"2024-01-01 a{i:03} founded employees={20 if i % 2 else 300} {f'target_tier={tier}' if tier and i < 60 else ''}"
        for i in range(n)
    ]
    for i in range(deals):
        lines += [f"2026-05-01 d{i} opened account=a{i:03} amount=10 kind=new", f"2026-05-09 d{i} lost"]
    return "\n".join([*lines, "2026-06-01 d999 opened account=a099 amount=5 kind=new", "2026-06-30 z founded"])


def test_what_it_takes_is_the_oracles(oracle: Callable[[str], Any], agreement: Agreement) -> None:
    """Four of a hundred accounts got a deal in the 90 days before: the account whose deal is open got one too, and takes no part now."""
    one = oracle("S4.sample_size")
    with store_of(company(100, deals=3)) as store:
        ledger = store.ledger(None)
        plan = holdout.planned(ledger, agreement)
        answer = holdout.make(ledger, agreement)
    assert (plan.sight.base.value, plan.sight.base.n, plan.busy) == (0.04, 100, 1)
    assert plan.needed[0.25] == one["expected"]["accounts_per_arm"]
    assert plan.needed[0.50] == one["expected"]["at_4_vs_6pct"]
    assert plan.strata == {"11 to 50": 49, "201 to 1000": 50, "size unknown": 1}
    assert answer.sentence.startswith(
        "The smallest effect that a holdout of 100 accounts, 50% of them held out, can see"
    )
    assert "6,743 accounts per group, more than there are (50 per group" in answer.more[0]
    assert answer.to_json()["needed_per_group"][1] == {"rise": 0.25, "accounts": 6743}


def test_the_draw_is_the_same_by_its_seed_and_even_by_size(agreement: Agreement) -> None:
    with store_of(company(100, deals=3)) as store:
        ledger = store.ledger(None)
        first, again, other = (
            holdout.planned(ledger, agreement, share=0.2, draw=True, seed=seed).groups for seed in (1, 1, 2)
        )
    assert first == again != other
    held = [size for _, group, size in first if group == "control"]
    assert (held.count("201 to 1000"), held.count("11 to 50") in (9, 10)) == (10, True)
    assert "a099" not in {account for account, _, _ in first}, "its deal is open"
    told = groups_of([dict(zip(("account_id", "group", "stratum"), row, strict=True)) for row in first])
    assert (len(told.members), told.problems) == (100, ())


def test_targets_are_asked_where_there_are_any(agreement: Agreement) -> None:
    with store_of(company(100, deals=3, tier="A")) as store:
        ledger = store.ledger(None)
        plan = holdout.planned(ledger, agreement)
        other = replace(agreement, accounts=replace(agreement.accounts, target_tiers=("B",)))
        everybody = holdout.planned(ledger, other)
    assert (plan.targets, plan.accounts, plan.sight.base.value) == (True, 60, 0.05)
    assert (everybody.targets, everybody.accounts) == (False, 100)


def test_what_cannot_be_planned_is_said(agreement: Agreement) -> None:
    with store_of(company(100, deals=3)) as store:
        ledger = store.ledger(None)
        for options, said in (
            ({"share": 1.2}, "between 0 and 1, not 1.2"),
            ({"horizon": 0}, "horizon of 0 days"),
            ({"outcome": "pipeline"}, "--outcome deal"),
        ):
            with pytest.raises(UsedWrongly, match=said):
                holdout.planned(ledger, agreement, **options)
        unseen = holdout.make(ledger, agreement, outcome="won")
        young = holdout.make(ledger, agreement, horizon=150)
    assert unseen.sentence.endswith("could see is unknown: none of 100 accounts bought in the 90 days before.")
    assert young.sentence.endswith(
        "the record does not reach back over half of the 150 days before, of which the usual rate would be told."
    )
    with store_of("2026-01-01 a founded") as store, pytest.raises(EmptySample, match="import opportunities"):
        holdout.planned(store.ledger(None), agreement)
