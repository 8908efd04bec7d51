"""Who is who: leads and accounts matched, each with its reason."""

from __future__ import annotations

from typing import Annotated

import typer

from oarlock import words
from oarlock.cli._options import BookFolder, book_of
from oarlock.cli._say import say
from oarlock.cli._table import columns


def match(
    listed: Annotated[bool, typer.Option("--list", help="Show the matches in force, and match nothing.")] = False,
    undo: Annotated[
        int | None, typer.Option("--undo", metavar="NUMBER", help="Take this match back; it is not made again.")
    ] = None,
    book: BookFolder = None,
) -> None:
    """Matches leads and accounts by e-mail, domain and company name, and says why. Each match can be taken back."""
    from oarlock.book.matching import match as run
    from oarlock.book.matching import matches, unmatch

    with book_of(book) as opened:
        if undo is not None:
            unmatch(opened, undo)
            return say(f"Match {undo} is taken back.")
        if not listed:
            return say(
                f"{words.counted(run(opened), 'match', 'matches')} in force. See them with `oarlock match --list`."
            )
        found = [(str(m.number), m.entity, m.id, m.master_id, m.confidence, m.reason) for m in matches(opened)]
    if not found:
        return say("Nobody is matched with anybody.")
    return say(columns(("number", "what", "id", "stands for", "sure", "because"), found, right=(0,)).removesuffix("\n"))


COMMAND = match
