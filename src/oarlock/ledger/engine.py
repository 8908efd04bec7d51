"""The embedded engine: one DuckDB, its extensions loaded from installed packages, never from the network."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import duckdb

MEMORY_LIMIT = "3GB"
"""What the engine may hold before it spills to disk; leaves room for Python within 4 GB."""

LEAST_TO_ASK, MOST_TO_ASK = 3.0, 4.5
"""Gigabytes within which the engine holds the facts of the record it is asked about; leaves room for Python within 6."""

EXTENSIONS = ("ducklake", "sqlite_scanner")


def connect(
    *,
    memory_limit: str = MEMORY_LIMIT,
    threads: int | None = None,
    spill: Path | None = None,
    extensions: Iterable[str] = (),
    checks_signatures: bool = False,
) -> duckdb.DuckDBPyConnection:
    """A fresh engine with nothing attached.

    Args:
        memory_limit: As DuckDB writes it, such as "3GB".
        threads: None lets the engine take every core.
        spill: Folder for what does not fit into memory; made when needed. None keeps the engine's default.
        extensions: What to load from the installed packages: `EXTENSIONS` for a stored ledger.
        checks_signatures: Whether to have the engine hash them and check who built them, as `oarlock doctor` does.
    """
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory_limit,
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "preserve_insertion_order": "true",
        # Hashing 70 MB of pinned packages at each start costs more than most answers do.
        "allow_unsigned_extensions": "false" if checks_signatures else "true",
    }
    if threads is not None:
        settings["threads"] = str(threads)
    if spill is not None:
        settings["temp_directory"] = str(spill)
    engine = duckdb.connect(":memory:", config=settings)
    for name in extensions:
        engine.execute(f"LOAD {quoted(str(_packaged(name)))}")
    engine.execute("SET allow_unsigned_extensions = false")  # for good: a running engine cannot allow them again
    # A table name must never be taken for a Python variable that happens to be in scope.
    engine.execute("SET python_enable_replacements = false")
    return engine


def memory_to_ask_with() -> str:
    """A fifth of this machine's memory, within bounds: whatever of a large record's facts is spilled is read again by every question."""
    machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9 if hasattr(os, "sysconf") else 0.0
    return f"{min(max(machine / 5, LEAST_TO_ASK), MOST_TO_ASK):.2f}GB"


@contextmanager
def holding(cursor: duckdb.DuckDBPyConnection, memory_limit: str, *, usual: str) -> Iterator[None]:
    """Lets the engine hold no more than this meanwhile, and `usual` afterwards: what it tells of its limit is rounded."""
    cursor.execute(f"SET memory_limit = {quoted(memory_limit)}")
    try:
        yield
    finally:
        cursor.execute(f"SET memory_limit = {quoted(usual)}")


@contextmanager
def one_thread(cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Lets the engine use one thread meanwhile: rows numbered in their order flow through one anyway, and idle ones burn time beside it."""
    row = cursor.execute("SELECT current_setting('threads')").fetchone()
    cursor.execute("SET threads = 1")
    try:
        yield
    finally:
        cursor.execute(f"SET threads = {row[0] if row else 1}")


def quoted(text: str) -> str:
    """A SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def named(identifier: str) -> str:
    """A SQL identifier."""
    return '"' + identifier.replace('"', '""') + '"'


def _packaged(name: str) -> Path:
    """The extension's binary inside its installed package; loading it from there needs no home folder and no network."""
    package = import_module(f"duckdb_extension_{name}")
    return Path(next(iter(package.__path__))) / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
