"""Learning a profile from outcomes before the window under study."""

from __future__ import annotations

from datetime import date

import pytest

from journal import store_of
from oarlock.agreement import Agreement
from oarlock.measure.profile import learnt_profile
from oarlock.measure.subgroup import Cell, best_subgroup


def _company(of_each: int, *, alike: bool = False) -> str:
    lines = []
    for number in range(of_each):
        for kind, size, every in (("Software", 300, 2), ("Software", 8, 8), ("Retail", 300, 8), ("Retail", 8, 8)):
            account = f"{kind}{size}-{number}"
            won = number % (4 if alike else every) == 0
            lines.append(f"2025-01-01 {account} founded employees={size} industry={kind}")
            lines.append(f"2025-01-05 deal-{account} opened account={account} amount=10")
            lines.append(f"2025-02-05 deal-{account} {'won' if won else 'lost'}")
    lines.append("2026-12-31 last opened")
    return "\n".join(lines)


def test_the_kind_that_is_won_more_often_is_found(agreement: Agreement) -> None:
    with store_of(_company(60)) as store:
        learnt = learnt_profile(store.ledger(None), agreement, before=date(2025, 4, 1))
    assert learnt.rule is not None
    assert learnt.rule.text == "employees between 201 and 500 and industry in ('Software')"
    assert learnt.inside == (30, 60)
    assert "30 of 60" in learnt.sentence


def test_nothing_is_learnt_where_nobody_stands_out(agreement: Agreement) -> None:
    with store_of(_company(60, alike=True)) as store:
        learnt = learnt_profile(store.ledger(None), agreement, before=date(2025, 4, 1))
    assert learnt.rule is None
    assert "no kind of company" in learnt.sentence


def test_too_few_outcomes_say_how_many_are_missing(agreement: Agreement) -> None:
    with store_of(_company(8)) as store:
        learnt = learnt_profile(store.ledger(None), agreement, before=date(2025, 4, 1))
    assert (learnt.rule, learnt.missing) == (None, 23)
    assert "23 more" in learnt.sentence


def test_later_outcomes_teach_nothing(agreement: Agreement) -> None:
    with store_of(_company(60)) as store:
        assert learnt_profile(store.ledger(None), agreement, before=date(2025, 2, 1)).rule is None


def test_three_wins_of_three_do_not_make_a_profile() -> None:
    cells = [Cell(0, "lucky", 3, 3), Cell(0, "usual", 50, 200)]
    assert best_subgroup(cells) is None


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_cells_does_not_matter(order: int) -> None:
    cells = [Cell(0, "a", 10, 100), Cell(1, "a", 40, 100), Cell(2, "a", 40, 100), Cell(3, "b", 10, 100)][::order]
    found = best_subgroup(cells)
    assert found is not None
    assert (found.bands, found.inside) == ((1, 2), (80, 200))
