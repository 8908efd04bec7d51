"""Turns a report's view into written words, so that templates hold markup only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from oarlock import words
from oarlock.diagnose.base import (
    FAMILY_WORDS,
    Cause,
    Diagnosis,
    Evidence,
    Family,
    Gate,
    Grade,
    Money,
    Severity,
    Slope,
    Slopes,
    Team,
    Verdict,
)
from oarlock.show import charts, figures
from oarlock.show.figures import Figure, Table
from oarlock.show.view import ReportView
from oarlock.stats.result import Estimate, Status

OWNER = {Team.MARKETING: "Marketing", Team.SALES: "Sales", Team.BOTH: "Shared"}
STRENGTH = {Grade.A: "Strong", Grade.B: "Moderate", Grade.C: "Direction only", Grade.D: "Data missing"}
RECORDS_SHOWN = 20
LOOKS = {  # family to (state, icon); state is always a filled pill with icon and word
    Family.ALIGNED_GROWTH: ("good", "tick"),
    Family.DISCONNECT: ("breach", "alert"),
    Family.BORROWED_GROWTH: ("risk", "clock"),
    Family.STEADY: ("plain", "tick"),
    Family.CONTRACTION: ("breach", "alert"),
    Family.CANT_TELL: ("plain", "question"),
}
SEVERITY = {
    Severity.SEVERE: ("breach", "alert"),
    Severity.WARNING: ("risk", "clock"),
    Severity.NOTE: ("plain", "question"),
}


@dataclass(frozen=True, slots=True)
class Pill:
    """A state: its colours, its icon, its word."""

    state: str
    icon: str
    word: str


@dataclass(frozen=True, slots=True)
class KeyNumber:
    """A figure with its label; `below` is its range, or why there is none."""

    label: str
    value: str
    unit: str = ""
    below: str = ""
    swatch: str = ""


@dataclass(frozen=True, slots=True)
class CauseRow:
    """A cause, written; `bar` and `spark` are drawings."""

    code: str
    sentence: str
    owner: str
    swatch: str
    amount: str
    amount_range: str
    bar: Markup
    spark: Markup
    since: str
    strength: str
    grade: str
    n: str
    p_value: str
    remedy: str
    misleads: str
    missing: str
    evidence: Table | None
    sentences: tuple[str, ...]
    records: tuple[str, ...]
    more_records: int


@dataclass(frozen=True, slots=True)
class Page:
    """All words of a report."""

    title: str
    headline: str
    pill: Pill
    lede: str
    held_back: tuple[Gate, ...]
    keys: tuple[KeyNumber, ...]
    levels: tuple[KeyNumber, ...]
    certainty: str
    trend: Figure | None
    quadrant: Figure | None
    funnel: Figure | None
    bridge: Figure | None
    running: str
    named: tuple[CauseRow, ...]
    unproven: tuple[CauseRow, ...]
    causes_table: Table
    nothing_named: str
    findings: tuple[tuple[Pill, str, str, str, str, str], ...]
    gates: tuple[tuple[Pill, Gate, str], ...]
    flaws: tuple[tuple[Pill, str, str, str, tuple[str, ...]], ...]
    agreement: str
    balance: str


def page(view: ReportView) -> Page:
    """The whole report in words."""
    found, slopes = view.diagnosis, view.diagnosis.slopes
    named = found.named
    return Page(
        title=f"Alignment report{', ' + view.company if view.company else ''}",
        headline=found.headline,
        pill=verdict_pill(slopes),
        lede=_lede(slopes),
        held_back=tuple(gate for gate in found.gates if gate.passed is False) if _is_held_back(slopes) else (),
        keys=_keys(slopes, found.currency),
        levels=_levels(slopes, found.currency),
        certainty=_certainty(slopes),
        trend=figures.trend(slopes, found.currency) if slopes else None,
        quadrant=figures.quadrant(view, slopes) if slopes else None,
        funnel=figures.funnel(view.funnel, view.funnel_title),
        bridge=figures.bridge(view.bridge, found.currency) if view.bridge else None,
        running=_running(slopes, found.currency),
        named=_rows(named),
        unproven=_rows([cause for cause in found.causes if cause.verdict is not Verdict.SUPPORTS]),
        causes_table=_causes_table(found.causes),
        nothing_named=_nothing_named(found),
        findings=tuple(
            (Pill(*SEVERITY[f.severity], f.severity.capitalize()), f.sentence, OWNER[f.answers_for], f.answers_for.value,
             words.money(f.amount.estimate, f.amount.currency) if f.amount else words.MISSING, f.remedy)
            for f in found.findings
        ),
        gates=tuple((_gate_pill(gate), gate, _affected(gate)) for gate in found.gates),
        flaws=tuple(
            (Pill(*SEVERITY[flaw.severity], flaw.severity.capitalize()), flaw.sentence, flaw.fix,
             words.count(flaw.count) if flaw.count is not None else "", flaw.records[:RECORDS_SHOWN])
            for flaw in view.flaws
        ),
        agreement=_agreement(found),
        balance=_balance(view),
    )  # fmt: skip


def verdict_pill(slopes: Slopes | None) -> Pill:
    """The verdict's pill; leaning is never shown as a full verdict."""
    if slopes is None:
        return Pill("plain", "question", FAMILY_WORDS[Family.CANT_TELL])
    if _is_held_back(slopes):
        return Pill("plain", "pause", "Held back")
    state, icon = LOOKS[slopes.family]
    word = slopes.verdict or FAMILY_WORDS[slopes.family]
    if slopes.leaning:
        word = word if word.lower().startswith("leaning") else f"Leaning {word[:1].lower()}{word[1:]}"
        return Pill("risk" if state == "breach" else "plain", "clock", word)
    return Pill(state, icon, word)


