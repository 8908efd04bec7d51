"""Aging pipeline: bookings live on deals that were created long ago.

**What it looks for** At one date marketing's fresh pipeline falls and the deals that are won get older, what is new replaces less than what
is booked, and most of the fall is in what marketing brings. **Where it misleads** Long cycles carry deals over by nature; ages are
compared with the segment's own cycle.
"""

import numpy as np

from oarlock.diagnose import _records
from oarlock.diagnose._deal_signals import MARKETING, carry_in_share, fresh_pipeline, won_age, worth_by_source
from oarlock.diagnose._deals import OPEN, WON
from oarlock.diagnose._joined import joined
from oarlock.diagnose._lead_signals import capture_share
from oarlock.diagnose._leads import PURPOSES
from oarlock.diagnose._rates import growth
from oarlock.diagnose._scene import Scene
from oarlock.diagnose._signals import Weights, effect_interval
from oarlock.diagnose._spend import capture_grew
from oarlock.diagnose.base import Evidence, Team
from oarlock.diagnose.causes.base import Hypothesis, Tested, evidence, replicated, untestable
from oarlock.errors import EmptySample
from oarlock.stats.velocity import CarryIn, carry_in
from oarlock.words import percent

OWN = [place for place, purpose in enumerate(PURPOSES) if purpose != "partner"]
"""Channels whose leads become deals that marketing sourced; a partner's leads become a partner's deals."""
MOST = 0.5


def test(scene: Scene) -> Tested:
    """Fresh marketing pipeline and the age of what is won, searched for one date of change (METHODS 1.10 H4)."""
    fresh = joined(fresh_pipeline(scene, MARKETING, -1), won_age(scene))
    if fresh.shift is None or not np.nansum(fresh.values):
        return untestable("deals with their creation dates and who sourced them (opportunities.csv)")
    at = fresh.shift.at
    effect = effect_interval(lambda weights: _lost_supply(scene, at, weights), seed=18, n=scene.deals.n)
    # Most of the fall must be in what marketing brings, not in what becomes of it.
    supply = fewer_leads(scene, at) <= MOST * fresh.relative
    before, after = carried(scene, at)
    replaced = after is None or after.replenishment >= 1
    aged = (won_age(scene).contrast(at).lo or 0.0) > 0
    return Tested(
        p=fresh.p,
        effect=effect,
        shift=fresh.shift,
        holds=supply and aged and not replaced and not captured(scene) and fresh.relative <= -0.12,
        against=_against(supply, aged, replaced, captured(scene)),
        sentence="; ".join(
            (
                evidence(fresh, "New pipeline that marketing sourced, in expected money a month,").sentence,
                evidence(won_age(scene), "age at winning, in usual cycles,", at).sentence,
                *_replenished(after),
            )
        ),
        evidence=(
            evidence(fresh, "Marketing's new pipeline a month"),
            evidence(won_age(scene), "Age at winning, in usual cycles", at),
            evidence(carry_in_share(scene), "Won money from deals older than a cycle", at),
            *_replenishment(before, after),
        ),
        replicated=replicated(fresh),
        seasonal=not fresh.is_no_season,
    )


def _against(supply: bool, aged: bool, replaced: bool, captured_instead: bool) -> str:
    if captured_instead:
        return "the mix of marketing's channels changed with it, which is the closer cause"
    if replaced:
        return "what is new replaces what is booked"
    if not supply:
        return "marketing brings as many leads as before; fewer of them become deals"
    return "" if aged else "the deals that are won are no older than before"


def fewer_leads(scene: Scene, at: int) -> float:
    """Log change of the leads a month that marketing's own channels hand over."""
    return growth(scene.dense(scene.handed, "leads", "purpose")[:, OWN].sum(1), at, scene.frame.full)


def carried(scene: Scene, at: int) -> tuple[CarryIn | None, CarryIn | None]:
    """Carry-in, replenishment and runway before month `at` and from it on; None where nothing was won.

    New deals count with the money they are expected to win, so that a replenishment of 1 keeps bookings where they are. The old stock is
    what is open and older than a cycle now, and burns by what of that age is closed in a quarter.
    """
    deals, full = scene.deals, scene.frame.full
    month = deals.month_of(deals.ended)
    opened = scene.frame.edges[np.maximum(month, 0)]
    fresh, worth = worth_by_source(scene).sum(1), scene.deal_value[deals.segment, deals.profile]
    stock = float(worth[(deals.status == OPEN) & (scene.frame.as_of_day - deals.created > deals.cycle)].sum())
    sides: list[CarryIn | None] = []
    for side in (np.arange(len(full)) < at, np.arange(len(full)) >= at):
        side = side & full
        closed = (month >= 0) & side[np.maximum(month, 0)]
        old = closed & (opened - deals.created > deals.cycle)
        won = closed & (deals.status == WON) & (np.nan_to_num(deals.amount) > 0)
        ages = ((opened - deals.created) / deals.cycle)[won]
        burn = float(worth[old].sum() / max(side.sum() / 3, 1e-9))
        told = list(zip(deals.amount[won].tolist(), ages.tolist(), strict=True))
        try:
            sides.append(carry_in(told, 1.0, fresh=float(fresh[side].sum()), old_stock=stock, burn=burn))
        except EmptySample:
            sides.append(None)
    return sides[0], sides[1]


def _replenished(after: CarryIn | None) -> tuple[str, ...]:
    """What is new against what is booked, and how long the old stock lasts, in words."""
    if after is None:
        return ()
    lasts = f", and the old stock lasts {after.runway:.1f} quarters at this pace" if after.runway is not None else ""
    return (f"what is new is expected to win {percent(after.replenishment)} of what is booked{lasts}",)


def _replenishment(before: CarryIn | None, after: CarryIn | None) -> tuple[Evidence, ...]:
    if after is None:
        return ()
    title = "New pipeline, in money it is expected to win, for each unit booked"
    old = before.replenishment if before is not None else None
    return (Evidence("replenishment", title, "ratio", old, after.replenishment),)


def captured(scene: Scene) -> bool:
    """Did capture channels take over, and not only stay where creation was cut?"""
    share = capture_share(scene)
    moved = share.shift is not None and share.moved(by=0.15, p=0.02) and share.shift.change >= 0.05
    return moved and share.shift is not None and capture_grew(scene, share.shift.at)


def _lost_supply(scene: Scene, at: int, weights: Weights) -> float:
    """Log of one minus the fall of marketing's new pipeline, as a share of all new pipeline before."""
    worth, full = worth_by_source(scene, weights), scene.frame.full
    month = np.arange(len(worth))
    before, after = (worth[mask & full].mean(0) for mask in (month < at, month >= at))
    if before.sum() <= 0:
        return float("nan")
    return float(np.log1p(-min((before[MARKETING] - after[MARKETING]) / before.sum(), 0.95)))


CAUSE = Hypothesis(
    code="aging_pipeline",
    title="Bookings live on old pipeline",
    claim="Fresh pipeline falls while old deals are converted: bookings hold today and are likely to fall next.",
    answers_for=Team.MARKETING,
    needs=("opportunities", "opportunity_versions"),
    remedy="Plan fresh pipeline by week from the goal and the cycle; agree the number of qualified leads a month that it takes.",
    misleads="Long cycles carry deals over by nature; ages are compared with the segment's own cycle, which itself may have changed.",
    test=test,
    records=lambda scene, at: _records.deals(
        scene,
        at,
        clock="closed_at",
        which=lambda t: t.status == "won",
        worst=lambda t: t.closed_at.delta(t.created_at, unit="day"),
    ),
)
