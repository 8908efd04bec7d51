"""Signals of the deals: whether they are won, how long that takes, where they come from and what they are worth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from oarlock.diagnose._deals import OPEN, SOURCES, WON, Array, Deals
from oarlock.diagnose._frame import BUCKETS
from oarlock.diagnose._lead_signals import _signal
from oarlock.diagnose._scene import Scene, once
from oarlock.diagnose._signals import Signal, Weights

MARKETING, SALES, PARTNER, CUSTOMER = (SOURCES.index(name) for name in ("marketing", "sales", "partner", "customer"))
UNSOURCED = len(SOURCES) - 1
PRIOR_ENDINGS = 30.0
"""Endings at the common rate that every seller and source starts with: one who came after a change must not absorb it."""


def hazards(scene: Scene, weights: Weights = None, *, of_sellers: bool = True) -> dict[str, Array]:
    """Wins and losses by calendar month beside what the pooled hazards of age, segment, profile and month of quarter would give.

    Args:
        of_sellers: Whether each seller is held to a rate of his own; else who sells counts as part of the change.

    Returns:
        won, won_expected, lost, lost_expected: one value per month.
    """
    told = scene.under(weights, ("hazards", of_sellers), lambda: _hazards_by_bucket(scene.deals, of_sellers))
    return dict(zip(ENDINGS, told, strict=True))


ENDINGS = ("won", "won_expected", "lost", "lost_expected")


def _hazards_by_bucket(deals: Deals, of_sellers: bool) -> Array:
    """(bucket, ending, month): counts and expectations; the pooled hazards are those of all deals."""
    risk, months = deals.risk, len(deals.frame.months)
    size = int(risk.stratum.max(initial=0)) + 1
    days = np.bincount(risk.stratum, risk.days, minlength=size)
    place = deals.bucket[risk.deal] * months + risk.month
    rows = []
    for ended in (risk.won, risk.lost):
        rate = np.bincount(risk.stratum, ended, minlength=size) / np.maximum(days, 1e-9)
        expected = risk.days * rate[risk.stratum]
        for labels in (deals.source, deals.owner) if of_sellers else (deals.source,):
            expected *= _factor(labels[risk.deal], ended, expected)
        rows.append(np.bincount(place, ended, minlength=BUCKETS * months))
        rows.append(np.bincount(place, expected, minlength=BUCKETS * months))
    table: Array = np.stack(rows).reshape(len(ENDINGS), BUCKETS, months).swapaxes(0, 1)
    return table


def _factor(labels: Array, ended: Array, expected: Array) -> Array:
    """One factor for each label on its expectations, shrunk by PRIOR_ENDINGS: what sales finds itself is won less often wherever it is
    sold, and a seller who left takes his own rate with him."""
    size = int(labels.max(initial=0)) + 1
    seen = np.bincount(labels, ended, minlength=size) + PRIOR_ENDINGS
    factor: Array = (seen / (np.bincount(labels, expected, minlength=size) + PRIOR_ENDINGS))[labels]
    return factor


@once
def win_share(scene: Scene, *, of_sellers: bool = True) -> Signal:
    """Share of closing deals that are won, at equal age, segment and profile: the odds of the month's wins and losses to
    their expectation, and compared as log-odds, of which the weights are the precision.
    """
    h = hazards(scene, of_sellers=of_sellers)
    odds = (h["won"] + 0.5) / (h["won_expected"] + 0.5) / ((h["lost"] + 0.5) / (h["lost_expected"] + 0.5))
    weights = np.where((h["won"] + h["lost"]) > 0, 1 / (1 / (h["won"] + 0.5) + 1 / (h["lost"] + 0.5)), 0.0)
    base = scene.win_share / max(1 - scene.win_share, 1e-9)
    shares = base * odds / (1 + base * odds)
    name = "win_share" if of_sellers else "win_share_whoever_sells"
    return replace(_signal(scene, name, "share", shares, weights, -1, scene.frame.full), by_log_odds=True)


@once
def closing_speed(scene: Scene) -> Signal:
    """Closings (won or lost) against those expected at equal age and mix: 0.8 is a fifth slower than usual."""
    h = hazards(scene)
    ended, expected = h["won"] + h["lost"], h["won_expected"] + h["lost_expected"]
    values = np.divide(ended, expected, out=np.full(len(ended), np.nan), where=expected > 0)
    return _signal(scene, "closing_speed", "ratio", values, expected, -1, scene.frame.full)


@once
def loss_rate(scene: Scene, group: int) -> Signal:
    """Losses for one group of reasons against those expected at equal age and mix, among reasons that say anything."""
    deals = scene.deals
    lost_for = deals.reason == group
    h = hazards(scene)
    counted = np.bincount(
        deals.risk.month, deals.risk.lost & lost_for[deals.risk.deal], minlength=len(scene.frame.months)
    )
    share = counted.sum() / max(h["lost_expected"].sum(), 1e-9)
    expected = h["lost_expected"] * share
    values = np.divide(counted, expected, out=np.full(len(counted), np.nan), where=expected > 0)
    return _signal(scene, f"losses_{group}", "ratio", values, expected, 1, scene.frame.full)


def deals_by(scene: Scene, *axes: str, weights: Weights = None, of: Array | None = None) -> Array:
    """New deals by (month of creation, *axes) as a dense count; `of` is a mask over deals and takes no weights."""
    if of is not None:
        masked: Array = _deals_by_bucket(scene, axes, of).sum(0)
        return masked
    return scene.under(
        weights, ("deals", axes), lambda: _deals_by_bucket(scene, axes, np.ones(scene.deals.n, dtype=bool))
    )


def _deals_by_bucket(scene: Scene, axes: tuple[str, ...], of: Array) -> Array:
    deals = scene.deals
    month = deals.month_of(deals.created)
    ok = (month >= 0) & of
    sizes = {"segment": len(scene.segments), "profile": 3, "source": len(SOURCES)}
    shape = (BUCKETS, len(scene.frame.months), *(sizes[axis] for axis in axes))
    places = [deals.bucket[ok], month[ok], *(getattr(deals, axis)[ok] for axis in axes)]
    table: Array = np.bincount(np.ravel_multi_index(places, shape), minlength=int(np.prod(shape))).reshape(shape)
    return table


@once
def segment_worth(scene: Scene) -> Signal:
    """Expected won money of a new deal given only the month's mix of segments, relative to the overall mean."""
    new = deals_by(scene, "segment", "profile")
    worth = (new.sum(0) * scene.deal_value).sum(1) / np.maximum(new.sum((0, 2)), 1e-9)
    by_segment, total = new.sum(2), new.sum((1, 2))
    overall = (by_segment.sum(0) * worth).sum() / max(total.sum(), 1)
    values = np.divide(by_segment @ worth, total * overall, out=np.full(len(total), np.nan), where=total * overall > 0)
    return _signal(scene, "segment_worth", "ratio", values, total, -1, scene.frame.full)


