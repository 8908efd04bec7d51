"""What a field was on a past day, from its change log (METHODS 3.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any


class Knowledge(StrEnum):
    """How a past value is known, or why it is not."""

    OK = "ok"
    BEFORE_FIRST_CHANGE = "ok_before_first_change"
    NEVER_CHANGED = "ok_never_changed"
    NOT_CREATED = "not_created"
    BEFORE_TRACKING = "before_tracking"
    BROKEN_CHAIN = "broken_chain"
    HEAD_MISMATCH = "head_mismatch"


@dataclass(frozen=True, slots=True)
class Change:
    """One row of a change log; rows of one instant may come in any order."""

    at: Any  # a date or an instant; anything that sorts
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Known:
    """A past value and how it is known; None where it is not, never zero."""

    value: Any
    how: Knowledge

    @property
    def is_known(self) -> bool:
        """Whether the value may be counted; otherwise the record is excluded and counted as excluded."""
        return self.how in (Knowledge.OK, Knowledge.BEFORE_FIRST_CHANGE, Knowledge.NEVER_CHANGED)


def as_of(changes: Sequence[Change], at: Any, *, created: Any, current: Any, tracked_from: Any = None) -> Known:
    """The field's value at the end of `at`.

    Args:
        changes: The field's own change log, in any order. current: the field's value now.
        tracked_from: When logging began, None if before the record; before it nothing is known, not "unchanged".
    Returns:
        Unknown where the log does not link (each row's old equals the row before's new) or does not end at `current`.
    """
    if at < created:
        return Known(None, Knowledge.NOT_CREATED)
    rows = linked(changes)
    if rows is None:
        return Known(None, Knowledge.BROKEN_CHAIN)
    if rows and rows[-1].new != current:
        return Known(None, Knowledge.HEAD_MISMATCH)
    if tracked_from is not None and created < tracked_from and at < tracked_from:
        return Known(None, Knowledge.BEFORE_TRACKING)
    if not rows:
        return Known(current, Knowledge.NEVER_CHANGED)
    past = [row for row in rows if row.at <= at]
    return Known(past[-1].new, Knowledge.OK) if past else Known(rows[0].old, Knowledge.BEFORE_FIRST_CHANGE)


def linked(changes: Sequence[Change]) -> tuple[Change, ...] | None:
    """The log in an order in which each row's old is the row before's new; None where there is none.

    Sources give one-second instants without order, so rows of one instant are put in the order that links.
    """
    chains: list[tuple[Change, ...]] = [()]
    for _, same in groupby(sorted(changes, key=lambda row: row.at), key=lambda row: row.at):
        group = tuple(same)
        chains = _extended(chains, group)
        if not chains:
            return None
    return chains[0]


def _extended(chains: list[tuple[Change, ...]], group: tuple[Change, ...]) -> list[tuple[Change, ...]]:
    """Every way to go on, one per value it may end with: two orders that end alike need not both be kept."""
    ways: dict[Any, tuple[Change, ...]] = {}
    for chain in chains:
        stack = [(chain, group)]
        while stack:
            done, left = stack.pop()
            if not left:
                ways.setdefault(repr(done[-1].new), done)
            nexts = [i for i, row in enumerate(left) if not done or done[-1].new == row.old]
            # Reversed, so that among orders that link the given one is tried first.
            stack += [((*done, left[i]), left[:i] + left[i + 1 :]) for i in reversed(nexts)]
    return list(ways.values())
