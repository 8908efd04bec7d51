"""A replayed diagnosis as text and as JSON."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING

from oarlock import words
from oarlock.cli._table import columns

if TYPE_CHECKING:
    from oarlock.diagnose.backtest import Backtest, First

CAUTION = (
    "Many looks make false alarms likely: what was told once and not again may be one. Confirmed means told at two looks in a row. "
    "Runs are unbroken rows of looks that told it: more than one came and went."
)


def as_json(found: Backtest) -> str:
    """The replay as one JSON object: when each thing was first told, and every look."""
    from oarlock.diagnose.answer import plain

    return json.dumps(plain(found), ensure_ascii=False, indent=1) + "\n"


def as_text(found: Backtest) -> str:
    """When each thing would first have been told, then the sentences."""
    first, last = found.looks[0].on, found.looks[-1].on
    lines = [
        f"The diagnosis at the end of every {found.every}, as known then: {words.counted(len(found.looks), 'look')}, "
        f"{words.day(first)} to {words.day(last)}",
        "",
    ]
    if found.left_out:
        lines[1:] = [f"Interrupted: {words.counted(found.left_out, 'later look')} not made.", ""]
    if not found.firsts:
        nothing = "No cause was named and nothing beyond notes was found at any of them."
        return "\n".join([*lines, nothing, *_moved(found)]) + "\n"
    header = ("first told", "confirmed", "last told", "told at", "runs", "what")
    lines.append(columns(header, [_row(one) for one in found.firsts], right=(3, 4)))
    lines += [textwrap.fill(f"{one.id}: {one.sentence}", 100, subsequent_indent="  ") for one in found.firsts]
    return "\n".join([*lines, "", textwrap.fill(CAUTION, 100), *_moved(found)]) + "\n"


WORDS = {"up": "it rose", "down": "it fell", "can't tell": "can't tell whether it moved"}


def _moved(found: Backtest) -> list[str]:
    """How the alignment score moved, one line a quarter, over the parts known at both ends."""
    if not found.moved:
        return []
    lines = [
        "",
        "The alignment score over quarters, each over the parts known at both ends (unvalidated: a checklist of the process)",
    ]
    for one in found.moved:
        change, d = one.change, one.change.difference
        spread = f"{_signed(d.value)}, 90% range {_signed(d.lo)} to {_signed(d.hi)}, n = {words.counted(d.n, 'part')}"
        told = f"{words.day(one.before_on)} to {words.day(one.after_on)}: {change.before:.0f} to {change.after:.0f} ({spread})"
        lines.append(textwrap.fill(f"{told}: {d.reason or WORDS[change.word]}.", 100, subsequent_indent="  "))
    return lines


def _signed(points: float | None) -> str:
    return words.points((points or 0.0) / 100).removesuffix(" points").removesuffix(" point")


def _row(one: First) -> tuple[str, ...]:
    confirmed = words.MISSING if one.confirmed_on is None else one.confirmed_on.isoformat()
    what = f"{one.id} ({one.kind if one.kind == 'cause' else one.severity})"
    told = f"{one.looks} of {one.looks_since}"
    return one.first_on.isoformat(), confirmed, one.last_on.isoformat(), told, str(one.runs), what
