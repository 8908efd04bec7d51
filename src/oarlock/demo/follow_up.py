"""Reps turn to the leads they were given: who gets which, how long each waits, and which nobody ever turns to.

Each rep works through an own queue in working time. A lead waits for the work before it, then for its owner's habit; a lead that would
wait longer than its patience is never reached. So a team short of people is slow because of its load, and for no other reason.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oarlock.demo.arrays import Draws, Floats, Ints, Truths
from oarlock.demo.arrivals import Leads, daily_rates
from oarlock.demo.channels import AUDIENCES, CHANNELS, CREATING, OUTBOUND
from oarlock.demo.dials import Dials
from oarlock.demo.staff import HANDLING_HOURS_PER_WEEK, People, hire, turn_by_turn

HOURS_PER_LEAD = 1.0
UTILISATION = 0.60
"""Share of reps' handling hours that the expected leads fill when staffing is as planned."""
NEVER = 1e9


@dataclass
class FollowUp:
    """One entry per lead passed on (`lead` is ascending in `mql_t`). `touched_t` is NEVER, `hours` infinite, where nobody turned to it."""

    lead: Ints
    mql_t: Floats
    assigned_t: Floats
    owner: Ints
    touched_t: Floats
    hours: Floats


def expected_mqls(dials: Dials, scale: float) -> Floats:
    """Leads passed on per working day that a planner would expect from the money, the bar and the audiences."""
    shares = np.array([[c.on_profile] * len(AUDIENCES) for c in CHANNELS])
    shares[list(CREATING)] = [a.on_profile for a in AUDIENCES]
    intent = np.array([c.intent for c in CHANNELS])[:, None]
    rates = daily_rates(dials)[:, :OUTBOUND] * 1.25 * scale
    total = np.zeros(dials.calendar.n_days)
    for on, part in ((True, shares), (False, 1 - shares)):
        mean = (45 + 14 * intent + 6 * on + 0 * shares)[:OUTBOUND]
        total += (rates * part[:OUTBOUND] * _above((dials.mql_bar[:, None, None] - mean) / np.hypot(14, 8))).sum(
            axis=(1, 2)
        )
    return total


def _above(z: Floats) -> Floats:
    """Normal upper tail, by the logistic approximation good to 0.01: planners do not know it better."""
    return 1 / (1 + np.exp(1.702 * z))


def needed_reps(dials: Dials, scale: float) -> Floats:
    """Reps for inbound leads at the planned utilisation, with a third on top for absences and new hires, times the staffing dial."""
    smooth = dials.season  # planned for the average season, not the day's
    per_day = expected_mqls(dials, scale) / smooth * HOURS_PER_LEAD
    return 1.12 * per_day / (HANDLING_HOURS_PER_WEEK / 5 * UTILISATION) * dials.staffing


def follow_up(dials: Dials, seed: int, scale: float, leads: Leads) -> tuple[FollowUp, People]:
    """Qualifies, routes and works the leads of all channels but outbound (whose reps speak to their own prospects)."""
    draws = Draws(seed, "follow-up")
    chance, noise = draws.even(len(leads), 4), draws.normal(len(leads), 4)
    day = leads.t.astype(np.int64)
    lead = np.flatnonzero((leads.channel != OUTBOUND) & (leads.score >= dials.mql_bar[day]))
    lag = np.where(chance[lead, 0] < 0.45, 0.01 * chance[lead, 1], -5.0 * np.log(chance[lead, 1]))
    mql_t = leads.t[lead] + lag
    order = np.argsort(mql_t, kind="stable")
    lead, mql_t = lead[order], mql_t[order]
    inside = mql_t < dials.calendar.n_days
    lead, mql_t = lead[inside], mql_t[inside]
    reps = hire(dials, seed, "sdr", needed_reps(dials, scale))
    return _work(dials, reps, lead, mql_t, chance[lead], noise[lead]), reps


def _work(dials: Dials, reps: People, lead: Ints, mql_t: Floats, chance: Floats, noise: Floats) -> FollowUp:
    calendar, day = dials.calendar, mql_t.astype(np.int64)
    routed = calendar.working_hours_at(mql_t) + dials.routing_hours[day] * np.exp(0.7 * noise[:, 0])
    assigned_t = np.maximum(calendar.at_working_hours(routed), mql_t)
    owner = turn_by_turn(reps, day, calendar)
    green = np.where(day - reps.since[owner] < 60, 1.3, 1.0)
    service = HOURS_PER_LEAD * np.exp(0.45 * noise[:, 1] - 0.1) * green * 40 / HANDLING_HOURS_PER_WEEK
    patience = 34 * np.exp(0.5 * noise[:, 2])
    habit = dials.reply_hours[day] * np.exp(0.9 * noise[:, 3])
    forgotten = chance[:, 2] < dials.forgotten_share[day]
    waited = _queue(len(reps), owner, routed, service, patience, forgotten)
    hours = np.where(np.isnan(waited), np.inf, waited + habit)
    due = routed + np.where(np.isinf(hours), 0, hours)
    touched = np.where(np.isinf(hours), NEVER, np.maximum(calendar.at_working_hours(due), assigned_t))
    hours = np.where(touched >= calendar.n_days, np.inf, hours)
    return FollowUp(lead, mql_t, assigned_t, owner, touched, hours)


def _queue(n_reps: int, owner: Ints, arrives: Floats, service: Floats, patience: Floats, forgotten: Truths) -> Floats:
    """Hours each lead waits for its owner's earlier work; NaN where it is never reached. Plain floats: each lead depends on the last."""
    free = [0.0] * n_reps
    waited = []
    for rep, at, work, limit, lost in zip(
        *(a.tolist() for a in (owner, arrives, service, patience, forgotten)), strict=True
    ):
        wait = max(0.0, free[rep] - at)
        if lost or wait > limit:
            waited.append(float("nan"))
            continue
        waited.append(wait)
        free[rep] = at + wait + work
    return np.array(waited)
