"""The chance that a deal is won in the period its close date lies in: learnt from past periods by stage and time, and as the CRM says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.deals import deal_spells
from oarlock.measure.facts.local import day_told
from oarlock.measure.facts.outlook import basis, outlook
from oarlock.measure.facts.places import kept_name, lent, remembered, tally
from oarlock.measure.facts.points import Point, points

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

LEAST_PAST = 2
"""Periods that must be over before anything is learnt from them."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What stood in one stage of one kind of deal at one point of a period that is over; the values are of deals with an amount."""

    period_start: date
    days_left: int
    cell: str
    deals: int
    won: int
    priced: int
    value: float
    won_value: float


def seen(ledger: Ledger, agreement: Agreement, every: str) -> tuple[Seen, ...]:
    """What stood at every point of every period that is over."""
    return remembered(ledger, kept_name("seen", every, *basis(agreement)), lambda: _seen(ledger, agreement, every))


def own_chances(ledger: Ledger, agreement: Agreement, every: str) -> Mapping[tuple[date, int], Mapping[str, float]]:
    """Per period and point, the chance of each kind of deal and stage, learnt from periods that were over by then.

    Left out where fewer than two were.

    At most `analysis.window_quarters` periods teach it, the latest ones.
    """
    name = kept_name("own_chances", every, agreement.analysis.window_quarters, *basis(agreement))
    return remembered(ledger, name, lambda: _learnt(ledger, agreement, every))


def with_own_chance(ledger: Ledger, agreement: Agreement, every: str, rows: Any) -> Any:
    """Rows of the outlook with `chance`, the own one; null where no earlier period was over."""
    import ibis

    told = [
        (start, k, cell, chance)
        for (start, k), chances in own_chances(ledger, agreement, every).items()
        for cell, chance in chances.items()
    ]
    if not told:
        return rows.mutate(chance=ibis.null("float64"))
    columns = {"chance_start": "DATE", "chance_left": "DOUBLE", "chance_cell": "VARCHAR", "chance": "DOUBLE"}
    name = kept_name("stage_chances", every, ledger.as_of, agreement.analysis.window_quarters, *basis(agreement))
    learnt = lent(ledger, name, columns, told)
    fits = [
        rows.period_start == learnt.chance_start,
        rows.days_left == learnt.chance_left,
        rows.cell == learnt.chance_cell,
    ]
    return rows.left_join(learnt, fits).drop("chance_start", "chance_left", "chance_cell")


@dataclass(frozen=True, slots=True)
class CrmScale:
    """How the CRM writes its probabilities.

    Attributes:
        divisor: 100 where the column is of percentages, else 1. known: states of open deals that have one. odd: those outside the scale.
        lowest, highest: Of the percentages within 0 to 100 that are above 0; None where the column is of shares.
    """

    divisor: float
    known: int
    odd: int
    lowest: float | None = None
    highest: float | None = None

    def share(self, probability: Any) -> Any:
        """The column as a share; null where it is none."""
        import ibis

        inside = (probability >= 0) & (probability <= self.divisor)
        return inside.ifelse(probability / self.divisor, ibis.null("float64"))


def crm_scale(ledger: Ledger, agreement: Agreement) -> CrmScale:
    """Whether the record's probabilities are shares or percentages.

    They are percentages where none lies strictly between 0 and 1 and most of those above 0 are greater than 1; 1 is then one percent. In
    any other record they are shares, and a 65 among them is no probability: a guess for one row would be a guess for all.
    """
    name = kept_name("crm_scale", *basis(agreement))
    return remembered(ledger, name, lambda: _scale(ledger, deal_spells(ledger, agreement)))


def _scale(ledger: Ledger, spells: Any) -> CrmScale:
    rows = spells.filter(spells.status == "open")
    p = rows.probability
    (row,) = ledger.rows(
        rows.aggregate(
            known=p.count(),
            inner=tally((p > 0) & (p < 1)),
            above=tally(p > 1),
            ones=tally(p == 1),
            beyond=tally(p > 100),
            lowest=p.min(where=(p > 0) & (p <= 100)),
            highest=p.max(where=(p > 0) & (p <= 100)),
        )
    )
    known, inner, above, ones, beyond = (int(row[name] or 0) for name in ("known", "inner", "above", "ones", "beyond"))
    percent = inner == 0 and above - beyond > ones + beyond
    if not percent:
        return CrmScale(1.0, known, above)
    return CrmScale(100.0, known, beyond, float(row["lowest"]), float(row["highest"]))


def _seen(ledger: Ledger, agreement: Agreement, every: str) -> tuple[Seen, ...]:
    rows = outlook(ledger, agreement, every)
    rows = rows.filter(rows.over == 1)
    told = rows.group_by("period_start", "days_left", "cell").aggregate(
        deals=rows.count(), won=rows.won.sum(), priced=rows.amount.count(),
        value=rows.amount.sum(), won_value=(rows.amount * rows.won).sum(),
    )  # fmt: skip
    told = told.order_by("period_start", "days_left", "cell")
    return tuple(
        Seen(
            day_told(row["period_start"]), int(row["days_left"]), row["cell"], int(row["deals"]), int(row["won"]), int(row["priced"]),
            float(row["value"] or 0), float(row["won_value"] or 0),
        )
        for row in ledger.rows(told)
    )  # fmt: skip


def _learnt(ledger: Ledger, agreement: Agreement, every: str) -> dict[tuple[date, int], dict[str, float]]:
    before = seen(ledger, agreement, every)
    known = sorted({one.cell for one in before})
    told = {}
    for point in points(ledger, agreement, every):
        told[(point.period.start, point.days_left)] = _chances_at(
            point, before, known, agreement.analysis.window_quarters
        )
    return {key: chances for key, chances in told.items() if chances}


def _chances_at(point: Point, before: tuple[Seen, ...], known_cells: list[str], most: int) -> dict[str, float]:
    from oarlock.stats.chances import Cell, overall_share, stage_chances

    starts = sorted({one.period_start for one in before if one.period_start < point.period.start})[-most:]
    if len(starts) < LEAST_PAST:
        return {}
    cells = [
        Cell(one.cell, one.days_left, one.priced, one.value, one.won_value)
        for one in before
        if one.period_start in starts
    ]
    overall = overall_share(cells, point.days_left)
    known = stage_chances(cells, point.days_left)
    told = {cell: known.get(cell, overall) for cell in known_cells}
    return {cell: chance for cell, chance in told.items() if chance is not None}
