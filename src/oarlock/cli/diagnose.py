"""What is wrong, and why."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from oarlock.cli._options import FORMAT, AsOf, BookFolder, Fresh, Out, engine, folder_of
from oarlock.cli._say import give, say
from oarlock.errors import UsedWrongly

if TYPE_CHECKING:
    from oarlock.book.stored import Answer
    from oarlock.diagnose.base import Diagnosis


class FailOn(StrEnum):
    """The least severe finding that makes the exit status 3."""

    SEVERE = "severe"
    WARNING = "warning"
    NOTE = "note"


def diagnose(
    context: typer.Context,
    diagnosis: Annotated[
        str | None,
        typer.Argument(metavar="[DIAGNOSIS]", help="One of them, with all that stands behind it; without it, all."),
    ] = None,
    every_diagnosis: Annotated[bool, typer.Option("--list", help="List every diagnosis and its question.")] = False,
    backtest: Annotated[
        bool,
        typer.Option("--backtest", help="Replay it as known then, and say when each thing would first have been told."),
    ] = False,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DAY", help="With --backtest: from this day on.")
    ] = None,
    every: Annotated[
        str | None,
        typer.Option("--every", metavar="PERIOD", help="With --backtest: week (the default), month or quarter."),
    ] = None,
    as_of: AsOf = None,
    by: Annotated[str | None, typer.Option("--by", metavar="COLUMN", help="Also inside each segment or value.")] = None,
    form: Annotated[Literal["text", "json"], FORMAT] = "text",
    fail_on: Annotated[
        FailOn | None, typer.Option("--fail-on", help="Exit with status 3 on such a finding, for schedulers.")
    ] = None,
    out: Out = None,
    fresh: Fresh = False,
    book: BookFolder = None,
) -> None:
    """Says whether sales and marketing pull in one direction, why not, and what it costs."""
    if every_diagnosis:
        return _list(form)
    from oarlock.book import Book
    from oarlock.book.stored import Answer

    folder = folder_of(book)
    if backtest and (by is not None or fail_on is not None):
        raise UsedWrongly(
            "--by and --fail-on do not go with --backtest: it tells of the whole company, and of many days at once."
        )
    if backtest:
        answer, whole = _replayed(folder, diagnosis, since, as_of, every or "week", form)
        return _given(folder, context, answer, out, keep=whole)
    if since is not None or every is not None:
        raise UsedWrongly(
            "--since and --every go with --backtest. Did you mean: oarlock diagnose --backtest --since DAY?"
        )
    with Book.open(folder, engine=engine()) as opened:
        found = opened.diagnose(diagnosis, as_of=as_of, by=by)
        until = opened.as_of_until.timestamp() if as_of is None and opened.as_of_until else None
        zone = opened.agreement.company.time_zone
        text = _written(found, form, zone, defaulted=as_of is None, in_full=diagnosis is not None)
    return _given(folder, context, Answer(text, _status(found, fail_on), until), out)


def _given(folder: Path, context: typer.Context, answer: Answer, out: Path | None, *, keep: bool = True) -> None:
    """Writes the answer to its file, or says and stores it; a status other than 0 ends the program with it."""
    from oarlock.cli._stored import store

    if keep:
        store(folder, context.obj, answer)
    give(answer.text, out)
    if answer.status:
        raise typer.Exit(answer.status)


def _replayed(
    folder: Path, diagnosis: str | None, since: str | None, until: str | None, every: str, form: str
) -> tuple[Answer, bool]:
    """The replay as written, and whether every look was made; shows a bar of looks while it runs."""
    from oarlock.book import Book
    from oarlock.book.stored import Answer
    from oarlock.cli import _backtested
    from oarlock.cli._app import COULD_NOT, DONE
    from oarlock.cli._progress import Steps

    with Book.open(folder, engine=engine()) as opened, Steps("looks") as bar:
        found = opened.backtest(diagnosis, since=since, until=until, every=every, progress=bar.told)
        current_to = opened.as_of_until.timestamp() if until is None and opened.as_of_until else None
    text = _backtested.as_json(found) if form == "json" else _backtested.as_text(found)
    return Answer(text, COULD_NOT if found.left_out else DONE, current_to), not found.left_out


def _written(found: Diagnosis, form: str, zone: str, *, defaulted: bool, in_full: bool) -> str:
    if form == "json":
        import json

        from oarlock.diagnose.answer import to_json

        return json.dumps(to_json(found), ensure_ascii=False, indent=1) + "\n"
    from oarlock.cli._diagnosed import as_text

    return as_text(found, zone=zone, defaulted=defaulted, in_full=in_full)


def _status(found: Diagnosis, fail_on: FailOn | None) -> int:
    if fail_on is None:
        return 0
    ranks = {str(severity): rank for rank, severity in enumerate(FailOn)}
    return 3 if any(ranks[str(finding.severity)] <= ranks[fail_on] for finding in found.findings) else 0


def _list(form: str) -> None:
    """The catalogue: the questions for people, everything each diagnosis declares for programs."""
    import json

    from oarlock import registry
    from oarlock.cli._table import columns

    parts: list[Any] = [part for _, part in registry.parts("diagnose", "DIAGNOSIS")]
    if form == "json":
        say(json.dumps([_declared(part) for part in parts], ensure_ascii=False, indent=1))
    else:
        say(columns(("diagnosis", "question"), [(part.name, part.question) for part in parts]).removesuffix("\n"))


def _declared(part: Any) -> dict[str, Any]:
    import inspect

    return {
        "diagnosis": part.name,
        "title": part.title,
        "question": part.question,
        "answers_for": [str(team) for team in part.answers_for],
        "needs": list(part.needs),
        "codes": list(part.codes),
        "page": inspect.cleandoc(part.page),
    }


COMMAND = diagnose
