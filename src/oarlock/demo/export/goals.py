"""Targets, costs and revenue by quarter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from oarlock.demo.arrays import Floats
from oarlock.demo.company import Company
from oarlock.demo.deal_history import WON_STATUS
from oarlock.demo.export.campaigns import quarter_of
from oarlock.demo.sheets import days, numbers, words, write

TEAMS = ("marketing", "sales")
COST_PER_REP = 30_000.0
"""A rep's cost per quarter, in the reporting currency."""


def write_goals(folder: Path, company: Company) -> None:
    """Writes `targets`, `costs` and `revenue`, a row or more for each exported quarter."""
    calendar, scale = company.dials.calendar, company.scale
    growth = company.dials.growth[calendar.quarter_starts]
    booked = _booked(company)
    n = calendar.quarters
    usd = words(np.zeros(n, np.int64), ("USD",))
    goal = np.round(booked[:2].mean() * growth / growth[0] * 1.05, -4)
    for_both: dict[str, Any] = {
        "period_start": _twice(_starts(company)), "period_end": _twice(_ends(company)),
        "team": words(np.repeat([0, 1], n), TEAMS), "segment": pa.nulls(2 * n, pa.string()),
        "bookings_goal": numbers(np.r_[np.full(n, np.nan), goal]),
        "pipeline_goal": numbers(np.r_[np.round(goal * 2.2, -4), np.full(n, np.nan)]),
        "lead_goal": numbers(np.r_[np.round(1100 * scale * growth, -1), np.full(n, np.nan)]), "currency": _twice(usd),
    }  # fmt: skip
    write(folder, "targets", **for_both)
    reps = np.concatenate([people.present for people in company.staff]).sum(axis=0)[calendar.quarter_starts + 20]
    marketing, sales = np.round(252_000.0 * scale * growth, 2), reps.astype(np.float64) * COST_PER_REP
    write(folder, "costs", period_start=_twice(_starts(company)), period_end=_twice(_ends(company)),
          team=words(np.repeat([0, 1], n), TEAMS), kind=words(np.zeros(2 * n, np.int64), ("people",)),
          amount=numbers(np.r_[marketing, sales]), currency=_twice(usd))  # fmt: skip
    write(folder, "revenue", period_start=_starts(company), period_end=_ends(company), segment=pa.nulls(n, pa.string()),
          amount=numbers(np.round(_recognised(booked), 2)), currency=usd)  # fmt: skip


def _twice(column: Any) -> Any:
    return pa.concat_arrays([column, column])


def _starts(company: Company) -> Any:
    return days(company.dials.calendar.quarter_starts, company.dials.calendar.origin)


def _ends(company: Company) -> Any:
    calendar = company.dials.calendar
    return days(np.r_[calendar.quarter_starts[1:], calendar.n_days], calendar.origin)


def _booked(company: Company) -> Floats:
    versions, calendar = company.versions, company.dials.calendar
    won = (versions.status == WON_STATUS) & (versions.t >= calendar.start_day) & (versions.t < calendar.n_days)
    amounts = np.nan_to_num(versions.amount[won])
    return np.bincount(quarter_of(company, versions.t[won]), amounts, calendar.quarters).astype(np.float64)


def _recognised(booked: Floats) -> Floats:
    """A year's contract earns a quarter of its value each quarter; before the export as in its first half year."""
    before = np.r_[np.full(4, booked[:2].mean()), booked]
    return np.convolve(before, np.full(4, 0.25), mode="valid")[1:]
