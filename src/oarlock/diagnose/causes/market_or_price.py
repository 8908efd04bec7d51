"""Market or price: everybody wins less, for reasons outside.

**What it looks for** A smaller share of closing deals is won in all segments together, and the coded loss reasons
that grew are price, competitors or no decision: both at one date, and searched for together. Where those of the product
grew as well, beside reasons that speak of neither, both causes are named and share what was lost. **Where it misleads**
There is no control group inside one company: the record is consistent with it, no more.
"""

from oarlock.diagnose import _records
from oarlock.diagnose._late import lost_late
from oarlock.diagnose._scene import Scene
from oarlock.diagnose._words import MARKET
from oarlock.diagnose.base import Team
from oarlock.diagnose.causes.base import Hypothesis, Tested


def test(scene: Scene) -> Tested:
    """Common fall of the late-stage rate, with loss reasons pointing outside (METHODS 1.10 H11)."""
    return lost_late(scene, MARKET)


CAUSE = Hypothesis(
    code="market_or_price",
    title="The market or the price turned against us",
    claim="All segments win less at the same time, and the reasons that grew are price, competitors and no decision.",
    answers_for=Team.BOTH,
    needs=("opportunities", "opportunity_versions"),
    remedy="Compare lost deals by competitor and price band; test a price or a package in one segment before changing it everywhere.",
    misleads="There is no control inside one company: the record is consistent with this, it cannot show it.",
    test=test,
    records=lambda scene, at: _records.deals(
        scene, at, clock="closed_at", which=lambda t: t.status == "lost", worst=lambda t: t.amount
    ),
)
