"""Says in the ledger's words what the disk or the engine reported."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from oarlock.errors import LedgerDamaged, LedgerUnwritable, OarlockError

_FULL = ("no space left", "disk is full", "disk full", "not enough space", "disk quota")
_READ_ONLY = ("read-only", "readonly", "permission denied", "unable to open database file", "not permitted")
_DAMAGED = (
    "no such file", "does not exist", "no files found", "not a database", "malformed", "magic bytes", "corrupt",
    "too small to be a parquet", "failed to read file", "snappy", "zstd", "invalid parquet", "failed to deserialize",
    "no magic", "truncated", "tprotocol", "footer", "could not read enough bytes",
)  # fmt: skip


def is_interrupt(error: BaseException) -> bool:
    """Whether somebody pressed Ctrl-C while the engine worked: it says so with an error of its own."""
    return isinstance(error, RuntimeError) and str(error) == "Query interrupted"


@contextmanager
def in_our_words(folder: Path | None, doing: str) -> Iterator[None]:
    """Turns what the engine or the disk raises into `LedgerUnwritable` or `LedgerDamaged`; anything else passes unchanged.

    Args:
        folder: The ledger's folder, named in the message; None for a ledger in memory.
        doing: What was going on, such as "writing load 4f2a".
    """
    try:
        yield
    except OarlockError:
        raise
    except (duckdb.Error, OSError) as problem:
        told = _told(problem, folder, doing)
        if told is None:
            raise
        raise told from problem


def _told(problem: Exception, folder: Path | None, doing: str) -> OarlockError | None:
    text = str(problem)
    low = text.lower()
    place = str(folder) if folder else "the ledger in memory"
    number = problem.errno if isinstance(problem, OSError) else None
    if number in (errno.ENOSPC, errno.EDQUOT) or any(word in low for word in _FULL):
        return LedgerUnwritable(
            f"{place}: the disk is full, {doing} stopped.\n"
            "  Everything acknowledged before is safe and nothing of this load was kept.\n"
            "  Make room on that disk and run the same command again."
        )
    if isinstance(problem, duckdb.OutOfMemoryException):
        return LedgerUnwritable(
            f"{place}: {doing} needs more memory, or more room to spill to disk, than it may take ({_first_line(text)}).\n"
            "  Everything acknowledged before is safe. Give it a larger memory limit, or free space beside the ledger."
        )
    if number in (errno.EROFS, errno.EACCES, errno.EPERM) or any(word in low for word in _READ_ONLY):
        return LedgerUnwritable(
            f"{place}: cannot be written ({_first_line(text)}), {doing} stopped.\n"
            "  Everything acknowledged before is safe. Make the folder writable for this user, or copy the book to a disk that is."
        )
    if isinstance(problem, duckdb.Error) and any(word in low for word in _DAMAGED):
        return LedgerDamaged(
            f"{place}: a file of the ledger is missing or damaged, {doing} stopped: {_first_line(text)}\n"
            "  `oarlock doctor` lists every file that does not fit. Restore it from a backup; the other tables stay readable."
        )
    return None


def _first_line(text: str) -> str:
    return text.strip().splitlines()[0] if text.strip() else "no reason given"
