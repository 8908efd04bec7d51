"""The walls of the house: who may import whom, and what importing costs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "oarlock"

ONLY_IN = {
    "django": ("web",),
    "httpx": ("outbound",),
    "requests": (),
    "urllib.request": (),
    "socket": ("ledger",),
    "pandas": ("measure",),  # .to_pandas() for users, imported when called
}
"""Packages that only these parts of the house may import, at any depth."""

HEAVY = (
    "duckdb",
    "ibis",
    "numpy",
    "pandas",
    "pyarrow",
    "rich",
    "scipy",
    "sqlglot",
    "typer",
    "weasyprint",
    "vl_convert",
    "jinja2",
)


def test_imports_point_one_way() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("package", sorted(ONLY_IN))
def test_a_package_is_imported_only_where_it_belongs(package: str) -> None:
    strangers = [
        f"{path.relative_to(ROOT)} imports {package}"
        for path in SOURCE.rglob("*.py")
        if path.relative_to(SOURCE).parts[0].removesuffix(".py") not in ONLY_IN[package]
        for name in _imported(path)
        if name == package or name.startswith(f"{package}.")
    ]
    assert strangers == []


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert _loaded_by("import oarlock") == []


def test_the_overview_of_commands_loads_nothing_heavy() -> None:
    assert _loaded_by("import oarlock.cli; oarlock.cli.main(['--help'])") == []


def test_an_answer_given_before_is_looked_up_without_anything_heavy() -> None:
    assert _loaded_by("import oarlock.cli._stored, oarlock.ledger.catalog") == []


def _loaded_by(statement: str) -> list[str]:
    code = f"{statement}\nimport sys\nsys.stderr.write(' '.join(m for m in {HEAVY!r} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stderr.split()


def _imported(path: Path) -> list[str]:
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.append(node.module)
    return names
