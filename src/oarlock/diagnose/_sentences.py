"""Sentences of a diagnosis: one fact with from, to and when. Associations "go with"; nothing here says "causes"."""

from __future__ import annotations

from oarlock.words import measured, percent


def moved(title: str, before: float, after: float, unit: str, currency: str) -> str:
    """ "First response rose from 3.1 to 19.6 working hours": the fact alone."""
    told = measured(before, unit, currency), measured(after, unit, currency)
    if told[0] == told[1]:
        return f"{title} stayed at {told[0]}"
    return f"{title} {'rose' if after > before else 'fell'} from {told[0]} to {told[1]}"


def share_with_range(value: float | None, lo: float | None, hi: float | None, n: int) -> str:
    """A share as sentences tell it: "29% (27% to 31%, n = 1,207)"."""
    return f"{percent(value)} ({percent(lo)} to {percent(hi)}, n = {n:,})"
