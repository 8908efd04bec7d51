"""Personas, reasons, vanity: oracles S11."""

from __future__ import annotations

from typing import Any

from oarlock.stats.divergence import against_targets, divergence, jsd, reason_shift
from oarlock.stats.predictive import correlation, partial_correlation

from .suite import Given, check, ends

COVERS = ("S11",)


@check("S11.jsd")
def persona_drift(given: Given) -> Any:
    found = divergence(given["target"], given["buyers"], draws=100)
    return {
        "jsd_bits": found.bits,
        "js_distance": found.distance,
        "parts": list(found.parts),
        "bias_bits": found.bias,
        "jsd_corrected": found.corrected,
        "G": found.g,
        "p_chi2": found.p_chi2,
        "lift": list(found.lift),
    }


@check("S11.jsd.edges")
def same_and_apart(given: Given) -> Any:
    return {name: jsd(*shares) for name, shares in given.items()}


@check("S11.persona_share_ci")
def each_persona(given: Given) -> Any:
    names, target = ("VP Ops", "IT manager", "CFO", "Founder"), (0.4, 0.3, 0.2, 0.1)
    found = against_targets(names, target, given["buyers"], level=given["level"])
    return {
        one.name: {"target": one.target, "share": one.share.value, "ci": ends(one.share), "verdict": one.verdict}
        for one in found
    }


@check("S11.loss_reason_knowledge")
def known_reasons(given: Given) -> Any:
    said, actual = set(given["marketing_top3"]), set(given["actual_top3"])
    return {"overlap": len(said & actual) / len(actual), "jaccard": len(said & actual) / len(said | actual)}


@check("S11.loss_reason_shift")
def shifted_reasons(given: Given) -> Any:
    found = reason_shift(given["last"], given["this"])
    return {"G": found.g, "df": found.df, "p": found.p_g}


@check("S11.partial_corr")
def spend_held_fixed(given: Given) -> Any:
    r, df, p = partial_correlation(given["impressions"], given["pipeline_next"], given["spend"])
    return {
        "raw_r": correlation(given["impressions"], given["pipeline_next"])[0],
        "partial": {"r": r, "df": df, "p": p},
    }
