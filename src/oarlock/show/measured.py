"""A measurement as people read it: the cells of its table, the table as HTML for notebooks, and its chart."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from zoneinfo import ZoneInfo

from oarlock import registry, words
from oarlock.measure.result import Measurement, Measurements


@dataclass(frozen=True, slots=True)
class Cells:
    """A table in words: its header, its rows, and the numbers of the columns that are set flush right."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...]


def cells(answer: Measurements, currency: str) -> Cells:
    """One row per measurement; periods and notes have a column where there are any."""
    has_periods = any(row.period is not None for row in answer.rows)
    has_notes = any(_note(row) for row in answer.rows)
    beside = _beside(answer)
    header = (
        *(["period"] if has_periods else []),
        *answer.by,
        answer.unit,
        "90% range",
        "n",
        *(name.replace("_", " ") for name in beside),
        *(["note"] if has_notes else []),
    )
    rows = tuple(
        (
            *([words.period(row.period)] if has_periods else []),
            *("(none)" if row.slice.get(name) is None else str(row.slice[name]) for name in answer.by),
            words.measured(row.estimate, row.unit, currency),
            words.bare(words.measured_range(row.lo, row.hi, row.unit, currency)),
            words.count(row.n),
            *(words.measured(row.also.get(name), unit, currency) for name, unit in beside.items()),
            *([_note(row)] if has_notes else []),
        )
        for row in answer.rows
    )
    first = len(answer.by) + has_periods
    return Cells(header, rows, tuple(range(first, first + 3 + len(beside))))


@dataclass(frozen=True, slots=True)
class Look:
    """How the answers of one book look: in its reporting currency, by the days of its time zone."""

    currency: str
    zone: str

    def chart(self, answer: Measurements) -> dict[str, object]:
        """The Vega-Lite spec of the chart that fits the answer."""
        from oarlock.show.charts import measured

        return measured(answer, currency=self.currency)

    def html(self, answer: Measurements) -> str:
        """The answer as an HTML table under its terms, every text of it escaped."""
        told = cells(answer, self.currency)
        day = words.day(answer.as_of.astimezone(ZoneInfo(self.zone)))
        terms = f"{answer.title}, {answer.unit} · as of {day} · agreement version {answer.agreement_version}"
        head = "".join(f"<th>{escape(name)}</th>" for name in told.header)
        body = "".join(
            f"<tr>{''.join(_cell(text, place in told.right) for place, text in enumerate(row))}</tr>"
            for row in told.rows
        )
        notes = "".join(f"<p>Note: {escape(one)}</p>" for one in answer.caveats)
        return f"<table><caption>{escape(terms)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{notes}"


def _cell(text: str, is_number: bool) -> str:
    return f'<td style="text-align: right">{escape(text)}</td>' if is_number else f"<td>{escape(text)}</td>"


def _beside(answer: Measurements) -> dict[str, str]:
    """The further numbers that the metric shows with its own, where any row has them, and the unit of each."""
    part = registry.load("measure", answer.metric, "METRIC")
    told = {name: unit.value for name, unit in part.beside.items()}
    return {name: unit for name, unit in told.items() if any(name in row.also for row in answer.rows)}


def _note(row: Measurement) -> str:
    """Why there is no verdict, or that the period is still running."""
    if str(row.status) != "ok":
        return f"{row.status}: {row.reason}" if row.reason else str(row.status)
    return row.reason or ("" if row.complete else "not over yet")
