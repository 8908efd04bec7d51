"""What marketing thinks deals are lost for, against what they are lost for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from oarlock.errors import EmptySample
from oarlock.stats.knowledge import knowledge


def test_the_oracles_overlap(oracle: Callable[[str], dict[str, Any]]) -> None:
    told = oracle("S11.loss_reason_knowledge")
    given = told["inputs"]
    votes = {name: 9 - place for place, name in enumerate(given["marketing_top3"])}
    counts = {name: 90 - place for place, name in enumerate(given["actual_top3"])}
    found = knowledge(votes, counts)
    assert found.overlap == pytest.approx(told["expected"]["overlap"])
    assert found.jaccard == pytest.approx(told["expected"]["jaccard"])
    assert found.named == tuple(given["marketing_top3"])
    assert found.actual == tuple(given["actual_top3"])


def test_a_clear_top_three_is_sure_and_a_close_one_is_not() -> None:
    votes = {"price": 30, "timing": 25, "product": 20, "other": 1}
    sure = knowledge(votes, {"price": 90, "timing": 80, "product": 70, "other": 2})
    assert (sure.overlap, sure.interval.lo, sure.interval.hi) == (1.0, 1.0, 1.0)
    close = knowledge(votes, {"price": 21, "timing": 20, "product": 19, "other": 20})
    assert close.interval.lo < 1.0


def test_nobody_asked_is_not_nobody_knows() -> None:
    with pytest.raises(EmptySample, match="nobody named one"):
        knowledge({}, {"price": 3})
