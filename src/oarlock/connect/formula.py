"""Cells that a spreadsheet would run as a formula, made harmless.

A cell is dangerous when, after blanks, it starts with one of `= + - @` or their full-width forms, or with a tab or a carriage
return (OWASP, CSV injection). Plain numbers stay numbers.
"""

from __future__ import annotations

import re

_STARTS = "=+-@＝＋－＠\t\r"
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)*|[.,]\d+)([eE][+-]?\d+)?%?")


def safe_cell(text: str) -> str:
    """The text as it may be written into a CSV: with an apostrophe before it if a spreadsheet would run it."""
    bare = text.lstrip()
    if not bare or (bare[0] not in _STARTS and text[0] not in _STARTS):
        return text
    return text if _NUMBER.fullmatch(text) else "'" + text
