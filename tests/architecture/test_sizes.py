"""Files and functions stay small enough to be read in one go."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "oarlock"
LONGEST_FILE, LONGEST_FUNCTION = 500, 60
EXCUSE = "# long: "
"""A file or function that is longer for a reason says so in a comment that begins with this."""


def test_no_file_is_too_long_without_saying_why() -> None:
    lengths = {path: len(text.splitlines()) for path, text in _sources() if EXCUSE not in text.split("def ")[0]}
    print(
        f"files: {len(lengths)}, median {statistics.median(lengths.values()):.0f} lines, longest {max(lengths.values())}"
    )
    assert {str(path): length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_too_long_without_saying_why() -> None:
    lengths = {}
    for path, text in _sources():
        lines = text.splitlines()
        for function in _functions(text):
            body = lines[function.lineno - 1 : function.end_lineno]
            if not any(EXCUSE in line for line in body):
                lengths[f"{path.relative_to(SOURCE)}: {function.name}"] = len(body)
    print(
        f"functions: {len(lengths)}, median {statistics.median(lengths.values()):.0f} lines, longest {max(lengths.values())}"
    )
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def _sources() -> Iterator[tuple[Path, str]]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield path, path.read_text(encoding="utf-8")


def _functions(text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
