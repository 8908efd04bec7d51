"""How the thirteen causes share one error rate, and on which scale a share is compared."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from oarlock.diagnose._frame import Frame
from oarlock.diagnose._ranking import adjusted_by_signal
from oarlock.diagnose._signals import Signal, log_odds
from oarlock.errors import BadSample
from oarlock.stats.errorcontrol import benjamini_hochberg

OTHERS = {f"h{i}": (f"h{i}", 0.5 + i / 100) for i in range(9)}


def test_causes_of_one_signal_are_one_test_that_may_spend_what_both_may() -> None:
    """Eleven signals, thirteen claims: the signal of two claims has 2/13 of the error, any other 1/13."""
    found = adjusted_by_signal(OTHERS | {"pitch": ("wins", 0.01), "price": ("wins", 0.01), "load": ("answers", 0.9)})
    assert found["pitch"] == found["price"] == pytest.approx(0.01 * 12 / 2)
    alone = adjusted_by_signal(OTHERS | {"pitch": ("wins", 0.01), "load": ("answers", 0.9)})
    assert alone["pitch"] == pytest.approx(0.01 * 11)


def test_what_two_causes_share_is_found_once() -> None:
    """The second-best signal has the second place, not the third that it has where names are counted."""
    found = adjusted_by_signal(OTHERS | {"pitch": ("wins", 0.001), "price": ("wins", 0.001), "fit": ("fit", 0.01)})
    assert found["fit"] == pytest.approx(0.01 * 12 / 2)


def test_nothing_changed_names_anything_no_oftener_than_promised() -> None:
    """Thirteen causes on eleven independent signals in two thousand companies where nothing changed."""
    codes = {f"c{i}": f"s{max(i - 2, 0) if i < 4 else i}" for i in range(13)}
    signals = sorted(set(codes.values()))
    drawn = np.random.Generator(np.random.PCG64(1)).random((2000, len(signals)))
    accused = 0
    for row in drawn:
        p = dict(zip(signals, row.tolist(), strict=True))
        accused += (
            min(adjusted_by_signal({code: (signal, p[signal]) for code, signal in codes.items()}).values()) <= 0.1
        )
    assert accused / len(drawn) <= 0.115


def test_equal_weights_change_nothing_and_none_may_be_nothing() -> None:
    p = [0.01, 0.2, 0.03]
    assert benjamini_hochberg(p, [2, 2, 2]).tolist() == pytest.approx(benjamini_hochberg(p).tolist())
    with pytest.raises(BadSample, match="weight above 0"):
        benjamini_hochberg(p, [1, 0, 1])


def closings(seed: int, after: float) -> Signal:
    """Thirty months of about 57 closings, of which a third is won, and from the nineteenth on another share."""
    rng = np.random.Generator(np.random.PCG64(seed))
    ended = rng.poisson(57, 30) + 2
    won = rng.binomial(
        ended, 1 / (1 + np.exp(-(log_odds(np.repeat([0.32, after], [18, 12])) + rng.normal(0, 0.2, 30))))
    )
    weights = 1 / (1 / (won + 0.5) + 1 / (ended - won + 0.5))
    frame = Frame(date(2024, 1, 1), date(2026, 7, 1), "EUR")  # type: ignore[arg-type]
    return Signal("wins", "share", (won + 0.5) / (ended + 1), weights, -1, frame, by_log_odds=True)


def test_a_fall_of_the_share_won_is_found_and_told_as_a_share() -> None:
    fell = [closings(seed, 0.18) for seed in range(40)]
    assert np.mean([(one.p or 1) <= 0.1 * 2 / 13 for one in fell]) >= 0.8
    shift = fell[0].shift
    assert shift is not None
    assert 0.25 < shift.before < 0.40
    assert 0.12 < shift.after < 0.25


def test_a_share_won_that_stands_still_is_accused_no_oftener_than_promised() -> None:
    still = [closings(seed, 0.32).p or 1 for seed in range(150)]
    assert np.mean(np.array(still) <= 0.05) <= 0.10


def test_log_odds_of_a_company_that_never_won_stand_still() -> None:
    assert np.isfinite(log_odds(np.array([0.0, 0.0, 1.0]))).all()
    assert log_odds(np.array([0.5])).tolist() == [0.0]
