"""Ranges of draws, against quantiles by hand."""

from __future__ import annotations

import numpy as np
import pytest

from oarlock.stats.draws import percentile_ends, percentile_interval, simulated

HUNDRED = np.arange(101.0)
"""0 to 100: type-7 quantiles of it are their own percentages."""


def test_the_ends_of_a_row_of_draws_cut_five_percent_off_each_side() -> None:
    assert percentile_ends(HUNDRED) == pytest.approx((5.0, 95.0))
    assert percentile_ends(HUNDRED, level=0.5) == pytest.approx((25.0, 75.0))


def test_columns_have_ends_of_their_own() -> None:
    lo, hi = percentile_ends(np.column_stack([HUNDRED, 10 * HUNDRED]))
    assert lo == pytest.approx([5.0, 50.0])
    assert hi == pytest.approx([95.0, 950.0])


def test_draws_that_do_not_exist_are_left_out_of_an_interval() -> None:
    ends = percentile_interval(np.append(HUNDRED, [np.inf, np.nan]))
    assert (ends.lo, ends.hi) == pytest.approx((5.0, 95.0))


def test_a_simulated_number_is_the_mean_of_its_draws_unless_it_is_known() -> None:
    drawn, known = simulated(HUNDRED), simulated(HUNDRED, 48.0, n=7)
    assert (drawn.value, drawn.lo, drawn.hi, drawn.n) == pytest.approx((50.0, 5.0, 95.0, 0))
    assert (known.value, known.n) == (48.0, 7)
