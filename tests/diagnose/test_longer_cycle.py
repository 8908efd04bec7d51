"""A longer cycle moves close dates: without that, months in which deals close slowly are months like others."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from oarlock.diagnose._deals import WON
from oarlock.diagnose._frame import Frame
from oarlock.diagnose._scene import Scene
from oarlock.diagnose.causes.longer_cycle import has_slipped

FRAME = Frame(date(2024, 1, 1), datetime(2026, 7, 1, tzinfo=UTC))
MONTHS, TURNED, CLOSED = 30, 18, 40


def scene(before: float, since: float) -> Scene:
    """Forty closed deals a month whose close dates were moved so many times each, before the nineteenth month and since."""
    rng = np.random.Generator(np.random.PCG64(8))
    month = np.repeat(np.arange(MONTHS), CLOSED)
    pushes = rng.poisson(np.where(month < TURNED, before, since)).astype(float)
    deals = SimpleNamespace(ended=month, status=np.full(len(month), WON), pushes=pushes, month_of=lambda ended: ended)
    return cast("Scene", SimpleNamespace(deals=deals, frame=FRAME, _asked={}))


@pytest.mark.parametrize(
    ("before", "since", "told"), [(0.3, 0.9, True), (0.3, 0.3, False), (0.6, 0.3, False), (0.0, 0.0, True)]
)
def test_close_dates_must_have_moved_more_often_where_they_are_known_to_move(
    before: float, since: float, told: bool
) -> None:
    assert has_slipped(scene(before, since), TURNED) is told
