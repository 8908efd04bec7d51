"""Fixtures every test may use."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data beside the checkout; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the reference data folder `shared` is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def oracle(shared: Path) -> Callable[[str], dict[str, Any]]:
    """Looks up one entry of the independent oracles by its id, such as `S2.aj`."""
    entries = {entry["id"]: entry for entry in json.loads((shared / "oracles" / "methods.json").read_text())}
    return entries.__getitem__
