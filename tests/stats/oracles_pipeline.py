"""Pipeline, coverage, forecast, reconciliation: oracles S3."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import Any

from oarlock.stats.asof import Change, as_of
from oarlock.stats.bridge import gross_bridge, net_bridge
from oarlock.stats.calibration import brier, log_loss, observed_over_expected, pinball
from oarlock.stats.coverage import (
    chain_input,
    chance_of_wins,
    chance_of_wins_learnt,
    deals_needed,
    implied_rate,
    multiples,
)
from oarlock.stats.forecast import deal_outcomes
from oarlock.stats.reconcile import Pair, reconcile
from oarlock.stats.timing import landing
from oarlock.stats.window import State, Window, booked

from .suite import Given, check

COVERS = ("S3",)


@check("S3.asof")
def past_values(given: Given) -> Any:
    result = {}
    for question in given["ask"]:
        field, day = question.split("@")
        changes = [Change(at, old, new) for at, _, name, old, new in given["log"] if name == field]
        known = as_of(changes, day, created=given["created"], current=given["current"][field])
        result[question] = [known.value, known.how]
    return result


@check("S3.asof.broken")
def broken_chain(given: Given) -> Any:
    changes = [Change(at, old, new) for at, _, _, old, new in given["log"]]
    known = as_of(changes, "2025-03-01", created="2025-01-15", current=changes[-1].new)
    return [known.value, known.how]


@check("S3.waterfall")
def waterfall(given: Given) -> Any:
    deals = [list(versions(deal)) for deal in given["opps"]]
    window = Window(*(date.fromisoformat(day) for day in given["window"]))
    since, until = (date.fromisoformat(given[key].split()[0]) for key in ("t0", "t1"))
    gross, net = gross_bridge(deals, window, since, until), net_bridge(deals, window, since, until)
    assert gross.is_exact
    assert net.is_exact
    assert -gross.buckets["won"] == booked(deals, window, until)
    return {
        "opening": gross.opening,
        "closing": gross.closing,
        "gross": gross.buckets,
        "net": net.buckets,
        "bookings_in_period": booked(deals, window, until),
    }


def versions(deal: list[Any]) -> Iterator[tuple[date, State]]:
    for day, fields in accumulate(deal, lambda before, after: [after[0], {**before[1], **after[1]}]):
        stage = fields.get("stage", "open")
        close, gone = date.fromisoformat(fields["close"]), fields.get("deleted") == "True"
        yield date.fromisoformat(day), State(Decimal(fields["amount"]), close, stage, deleted=gone)


@check("S3.coverage")
def cover(given: Given) -> Any:
    wins, p, chance = round(given["goal"] / given["deal"]), given["p"], given["prob"]
    known = deals_needed(wins, chance, lambda n: chance_of_wins(wins, n, p))
    learnt = deals_needed(wins, chance, lambda n: chance_of_wins_learnt(wins, n, *given["beta"]))
    return {
        "multiple_expectation": 1 / p,
        "opps_expectation": wins / p,
        "p_hit_at_400": chance_of_wins(wins, 400, p),
        "opps_for_80pct_known_p": known,
        "coverage_known_p": known / wins,
        "opps_for_80pct_uncertain_p": learnt,
        "coverage_uncertain_p": learnt / wins,
    }


@check("S3.coverage.value_vs_count")
def value_or_count(given: Given) -> Any:
    keys = ("won", "closed", "won_value", "closed_value", "slipped_value")
    found = multiples(*(given[key] for key in keys))
    return {
        "count_multiple": found.by_count,
        "value_multiple": found.by_closed_value,
        "available_multiple": found.available,
    }


@check("S3.seed_chain")
def chain(given: Given) -> Any:
    goal, deal = given["pipeline_goal"], given["deal"]
    return {
        "opps": chain_input(goal, deal, ()),
        "implied_lead_to_opp": implied_rate(goal, deal, given["seed_says_leads"]),
        "leads_if_20pct": chain_input(goal, deal, [0.2]),
    }


@check("S3.timing")
def timing(given: Given) -> Any:
    found, worth = landing(given["lag_months_pmf_given_win"]), given["p_win"] * given["acv"]
    steady = found.leads_needed(given["goal"], worth)
    assert found.last_useful == 1
    return {
        "landing_share_by_lead_month": {str(u): part for u, part in zip(found.steps, found.shares, strict=True)},
        "steady_leads_per_month": steady,
        "revenue_if_started_at_quarter_start": found.landed(steady, worth, since=0),
        "leads_per_month_if_only_in_quarter": found.leads_needed(given["goal"], worth, since=0),
        "last_useful_month_share": found.shares[-1],
    }


@check("S3.poisson_binomial")
def sum_of_deals(given: Given) -> Any:
    total = deal_outcomes(given["p"], given["amount"], seed=1)
    return {
        "expected": total.mean,
        "sd": total.sd,
        "P_ge_200": total.chance_of(200),
        **{f"q{share}": total.quantile(share / 100) for share in (10, 50, 90)},
    }


@check("S3.brier")
def brier_parts(given: Given) -> Any:
    parts, f, o = brier(given["f"], given["o"]), given["f"], given["o"]
    return {
        "brier": parts.score,
        "reliability": parts.reliability,
        "resolution": parts.resolution,
        "uncertainty": parts.uncertainty,
        "skill": parts.skill,
        "log_loss": log_loss(f, o),
        "O_over_E": observed_over_expected(sum(o), sum(f)).value,
    }


@check("S3.o_over_e")
def o_over_e(given: Given) -> Any:
    found = observed_over_expected(given["observed"], given["expected"], level=given["level"])
    return {"ratio": found.value, "lo": found.lo, "hi": found.hi}


@check("S3.pinball")
def pinball_losses(given: Given) -> Any:
    losses = {f"p{share}": pinball(given[f"q{share}"], given["actual"], share / 100) for share in (10, 50, 90)}
    return {**losses, "inside_80": given["q10"] <= given["actual"] <= given["q90"]}


@check("S3.reconcile")
def two_lists(given: Given) -> Any:
    pairs = [Pair(r["id"], r["marketing"], r["sales"], (r["reason"],)) for r in given["records"]]
    found = reconcile(pairs)
    assert found.is_explained
    assert found.verdict == "two pipelines"
    return {
        "marketing": found.one,
        "sales": found.other,
        "net_difference": found.net,
        "by_reason": found.by_reason,
        "unexplained": found.by_reason.get("unexplained", 0),
        "ruzicka_distance": found.distance,
        "net_pct": float(found.net / found.other),
    }


@check("S3.reconcile.cancel")
def cancelling(given: Given) -> Any:
    found = reconcile(Pair(str(i), a, b) for i, (a, b) in enumerate(given["records"]))
    return {"net_difference": found.net, "ruzicka_distance": found.distance}
