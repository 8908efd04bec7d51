"""Two reconciled lists as text: a bridge for people, every differing deal for programs."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from oarlock import words
from oarlock.cli._table import columns

if TYPE_CHECKING:
    from oarlock.diagnose._lists import Compared

WORDS = {
    "duplicate": "one list holds a deal twice",
    "as_of": "the lists were drawn on different days",
    "close_window": "close dates outside the other list's window",
    "stage": "stages the other list leaves out",
    "source": "sources the other list leaves out",
    "owner": "owners the other list leaves out",
    "type": "kinds of deal the other list leaves out",
    "amount_definition": "the amounts mean different things",
    "currency": "the amounts are in different currencies",
    "unexplained": "nothing in the lists says why",
}
MOST_SHOWN = 12


def as_table(found: Compared) -> str:
    """The bridge from the one total to the other, then the deals that matter most."""
    one, other = found.names
    told, distance = found.found, found.distance
    rows = [[f"{one}: {words.counted(found.counts[0], 'deal')}", "", _money(told.one)]]
    for reason, amount in told.by_reason.items():
        deals = words.counted(len(told.records[reason]), "deal")
        rows.append([f"  {reason}: {WORDS[reason]}", deals, _money(-amount, signed=True)])
    rows.append([f"{other}: {words.counted(found.counts[1], 'deal')}", "", _money(told.other)])
    lines = [f"From {one} to {other}", "", columns(("step", "deals", "amount"), rows, right=(1, 2))]
    spread = "" if distance.lo is None else f" ({words.percent_range(distance.lo, distance.hi)})"
    verdict = f"can't tell, {distance.reason}" if distance.reason else told.verdict
    lines.append(f"The lists disagree by {words.percent(distance.value)} of what either holds{spread}: {verdict}.")
    lines.append(
        "Every difference has its reason."
        if found.passes
        else f"Without a reason: {words.counted(len(told.records['unexplained']), 'deal')}. The reconciliation does not pass."
    )
    if found.unpriced:
        lines.append(f"Without an amount, and counted as 0: {words.counted(found.unpriced, 'deal')}.")
    shown = [[d.id, _money(d.one), _money(d.other), d.reason, d.why] for d in found.differing[:MOST_SHOWN]]
    if shown:
        lines += ["", columns(("deal", one, other, "reason", "because"), shown, right=(1, 2)).removesuffix("\n")]
    if len(found.differing) > MOST_SHOWN:
        lines.append(
            f"… and {words.counted(len(found.differing) - MOST_SHOWN, 'deal')} more: --format csv lists them all."
        )
    return "\n".join(lines) + "\n"


def as_json(found: Compared) -> str:
    """Totals, steps with their deals, the distance, and every differing deal."""
    told, distance = found.found, found.distance
    answer: dict[str, Any] = {
        "lists": [
            {"name": found.names[0], "deals": found.counts[0], "total": float(told.one)},
            {"name": found.names[1], "deals": found.counts[1], "total": float(told.other)},
        ],
        "net": float(told.net),
        "steps": [
            {"reason": reason, "amount": float(amount), "records": list(told.records[reason])}
            for reason, amount in told.by_reason.items()
        ],
        "unexplained": float(told.by_reason.get("unexplained", 0)),
        "passes": found.passes,
        "disagreement": {
            "estimate": distance.value, "lo": distance.lo, "hi": distance.hi, "n": distance.n, "status": str(distance.status),
            "verdict": "can't tell" if distance.reason else told.verdict, "reason": distance.reason,
        },
        "without_amount": found.unpriced,
        "deals": [
            {"id": d.id, "a": float(d.one), "b": float(d.other), "reason": d.reason, "because": d.why} for d in found.differing
        ],
    }  # fmt: skip
    return json.dumps(answer, indent=1, ensure_ascii=False) + "\n"


def as_csv(found: Compared) -> str:
    """One line per differing deal; what a spreadsheet would run as a formula is made harmless."""
    from oarlock.connect.formula import safe_cell

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["id", *map(safe_cell, found.names), "difference", "reason", "because"])
    for d in found.differing:
        writer.writerow([safe_cell(d.id), d.one, d.other, d.one - d.other, d.reason, safe_cell(d.why)])
    return text.getvalue()


def _money(amount: Any, *, signed: bool = False) -> str:
    """An amount in full: two totals are compared to the cent."""
    sign = words.MINUS if amount < 0 else "+" if signed and amount > 0 else ""
    return sign + f"{abs(amount):,.2f}".removesuffix(".00")
