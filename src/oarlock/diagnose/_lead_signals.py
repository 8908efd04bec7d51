"""Signals of the hand-over: what targeting brings in, how fast it is answered, how much of it becomes a deal."""

from __future__ import annotations

import numpy as np

from oarlock.diagnose._deals import Array
from oarlock.diagnose._lead_cells import NEVER, RESPONSE_EDGES, LeadCells
from oarlock.diagnose._leads import PURPOSES
from oarlock.diagnose._scene import Scene, once
from oarlock.diagnose._signals import Signal, observed_over_expected
from oarlock.diagnose._strata import OFF, ON

NEW_LEAD_DAYS = 15.0
"""Days a new lead is given to be qualified, beside the horizon of a handed-over one."""
ALONG = 0.1
"""Part of the variance of the profile that must be left inside segments for it to be compared there."""
CREATE, CAPTURE = PURPOSES.index("create"), PURPOSES.index("capture")
STRATA = ("segment", "profile", "purpose")


@once
def on_profile_share(scene: Scene) -> Signal:
    """Share of marketing's new leads inside the profile; of a learnt one, standardised to one mix of segments.

    Whom the teams agreed to reach they agreed on with their size: leads of a segment the profile leaves out are off profile. What was
    learnt from wins may have picked up no more than the segment.
    """
    leads = scene.dense(scene.brought, "leads", "segment", "profile")
    if not is_within_segments(scene):
        leads = leads.sum(1, keepdims=True)
    known = leads[:, :, ON] + leads[:, :, OFF]
    values, weights = observed_over_expected(leads[:, :, ON], known)
    return _signal(scene, "on_profile_share", "share", values, weights, -1, scene.frame.full)


@once
def is_within_segments(scene: Scene) -> bool:
    """Whether a profile is compared inside each segment: one that was learnt, and does not itself run along the segments."""
    return scene.has_learnt_profile and not runs_along_segments(scene)


@once
def runs_along_segments(scene: Scene) -> bool:
    """Whether nearly all that the profile tells of a lead its segment tells too, so that inside a segment nothing is left to compare."""
    leads = scene.dense(scene.brought, "leads", "segment", "profile").sum(0)
    on, known = leads[:, ON], leads[:, ON] + leads[:, OFF]
    share = np.divide(on, known, out=np.zeros(len(on)), where=known > 0)
    whole = on.sum() / max(known.sum(), 1)
    return bool((known * share * (1 - share)).sum() < ALONG * known.sum() * whole * (1 - whole))


@once
def capture_share(scene: Scene) -> Signal:
    """Share of channels that capture demand among marketing's new leads of known purpose."""
    leads = scene.dense(scene.brought, "leads", "purpose")
    known = leads[:, CAPTURE] + leads[:, CREATE]
    values = np.divide(leads[:, CAPTURE], known, out=np.full(len(known), np.nan), where=known > 0)
    return _signal(scene, "capture_share", "share", values, known, 1, scene.frame.full)


@once
def qualified_share(scene: Scene) -> Signal:
    """Share of marketing's new leads that were qualified, standardised: a rise without better leads is a lower bar."""
    leads, qualified = (_strata(scene, scene.brought, count) for count in ("leads", "qualified"))
    values, weights = observed_over_expected(qualified, leads)
    return _signal(scene, "qualified_share", "share", values, weights, 1, scene.frame.matured(14))


@once
def deals_per_lead(scene: Scene) -> Signal:
    """Share of marketing's new leads, qualified or not, that became a deal in time: what a lower bar alone cannot change."""
    leads, deals = (_strata(scene, scene.brought, count) for count in ("leads", "deals"))
    values, weights = observed_over_expected(deals, leads)
    usable = scene.frame.matured(scene.horizon + NEW_LEAD_DAYS)
    return _signal(scene, "deals_per_lead", "share", values, weights, 1, usable)


@once
def deal_rate(scene: Scene, *, given_response: bool) -> Signal:
    """Share of handed-over leads that became a deal in time, within strata; with `given_response` also at equal response bands."""
    axes = (*STRATA, "band") if given_response else STRATA
    leads, deals = (_strata(scene, scene.handed, count, axes) for count in ("leads", "deals"))
    values, weights = observed_over_expected(deals, leads)
    name = "deal_rate_at_equal_response" if given_response else "deal_rate"
    return _signal(scene, name, "share", values, weights, -1, scene.followed)


@once
def acceptance(scene: Scene) -> Signal:
    """Share of judged leads that sales accepted, at equal strata and response.

    Leads nobody worked, or reached, are missing, not rejected: how often somebody tries is no quality of the lead (METHODS 1.10, H2).
    """
    accepted, rejected = (_strata(scene, scene.handed, count, (*STRATA, "band")) for count in ("accepted", "rejected"))
    values, weights = observed_over_expected(accepted, accepted + rejected)
    return _signal(scene, "acceptance", "share", values, weights, -1, scene.followed)


