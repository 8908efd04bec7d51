"""What stood at the end of each period: signed events and a running sum, never a row per day (METHODS 3.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from oarlock.measure.asking import Key
from oarlock.measure.base import Answered
from oarlock.measure.facts.places import BUCKET, bucketed, lent
from oarlock.measure.periods import PERIOD
from oarlock.measure.statistics.resampled import SCALE, Sums, sums_by_bucket, whole
from oarlock.measure.statistics.total import totalled

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked

FINE = ("day", "week")
DEALS = "deals one by one"
LARGEST = 3_000_000_000
"""Values beyond this count as this in a range, so that their squares fit into eight bytes."""


@dataclass(frozen=True)
class Stock:
    """Rows stand from `at` until `until_at` (null: still) with `value`; what stands at the end of a period is summed.

    Attributes:
        excluded: Why a unit has no value, in words.
    """

    excluded: str
    least: int = 10
    additive: bool = True
    flows: bool = False
    standing: bool = True

    def __call__(self, asked: Asked) -> Answered:
        """The stock at the end of each period, or at the end of what was asked."""
        if PERIOD not in asked.keys:
            t = asked.table
            now = t.filter(t["at"] <= asked.until, t.until_at.isnull() | (t.until_at > asked.until))
            return self._answer(asked, _sums(replace(asked, table=now), signed=False))
        if asked.every in FINE:
            return self._fine(asked)
        return self._answer(
            asked, _accumulated(_sums(replace(asked, table=_events(asked, value=asked.table.value)), signed=True))
        )

    def _fine(self, asked: Asked) -> Answered:
        """Day by day there are too many groups to resample accounts in each: the range is that of deals that come one by one."""
        import numpy as np

        from oarlock.stats.arrays import z_of

        sums = _accumulated(_changes(asked))
        totals = sums.table[:, :, 0]
        rows, stands = totals[:, :3].tolist(), totals[:, 0] / SCALE
        reach = z_of(asked.level) * np.sqrt(np.maximum(totals[:, 3], 0.0))
        ends = zip(np.maximum(stands - reach, 0.0).tolist(), (stands + reach).tolist(), strict=True)
        estimates = {
            key: totalled(row, pair, self.least, asked.level, self.excluded, DEALS)
            for key, row, pair in zip(sums.keys, rows, ends, strict=True)
        }
        return Answered(estimates, _left_out(sums, rows, self.excluded))

    def _answer(self, asked: Asked, sums: Sums) -> Answered:
        totals = sums.totals
        ends = sums.total_ends(asked.level)
        estimates = {
            key: totalled(row, pair, self.least, asked.level, self.excluded)
            for key, row, pair in zip(sums.keys, totals.tolist(), ends, strict=True)
        }
        return Answered(estimates, _left_out(sums, totals.tolist(), self.excluded, dated=PERIOD in asked.keys))


def _left_out(sums: Sums, rows: Sequence[Sequence[float]], excluded: str, *, dated: bool = True) -> dict[str, int]:
    """Units without a value, at the last instant told."""
    last = max((key[0] for key in sums.keys), default=None) if dated else None
    n = sum(int(row[2] - row[1]) for key, row in zip(sums.keys, rows, strict=True) if last is None or key[0] == last)
    return {excluded: n} if n else {}


def _changes(asked: Asked) -> Sums:
    """Value, units with a value, units, and squared whole values, by group and without accounts; all exact."""
    import numpy as np

    value = asked.table.value
    size = value.round().clip(upper=LARGEST).cast("int64")
    told = {"value": whole(value), "known": value.notnull().ifelse(1, 0), "squares": size * size}
    t = _events(asked, **told)
    found = replace(asked, table=t).grouped(rows=t.sign.sum(), **{name: (t[name] * t.sign).sum() for name in told})
    table = np.zeros((len(found.keys), 4, 1))
    for place, name in enumerate(("value", "known", "rows", "squares")):
        table[found.group, place, 0] = found.filled(name)
    return Sums(found.keys, table)


def _events(asked: Asked, **told: Any) -> Any:
    """One row when a value comes to stand and one, negative, when it stops: each row met with both signs, so that it is read once.

    Args:
        told: Columns of the events, by name: worked out of the rows before they are doubled.
    """
    slices = [key for key in asked.keys if key != PERIOD]
    t = bucketed(asked.table).select(*slices, PERIOD, "period_until", "at", "until_at", BUCKET, **told)
    signs = lent(asked.ledger, "signs", {"sign": "DOUBLE"}, [(1,), (-1,)])
    both = t.cross_join(signs)
    begins = both.sign > 0
    event_at = begins.ifelse(both["at"], both.until_at)
    met = both.filter(event_at.notnull(), event_at <= asked.until)
    return met.select(
        *slices,
        BUCKET,
        *told,
        period=begins.ifelse(both[PERIOD], both["period_until"]),
        sign=begins.ifelse(1, -1),
    )


def _sums(asked: Asked, *, signed: bool) -> Sums:
    """Value, units with a value, units; rows of events count with their sign."""

    def sign(t: Any) -> Any:
        return t.sign if signed else 1

    return sums_by_bucket(
        asked,
        value=lambda t: (whole(t.value) * sign(t)).sum(),
        known=lambda t: t.value.notnull().ifelse(sign(t), 0).sum(),
        rows=lambda t: t.sign.sum() if signed else t.count(),
    )


def _accumulated(changes: Sums) -> Sums:
    """Running sums over periods, for every slice in every period from the first on."""
    import numpy as np

    periods = sorted({key[0] for key in changes.keys})
    slices = sorted({key[1:] for key in changes.keys}, key=_order)
    place = {key: i for i, key in enumerate((period, *rest) for rest in slices for period in periods)}
    table = np.zeros((len(place), *changes.table.shape[1:]))
    table[[place[key] for key in changes.keys]] = changes.table
    stood = table.reshape(len(slices), len(periods), *changes.table.shape[1:]).cumsum(axis=1).reshape(table.shape)
    return Sums(tuple(place), stood)


def _order(key: Key) -> tuple[Any, ...]:
    return tuple((part is not None, str(part)) for part in key)


def standing(statistic: Any) -> bool:
    """Whether a statistic tells what stands at an instant, so that older rows belong to younger periods."""
    return bool(getattr(statistic, "standing", False))


def carried(estimates: dict[Key, Any], periods: list[Any]) -> dict[Key, Any]:
    """Estimates with the periods without any change filled from the one before."""
    slices = {key[1:] for key in estimates}
    full: dict[Key, Any] = {}
    for rest in slices:
        before = None
        for period in periods:
            before = estimates.get((period, *rest), before)
            if before is not None:
                full[(period, *rest)] = before
    return full
