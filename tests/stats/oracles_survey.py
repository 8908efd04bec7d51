"""Survey of two teams: oracles S8."""

from __future__ import annotations

from typing import Any

import numpy as np

from oarlock.stats.ordinal import cliffs_delta, of_whole_team, shift, smallest_p, spread
from oarlock.stats.secrecy import hidden_by_subtraction

from .suite import Given, check, ends

COVERS = ("S8",)


@check("S8.cliff.small")
def few_answers(given: Given) -> Any:
    found = cliffs_delta(given["marketing"], given["sales"], level=0.95)
    return {"delta": found.estimate.value, "se": found.se, "ci": ends(found.estimate), "p_permutation": found.p}


@check("S8.min_n")
def smallest_p_values(given: Given) -> Any:
    return {f"{n}v{n}": smallest_p(n, n) for n in (3, 4, 5, 6)}


@check("S8.finite_population")
def nearly_everybody(given: Given) -> Any:
    found = of_whole_team(given["team"], given["answered"], given["agree"])
    return {"share": found.share, "fpc": found.factor, "worst_case_bounds": ends(found.worst)}


@check("S8.differencing")
def subtraction(given: Given) -> Any:
    told = {"all": (given["all_n"], given["all_mean"]), "group": (given["shown_group_n"], given["shown_group_mean"])}
    return {"hidden_person_answer": hidden_by_subtraction(told["all"], told["group"])}


@check("S8.sla_expectation")
def expected_hours(given: Given) -> Any:
    marketing, sales = np.array(given["marketing_hours"]), np.array(given["sales_hours"])
    logs = [np.log10(marketing), np.log10(sales)]
    found, k = shift(logs[0], logs[1], level=given["level"])
    written = given["written_sla_hours"]
    near = [float(np.mean((one >= written / 2) & (one <= written * 2))) for one in (marketing, sales)]
    return {
        "median_marketing": float(np.median(marketing)),
        "median_sales": float(np.median(sales)),
        "hodges_lehmann_ratio": 10**found.value,
        "ratio_ci": [10**end for end in ends(found)],
        "k": k,
        "mad_log10_marketing": spread(logs[0])[0],
        "mad_log10_sales": spread(logs[1])[0],
        "within_factor2_of_sla_marketing": near[0],
        "within_factor2_of_sla_sales": near[1],
        "cliff": cliffs_delta(sales, marketing).estimate.value,
    }
