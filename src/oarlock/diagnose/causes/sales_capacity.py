"""Sales capacity: there are more leads than people to work them.

**What it looks for** The same slower response as `slow_follow_up`, but with a rise of the leads per active person
that began before it or with it. **Where it misleads** Averages hide peaks: a team that looks right-sized over a month
can be swamped on Mondays.
"""

from oarlock.diagnose._capacity import answered_late, overloaded, slowest
from oarlock.diagnose._scene import Scene
from oarlock.diagnose.base import Team
from oarlock.diagnose.causes.base import Hypothesis, Tested


def test(scene: Scene) -> Tested:
    """Response-mix term of lead → deal, where load rose first (METHODS 1.10 H7)."""
    return answered_late(scene, because_of_load=True, blocked=not overloaded(scene))


CAUSE = Hypothesis(
    code="sales_capacity",
    title="More leads than sales can work",
    claim="Leads per person of sales rose, and with them the time that leads wait.",
    answers_for=Team.BOTH,
    needs=("leads", "assignments", "activities"),
    remedy="Compare the hours the leads need with the hours the team has; raise the threshold, smooth the campaigns or add a person.",
    misleads="Averages over a month hide the peaks, and people who left keep their name in the record.",
    test=test,
    records=slowest,
)
