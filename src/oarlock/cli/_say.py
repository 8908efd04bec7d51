"""Words to the reader: the answer on standard output, everything else on standard error."""

from __future__ import annotations

import sys
from pathlib import Path


def say(text: str) -> None:
    """One line of the answer."""
    sys.stdout.write(f"{text}\n")


def give(text: str, out: Path | None) -> None:
    """The whole answer: into its file where one is named, said otherwise."""
    if out is None:
        return say(text.removesuffix("\n"))
    out.write_text(text, encoding="utf-8")
    return tell(f"Wrote {out}.")


def tell(text: str, *, end: str = "\n") -> None:
    """Progress and advice, which must not end up in a file that the answer is piped to."""
    sys.stderr.write(f"{text}{end}")
    sys.stderr.flush()
