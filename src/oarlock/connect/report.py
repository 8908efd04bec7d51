"""What an import did: every row that was read is taken, refused, repeated or left out, and the counts add up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from oarlock.errors import Problem


@dataclass(frozen=True, slots=True)
class Refused:
    """One kind of refusal in one file, with its first case; the rejects file holds them all."""

    file: str
    table: str
    column: str
    reason: str
    count: int
    line: int | None
    value: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One file read into one table.

    Attributes:
        read: Rows of the file.
        taken: Rows handed to the ledger.
        refused: Rows that cannot be taken; each stands in the rejects file.
        repeated: Rows said twice in the same words, taken once.
        left_out: Rows the mapping's own filter leaves out.
        added: Rows that are part of another one: their amounts were added to it.
    """

    file: str
    table: str
    read: int
    taken: int
    refused: int
    repeated: int
    left_out: int
    added: int = 0

    def __post_init__(self) -> None:
        """Counts that do not add up are a fault of ours, never of the file."""
        if self.read != self.taken + self.refused + self.repeated + self.left_out + self.added:
            raise AssertionError(f"the counts of {self.file} into {self.table} do not add up: {self}")


@dataclass(frozen=True, slots=True)
class FileTaken:
    """One file: how it was recognised, how many rows it holds, and how many of them were refused."""

    name: str
    how: str
    rows: int
    refused: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableTaken:
    """What the ledger made of a table's rows."""

    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """The whole import.

    Attributes:
        load_id: SHA-256 of the content and of how it was read; the same load again changes nothing.
        problems: Files that could not be taken at all, each with what to do.
        skipped: Files passed over because they are no tables.
        rejects: The folder with the refused rows, or None when there are none.
        remarks: What the reader should know of the whole: tables of which every row is deleted.
    """

    load_id: str
    files: tuple[FileTaken, ...] = ()
    steps: tuple[Step, ...] = ()
    tables: Mapping[str, TableTaken] = field(default_factory=dict)
    refused: tuple[Refused, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: tuple[str, ...] = ()
    rejects: Path | None = None
    remarks: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know, of the whole and of single files, each once."""
        return tuple(dict.fromkeys((*self.remarks, *(note for file in self.files for note in file.notes))))

    @property
    def count_refused(self) -> int:
        """Rows refused in all files, each once."""
        return sum(file.refused for file in self.files)
