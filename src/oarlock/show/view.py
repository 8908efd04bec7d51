"""What a report shows, gathered once by whoever has the book: the page, the PDF and the e-mail are drawn from this alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oarlock.diagnose.base import Diagnosis, Severity
from oarlock.stats.result import Status


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """One stage of the funnel.

    Attributes:
        n: Leads the share rests on. share: of those, the part that reached the stage, with its 90 % range; None if unknown.
        reason: Why there is no share, in words.
    """

    stage: str
    n: int
    share: float | None = None
    lo: float | None = None
    hi: float | None = None
    status: Status = Status.OK
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BridgeBar:
    """What one kind of change did to the pipeline, in the reporting currency; losses are negative."""

    bucket: str
    amount: float


@dataclass(frozen=True, slots=True)
class Bridge:
    """How the open pipeline went from one instant to another; opening plus all bars is closing."""

    period: str
    opening: float
    bars: tuple[BridgeBar, ...]
    closing: float

    @property
    def residual(self) -> float:
        """What the bars do not account for; anything but 0 is a fault of the record."""
        return self.closing - self.opening - sum(bar.amount for bar in self.bars)


@dataclass(frozen=True, slots=True)
class Definition:
    """What a measure means, from the constant that declares it."""

    name: str
    title: str
    question: str
    formula: str
    clock: str
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """One measure as it stood at its latest complete quarter.

    Attributes:
        slices: The measure's own slices, such as the step of a funnel; empty where it has none.
        period: The quarter's label; None where nothing is known at all.
        series: The estimate by complete quarter, oldest first; None where a quarter's is unknown.
        reason: Why there is no number, or no verdict, in words.
    """

    metric: str
    title: str
    slices: tuple[str, ...]
    answers_for: str
    unit: str
    period: str | None = None
    estimate: float | None = None
    lo: float | None = None
    hi: float | None = None
    n: int = 0
    status: Status = Status.OK
    reason: str = ""
    series: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong with the record, how much of it, and what to do."""

    sentence: str
    severity: Severity = Severity.NOTE
    fix: str = ""
    count: int | None = None
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportView:
    """Everything in a report.

    Attributes:
        freshness: Until when the record reaches and from how many sources, such as "Data to Sun 15 Nov 2026, three sources".
        stale: Whether that is too old for the period shown.
        funnel_title: Which leads the funnel follows. flat_band: growth a quarter that still counts as flat.
        language: BCP 47 tag of the text.
    """

    diagnosis: Diagnosis
    generated_on: date
    company: str = ""
    freshness: str = ""
    stale: bool = False
    funnel: tuple[FunnelStep, ...] = ()
    funnel_title: str = "Share of leads that reached each stage"
    bridge: Bridge | None = None
    definitions: tuple[Definition, ...] = ()
    numbers: tuple[Number, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    flat_band: float = 0.02
    language: str = "en"
