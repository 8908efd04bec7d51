"""Three-way verdicts: an interval against a threshold; "no difference" is never one of them (METHODS 0.2)."""

from __future__ import annotations

from oarlock.stats.result import Estimate, Interval, Status

ABOVE, BELOW, CANT_TELL, EQUIVALENT = "above", "below", "can't tell", "equivalent"


def verdict(interval: Interval, threshold: float, *, band: float | None = None) -> str:
    """Where the whole interval lies: above or below the threshold, within ± band of it, or can't tell."""
    if band is not None and threshold - band <= interval.lo and interval.hi <= threshold + band:
        return EQUIVALENT
    if interval.lo > threshold:
        return ABOVE
    return BELOW if interval.hi < threshold else CANT_TELL


def verdict_of(estimate: Estimate, threshold: float, *, band: float | None = None) -> str:
    """The same for an estimate; a status other than OK, or a missing end, forbids any verdict but can't tell."""
    if estimate.status is not Status.OK or estimate.lo is None or estimate.hi is None:
        return CANT_TELL
    return verdict(Interval(estimate.lo, estimate.hi, estimate.level), threshold, band=band)


def against_target(interval: Interval, target: float) -> str:
    """A promise's verdict: "meets", "below target" or "can't tell"."""
    return {ABOVE: "meets", BELOW: "below target"}.get(verdict(interval, target), CANT_TELL)
