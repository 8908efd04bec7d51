"""A plan in words, and the files it is written to."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from oarlock import words
from oarlock.cli._options import place
from oarlock.cli._table import columns
from oarlock.errors import UsedWrongly

if TYPE_CHECKING:
    from oarlock.plan.answer import PlanAnswer

WRITTEN = (".html", ".svg", ".png", ".json", ".csv")


def as_text(answer: PlanAnswer) -> str:
    """The sentence, what follows from it, the tables, what to keep in mind."""
    parts = [
        f"{answer.title}\nAs known on {words.day(answer.as_of)}, agreement version {answer.agreement_version}.\n",
        answer.sentence,
    ]
    parts += list(answer.more)
    for section in answer.sections:
        if section.rows:
            table = columns(section.headers, section.rows, right=section.right)
            parts.append(f"\n{section.title}\n\n{table}".rstrip())
    if answer.caveats:
        parts.append("")
        parts += [f"Note: {caveat}" for caveat in answer.caveats]
    return "\n".join(parts) + "\n"


def place_of_plan(out: Path | None) -> Path | None:
    """Called on the option that names a plan's file, before the plan is made.

    Raises:
        UsedWrongly: an ending nobody writes, or a place where it cannot be written.
    """
    if out is not None and out.suffix.lower() not in WRITTEN:
        raise UsedWrongly(f"{out}: a plan is written as {', '.join(WRITTEN)}. Name it so: --out plan.html")
    return place(out)


def write(answer: PlanAnswer, out: Path) -> None:
    """Writes the plan as its file's ending says, one of `WRITTEN`.

    Raises:
        ToolMissing: a picture, where `oarlock[pictures]` is not installed.
    """
    from oarlock.show import pictures, planned

    match out.suffix.lower():
        case ".html":
            out.write_text(planned.as_html(answer), encoding="utf-8")
        case ".json":
            out.write_text(planned.as_json(answer), encoding="utf-8")
        case ".csv":
            out.write_text(planned.as_csv(answer), encoding="utf-8")
        case ".svg":
            out.write_text(pictures.svg(planned.spec(answer)), encoding="utf-8")
        case ".png":
            out.write_bytes(pictures.png(planned.spec(answer)))


def write_groups(answer: PlanAnswer, to: Path) -> None:
    """Writes the groups that a plan for a holdout drew, one account a line.

    Raises:
        UsedWrongly: the file holds something else, perhaps the groups of a test that runs; nothing is written.
    """
    import csv
    import io

    stream = io.StringIO(newline="")
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow(("account_id", "group", "stratum"))
    rows.writerows(answer.of.groups)
    drawn = stream.getvalue().encode()
    # Who is in which group of a running test may stand nowhere else.
    if to.exists() and to.read_bytes() not in (b"", drawn):
        raise UsedWrongly(
            f"{to} exists and holds something else, perhaps the groups of a test under way; nothing was written.\n"
            "  Name another file: --groups groups-2.csv, or move this one away."
        )
    to.write_bytes(drawn)


def share_of(text: str | None, what: str) -> float | None:
    """A share typed as 0.22, 22% or left out.

    Raises:
        UsedWrongly: it is neither.
    """
    if text is None:
        return None
    try:
        number = float(text.strip().removesuffix("%"))
    except ValueError:
        raise UsedWrongly(f'{what} is written as 0.22 or 22%, not as "{text}".') from None
    return number / 100 if text.strip().endswith("%") else number


def amount_of(text: str | None, what: str) -> float | None:
    """A number typed as 1200000, 1,200,000, 1.2M or 300K.

    Raises:
        UsedWrongly: it is none.
    """
    if text is None:
        return None
    match = re.fullmatch(r"(-?\d+(?:,\d{3})*(?:\.\d+)?)\s*([kKmM]?)", text.strip())
    if match is None:
        raise UsedWrongly(f'{what} is a number such as 1200000, 1,200,000 or 1.2M, not "{text}".')
    return float(match[1].replace(",", "")) * {"": 1.0, "k": 1e3, "m": 1e6}[match[2].lower()]
