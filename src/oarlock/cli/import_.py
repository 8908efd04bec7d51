"""Files into the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oarlock.cli._options import BookFolder, book_of
from oarlock.cli._say import say, tell

if TYPE_CHECKING:
    from oarlock.book import Book
    from oarlock.connect.report import Report


def import_files(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files or folders: CSV, Parquet, Excel.")],
    mapping: Annotated[
        Path | None, typer.Option("--map", metavar="FILE", help="A mapping file, for exports we do not know.")
    ] = None,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Print a first draft of a mapping file, and import nothing.")
    ] = False,
    source: Annotated[
        str | None, typer.Option("--source", metavar="NAME", help="Name of the system they come from.")
    ] = None,
    known_at: Annotated[
        str | None, typer.Option("--known-at", metavar="DAY", help="The day the export was made, if not today.")
    ] = None,
    patience: Annotated[
        float, typer.Option("--patience", metavar="SECONDS", help="How long to wait for another import.")
    ] = 10.0,
    no_match: Annotated[
        bool, typer.Option("--no-match", help="Leave matching leads and accounts for later (`oarlock match`).")
    ] = False,
    book: BookFolder = None,
) -> None:
    """Takes files into the record. What cannot be taken goes to rejects/ with its reason; the counts always add up."""
    if suggest:
        from oarlock.connect.suggest import suggest as draft

        return say(draft(paths).removesuffix("\n"))
    from oarlock.cli._progress import Progress

    with book_of(book) as opened, Progress() as progress:
        report = opened.take(
            *paths, mapping=mapping, source=source, known_at=known_at, patience=patience, progress=progress.told
        )
        matched = _matched(opened, report) if not no_match else ""
    from oarlock.cli._imported import as_text

    say(as_text(report).removesuffix("\n") + matched)
    if _nothing_taken(report):
        tell("Nothing could be taken.")
        raise typer.Exit(1)
    return None


def _matched(opened: Book, report: Report) -> str:
    """What matching found, where the import changed who there is; large records are matched when asked."""
    from oarlock import words
    from oarlock.book.matching import is_quick, match

    if not any(
        table in report.tables and report.tables[table].new + report.tables[table].changed
        for table in ("leads", "accounts")
    ):
        return ""
    if not is_quick(opened):
        return "\n\nLeads and accounts were not matched yet, as there are many: `oarlock match` does it."
    return f"\n\n{words.counted(match(opened), 'match', 'matches')} of leads and accounts in force: `oarlock match --list`."


def _nothing_taken(report: Report) -> bool:
    return not any(step.taken for step in report.steps)


COMMAND = import_files
