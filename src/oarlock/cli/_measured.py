"""Measurements as text: a table for people, JSON and CSV for programs."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from oarlock import words
from oarlock.cli._table import columns
from oarlock.show.measured import cells

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.measure.change import Change
    from oarlock.measure.result import Measurements
    from oarlock.measure.since import LevelChange
    from oarlock.stats.result import Estimate


HORIZON = "horizon_days"


def as_json(answer: Measurements) -> str:
    """The answer as one JSON object, a row to a line."""
    told = answer.to_json()
    rows = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in told["rows"])
    rest = {name: value for name, value in told.items() if name != "rows"}
    if answer.changes:
        rest["changes"] = [change.to_json() for change in answer.changes]
    if answer.level_changes:
        rest["level_changes"] = [change.to_json() for change in answer.level_changes]
    return f'{json.dumps(rest, ensure_ascii=False)[:-1]}, "rows": [\n{rows}\n]}}\n'


def as_csv(answer: Measurements) -> str:
    """One line per row, numbers in full; what a spreadsheet would run as a formula is made harmless."""
    from oarlock.connect.formula import safe_cell

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    table = answer.to_arrow()
    writer.writerow(table.column_names)
    for row in table.to_pylist():
        writer.writerow(
            ["" if value is None else safe_cell(value) if isinstance(value, str) else value for value in row.values()]
        )
    return text.getvalue()


def as_table(answer: Measurements, agreement: Agreement, *, defaulted: bool) -> str:
    """The answer in aligned columns, under the terms it holds on.

    Args:
        defaulted: Whether nobody asked for a day, so that the text should say where the day comes from.
    """
    company = agreement.company
    day = words.day(answer.as_of.astimezone(ZoneInfo(company.time_zone)))
    source = ", the last day the record covers" if defaulted else ""
    lines = [
        f"{answer.title or answer.metric}, {answer.unit} · as of {day}{source} · agreement version {answer.agreement_version}",
        "",
    ]
    if answer.rows:
        told = cells(answer, company.reporting_currency)
        lines.append(columns(told.header, told.rows, right=told.right))
    else:
        lines.append("Nothing to measure: the record holds no such rows.\n")
    lines += _horizon(answer)
    lines += [f"Left out, {reason}: {words.count(number)}" for reason, number in answer.excluded.items() if number]
    lines += [f"Note: {caveat}" for caveat in answer.caveats]
    lines += [_change(change, answer.unit, company.reporting_currency) for change in answer.changes]
    lines += [_level(change, answer.unit, company.reporting_currency) for change in answer.level_changes]
    return "\n".join(lines) + "\n"


def _horizon(answer: Measurements) -> list[str]:
    """Within how many days what is told counts, for each of the metric's own slices; a share that converts means nothing without it."""
    told = {
        name.removeprefix(HORIZON).removeprefix(" of "): days
        for name, days in answer.params.items()
        if name.startswith(HORIZON)
    }
    order = [", ".join(str(value) for value in row.slice.values()) for row in answer.rows]
    names = sorted(told, key=lambda of: order.index(of) if of in order else len(order))
    parts = [words.counted(told[of], "day") + (f" ({of.strip('()')})" if of else "") for of in names]
    return [f"Within {words.listed(parts)}."] if parts else []


def _change(change: Change, unit: str, currency: str) -> str:
    """The change between the last two periods, at equal mix beside the raw one; the mix first where it turns the change round."""
    own = ", ".join("(none)" if value is None else str(value) for value in change.slice.values())
    head = f"From {words.period(change.before)} to {words.period(change.after)}{f', {own}' if own else ''}: "
    raw = change.raw
    if change.is_relative:
        return f"{head}{_relative(raw)}{', counted per working day' if change.is_per_day else ''}."
    told = f"{words.measured_change(raw.value, unit, currency)}{_ends(raw, unit, currency)}"
    mixes = words.listed(
        [f"{one.dimension} {words.measured_change(one.change.value, unit, currency)}" for one in change.at_equal_mix]
    )
    told += f"; at equal mix of {mixes}" if mixes else ""
    if change.curves_p is not None:
        from oarlock.stats.errorcontrol import FALSE_DISCOVERIES

        shown = "differ" if change.curves_p <= FALSE_DISCOVERIES else "are not shown to differ"
        told += f"; the whole curves {shown} ({words.p_value(change.curves_p)})"
    if change.reversed_by:
        told += f". At equal mix of {words.listed(change.reversed_by)} it points the other way: the mix moved, lead with the parts"
    return f"{head}{told}."


def _level(change: LevelChange, unit: str, currency: str) -> str:
    """Since when the level is another, never one date alone where others fit nearly as well."""
    own = ", ".join("(none)" if value is None else str(value) for value in change.slice.values())
    before, after = (words.measured(value, unit, currency) for value in (change.before, change.after))
    first, last = words.period(change.candidates[0]), words.period(change.candidates[-1])
    fits = f" (anything from {first} to {last} fits nearly as well)" if first != last else ""
    rules = "; the agreement's version came into force then, so look at its rules first" if change.is_redefined else ""
    return (
        f"Since {words.period(change.since)}{fits}{f', {own}' if own else ''}: {after} where it was {before}, if it changed once in these"
        f" {change.periods} periods ({words.p_value(change.p_value)}, {change.method}){rules}."
    )


def _relative(raw: Estimate) -> str:
    """A count's change in percent, or why there is none."""
    if raw.value is None:
        return raw.reason
    return f"{words.change(raw.value, per='')} ({words.change_range(raw.lo, raw.hi, level=raw.level)})"


def _ends(change: Estimate, unit: str, currency: str) -> str:
    if change.lo is None or change.hi is None:
        return ""
    lo, hi = (words.measured_change(end, unit, currency) for end in (change.lo, change.hi))
    return f" (90% range {lo} to {hi})"
