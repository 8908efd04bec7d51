"""Credit of channels over the journeys of all leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from oarlock.cli._options import FORMAT, AsOf, BookFolder, book_of, terms
from oarlock.cli._say import say

if TYPE_CHECKING:
    from oarlock.measure.facts.lead_credit import LeadCredit


def credit(
    order: Annotated[int, typer.Option("--order", metavar="N", help="Channels the chain remembers, 1 to 3.")] = 1,
    as_of: AsOf = None,
    form: Annotated[Literal["table", "json"], FORMAT] = "table",
    book: BookFolder = None,
) -> None:
    """Credits channels by a Markov chain over the journeys of all leads: up to the first win, and those never won."""
    with book_of(book) as opened:
        found = opened.credit(order, as_of=as_of)
        under, zone = terms(opened, as_of), opened.agreement.company.time_zone
    say((_as_json(found, under) if form == "json" else _as_table(found, under, zone)).removesuffix("\n"))


def _as_json(found: LeadCredit, under: dict[str, Any]) -> str:
    import json
    from dataclasses import asdict

    return json.dumps(under | asdict(found), ensure_ascii=False, indent=1)


def _as_table(found: LeadCredit, under: dict[str, Any], zone: str) -> str:
    import textwrap
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from oarlock import words
    from oarlock.cli._table import columns

    day = words.day(datetime.fromisoformat(under["as_of"]).astimezone(ZoneInfo(zone)))
    known = f"As known on {day}, agreement version {under['agreement']['version']}."
    remembers = words.counted(found.order, "channel")
    head = (
        f"Markov credit of {words.counted(found.converted, 'lead')} won among {words.counted(found.journeys, 'lead')} with a touch,"
        f" by a chain that remembers {remembers}"
    )
    rows = [
        (
            one.channel, f"{one.credit:,.1f}", words.MISSING if one.lo is None else f"{one.lo:,.1f} to {one.hi:,.1f}",
            words.percent(one.share), words.money(one.value, under["currency"]), f"{one.removal_effect:.3f}", f"{one.n:,.0f}",
        )
        for one in found.channels
    ]  # fmt: skip
    header = ("channel", "leads won", "90% range", "share", "value", "removal effect", "n")
    notes = [
        "Credit is bookkeeping: the removal effect is the share of wins that pass through a channel in the model, not what would be"
        " lost without it. n is the leads won whose path holds the channel.",
        "A path ends with the lead's first win; every other lead counts as not won, those still under way too."
        + (
            f" {words.counted(found.untouched, 'lead')} won without a touch before are in no path."
            if found.untouched
            else ""
        ),
    ]
    told = columns(header, rows, right=(1, 2, 3, 4, 5, 6))
    return "\n".join([head, known, "", told, *(textwrap.fill(note, 100) for note in notes)]) + "\n"


COMMAND = credit
