"""Promises: oracles S9, but for the business clock, which is tested with the agreement."""

from __future__ import annotations

from typing import Any

import numpy as np

from oarlock.stats.proportions import wilson_interval
from oarlock.stats.sla import (
    attainment,
    breach_cost,
    least_for_upper_bound,
    quantile_ranks,
    waiting_too_long,
)
from oarlock.stats.verdict import against_target

from .suite import Given, check, ends, pair

COVERS = ("S9",)


@check("S9.attainment")
def promise_kept(given: Given) -> Any:
    hours, touched, sla = given["t"], np.array(given["touched"]), given["sla"]
    found = attainment(hours, touched, sla, level=given["level"])
    in_time = int(((np.array(hours) <= sla) & (touched == 1)).sum())
    return {
        "km": found.value,
        "ci": ends(found),
        "naive_over_all": in_time / len(hours),
        "naive_over_touched": in_time / int(touched.sum()),
        "already_breached_waiting": int(waiting_too_long(hours, touched, sla).sum()),
    }


@check("S9.quantile_ci")
def order_statistics(given: Given) -> Any:
    median = quantile_ranks(given["n"], 0.5, level=0.95)
    assert median is not None
    return {
        "median_ranks_95": [median.lo, median.hi, median.coverage],
        "p90_two_sided_n20": quantile_ranks(given["n"], 0.9, level=0.95),
        "min_n_upper_bound_p90_95": least_for_upper_bound(0.9),
        "min_n_upper_bound_p95_95": least_for_upper_bound(0.95),
    }


@check("S9.breach_verdict")
def promise_verdict(given: Given) -> Any:
    result = {}
    for case in (*given["cases"], "195/200"):
        interval = wilson_interval(*pair(case), level=given["level"])
        result[case] = {"ci": ends(interval), "verdict": against_target(interval, given["target"])}
    return result


@check("S9.breach_cost")
def cost_of_breach(given: Given) -> Any:
    strata = {name: (tuple(s["fast"]), tuple(s["slow"])) for name, s in given["strata"].items()}
    found = breach_cost(strata, given["margin_per_win"])
    return {
        "naive_diff": found.naive_difference,
        "naive_rr": found.naive_ratio,
        "adjusted_rate_if_fast": found.rate_if_fast,
        "slow_rate": found.slow_rate,
        "adjusted_diff": found.adjusted_difference,
        "adjusted_rr": found.adjusted_ratio,
        "naive_cost": found.naive_cost,
        "adjusted_cost": found.adjusted_cost,
        "e_value_naive": found.e_value_naive,
        "e_value_adjusted": found.e_value_adjusted,
    }
