"""One metric, by slices and periods."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from oarlock.cli._options import FORMAT, AsOf, BookFolder, Fresh, Out, engine, folder_of
from oarlock.cli._say import give, say, tell
from oarlock.errors import UsedWrongly

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.measure.result import Measurements


def measure(
    context: typer.Context,
    metric: Annotated[str | None, typer.Argument(metavar="METRIC", help="Its name; --list shows them all.")] = None,
    every_metric: Annotated[
        bool, typer.Option("--list", help="List every metric and the question it answers.")
    ] = False,
    by: Annotated[
        list[str] | None,
        typer.Option("--by", metavar="COLUMN", help="Slice by a column, attribute or segment; several with commas."),
    ] = None,
    every: Annotated[
        str | None, typer.Option("--every", metavar="PERIOD", help="day, week, month, quarter or year (fiscal).")
    ] = None,
    as_of: AsOf = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="From this day on.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="Before this day.")] = None,
    where: Annotated[
        str | None,
        typer.Option("--where", metavar="RULE", help="Only rows for which the rule holds, as country = 'DE'."),
    ] = None,
    form: Annotated[Literal["table", "json", "csv", "parquet"], FORMAT] = "table",
    out: Out = None,
    fresh: Fresh = False,
    book: BookFolder = None,
) -> None:
    """Measures one metric: each number with its range, its n and what may be said of it."""
    if every_metric:
        return _list(form)
    if metric is None:
        raise UsedWrongly("Which metric? Name one: oarlock measure win_rate. oarlock measure --list shows them all.")
    if form == "parquet" and out is None:
        raise UsedWrongly("Parquet is not for the screen. Name a file: --format parquet --out numbers.parquet")
    from oarlock.book import Book

    folder = folder_of(book)
    with Book.open(folder, engine=engine()) as opened:
        slices = [name.strip() for one in by or () for name in one.split(",")]
        answer = opened.measure(metric, by=slices, every=every, as_of=as_of, since=since, until=until, where=where)
        until_when = opened.as_of_until.timestamp() if as_of is None and opened.as_of_until else None
        if form == "parquet" and out is not None:
            return _parquet(answer, out)
        text = _written(answer, form, opened.agreement, defaulted=as_of is None)
    from oarlock.book.stored import Answer
    from oarlock.cli._stored import store

    store(folder, context.obj, Answer(text, until=until_when))
    return give(text, out)


def _written(answer: Measurements, form: str, agreement: Agreement, *, defaulted: bool) -> str:
    from oarlock.cli import _measured

    if form == "json":
        return _measured.as_json(answer)
    if form == "csv":
        return _measured.as_csv(answer)
    return _measured.as_table(answer, agreement, defaulted=defaulted)


def _parquet(answer: Measurements, out: Path) -> None:
    import pyarrow.parquet as pq

    pq.write_table(answer.to_arrow(), out)
    tell(f"Wrote {out}.")


def _list(form: str) -> None:
    """The catalogue: the questions for people, everything each metric declares for programs."""
    import json

    from oarlock import registry
    from oarlock.cli._table import columns

    metrics: list[Any] = [metric for _, metric in registry.parts("measure", "METRIC")]
    if form == "json":
        say(json.dumps([_declared(metric) for metric in metrics], ensure_ascii=False, indent=1))
    else:
        say(columns(("metric", "question"), [(m.name, m.question) for m in metrics]).removesuffix("\n"))


def _declared(metric: Any) -> dict[str, Any]:
    plain = ("title", "question", "formula", "grain", "cohort", "misleads")
    listed = ("source", "within", "references")
    return {
        "metric": metric.name,
        **{name: getattr(metric, name) for name in plain},
        "unit": str(metric.unit),
        "better": str(metric.better),
        "answers_for": [str(team) for team in metric.answers_for],
        "matures_after_days": metric.matures_after.days if metric.matures_after else None,
        **{name: list(getattr(metric, name)) for name in listed},
    }


COMMAND = measure
