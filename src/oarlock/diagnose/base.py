"""What a diagnosis is made of: findings, causes, the two slopes, and the answer that holds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from oarlock import words
from oarlock.measure.base import Team as Team
from oarlock.stats.result import Estimate, Status

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


class Severity(StrEnum):
    """How much a finding matters."""

    SEVERE = "severe"
    WARNING = "warning"
    NOTE = "note"


class Verdict(StrEnum):
    """What the evidence says of a hypothesis; only SUPPORTS counts as named."""

    SUPPORTS = "supports"
    AGAINST = "against"
    CANT_TELL = "can't tell"


class Grade(StrEnum):
    """How strong the evidence is (METHODS 1.12)."""

    A = "A"  # exact accounting, interval off zero, replicated in both halves of the window
    B = "B"  # interval off zero
    C = "C"  # direction only
    D = "D"  # data missing


class Family(StrEnum):
    """The quadrant's five families (METHODS 1.9), and the answer when none can be told."""

    ALIGNED_GROWTH = "aligned_growth"
    DISCONNECT = "disconnect"
    BORROWED_GROWTH = "borrowed_growth"
    STEADY = "steady"
    CONTRACTION = "contraction"
    CANT_TELL = "can't tell"


FAMILY_WORDS: Mapping[Family, str] = {
    Family.ALIGNED_GROWTH: "Growing together",
    Family.DISCONNECT: "Disconnect",
    Family.BORROWED_GROWTH: "Borrowed growth",
    Family.STEADY: "Steady",
    Family.CONTRACTION: "Shrinking",
    Family.CANT_TELL: "Can't tell yet",
}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount at stake per quarter in the reporting currency, with its interval; None where it cannot be told."""

    estimate: float | None
    lo: float | None
    hi: float | None
    currency: str

    @property
    def told(self) -> str:
        """ "$466K a quarter, 90% range $432K to $500K", or that it cannot be told."""
        if self.estimate is None:
            return "money at stake unknown"
        known = self.lo is not None and self.hi is not None
        reach = f", {words.money_range(self.lo, self.hi, self.currency)}" if known else ""
        return f"{words.money(self.estimate, self.currency)} a quarter{reach}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One number a hypothesis rests on: what, before, after, and the change with its interval.

    Attributes:
        unit: "share", "days", "working hours", "money", "count", "ratio" or "per quarter".
        series: The measure by period, oldest first, as (period label, value or None), for the sparkline.
        ends: What `before` and `after` are, where they are no two times: two teams, or what was agreed and what is.
    """

    name: str
    sentence: str
    unit: str
    before: float | None = None
    after: float | None = None
    change: Estimate | None = None
    series: tuple[tuple[str, float | None], ...] = ()
    ends: tuple[str, str] = ("Before", "After")


@dataclass(frozen=True, slots=True)
class Cause:
    """One hypothesis of why the two slopes part, with its verdict, money and the date it began."""

    code: str
    title: str
    verdict: Verdict
    grade: Grade
    sentence: str
    answers_for: Team
    amount: Money
    since: str | None
    p_value: float | None
    evidence: tuple[Evidence, ...] = ()
    remedy: str = ""
    misleads: str = ""
    missing: str = ""
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found; `id` is stable and dotted, such as `slopes.disconnect`."""

    id: str
    severity: Severity
    answers_for: Team
    sentence: str
    evidence: tuple[Evidence, ...] = ()
    remedy: str = ""
    misleads: str = ""
    amount: Money | None = None
    grade: Grade | None = None
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """An artefact gate (METHODS 0.6): passed, failed, or not checkable with what is there (`passed` None)."""

    id: str
    passed: bool | None
    sentence: str
    fix: str = ""
    affects: tuple[str, ...] = ()  # "marketing", "bookings", or a cause's code


@dataclass(frozen=True, slots=True)
class Slope:
    """A robust log-slope as growth per quarter (0.061 is +6.1 % a quarter), with the line and band behind it.

    Attributes:
        fit: Fitted value per period of `Slopes.series`. band: 90 % range of the fitted line, (lo, hi) per period; empty without a fit.
        is_log: False where a quarter is not above 0: then it is the slope of the plain level, relative to the median quarter.
    """

    growth: Estimate
    unit: str = "per quarter"
    fit: tuple[float, ...] = ()
    band: tuple[tuple[float, float], ...] = ()
    is_log: bool = True


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One quarter of the two series, in the reporting currency; None is unknown, not zero."""

    period: str
    start: date
    end: date
    marketing: float | None
    bookings: float | None
    complete: bool = True
    rolled_over_share: float | None = None


