"""Leads are accepted, qualified and become opportunities, or are turned down with a reason.

Every chance depends on fit, readiness and how long the lead waited; outbound prospects skip the queue, because a rep found them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oarlock.demo.arrays import Draws, Floats, Ints, Truths, sigmoid, stream
from oarlock.demo.arrivals import Leads
from oarlock.demo.channels import OUTBOUND
from oarlock.demo.dials import Dials
from oarlock.demo.follow_up import NEVER, FollowUp
from oarlock.demo.staff import People, hire, turn_by_turn

REASONS = ("bad_fit", "no_budget", "not_now", "unreachable", "not_a_buyer", "competitor", "other", "")
PUT_BACK = {"no_budget": 0.65, "not_now": 0.80, "unreachable": 0.60}
"""Reasons that ask for another try, and the share of leads turned down for them that get it."""
_ON_PROFILE_REASONS = np.array([0.05, 0.17, 0.27, 0.17, 0.12, 0.05, 0.13, 0.04])
_OFF_PROFILE_REASONS = np.array([0.38, 0.11, 0.13, 0.10, 0.09, 0.03, 0.13, 0.03])


@dataclass
class Funnel:
    """One entry per lead; an instant is NEVER where it did not happen. `owner` counts within sdr, or bdr for outbound; -1 is none.

    Attributes:
        hours: Working hours until the first touch, infinite where there was none, 0 for outbound.
        reason: Index into REASONS where `out_t` happened. back_t: when a lead turned down was put back into nurture.
    """

    mql_t: Floats
    assigned_t: Floats
    touched_t: Floats
    hours: Floats
    owner: Ints
    sal_t: Floats
    sql_t: Floats
    opp_t: Floats
    out_t: Floats
    reason: Ints
    back_t: Floats


def walk(dials: Dials, seed: int, scale: float, leads: Leads, worked: FollowUp) -> tuple[Funnel, People]:
    """The way of every lead; also the outbound reps."""
    n = len(leads)
    prospectors = hire(dials, seed, "bdr", 5.0 * scale * dials.growth * np.maximum(dials.outbound, 0.2))
    mql_t, assigned_t, touched_t, hours, owner = _hand_off(dials, leads, worked, prospectors)
    draws = Draws(seed, "funnel")
    chance, lag = draws.even(n, 4), draws.gamma(2.0, n, 3)
    slow = np.log1p(np.where(np.isinf(hours), 0, hours))
    on, outbound = leads.on_profile * 1.0, leads.channel == OUTBOUND
    reached = touched_t < NEVER
    accepts = sigmoid(-2.05 + 1.0 * leads.intent + 1.6 * on - 0.42 * slow - 0.30 * outbound)
    is_sal = reached & (chance[:, 0] < accepts)
    sal_t = np.where(is_sal, touched_t + 1.2 * lag[:, 0], NEVER)
    is_sql = is_sal & (chance[:, 1] < sigmoid(-1.05 + 0.6 * leads.intent + 1.1 * on - 0.12 * slow))
    sql_t = np.where(is_sql, sal_t + 2.5 * lag[:, 1], NEVER)
    is_opp = is_sql & (chance[:, 2] < sigmoid(0.8 + 0.2 * leads.intent + 0.6 * on))
    opp_t = np.where(is_opp, sql_t + 2.0 * lag[:, 2], NEVER)
    out_t, reason = _turned_down(
        seed, leads, reached & ~is_opp, np.where(is_sql, sql_t, np.where(is_sal, sal_t, touched_t))
    )
    out_t = np.where(reached, out_t, np.where(mql_t < NEVER, _given_up(seed, mql_t), NEVER))
    reason = np.where(reached, reason, REASONS.index("unreachable"))
    back_t = _put_back(seed, out_t, reason)
    return Funnel(mql_t, assigned_t, touched_t, hours, owner, sal_t, sql_t, opp_t, out_t, reason, back_t), prospectors


def _hand_off(
    dials: Dials, leads: Leads, worked: FollowUp, prospectors: People
) -> tuple[Floats, Floats, Floats, Floats, Ints]:
    n = len(leads)
    mql_t, assigned_t, touched_t = np.full(n, NEVER), np.full(n, NEVER), np.full(n, NEVER)
    hours, owner = np.full(n, np.inf), np.full(n, -1)
    mql_t[worked.lead], assigned_t[worked.lead], touched_t[worked.lead] = (
        worked.mql_t,
        worked.assigned_t,
        worked.touched_t,
    )
    hours[worked.lead], owner[worked.lead] = worked.hours, worked.owner
    found = np.flatnonzero(leads.channel == OUTBOUND)
    t = leads.t[found]
    assigned_t[found], touched_t[found], hours[found] = t, t + 0.02, 0.0
    owner[found] = turn_by_turn(prospectors, t.astype(np.int64), dials.calendar)
    return mql_t, assigned_t, touched_t, hours, owner


def _turned_down(seed: int, leads: Leads, ended: Truths, after: Floats) -> tuple[Floats, Ints]:
    """When, and why; one in nine is simply left as it is."""
    drawn = Draws(seed, "turned down")
    # Two of the four are not used; a narrower table would be another company for every seed.
    draws, lag = drawn.even(len(leads), 4), drawn.gamma(1.6, len(leads))
    closes = ended & (draws[:, 0] < 0.89)
    out_t = np.where(closes, after + 3.5 * lag, NEVER)
    on, off = np.cumsum(_ON_PROFILE_REASONS), np.cumsum(_OFF_PROFILE_REASONS)
    pick = draws[:, 1]
    reason = np.where(leads.on_profile, np.searchsorted(on, pick), np.searchsorted(off, pick))
    return out_t, np.minimum(reason, len(REASONS) - 1)


def _put_back(seed: int, out_t: Floats, reason: Ints) -> Floats:
    """When a lead whose reason asks for another try went back to marketing: most do, two weeks to four months later."""
    draws = stream(seed, "put back").random((len(out_t), 2))
    share = np.zeros(len(REASONS))
    for name, chance in PUT_BACK.items():
        share[REASONS.index(name)] = chance
    again = (out_t < NEVER) & (draws[:, 0] < share[reason])
    return np.where(again, out_t + 14 + 106 * draws[:, 1], NEVER)


def _given_up(seed: int, mql_t: Floats) -> Floats:
    """Some leads nobody turned to are closed in bulk by the system after a month or two; the others just lie there."""
    draws = stream(seed, "given up").random((len(mql_t), 2))
    return np.where(draws[:, 0] < 0.4, mql_t + 30 + 30 * draws[:, 1], NEVER)
