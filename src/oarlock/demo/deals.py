"""Opportunities walk through four stages, stall, are won or lost; each stage takes its time and has its chance.

The chances depend on fit, readiness, the owner's skill and ramp, and on the dials of the day on which the stage ends, so deals in flight
feel a change as new ones do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oarlock.demo.arrays import Draws, Floats, Ints, Truths, sigmoid, stream
from oarlock.demo.dials import Dials
from oarlock.demo.follow_up import NEVER
from oarlock.demo.staff import People, turn_by_turn

STAGES = ("discovery", "evaluation", "proposal", "negotiation")
CYCLE_DAYS = np.array([30.0, 75.0, 150.0])
"""Median days from opening to winning, by segment."""
STAGE_SHARE = np.array([0.24, 0.27, 0.27, 0.22])
AMOUNTS = np.array([9_000.0, 22_000.0, 52_000.0])
PASSES = np.array([1.08, 0.93, 0.83, 0.88])
"""Log-odds of passing each stage for a deal inside the profile, of an average owner."""
LOSS_REASONS = ("price", "competitor", "no_decision", "product_gap", "timing", "other", "")
_USUAL_REASONS = np.array([0.20, 0.20, 0.22, 0.12, 0.13, 0.09, 0.04])
STALLS = 0.34
"""Share of failing deals (from the second stage on) that are not closed but lie about."""


@dataclass
class Deals:
    """One entry per new-business deal, in order of opening.

    Attributes:
        lead: Index of its lead. enter_t: when each stage began (deals × stages), NEVER if not reached.
        stalled_t, revived_t: when it stopped moving and when somebody took it up again. ended_t: when it was won or lost, beyond
            the calendar's end while that lies ahead.
        record_only: Opened only because the record opens deals earlier now; no seller would have called it one.
    """

    lead: Ints
    opened_t: Floats
    owner: Ints
    segment: Ints
    enter_t: Floats
    stalled_t: Floats
    revived_t: Floats
    ended_t: Floats
    is_won: Truths
    amount: Floats
    loss_reason: Ints
    record_only: Truths

    def __len__(self) -> int:
        return len(self.lead)


@dataclass
class Prospects:
    """What a deal brings along when it is opened, in order of opening."""

    lead: Ints
    opened_t: Floats
    segment: Ints
    on_profile: Truths
    intent: Floats


def work_deals(dials: Dials, seed: int, prospects: Prospects, sellers: People) -> Deals:
    """Walks every deal to its end, or to the end of time."""
    n, calendar = len(prospects.lead), dials.calendar
    draws = Draws(seed, "deals")
    dwell = np.exp(0.5 * draws.normal(n, 4))
    chance, size = draws.even(n, 4), draws.normal(n)
    stall, ends = draws.even(n, 4), draws.waits(n, 2)
    owner = turn_by_turn(sellers, np.minimum(prospects.opened_t.astype(np.int64), calendar.n_days - 1), calendar)
    enter, t = np.full((n, 4), NEVER), prospects.opened_t.copy()
    going, is_won = np.ones(n, bool), np.zeros(n, bool)
    stalled, ended = np.full(n, NEVER), np.full(n, NEVER)
    for stage in range(4):
        enter[:, stage] = np.where(going, t, NEVER)
        length = (
            CYCLE_DAYS[prospects.segment] * STAGE_SHARE[stage] * 0.92 * dwell[:, stage] * dials.cycle[_day(dials, t)]
        )
        passes = chance[:, stage] < sigmoid(_log_odds(dials, prospects, sellers, owner, stage, t + length))
        t = t + np.where(passes, 1.0, 1.25) * length
        fails = going & ~passes
        lies = fails & (stall[:, 0] < STALLS) & (stage > 0)
        stalled = np.where(lies, t, stalled)
        ended = np.where(fails & ~lies, t, ended)
        going &= passes
    is_won |= going
    ended = np.where(going, _rush(dials, enter[:, 3], t, stall[:, 1], stall[:, 3]), ended)
    stalled, revived, ended, is_won = _stalled(dials, prospects.segment, stalled, ended, is_won, stall[:, 2], ends)
    amount = AMOUNTS[prospects.segment] * np.exp(0.33 * size) * np.where(prospects.on_profile, 1.0, 0.88)
    reason = _why_lost(dials, seed, ended)
    return Deals(prospects.lead, prospects.opened_t, owner, prospects.segment, enter, stalled, revived, ended, is_won, amount, reason,
                 np.zeros(n, bool))  # fmt: skip


def _day(dials: Dials, t: Floats) -> Ints:
    return np.clip(t, 0, dials.calendar.n_days - 1).astype(np.int64)


def _log_odds(dials: Dials, prospects: Prospects, sellers: People, owner: Ints, stage: int, t: Floats) -> Floats:
    day = _day(dials, t)
    green = -0.25 * (prospects.opened_t - sellers.since[owner] < 90)
    appeal = dials.early_appeal if stage < 2 else dials.late_appeal
    fit = -0.6 * ~prospects.on_profile
    odds: Floats = PASSES[stage] + fit + 0.35 * (prospects.intent - 1.0) + sellers.skill[owner] + green
    return odds + appeal[day] + dials.market[day]


def _rush(dials: Dials, negotiated_t: Floats, won_t: Floats, chance: Floats, late: Floats) -> Floats:
    """Sellers push to close before the quarter ends: some wins due just after are pulled in, some earlier ones slip towards the end."""
    calendar = dials.calendar
    ends = calendar.quarter_ends.astype(np.float64)
    nearest = np.searchsorted(ends, won_t)
    last, coming = ends[np.maximum(nearest - 1, 0)], ends[np.minimum(nearest, len(ends) - 1)]
    january = calendar.month[np.clip(last, 0, calendar.n_days - 1).astype(np.int64)] == 12
    pulled_to = last - 5 * late
    pulled = (
        (pulled_to > negotiated_t + 1)
        & (won_t - last < 18)
        & (chance < np.where(january, dials.year_end_rush, 0.2))
        & (nearest > 0)
    )
    held = ~pulled & (coming - won_t < 40) & (chance > 0.65)
    return np.where(pulled, pulled_to, np.where(held, np.maximum(coming - 9 * late, won_t), won_t))


def _stalled(
    dials: Dials, segment: Ints, stalled: Floats, ended: Floats, is_won: Truths, chance: Floats, waits: Floats
) -> tuple[Floats, Floats, Floats, Truths]:
    """Stalled deals are closed as lost after a year or so, unless somebody takes them up again before; then more than half are won."""
    hazard = np.r_[0.0, np.cumsum(dials.revival)]
    there = np.flatnonzero(stalled < dials.calendar.n_days)
    t = stalled[there]
    target = np.interp(t, np.arange(len(hazard)), hazard) + waits[there, 0]
    taken_up = np.where(target < hazard[-1], np.interp(target, hazard, np.arange(len(hazard))), NEVER)
    dropped = t + 200 + 260 * waits[there, 1]
    revived = np.full(len(stalled), NEVER)
    back = taken_up < dropped
    revived[there] = np.where(back, taken_up, NEVER)
    ended, is_won = ended.copy(), is_won.copy()
    ended[there] = np.where(back, taken_up + 0.3 * CYCLE_DAYS[segment[there]] * (0.5 + chance[there]), dropped)
    is_won[there] = back & (chance[there] < 0.58)
    return stalled, revived, ended, is_won


def _why_lost(dials: Dials, seed: int, ended: Floats) -> Ints:
    """What weighed more when the deal was lost is named more often; some sellers just pick "other"."""
    day = _day(dials, ended)
    weights = np.tile(_USUAL_REASONS, (len(ended), 1))
    weights[:, 3] *= np.exp(-2.6 * dials.late_appeal[day])
    weights[:, :3] *= np.exp(-1.8 * dials.market[day])[:, None]
    edges = np.cumsum(weights / weights.sum(axis=1, keepdims=True), axis=1)
    pick = stream(seed, "loss reasons").random(len(ended))
    reason: Ints = np.minimum((pick[:, None] > edges).sum(axis=1), len(LOSS_REASONS) - 1)
    return reason
