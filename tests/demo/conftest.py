"""Simulated companies, lived once and measured with plain arrays: none of Oarlock's own metrics is used here."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from oarlock import registry
from oarlock.demo.calendar import Calendar
from oarlock.demo.company import PLANTS, Company, live, prepare, simulate
from oarlock.demo.deal_history import WON_STATUS
from oarlock.demo.truth import Truth

Floats = NDArray[np.float64]


class Watched:
    """A company with what a plain look at its arrays says, by quarter."""

    def __init__(self, company: Company, truth: Truth) -> None:
        self.company, self.truth = company, truth
        self.calendar = company.dials.calendar
        versions = company.versions
        last = np.r_[versions.deal[1:] != versions.deal[:-1], True]
        self.fresh = company.deals.kind[versions.deal] == 0
        self.closed = last & (versions.status > 0) & self.fresh & self.inside(versions.t)
        self.won = self.closed & (versions.status == WON_STATUS)

    def inside(self, t: Floats) -> NDArray[np.bool_]:
        return (t >= self.calendar.start_day) & (t < self.calendar.n_days)

    def quarter(self, t: Floats) -> NDArray[np.int64]:
        return np.searchsorted(self.calendar.quarter_starts, t, side="right") - 1

    def by_quarter(self, t: Floats, weights: Floats | None = None) -> Floats:
        kept = self.inside(t)
        weights = None if weights is None else weights[kept]
        return np.bincount(self.quarter(t[kept]), weights, self.calendar.quarters).astype(float)

    @property
    def onset(self) -> int:
        """The quarter in which the plant began."""
        labels = [self.calendar.quarter_label(q) for q in range(self.calendar.quarters)]
        return labels.index(str(self.truth.began_in))

    @property
    def bookings(self) -> Floats:
        versions = self.company.versions
        return self.by_quarter(versions.t[self.won], versions.amount[self.won])

    @property
    def win_rate(self) -> Floats:
        return self.by_quarter(self.company.versions.t[self.won]) / self.by_quarter(
            self.company.versions.t[self.closed]
        )


def before_and_after(watched: Watched, series: Floats) -> tuple[float, float]:
    """Means over the quarters before the plant, and from the second quarter after it began."""
    return float(np.mean(series[: watched.onset])), float(np.mean(series[watched.onset + 2 :]))


@functools.cache
def lived(plant: str, seed: int) -> Watched:
    """A company of size S, in memory."""
    dials, truth = prepare(registry.load(PLANTS, plant, "PLANT"), Calendar(date(2023, 7, 1), 10), seed, "S")
    return Watched(live(dials, seed, 1.0), truth)


@pytest.fixture(scope="session")
def company() -> Callable[[str, int], Watched]:
    return lived


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exported files of one company."""
    path = tmp_path_factory.mktemp("demo")
    simulate(path, seed=3, plant="slow_follow_up")
    return path