@dataclass(frozen=True, slots=True)
class Slopes:
    """The two trends and the quadrant.

    Attributes:
        verdict: The headline in words, as UX section 3.4. sentence: the full text of METHODS 1.9.
        probability: Of the family, from joint draws; probabilities: of each family.
        leaning: True where the probability is between .60 and .80 or fewer than 8 quarters stand behind it.
        draws: Up to 200 (marketing, bookings) growth pairs for the quadrant's cloud.
    """

    status: Status
    family: Family
    verdict: str
    sentence: str
    probability: float | None
    leaning: bool
    marketing: Slope
    bookings: Slope
    yield_: Slope
    series: tuple[SeriesPoint, ...]
    probabilities: Mapping[str, float] = field(default_factory=dict)
    draws: tuple[tuple[float, float], ...] = ()
    yield_sentence: str = ""
    reason: str = ""
    marks: tuple[tuple[date, str], ...] = ()  # dated notes on the trend: agreement changes, breaks


@dataclass(frozen=True, slots=True)
class AlignmentPart:
    """One part of the alignment score.

    Attributes:
        value: Between 0 and 1, with its range; None where it is not known. missing: what would let it be known; where it is
            known, what it is made of, or nothing.
    """

    name: str
    title: str
    weight: float
    value: Estimate
    missing: str
    next_action: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """How far the teams pull together, as a checklist of the process: never a target for pay, never compared across companies.

    Attributes:
        score: From 0 to 100; its status is not ok where the known parts carry too little of the weight, and then it is not shown.
        bottleneck: The part that holds it down most. next_action: what to do about that part.
        if_missing_were_worst, if_missing_were_best: The score if what is missing were at its floor, or perfect.
        over_weights: Its range over other weights of the parts. known_weight: share of the weight whose parts are known.
    """

    score: Estimate
    parts: tuple[AlignmentPart, ...]
    bottleneck: str
    next_action: str
    if_missing_were_worst: float
    if_missing_were_best: float
    over_weights: tuple[float, float]
    known_weight: float
    label: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The answer of `oarlock diagnose`: the slopes, the ranked causes, the findings, and the gates run first.

    Attributes:
        headline: The verdict first: one sentence an executive reads. notes: what could not be done and which file would change that.
    """

    as_of: datetime
    agreement_version: int
    in_force_from: date | None
    currency: str
    slopes: Slopes | None
    causes: tuple[Cause, ...]
    findings: tuple[Finding, ...]
    gates: tuple[Gate, ...]
    headline: str
    notes: tuple[str, ...] = ()
    unasked: tuple[tuple[str, str], ...] = ()  # (diagnosis, what is missing to ask it)
    company: str = ""
    profile: str = ""  # the ideal customer profile used, and whether it was stated or learnt
    alignment: Alignment | None = None  # where every diagnosis was asked, and at least one part is known

    @property
    def named(self) -> tuple[Cause, ...]:
        """Causes whose evidence supports them, ranked."""
        return tuple(cause for cause in self.causes if cause.verdict is Verdict.SUPPORTS)


@dataclass(frozen=True, slots=True)
class Question:
    """What a diagnosis is asked about.

    Attributes:
        agreement: The version in force, with a profile stated or learnt.
        definition_dates: Days on which an earlier version of the agreement was replaced.
        has_learnt_profile: Whether the profile was learnt from outcomes rather than agreed.
    """

    ledger: Ledger
    agreement: Agreement
    definition_dates: tuple[date, ...] = ()
    has_learnt_profile: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a diagnosis answers: nothing found is an answer, and so is why it could not look.

    Attributes:
        findings: Each with an id that starts with the diagnosis's name and a dot; empty when it looked and found nothing.
        missing: Why it could not look, or could only in part, and which file or clause would change that; empty when it looked.
        notes: What the reader should know of how it looked.
    """

    findings: tuple[Finding, ...] = ()
    missing: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DiagnosisPart:
    """A registered diagnosis: `find` answers a question (`slopes` answers with more than findings).

    Attributes:
        codes: Cause codes it may name. page: the module's docstring, which is its documentation.
    """

    name: str
    title: str
    question: str
    answers_for: tuple[Team, ...]
    needs: Sequence[str]
    find: Callable[[Question], Any]
    page: str
    codes: tuple[str, ...] = ()
