"""What a win costs: oracles S5."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from oarlock.stats.acquisition import (
    chance_cheaper,
    cost_at_least,
    cost_per_win,
    learnt_pooling,
    marginal_cost,
    win_rates,
)
from oarlock.stats.spend_lag import CohortCost, margin_per_unit, matched_spend, same_period_factor

from .suite import Given, check

COVERS = ("S5",)


@check("S5.same_period_bias")
def same_period_bias(given: Given) -> Any:
    lag, growth, months = given["lag_pmf"], given["monthly_spend_growth"], given["fixed_lag_months"]
    return {
        "factor_fixed": same_period_factor([0.0] * months + [1.0], growth),
        "factor_distribution": same_period_factor(lag, growth),
        "mean_lag": float(np.dot(lag, np.arange(len(lag)))),
        "shrinking_spend_factor": same_period_factor(lag, -growth),
    }


LAG = [0.05, 0.15, 0.25, 0.25, 0.15, 0.1, 0.05]


@check("S5.matched_spend")
def matched(given: Given) -> Any:
    # The file tells the spend to four decimals and its sum to ten: the series grows by a tenth a month from 100,000 in month 0.
    spend = [100_000 * 1.1**month for month in sorted(map(int, given["spend"]))]
    assert [round(one, 4) for one in spend] == [given["spend"][month] for month in sorted(given["spend"], key=int)]
    quarter = float(matched_spend(spend, LAG)[-3:].sum())
    wins = quarter / given["true_cpa"]
    return {
        "matched_spend": quarter,
        "wins": wins,
        "matched_cpa": cost_per_win([quarter], [wins]),
        "same_quarter_spend": sum(spend[-3:]),
        "same_quarter_cpa": sum(spend[-3:]) / wins,
    }


@check("S5.cohort")
def cohort(given: Given) -> Any:
    found = CohortCost(
        media=given["spend"],
        leads=given["leads"],
        conversion=given["F_won_h"],
        handling=given["leads"] * given["hours_per_lead"] * given["rate"],
        win_value=given["acv"],
        commission_share=given["commission"],
        gross_margin=given["gm"],
    )
    return {
        "naive_cpa": cost_per_win([given["spend"]], [given["wins_so_far"]]),
        "projected_wins": found.wins,
        "marketing_cpa": found.media_cost,
        "handling": found.handling,
        "commission": found.commission,
        "full_cpa": found.full_cost,
        "payback_months": found.payback_months,
        "margin_per_dollar": found.margin_per_unit,
    }


@check("S5.deal_size_flip")
def deal_size_flip(given: Given) -> Any:
    a, b = (margin_per_unit(given[one]["cpa"], given[one]["acv"], given["gm"]) for one in "AB")
    assert a is not None
    assert b is not None
    dearer = given["B"]["cpa"] > given["A"]["cpa"]
    return {"A": a, "B": b, "verdict": "B: dearer per win, better per dollar" if dearer and b > a else "as it looks"}


@check("S5.gamma_poisson_fixed")
def fixed_prior(given: Given) -> Any:
    spend, wins = given["spend_k"], given["wins"]
    rates = win_rates(spend, wins, prior_wins=given["prior_a"])
    assert rates[2].rate - spend[2] == pytest.approx(given["prior_b"])
    channels = []
    for E, w, rate in zip(spend, wins, rates, strict=True):
        cost = rate.cost(level=given["level"])
        channels.append({"raw": cost_per_win([E], [w]), "post_median": cost.value, "lo": cost.lo, "hi": cost.hi})
    return {"pooled_cpa_k": cost_per_win(spend, wins), "channels": channels}


@check("S5.gamma_poisson_eb")
def learnt_prior(given: Given) -> Any:
    found = learnt_pooling(given["spend_k"], given["wins"], least=5)
    return {"a": found.shape, "mean_rate": found.mean_rate}


@check("S5.zero_wins")
def zero_wins(given: Given) -> Any:
    least = cost_at_least(given["spend_k"], level=given["level"])
    return {"max_rate": 1 / least, "cpa_at_least_k": least}


@check("S5.prob_cheaper")
def prob_cheaper(given: Given) -> Any:
    rates = win_rates([50.0, 120.0, 30.0, 80.0, 10.0], [5, 9, 0, 10, 2])
    return {f"p_{i}_beats_{j}": chance_cheaper(rates[i], rates[j]) for i, j in ((0, 1), (3, 1), (3, 2))}


@check("S5.average_of_ratios")
def average_of_ratios(given: Given) -> Any:
    each = [cost_per_win([E], [w]) for E, w in zip(given["spend"], given["wins"], strict=True)]
    return {
        "mean_of_cpas": float(np.mean([one for one in each if one is not None])),
        "ratio_of_sums": cost_per_win(given["spend"], given["wins"]),
    }


@check("S5.marginal")
def marginal(given: Given) -> Any:
    spend, wins = zip(given["before"], given["after"], strict=True)
    return {"average_cpa": cost_per_win([spend[1]], [wins[1]]), "marginal_cpa": marginal_cost(spend, wins).value}
