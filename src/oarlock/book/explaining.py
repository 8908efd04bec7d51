"""What a word means: a metric, a diagnosis, a cause, a finding, a table, a clause of the agreement."""

from __future__ import annotations

import importlib
import inspect
import re
import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from oarlock import registry, words
from oarlock.errors import UnknownName
from oarlock.ledger.tables import TABLES, Column

if TYPE_CHECKING:
    from oarlock.book import Book
    from oarlock.diagnose.base import Cause, Finding

WIDTH = 100
CAUSES = "diagnose.causes"


def explain(name: str, book: Book | None) -> str:
    """The definition, the formula, the clause and the records behind a word.

    Args:
        book: Where the clause and the records come from; None explains the definition alone.
    Raises:
        UnknownName: nothing is called so; names the nearest.
    """
    if name in registry.names("measure"):
        return metric_text(registry.load("measure", name, "METRIC")) + _clause(name, book)
    if name in registry.names("diagnose"):
        return diagnosis_text(registry.load("diagnose", name, "DIAGNOSIS"))
    if name in cause_codes():
        return cause_text(name) + _found_cause(name, book)
    if name in TABLES:
        return table_text(name)
    found = _found(name, book)
    if found is not None:
        return found
    known = [*registry.names("measure"), *registry.names("diagnose"), *cause_codes(), *TABLES]
    raise UnknownName("metric, diagnosis, cause, finding or table", name, known)


def cause_codes() -> tuple[str, ...]:
    """The public codes of the causes, in name order."""
    return registry.names(CAUSES)


def metric_text(metric: Any) -> str:
    """A metric's definition, from the constant that declares it."""
    rows = [
        ("Formula", metric.formula),
        ("Unit", str(metric.unit).replace("_", " ")),
        ("One row is", metric.grain),
        ("Put into periods by", metric.cohort),
        ("Read from", ", ".join(metric.source)),
        ("Better when", str(metric.better)),
        ("Answered for by", words.listed([str(team) for team in metric.answers_for])),
        ("Too early before", _days(metric.matures_after)),
        ("Where it misleads", metric.misleads),
        ("References", "; ".join(metric.references)),
    ]
    return f"{metric.title} ({metric.name})\n{metric.question}\n\n" + _rows(rows)


def diagnosis_text(part: Any) -> str:
    """A diagnosis's own page."""
    page = part.page if part.page.startswith(part.question) else f"{part.question}\n\n{part.page}"
    return f"{part.title} ({part.name})\n\n{_page(page)}\n"


def cause_text(code: str) -> str:
    """A cause's own page: what it claims, what it looks for, what to do, where it misleads."""
    cause = registry.load(CAUSES, code, "CAUSE")
    page = inspect.getdoc(importlib.import_module(f"oarlock.{CAUSES}.{code}")) or ""
    rows = [("Claims", cause.claim), ("Answered for by", str(cause.answers_for)), ("Needs", ", ".join(cause.needs))]
    rows += [("What to do", cause.remedy), ("Where it misleads", cause.misleads)]
    return f"{cause.title} ({code})\n\n{_page(page)}\n\n{_rows(rows)}"


def table_text(name: str) -> str:
    """A table's grain and columns."""
    spec = TABLES[name]
    rows = [(column.name, _held(column)) for column in spec.columns]
    when = f"It became true at {spec.happened}." if spec.happened else "Its rows have no instant of their own."
    return f"{name}: one row is {spec.grain}. Key: {', '.join(spec.key)}. {when}\n\n" + _rows(rows)


def _held(column: Column) -> str:
    told = f"{column.kind}{', required' if column.required else ''}"
    return f"{told}: {', '.join(column.words)}" if column.words else told


def _clause(name: str, book: Book | None) -> str:
    """Which version of the agreement defines the number in this book, and how many records stand behind it."""
    if book is None:
        return ""
    metric = registry.load("measure", name, "METRIC")
    ledger = book.ledger
    counts = [f"{words.count(ledger.count(table))} {table}" for table in metric.source if table in TABLES]
    zone = book.agreement.company.time_zone
    rows = [
        (
            "In this book",
            f"as of {words.day(book.as_of)}, agreement version {book.agreement.version}, time zone {zone}",
        ),
        ("Its records", ", ".join(counts)),
        ("Measure it", f"oarlock measure {name} --every quarter"),
    ]
    return "\n" + _rows(rows)


def _found_cause(code: str, book: Book | None) -> str:
    if book is None:
        return ""
    cause = next((cause for cause in book.diagnose().causes if cause.code == code), None)
    return "\nIn this book\n" + _cause_rows(cause) if cause is not None else ""


def _cause_rows(cause: Cause) -> str:
    rows = [("Verdict", f"{cause.verdict}, grade {cause.grade}"), ("Says", cause.sentence)]
    rows += [("At stake", cause.amount.told if cause.amount.estimate is not None else "")]
    rows += [("Since", cause.since or ""), ("Missing", cause.missing), ("What to do", cause.remedy)]
    rows += [(evidence.name, evidence.sentence) for evidence in cause.evidence]
    return _rows([*rows, ("Records", _few(cause.records))])


def _found(name: str, book: Book | None) -> str | None:
    if book is None or "." not in name:
        return None
    finding = next((finding for finding in book.diagnose().findings if finding.id == name), None)
    return f"{finding.id}\n{finding.sentence}\n\n" + _finding_rows(finding) if finding is not None else None


def _finding_rows(finding: Finding) -> str:
    rows = [
        ("Severity", str(finding.severity)),
        ("Answered for by", str(finding.answers_for)),
        ("At stake", finding.amount.told if finding.amount else ""),
        ("Evidence", f"grade {finding.grade}" if finding.grade else ""),
        ("What to do", finding.remedy),
    ]
    rows += [("Where it misleads", finding.misleads)]
    rows += [(evidence.name, evidence.sentence) for evidence in finding.evidence]
    return _rows([*rows, ("Records", _few(finding.records))])


def _page(text: str) -> str:
    """A page's paragraphs filled to the width, each after its heading; lists and indented lines stay as they are."""
    headed = re.sub(r"\*\*([^*]+)\*\*(?=\s[A-Z`])", r"\1:", inspect.cleandoc(text))
    blocks = headed.replace("**", "").split("\n\n")
    return "\n\n".join(
        block if re.search(r"^( |[-*] )", block, re.M) else textwrap.fill(block, WIDTH) for block in blocks
    )


def _few(records: Iterable[str], most: int = 20) -> str:
    records = list(records)
    return ", ".join(records[:most]) + (f" and {len(records) - most} more" if len(records) > most else "")


def _days(span: Any) -> str:
    return f"{span.days} days" if span else ""


def _rows(rows: Iterable[tuple[str, str]]) -> str:
    told = [(name, text) for name, text in rows if text]
    width = min(max((len(name) for name, _ in told), default=0), 28) + 2
    lines = [
        textwrap.fill(text, WIDTH, initial_indent=f"{name:<{width}}", subsequent_indent=" " * width)
        for name, text in told
    ]
    return "\n".join(lines) + "\n" if lines else ""
