"""How much a conversion changed, like compared with like, under resampled accounts."""

from __future__ import annotations

import numpy as np

from oarlock.diagnose._deal_signals import MARKETING, PARTNER, UNSOURCED, hazards, worth_by_source
from oarlock.diagnose._lead_cells import BANDS
from oarlock.diagnose._lead_signals import STRATA, response_value
from oarlock.diagnose._leads import PURPOSES
from oarlock.diagnose._scene import Scene, once
from oarlock.diagnose._signals import Weights
from oarlock.diagnose._timing import won_and_foretold


def rate_change(scene: Scene, at: int, weights: Weights, *, given_response: bool = True) -> float:
    """Log change of deals per handed-over lead at month `at`, standardised over the strata; NaN where a side is empty."""
    axes = (*STRATA, "band") if given_response else STRATA
    leads, deals = (scene.dense(scene.handed, count, *axes, weights=weights) for count in ("leads", "deals"))
    leads, deals = leads.reshape(len(leads), -1), deals.reshape(len(deals), -1)
    came, seen = (table[scene.followed].sum(0) for table in (deals, leads))
    pooled = np.divide(came, seen, out=np.zeros(leads.shape[1]), where=seen > 0)
    return log_ratio(deals.sum(1), leads @ pooled, at, scene.followed)


def response_change(scene: Scene, at: int, weights: Weights) -> float:
    """Log change of deals per lead that goes with the response bands alone: each band at its pooled worth."""
    leads, deals = (scene.dense(scene.handed, count, *STRATA, "band", weights=weights) for count in ("leads", "deals"))
    leads, deals = leads.reshape(len(leads), -1, BANDS), deals.reshape(len(deals), -1, BANDS)
    worth, pooled = response_value(*(table[scene.followed].sum(0) for table in (leads, deals)))
    return log_ratio((leads * worth).sum((1, 2)), leads.sum(2) @ pooled, at, scene.followed)


def of_all_bookings(scene: Scene, at: int, change: float) -> float:
    """A log change of what the leads handed over become, as a log change of all bookings: only their part of new pipeline moves."""
    worth, full = worth_by_source(scene)[:at], scene.frame.full[:at]
    before = worth[full].sum(0)
    known = before.sum() - before[UNSOURCED]
    theirs = before[MARKETING] + before[PARTNER] * partners_by_lead(scene)
    share = float(theirs / known) if known > 0 and theirs > 0 else 1.0
    return float(np.log1p(share * np.expm1(change))) if np.isfinite(change) else change


@once
def partners_by_lead(scene: Scene) -> float:
    """Part of the partners' deals that came of leads of partner channels, which are handed over, answered and counted like marketing's."""
    deals = float(scene.dense(scene.handed, "deals", "purpose")[:, PURPOSES.index("partner")].sum())
    sourced = float((scene.deals.source == PARTNER).sum())
    return min(1.0, deals / sourced) if sourced else 0.0


def speed_change(scene: Scene, at: int, weights: Weights) -> float:
    """Log change of the pace of closing, at equal age and mix."""
    h = hazards(scene, weights)
    return log_ratio(h["won"] + h["lost"], h["won_expected"] + h["lost_expected"], at, scene.frame.full)


def put_off(scene: Scene, at: int, weights: Weights) -> float:
    """Log change of the wins from month `at` on, against those of the same deals on the clock of the months before.

    Both sides are set against what their months expect, so that a range covers that the earlier clock is only estimated too.
    """
    told = scene.under(weights, ("won_and_foretold", at), lambda: won_and_foretold(scene.deals, at))
    won, foretold, won_before, expected_before = map(float, told)
    return log_of(won, foretold) - log_of(won_before, expected_before)


def growth(monthly: np.ndarray, at: int, usable: np.ndarray) -> float:
    """ln of the mean month from `at` on over the mean month before it; months that are not usable are left out."""
    month = np.arange(len(monthly))
    before, after = monthly[(month < at) & usable].mean(), monthly[(month >= at) & usable].mean()
    return float(np.log(max(after, 1e-9) / max(before, 1e-9)))


def kept_up(monthly: np.ndarray, at: int, usable: np.ndarray) -> bool:
    """Whether as many came from month `at` on as before, and as many as their own growth foretold: what else comes is on top of them."""
    return growth(monthly, at, usable) >= 0 and beyond_trend(monthly, at, usable) >= 0


def beyond_trend(monthly: np.ndarray, at: int, usable: np.ndarray, *, least_errors: float = 2.0) -> float:
    """Log change of a monthly amount at month `at` beyond its trend; 0 unless it is `least_errors` standard errors from nothing.

    One line through the whole record and one step or bend at `at`, by least squares, whichever fits better. Two standard errors are for a
    date that was found elsewhere; where it was searched for in the same months, the search is paid for by SEARCHED.
    """
    month = np.flatnonzero(usable)
    y = np.log(np.maximum(monthly[usable], monthly[usable].mean() * 0.05 + 1e-9))
    best = (np.inf, 0.0, 0.0)
    for turn in ((month >= at).astype(float), np.maximum(month - at, 0) / max(month[-1] - at, 1)):
        design = np.column_stack([np.ones(len(month)), month - month.mean(), turn])
        inverse = np.linalg.pinv(design.T @ design)
        beta = inverse @ design.T @ y
        error = float(((y - design @ beta) ** 2).sum())
        spread = np.sqrt(max(error, 1e-12) / max(len(y) - 3, 1) * inverse[2, 2])
        best = min(best, (error, float(beta[2]), float(spread)))
    return best[1] if abs(best[1]) > least_errors * best[2] else 0.0


SEARCHED = 2.97
"""Standard errors at which a change whose date was searched for is beyond chance at 5 %: the root of 8.85, the critical value of the
largest Wald statistic over the middle 70 % of the dates (Andrews 1993, Econometrica 61, 821–856, table I)."""


def log_of(after: float, before: float) -> float:
    """ln of after over before; NaN where either is nothing, as when no amount has a rate to the reporting currency."""
    return float(np.log(after / before)) if after > 0 and before > 0 else float("nan")


def log_ratio(observed: np.ndarray, expected: np.ndarray, at: int, usable: np.ndarray) -> float:
    """ln of observed ÷ expected from month `at` on over the same before it; NaN where a side is empty."""
    month = np.arange(len(observed))
    sides = [_over(observed, expected, (month < at) & usable), _over(observed, expected, (month >= at) & usable)]
    return log_of(sides[1], sides[0])


def _over(observed: np.ndarray, expected: np.ndarray, mask: np.ndarray) -> float:
    total = float(expected[mask].sum())
    return float(observed[mask].sum()) / total if total > 0 else 0.0
