"""Amounts that stand open in a time window, rebuilt from the versions of each record (METHODS 1.1).

A history is the versions of one record, oldest first: (instant from which it stood so, how it stood). Today's table is no
substitute: what slipped out of a window has left it, so a past window would seem to hold little but what was won.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

Amount: TypeAlias = Decimal | int
"""Exact money: Decimal, or integer minor units; never a float."""


@dataclass(frozen=True, slots=True)
class Window:
    """A half-open period [start, end) of closing days."""

    start: Any
    end: Any


@dataclass(frozen=True, slots=True)
class State:
    """How a record stood from an instant on.

    Attributes:
        amount: In its own currency; None is unknown: such a record is counted as excluded, its value is not 0.
        close: Expected or actual closing day; None is in no window. status: "open", "won" or "lost".
        deleted, in_scope, qualified: Deleted; within the owners, segments and sources asked for; at or past the least stage.
        rate: To the reporting currency.
    """

    amount: Amount | None
    close: Any
    status: str = "open"
    deleted: bool = False
    in_scope: bool = True
    qualified: bool = True
    rate: Amount = 1


History = Sequence[tuple[Any, State]]


def standing(state: State | None, window: Window) -> Amount:
    """The record's amount if it stands open in the window, else 0."""
    if state is None or state.amount is None or state.status != "open" or not is_within(state, window):
        return 0
    return state.amount * state.rate


def is_within(state: State, window: Window) -> bool:
    """Whether the record counts in the window at all: dated inside it, not deleted, in scope, qualified."""
    dated = state.close is not None and window.start <= state.close < window.end
    return bool(dated and not state.deleted and state.in_scope and state.qualified)


def state_at(history: History, at: Any) -> State | None:
    """How the record stood at the end of `at`; None before it existed."""
    past = [state for since, state in history if since <= at]
    return past[-1] if past else None


def standing_at(histories: Iterable[History], window: Window, at: Any) -> Amount:
    """Total open in the window at the end of `at`."""
    return sum((standing(state_at(history, at), window) for history in histories), start=0)


def entries(histories: Iterable[History], window: Window) -> tuple[Amount, ...]:
    """Per record its amount when it first stood open in the window during the window's own time; 0 if it never did.

    The opening stock, what was created and what was pulled in: each record once, at its amount on first entry.
    """
    return tuple(_first_standing(history, window) for history in histories)


def booked(histories: Iterable[History], window: Window, until: Any) -> Amount:
    """Total won, as known at the end of `until`, with a closing day in the window."""
    last = (state_at(history, until) for history in histories)
    won = (s for s in last if s is not None and s.status == "won" and s.amount is not None and is_within(s, window))
    return sum(((state.amount or 0) * state.rate for state in won), start=0)


def _first_standing(history: History, window: Window) -> Amount:
    before = [state for since, state in history if since < window.start]
    during = [state for since, state in history if window.start <= since < window.end]
    amounts = (standing(state, window) for state in [*before[-1:], *during])
    return next((amount for amount in amounts if amount), 0)
