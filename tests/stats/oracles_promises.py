"""Promises: oracles S9, but for the business clock, which is tested with the agreement."""

from __future__ import annotations

from typing import Any

import numpy as np

from oarlock.stats.breach import standardised
from oarlock.stats.proportions import wilson_interval
from oarlock.stats.sla import (
    attainment,
    e_value,
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
    strata, margin = list(given["strata"].values()), given["margin_per_win"]
    fast, slow = (np.array([[one[side] for one in strata]], dtype=float) for side in ("fast", "slow"))
    found = standardised(fast, slow, seed=1)
    naive, adjusted, n_slow = found.naive.value or 0.0, found.adjusted.value or 0.0, float(slow[..., 0].sum())
    ratios = (found.slow_rate + naive) / found.slow_rate, found.rate_if_fast / found.slow_rate
    return {
        "naive_diff": naive,
        "naive_rr": ratios[0],
        "adjusted_rate_if_fast": found.rate_if_fast,
        "slow_rate": found.slow_rate,
        "adjusted_diff": adjusted,
        "adjusted_rr": ratios[1],
        "naive_cost": naive * n_slow * margin,
        "adjusted_cost": adjusted * n_slow * margin,
        "e_value_naive": e_value(ratios[0]),
        "e_value_adjusted": found.e_value,
    }
