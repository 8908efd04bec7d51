"""Forbidden patterns: oracles S14."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from oarlock.stats.display import growth, largest_remainder, ratio_of_sums, round_once, simpson
from oarlock.stats.errorcontrol import chance_of_any
from oarlock.stats.proportions import rate_ratio

from .suite import Given, check, ends, pair

COVERS = ("S14",)


@check("S14.many_segments")
def many_segments(given: Given) -> Any:
    return {str(n): chance_of_any(n, given["alpha"]) for n in (1, 10, 20, 60)}


@check("S14.simpson")
def reversal(given: Given) -> Any:
    sides = [{name: pair(text) for name, text in given[side].items()} for side in ("A", "B")]
    found = simpson(*sides)
    assert found.is_reversed
    strata = {
        f"{side}_{name}": rate
        for side, rates in (("A", found.strata_a), ("B", found.strata_b))
        for name, rate in rates.items()
    }
    return {"A_total": found.total_a, "B_total": found.total_b, **strata}


@check("S14.average_of_averages")
def mean_of_rates(given: Given) -> Any:
    won, n = [row[1] for row in given["reps"]], [row[2] for row in given["reps"]]
    return {"mean_of_rates": sum(a / b for a, b in zip(won, n, strict=True)) / len(n), "pooled": ratio_of_sums(won, n)}


@check("S14.rounding")
def rounding(given: Given) -> Any:
    parts = [Decimal(str(part)) for part in given["parts"]]
    return {
        "round_then_sum": float(sum(round_once([part]) for part in parts)),
        "sum_then_round": float(round_once(parts)),
    }


@check("S14.largest_remainder")
def whole_shares(given: Given) -> Any:
    return list(largest_remainder(given["shares"]))


@check("S14.unequal_periods")
def unequal_periods(given: Given) -> Any:
    days = given["feb_days"], given["mar_days"]
    feb, mar = (given["per_day"] * count for count in days)
    return {
        "feb": feb,
        "mar": mar,
        "naive_growth": mar / feb - 1,
        "per_day_growth": growth(feb, mar, days=days).value,
    }


@check("S14.small_base")
def small_base(given: Given) -> Any:
    found = rate_ratio(given["before"], given["after"])
    return {"naive_growth": (found.value or 0) - 1, "rate_ratio_ci90": ends(found)}
