"""Load, queues and overload: oracles S10."""

from __future__ import annotations

from typing import Any

from oarlock.stats.queueing import Queue, batch, load_of, overload, people_needed

from .suite import Given, check

COVERS = ("S10",)


@check("S10.erlang_c")
def waiting(given: Given) -> Any:
    queue = Queue(given["c"], given["lam_per_h"], given["handle_h"])
    return {
        "offered": queue.offered,
        "rho": queue.load,
        "P_wait": queue.chance_of_wait,
        "mean_wait": queue.mean_wait,
        "P_wait_gt": queue.chance_over(given["t"]),
    }


@check("S10.staffing")
def staffing(given: Given) -> Any:
    arrivals, handling, promise = given["lam_per_h"], given["handle_h"], given["sla_h"]
    return {
        "P_breach_by_c": {str(c): Queue(c, arrivals, handling).chance_over(promise) for c in range(4, 10)},
        "min_c": people_needed(arrivals, handling, promise, given["target"]),
        "load_only_answer": people_needed(arrivals, handling, 0.0, 0.0),
    }


@check("S10.monthly_load")
def monthly(given: Given) -> Any:
    each = given["hours_per_lead"]
    load = load_of(given["leads"], each, given["reps"], given["hours_per_rep"])
    again = load_of(given["leads"], each, given["reps"], given["hours_per_rep"], rework=given["rework"])
    return {
        "demand_h": load.demand,
        "capacity_h": load.capacity,
        "rho": load.ratio,
        "backlog_leads_per_month": load.backlog(each),
        "untouched_share": load.untouched,
        "reps_for_rho_085": load.people_for(given["reps"], 0.85),
        "with_10pct_rework_rho": again.ratio,
    }


@check("S10.fluid_overload")
def too_much(given: Given) -> Any:
    found = overload(given["arrivals_per_h"], given["capacity_per_h"], given["sla_h"])
    assert found is not None
    return {"backlog_growth_per_h": found.growth, "hours_until_wait_exceeds_sla": found.hours_until_late}


@check("S10.batch")
def uploaded(given: Given) -> Any:
    found = batch(given["batch"], given["reps"], given["handle_h"], given["sla_h"])
    return {"clear_hours": found.clear_hours, "within_sla": found.in_time, "within_sla_share": found.share_in_time}


@check("S10.overstaffed")
def spare(given: Given) -> Any:
    load = load_of(given["demand_h"], 1.0, 1, given["capacity_h"])
    return {"rho": load.ratio, "spare_hours_for_outbound": load.spare(given["target_rho"])}
