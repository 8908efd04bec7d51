"""The writer's lock: exactly one process writes a ledger, and whoever waits is told which."""

from __future__ import annotations

import fcntl
import json
import os
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from oarlock.errors import WriterBusy

_POLL_SECONDS = 0.05


class FileLock:
    """A lock file held by the operating system for as long as this process holds it; a killed process lets go at once."""

    def __init__(self, path: Path, *, command: str) -> None:
        self._path = path
        self._command = command
        self._file: IO[str] | None = None

    def acquire(self, patience: float) -> None:
        """Takes the lock.

        Args:
            patience: Seconds to wait for another writer.

        Raises:
            WriterBusy: another process still writes; names it.
        """
        file = self._path.open("a+", encoding="utf-8")
        deadline = time.monotonic() + patience
        while not _taken(file):
            if time.monotonic() >= deadline:
                file.close()
                raise WriterBusy(self._who_writes(patience))
            time.sleep(_POLL_SECONDS)
        file.truncate(0)
        file.write(json.dumps({"pid": os.getpid(), "command": self._command}))
        file.flush()
        self._file = file

    def release(self) -> None:
        """Lets the next writer in. The file stays: removing it would let two writers hold two files of one name."""
        if self._file is not None:
            self._file.truncate(0)
            self._file.close()
            self._file = None

    def _who_writes(self, patience: float) -> str:
        try:
            who = json.loads(self._path.read_text(encoding="utf-8"))
            # The kernel stamped the file when the holder wrote its name into it: that is since when it writes.
            since = datetime.fromtimestamp(self._path.stat().st_mtime, UTC).isoformat(sep=" ", timespec="seconds")
            holder = f'process {who["pid"]} ("{who["command"]}") writes since {since}'
        except (OSError, ValueError, KeyError, TypeError):
            holder = "another process writes"
        return (
            f"{self._path.parent}: {holder}; waited {patience:g} s.\n"
            "  Only one process may write a ledger, any number may read it.\n"
            "  Wait until it has finished, or end that process, then run this again."
        )


class MemoryLock:
    """The same for a ledger in memory, between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def acquire(self, patience: float) -> None:
        """Takes the lock, or raises `WriterBusy` after `patience` seconds."""
        if not self._lock.acquire(timeout=patience):
            raise WriterBusy(f"The ledger in memory: another thread writes; waited {patience:g} s.")

    def release(self) -> None:
        """Lets the next writer in."""
        self._lock.release()


def _taken(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
