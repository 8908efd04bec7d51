"""Alignment score: oracles S13."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from oarlock.stats.composite import score
from oarlock.stats.result import Estimate

from .suite import Given, check

COVERS = ("S13",)
ORACLES = Path(__file__).resolve().parents[3] / "shared" / "oracles" / "methods.json"


def given_parts() -> tuple[dict[str, Estimate], dict[str, float]]:
    """The parts and weights of S13.score, to which the other oracles of the section refer."""
    entries = {entry["id"]: entry["inputs"] for entry in json.loads(ORACLES.read_text())}
    inputs = entries["S13.score"]
    return {name: Estimate(*values) for name, values in inputs["components"].items()}, inputs["weights"]


@check("S13.score")
def whole_score(given: Given) -> Any:
    parts = {name: Estimate(*values) for name, values in given["components"].items()}
    found = score(parts, given["weights"], floor=given["floor"])
    return {"geometric": found.estimate.value, "arithmetic": found.arithmetic, "bottleneck": found.bottleneck}


@check("S13.compensation")
def broken_part(given: Given) -> Any:
    parts, weights = given_parts()
    found = score({**parts, "definition": Estimate(0.02)}, weights)
    return {"geometric": found.estimate.value, "arithmetic": found.arithmetic}


@check("S13.missing")
def missing_part(given: Given) -> Any:
    parts, weights = given_parts()
    found = score({**parts, given["missing"]: Estimate(None)}, weights)
    return {
        "renormalised": found.estimate.value,
        "bound_lo": found.bounds.lo,
        "bound_hi": found.bounds.hi,
        "observed_weight": found.known_weight,
    }
