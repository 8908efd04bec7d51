"""Gathers what a report shows and writes it: the diagnosis, the funnel, the bridge, the definitions used, the record's flaws."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from oarlock import registry, words
from oarlock.book.folder import expect_place
from oarlock.book.numbers import numbers_of
from oarlock.errors import UsedWrongly
from oarlock.show.view import Bridge, BridgeBar, Definition, Flaw, FunnelStep, ReportView

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.book import Book
    from oarlock.book._record import Day
    from oarlock.diagnose.base import Diagnosis
    from oarlock.ledger.reading import Ledger
    from oarlock.measure.result import Measurement, Measurements

FORMS = (".html", ".pdf")
STALE_DAYS = 45
"""A record that ends longer before the report's day than half a quarter does not show the present."""
DEFINITIONS = (
    "available_to_close",
    "bookings",
    "stage_conversion",
    "pipeline_bridge",
    "win_rate",
    "first_response_time",
)


def report(book: Book, path: Path, as_of: Day | None) -> Path:
    """Writes the report to `path`, by its ending as HTML or PDF.

    Raises:
        UsedWrongly: the ending is neither, or there is no such folder.
        ToolMissing: what draws the pictures is not installed.
    """
    from oarlock.show import report as drawn

    if path.suffix.lower() not in FORMS:
        raise UsedWrongly(f"{path}: a report is written as {' or '.join(FORMS)}. Name it so: --out alignment.html")
    expect_place(path)
    view = view_of(book, as_of)
    if path.suffix.lower() == ".pdf":
        path.write_bytes(drawn.pdf(view))
    else:
        path.write_text(drawn.html(view), encoding="utf-8")
    return path


def view_of(book: Book, as_of: Day | None = None) -> ReportView:
    """Everything the report shows, from one ledger as of one instant."""
    ledger = book.ledger_at(as_of)
    diagnosis = book.diagnose(as_of=as_of)
    agreement = book.agreement_at(ledger.as_of)
    now = book.now()
    return ReportView(
        diagnosis=diagnosis,
        generated_on=now.astimezone(ZoneInfo(agreement.company.time_zone)).date(),
        company=agreement.company.name,
        freshness=_freshness(ledger, agreement),
        stale=(now - ledger.as_of).days > STALE_DAYS,
        funnel=_funnel(book, ledger.as_of),
        bridge=_bridge(book, diagnosis, ledger.as_of),
        numbers=numbers_of(book, ledger.as_of),
        definitions=tuple(map(_definition, (name for name in DEFINITIONS if name in registry.names("measure")))),
        flaws=_flaws(ledger, agreement),
        flat_band=agreement.analysis.flat_band,
    )


def _freshness(ledger: Ledger, agreement: Agreement) -> str:
    day = words.day(ledger.as_of.astimezone(ZoneInfo(agreement.company.time_zone)))
    sources = {load["source"] for load in ledger.loads() if load["source"]}
    return f"Data to {day}, {words.counted(len(sources), 'source')}"


def _funnel(book: Book, as_of: datetime) -> tuple[FunnelStep, ...]:
    """Of the leads of the record, the share that reached each step."""
    found = book.measure("stage_conversion", as_of=as_of)
    return tuple(_step(row, found) for row in found.rows)


def _step(row: Measurement, found: Measurements) -> FunnelStep:
    name = " → ".join(str(row.slice[title]) for title in found.by if row.slice.get(title)) or found.title
    return FunnelStep(name, row.n, row.estimate, row.lo, row.hi, row.status, row.reason)


def _bridge(book: Book, diagnosis: Diagnosis, as_of: datetime) -> Bridge | None:
    """How the open pipeline went through the last complete quarter, comparing its two ends deal by deal."""
    complete = [point for point in diagnosis.slopes.series if point.complete] if diagnosis.slopes else []
    if not complete:
        return None
    last = complete[-1]
    found = book.measure("pipeline_bridge", as_of=as_of, every="quarter", since=last.start, until=last.end)
    net = [row for row in found.rows if row.slice.get("bridge") == "net" and row.period == last.period]
    amounts = {str(row.slice["bucket"]): row.estimate for row in net}
    opening, closing = amounts.pop("opening", None), amounts.pop("closing", None)
    if opening is None or closing is None:
        return None
    bars = tuple(BridgeBar(name, amount) for name, amount in amounts.items() if amount)
    return Bridge(last.period, opening, bars, closing)


def _definition(name: str) -> Definition:
    metric: Any = registry.load("measure", name, "METRIC")
    return Definition(metric.name, metric.title, metric.question, metric.formula, metric.cohort, tuple(metric.source))


def _flaws(ledger: Ledger, agreement: Agreement) -> tuple[Flaw, ...]:
    from oarlock.diagnose.base import Severity
    from oarlock.ledger.hygiene import flaws

    return tuple(
        Flaw(flaw.sentence, Severity(flaw.severity), flaw.fix, flaw.count, flaw.records)
        for flaw in flaws(ledger, agreement)
    )
