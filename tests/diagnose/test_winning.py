"""What is won in the end on given hazards, against the closed form."""

from __future__ import annotations

import numpy as np
import pytest

from oarlock.diagnose._winning import incidence


def test_constant_hazards_win_their_part_of_all_endings() -> None:
    """With hazards w and l for ever, w / (w + l) are won, however life is cut into bands."""
    whole = incidence(np.array([30.0]), np.array([60.0]))
    cut = incidence(np.full(40, 30.0 / 40), np.full(40, 60.0 / 40))
    assert whole == pytest.approx(1 / 3)
    assert cut == pytest.approx(1 / 3)


def test_who_is_lost_early_is_not_won_late() -> None:
    """Half are lost in the first band and all others won in the second: twice the early hazard leaves a quarter, though the odds of those
    who get there stay."""
    won, lost = np.array([0.0, 1e3]), np.array([np.log(2), 0.0])
    assert incidence(won, lost) == pytest.approx(0.5)
    assert incidence(won, 2 * lost) == pytest.approx(0.25)


def test_bands_without_an_ending_change_nothing() -> None:
    won, lost = np.array([0.0, 0.2, 0.0, 1e3]), np.array([0.0, 0.3, 0.0, 1e3])
    assert incidence(won, lost) == pytest.approx(incidence(won[[1, 3]], lost[[1, 3]]))
