"""Signals of capacity and of customers, each from one small table of months."""

from __future__ import annotations

from typing import Any

import numpy as np

from oarlock.diagnose._deals import WON, Array
from oarlock.diagnose._lead_signals import _signal
from oarlock.diagnose._scene import Scene, once
from oarlock.diagnose._signals import Signal


def by_month(scene: Scene, table: Any, at: str, **aggregates: Any) -> dict[str, Array]:
    """Aggregates of a relation by month of `at`, dense over the frame's months; 0 where a month has no row."""
    return in_months(scene, table.mutate(month_no=scene.frame.month_no(table[at])), **aggregates)


def in_months(scene: Scene, table: Any, **aggregates: Any) -> dict[str, Array]:
    """The same of a relation that tells its month already, as `month_no`."""
    table = table.filter(table.month_no >= 0)
    rows = scene.ledger.run(table.group_by("month_no").agg(**{name: make(table) for name, make in aggregates.items()}))
    months = np.asarray(rows["month_no"]).astype(np.int64)
    ok = (months >= 0) & (months < len(scene.frame.months))
    out = {}
    for name in aggregates:
        dense = np.zeros(len(scene.frame.months))
        dense[months[ok]] = np.ma.filled(np.ma.asarray(rows[name]).astype(float), np.nan)[ok]
        out[name] = dense
    return out


@once
def load_per_rep(scene: Scene) -> Signal:
    """Leads handed over per person-month of first responders: rises when volume outgrows the team.

    A person counts for the weeks in which they did something about a lead, so that one who left and one who came are one.
    """
    weeks = in_months(scene, _first_responders(scene), n=lambda t: t.count())["n"]
    people = weeks / WEEKS_A_MONTH
    leads = scene.dense(scene.handed, "leads", "purpose").sum(1)
    values = np.divide(leads, people, out=np.full(len(leads), np.nan), where=people > 0)
    return _signal(scene, "load_per_rep", "count", values, np.minimum(leads, people * 50), 1, scene.frame.full)


def _first_responders(scene: Scene) -> Any:
    """Who did something about a lead, by month and week; of SDRs only, where the record knows who is one."""
    activities = scene.ledger.table("activities")
    done = activities.filter((activities.automated.isnull() | ~activities.automated) & activities.lead_id.notnull())
    done = done.filter(done.user_id.notnull() & done.happened_at.notnull())
    users = scene.ledger.table("users")
    sdrs = users.filter(users.role == "sdr").select(_sdr=users.user_id)
    if scene.ledger.rows(sdrs.aggregate(n=sdrs.count()))[0]["n"]:
        done = done.semi_join(sdrs, done.user_id == sdrs["_sdr"])
    frame = scene.frame
    month, week = frame.month_no(done.happened_at), frame.week_no(done.happened_at)
    return done.select("user_id", month_no=month, week=week).distinct()


WEEKS_A_MONTH = 52 / 12


@once
def churn(scene: Scene) -> Signal:
    """Customers lost in the month per customer there was."""
    events = _events(scene)
    customers = np.maximum(_customers(scene, events), 1.0)
    values = events["churned"] / customers if events["churned"].sum() >= 10 else np.full(len(customers), np.nan)
    return _signal(scene, "churn", "share", values, customers, 1, scene.frame.full)


def _events(scene: Scene) -> dict[str, Array]:
    return by_month(
        scene,
        scene.ledger.table("customer_events"),
        "happened_at",
        churned=lambda t: (t.kind == "churned").ifelse(1, 0).sum(),
        started=lambda t: (t.kind == "started").ifelse(1, 0).sum(),
    )


@once
def survey_score(scene: Scene) -> Signal:
    """Mean score of the customers' answers of the month."""
    events = scene.ledger.table("customer_events")
    answers = by_month(
        scene, events.filter((events.kind == "survey") & events.score.notnull()), "happened_at",
        n=lambda t: t.count(), total=lambda t: t.score.sum(),
    )  # fmt: skip
    values = np.divide(answers["total"], answers["n"], out=np.full(len(answers["n"]), np.nan), where=answers["n"] > 0)
    return _signal(scene, "survey_score", "score", values, answers["n"], -1, scene.frame.full)


def _customers(scene: Scene, events: dict[str, Array]) -> Array:
    """Customers at the start of each month: accounts with a won deal or a start, less those lost."""
    deals = scene.deals
    month = deals.month_of(deals.ended)
    is_won = deals.status == WON
    won = np.bincount(month[is_won & (month >= 0)], minlength=len(scene.frame.months)).astype(float)
    before = float((is_won & (deals.ended < scene.frame.edges[0])).sum())
    moved = (events["started"] if events["started"].sum() > won.sum() / 2 else won) - events["churned"]
    standing = before + np.cumsum(moved) - moved
    customers: Array = standing - min(0.0, float(standing.min())) + 1
    return customers
