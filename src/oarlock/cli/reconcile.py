"""Two lists of deals: why their totals differ, deal by deal."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from oarlock.cli._options import FORMAT, BookFolder, Out
from oarlock.cli._say import give
from oarlock.errors import UsedWrongly

if TYPE_CHECKING:
    from oarlock.diagnose._lists import Compared


FilterA = Annotated[
    list[str] | None,
    typer.Option(
        "--filter-a",
        metavar="COLUMN=VALUES",
        help="What the first list takes: stage=Proposal,Negotiation, close_date=2026-04-01..2026-07-01, amount=annual.",
    ),
]
FilterB = Annotated[
    list[str] | None,
    typer.Option("--filter-b", metavar="COLUMN=VALUES", help="The same of the second. What is not stated is inferred."),
]


def reconcile(
    a: Annotated[Path, typer.Argument(metavar="A.csv", help="One team's list: id, amount and what else it says.")],
    b: Annotated[Path, typer.Argument(metavar="B.csv", help="The other team's.")],
    as_of_a: Annotated[
        str | None, typer.Option("--as-of-a", metavar="DAY", help="The day the first was drawn.")
    ] = None,
    as_of_b: Annotated[
        str | None, typer.Option("--as-of-b", metavar="DAY", help="The day the second was drawn.")
    ] = None,
    filter_a: FilterA = None,
    filter_b: FilterB = None,
    form: Annotated[Literal["table", "json", "csv"], FORMAT] = "table",
    out: Out = None,
    book: BookFolder = None,
) -> None:
    """Walks from one team's pipeline number to the other's: each difference with its reason, until nothing is left."""
    from oarlock.book.folder import chosen
    from oarlock.book.lists import list_of, names_of, reconciled
    from oarlock.cli import _reconciled

    names = names_of((a, b))
    lists = [
        list_of(path, name, as_of=day, **_stated(filters or ()))  # type: ignore[arg-type]
        for path, name, day, filters in ((a, names[0], as_of_a, filter_a), (b, names[1], as_of_b, filter_b))
    ]
    found: Compared
    if book is None and chosen(None, os.environ) is None:
        found = reconciled(*lists)
    else:
        from oarlock.cli._options import book_of

        with book_of(book) as opened:
            found = reconciled(*lists, ledger=opened.ledger)
    write = {"json": _reconciled.as_json, "csv": _reconciled.as_csv, "table": _reconciled.as_table}[form]
    give(write(found), out)


def _stated(filters: Sequence[str]) -> dict[str, object]:
    """What a list takes, as its options state it."""
    told: dict[str, object] = {}
    keeps: dict[str, tuple[str, ...]] = {}
    for one in filters:
        column, sign, values = one.partition("=")
        if not sign or not values:
            raise UsedWrongly(f'"{one}" states no filter. Write it as stage=Proposal,Negotiation.')
        if column == "close_date":
            first, sign, last = values.partition("..")
            if not sign:
                raise UsedWrongly(
                    f'"{values}" is no span of days. Write it as 2026-04-01..2026-07-01; the last day is not in it.'
                )
            told["window"] = (first, last)
        elif column == "amount":
            told["amount_is"] = values
        else:
            keeps[column] = tuple(part.strip() for part in values.split(","))
    return told | ({"keeps": keeps} if keeps else {})


COMMAND = reconcile
