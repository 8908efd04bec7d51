"""The overview of commands, made from the commands themselves; `docs/generate.py` writes it to `help.txt`."""

from __future__ import annotations

import textwrap

from oarlock.cli._app import command, verbs

IN_ORDER = (
    "demo",
    "init",
    "import",
    "match",
    "measure",
    "credit",
    "lift",
    "diagnose",
    "explain",
    "report",
    "agreement",
    "plan",
    "audit",
    "doctor",
    "bench",
)
"""The order in which a newcomer needs them; any other command follows by name."""


def overview() -> str:
    """What `oarlock --help` prints."""
    ordered = [*(verb for verb in IN_ORDER if verb in verbs()), *(verb for verb in verbs() if verb not in IN_ORDER)]
    width = max(map(len, ordered)) + 4
    lines = [_entry(verb, width) for verb in ordered]
    return _HEAD + "\n".join(lines) + "\n" + _FOOT


def _entry(verb: str, width: int) -> str:
    first = (command(verb).help or "").strip().split("\n\n")[0].replace("\n", " ")
    return textwrap.fill(first, 98, initial_indent=f"  {verb:<{width}}", subsequent_indent=" " * (width + 2))


_HEAD = """\
Oarlock keeps a company's sales and marketing aligned: one record, one agreement, honest statistics.

Usage: oarlock COMMAND [OPTIONS]

"""

_FOOT = """
oarlock COMMAND --help says more of one. --book DIR names the book; without it, $OARLOCK_BOOK or the
current folder. --as-of DAY asks what was known at the end of that day.

Exit status: 0 done, 1 could not, 2 used wrongly, 3 what diagnose --fail-on waits for.
oarlock --version prints the version.
"""
