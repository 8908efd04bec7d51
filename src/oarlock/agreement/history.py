"""Versions of the agreement: which one was in force on a day, and how a new one is adopted.

A book keeps the newest version as `agreement.toml` and the earlier ones as `agreements/0001.toml`, `agreements/0002.toml`, ...
A version holds from its date to the next one's. Before the first date, the oldest version stands in: nobody had agreed on another.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from oarlock.agreement.document import Agreement
from oarlock.agreement.editing import with_version
from oarlock.agreement.reading import FILE, read, read_text
from oarlock.agreement.signatures import Signature
from oarlock.errors import LedgerUnwritable, UsedWrongly

FOLDER = "agreements"


def versions(book_folder: str | Path) -> tuple[Agreement, ...]:
    """Every version the book keeps, oldest first.

    Raises:
        AgreementInvalid: one of them cannot be read.
    """
    newest = read(Path(book_folder) / FILE, check_rules=False)
    earlier = [read(path, check_rules=False) for path in _earlier(Path(book_folder))]
    kept = {one.version: one for one in [*earlier, newest]}  # a version filed just before a crash stands twice
    return tuple(sorted(kept.values(), key=_in_order))


def replaced_on(book_folder: str | Path, until: date | datetime) -> tuple[date, ...]:
    """Days up to a day, or up to an aware instant, on which an earlier version was replaced by the next.

    Raises:
        AgreementInvalid: a version cannot be read.
    """
    known = versions(book_folder)
    last = _day_of(until, known[-1].company.time_zone)
    days = (one.in_force_from for one in known[1:])
    return tuple(day for day in days if day is not None and day <= last)


def in_force(book_folder: str | Path, on: date | datetime) -> Agreement:
    """The version in force on a day, or at an aware instant; midnight belongs to the day that ends with it.

    Raises:
        AgreementInvalid: a version that had to be read cannot be.
    """
    newest = read(Path(book_folder) / FILE, check_rules=False)
    day = _day_of(on, newest.company.time_zone)
    if newest.in_force_from is None or newest.in_force_from <= day:
        return newest
    known = versions(book_folder)
    holding = [one for one in known if one.in_force_from is None or one.in_force_from <= day]
    return holding[-1] if holding else known[0]


def adopt(
    book_folder: str | Path, text: str, *, in_force_from: date, signatures: Iterable[Signature] = ()
) -> Agreement:
    """Makes a text the newest version: files the present one, numbers, dates and signs the new one.

    Either the new version is wholly there or the present one still is, whatever is interrupted.

    Args:
        book_folder: The book.
        text: The new agreement as TOML; its version, date and signatures are written anew.
        in_force_from: The first day on which it holds.
        signatures: Who agreed to it.
    Raises:
        AgreementInvalid: the text has problems; nothing was changed.
        UsedWrongly: the date lies before that of the present version, or another text is filed under its number.
        LedgerUnwritable: the folder cannot be written; the present version stands.
    """
    book = Path(book_folder)
    present_text = (book / FILE).read_bytes()
    present = read(book / FILE, check_rules=False)
    if present.in_force_from is not None and in_force_from <= present.in_force_from:
        raise UsedWrongly(
            f"Version {present.version} holds from {present.in_force_from}; the next one can hold from the day after at the "
            f"earliest, not from {in_force_from}."
        )
    read_text(text)
    signed = with_version(text, present.version + 1, in_force_from, signatures)
    adopted = read_text(signed)
    try:
        _file(book / FOLDER / f"{present.version:04d}.toml", present_text)
        _write(book / FILE, signed.encode())
    except OSError as error:
        message = (
            f"{book} cannot be written: {error.strerror}. Version {present.version} of the agreement still stands."
        )
        raise LedgerUnwritable(message) from error
    return adopted


def _earlier(book: Path) -> list[Path]:
    return sorted((book / FOLDER).glob("[0-9]*.toml"))


def _in_order(one: Agreement) -> tuple[date, int]:
    return (one.in_force_from or date.min, one.version)


def _day_of(on: date | datetime, time_zone: str) -> date:
    if not isinstance(on, datetime):
        return on
    if on.tzinfo is None:
        raise ValueError(f"{on.isoformat()} has no time zone; name a day or an aware instant.")
    return (on.astimezone(ZoneInfo(time_zone)) - timedelta(microseconds=1)).date()


def _file(path: Path, content: bytes) -> None:
    """Keeps a version under its number; the same one twice is one."""
    path.parent.mkdir(exist_ok=True)
    if path.exists() and path.read_bytes() != content:
        raise UsedWrongly(f"{path} already holds another text. Give agreement.toml a version of its own.")
    _write(path, content)


def _write(path: Path, content: bytes) -> None:
    """Writes a file so that it is whole and durable, or not there."""
    draft = path.with_suffix(".draft")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
