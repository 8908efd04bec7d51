"""A diagnosis as text for the terminal: the verdict first, then why, then what was found and what could not be told."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from oarlock import words
from oarlock.diagnose.base import Alignment, Cause, Diagnosis, Finding, Severity, Verdict

if TYPE_CHECKING:
    from oarlock.diagnose.base import Slope, Slopes

WIDTH = 100


def as_text(diagnosis: Diagnosis, *, zone: str = "UTC", defaulted: bool = False, in_full: bool = False) -> str:
    """The whole diagnosis within 100 columns, without colour.

    Args:
        in_full: Whether each finding comes with its evidence, its records, what to do and where it misleads: where one was asked for.
        zone: The company's time zone, in which the day is named.
        defaulted: Whether nobody asked for a day, so that the text should say where the day comes from.
    """
    parts = [
        _heading(diagnosis, zone, defaulted),
        _slopes(diagnosis.slopes, diagnosis.currency),
        _named(diagnosis.named),
        _others(diagnosis.causes),
        _in_full(diagnosis) if in_full else _findings(diagnosis.findings),
        _alignment(diagnosis.alignment),
        _gates(diagnosis),
        _notes(diagnosis),
        _unasked(diagnosis),
    ]
    return "\n".join(part for part in parts if part)


def _heading(diagnosis: Diagnosis, zone: str, defaulted: bool) -> str:
    day = words.day(diagnosis.as_of.astimezone(ZoneInfo(zone))) + (
        ", the last day the record covers" if defaulted else ""
    )
    terms = [diagnosis.company, f"as of {day}", f"agreement version {diagnosis.agreement_version}"]
    headline = f"\n{_filled(diagnosis.headline)}\n" if diagnosis.headline else ""
    return f"{' · '.join(term for term in terms if term)}\n{headline}"


def _slopes(slopes: Slopes | None, currency: str) -> str:
    if slopes is None:
        return ""
    lines = []
    if slopes.sentence:
        lines.append(_filled(slopes.sentence, "  "))
    if slopes.reason and slopes.reason not in slopes.sentence:
        lines.append(_filled(f"{slopes.reason[0].upper()}{slopes.reason[1:].rstrip('.')}.", "  "))
    named = (("Marketing pipeline", slopes.marketing), ("Bookings", slopes.bookings), ("Yield", slopes.yield_))
    lines += [f"  {name:<20}{_growth(slope)}" for name, slope in named if slope.growth.value is not None]
    if slopes.yield_sentence:
        lines.append(_filled(slopes.yield_sentence, "  "))
    lines += [_filled(text, "  ") for text in _level(slopes, currency)]
    return "\n".join(lines) + "\n"


def _level(slopes: Slopes, currency: str) -> Iterator[str]:
    """Where the two stand: equal slopes are not healthy where the pipeline is far too small (METHODS 1.9)."""
    whole = [point for point in slopes.series if point.complete and point.marketing and point.bookings is not None]
    if whole:
        last = whole[-1]
        bookings = last.bookings or 0.0
        yield (
            f"In {words.period(last.period)} {words.money(last.marketing, currency)} of marketing's pipeline stood beside"
            f" {words.money(bookings, currency)} of bookings, {bookings / (last.marketing or 1.0):.2f} for each unit of it. Whether it is"
            " enough for the goal: oarlock measure coverage."
        )


def _growth(slope: Slope) -> str:
    growth = slope.growth
    relative = "" if slope.is_log else "   of the usual level, because a quarter is not above 0"
    return (
        f"{words.change(growth.value)}   {words.change_range(growth.lo, growth.hi)}   n = {growth.n} quarters{relative}"
    )


def _named(causes: Sequence[Cause]) -> str:
    return "Why\n" + "\n".join(_cause(place, cause) for place, cause in enumerate(causes, 1)) if causes else ""


def _cause(place: int, cause: Cause) -> str:
    since = f" · since {words.period(cause.since)}" if cause.since else ""
    lines = [
        f" {place:>2}. {cause.title} ({cause.code})",
        f"     {cause.amount.told} · grade {cause.grade} · {cause.answers_for}{since}",
        _filled(cause.sentence, "     "),
        *(_filled(evidence.sentence, "     – ", "       ") for evidence in cause.evidence if evidence.sentence),
    ]
    if cause.remedy:
        lines.append(_filled(f"What to do: {cause.remedy}", "     "))
    if cause.misleads:
        lines.append(_filled(f"Where this misleads: {cause.misleads}", "     "))
    return "\n".join(lines) + "\n"


def _others(causes: Sequence[Cause]) -> str:
    against = [cause.title for cause in causes if cause.verdict is Verdict.AGAINST]
    lines = []
    if against:
        lines.append(_filled(f"The evidence speaks against: {words.listed(against)}.", "", "  "))
    untold = [cause for cause in causes if cause.verdict is Verdict.CANT_TELL]
    if untold:
        lines.append("Can't tell:")
        lines += [_filled(f"{cause.title}: {cause.missing or cause.sentence}", "  – ", "    ") for cause in untold]
    return "\n".join(lines) + "\n" if lines else ""


def _findings(findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    return "\n".join(["Findings", *map(_short, findings), f"  {MORE}"]) + "\n"


MORE = "What each rests on, what to do and where it misleads: oarlock explain with the name at its end"


def _short(finding: Finding) -> str:
    """A finding in its sentence; what is more than a note also with the grade of its evidence."""
    graded = f"grade {finding.grade}; " if finding.grade and finding.severity is not Severity.NOTE else ""
    return _filled(
        f"{finding.severity}: {finding.sentence} ({finding.answers_for}; {graded}{finding.id})", "  – ", "    "
    )


def _in_full(diagnosis: Diagnosis) -> str:
    """Every finding with all that stands behind it; that nothing was found is said, where it could be looked for."""
    if diagnosis.findings:
        return "\n".join(["Findings", *(_whole(one, diagnosis.currency) for one in diagnosis.findings)])
    return "" if diagnosis.slopes or diagnosis.unasked else "Nothing found.\n"


def _whole(finding: Finding, currency: str) -> str:
    terms = [finding.amount.told if finding.amount else "", f"grade {finding.grade}" if finding.grade else ""]
    lines = [
        _filled(f"{finding.severity}: {finding.sentence}", "  – ", "    "),
        f"    {' · '.join(term for term in (finding.id, *terms, str(finding.answers_for)) if term)}",
        *_numbers(finding, currency),
    ]
    if finding.remedy:
        lines.append(_filled(f"What to do: {finding.remedy}", "    "))
    if finding.misleads:
        lines.append(_filled(f"Where this misleads: {finding.misleads}", "    "))
    if finding.records:
        lines.append(_filled(f"Records: {', '.join(finding.records)}", "    "))
    return "\n".join(lines) + "\n"


def _numbers(finding: Finding, currency: str) -> Iterator[str]:
    """What a finding rests on: what its sentence does not say already, and the numbers with their ranges."""
    from oarlock.cli._table import columns
    from oarlock.show.causes import evidence_table
    from oarlock.show.findings import evidence_sentences

    for sentence in evidence_sentences(finding):
        yield _filled(sentence, "    – ", "      ")
    table = evidence_table(finding.evidence, currency)
    if table is not None and len(table.headers) > 1:
        numbers = range(1, len(table.headers))
        yield columns(table.headers, table.rows, right=numbers, indent="    ").removesuffix("\n")


HISTORY = "oarlock diagnose --backtest --every quarter"
"""Asks the score of past quarters too; each is a record of its own, as known then, so a plain diagnosis does not."""


def _alignment(alignment: Alignment | None) -> str:
    """The score, never alone: each part, and what to do about the one that holds it down."""
    if alignment is None:
        return ""
    lines = ["Alignment", _filled(alignment.sentence, "  ")]
    for part in alignment.parts:
        value = part.value
        told = (
            f"{words.percent(value.value)}, {words.percent_range(value.lo, value.hi, level=value.level)}{_of(part.missing)}"
            if value.value is not None
            else f"not known: {part.missing}"
        )
        lines.append(_filled(f"{part.title}: {told}", "  – ", "    "))
    lines.append(_filled(f"What to do: {alignment.next_action}", "  "))
    return "\n".join([*lines, f"  How it moved: {HISTORY}"]) + "\n"


def _of(made: str) -> str:
    return f"; {made}" if made else ""


def _gates(diagnosis: Diagnosis) -> str:
    return "\n".join(_gate_lines(diagnosis)) + "\n" if diagnosis.gates else ""


def _gate_lines(diagnosis: Diagnosis) -> Iterator[str]:
    passed = sum(gate.passed is True for gate in diagnosis.gates)
    yield f"Checks of the record before anything else: {passed} of {len(diagnosis.gates)} passed."
    for gate in diagnosis.gates:
        if gate.passed is not True:
            state = "failed" if gate.passed is False else "could not be checked"
            yield _filled(f"{state}: {gate.sentence}{f' {gate.fix}' if gate.fix else ''}", "  – ", "    ")


def _notes(diagnosis: Diagnosis) -> str:
    notes = [*diagnosis.notes, *([diagnosis.profile] if diagnosis.profile else [])]
    return "Notes\n" + "\n".join(_filled(note, "  – ", "    ") for note in notes) + "\n" if notes else ""


def _unasked(diagnosis: Diagnosis) -> str:
    """What could not be asked, and what would let it be; short, because most companies keep no survey and no call record."""
    lines = [_filled(f"{name}: {missing}", "  – ", "    ") for name, missing in diagnosis.unasked]
    return "Could not be asked\n" + "\n".join(lines) + "\n" if lines else ""


def _filled(text: str, first: str = "", rest: str | None = None) -> str:
    return textwrap.fill(text, WIDTH, initial_indent=first, subsequent_indent=first if rest is None else rest)
