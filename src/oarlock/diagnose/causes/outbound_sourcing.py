"""Outbound sourcing: sales finds its own deals, marketing's part stands still.

**What it looks for** Sales' share of the expected money of new deals rises because sales' own pipeline grows, while
marketing's does not: it stays inside the band that counts as flat, or falls. Where both grow, sales carries nothing
that marketing dropped. **Where it misleads** The source field is often overwritten by sellers; compare it with the
first touch.
"""

import numpy as np

from oarlock.diagnose import _records
from oarlock.diagnose._deal_signals import MARKETING, SALES, sales_sourced_share, worth_by_source
from oarlock.diagnose._rates import SEARCHED, beyond_trend, growth
from oarlock.diagnose._scene import Scene
from oarlock.diagnose._signals import Weights, effect_interval
from oarlock.diagnose.base import Team
from oarlock.diagnose.causes.base import Hypothesis, Tested, evidence, replicated, untestable

MONTHS_BETWEEN = 6
"""The middles of both sides of a change lie half of all months apart; three of these are a quarter."""

LEAST_RISE = 0.15
"""Log rise of sales' own pipeline, beyond its trend, from which outbound may be said to carry the bookings."""


def test(scene: Scene) -> Tested:
    """Share of sales in new pipeline, with sales growing and marketing not (METHODS 1.10 H5)."""
    share = sales_sourced_share(scene)
    if share.shift is None or not np.nansum(share.values):
        return untestable("who sourced each deal (opportunities.sourced_by)")
    at = share.shift.at
    effect = effect_interval(lambda weights: _carried(scene, at, weights), seed=17, n=scene.deals.n)
    worth, full = worth_by_source(scene), scene.frame.full
    # The share is made of sales' own pipeline, so that its date was searched for in these months.
    sales = beyond_trend(worth[:, SALES], at, full, least_errors=SEARCHED)
    marketing = growth(worth[:, MARKETING], at, full)
    grows = marketing > scene.agreement.analysis.flat_band * full.sum() / MONTHS_BETWEEN
    carried = not grows and sales >= LEAST_RISE and sales > max(-marketing, marketing + LEAST_RISE)
    return Tested(
        p=share.p,
        effect=effect,
        shift=share.shift,
        holds=carried and share.shift.change >= 0.05,
        against=_against(grows, carried),
        sentence=evidence(share, "Sales' own prospecting as a share of new pipeline").sentence,
        evidence=(evidence(share, "New pipeline that sales sourced itself"),),
        replicated=replicated(share),
        seasonal=not share.is_no_season,
    )


def _against(grows: bool, carried: bool) -> str:
    if grows:
        return "marketing's own pipeline grew too"
    return "" if carried else "sales' own pipeline did not grow beyond its trend while marketing's stood still"


def _carried(scene: Scene, at: int, weights: Weights) -> float:
    """Log of one minus the rise in sales' share: the part of bookings that now hangs on outbound."""
    worth, full = worth_by_source(scene, weights), scene.frame.full
    month = np.arange(len(worth))
    sides = [worth[mask & full].sum(0) for mask in (month < at, month >= at)]
    if min(side.sum() for side in sides) <= 0:
        return float("nan")
    rise = sides[1][SALES] / sides[1].sum() - sides[0][SALES] / sides[0].sum()
    return float(np.log1p(-min(max(rise, -0.95), 0.95)))


CAUSE = Hypothesis(
    code="outbound_sourcing",
    title="Outbound carries the bookings",
    claim="Bookings hold because sales finds its own deals; marketing's part does not grow.",
    answers_for=Team.BOTH,
    needs=("opportunities",),
    remedy="Decide whether marketing should support outbound in the same accounts or rebuild its own supply; agree the split as a goal.",
    misleads="The source field is often overwritten by sellers. Compare the recorded source with the first touch.",
    test=test,
    records=lambda scene, at: _records.deals(
        scene, at, clock="created_at", which=lambda t: t.sourced_by == "sales", worst=lambda t: t.amount
    ),
)
