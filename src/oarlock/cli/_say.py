"""Words to the reader: the answer on standard output, everything else on standard error."""

from __future__ import annotations

import sys


def say(text: str) -> None:
    """One line of the answer."""
    sys.stdout.write(f"{text}\n")


def tell(text: str, *, end: str = "\n") -> None:
    """Progress and advice, which must not end up in a file that the answer is piped to."""
    sys.stderr.write(f"{text}{end}")
    sys.stderr.flush()
