"""Campaigns by channel, quarter and audience, and what was spent on them each day."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa

from oarlock.demo.arrays import Floats, Ints, stream
from oarlock.demo.channels import AUDIENCES, CHANNELS, CREATING, NAMES
from oarlock.demo.company import Company
from oarlock.demo.sheets import days, ids, numbers, words, write

PAID = tuple(k for k, channel in enumerate(CHANNELS) if channel.money > 0)
_PURPOSES = ("create", "capture", "")


def quarter_of(company: Company, t: Floats) -> Ints:
    """Exported quarter of each instant, 0 for all before the export."""
    return np.maximum(np.searchsorted(company.dials.calendar.quarter_starts, t, side="right") - 1, 0)


def campaign_of(company: Company, channel: Ints, audience: Ints, t: Floats) -> Ints:
    """Campaign number of a lead, touch or day; -1 for channels without campaigns."""
    paid = np.isin(channel, PAID)
    audience = np.where(np.isin(channel, CREATING), audience, 0)
    return np.where(paid, (quarter_of(company, t) * len(CHANNELS) + channel) * len(AUDIENCES) + audience, -1)


def write_campaigns(folder: Path, company: Company, seed: int) -> None:
    """Writes `campaigns` and the `spend` of each day."""
    calendar = company.dials.calendar
    cells = [
        (q, c, a)
        for q in range(calendar.quarters)
        for c in PAID
        for a in range(len(AUDIENCES))
        if a == 0 or c in CREATING
    ]
    quarter, channel, audience = np.array(cells).T
    starts = np.r_[calendar.quarter_starts, calendar.n_days]
    names = [
        f"{calendar.quarter_label(q)} {NAMES[c]} {AUDIENCES[a].name if c in CREATING else ''}".strip()
        for q, c, a in cells
    ]
    purpose = np.array(
        [_PURPOSES.index(CHANNELS[c].purpose) if CHANNELS[c].purpose in _PURPOSES else 2 for c in channel]
    )
    number = campaign_of(company, channel, audience, starts[quarter].astype(np.float64))
    write(
        folder, "campaigns", campaign_id=ids("C", number), name=pa.array(names), channel=words(channel, NAMES),
        purpose=words(purpose, _PURPOSES), started_on=days(starts[quarter], calendar.origin),
        ended_on=days(starts[quarter + 1] - 1, calendar.origin),
    )  # fmt: skip
    _write_spend(folder, company, seed)


def daily_money(company: Company) -> Floats:
    """Planned money per day, channel and audience at size S (days × channels × audiences)."""
    dials = company.dials
    money = np.zeros((dials.calendar.n_days, len(CHANNELS), len(AUDIENCES)))
    usual = np.array([channel.per_day * channel.money for channel in CHANNELS])
    for k in PAID:
        money[:, k, 0] = usual[k] * (dials.capture_money if CHANNELS[k].purpose == "capture" else 1.0)
    total = usual[list(CREATING)].sum() * dials.create_money
    for position, k in enumerate(CREATING):
        money[:, k, 0] = total * dials.create_mix[:, position] * (1 - dials.broad_share)
        money[:, k, 1] = total * dials.create_mix[:, position] * dials.broad_share
    return money * dials.growth[:, None, None]


def _write_spend(folder: Path, company: Company, seed: int) -> None:
    calendar = company.dials.calendar
    noise = np.exp(stream(seed, "spend").normal(-0.03, 0.25, (calendar.n_days, len(CHANNELS), len(AUDIENCES))))
    rhythm = np.where(calendar.weekday < 5, 1.15, 0.62)[:, None, None]
    money = np.round(daily_money(company) * noise * rhythm * company.scale, 2)
    money[: calendar.start_day] = 0
    day, channel, audience = np.nonzero(money)
    write(
        folder, "spend", day=days(day, calendar.origin),
        campaign_id=ids("C", campaign_of(company, channel, audience, day.astype(np.float64))), channel=words(channel, NAMES),
        amount=numbers(money[day, channel, audience]), currency=words(np.zeros(len(day), np.int64), ("USD",)),
    )  # fmt: skip
