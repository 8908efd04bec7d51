"""Turns a report's view into written words, so that templates hold markup only."""

from __future__ import annotations

from dataclasses import dataclass

from oarlock import words
from oarlock.diagnose.base import (
    FAMILY_WORDS,
    AlignmentPart,
    Diagnosis,
    Family,
    Gate,
    Slope,
    Slopes,
    Verdict,
)
from oarlock.show import figures
from oarlock.show.causes import RECORDS_SHOWN, CauseRow, cause_rows, causes_table
from oarlock.show.figures import Figure, Table
from oarlock.show.findings import SEVERITY, FindingRow, finding_rows
from oarlock.show.numbers import NumberGroup, number_groups, unknown_numbers
from oarlock.show.pills import Pill
from oarlock.show.view import Flaw, ReportView
from oarlock.stats.result import Status

LOOKS = {  # family to (state, icon); state is always a filled pill with icon and word
    Family.ALIGNED_GROWTH: ("good", "tick"),
    Family.DISCONNECT: ("breach", "alert"),
    Family.BORROWED_GROWTH: ("risk", "clock"),
    Family.STEADY: ("plain", "tick"),
    Family.CONTRACTION: ("breach", "alert"),
    Family.CANT_TELL: ("plain", "question"),
}


@dataclass(frozen=True, slots=True)
class KeyNumber:
    """A figure with its label; `below` is its range, or why there is none."""

    label: str
    value: str
    unit: str = ""
    below: str = ""
    swatch: str = ""


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
    pace: str
    trend: Figure | None
    quadrant: Figure | None
    funnel: Figure | None
    bridge: Figure | None
    running: str
    named: tuple[CauseRow, ...]
    unproven: tuple[CauseRow, ...]
    causes_table: Table
    nothing_named: str
    findings: tuple[FindingRow, ...]
    alignment: tuple[tuple[str, str], ...]
    numbers: tuple[NumberGroup, ...]
    unknown: tuple[tuple[str, str], ...]
    gates: tuple[tuple[Pill, Gate, str], ...]
    flaws: tuple[tuple[Pill, str, str, str, tuple[str, ...]], ...]
    agreement: str
    profile: str
    balance: str


def page(view: ReportView) -> Page:
    """The whole report in words."""
    found, slopes = view.diagnosis, view.diagnosis.slopes
    named = found.named
    return Page(
        title=f"Alignment report{', ' + view.company if view.company else ''}",
        headline=found.headline or verdict_pill(slopes).word,
        pill=verdict_pill(slopes),
        lede=_lede(slopes),
        held_back=tuple(gate for gate in found.gates if gate.passed is False) if _is_held_back(slopes) else (),
        keys=_keys(slopes, found.currency),
        levels=_levels(slopes, found.currency),
        certainty=_certainty(slopes),
        pace=slopes.yield_sentence if slopes and not _is_held_back(slopes) else "",
        trend=figures.trend(slopes, found.currency) if slopes else None,
        quadrant=figures.quadrant(view, slopes) if slopes and not _is_held_back(slopes) else None,
        funnel=figures.funnel(view.funnel, view.funnel_title),
        bridge=figures.bridge(view.bridge, found.currency) if view.bridge else None,
        running=_running(slopes, found.currency),
        named=cause_rows(named),
        unproven=cause_rows([cause for cause in found.causes if cause.verdict is not Verdict.SUPPORTS]),
        causes_table=causes_table(found.causes),
        nothing_named=_nothing_named(found),
        findings=finding_rows(found.findings),
        alignment=tuple(_alignment_part(part) for part in found.alignment.parts) if found.alignment else (),
        numbers=number_groups(view.numbers, found.currency),
        unknown=unknown_numbers(view.numbers),
        gates=tuple((_gate_pill(gate), gate, _affected(gate)) for gate in found.gates),
        flaws=tuple(
            (Pill(*SEVERITY[flaw.severity], flaw.severity.capitalize()), flaw.sentence, flaw.fix,
             _untold_count(flaw), flaw.records[:RECORDS_SHOWN])
            for flaw in view.flaws
        ),
        agreement=_agreement(found),
        profile=_profile(found.profile),
        balance=_balance(view),
    )  # fmt: skip


def _alignment_part(part: AlignmentPart) -> tuple[str, str]:
    """A part of the alignment score: its title, and its value with its range and what it is made of, or what would let it be known."""
    value, made = part.value, f"; {part.missing}" if part.missing else ""
    if value.value is None:
        return part.title.capitalize(), f"not known: {part.missing}"
    return (
        part.title.capitalize(),
        f"{words.percent(value.value)}, {words.percent_range(value.lo, value.hi, level=value.level)}{made}",
    )


def _untold_count(flaw: Flaw) -> str:
    """How many records have the flaw, where its sentence does not begin with that."""
    told = words.count(flaw.count) if flaw.count is not None else ""
    return "" if flaw.sentence.startswith(f"{told} ") else told


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


def _is_held_back(slopes: Slopes | None) -> bool:
    return slopes is not None and slopes.status is Status.ARTEFACT


def _lede(slopes: Slopes | None) -> str:
    if slopes is None:
        return ""
    sentence = "" if _is_held_back(slopes) else slopes.sentence
    reason = "" if slopes.reason and slopes.reason in sentence else slopes.reason
    return " ".join(part for part in (sentence, reason) if part)


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
    if slopes is None or slopes.probability is None or slopes.family is Family.CANT_TELL:
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


def _profile(told: str) -> str:
    """The ideal customer profile in one sentence, or that there is none."""
    if not told:
        return ""
    subject = "" if told.startswith("No ideal customer profile") else "Ideal customer profile: "
    return f"{subject}{told.rstrip('.')}."


def _balance(view: ReportView) -> str:
    if view.bridge is None:
        return ""
    residual = view.bridge.residual
    if abs(residual) < 0.005:
        return "The bars add up: opening plus every change is closing."
    return f"{words.exact_money(residual, view.diagnosis.currency)} is not accounted for."
