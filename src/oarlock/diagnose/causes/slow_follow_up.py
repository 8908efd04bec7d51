"""Slow follow-up: handed-over leads wait longer, or for ever, although there are people enough.

**What it looks for** A shift of the response times towards the bands in which leads become deals less often, weighed
by what each band has been worth over the whole record, while the leads per person of sales stayed the same. A response
is counted from the hand-over of the lead, so that a wait for an owner counts as one; it is told where most of the rise is
that. **Where it misleads** Sales answers the best leads first, so part of what a band is worth is the leads in it; the amount is an
upper figure.
"""

from oarlock.diagnose._capacity import answered_late, overloaded, slowest
from oarlock.diagnose._scene import Scene
from oarlock.diagnose.base import Team
from oarlock.diagnose.causes.base import Hypothesis, Tested


def test(scene: Scene) -> Tested:
    """Response-mix term of lead → deal, where load did not rise first (METHODS 1.10 H6)."""
    return answered_late(scene, because_of_load=False, blocked=overloaded(scene))


CAUSE = Hypothesis(
    code="slow_follow_up",
    title="Leads wait too long for an answer",
    claim="Handed-over leads are answered later or not at all, though the load on each person did not grow.",
    answers_for=Team.SALES,
    needs=("leads", "assignments", "activities"),
    remedy="Put the response promise on a clock with a reminder and a manager alert; look at who owns the leads that waited longest.",
    misleads="Sales answers the best leads first, so slow leads were worse to begin with: take the amount as an upper figure.",
    test=test,
    records=slowest,
)
