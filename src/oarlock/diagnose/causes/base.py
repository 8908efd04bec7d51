"""What a hypothesis declares and what testing it returns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from oarlock.diagnose._scene import Scene
from oarlock.diagnose._signals import Signal
from oarlock.diagnose.base import Evidence, Team
from oarlock.stats.result import Estimate
from oarlock.stats.scan import Shift


@dataclass(frozen=True)
class Tested:
    """What the record says of one hypothesis.

    Attributes:
        p: Chance of evidence as strong when nothing changed; None where it cannot be tested.
        signal: Name of the signal that p is of, where another cause argues from the same one; empty: its own.
        effect: Log change of quarterly bookings it goes with: -0.10 is about ten percent less. None where it cannot be put in money.
        in_money: The same for the amount, where the strength of the evidence is not what it takes from bookings; None: the effect.
        shift: When the evidence changed.
        holds: All side conditions hold, so that a small p may name the cause. against: why not, in words.
        missing: What would have to be in the record to test it; set only where it cannot be tested.
        replicated: Both halves of the time after the change show it.
        artefact: The change is in the measuring; it comes before every other cause.
        seasonal: The same calendar months of the year before do not show the change: it is the season.
    """

    p: float | None = None
    signal: str = ""
    effect: Estimate | None = None
    in_money: Estimate | None = None
    shift: Shift | None = None
    holds: bool = False
    sentence: str = ""
    against: str = ""
    missing: str = ""
    evidence: tuple[Evidence, ...] = field(default=())
    replicated: bool = False
    artefact: bool = False
    seasonal: bool = False


def no_records(scene: Scene, at: int) -> tuple[str, ...]:
    """For a cause that no single record shows."""
    del scene, at
    return ()


@dataclass(frozen=True)
class Hypothesis:
    """A cause that can be named: its words, who answers for it, and its test.

    Attributes:
        claim: What it says, as a sentence. needs: Tables it reads. remedy: what to do first. misleads: where it would be wrong.
        records: Up to twenty ids that show it best, from the month of the change on.
    """

    code: str
    title: str
    claim: str
    answers_for: Team
    needs: tuple[str, ...]
    remedy: str
    misleads: str
    test: Callable[[Scene], Tested]
    records: Callable[[Scene, int], tuple[str, ...]] = no_records


def untestable(missing: str) -> Tested:
    """The answer where the record cannot tell."""
    return Tested(missing=missing)


def evidence(signal: Signal, title: str, at: int | None = None) -> Evidence:
    """A signal as evidence: its level before and after its own change, or the change at month `at`."""
    from oarlock.diagnose._sentences import moved

    if at is None and signal.shift is not None:
        at = signal.shift.at
    before, after = signal.around(at) if at is not None else (float("nan"), float("nan"))
    known = before == before and after == after
    return Evidence(
        name=signal.name,
        sentence=moved(title, before, after, signal.unit, signal.frame.currency) if known else f"{title}: not known",
        unit=signal.unit,
        before=before if known else None,
        after=after if known else None,
        change=signal.contrast(at) if at is not None else None,
        series=signal.series,
    )


def replicated(signal: Signal) -> bool:
    """Do both halves of the months after the change lie on its side of the level before?"""
    import numpy as np

    if signal.shift is None:
        return False
    after = [i for i in range(signal.shift.at, len(signal.values)) if np.isfinite(signal.values[i])]
    halves = after[: len(after) // 2], after[len(after) // 2 :]
    change = np.sign(signal.shift.change)
    return all(
        half and np.sign(np.average(signal.values[half], weights=signal.weights[half]) - signal.shift.before) == change
        for half in halves
    )
