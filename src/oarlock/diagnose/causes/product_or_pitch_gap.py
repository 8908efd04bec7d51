"""Product or pitch gap: the first meeting goes well, the deal is lost late.

**What it looks for** A smaller share of closing deals is won, at equal age, segment and profile; and the coded loss
reasons that grew speak of the product, or their mix stayed while leads became deals as before (a contrast of the changes
of both steps), or only sellers who came since win fewer while those of old win as before: then it is training. Where the
reasons of product and of market both grew beside those that speak of neither, both causes are named and share what was lost.
The amount is what the deals would have won over their whole life: a deal lost early cannot be won late. **Where it
misleads** Reasons are what a seller wrote down; interview ten lost buyers before changing the product.
"""

from oarlock.diagnose import _records
from oarlock.diagnose._late import lost_late
from oarlock.diagnose._scene import Scene
from oarlock.diagnose._words import PRODUCT
from oarlock.diagnose.base import Team
from oarlock.diagnose.causes.base import Hypothesis, Tested


def test(scene: Scene) -> Tested:
    """Late-stage rate term, with loss reasons pointing at the product (METHODS 1.10 H3)."""
    return lost_late(scene, PRODUCT)


CAUSE = Hypothesis(
    code="product_or_pitch_gap",
    title="Deals start well and are lost late",
    claim="Early stages convert as before, fewer deals are won, and the reasons do not speak of the market more than before.",
    answers_for=Team.BOTH,
    needs=("opportunities", "opportunity_versions"),
    remedy="Interview ten lost buyers; compare what the first meeting promised with what the trial showed, by seller tenure. Where only"
    " new sellers lose, let them work deals beside those of old.",
    misleads="Loss reasons are what a seller wrote down. If only new sellers lose, it is training, not the product.",
    test=test,
    records=lambda scene, at: _records.deals(
        scene, at, clock="closed_at", which=lambda t: t.status == "lost", worst=lambda t: t.amount
    ),
)
