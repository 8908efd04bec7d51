"""Segment mix: the deals moved to a segment that is worth less.

**What it looks for** The expected money of a new deal falls because the mix of segments moved, at each segment's own
win rate and deal size, and the segments worth more bring fewer deals, or fewer than their own growth foretold: others
that come on top take nothing away. **Where it misleads** A company that chose to sell to smaller customers may have
wanted to give up the larger ones.
"""

import numpy as np

from oarlock.diagnose import _records
from oarlock.diagnose._deal_signals import deals_by, segment_worth
from oarlock.diagnose._deals import Array
from oarlock.diagnose._rates import kept_up, log_of
from oarlock.diagnose._scene import Scene
from oarlock.diagnose._signals import Weights, effect_interval
from oarlock.diagnose.base import Team
from oarlock.diagnose.causes.base import Hypothesis, Tested, evidence, replicated, untestable


def test(scene: Scene) -> Tested:
    """Mix term over segments of the worth of a new deal (METHODS 1.10 H10)."""
    worth = segment_worth(scene)
    if worth.shift is None or len(scene.segments) < 3:
        return untestable("two segments in the agreement, and the account attributes that their rules name")
    at = worth.shift.at
    effect = effect_interval(lambda weights: _mix_term(scene, at, weights), seed=16, n=scene.deals.n)
    on_top = kept_up(_worth_more(scene), at, scene.frame.full)
    return Tested(
        p=worth.p,
        effect=effect,
        shift=worth.shift,
        holds=worth.relative <= -0.07 and not on_top,
        against="as many deals of the segments worth more came as before, and the others came on top" if on_top else "",
        sentence=f"{evidence(worth, 'The worth of a new deal, judged by its segment alone,').sentence}; {_moved_most(scene, at)}",
        evidence=(evidence(worth, "Worth of a new deal by its segment"),),
        replicated=replicated(worth),
        seasonal=not worth.is_no_season,
    )


def _worth_more(scene: Scene) -> Array:
    """New deals by month of the segments whose deals are worth more than a deal is on the whole."""
    new = deals_by(scene, "segment", "profile")
    money, deals = (new.sum(0) * scene.deal_value).sum(1), new.sum((0, 2))
    worth = money / np.maximum(deals, 1e-9)
    told: Array = new.sum(2)[:, worth > money.sum() / max(deals.sum(), 1e-9)].sum(1)
    return told


def _mix_term(scene: Scene, at: int, weights: Weights) -> float:
    """Log change of the expected money of a deal when only the segment shares move."""
    new = deals_by(scene, "segment", "profile", weights=weights)
    worth = (new.sum(0) * scene.deal_value).sum(1) / np.maximum(new.sum((0, 2)), 1e-9)
    full = scene.frame.full
    sides = [new[:at][full[:at]].sum((0, 2)), new[at:][full[at:]].sum((0, 2))]
    if min(side.sum() for side in sides) <= 0:
        return float("nan")
    money = [float(side @ worth / side.sum()) for side in sides]
    return log_of(money[1], money[0])


def _moved_most(scene: Scene, at: int) -> str:
    from oarlock.words import percent

    new = deals_by(scene, "segment")
    shares = [side.sum(0) / max(side.sum(), 1) for side in (new[:at], new[at:])]
    most = int(np.argmax(shares[1] - shares[0]))
    return f"{scene.segments[most]} grew from {percent(float(shares[0][most]))} to {percent(float(shares[1][most]))} of new deals"


CAUSE = Hypothesis(
    code="segment_mix",
    title="Deals moved to a segment that is worth less",
    claim="The mix of new deals moved to segments with smaller deals or lower win rates.",
    answers_for=Team.BOTH,
    needs=("opportunities", "accounts"),
    remedy="Decide together whether the move is wanted; if so, set goals by segment, and if not, find the channel that brought it.",
    misleads="If you chose to sell to smaller customers and get more of them, nothing is lost; compare the number of deals too.",
    test=test,
    records=lambda scene, at: _records.deals(
        scene, at, clock="created_at", which=lambda t: t.amount.notnull(), worst=lambda t: -t.amount
    ),
)
