"""Slopes and root causes: oracles S1."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from oarlock.stats.adtributor import adtributor
from oarlock.stats.changepoint import pettitt, pettitt_bound
from oarlock.stats.completion import bornhuetter_ferguson, chain_ladder
from oarlock.stats.contrast import step_contrast
from oarlock.stats.errorcontrol import benjamini_hochberg, benjamini_yekutieli, rank_conservatively
from oarlock.stats.factors import factor_terms, lmdi
from oarlock.stats.mix import kitagawa, shapley
from oarlock.stats.monotone import exact_p, mann_kendall
from oarlock.stats.result import Interval
from oarlock.stats.trend import ols_slope, ratio_trend, seasonal_pairs, seasonal_sen, theil_sen, trend
from oarlock.stats.velocity import carry_in
from oarlock.stats.window import State, Window, booked, entries, standing_at

from .suite import Given, check, ends

COVERS = ("S1",)


@check("S1.sen.M", "S1.sen.S")
def sen(given: Given) -> Any:
    fit = trend(given["series"], level=given["level"])
    return {
        "beta": fit.beta,
        "growth_per_quarter": fit.growth,
        "growth_per_year": fit.compounded(4),
        "lo_plain": fit.lo if fit.inflation == 1 else None,
        "hi_plain": fit.hi if fit.inflation == 1 else None,
        "rho": fit.rho,
        "inflation": fit.inflation,
        "lo": fit.lo,
        "hi": fit.hi,
    }


@check("S1.mk.M", "S1.mk.S")
def mk(given: Given) -> Any:
    test = mann_kendall(given["series"])
    return {
        "S": test.S,
        "var": test.variance,
        "Z": test.Z,
        "p_normal": test.p_normal,
        "tau_b": test.tau,
        "p_exact": test.p_exact,
    }


@check("S1.mk.min_p")
def mk_min_p(given: Given) -> Any:
    return {str(n): exact_p(n, n * (n - 1) // 2) for n in given["n"]}


@check("S1.seasonal_sen.M")
def seasonal(given: Given) -> Any:
    logs = np.log(given["series"])
    return {"beta": seasonal_sen(logs, given["period"]), "n_pairs": len(seasonal_pairs(logs, given["period"]))}


@check("S1.yield_identity")
def yield_identity(given: Given) -> Any:
    M, S = np.array(given["M"]), np.array(given["S"])
    return {
        "ols_gap": ols_slope(np.log(S)) - ols_slope(np.log(M)),
        "ols_slope_log_yield": ols_slope(np.log(S / M)),
        "ts_gap": trend(S).beta - trend(M).beta,
        "ts_slope_log_yield": ratio_trend(S, M).beta,
    }


def hockey_stick(given: Given) -> np.ndarray[Any, Any]:
    return np.resize(np.array(given["pattern"]), given["months"])


@check("S1.hockey.monthly")
def hockey(given: Given) -> Any:
    y = hockey_stick(given)
    return {
        "ols_growth_pct_of_mean": 100 * ols_slope(y) / y.mean(),
        "plain_theil_sen": theil_sen(y),
        "seasonal_sen_period3": seasonal_sen(y, 3),
    }


@check("S1.hockey.monthly24")
def hockey24(given: Given) -> Any:
    found = hockey(given)
    return {"ols_pct_of_mean_per_month": found.pop("ols_growth_pct_of_mean"), **found}


@check("S1.partial_quarter")
def partial_quarter(given: Given) -> Any:
    whole, running = given["complete"], [*given["complete"], given["qtd"]]
    return {
        "ols_pct_per_q_including_partial": 100 * ols_slope(running) / whole[0],
        "qoq_including_partial": 100 * (running[-1] / running[-2] - 1),
        "theil_sen_including_partial": theil_sen(running),
        "theil_sen_complete_only": theil_sen(whole),
    }


@check("S1.completion")
def completion(given: Given) -> Any:
    past = given["completion_at_same_days_to_end"]
    ladder = chain_ladder(given["qtd"], past, level=given["level"])
    return {
        "median_c": ladder.median,
        "chain_ladder": ladder.chain_ladder,
        "bornhuetter_ferguson": bornhuetter_ferguson(given["qtd"], past, given["prior"]),
        "pred_lo": ladder.interval.lo,
        "pred_hi": ladder.interval.hi,
    }


@check("S1.pettitt")
def pettitt_break(given: Given) -> Any:
    found = pettitt(given["series"], seed=1)
    return {
        "K": found.statistic,
        "last_index_before_change": found.last_before,
        "p_approx": pettitt_bound(found.statistic, len(given["series"])),
        "p_perm": found.p_value,
    }


def histories(told: Mapping[str, Any]) -> dict[str, list[tuple[date, State]]]:
    """Single-field events, several a day, folded to the versions of each deal."""
    result: dict[str, list[tuple[date, State]]] = {}
    for name, story in told.items():
        fields: dict[str, Any] = {}
        by_day: dict[str, dict[str, Any]] = {}
        for day, field, value in story["events"]:
            fields[field] = value
            by_day[day] = dict(fields)
        result[name] = [(date.fromisoformat(day), version(seen)) for day, seen in by_day.items()]
    return result


def version(fields: Mapping[str, Any]) -> State:
    stage = fields["stage"]
    return State(
        amount=Decimal(fields["amt"]),
        close=date.fromisoformat(fields["close"]),
        status=stage if stage in ("won", "lost") else "open",
        qualified=stage != "prospecting",
    )


@check("S1.atc_asof")
def atc_asof(given: Given) -> Any:
    deals = list(histories(given["histories"]).values())
    quarter = Window(*(date.fromisoformat(day) for day in given["quarter"]))
    entered = sum(entries(deals, quarter))
    bookings = booked(deals, quarter, date.fromisoformat(given["today"]))
    today = [deal[-1][1] for deal in deals]
    naive = sum(
        s.amount or 0 for s in today if s.qualified and s.status != "lost" and quarter.start <= s.close < quarter.end
    )
    return {
        "atc_snapshot": standing_at(deals, quarter, date.fromisoformat(given["snapshot"])),
        "atc_entered": entered,
        "bookings": bookings,
        "yield_entered": float(bookings / entered),
        "naive_atc_from_todays_table": naive,
        "naive_yield": float(bookings / naive),
    }


@check("S1.kitagawa", "S1.simpson")
def mix_and_rate(given: Given) -> Any:
    parts = kitagawa(given["s0"], given["r0"], given["s1"], given["r1"])
    return {
        "R0": parts.before,
        "R1": parts.after,
        "delta": parts.change,
        "mix": list(parts.mix),
        "rate": list(parts.rate),
        "mix_total": parts.mix_total,
        "rate_total": parts.rate_total,
    }


@check("S1.lmdi_shapley")
def lmdi_shapley(given: Given) -> Any:
    before, after = given["f0"], given["f1"]
    assert factor_terms(before, after) == lmdi(before, after)
    return {
        "V0": float(np.prod(before)),
        "V1": float(np.prod(after)),
        "delta": float(np.prod(after) - np.prod(before)),
        "lmdi": list(lmdi(before, after)),
        "shapley": list(shapley(before, after)),
    }


@check("S1.adtributor")
def adtributor_search(given: Given) -> Any:
    names = {"source": given["dim_source"], "region": given["dim_region"]}
    ranked = adtributor({name: (dim["F"], dim["A"]) for name, dim in names.items()})
    found = {dim.name: dim for dim in ranked}
    assert not found["region"].is_mixed
    first = ranked[0]
    result: dict[str, Any] = {"root": f"{first.name}={names[first.name]['names'][first.chosen[0]]}"}
    for name, dim in found.items():
        result |= {f"{name}_ep": list(dim.power), f"{name}_surprise": list(dim.surprise)}
        result |= {f"{name}_total": dim.total_surprise}
    return result


@check("S1.bh")
def bh(given: Given) -> Any:
    adjusted = benjamini_hochberg(given["p"])
    return {
        "adj": adjusted.tolist(),
        "reject": (adjusted <= given["q"]).tolist(),
        "by_adj": benjamini_yekutieli(given["p"]).tolist(),
    }


@check("S1.carry_in")
def carried_in(given: Given) -> Any:
    found = carry_in(
        [(deal["amount"], deal["age_days_at_quarter_start"]) for deal in given["won"]],
        given["median_cycle"],
        fresh=given["fresh_qualified_created"],
        old_stock=given["old_stock_open"],
        burn=given["old_stock_burn_per_quarter"],
    )
    assert sum(deal["amount"] for deal in given["won"]) == given["bookings"]
    return {"carry_in_share": found.share, "replenishment": found.replenishment, "runway_quarters": found.runway}


@check("S1.h3_contrast")
def h3(given: Given) -> Any:
    steps = [tuple(tuple(given[name][when]) for when in ("before", "after")) for name in ("early", "late")]
    found = step_contrast(*steps, level=given["level"])  # type: ignore[arg-type]
    return {
        "d_logit_early": found.early.value,
        "d_logit_late": found.late.value,
        "contrast": found.contrast.value,
        "ci": ends(found.contrast),
        "late_only_ci": ends(found.late),
    }


@check("S1.root_rank")
def root_rank(given: Given) -> Any:
    parts = {name: (v, Interval(lo, hi)) for name, (v, lo, hi) in given["contribution_k_with_90ci"].items()}
    ranked = rank_conservatively(parts)
    return {
        "conservative": {one.name: one.conservative for one in ranked},
        "ranking": [one.name for one in ranked],
        "verdicts": {one.name: one.verdict for one in ranked},
    }
