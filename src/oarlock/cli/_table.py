"""Plain columns: a table that reads the same in a terminal, a pipe and a mail."""

from __future__ import annotations

from collections.abc import Sequence


def columns(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = (), indent: str = ""
) -> str:
    """Text in aligned columns under a ruled header.

    Args:
        right: Numbers of the columns set flush right, from 0.
    """
    widths = [max(len(line[i]) for line in (header, *rows)) for i in range(len(header))]
    lines = [header, ["─" * width for width in widths], *rows]
    return "".join(f"{indent}{_line(line, widths, right)}\n" for line in lines)


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[int]) -> str:
    padded = [
        cell.rjust(width) if i in right else cell.ljust(width)
        for i, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "  ".join(padded).rstrip()
