"""Demand capture: money moved from creating demand to collecting it.

**What it looks for** Channels that capture demand (brand search, retargeting, review sites) bring a growing share of
new leads while the channels that create demand bring fewer, and more is spent on capture, or comes of it, than its trend
foretold: where creation is only cut, no money moved. The amount is what both kinds of channel bring less together, in
expected deals: what capture brings more of makes up for part, for as long as there is demand to collect. What creation alone
brings less is told beside it, as the most that can come of it; none is told as lost while both together bring no less.
**Where it misleads** Which channel creates and which captures is a convention, written in the agreement.
"""

import numpy as np

from oarlock.diagnose import _records
from oarlock.diagnose._lead_signals import CAPTURE, CREATE, NEW_LEAD_DAYS, capture_share
from oarlock.diagnose._rates import log_of, of_all_bookings
from oarlock.diagnose._scene import Scene
from oarlock.diagnose._signals import Signal, Weights, effect_interval
from oarlock.diagnose._spend import capture_grew, capture_spend
from oarlock.diagnose.base import Team
from oarlock.diagnose.causes.base import Hypothesis, Tested, evidence, replicated, untestable
from oarlock.stats.result import Estimate
from oarlock.words import money


def test(scene: Scene) -> Tested:
    """Share of capture among leads and money, with creation falling in absolute terms (METHODS 4.7)."""
    share = capture_share(scene)
    if share.shift is None or not np.nansum(share.values):
        return untestable("leads from channels that the agreement labels create and capture ([channels])")
    at = share.shift.at
    spend = capture_spend(scene)
    effect = effect_interval(
        lambda weights: _not_created(scene, at, weights), seed=19, n=int(scene.brought.counts["leads"].sum())
    )
    net = effect_interval(
        lambda weights: _brought_less(scene, at, weights), seed=19, n=int(scene.brought.counts["leads"].sum())
    )
    falling = effect.hi is not None and effect.hi < 0
    grew = capture_grew(scene, at)
    is_less = net.hi is not None and net.hi < 0
    return Tested(
        p=share.p,
        effect=effect,
        in_money=net if is_less else Estimate(None),
        shift=share.shift,
        holds=falling and grew and share.shift.change >= 0.05 and _money_follows(spend),
        against=_against(falling, grew),
        sentence=_at_most(scene, at, effect, net)
        + evidence(share, "the share of leads from channels that only capture demand").sentence
        if falling
        else evidence(share, "The share of leads from channels that only capture demand").sentence,
        evidence=(evidence(share, "Leads from capture channels"), evidence(spend, "Spend on capture channels")),
        replicated=replicated(share),
        seasonal=not share.is_no_season,
    )


def _against(falling: bool, grew: bool) -> str:
    if not falling:
        return "the channels that create demand bring no fewer leads"
    return "" if grew else "creation was cut, and neither money nor leads of capture grew beyond their trend"


def _money_follows(spend: Signal) -> bool:
    """Did spend move the same way? Unknown spend does not stand against it."""
    return spend.shift is None or spend.moved(by=0.08, p=0.10)


def _at_most(scene: Scene, at: int, effect: Estimate, net: Estimate) -> str:
    """What the fall of creation alone would come to: an upper bound, because what capture brought more is not taken off it."""
    base = scene.bookings_per_quarter(at)
    most, lo, hi = (
        None if end is None else money(base * float(np.expm1(-end)), scene.currency)
        for end in (effect.value, effect.hi, effect.lo)
    )
    if net.hi is not None and net.hi < 0:
        made_up = "makes up for part of it"
    else:
        made_up = "makes up for it so far" if (net.lo or 0.0) > 0 else "may make up for it"
    return (
        f"What creation brings less would alone be at most {most} of bookings a quarter ({lo} to {hi}), and what capture brings more"
        f" {made_up}; "
    )


def _brought_less(scene: Scene, at: int, weights: Weights) -> float:
    """Log change of the deals to be expected of what marketing's channels bring a month, each purpose at its own pooled rate.

    Only creation and capture move; what other channels bring stays as it was before.
    """
    leads, deals = (scene.dense(scene.brought, count, "purpose", weights=weights) for count in ("leads", "deals"))
    full, month = scene.frame.full, np.arange(len(leads))
    ripe = scene.frame.matured(scene.horizon + NEW_LEAD_DAYS)
    rate = deals[ripe].sum(0) / np.maximum(leads[ripe].sum(0), 1.0)
    before, after = (leads[mask & full].mean(0) * rate for mask in (month < at, month >= at))
    moved = [CREATE, CAPTURE]
    return of_all_bookings(
        scene, at, log_of(float(before.sum() + after[moved].sum() - before[moved].sum()), float(before.sum()))
    )


def _not_created(scene: Scene, at: int, weights: Weights) -> float:
    """Log change of what creation channels bring a month, as part of all marketing leads' deals."""
    deals = scene.dense(scene.brought, "leads", "purpose", weights=weights)
    full, month = scene.frame.full, np.arange(len(deals))
    sides = [deals[mask & full].mean(0) for mask in (month < at, month >= at)]
    before, after = sides
    if before[CREATE] <= 0 or before[[CREATE, CAPTURE]].sum() <= 0:
        return float("nan")
    lost = (before[CREATE] - after[CREATE]) / before[[CREATE, CAPTURE]].sum()
    return of_all_bookings(scene, at, float(np.log1p(-min(lost, 0.95))))


CAUSE = Hypothesis(
    code="demand_capture",
    title="Money moved from creating demand to capturing it",
    claim="Capture channels take a growing share while the channels that create demand bring fewer leads.",
    answers_for=Team.MARKETING,
    needs=("leads", "spend"),
    remedy="Pause one capture campaign in one region and see whether its leads come anyway; move that money back to creation.",
    misleads="Which channel creates and which captures is a convention, written in the agreement; check the labels first.",
    test=test,
    records=lambda scene, at: _records.leads(
        scene, at, clock="created_at", which=lambda t: t.purpose_no == CAPTURE, worst=lambda t: t.created_at
    ),
)
