"""Sentences of a diagnosis: one fact with from, to and when. Associations "go with"; nothing here says "causes"."""

from __future__ import annotations

from oarlock.words import measured


def moved(title: str, before: float, after: float, unit: str) -> str:
    """ "First response rose from 3.1 to 19.6 working hours": the fact alone."""
    verb = "rose" if after > before else "fell"
    return f"{title} {verb} from {measured(before, unit)} to {measured(after, unit)}"
