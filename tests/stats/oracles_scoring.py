"""METHODS 6: points, drift, the work list, base rates, leaks and reliability."""

from __future__ import annotations

import math
from typing import Any

from oarlock.stats.calibration import observed_over_expected
from oarlock.stats.drift import drift, noise_floor
from oarlock.stats.leaks import FillGap
from oarlock.stats.logistic import moved_to
from oarlock.stats.proportions import wilson_interval
from oarlock.stats.scorecard import Scaling
from oarlock.stats.worklist import best_whole_set, break_even, work_list

from .suite import Given, check, ends

COVERS = ("S6",)


@check("S6.points")
def points(given: Given) -> Any:
    good, bad = (int(part) for part in given["base_odds"].split(":"))
    scaling = Scaling(given["pdo"], given["base"], good / bad)
    beta = dict(given["beta"])
    intercept = beta.pop("intercept")
    exact = intercept + sum(beta[name] for name in given["lead"])
    whole = {name: scaling.points(weight) for name, weight in beta.items()}
    score = scaling.base_points(intercept) + sum(whole[name] for name in given["lead"])
    return {
        "factor": scaling.factor,
        "offset": scaling.offset,
        "base_points": scaling.base_points(intercept),
        "points": whole,
        "score": score,
        "exact_score": scaling.score(exact),
        "p": 1 / (1 + math.exp(-exact)),
        "p_from_rounded": scaling.chance(score),
    }


@check("S6.psi")
def psi(given: Given) -> Any:
    found = drift(given["base"], given["current"], alpha=given["alpha"])
    return {
        "psi": found.psi,
        "critical": found.critical,
        "p": found.p_value,
        "rule_of_thumb": "<0.10 says stable" if found.psi < 0.10 else "moved",
    }


@check("S6.psi_small")
def psi_small(given: Given) -> Any:
    mean, critical = noise_floor(given["bins"], given["n"], given["m"])
    return {"expected_psi_no_drift": mean, "critical95": critical}


@check("S6.capacity_threshold")
def capacity_threshold(given: Given) -> Any:
    leads = given["leads"]
    ids = [lead["id"] for lead in leads]
    p, margin, hours = ([lead[name] for lead in leads] for name in ("p", "margin", "hours"))
    found = work_list(p, margin, hours, rate=given["rate"], budget=given["hours"])
    best, chosen = best_whole_set(found.worth, hours, budget=given["hours"])
    return {
        "order": [[ids[i], found.worth[i], found.worth[i] / hours[i]] for i in found.order],
        "fractional_pick": [[ids[i], found.taken[i]] for i in found.order if found.taken[i]],
        "fractional_value": found.value,
        "shadow_price_per_hour": found.hour_price,
        "best_integer": [best, sorted(ids[i] for i in chosen)],
        "by_probability_order": [ids[i] for i in sorted(range(len(p)), key=lambda i: -p[i])],
    }


@check("S6.breakeven")
def breakeven(given: Given) -> Any:
    return {"p_min": break_even(given["margin"], given["hours"], given["rate"])}


@check("S6.prior_shift")
def prior_shift(given: Given) -> Any:
    shift, moved = moved_to(given["p"], base_train=given["base_train"], base_now=given["base_now"])
    return {"shift": shift, "p_new": moved}


@check("S6.leak_check")
def leak_check(given: Given) -> Any:
    gap = FillGap(given["fill_rate_converted"], given["fill_rate_not"])
    return {"gap": gap.gap, "auc_of_is_filled": gap.auc}


@check("S6.reliability")
def reliability(given: Given) -> Any:
    n = sum(row["n"] for row in given["bins"])
    table = []
    for row in given["bins"]:
        lo, hi = ends(wilson_interval(row["y"], row["n"], level=given["level"]))
        table.append(
            {
                "mean_p": row["mean_p"],
                "obs": row["y"] / row["n"],
                "ci": [lo, hi],
                "ok": bool(lo is not None and hi is not None and lo <= row["mean_p"] <= hi),
            }
        )
    expected = sum(row["mean_p"] * row["n"] for row in given["bins"])
    return {
        "table": table,
        "ece": sum(row["n"] / n * abs(row["y"] / row["n"] - row["mean_p"]) for row in given["bins"]),
        "O_over_E": observed_over_expected(sum(row["y"] for row in given["bins"]), expected).value,
    }


@check("S6.immature_label")
def immature_label(given: Given) -> Any:
    return {"apparent_rate": [given["p"] * (1 - math.exp(-age / given["theta"])) for age in given["ages"]]}
