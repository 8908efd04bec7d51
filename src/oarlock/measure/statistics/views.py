"""Views: slices that the rows do not have, because one row shows in each of them; the statistic itself tells them apart.

A cost per lead without and with the team's work is two numbers of the same leads; the share of customers still there after three and after
twelve months is two numbers of the same customers. A statistic with views names them in `views`, as the name of the slice, which the metric
lists among `within`, and the values it takes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked, Key


def views_of(statistic: Any) -> Mapping[str, Sequence[str]]:
    """The views a statistic tells, by the name of their slice; most tell none."""
    told: Mapping[str, Sequence[str]] = getattr(statistic, "views", {})
    return told


def with_views(statistic: Any, observed: Any) -> Any:
    """The observed rows with an empty column for each view, so that its slice has a place in the keys."""
    import ibis

    empty = {name: ibis.null("string") for name in views_of(statistic) if name not in observed.columns}
    return observed.mutate(**empty) if empty else observed


def in_view(asked: Asked, key: Key, name: str, value: str) -> Key:
    """The key of a group as it shows in one view."""
    place = len(asked.keys) - len(asked.slices) + asked.slices.index(name)
    return (*key[:place], value, *key[place + 1 :])
