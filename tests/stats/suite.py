"""The registry of oracle checks and what they share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Given = Mapping[str, Any]
Check = Callable[[Given], Any]
CHECKS: dict[str, Check] = {}
"""Oracle id → what we compute from its inputs, in the shape of what it expects."""


def check(*ids: str) -> Callable[[Check], Check]:
    """Registers the computation for these ids."""

    def register(compute: Check) -> Check:
        CHECKS.update(dict.fromkeys(ids, compute))
        return compute

    return register


def ends(interval: Any) -> list[float | None]:
    """[lo, hi] of an interval or an estimate."""
    return [interval.lo, interval.hi]


def pair(text: str) -> tuple[int, int]:
    """A share written as "7/50"."""
    won, n = text.split("/")
    return int(won), int(n)
