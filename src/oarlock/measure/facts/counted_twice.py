"""Costs and revenue whose periods overlap: added up as they stand, and said, because one may repeat the other."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from oarlock.words import counted

if TYPE_CHECKING:
    from oarlock.ledger.reading import Ledger

Row = dict[str, Any]
Keys = Callable[[Row], tuple[Hashable, ...]]


def overlapping_costs(ledger: Ledger) -> tuple[str, ...]:
    """A sentence where a cost of sales or marketing begins inside the period of another of the same team and kind."""
    rows = [row for row in _rows(ledger, "costs", "team", "kind") if row["team"] in ("sales", "marketing")]
    twice = _inside(rows, stands_as=_team_and_kind, repeats=_team_and_kind)
    if not twice:
        return ()
    first = f"{twice[0]['team']}, {twice[0]['kind'] or 'no kind'}, {twice[0]['period_start']}"
    return (
        f"{counted(len(twice), 'cost begins', 'costs begin')} inside the period of another of the same team and kind (first: {first}); both"
        " count. Where one repeats the other, leave it out.",
    )


def overlapping_revenue(ledger: Ledger) -> tuple[str, ...]:
    """A sentence where revenue begins inside the period of other revenue of its segment, or a total stands beside its parts."""
    twice = _inside(_rows(ledger, "revenue", "segment"), stands_as=_segment_and_part, repeats=_segment_and_whole)
    if not twice:
        return ()
    return (
        f"{counted(len(twice), 'row of revenue begins', 'rows of revenue begin')} inside the period of another of the same segment or of"
        f" all (first: {twice[0]['period_start']}); both count. Leave out totals that stand beside their parts.",
    )


def _rows(ledger: Ledger, table: str, *columns: str) -> Sequence[Row]:
    """Rows with a period, in the order in which they begin; one without an end belongs to its month alone and overlaps nothing."""
    if ledger.is_empty(table):
        return ()
    told = ledger.table(table).select("period_start", "period_end", *columns)
    rows = ledger.rows(told.filter(told.period_end.notnull()))
    # Engines disagree on where nulls stand: here a total comes before its parts.
    return sorted(
        rows, key=lambda row: (row["period_start"], row["period_end"], *(row[name] or "" for name in columns))
    )


def _inside(rows: Sequence[Row], *, stands_as: Keys, repeats: Keys) -> list[Row]:
    """Rows that begin before the end of an earlier one which stands as something they repeat."""
    ends: dict[Hashable, date] = {}
    found = []
    for row in rows:
        if any(ends.get(key, row["period_start"]) > row["period_start"] for key in repeats(row)):
            found.append(row)
        for key in stands_as(row):
            ends[key] = max(ends.get(key, row["period_end"]), row["period_end"])
    return found


def _team_and_kind(row: Row) -> tuple[Hashable, ...]:
    return ((row["team"], row["kind"]),)


def _segment_and_part(row: Row) -> tuple[Hashable, ...]:
    return ("segment", row["segment"]), "total" if row["segment"] is None else "part"


def _segment_and_whole(row: Row) -> tuple[Hashable, ...]:
    return ("segment", row["segment"]), "part" if row["segment"] is None else "total"
