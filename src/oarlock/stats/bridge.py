"""From what stood open to what stands open, by what happened: a bridge that adds up to the cent (METHODS 3.2).

The gross bridge replays every change and ties to bookings. The net bridge compares two snapshots: also exact, but a record that was
created and won in between is in neither, so its `won` does not tie.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from oarlock.stats.window import Amount, History, State, Window, standing, state_at

BUCKETS = (
    "created", "pulled_in", "rolled_in_overdue", "reopened", "restored", "transferred_in", "qualified_in", "amount_up",
    "amount_down", "won", "lost", "slipped", "moved_before_window", "transferred_out", "disqualified_out", "deleted",
    "fx",
)  # fmt: skip
"""Every bucket, in the order in which a bridge is drawn."""

_ORDER = ("rate", "amount", "close", "deleted", "in_scope", "qualified", "status")
"""Changes of one instant are taken field by field in this order, so that each part goes to one bucket."""


@dataclass(frozen=True, slots=True)
class Bridge:
    """Opening + Σ buckets = closing, exactly; buckets in drawing order, those that are 0 left out."""

    opening: Amount
    buckets: Mapping[str, Amount]
    closing: Amount

    @property
    def is_exact(self) -> bool:
        """Whether it adds up; False is a fault of ours, never of the records."""
        return self.opening + sum(self.buckets.values()) == self.closing


def gross_bridge(histories: Iterable[History], window: Window, since: Any, until: Any) -> Bridge:
    """Every change after the end of `since` up to the end of `until`, in the bucket of what changed."""
    kept, totals = list(histories), Counter[str]()
    for history in kept:
        for bucket, change in _steps(history, window, since, until):
            totals[bucket] += change  # type: ignore[assignment]
    return _bridge(kept, window, since, until, totals)


def net_bridge(histories: Iterable[History], window: Window, since: Any, until: Any) -> Bridge:
    """The difference of two snapshots, each record in the bucket of its end states."""
    kept, totals = list(histories), Counter[str]()
    for history in kept:
        for bucket, change in _difference(state_at(history, since), state_at(history, until), window):
            totals[bucket] += change  # type: ignore[assignment]
    return _bridge(kept, window, since, until, totals)


def _bridge(kept: list[History], window: Window, since: Any, until: Any, totals: Mapping[str, Amount]) -> Bridge:
    ends = [sum((standing(state_at(history, at), window) for history in kept), start=0) for at in (since, until)]
    return Bridge(ends[0], {name: totals[name] for name in BUCKETS if totals.get(name)}, ends[1])


def _steps(history: History, window: Window, since: Any, until: Any) -> Iterator[tuple[str, Amount]]:
    before = state_at(history, since)
    for at, after in history:
        if not since < at <= until:
            continue
        if before is None:
            # A record that arrives closed was created open and closed in the same instant, or bookings would not tie.
            before = replace(after, status="open")
            yield "created", standing(before, window)
        for name in _ORDER:
            step = replace(before, **{name: getattr(after, name)})
            change = standing(step, window) - standing(before, window)
            if change:
                yield _bucket(name, before, step, change, window), change
            before = step


def _bucket(name: str, before: State, after: State, change: Amount, window: Window) -> str:
    came = change > 0
    if name == "rate":
        return "fx"
    if name == "amount":
        return "amount_up" if came else "amount_down"
    if name == "close":
        return _arrival(before.close, window) if came else _departure(after.close, window)
    if name == "status":
        return "reopened" if came else after.status
    pairs = {
        "deleted": ("restored", "deleted"),
        "in_scope": ("transferred_in", "transferred_out"),
        "qualified": ("qualified_in", "disqualified_out"),
    }
    return pairs[name][0 if came else 1]


def _arrival(close: Any, window: Window) -> str:
    return "rolled_in_overdue" if close is not None and close < window.start else "pulled_in"


def _departure(close: Any, window: Window) -> str:
    return "moved_before_window" if close is not None and close < window.start else "slipped"


def _difference(before: State | None, after: State | None, window: Window) -> Iterator[tuple[str, Amount]]:
    v0, v1 = standing(before, window), standing(after, window)
    if v0 and v1 and before is not None and after is not None:
        yield from _amount_parts(before, after)
    elif v1 and after is not None:
        yield _way_in(before, window), v1
    elif v0 and before is not None and after is not None:
        way = _way_out(after, window)
        if way == "won" and after.amount is not None:
            yield from _amount_parts(before, after)
            yield way, -after.amount * after.rate
        else:
            yield way, -v0


def _amount_parts(before: State, after: State) -> Iterator[tuple[str, Amount]]:
    a0, a1 = before.amount or 0, after.amount or 0
    yield "fx", a0 * after.rate - a0 * before.rate
    yield ("amount_up" if a1 > a0 else "amount_down"), (a1 - a0) * after.rate


def _way_in(before: State | None, window: Window) -> str:
    if before is None:
        return "created"
    first_reason = (
        (before.deleted, "restored"),
        (not before.in_scope, "transferred_in"),
        (not before.qualified, "qualified_in"),
        (before.status != "open", "reopened"),
        (before.amount is None or before.amount == 0, "amount_up"),
    )
    return next((way for holds, way in first_reason if holds), _arrival(before.close, window))


def _way_out(after: State, window: Window) -> str:
    first_reason = (
        (after.deleted, "deleted"),
        (not after.in_scope, "transferred_out"),
        (after.status != "open", after.status),
        (not after.qualified, "disqualified_out"),
        (after.close is None or not window.start <= after.close < window.end, _departure(after.close, window)),
    )
    return next((way for holds, way in first_reason if holds), "amount_down")
