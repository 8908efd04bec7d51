"""What a band of response is worth is told by leads that had their time."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from oarlock.diagnose._lead_cells import BANDS
from oarlock.diagnose._rates import rate_change, response_change
from oarlock.diagnose._scene import Scene

MONTHS, RIPE, TURNED = 12, 10, 6


def scene() -> Scene:
    """A hundred leads a month, of which a fifth become deals however late they are answered; the last two months had no time for it.

    From the seventh month on all are answered late: ninety before are quick and ten late.
    """
    leads, deals = np.zeros((2, MONTHS, 1, 1, 1, BANDS))
    leads[:TURNED, 0, 0, 0, :2] = 90, 10
    leads[TURNED:, 0, 0, 0, 1] = 100
    deals[:RIPE] = 0.2 * leads[:RIPE]
    tables = {"leads": leads, "deals": deals}

    def dense(cells: object, count: str, *axes: str, weights: object = None) -> Any:
        del cells, weights
        return tables[count] if "band" in axes else tables[count].sum(-1)

    return cast("Scene", SimpleNamespace(dense=dense, handed=None, followed=np.arange(MONTHS) < RIPE))


def test_late_answers_that_cost_nothing_are_not_charged_with_deals_still_to_come() -> None:
    assert response_change(scene(), TURNED, None) == pytest.approx(0.0, abs=1e-6)
    assert rate_change(scene(), TURNED, None) == pytest.approx(0.0, abs=1e-6)
