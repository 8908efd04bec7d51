"""Cells of money and wins: what each group of leads cost, what it won, and how much of its wins can be seen by now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from oarlock.measure.cohorts import local_day
from oarlock.measure.facts.places import tally
from oarlock.measure.statistics.curves import Counts
from oarlock.measure.statistics.resampled import SCALE, whole

if TYPE_CHECKING:
    import numpy as np

    from oarlock.measure.asking import Asked, Grouped, Key

REACH = 0.95
"""A cohort is seen to the end when this part of those who win have won."""
KIND = "lead_type"
"""Channels are pooled within the same kind of lead, where the question tells kinds apart."""
SUMS = (
    "leads",
    "wins",
    "unpriced",
    "unpriced_wins",
    "media",
    "recorded",
    "hours",
    "shared",
    "amount",
    "valued",
    "logs",
    "squares",
)
MONEY = ("media", "hours", "shared", "amount", "logs", "squares")


@dataclass(frozen=True)
class Cell:
    """One group of leads.

    Attributes:
        pool: The group it may be pooled with: same period, same kind of lead.
        sums: What `SUMS` names, over the whole cell; money in units.
        months: (leads, wins, media, hours, shared) by month of creation, oldest first; seen: part of each month's wins that can be seen.
    """

    key: Key
    pool: Key
    sums: dict[str, float]
    months: np.ndarray
    seen: np.ndarray

    def costs(self, hourly: float) -> np.ndarray:
        """Cost by month: media, and with an hourly rate above 0 also handling and the shared part."""
        by_month: np.ndarray = self.months[:, 2] + hourly * self.months[:, 3] + self.months[:, 4]
        return by_month

    @property
    def is_priced(self) -> bool:
        """Whether any spend is recorded for it: money nobody recorded is unknown, not 0."""
        return self.sums["recorded"] > 0


def observed_cells(asked: Asked) -> list[Cell]:
    """One cell per group of `lead_costs`, from sums by group and month of creation."""
    import numpy as np

    found = _found(asked)
    months, number = np.unique(np.ma.getdata(found.columns["month"]).astype("datetime64[D]"), return_inverse=True)
    there, place = np.unique(found.group * len(months) + number, return_inverse=True)
    group, month = there // len(months), months[there % len(months)]
    columns = {name: np.bincount(place, found.filled(name)) / (SCALE if name in MONEY else 1) for name in SUMS}
    lag = _lags(asked, found)
    cells = []
    for i, key in enumerate(found.keys):
        rows = np.flatnonzero(group == i)
        pool = _pool(asked, key)
        by_month = np.column_stack([columns[name][rows] for name in ("leads", "wins", "media", "hours", "shared")])
        sums = {name: float(columns[name][rows].sum()) for name in SUMS}
        cells.append(Cell(key, pool, sums, by_month, lag.seen(asked, pool, month[rows])))
    return cells


def _found(asked: Asked) -> Grouped:
    """The sums, by month of creation and by how long each lead waited for what (`tick`, -1 where it is not told; `fate`).

    So the curve of wins needs no question of its own: what a lead cost takes more to find out than to add up.
    """
    import ibis

    rows = asked.table
    timed = (rows.is_lead == 1) & rows.waited.notnull() & rows.outcome.notnull() & (rows.waited >= 0)
    t = rows.mutate(tick=timed.ifelse(rows.waited, -1), fate=timed.ifelse(rows.outcome, 0))
    won = (t.outcome == 1).fill_null(False)
    if asked.horizon is not None:
        won = won & (t.waited <= asked.horizon)
    logs = (t.amount > 0).ifelse(t.amount, ibis.null("float64")).ln()
    known, lead = t.media.notnull(), t.is_lead == 1
    return replace(asked, table=t).grouped(
        "month", "tick", "fate", units=t.count(),
        leads=tally(lead & known), wins=tally(won & known), unpriced=tally(lead & ~known), unpriced_wins=tally(won & ~known),
        media=whole(t.media).sum(), recorded=t.media.count(), hours=whole(t.hours).sum(where=known),
        shared=whole(t.shared).sum(where=known), amount=whole(t.amount).sum(where=known & (t.amount > 0)), valued=logs.count(where=known),
        logs=whole(logs).sum(where=known), squares=whole(logs * logs).sum(where=known),
    )  # fmt: skip


@dataclass(frozen=True)
class Lags:
    """How wins come in after the lead: a curve per kind of lead; None where nobody has won yet."""

    curves: dict[Any, tuple[np.ndarray, np.ndarray, float] | None]

    def seen(self, asked: Asked, pool: Key, months: np.ndarray) -> np.ndarray:
        """The part of the wins of leads of each month that can be seen by now: a lead of the middle of the month stands for all.

        Where nobody has won yet the time a win takes is unknown, and all of it counts as seen.
        """
        import numpy as np

        from oarlock.stats.spend_lag import part_seen

        known = self.curves.get(pool[-1], None)
        if known is None:
            return np.ones(len(months))
        times, reached, last = known
        today: date = local_day(asked.ledger, asked.agreement)
        days = np.maximum((np.datetime64(today) - months).astype(float), 0.0)
        age = np.maximum(days - 15, days / 2)
        place = np.searchsorted(times, age, side="right")
        return part_seen(np.where(place > 0, reached[np.maximum(place - 1, 0)], 0.0), last)


def _lags(asked: Asked, found: Grouped) -> Lags:
    """One curve of wins per kind of lead, over all that was asked about."""
    import numpy as np

    kinds = [key[_place(asked, KIND)] if KIND in asked.slices else None for key in found.keys]
    known = found.counts("tick") >= 0
    there = list(dict.fromkeys(kinds[i] for i in np.unique(found.group[known]).tolist()))
    curves: dict[Any, tuple[np.ndarray, np.ndarray, float] | None] = {}
    if not there:
        return Lags(curves)
    tick, fate, units = (found.counts(name)[known] for name in ("tick", "fate", "units"))
    number = {kind: i for i, kind in enumerate(there)}
    drawn = Counts(found.group[known], tick, fate, units, 1, 2).curves(
        [number.get(kind, -1) for kind in kinds], len(there)
    )
    end = np.where(np.isfinite(drawn.times), drawn.times, 0).max(axis=1)
    horizon = np.full(len(end), asked.horizon) if asked.horizon else drawn.conditional_quantile(1, end, REACH)
    readable = drawn.readable_until(np.where(np.isfinite(horizon), horizon, end))
    horizon = np.where(np.isfinite(readable), readable, horizon)
    last = drawn.by(np.where(np.isfinite(horizon), horizon, 0.0))[:, 0]
    for i, kind in enumerate(there):
        curves[kind] = (drawn.times[i], drawn.cumulative[i, 0], float(last[i])) if last[i] > 0 else None
    return Lags(curves)


def _pool(asked: Asked, key: Key) -> Key:
    """Period and kind of lead of a group; None for what the question does not tell apart."""
    first = len(asked.keys) - len(asked.slices)
    period: Sequence[Any] = key[:first] or (None,)
    return (*period, key[_place(asked, KIND)] if KIND in asked.slices else None)


def _place(asked: Asked, name: str) -> int:
    return len(asked.keys) - len(asked.slices) + asked.slices.index(name)
