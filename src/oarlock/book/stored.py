"""Stored answers: what a question was answered with, kept for as long as nothing it rests on changes.

A key covers the record's version, every version of the agreement, the program's own source and the question. The file lies in
`<book>/cache/`, holds nothing that cannot be computed again, and may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from oarlock.book.folder import AGREEMENT, CACHE, VERSIONS

MOST_ANSWERS = 400
LARGEST = 1_000_000  # characters; a longer answer is quicker to compute than to search for a place


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said, and the exit status said with it.

    Attributes:
        until: Seconds since 1970 at which the answer stops being current because the record holds something later, or None.
    """

    text: str
    status: int = 0
    until: float | None = None


class Answers:
    """The answers of one book. A cache that cannot be read or written is as good as empty."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / CACHE / "answers.sqlite3"

    def look_up(self, key: str) -> Answer | None:
        """The answer under this key, if it is still current."""
        if not self.path.is_file():
            return None
        with suppress(sqlite3.Error), self._open() as database:
            row = database.execute("SELECT text, status, until FROM answers WHERE key = ?", (key,)).fetchone()
            if row and (row[2] is None or time.time() < row[2]):
                return Answer(*row)
        return None

    def keep(self, key: str, answer: Answer) -> None:
        """Stores an answer and forgets the oldest beyond `MOST_ANSWERS`."""
        if len(answer.text) > LARGEST:
            return
        with suppress(sqlite3.Error, OSError):
            self.path.parent.mkdir(exist_ok=True)
            with self._open() as database, database:
                database.execute(
                    "CREATE TABLE IF NOT EXISTS answers (key TEXT UNIQUE, text TEXT, status INTEGER, until REAL, n INTEGER PRIMARY KEY)"
                )
                database.execute(
                    "INSERT OR REPLACE INTO answers (key, text, status, until) VALUES (?, ?, ?, ?)",
                    (key, answer.text, answer.status, answer.until),
                )
                database.execute("DELETE FROM answers WHERE n <= (SELECT max(n) FROM answers) - ?", (MOST_ANSWERS,))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=1)) as database:
            yield database


def key_of(folder: Path, question: Sequence[str]) -> str:
    """The key of a question put to a book as it stands now.

    Raises:
        OarlockError: the ledger's version cannot be read.
    """
    from oarlock.ledger.catalog import version_of

    parts = [version_of(folder), *_agreements(folder), program(), json.dumps(list(question))]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _agreements(folder: Path) -> list[str]:
    paths = [folder / AGREEMENT, *sorted((folder / VERSIONS).glob("*.toml"))]
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]


def program() -> str:
    """A fingerprint of the program's source: names, sizes and times of its files."""
    root = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for name, size, changed in sorted(_source(str(root))):
        digest.update(f"{name} {size} {changed}\n".encode())
    return digest.hexdigest()


def _source(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith(("__", ".")):
                    yield from _source(entry.path)
            elif not entry.name.endswith(".pyc"):
                status = entry.stat()
                yield entry.path, status.st_size, status.st_mtime_ns
