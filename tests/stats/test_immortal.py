"""Being alive long enough to be answered is no effect of the answer (METHODS 9.5, oracle S9.sim.immortal)."""

from __future__ import annotations

import numpy as np

from oarlock.stats.sla import landmark

PROMISED = 8.0


def _world(seed: int, n: int = 60_000) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Leads convert or leave by themselves; people answer at their own pace, which changes nothing. A lead that is gone is not answered."""
    rng = np.random.default_rng(seed)
    ended = rng.exponential(40.0, n)
    converts = rng.random(n) < 0.15
    answered = rng.exponential(20.0, n)
    return np.where(answered < ended, answered, np.inf), ended, converts


def test_the_naive_comparison_finds_an_effect_that_is_not_there_and_the_landmark_does_not() -> None:
    waited, ended, converts = _world(1)
    # Who left before anybody came can only be "never answered"; who converted late had time to be.
    late_converts = converts & (ended > 10.0)
    naive = late_converts[np.isfinite(waited)].mean() - late_converts[~np.isfinite(waited)].mean()
    alive, fast = landmark(waited, ended, PROMISED)
    at_landmark = late_converts[alive & fast].mean() - late_converts[alive & ~fast].mean()
    assert naive > 0.03
    assert abs(at_landmark) < 0.012  # three standard errors of the difference
