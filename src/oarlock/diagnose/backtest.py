"""When would each finding first have been made? The diagnosis at every past look, folded into one line for each thing it told.

A look is not a verdict: many looks make false alarms likely (METHODS 14 #5), so a finding counts as confirmed only once two looks in a row
made it, and the share of later looks that made it again is told beside it. The alignment score is compared only a quarter apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from oarlock.diagnose.base import Alignment, Diagnosis, Severity
from oarlock.stats.composite import ScoreChange, change


@dataclass(frozen=True, slots=True)
class Told:
    """One thing a look told: a named cause, or a finding that is no note."""

    id: str
    kind: str  # cause or finding
    severity: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Look:
    """What the diagnosis told at the end of a day, as known then; and the alignment score, where every diagnosis was asked."""

    on: date
    told: tuple[Told, ...]
    alignment: Alignment | None = None


@dataclass(frozen=True, slots=True)
class First:
    """When one thing was first told.

    Attributes:
        confirmed_on: The second of the first two looks in a row that told it; None: never twice in a row.
        last_on: The last look that told it. looks: How many told it from the first on, of `looks_since`.
        runs: Unbroken runs of looks that told it: more than one came and went.
        sentence: As first told.
    """

    id: str
    kind: str
    severity: str
    sentence: str
    first_on: date
    confirmed_on: date | None
    last_on: date
    looks: int
    looks_since: int
    runs: int


QUARTER = 90
"""Days of the shortest quarter: looks nearer to each other rest on nearly the same record."""


@dataclass(frozen=True, slots=True)
class Moved:
    """How the alignment score changed from one look to another at least a quarter later."""

    before_on: date
    after_on: date
    change: ScoreChange


@dataclass(frozen=True, slots=True)
class Backtest:
    """The replay: every look, oldest first, when each thing would first have been told, and how the alignment score moved by quarters.

    Attributes:
        left_out: Later looks that were not made, because somebody interrupted it.
    """

    every: str
    looks: tuple[Look, ...]
    firsts: tuple[First, ...]
    moved: tuple[Moved, ...] = ()
    left_out: int = 0


def look_of(on: date, diagnosis: Diagnosis) -> Look:
    """What one diagnosis told."""
    causes = [Told(cause.code, "cause", Severity.SEVERE.value, cause.sentence) for cause in diagnosis.named]
    findings = [
        Told(finding.id, "finding", finding.severity.value, finding.sentence)
        for finding in diagnosis.findings
        if finding.severity is not Severity.NOTE
    ]
    return Look(on, (*causes, *findings), diagnosis.alignment)


def folded(looks: Sequence[Look]) -> tuple[First, ...]:
    """One line for each thing told, in the order in which they would first have been."""
    ids = {one.id: one for look in reversed(looks) for one in look.told}
    firsts = [_first(one, looks) for one in ids.values()]
    return tuple(sorted(firsts, key=lambda first: (first.first_on, first.kind, first.id)))


def moved(looks: Sequence[Look]) -> tuple[Moved, ...]:
    """The changes of the score between looks a quarter apart, counted back from the last; nothing where no two share a part."""
    told: list[Moved] = []
    later: Look | None = None
    for look in reversed(looks):
        if look.alignment is None or (later is not None and (later.on - look.on).days < QUARTER):
            continue
        if later is not None and (found := _change(look.alignment, later.alignment)) is not None:
            told.append(Moved(look.on, later.on, found))
        later = look
    return tuple(reversed(told))


def _change(before: Alignment, after: Alignment | None) -> ScoreChange | None:
    if after is None:
        return None
    sides = [{part.name: part.value for part in one.parts} for one in (before, after)]
    return change(sides[0], sides[1], {part.name: part.weight for part in after.parts}, seed=13)


def _first(one: Told, looks: Sequence[Look]) -> First:
    made = [any(told.id == one.id for told in look.told) for look in looks]
    begin = made.index(True)
    confirmed = next((i + 1 for i in range(begin, len(made) - 1) if made[i] and made[i + 1]), None)
    last = len(made) - 1 - made[::-1].index(True)
    return First(
        id=one.id,
        kind=one.kind,
        severity=one.severity,
        sentence=one.sentence,
        first_on=looks[begin].on,
        confirmed_on=None if confirmed is None else looks[confirmed].on,
        last_on=looks[last].on,
        looks=sum(made[begin:]),
        looks_since=len(made) - begin,
        runs=sum(now and not before for before, now in pairwise([False, *made])),
    )
