"""The folder a book is: where each thing lies in it, and which folder is meant."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from oarlock.errors import BookNotFound, UsedWrongly

AGREEMENT = "agreement.toml"  # the version in force or proposed next
VERSIONS = "agreements"  # earlier versions, NNNN.toml
LEDGER = "ledger"
REJECTS = "rejects"
CACHE = "cache"  # may be deleted at any time
ENVIRONMENT = "OARLOCK_BOOK"


def is_book(folder: Path) -> bool:
    """Whether the folder holds a book: an agreement and a ledger."""
    return (folder / AGREEMENT).is_file() and (folder / LEDGER).is_dir()


def chosen(named: str | Path | None, environ: Mapping[str, str]) -> Path | None:
    """The folder meant: the one named, else the one `OARLOCK_BOOK` names, else the current folder when it is a book, else None."""
    if named:
        return Path(named)
    if environ.get(ENVIRONMENT):
        return Path(environ[ENVIRONMENT])
    return Path.cwd() if is_book(Path.cwd()) else None


def expect_book(folder: Path) -> Path:
    """The folder itself.

    Raises:
        BookNotFound: it is not there, or holds no book; says how to make one.
    """
    if is_book(folder):
        return folder
    what = "There is no such folder." if not folder.exists() else f"It lacks {AGREEMENT} or {LEDGER}/."
    raise BookNotFound(
        f"{folder} is not a book. {what} Make one with: oarlock init {folder}   or see one with: oarlock demo"
    )


def expect_place(file: Path) -> Path:
    """The file's path itself, if it can be written there; asked before what it is to hold is computed.

    Raises:
        UsedWrongly: a folder lies there, or there is no folder to write it into.
    """
    if file.is_dir():
        raise UsedWrongly(f"{file} is a folder. Name a file in it.")
    if not file.parent.is_dir():
        raise UsedWrongly(f"{file} cannot be written: there is no folder {file.parent}. Make it, or name another file.")
    return file


def expect_room(folder: Path, beside: set[str]) -> Path:
    """The folder itself, if a new book can be made there.

    Args:
        beside: Names that may already lie in it.
    Raises:
        UsedWrongly: there already is a book, or something else lies there.
    """
    if is_book(folder):
        raise UsedWrongly(f"{folder} already is a book; nothing was changed.")
    if folder.exists() and (not folder.is_dir() or any(path.name not in beside for path in folder.iterdir())):
        raise UsedWrongly(f"{folder} is not empty. A book needs a folder of its own; name one that does not exist yet.")
    return folder
