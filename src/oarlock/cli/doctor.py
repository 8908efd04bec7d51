"""Whether this installation and a book can be relied on."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING

import typer

from oarlock import __version__
from oarlock.book.folder import chosen, expect_book
from oarlock.cli._options import BookFolder
from oarlock.cli._say import say

if TYPE_CHECKING:
    from oarlock.book.health import Checked


def doctor(book: BookFolder = None) -> None:
    """Checks the installation, and of a book the agreement, every file of its ledger and the room on its disk."""
    from oarlock.book.health import check_book

    checks = list(_installation())
    folder = chosen(book, os.environ)
    if folder is not None:
        checks += check_book(expect_book(folder))
    for check in checks:
        mark = {True: "ok", False: "FAULT", None: "note"}[check.passed]
        say(f"{mark:<6} {check.what}" + (f"\n       {check.fix}" if check.fix else ""))
    if any(check.passed is False for check in checks):
        raise typer.Exit(1)


def _installation() -> Iterator[Checked]:
    from oarlock.book.health import Checked
    from oarlock.ledger.engine import EXTENSIONS, connect

    yield Checked(True, f"Oarlock {__version__} on Python {platform.python_version()}.")
    try:
        engine = connect(extensions=EXTENSIONS, checks_signatures=True)
        (engine_version,) = engine.execute("SELECT version()").fetchone() or ("?",)
        yield Checked(
            True, f"The engine starts with its extensions, whose signatures are right: DuckDB {engine_version}."
        )
    except Exception as error:  # noqa: BLE001 - whatever is wrong with the engine is what we are here to say
        yield Checked(False, f"The engine does not start: {error}", "Install what requirements.lock names: make setup")
    yield _pictures()
    yield _paper()


def _pictures() -> Checked:
    from oarlock.book.health import Checked

    try:
        import vl_convert  # noqa: F401 - only whether it is there
    except ImportError:
        return Checked(None, "Reports cannot be drawn.", "pip install 'oarlock[pictures]'")
    return Checked(True, f"Charts are drawn by vl-convert {version('vl-convert-python')}.")


def _paper() -> Checked:
    from oarlock.book.health import Checked

    try:
        import weasyprint  # noqa: F401 - only whether it and its libraries are there
    except (ImportError, OSError) as error:
        return Checked(
            None, f"PDF reports cannot be written: {error}", "On Debian: apt install libpango-1.0-0 libpangoft2-1.0-0"
        )
    return Checked(True, f"PDF reports are written by WeasyPrint {version('weasyprint')}.")


COMMAND = doctor
