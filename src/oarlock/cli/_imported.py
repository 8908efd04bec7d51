"""What an import did, as text: every row read is taken, refused, repeated or left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oarlock import words
from oarlock.cli._table import columns

if TYPE_CHECKING:
    from oarlock.connect.report import Report, Step


def as_text(report: Report) -> str:
    """The files, what the record made of them, what was refused and where it lies."""
    parts = [_steps(report), _tables(report), _refused(report), *(f"Note: {note}" for note in report.notes)]
    if report.skipped:
        parts.append(f"Passed over, as no table is made of them: {', '.join(report.skipped)}.")
    parts += [f"Could not be taken: {problem}" for problem in report.problems]
    return "\n".join(part.removesuffix("\n") for part in parts if part) + "\n"


def _steps(report: Report) -> str:
    if not report.steps:
        return ""
    how = {file.name: file.how for file in report.files}
    rows = [
        (
            step.file,
            how.get(step.file, ""),
            step.table,
            *map(_count, (step.read, step.taken, step.refused, step.repeated, step.left_out, step.added)),
        )
        for step in _telling(report.steps)
    ]
    header = ("file", "recognised", "table", "read", "taken", "refused", "repeated", "left out", "added up")
    width = len(header) if any(step.added for step in report.steps) else len(header) - 1
    return columns(header[:width], [row[:width] for row in rows], right=range(3, width))


def _telling(steps: tuple[Step, ...]) -> list[Step]:
    """The steps worth a line: of several readings of one file into one table, those that left out every row are not."""
    told = [step for step in steps if step.left_out < step.read]
    seen = {(step.file, step.table) for step in told}
    return [step for step in steps if step in told or (step.file, step.table) not in seen]


def _tables(report: Report) -> str:
    if not report.tables:
        return ""
    rows = [
        (table, *map(_count, (taken.read, taken.new, taken.changed, taken.unchanged, taken.deleted)))
        for table, taken in report.tables.items()
    ]
    return "\n" + columns(
        ("in the record", "rows", "new", "changed", "unchanged", "deleted"), rows, right=(1, 2, 3, 4, 5)
    )


def _refused(report: Report) -> str:
    if not report.refused:
        return ""
    lines = [
        f"  {_count(refusal.count)} × {refusal.table}{f'.{refusal.column}' if refusal.column else ''}: {refusal.reason}"
        + (f" First: {refusal.file} line {refusal.line}" if refusal.line else f" In: {refusal.file}")
        for refusal in report.refused
    ]
    where = f" They lie in {report.rejects}." if report.rejects else ""
    return f"\nRefused: {words.counted(report.count_refused, 'row')}.{where}\n" + "\n".join(lines)


def _count(number: int) -> str:
    return f"{number:,}"