def growth_words(slope: Slope) -> tuple[str, str]:
    """A trend as its value and its range, or "–" and the reason."""
    growth = slope.growth
    if growth.value is None:
        return words.MISSING, growth.reason or "not known"
    return words.change(growth.value, per=""), words.change_range(growth.lo, growth.hi, level=growth.level)


def evidence_cells(evidence: Evidence, currency: str) -> tuple[str, ...]:
    """One number a cause rests on: name, before, after, change, range, n; times are named in the first cell only."""
    unit, name = evidence.unit.replace("_", " "), evidence.name
    if unit in ("days", "hours", "working hours"):
        unit, name = "", f"{name}, {unit}"
    before, after = (words.measured(value, unit, currency) for value in (evidence.before, evidence.after))
    change = evidence.change or Estimate(None)
    n = words.count(change.n) if change.n else words.MISSING
    return (name, before, after, *_change_cells(change, unit, currency), n)


def sample_size(cause: Cause) -> int:
    """The largest n among the evidence, 0 without any."""
    return max((evidence.change.n for evidence in cause.evidence if evidence.change), default=0)


def _change_cells(change: Estimate, unit: str, currency: str) -> tuple[str, str]:
    if unit == "share":
        spread = words.change_range(change.lo, change.hi, level=change.level)
    else:
        spread = words.measured_range(change.lo, change.hi, unit, currency, level=change.level)
    return words.measured_change(change.value, unit, currency), spread.removeprefix("90% range ")


def _is_held_back(slopes: Slopes | None) -> bool:
    return slopes is not None and slopes.status is Status.ARTEFACT


def _lede(slopes: Slopes | None) -> str:
    if slopes is None:
        return ""
    return " ".join(part for part in (slopes.sentence if not _is_held_back(slopes) else "", slopes.reason) if part)


def _keys(slopes: Slopes | None, currency: str) -> tuple[KeyNumber, ...]:
    if slopes is None:
        return ()
    shown = (
        ("Marketing's pipeline", slopes.marketing, "marketing"),
        ("Bookings", slopes.bookings, "sales"),
        (f"Bookings per pipeline {_coin(currency)}", slopes.yield_, ""),
    )
    keys = []
    for label, slope, swatch in shown:
        value, below = growth_words(slope)
        keys.append(KeyNumber(label, value, "a quarter" if value != words.MISSING else "", below, swatch))
    return tuple(keys)


def _coin(currency: str) -> str:
    return {"EUR": "euro", "USD": "dollar", "GBP": "pound"}.get(currency, currency)


def _levels(slopes: Slopes | None, currency: str) -> tuple[KeyNumber, ...]:
    """Where the two stand, beside how they move: the last complete quarter."""
    complete = [point for point in slopes.series if point.complete] if slopes else []
    if not complete:
        return ()
    last, when = complete[-1], words.period(complete[-1].period)
    made = [
        KeyNumber("Pipeline available to close", words.money(last.marketing, currency), below=when),
        KeyNumber("Bookings", words.money(last.bookings, currency), below=when),
    ]
    if last.marketing and last.bookings is not None:
        per = f"per {_coin(currency)} of pipeline, {when}"
        made.append(
            KeyNumber("Booked", words.exact_money(round(last.bookings / last.marketing, 2), currency), below=per)
        )
    if last.rolled_over_share is not None:
        made.append(
            KeyNumber("Rolled over from earlier", words.percent(last.rolled_over_share), below="of that pipeline")
        )
    return tuple(made)


def _certainty(slopes: Slopes | None) -> str:
    if slopes is None or slopes.probability is None or _is_held_back(slopes):
        return ""
    return f"{words.percent(slopes.probability)} of resampled histories agree"


