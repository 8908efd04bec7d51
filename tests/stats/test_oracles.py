"""Every exact oracle of METHODS: inputs, expected values and tolerance from the file.

Each `oracles_*.py` beside this file computes some of them, registered by `suite.check`, and names in `COVERS` the sections whose every
exact entry is then expected to be there.

The business clock (S9.clock, S9.due) is the agreement's and is tested there.
"""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from .suite import CHECKS

MODULES = [
    importlib.import_module(f"{__package__}.{file.stem}") for file in sorted(Path(__file__).parent.glob("oracles_*.py"))
]
UNCHECKED = {"note_business_days"}  # a remark, not a number
COVERED = {section for module in MODULES for section in module.COVERS}
ELSEWHERE = re.compile(r"S9\.(clock|due)")
IN_OTHER_TESTS = {
    "S3.waterfall.property",  # test_bridge.py, on random histories
    "S4.sourced_vs_influenced",  # measure/test_credit.py, through the metrics
    "S8.cliff",  # test_two_teams.py, which says where its standard error is not ours
}


def same(found: Any, expected: Any, tol: float, where: str) -> None:
    """Compares trees of numbers, texts and truths; every key the oracle has must be computed."""
    if isinstance(expected, Mapping):
        missing = set(expected) - set(found) - UNCHECKED
        assert not missing, f"{where}: not computed: {sorted(missing)}"
        for key in set(expected) - UNCHECKED:
            same(found[key], expected[key], tol, f"{where}.{key}")
        assert set(found) <= set(expected), f"{where}: more than expected: {sorted(set(found) - set(expected))}"
    elif isinstance(expected, list):
        assert len(found) == len(expected), where
        for i, (one, other) in enumerate(zip(found, expected, strict=True)):
            same(one, other, tol, f"{where}[{i}]")
    elif (isinstance(expected, bool | str) and expected != "Infinity") or expected is None:
        assert found == expected, where
    else:
        assert float(found) == pytest.approx(float(expected), abs=tol, rel=0), where


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_oracle(name: str, oracle: Callable[[str], dict[str, Any]]) -> None:
    entry = oracle(name)
    given = entry["inputs"]
    if name == "S3.asof":
        given = {**given, "ask": list(entry["expected"])}
    if name == "S2.conditional_median_won":
        given = {**given, "ref": oracle(given["ref"])["inputs"]}
    same(CHECKS[name](given), entry["expected"], entry["tol"], name)


def test_no_oracle_is_left_out(shared: Path) -> None:
    entries_ = json.loads((shared / "oracles" / "methods.json").read_text())
    ours = {e["id"] for e in entries_ if e["kind"] != "montecarlo" and e["id"].split(".")[0] in COVERED}
    ours -= {name for name in ours if ELSEWHERE.match(name)}
    assert ours == set(CHECKS) | IN_OTHER_TESTS
