"""A simulated company, from its files to its report."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from oarlock.book.folder import is_book
from oarlock.cli._options import AsOf
from oarlock.cli._say import say, tell
from oarlock.errors import UsedWrongly

EXPORTS = "exports"
TRUTH = "truth.json"


def demo(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where to put it.")] = Path("demo-book"),
    plant: Annotated[
        str, typer.Option("--plant", metavar="CAUSE", help="The misalignment to plant, or none.")
    ] = "slow_follow_up",
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="The same seed gives the same company.")] = 2,
    size: Annotated[
        str, typer.Option("--size", metavar="S|M|L", help="L has 20 million touches, S a two-hundredth.")
    ] = "S",
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open the report in a browser.")] = False,
    as_of: AsOf = None,
) -> None:
    """Simulates a company, plants a misalignment in it, imports, diagnoses and writes the report."""
    from oarlock.book import Book
    from oarlock.cli._diagnosed import as_text
    from oarlock.demo.company import plant_named, simulate
    from oarlock.demo.northgate import agreement_text
    from oarlock.demo.size import scale_of

    # An earlier demo is not removed for one that cannot be made.
    plant_named(plant), scale_of(size)
    _make_room(folder)
    tell(f"Simulating a company (size {size}, seed {seed}) ...")
    truth = simulate(folder / EXPORTS, seed=seed, plant=plant, size=size)
    with Book.init(folder, agreement_text=agreement_text(folder / EXPORTS), beside=[EXPORTS]) as book:
        tell("Importing its files ...")
        book.take(folder / EXPORTS)
        tell("Diagnosing ...")
        found = book.diagnose(as_of=as_of)
        tell("Writing the report ...\n")
        report = book.report(folder / "report.html", as_of=as_of)
        say(as_text(found, zone=book.agreement.company.time_zone, defaulted=as_of is None))
    _say_where(folder, report, "nothing" if truth.is_innocent else truth.title, truth.began_in)
    if not no_open and _can_open():
        import webbrowser

        webbrowser.open(report.resolve().as_uri())


def _make_room(folder: Path) -> None:
    """Removes an earlier demo, and nothing else.

    Raises:
        UsedWrongly: something else lies there.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if not (folder / EXPORTS / TRUTH).is_file():
        what = "is a book of your own" if is_book(folder) else "is no demo"
        raise UsedWrongly(
            f"{folder} {what}, and a demo would overwrite it. Name another folder: oarlock demo {folder}-demo"
        )
    shutil.rmtree(folder)


def _say_where(folder: Path, report: Path, planted: str, since: str | None) -> None:
    say(f"What was planted: {planted}{f', from {since} on' if since else ''} (all of it: {folder / EXPORTS / TRUTH})")
    say(f"The report:       {report}")
    # After `make demo` the command lies in .venv/bin, which is on nobody's path yet.
    command = "oarlock" if shutil.which("oarlock") else sys.argv[0]
    say(f"Ask it more:      {command} measure win_rate --by source --every quarter --book {folder}")
    say(f"                  {command} explain available_to_close --book {folder}")


def _can_open() -> bool:
    """Whether there is a person with a screen: not in continuous integration, not in a pipe, not on a server."""
    if os.environ.get("CI") or not sys.stdout.isatty():
        return False
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


COMMAND = demo
