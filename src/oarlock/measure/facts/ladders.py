"""The forecasting ladder of one ledger: fitted once on all deals, asked for any slice of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from oarlock.measure.facts.chances import LEAST_PAST
from oarlock.measure.facts.origins import FEATURES, origins
from oarlock.measure.facts.outlook import basis
from oarlock.measure.facts.places import kept_name, remembered
from oarlock.measure.facts.points import points

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.measure.asking import Asked, Key
    from oarlock.stats.ladder import Cells

MODELS = ("last year", "stage and time", "regression", "commit")
"""The steps of the ladder, simplest first, and the team's own commit beside them."""
SCALE = 1_000_000
Found = TypeVar("Found")


@dataclass(frozen=True)
class Sums:
    """One period of one slice: its cells, what was booked in it and by each point, what stood committed, and how many deals stood."""

    cells: Cells
    booked: float
    booked_before: Mapping[int, float]
    committed: Mapping[int, float]
    standing: Mapping[int, int]


@dataclass(frozen=True)
class Ladder:
    """What past periods teach, period by period; nothing of a period or after it teaches its own forecast."""

    starts: tuple[date, ...]
    over: frozenset[date]
    points: Mapping[date, tuple[int, ...]]
    sums: Mapping[date, Sums]
    most: int
    _known: dict[Hashable, Any] = field(default_factory=dict)

    def number(self, start: date) -> int:
        """Place of a period in time."""
        return self.starts.index(start)

    def is_over(self, start: date) -> bool:
        """Whether all of the period lies in the past."""
        return start in self.over

    def points_of(self, start: date) -> tuple[int, ...]:
        """Business days left at the points of a period."""
        return self.points.get(start, ())

    def before(self, start: date) -> list[date]:
        """The latest periods that were over before this one."""
        return [one for one in self.starts if one < start and one in self.over and one in self.sums][-self.most :]

    def chances(self, model: str, start: date, left: int, rows: Cells) -> np.ndarray | None:
        """The chance of each cell by a step of the ladder; None where too few periods teach it."""
        step = self._step(model, start)
        if step is None:
            return None
        chances: np.ndarray | None = step.chances(rows, left) if model == "stage and time" else step.chances(rows)
        return chances

    def shares(self, start: date, left: int) -> list[float]:
        """Of past periods, the share of bookings that came from deals not yet due at this point."""

        def find() -> list[float]:
            told = []
            for one in self.before(start):
                sums = self.sums[one]
                rows = sums.cells.where(sums.cells.left == left)
                if sums.booked > 0:
                    stood = float(rows.won_value.sum()) + sums.booked_before.get(left, 0.0)
                    told.append(min(max(1.0 - stood / sums.booked, 0.0), 1.0))
            return told

        return self.once(("shares", start, left), find)

    def shock(self, start: date, left: int) -> float:
        """Sd in log-odds of what all deals of a period share, from how the table of stage and time fared before."""
        from oarlock.stats.ladder import common_shock

        def find() -> float:
            came, expected, deals = [], [], []
            for one in self.before(start):
                rows = self.sums[one].cells
                rows = rows.where(rows.left == left)
                chances = self.chances("stage and time", one, left, rows) if len(rows.n) else None
                if chances is not None:
                    came.append(float(rows.won.sum()))
                    expected.append(float(chances @ rows.n))
                    deals.append(float(rows.n.sum()))
            return common_shock(came, expected, deals)

        return self.once(("shock", start, left), find)

    def _step(self, model: str, start: date) -> Any:
        """A step of the ladder as it stood before a period, fitted once; None where too few periods teach it."""
        from oarlock.stats.ladder import Regression, StageTable

        def find() -> StageTable | Regression | None:
            taught = self.before(start)
            if len(taught) < LEAST_PAST:
                return None
            train = joined([self.sums[one].cells for one in taught])
            return StageTable.of(train) if model == "stage and time" else Regression.of(train)

        return self.once((model, start), find)

    def once(self, name: Hashable, find: Callable[[], Found]) -> Found:
        """What follows from the ladder alone, found when first asked for: fits, shares, its own forecasts."""
        if name not in self._known:
            self._known[name] = find()
        found: Found = self._known[name]
        return found


def ladder(ledger: Ledger, agreement: Agreement, every: str) -> Ladder:
    """The ladder of a ledger, built once."""
    name = kept_name("ladder", every, agreement.analysis.window_quarters, *basis(agreement))
    return remembered(ledger, name, lambda: _built(ledger, agreement, every))