@once
def bad_fit_share(scene: Scene) -> Signal:
    """Share of handed-over leads rejected because they do not fit, within strata."""
    leads, bad = (_strata(scene, scene.handed, count) for count in ("leads", "bad_fit"))
    values, weights = observed_over_expected(bad, leads)
    return _signal(scene, "bad_fit_share", "share", values, weights, 1, scene.followed)


@once
def response_worth(scene: Scene) -> Signal:
    """What the response bands of the month would convert at the pooled rate of each band: falls when answers get slow or fail to come."""
    leads, deals = (_strata(scene, scene.handed, count, (*STRATA, "band")) for count in ("leads", "deals"))
    shape = (leads.shape[0], -1, NEVER + 1)
    leads, deals = leads.reshape(shape), deals.reshape(shape)
    worth, pooled = response_value(leads[scene.followed].sum(0), deals[scene.followed].sum(0))
    expected, at_pooled = (leads * worth).sum((1, 2)), leads.sum(2) @ pooled
    values = np.divide(expected, at_pooled, out=np.full(len(expected), np.nan), where=at_pooled > 0)
    return _signal(scene, "response_worth", "ratio", values, at_pooled, -1, scene.followed)


def response_value(leads: Array, deals: Array) -> tuple[Array, Array]:
    """Deals per lead by (stratum, band), and by stratum alone.

    The first is a common band profile times each stratum's own level, so that thin cells do not speak.

    Args:
        leads, deals: By (stratum, band), of months whose leads had their whole time: others would make the bands of late look poor.
    """
    band_leads, band_deals = leads.sum(0), deals.sum(0)
    overall = band_deals.sum() / max(band_leads.sum(), 1.0)
    profile = (band_deals + 5 * overall) / (band_leads + 5)
    at_profile, seen, came = (leads * profile).sum(1), leads.sum(1), deals.sum(1)
    level = np.divide(came, at_profile, out=np.ones(len(at_profile)), where=at_profile > 0)
    pooled: Array = np.divide(came, seen, out=np.zeros(len(seen)), where=seen > 0)
    worth: Array = level[:, None] * profile[None, :]
    return worth, pooled


@once
def median_response(scene: Scene) -> Signal:
    """Median working hours from hand-over to the first answer, from the bands, those never answered counting as slowest."""
    leads = scene.dense(scene.handed, "leads", "band")
    edges = np.array([0.0, *RESPONSE_EDGES, 2 * RESPONSE_EDGES[-1], 4 * RESPONSE_EDGES[-1]])
    share = np.cumsum(leads, 1) / np.maximum(leads.sum(1, keepdims=True), 1)
    values = np.array([_interpolated(row, edges) for row in share])
    return _signal(scene, "median_response", "working hours", values, leads.sum(1), 1, scene.followed)


@once
def never_touched(scene: Scene) -> Signal:
    """Share of handed-over leads that nobody touched."""
    leads = scene.dense(scene.handed, "leads", "band")
    total = leads.sum(1)
    values = np.divide(leads[:, NEVER], total, out=np.full(len(total), np.nan), where=total > 0)
    return _signal(scene, "never_touched", "share", values, total, 1, scene.followed)


@once
def ownerless(scene: Scene) -> Signal:
    """Share of handed-over leads that waited for an owner longer than for their owner, those that never had one among them."""
    leads, hits = (scene.dense(scene.handed, count) for count in ("leads", "ownerless"))
    values = np.divide(hits, leads, out=np.full(len(leads), np.nan), where=leads > 0)
    return _signal(scene, "ownerless", "share", values, leads, 1, scene.followed)


def _interpolated(cumulative: Array, edges: Array) -> float:
    if cumulative[-1] < 0.5:  # a month without leads
        return float("nan")
    band = int(np.searchsorted(cumulative, 0.5))
    below = cumulative[band - 1] if band else 0.0
    inside = max(cumulative[band] - below, 1e-9)
    return float(edges[band] + (0.5 - below) / inside * (edges[band + 1] - edges[band]))


def _strata(scene: Scene, cells: LeadCells, count: str, axes: tuple[str, ...] = STRATA) -> Array:
    return _flat(scene.dense(cells, count, *axes))


def _flat(table: Array) -> Array:
    return table.reshape(len(table), -1)


def _signal(scene: Scene, name: str, unit: str, values: Array, weights: Array, direction: int, usable: Array) -> Signal:
    values = np.where(usable, values, np.nan)
    return Signal(name, unit, values, np.where(usable, weights, 0.0), direction, scene.frame)
