"""What every statistic returns: one record with its estimate, interval, n and status; never a bare float."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Whether a result may carry a verdict; anything but OK forbids one."""

    OK = "ok"
    INSUFFICIENT = "insufficient"  # fewer than the method needs
    IMMATURE = "immature"  # the horizon cannot be observed yet
    DEGENERATE = "degenerate"  # zero variance or zero denominator
    CONFLICT = "conflict"  # sources disagree
    ARTEFACT = "artefact"  # a data-quality gate failed


DECISION_LEVEL = 0.90
"""Coverage of the intervals that decisions rest on: two-sided, 5 % error each side."""


def is_rare(p: float, level: float = DECISION_LEVEL) -> bool:
    """Whether a chance counted over assignments is at most 1 − level; 2 of 20 is, whatever 1 − 0.9 is to a machine."""
    return p <= 1 - level + 1e-9


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed range with its coverage; an end may be infinite."""

    lo: float
    hi: float
    level: float = DECISION_LEVEL


@dataclass(frozen=True, slots=True)
class Estimate:
    """One number with everything needed to believe it.

    Attributes:
        value: The estimate, or None where there is none; unknown is never zero.
        lo, hi: Ends of the interval at `level`, or None where the method gives none.
        n: Units the estimate rests on. n_events: units with the event, where the method counts events.
        reason: Why the status is not OK, in words a manager understands; empty when it is.
    """

    value: float | None
    lo: float | None = None
    hi: float | None = None
    n: int = 0
    n_events: int | None = None
    status: Status = Status.OK
    method: str = ""
    reason: str = ""
    level: float = DECISION_LEVEL