def _built(ledger: Ledger, agreement: Agreement, every: str) -> Ladder:
    told = points(ledger, agreement, every)
    starts = tuple(sorted({point.period.start for point in told}))
    at: dict[date, list[int]] = {}
    for point in told:
        at.setdefault(point.period.start, []).append(point.days_left)
    from oarlock.measure.asking import Grouped

    aggregated = _aggregated(origins(ledger, agreement, every), ("period_start",))
    found = Grouped.of(ledger.run(aggregated), ("period_start",))
    sums = {key[0]: one for key, one in _summed(found, starts).items()}
    over = frozenset(point.period.start for point in told if point.is_over)
    return Ladder(starts, over, {k: tuple(v) for k, v in at.items()}, sums, agreement.analysis.window_quarters)


def cells_of(asked: Asked) -> dict[Key, Sums]:
    """The sums of each group of the rows asked about; the last of a group's keys is the period's first day."""
    known = ladder(asked.ledger, asked.agreement, asked.every or "quarter")
    found = asked.grouped("days_left", *FEATURES, **_measures(asked.table))
    return _summed(found, known.starts)


def _aggregated(rows: Any, keys: tuple[str, ...]) -> Any:
    import ibis

    told = rows.group_by([*keys, "days_left", *FEATURES]).aggregate(**_measures(rows))
    from oarlock.measure.asking import GROUP

    order = ibis.window(order_by=[told[key].asc(nulls_first=True) for key in keys])
    return told.mutate(**{GROUP: ibis.dense_rank().over(order)})


def _measures(t: Any) -> dict[str, Any]:
    def whole(value: Any) -> Any:
        return (value * float(SCALE)).round().cast("int64").sum()

    return {
        "n": (t.is_standing == 1).ifelse(1, 0).sum(),
        "priced": t.amount.count(),
        "wins": t.won.sum(),
        "value": whole(t.amount),
        "won_value": whole(t.amount * t.won),
        "committed_value": whole(t.committed),
        "before": whole(t.booked_before),
        "came": whole(t.booked),
    }


def _summed(found: Any, starts: tuple[date, ...]) -> dict[Key, Sums]:
    """Arrays of the aggregated rows as one `Sums` per group."""
    from oarlock.stats.ladder import Cells

    column = {name: found.filled(name, -1.0 if name in FEATURES else 0.0) for name in found.columns if name != "cell"}
    names = ["" if not isinstance(one, str) else one for one in found.columns["cell"].tolist()]
    stages = {name: number for number, name in enumerate(sorted({*names}))}
    stage = np.array([_stage_number(name, stages) for name in names], dtype=np.int64)
    left = np.rint(column["days_left"]).astype(np.int64)
    looks = np.column_stack(
        [column["age_band"], column["pushed"], column["size_band"], column["ours"], column["active"]]
    )
    # Rows in an order of their own, so that sums do not depend on how they arrived.
    order = np.lexsort((*looks.T[::-1], stage, left, found.group))
    told: dict[Key, Sums] = {}
    for number in np.unique(found.group):
        at = order[found.group[order] == number]
        key = found.keys[_group_place(found, int(number))]
        stands = at[column["n"][at] > 0]
        period = starts.index(key[-1]) if key[-1] in starts else -1
        cells = Cells(
            np.full(len(stands), period), left[stands], stage[stands], looks[stands], column["n"][stands], column["wins"][stands],
            column["priced"][stands], column["value"][stands] / SCALE, column["won_value"][stands] / SCALE,
        )  # fmt: skip
        lefts = np.unique(left[at])
        came = {int(k): float(column["came"][at][left[at] == k].sum()) / SCALE for k in lefts}
        told[key] = Sums(
            cells,
            max(came.values(), default=0.0),
            {int(k): float(column["before"][at][left[at] == k].sum()) / SCALE for k in lefts},
            {int(k): float(column["committed_value"][at][left[at] == k].sum()) / SCALE for k in lefts},
            {int(k): round(float(column["n"][at][left[at] == k].sum())) for k in lefts},
        )
    return told


def _stage_number(name: str, stages: Mapping[str, int]) -> int:
    """A number of its own for each kind and stage, the same in every slice."""
    import hashlib

    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") if name in stages else -1


def _group_place(found: Any, number: int) -> int:
    """Place of a group among the keys: groups are numbered from the engine's rank, keys are listed in its order."""
    return int(np.searchsorted(np.unique(found.group), number))


def joined(parts: list[Cells]) -> Cells:
    """Cells of several periods as one."""
    from oarlock.stats.ladder import Cells

    return Cells(*(np.concatenate([getattr(one, name) for one in parts]) for name in Cells.__dataclass_fields__))
