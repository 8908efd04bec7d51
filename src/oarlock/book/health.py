"""Whether a book can be relied on: its agreement, its ledger's files, its disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from oarlock import words
from oarlock.book.folder import AGREEMENT
from oarlock.errors import OarlockError

if TYPE_CHECKING:
    from oarlock.ledger.store import Store

ROOM = 1_000_000_000
"""Bytes of free disk below which an import may not find room to work."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing looked at: `passed` is None where it is a matter of taste or of what is installed."""

    passed: bool | None
    what: str
    fix: str = ""


def check_book(folder: Path) -> Iterator[Checked]:
    """Everything that can be wrong with a book's folder, each with what mends it."""
    yield _agreement(folder)
    yield from _ledger(folder)
    yield _room(folder)


def _agreement(folder: Path) -> Checked:
    from oarlock.agreement import read

    try:
        agreement = read(folder / AGREEMENT)
    except OarlockError as error:
        return Checked(
            False, f"The agreement has problems:\n{error}", "oarlock agreement check names them against the record."
        )
    return Checked(True, f"The agreement reads well: version {agreement.version}.")


def _ledger(folder: Path) -> Iterator[Checked]:
    """Whether the ledger opens, and every file that its catalog lists is there and holds the rows that its loads brought."""
    from oarlock.ledger.doctor import examine
    from oarlock.ledger.store import Store

    try:
        with Store.open(folder) as store:
            found = examine(store)
            yield from (Checked(False, f"{one.where}: {one.message}", one.hint) for one in found.problems)
            if not found.problems:
                files = f"{words.counted(found.files, 'file')}, {words.counted(found.rows, 'row version')}"
                yield Checked(True, f"Every file of the ledger is there and holds its rows: {files}.")
                yield _holds(store)
            if found.strays:
                left = f"{words.counted(len(found.strays), 'file')} that no import finished, left behind by one that was killed"
                yield Checked(None, f"{left}: harmless, such as {found.strays[0]}.")
    except OarlockError as error:
        yield Checked(False, f"The ledger does not open: {error}")


def _holds(store: Store) -> Checked:
    with store.ledger(None) as ledger:
        loads = words.counted(len(ledger.loads()), "import")
        return Checked(
            True,
            f"It holds {loads}, {words.count(ledger.count('opportunities') + ledger.count('leads'))} leads and deals.",
        )


def _room(folder: Path) -> Checked:
    free = shutil.disk_usage(folder).free
    told = f"{free / 1e9:,.1f} GB free on the disk."
    return Checked(free >= ROOM, told, "" if free >= ROOM else "An import needs room to work; make at least 1 GB free.")
