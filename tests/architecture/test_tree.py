"""What may not stand in any file of the repository, and what every part must say of itself."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

from oarlock import registry

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "oarlock"

# Written apart, so that this file does not find itself.
FORBIDDEN = {
    "a package registry's host": re.compile(
        "files.python" + "hosted|pypi" + r"\.org|/sim" + "ple/|npmjs" + r"\.org|registry\.np" + "m"
    ),
    "a path of somebody's machine": re.compile(r"(?<![\w.])/(?:wo" + "rk|ro" + r"ot|home/\w+|Use" + r"rs/\w+)/"),
    "an unfinished piece": re.compile(r"\b(?:TO" + "DO|FIX" + "ME|XX" + r"X)\b(?! #\d)"),
}


@pytest.mark.parametrize("what", sorted(FORBIDDEN))
def test_no_file_holds(what: str) -> None:
    found = [
        f"{path}: {match.group()}"
        for path, text in _texts()
        for match in [FORBIDDEN[what].search(text)]
        if match and not path.endswith("LICENSE")
    ]
    assert found == []


def test_every_module_class_and_public_function_says_what_it_is() -> None:
    silent = []
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        nodes = [
            tree,
            *(n for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef) and not n.name.startswith("_")),
        ]
        silent += [
            f"{path.relative_to(SOURCE)}: {getattr(n, 'name', 'module')}" for n in nodes if not ast.get_docstring(n)
        ]
    assert [place for place in silent if not place.endswith("__init__.py: module")] == []


@pytest.mark.parametrize(("folder", "constant"), [("cli", "COMMAND"), ("measure", "METRIC"), ("diagnose", "DIAGNOSIS")])
def test_every_part_declares_its_constant(folder: str, constant: str) -> None:
    assert dict(registry.parts(folder, constant))


def _texts() -> list[tuple[str, str]]:
    """Every text file under version control."""
    names = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    texts = []
    for name in names:
        if (ROOT / name).is_file():
            raw = (ROOT / name).read_bytes()
            if b"\0" not in raw[:8000]:
                texts.append((name, raw.decode("utf-8", errors="replace")))
    return texts
