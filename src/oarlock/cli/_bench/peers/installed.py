"""Which of the named distributions this interpreter has, each with its version, as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version


def versions(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Name and version of those that are there."""
    for name in names:
        try:
            yield name, version(name)
        except PackageNotFoundError:
            continue


if __name__ == "__main__":
    sys.stdout.write(json.dumps(dict(versions(sys.argv[1:]))))
