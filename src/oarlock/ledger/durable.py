"""Makes new data files durable before the commit that names them; DuckLake syncs its catalog only."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def files_of(folder: Path, tables: Iterable[str]) -> set[Path]:
    """The data files of these tables that are on disk now."""
    return {file for table in tables for file in (folder / "data" / "main" / table).glob("*.parquet")}


def sync(files: Iterable[Path], root: Path) -> None:
    """Writes files through to the disk, then the folders up to `root` that list them."""
    folders: set[Path] = set()
    for file in files:
        _sync_one(file)
        folders.update(parent for parent in file.parents if parent == root or root in parent.parents)
    for folder in sorted(folders, reverse=True):
        _sync_one(folder)


def _sync_one(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