def _running(slopes: Slopes | None, currency: str) -> str:
    """The unfinished quarter so far, in a sentence: it has no place on an index."""
    running = [point for point in slopes.series if not point.complete] if slopes else []
    return " ".join(
        f"{words.period(point.period)} is still running and not drawn: so far {words.money(point.marketing, currency)} "
        f"of pipeline and {words.money(point.bookings, currency)} of bookings."
        for point in running
    )


def _rows(causes: Sequence[Cause]) -> tuple[CauseRow, ...]:
    top = max(
        (abs(v) for c in causes for v in (c.amount.estimate, c.amount.lo, c.amount.hi) if v is not None), default=0.0
    )
    return tuple(_row(cause, top) for cause in causes)


def _row(cause: Cause, top: float) -> CauseRow:
    amount, n = cause.amount, sample_size(cause)
    series = next((evidence.series for evidence in cause.evidence if evidence.series), ())
    cells = tuple(evidence_cells(evidence, amount.currency) for evidence in cause.evidence)
    return CauseRow(
        code=cause.code,
        sentence=cause.sentence or cause.title,
        owner=OWNER[cause.answers_for],
        swatch=cause.answers_for.value,
        amount=words.money(amount.estimate, amount.currency),
        amount_range=words.money_range(amount.lo, amount.hi, amount.currency),
        # Drawn by our own code from numbers alone: safe to place unescaped.
        bar=Markup(charts.whisker(*_outward(amount), top)),  # noqa: S704
        spark=Markup(charts.sparkline([value for _, value in series])),  # noqa: S704
        since=words.period(cause.since) if cause.since else "",
        strength=STRENGTH[cause.grade],
        grade=cause.grade.value,
        n=f"n {words.count(n)}" if n else "",
        p_value="" if cause.p_value is None else f"{max(cause.p_value, 0.001):.2g}",
        remedy=cause.remedy,
        misleads=cause.misleads,
        missing=cause.missing,
        evidence=Table(("Measure", "Before", "After", "Change", "90% range", "n"), cells) if cells else None,
        sentences=tuple(evidence.sentence for evidence in cause.evidence if evidence.sentence),
        records=cause.records[:RECORDS_SHOWN],
        more_records=max(len(cause.records) - RECORDS_SHOWN, 0),
    )


def _outward(amount: Money) -> tuple[float | None, float | None, float | None]:
    """The amount and its range counted away from zero, so that a loss is a bar too."""
    if amount.estimate is None or amount.estimate >= 0:
        return amount.estimate, amount.lo, amount.hi
    return -amount.estimate, None if amount.hi is None else -amount.hi, None if amount.lo is None else -amount.lo


def _causes_table(causes: Sequence[Cause]) -> Table:
    said = {Verdict.SUPPORTS: "Supports", Verdict.AGAINST: "Against", Verdict.CANT_TELL: "Can't tell"}
    headers = (
        "Cause",
        "Evidence says",
        "Owner",
        "At stake a quarter",
        "90% range",
        "Since",
        "Grade",
        "n",
        "p, adjusted",
    )
    return Table(
        headers,
        tuple(
            (
                cause.title,
                said[cause.verdict],
                OWNER[cause.answers_for],
                words.exact_money(cause.amount.estimate, cause.amount.currency),
                words.money_range(cause.amount.lo, cause.amount.hi, cause.amount.currency).removeprefix("90% range "),
                words.period(cause.since),
                cause.grade.value,
                words.count(sample_size(cause) or None),
                words.MISSING if cause.p_value is None else f"{max(cause.p_value, 0.001):.2g}",
            )
            for cause in causes
        ),
    )


def _nothing_named(found: Diagnosis) -> str:
    if found.named:
        return ""
    if not found.causes:
        return "No cause could be looked at yet."
    open_ones = sum(cause.verdict is Verdict.CANT_TELL for cause in found.causes)
    if not open_ones:
        return f"Nothing found: {words.counted(len(found.causes), 'possible cause')} looked at, none supported by the evidence."
    return f"No cause is named. {open_ones} of {words.counted(len(found.causes), 'possible cause')} cannot be told yet."


def _gate_pill(gate: Gate) -> Pill:
    if gate.passed is None:
        return Pill("plain", "question", "Not checkable")
    return Pill("good", "tick", "Passed") if gate.passed else Pill("breach", "alert", "Failed")


def _affected(gate: Gate) -> str:
    if gate.passed is not False:
        return ""
    return "Held back: " + words.listed([name.replace("_", " ") for name in gate.affects]) if gate.affects else ""


def _agreement(found: Diagnosis) -> str:
    since = f", in force since {words.day(found.in_force_from)}" if found.in_force_from else ""
    return f"Agreement version {found.agreement_version}{since}"


def _balance(view: ReportView) -> str:
    if view.bridge is None:
        return ""
    residual = view.bridge.residual
    if abs(residual) < 0.005:
        return "The bars add up: opening plus every change is closing."
    return f"{words.exact_money(residual, view.diagnosis.currency)} is not accounted for."
