"""Whether the reasons of deals shifted: whole quarters of late against the quarters before, and which reasons moved (METHODS 11.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from oarlock.agreement.calendar import Period, complete_periods, starts_at
from oarlock.measure.facts.local import local_of
from oarlock.measure.periods import INSTANT
from oarlock.stats.errorcontrol import FALSE_DISCOVERIES
from oarlock.stats.result import Estimate

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.stats.divergence import ReasonShift

BASE_QUARTERS, LEAST_BASE_QUARTERS = 4, 2
LATE_QUARTERS = (1, 2, 4)
"""Whole quarters that stand for now: as few as hold enough reasons."""
LEAST_FILLED = 0.70
"""Share of the deals that must say a reason, in either time (METHODS 0.7)."""
LEAST_CHANGE = 0.05
"""Changes of a reason's share below this are not worth a finding, however sure."""
Counts = Mapping[str | None, int]


@dataclass(frozen=True)
class Moved:
    """A reason whose share moved beyond chance, and beyond every quarter of the base.

    Attributes:
        base, now: (deals that say it, deals that say any). change: now − base, with Newcombe's interval.
    """

    reason: str
    base: tuple[int, int]
    now: tuple[int, int]
    change: Estimate


@dataclass(frozen=True)
class Mix:
    """The reasons of two times.

    Attributes:
        base, now: First day, and the day after the last. quarters: labels of the quarters that stand for now.
        test: The G-test of both rows of counts.
        moved: The reasons that moved, those that rose first; they mean something only where the test is passed.
        series: Per reason its share by quarter, oldest first.
    """

    base: tuple[date, date]
    now: tuple[date, date]
    quarters: tuple[str, ...]
    n_base: int
    n_now: int
    test: ReasonShift
    moved: tuple[Moved, ...]
    series: Mapping[str, tuple[tuple[str, float | None], ...]]


def reason_mix(ledger: Ledger, agreement: Agreement, deals: Any) -> Mix | None:
    """Compares the two times; None where either is too short, says too few reasons, or leaves too many deals without one.

    Args:
        deals: One row per deal with `closed_at` and `says` (null: no reason).
    """
    quarters = _counted(ledger, agreement, deals)
    for late in LATE_QUARTERS:
        base, now = quarters[:-late][-BASE_QUARTERS:], quarters[-late:]
        if len(base) >= LEAST_BASE_QUARTERS and len(now) == late:
            found = _compared(base, now)
            if found is not None:
                return found
    return None


Quarter = tuple[Period, Counts]


def _compared(base: Sequence[Quarter], now: Sequence[Quarter]) -> Mix | None:
    from oarlock.stats.divergence import reason_shift
    from oarlock.stats.result import Status

    before, after = _pooled(base), _pooled(now)
    if min(_filled(before), _filled(after)) < LEAST_FILLED:
        return None
    names = sorted({name for name in (*before, *after) if name is not None})
    rows = [[side.get(name, 0) for name in names] for side in (before, after)]
    if not all(map(sum, rows)):
        return None
    test = reason_shift(rows[0], rows[1], seed=11)
    if test.status is not Status.OK:
        return None
    series = {name: tuple((period.label, _share(counts, name)) for period, counts in (*base, *now)) for name in names}
    return Mix(
        (base[0][0].start, base[-1][0].end), (now[0][0].start, now[-1][0].end), tuple(period.label for period, _ in now),
        sum(rows[0]), sum(rows[1]), test, _moved(names, rows, base), series,
    )  # fmt: skip


def _moved(names: Sequence[str], rows: Sequence[Sequence[int]], base: Sequence[Quarter]) -> tuple[Moved, ...]:
    """Each reason against all others, the search over reasons paid for."""
    import numpy as np

    from oarlock.stats.divergence import reason_shift
    from oarlock.stats.errorcontrol import benjamini_hochberg
    from oarlock.stats.proportions import newcombe_difference

    totals = [sum(row) for row in rows]
    tables = [[(row[i], total - row[i]) for row, total in zip(rows, totals, strict=True)] for i in range(len(names))]
    p = [reason_shift(*table, seed=11).p for table in tables]
    told = []
    for name, table, adjusted in zip(names, tables, benjamini_hochberg(np.array(p)).tolist(), strict=True):
        (k0, _), (k1, _) = table
        change = newcombe_difference((k1, totals[1]), (k0, totals[0]))
        sure = change.lo is not None and change.hi is not None and change.lo * change.hi > 0
        outside = _outside([_share(counts, name) for _, counts in base], k1 / totals[1])
        if adjusted <= FALSE_DISCOVERIES and sure and outside and abs(change.value or 0.0) >= LEAST_CHANGE:
            told.append(Moved(name, (k0, totals[0]), (k1, totals[1]), change))
    return tuple(sorted(told, key=lambda one: (-(one.change.value or 0.0), one.reason)))


def _outside(base: Sequence[float | None], now: float) -> bool:
    """Whether the share lies above, or below, that of every quarter of the base: quarters differ by more than the toss of a coin."""
    known = [share for share in base if share is not None]
    return not known or now > max(known) or now < min(known)


def _counted(ledger: Ledger, agreement: Agreement, deals: Any) -> list[Quarter]:
    """Whole quarters, oldest first, with their deals by reason; a first quarter that the record knows in part is none."""
    start_month, zone = agreement.company.fiscal_year_start_month, agreement.company.time_zone
    (known,) = ledger.rows(deals.aggregate(first=deals.closed_at.min()))
    if known["first"] is None:
        return []
    # A quarter that ends with the ledger's instant is whole.
    until = local_of(ledger.as_of + INSTANT, zone).date()
    whole = complete_periods(known["first"].date(), until, "quarter", start_month)
    whole = whole[-(BASE_QUARTERS + max(LATE_QUARTERS)) :]
    if not whole:
        return []
    edges = [starts_at(period.start, zone).replace(tzinfo=None) for period in whole]
    edges += [starts_at(period.end, zone).replace(tzinfo=None) for period in whole[-1:]]
    placed = deals.mutate(quarter=_place(deals.closed_at, edges))
    rows = ledger.rows(placed.group_by("quarter", "says").aggregate(n=lambda t: t.count()))
    counts: list[Counter[str | None]] = [Counter() for _ in whole]
    for row in rows:
        if row["quarter"] is not None and row["quarter"] >= 0:
            counts[row["quarter"]][row["says"]] += row["n"]
    return list(zip(whole, counts, strict=True))


def _place(instant: Any, edges: Sequence[Any]) -> Any:
    """Index of the span between two edges that holds the instant; -1 outside."""
    import ibis

    at = [ibis.literal(edge, type="timestamp") for edge in edges]
    steps = [((instant >= opens) & (instant < shuts), i) for i, (opens, shuts) in enumerate(pairwise(at))]
    return ibis.cases(*steps, else_=-1) if steps else ibis.literal(-1)


def _pooled(quarters: Sequence[Quarter]) -> Counter[str | None]:
    pooled: Counter[str | None] = Counter()
    for _, counts in quarters:
        pooled.update(counts)
    return pooled


def _filled(counts: Counts) -> float:
    total = sum(counts.values())
    return 1 - counts.get(None, 0) / total if total else 0.0


def _share(counts: Counts, name: str) -> float | None:
    said = sum(n for reason, n in counts.items() if reason is not None)
    return counts.get(name, 0) / said if said else None
