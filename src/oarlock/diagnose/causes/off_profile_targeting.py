"""Off-profile targeting: marketing brings in companies outside the ideal customer profile.

**What it looks for** A fall of the share of new marketing leads inside the profile, and what that shift is worth at the
rates at which each class has always become a deal. Of a profile that was learnt, each segment is compared with itself: it
may have picked up no more than the segment; one that is hardly more than a segment counts where fewer of its leads become
deals, whatever these are worth. **How sure** The shift must exceed the months' own variation, and fewer leads inside the
profile must have come, or fewer than their own growth foretold: others that come on top take nothing away. **Where it
misleads** A profile learnt from past wins favours what was sold before; a new market looks off profile until it is in
the agreement. Where the profile names sizes, a move to another segment is both this and a segment mix; never add the two.
"""

import numpy as np

from oarlock.diagnose import _records
from oarlock.diagnose._lead_signals import is_within_segments, on_profile_share
from oarlock.diagnose._rates import kept_up, log_of, of_all_bookings
from oarlock.diagnose._scene import Scene
from oarlock.diagnose._signals import Weights, effect_interval
from oarlock.diagnose._strata import OFF, ON
from oarlock.diagnose.base import Team
from oarlock.diagnose.causes.base import Hypothesis, Tested, evidence, replicated, untestable


def test(scene: Scene) -> Tested:
    """Kitagawa's mix term over the profile class at pooled yields, of a learnt profile inside segments (METHODS 1.10 H1, 1.11)."""
    if scene.agreement.profile is None:
        return untestable(
            "an ideal customer profile: state one in the agreement, or import account sizes and industries so that one can be learnt"
        )
    share = on_profile_share(scene)
    if share.shift is None:
        return untestable("ten months of leads with the account attributes that the profile names (accounts.csv)")
    at = share.shift.at
    effect = effect_interval(
        lambda weights: _mix_term(scene, at, weights), seed=11, n=int(scene.brought.counts["leads"].sum())
    )
    harmful = effect.hi is not None and effect.hi < 0
    inside = scene.dense(scene.brought, "leads", "profile")[:, ON]
    on_top = kept_up(inside, at, scene.frame.full)
    return Tested(
        p=share.p,
        effect=effect,
        shift=share.shift,
        holds=harmful and not on_top and share.relative <= -0.07,
        against=_against(harmful, on_top),
        sentence=evidence(share, "The share of marketing's leads inside the profile").sentence,
        evidence=(evidence(share, "Leads inside the profile"),),
        replicated=replicated(share),
        seasonal=not share.is_no_season,
    )


def _against(harmful: bool, on_top: bool) -> str:
    if not harmful:
        return "leads outside the profile became customers no less often"
    return "as many leads inside the profile came as before, and those outside came on top" if on_top else ""


def _mix_term(scene: Scene, at: int, weights: Weights) -> float:
    """Log change of the expected money of a lead when only the profile share moves; of a learnt profile, that inside each segment."""
    leads = scene.dense(scene.brought, "leads", "segment", "profile", weights=weights)[:, :, [ON, OFF]]
    deals = scene.dense(scene.brought, "deals", "segment", "profile", weights=weights)[:, :, [ON, OFF]]
    full = scene.frame.full
    before, after = leads[:at][full[:at]].sum(0), leads[at:][full[at:]].sum(0)
    if not before.sum() or not after.sum():
        return float("nan")
    rate = (deals.sum(0) + 0.5) / (leads.sum(0) + 0.5 / max(deals.sum() / max(leads.sum(), 1), 1e-6))
    # Where only a segment was learnt, smaller deals are the segment's and no fault of the profile: it has to show in deals per lead.
    valued = not scene.has_learnt_profile or is_within_segments(scene)
    worth = rate * scene.deal_value[:, [ON, OFF]] if valued else rate
    if not is_within_segments(scene):
        each = leads.sum(0)
        worth = (worth * each).sum(0, keepdims=True) / np.maximum(each.sum(0, keepdims=True), 1e-9)
        leads, before, after = (table.sum(-2, keepdims=True) for table in (leads, before, after))
    by_segment = leads.sum((0, 2))
    shares = [side / np.maximum(side.sum(1, keepdims=True), 1e-9) for side in (before, after)]
    money = [float((by_segment[:, None] * share * worth).sum()) for share in shares]
    return of_all_bookings(scene, at, log_of(money[1], money[0]))


CAUSE = Hypothesis(
    code="off_profile_targeting",
    title="Marketing reaches companies outside the profile",
    claim="Effort goes to companies outside the ideal customer profile, which become customers less often.",
    answers_for=Team.MARKETING,
    needs=("leads", "accounts"),
    remedy="Find the campaigns that brought the leads outside the profile; move their budget, or change the profile together.",
    misleads="A profile learnt from past wins favours what was sold before. State it in the agreement if you enter a new market.",
    test=test,
    records=lambda scene, at: _records.leads(
        scene, at, clock="created_at", which=lambda t: t.profile_no == OFF, worst=lambda t: t.created_at
    ),
)
