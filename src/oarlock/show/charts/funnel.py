"""The funnel as bars: the share that reached each stage, its range and the n behind it."""

from __future__ import annotations

from collections.abc import Sequence

from oarlock.show.charts.theme import WIDE, Spec
from oarlock.show.charts.whiskers import Bar, whisker_bars
from oarlock.show.view import FunnelStep
from oarlock.stats.result import Status
from oarlock.words import MISSING, count, percent


def funnel(steps: Sequence[FunnelStep], *, width: int = WIDE) -> Spec:
    """Bars on a scale from 0 to 100 %; a step without a usable share says why."""
    return whisker_bars([_bar(step) for step in steps], width=width, top=1.0)


def _bar(step: FunnelStep) -> Bar:
    n = f"n {count(step.n)}"
    if step.status is not Status.OK or step.share is None:
        return Bar(step.stage, None, None, None, MISSING, n, step.reason)
    return Bar(step.stage, step.share, step.lo, step.hi, percent(step.share), n)
