"""Funnel conversion: oracles S2."""

from __future__ import annotations

from typing import Any

import numpy as np

from oarlock.stats.kaplan_meier import waiting_time
from oarlock.stats.proportions import newcombe_difference, wilson_interval
from oarlock.stats.survival import Incidence, incidence
from oarlock.stats.velocity import Flow, leak, velocity, visible_share

from .suite import Given, check, ends, pair

COVERS = ("S2",)


def example(given: Given) -> Incidence:
    return incidence(given["t"], given["event"], outcomes=3)


@check("S2.aj")
def aj(given: Given) -> Any:
    h, curves = given["h"], example(given)
    event = np.array(given["event"])
    (won, lost, recycled), (lo, hi) = curves.by(h)[0], (end[0, 0] for end in curves.bounds(h, level=given["level"]))
    alone = incidence(given["t"], event == 1, outcomes=1)
    return {
        "F_won": won,
        "F_lost": lost,
        "F_recycled": recycled,
        "S": curves.open_at(h)[0],
        "var_won": curves.variance(h)[0, 0],
        "se": curves.variance(h)[0, 0] ** 0.5,
        "ci_lo": lo,
        "ci_hi": hi,
        "F_lost_at_70": curves.by(70)[0, 1],
        "S_at_70": curves.open_at(70)[0],
        "one_minus_KM_won": 1 - alone.open_at(h)[0],
        "naive_won_over_created": (event == 1).mean(),
        "naive_won_over_won_lost": (event == 1).sum() / ((event == 1) | (event == 2)).sum(),
        "at_risk_at_h": curves.at_risk_at(h)[0],
    }


@check("S2.aj.ties")
def aj_ties(given: Given) -> Any:
    return {"F_won": example(given).by(given["h"])[0, 0]}


@check("S2.naive_by_age")
def naive_by_age(given: Given) -> Any:
    return {str(age): visible_share(given["p"], given["theta_days"], age) for age in given["ages"]}


@check("S2.km_median")
def km_median(given: Given) -> Any:
    curves = incidence(given["t"], given["e"], outcomes=1)
    median = waiting_time(curves, level=0.95)
    steps = curves.events.sum(axis=1)[0] > 0
    interval = [float(median.lo[0]), float(median.hi[0])]
    return {
        "median": median.value[0],
        "S_at": np.column_stack([curves.times[0, steps], curves.survival[0, steps]]).tolist(),
        "ci95": interval,
        "lifelines_ci": interval,
        "naive_median_completed_only": float(np.median(np.array(given["t"])[np.array(given["e"]) == 1])),
        "q90": float(waiting_time(curves, 0.9).value[0]),
    }


@check("S2.conditional_median_won")
def conditional_median(given: Given) -> Any:
    curves = example(given["ref"])
    return {
        "F_h": curves.by(given["h"])[0, 0],
        "median_cond": curves.conditional_quantile(1, given["h"])[0],
    }


@check("S2.velocity")
def flow(given: Given) -> Any:
    return {"v_per_day": Flow(given["opps"], given["avg"], given["win"], given["cycle_days"]).per_day}


@check("S2.velocity_pooling")
def pooling(given: Given) -> Any:
    segments = {name: Flow(s["n"], s["v"], s["w"], s["c"]) for name, s in given.items()}
    n = sum(flow.deals for flow in segments.values())
    wins = sum(flow.deals * flow.win_rate for flow in segments.values())
    mean = {
        "n": n,
        "v": sum(flow.deals * flow.value for flow in segments.values()) / n,
        "w": wins / n,
        # The pooled cycle is the winners' own: weighted by wins.
        "c": sum(flow.deals * flow.win_rate * flow.cycle_days for flow in segments.values()) / wins,
    }
    each = {name: flow.per_day for name, flow in segments.items()}
    pooled = Flow(mean["n"], mean["v"], mean["w"], mean["c"]).per_day
    return {**each, "sum": velocity(segments.values()), "pooled": pooled, "pooled_inputs": mean}


@check("S2.wilson")
def wilson(given: Given) -> Any:
    cases = ("7/50", "0/10", "10/10", "3/12")
    return {case: ends(wilson_interval(*pair(case), level=given["level"])) for case in cases}


@check("S2.newcombe")
def newcombe(given: Given) -> Any:
    found = newcombe_difference(pair(given["a"]), pair(given["b"]), level=given["level"])
    return [found.value, found.lo, found.hi]


@check("S2.leak_value")
def leak_value(given: Given) -> Any:
    base = round(given["p_base"] * given["base_n"]), given["base_n"]
    now = round(given["p_now"] * given["entered"]), given["entered"]
    fall = newcombe_difference(base, now, level=given["level"])
    found = leak(fall, now[1], win_given_pass=given["P_win_given_pass"], amount=given["amount"])
    return {"value": found.value, "lo": found.lo, "hi": found.hi}
