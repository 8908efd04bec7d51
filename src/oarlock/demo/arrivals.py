"""Leads arrive: how many on each day from each channel and audience, from which companies, and how ready to buy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oarlock.demo.arrays import Draws, Floats, Ints, Truths, stream
from oarlock.demo.channels import AUDIENCES, CAPTURING, CHANNELS, CREATING, OUTBOUND, REFERRAL
from oarlock.demo.dials import Dials

AWARENESS_DAYS = 120
"""How long creating marketing is remembered: capturing channels can only harvest what was sown in about that time."""
MORE_MONEY = 0.7
"""Elasticity of captured demand to its money."""


@dataclass
class Leads:
    """One entry per lead, in order of arrival. `account` counts companies in order of their first lead."""

    t: Floats
    channel: Ints
    audience: Ints
    account: Ints
    intent: Floats
    score: Floats
    on_profile: Truths
    segment: Ints

    def __len__(self) -> int:
        return len(self.t)


@dataclass
class Accounts:
    """The companies, one entry each.

    Attributes:
        on_profile: Whether it is the kind of customer the company wants. segment: its number. since: day it came into the CRM.
    """

    on_profile: Truths
    segment: Ints
    since: Floats

    def __len__(self) -> int:
        return len(self.since)


def awareness(dials: Dials) -> Floats:
    """How much demand there is to capture, against usual: the creating money of the last months, remembered exponentially."""
    keep = np.exp(-1 / AWARENESS_DAYS)
    level, out = dials.create_money[0], np.empty_like(dials.create_money)
    for day, money in enumerate(dials.create_money):
        level = keep * level + (1 - keep) * money
        out[day] = level
    return out


def daily_rates(dials: Dials) -> Floats:
    """Leads expected per day at size S before the rhythm of the week (days × channels × audiences)."""
    rate = np.zeros((dials.calendar.n_days, len(CHANNELS), len(AUDIENCES)))
    base = np.array([channel.per_day for channel in CHANNELS])
    rate[:, :, 0] = base
    usual_mix = base[list(CREATING)] / base[list(CREATING)].sum()
    created = base[list(CREATING)] * (dials.create_mix / usual_mix) * dials.create_money[:, None]
    for a, (audience, share) in enumerate(zip(AUDIENCES, (1 - dials.broad_share, dials.broad_share), strict=True)):
        rate[:, list(CREATING), a] = created * (audience.of_leads * share / audience.of_money)[:, None]
    rate[:, list(CAPTURING), 0] *= (awareness(dials) * dials.capture_money**MORE_MONEY)[:, None]
    rate[:, OUTBOUND, 0] *= dials.outbound
    rate[:, REFERRAL, 0] *= _heard(dials.joy)
    rate *= (dials.growth * dials.season)[:, None, None]
    return rate


def _heard(joy: Floats, days: int = 45) -> Floats:
    """Word of mouth: contentment of a while ago, and more than proportional."""
    before: Floats = np.r_[np.full(days, joy[0]), joy[:-days]]
    return before**1.5


def arrive(dials: Dials, seed: int, scale: float) -> tuple[Leads, Accounts]:
    """Draws the leads of all simulated days; `scale` multiplies the volume of size S."""
    day, cell = _counts(dials, seed, scale)
    moment = stream(seed, "time of day").beta(2.2, 2.2, len(day))
    t = day + (7 + 13 * moment) / 24
    order = np.argsort(t, kind="stable")
    t, channel, audience = t[order], cell[order] // len(AUDIENCES), cell[order] % len(AUDIENCES)
    wanted, segment = _company(dials, seed, t, channel, audience)
    first = _first_of_company(Draws(seed, "colleagues"), len(t), scale, channel)
    is_first = first == np.arange(len(t))
    account = (np.cumsum(is_first) - 1)[first]
    accounts = Accounts(wanted[is_first], segment[is_first], t[is_first])
    return _people(seed, t, channel, audience, account, accounts), accounts


def _counts(dials: Dials, seed: int, scale: float) -> tuple[Ints, Ints]:
    rhythm = np.where(dials.calendar.is_working, 1.0, 0.22) * 1.25
    cells = daily_rates(dials).reshape(dials.calendar.n_days, -1)
    weeks = dials.calendar.n_days // 7 + 1
    luck = np.exp(stream(seed, "campaign luck").normal(-0.02, 0.2, (weeks, cells.shape[1])))
    expected = cells * rhythm[:, None] * luck[np.arange(dials.calendar.n_days) // 7] * scale
    counts = stream(seed, "arrivals").poisson(expected)
    flat = np.repeat(np.arange(counts.size), counts.ravel())
    return flat // cells.shape[1], flat % cells.shape[1]


def _company(dials: Dials, seed: int, t: Floats, channel: Ints, audience: Ints) -> tuple[Truths, Ints]:
    day = t.astype(np.int64)
    share = np.array([c.on_profile for c in CHANNELS])[channel]
    creating = np.isin(channel, CREATING)
    share = np.where(creating, np.array([a.on_profile for a in AUDIENCES])[audience], share)
    on_profile = stream(seed, "profile").random(len(t)) < share
    edges = np.cumsum(dials.segment_mix, axis=1)[day, :2]
    segment = (stream(seed, "segment").random(len(t))[:, None] > edges).sum(axis=1)
    return on_profile, segment


def _first_of_company(draws: Draws, n: int, scale: float, channel: Ints) -> Ints:
    """For each lead the first lead of its company: one in four is a colleague of somebody who came lately by the same kind of way."""
    back = 1 + (draws.even(n) * 400 * scale).astype(np.int64)
    earlier = np.arange(n) - back
    joins = (draws.even(n) < 0.3) & (earlier >= 0)
    outbound = channel == OUTBOUND
    joins &= outbound == outbound[np.maximum(earlier, 0)]
    first = np.where(joins, earlier, np.arange(n))
    while True:
        further = first[first]
        if np.array_equal(further, first):
            return first
        first = further


def _people(seed: int, t: Floats, channel: Ints, audience: Ints, account: Ints, accounts: Accounts) -> Leads:
    draws = Draws(seed, "people").normal(len(t), 2)
    intent = draws[:, 0] + np.array([c.intent for c in CHANNELS])[channel]
    on_profile = accounts.on_profile[account]
    score = 45 + 14 * intent + 6 * on_profile + 8 * draws[:, 1]
    return Leads(t, channel, audience, account, intent, score, on_profile, accounts.segment[account])
