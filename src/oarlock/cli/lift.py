"""What a linked test changed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from oarlock.cli._options import FORMAT, AsOf, BookFolder, book_of, terms
from oarlock.cli._say import say


def lift(
    groups: Annotated[
        Path,
        typer.Argument(
            metavar="GROUPS.csv",
            help="account_id,group or a column of accounts such as country,group; treated or control.",
        ),
    ],
    since: Annotated[str, typer.Option("--since", metavar="DAY", help="The day on which the test began.")],
    horizon: Annotated[int, typer.Option("--horizon", metavar="DAYS", help="Days that belong to the test.")] = 90,
    outcome: Annotated[
        Literal["deal", "won", "pipeline"],
        typer.Option("--outcome", help="Accounts with a deal created or won, or the pipeline created per account."),
    ] = "deal",
    as_of: AsOf = None,
    form: Annotated[Literal["table", "json"], FORMAT] = "table",
    book: BookFolder = None,
) -> None:
    """Says what a channel or campaign changed, by a test: accounts held out at random, or regions treated beside others."""
    from oarlock.cli import _lifted

    with book_of(book) as opened:
        found = opened.lift(groups, since=since, horizon=horizon, outcome=outcome, as_of=as_of)
        under = terms(opened, as_of)
    told = _lifted.as_json(found, under) if form == "json" else _lifted.as_text(found, under["currency"])
    say(told.removesuffix("\n"))


COMMAND = lift
