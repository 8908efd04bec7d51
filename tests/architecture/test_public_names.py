"""What `import oarlock` promises."""

from __future__ import annotations

import tomllib
from pathlib import Path

import oarlock

ROOT = Path(__file__).resolve().parents[2]


def test_the_public_names_are_these_and_sorted() -> None:
    assert oarlock.__all__ == [
        "Agreement", "Book", "Cause", "Diagnosis", "Estimate", "Finding", "Measurement", "Measurements", "OarlockError", "Problem",
        "Status", "__version__", "credit", "init", "open",
    ]  # fmt: skip
    assert oarlock.__all__ == sorted(oarlock.__all__)


def test_every_public_name_is_there() -> None:
    for name in oarlock.__all__:
        assert getattr(oarlock, name) is not None
    assert dir(oarlock) == oarlock.__all__


def test_the_version_is_the_packages() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == oarlock.__version__