def worth_by_source(scene: Scene, weights: Weights = None) -> Array:
    """Expected won money of the month's new deals, by (month, source)."""
    new = deals_by(scene, "segment", "profile", "source", weights=weights)
    worth: Array = np.einsum("mspr,sp->mr", new, scene.deal_value)
    return worth


@once
def sales_sourced_share(scene: Scene) -> Signal:
    """Share of sales' own prospecting in the expected money of new deals."""
    worth = worth_by_source(scene)
    total = worth.sum(1)
    values = np.divide(worth[:, SALES], total, out=np.full(len(total), np.nan), where=total > 0)
    return _signal(scene, "sales_sourced_share", "share", values, deals_by(scene), 1, scene.frame.full)


@once
def fresh_pipeline(scene: Scene, source: int, direction: int) -> Signal:
    """Expected won money of the month's new deals of one source."""
    worth = worth_by_source(scene)[:, source]
    return _signal(
        scene, f"fresh_pipeline_{SOURCES[source]}", "money", worth, np.ones(len(worth)), direction, scene.frame.full
    )


@once
def won_age(scene: Scene) -> Signal:
    """Mean age at winning, in median cycles of the segment: rises when old deals carry the bookings."""
    deals = scene.deals
    won = (deals.status == WON) & (deals.month_of(deals.ended) >= 0)
    month = deals.month_of(deals.ended)[won]
    age = ((deals.ended - deals.created) / deals.cycle)[won]
    count = np.bincount(month, minlength=len(scene.frame.months)).astype(float)
    values = np.bincount(month, age, minlength=len(count)) / np.where(count > 0, count, np.nan)
    return _signal(scene, "won_age", "cycles", values, count, 1, scene.frame.full)


@once
def carry_in_share(scene: Scene) -> Signal:
    """Share of won money from deals that were older than a median cycle when the month began (METHODS 1.10, H4)."""
    deals = scene.deals
    month = deals.month_of(deals.ended)
    won = (deals.status == WON) & (month >= 0)
    money = np.where(won, np.nan_to_num(deals.amount), 0.0)
    old = scene.frame.edges[np.maximum(month, 0)] - deals.created > deals.cycle
    total = np.bincount(month[won], money[won], minlength=len(scene.frame.months))
    carried = np.bincount(month[won], (money * old)[won], minlength=len(total))
    values = np.divide(carried, total, out=np.full(len(total), np.nan), where=total > 0)
    weights = np.bincount(month[won], minlength=len(total)).astype(float)
    return _signal(scene, "carry_in_share", "share", values, weights, 1, scene.frame.full)


@once
def pushes(scene: Scene) -> Signal:
    """Moves of the close date to a later day, per deal closed in the month."""
    deals = scene.deals
    month = deals.month_of(deals.ended)
    closed = (deals.status != OPEN) & (month >= 0)
    count = np.bincount(month[closed], minlength=len(scene.frame.months)).astype(float)
    values = np.bincount(month[closed], deals.pushes[closed], minlength=len(count)) / np.where(count > 0, count, np.nan)
    return _signal(scene, "pushes", "count", values, count, 1, scene.frame.full)


@once
def referral_share(scene: Scene) -> Signal:
    """Share of new deals that customers brought: sourced by a customer, or from a channel named referral."""
    deals = scene.deals
    named = np.array(["referral" in name.lower() or "customer" in name.lower() for name in deals.channels] or [False])
    referred = (deals.source == CUSTOMER) | named[deals.channel]
    count, total = deals_by(scene, of=referred), deals_by(scene)
    values = (
        np.divide(count, total, out=np.full(len(total), np.nan), where=total > 0)
        if referred.any()
        else np.full(len(total), np.nan)
    )
    return _signal(scene, "referral_share", "share", values, total, -1, scene.frame.full)
