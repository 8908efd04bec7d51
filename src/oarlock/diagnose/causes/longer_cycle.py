"""Longer cycle: deals are not lost, they take longer.

**What it looks for** Deals close more slowly at equal age, segment and profile, wins and losses alike, so that the
share won stays the same; and close dates are pushed more often, where the record knows of any that were. The amount is
what the same deals would have brought by now on the clock as it was: put off, not lost, and less the longer ago the clock
slowed. **Where it misleads** Until the slow deals have closed it looks like losing; the test compares the odds of winning,
not the number won.
"""

import numpy as np

from oarlock.diagnose import _records
from oarlock.diagnose._deal_signals import closing_speed, pushes, win_share
from oarlock.diagnose._rates import put_off, speed_change
from oarlock.diagnose._scene import Scene
from oarlock.diagnose._signals import effect_interval
from oarlock.diagnose.base import Team
from oarlock.diagnose.causes.base import Hypothesis, Tested, evidence, replicated, untestable


def test(scene: Scene) -> Tested:
    """Pace of closing at equal odds (METHODS 1.10 H9)."""
    speed, share = closing_speed(scene), win_share(scene)
    if speed.shift is None:
        return untestable("ten months of deals with the dates they were won or lost (opportunity_versions.csv)")
    at = speed.shift.at
    effect = effect_interval(lambda weights: speed_change(scene, at, weights), seed=15, n=scene.deals.n)
    late = effect_interval(lambda weights: put_off(scene, at, weights), seed=16, n=scene.deals.n)
    losing = scene.timing is None or not scene.timing.is_timing
    won_more = (late.lo or 0.0) > 0
    slipped = has_slipped(scene, at)
    return Tested(
        p=speed.p,
        effect=effect,
        in_money=late,
        shift=speed.shift,
        holds=not losing and not won_more and slipped and speed.relative <= -0.12,
        against=_against(losing, won_more, slipped),
        sentence=evidence(speed, "The pace at which deals close, against their usual pace at that age,").sentence,
        evidence=(
            evidence(speed, "Pace of closing"),
            evidence(share, "Closing deals won, like with like", at),
            evidence(pushes(scene), "Close date moved later, times per closed deal", at),
        ),
        replicated=replicated(speed),
        seasonal=not speed.is_no_season,
    )


def has_slipped(scene: Scene, at: int) -> bool:
    """Whether close dates are surely moved later more often from month `at` on; a record in which none ever is tells nothing of it."""
    moved = pushes(scene)
    return not np.nansum(moved.values) or (moved.contrast(at).lo or 0.0) > 0


def _against(losing: bool, won_more: bool, slipped: bool) -> str:
    if losing:
        return "a slower clock does not explain the months as well as lost deals do"
    if not slipped:
        return "close dates were moved later no more often than before"
    return "more deals were won than the clock of before foretold" if won_more else ""


CAUSE = Hypothesis(
    code="longer_cycle",
    title="Deals take longer to close",
    claim="The same share of deals is won, later: bookings move out of the quarter, they are not lost.",
    answers_for=Team.SALES,
    needs=("opportunities", "opportunity_versions"),
    remedy="Look at the stage in which deals now wait, and plan pipeline earlier by the days the cycle grew.",
    misleads="Until the slow deals have closed, this and losing look alike; look again when the oldest are two cycles old.",
    test=test,
    records=lambda scene, _at: _records.deals(
        scene, 0, clock="created_at", which=lambda t: t.status == "open", worst=lambda t: t.pushes
    ),
)
