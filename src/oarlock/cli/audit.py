"""The record's hygiene."""

from __future__ import annotations

import json
import textwrap
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Literal

from oarlock import words
from oarlock.cli._options import FORMAT, AsOf, BookFolder, book_of
from oarlock.cli._say import say

if TYPE_CHECKING:
    from oarlock.ledger.hygiene import Flaw


def audit(
    form: Annotated[Literal["text", "json"], FORMAT] = "text",
    as_of: AsOf = None,
    book: BookFolder = None,
) -> None:
    """Says what is wrong with the record: how much of it, which rows, and what mends it."""
    from oarlock.ledger.hygiene import flaws

    with book_of(book) as opened:
        ledger = opened.ledger_at(as_of)
        found = flaws(ledger, opened.agreement_at(ledger.as_of))
    if form == "json":
        say(json.dumps([asdict(flaw) for flaw in found], indent=1, ensure_ascii=False))
    elif not found:
        say("Nothing is wrong with the record that we know how to look for.")
    else:
        say("\n".join(map(_text, found)))


def _text(flaw: Flaw) -> str:
    share = f", {words.percent(flaw.share)}" if flaw.share is not None else ""
    lines = [_filled(f"{flaw.severity:<8} {flaw.sentence} ({flaw.id}, {words.counted(flaw.count, 'row')}{share})")]
    if flaw.fix:
        lines.append(_filled(f"{'':<8} What to do: {flaw.fix}"))
    if flaw.records:
        lines.append(_filled(f"{'':<8} Such as: {', '.join(flaw.records[:5])}"))
    return "\n".join(lines)


def _filled(text: str) -> str:
    return textwrap.fill(text, 100, subsequent_indent=" " * 9, drop_whitespace=True)


COMMAND = audit
