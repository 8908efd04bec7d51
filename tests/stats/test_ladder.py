"""The forecasting ladder: chances, sums of deals that share a quarter, and that nothing later teaches an earlier forecast."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from oarlock.stats.chances import Cell, shrunk_share, stage_chances
from oarlock.stats.ladder import (
    Cells,
    Regression,
    StageTable,
    chance_losses,
    common_shock,
    drawn_totals,
    last_year,
    with_to_come,
)
from oarlock.stats.logistic_counts import fit_logistic, log_odds, platt
from oarlock.stats.seeds import generator


def _cells(n: list[float], won: list[float], amount: float = 10.0, **columns: list[float]) -> Cells:
    count = len(n)
    whole = np.array(n, dtype=float)
    numbers = [
        np.array(columns.get(name, [usual] * count)) for name, usual in (("period", 0), ("left", 5), ("stage", 1))
    ]
    return Cells(
        *numbers, np.zeros((count, 1)), whole, np.array(won, dtype=float), whole, whole * amount, np.array(won, dtype=float) * amount
    )  # fmt: skip


@pytest.mark.parametrize(("deals", "single"), [(1, 300), (200, 10)])
def test_a_common_fortune_widens_a_sum_as_the_oracle_says(
    oracle: Callable[[str], dict[str, Any]], deals: int, single: int
) -> None:
    """Drawn deal by deal, and by the normal sum of many."""
    told = oracle("S3.common_shock")
    given, expected = told["inputs"], told["expected"]
    rows = _cells([given["deals"] / deals] * deals, [0] * deals, given["amount"])
    p = np.full(deals, given["p"])
    for shock, sd in ((0.0, expected["sd_independent"]), (given["shock_sd_logit"], expected["sd_with_shock"])):
        totals = drawn_totals(p, rows, shock=shock, seed=3, draws=20_000, single=single)
        assert totals.mean() == pytest.approx(given["deals"] * given["p"] * given["amount"], rel=0.03)
        assert totals.std() == pytest.approx(sd, abs=told["tol"])


def test_a_cell_is_pulled_to_its_stage_by_ten_deals() -> None:
    cells = [Cell("A", 5, 10, 100, 60), Cell("A", 20, 30, 300, 60), Cell("B", 20, 5, 50, 50)]
    chances = stage_chances(cells, 5)
    assert chances["A"] == pytest.approx((10 * 0.6 + 10 * 120 / 400) / 20)
    assert chances["B"] == 1.0, "never seen at this point: its share over all points"
    assert shrunk_share(0.6, 0, 0.3) == 0.3


def test_counted_rows_give_the_regression_of_single_ones() -> None:
    rng = generator(5)
    X = rng.integers(0, 3, (40, 2)).astype(float)
    n = rng.integers(1, 9, 40).astype(float)
    won = np.floor(n * rng.random(40))
    counted = fit_logistic(X, won, n)
    single_x = np.repeat(X, n.astype(int), axis=0)
    single_y = np.concatenate([np.r_[np.ones(int(w)), np.zeros(int(t - w))] for w, t in zip(won, n, strict=True)])
    single = fit_logistic(single_x, single_y, np.ones(len(single_y)))
    assert counted.weights == pytest.approx(single.weights, abs=1e-6)
    # At the optimum of the penalised likelihood the fitted and the observed wins are equal.
    assert (counted.chances(X) @ n) == pytest.approx(won.sum(), abs=1e-5)


def test_calibrated_chances_stay_and_overconfident_ones_shrink() -> None:
    p = np.array([0.1, 0.3, 0.5, 0.7, 0.9])
    n = np.full(5, 1000.0)
    assert platt(p, n * p, n).weights == pytest.approx([0, 1], abs=0.02)
    mild = 1 / (1 + np.exp(-log_odds(p) / 2))
    assert platt(p, n * mild, n).weights[1] == pytest.approx(0.5, abs=0.05)


def test_the_shock_is_what_periods_vary_beyond_chance() -> None:
    rng = generator(9)
    n = np.full(400, 200.0)
    fortune = rng.normal(0, 0.5, 400)
    came = rng.binomial(200, 1 / (1 + np.exp(-(log_odds(np.full(400, 0.3)) + fortune))))
    assert common_shock(came.tolist(), (n * 0.3).tolist(), n.tolist()) == pytest.approx(0.5, abs=0.06)
    even = rng.binomial(200, 0.3, 400)
    assert common_shock(even.tolist(), (n * 0.3).tolist(), n.tolist()) < 0.1
    assert common_shock([1, 2], [1, 2], [50, 50]) == 0.35


def test_what_is_to_come_is_a_share_of_the_whole() -> None:
    assert with_to_come(np.full(3, 60.0), 20.0, [0.2], seed=1).tolist() == [100.0] * 3
    assert with_to_come(np.full(3, 60.0), 20.0, [], seed=1).tolist() == [80.0] * 3


def test_last_year_grows_only_where_two_years_are_whole() -> None:
    actual = dict(enumerate([10.0, 20, 30, 40, 20, 40, 60, 80]))
    assert last_year(actual, 8, 4) == 40
    assert last_year({k: v for k, v in actual.items() if k >= 4}, 8, 4) == 20
    assert last_year({}, 8, 4) is None


def test_losses_of_chances_count_every_deal(oracle: Callable[[str], dict[str, Any]]) -> None:
    told = oracle("S3.brier")
    f, o = np.array(told["inputs"]["f"], dtype=float), told["inputs"]["o"]
    brier, log = chance_losses(f, _cells([1.0] * len(f), o))
    assert brier / len(f) == pytest.approx(told["expected"]["brier"])
    assert log / len(f) == pytest.approx(told["expected"]["log_loss"])


def test_a_step_of_the_ladder_is_a_function_of_its_training_alone() -> None:
    rng = generator(2)
    period, n = np.repeat(np.arange(6), 10), rng.integers(5, 20, 60).astype(float)
    won = np.floor(n * rng.random(60))
    cells = _cells(n.tolist(), won.tolist(), period=period.tolist(), left=[5, 20] * 30, stage=[1, 2, 3] * 20)
    early = cells.where(cells.period < 4)
    later = cells.where(cells.period == 4)
    table, regression = StageTable.of(early), Regression.of(early)
    assert regression is not None
    chances = regression.chances(later)
    assert ((chances > 0) & (chances < 1)).all()
    assert table.chances(later, 5) is not None
    assert table.chances(later, 77) is None
    assert json.dumps(chances.tolist()) == json.dumps(Regression.of(early).chances(later).tolist())  # type: ignore[union-attr]
    assert Regression.of(_cells([5.0], [0.0])) is None


def test_cells_of_different_periods_that_look_alike_teach_as_one() -> None:
    rng = generator(7)
    n = rng.integers(1, 9, 60).astype(float)
    won = np.floor(n * rng.random(60))
    cells = _cells(
        n.tolist(),
        won.tolist(),
        period=np.repeat([0.0, 1.0, 2.0], 20).tolist(),
        left=[5.0, 20.0] * 30,
        stage=[1.0, 1.0, 2.0, 2.0] * 15,
    )
    alike, deals, wins = cells.pooled()
    assert sorted(zip(alike.stage.tolist(), alike.left.tolist(), strict=True)) == [(1, 5), (1, 20), (2, 5), (2, 20)]
    for stage, left, all_deals, all_wins in zip(alike.stage, alike.left, deals, wins, strict=True):
        here = (cells.stage == stage) & (cells.left == left)
        assert (all_deals, all_wins) == (n[here].sum(), won[here].sum())
