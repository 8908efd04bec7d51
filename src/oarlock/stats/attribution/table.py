"""Reads journeys from whatever table a user has: a data frame, an Arrow table, columns, or rows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

import numpy as np

from oarlock.errors import BadSample, EmptySample, nearest
from oarlock.stats.arrays import Floats, Ints
from oarlock.stats.attribution.paths import Paths, paths

SEPARATOR = ">"
ARROWS = ("->", "=>", "→")
"""What people write between channels, too; cut at the separator, it would leave channels called "Event -"."""
NEEDED = ("path", "conversions")
MILESTONES: tuple[str, ...] = ("lead", "opportunity", "close")
OPTIONAL = ("nulls", "value", "days", "people", *MILESTONES)
ALSO_CALLED = {"total_conversions": "conversions", "total_null": "nulls", "total_conversion_value": "value"}
"""How ChannelAttribution names the same columns."""


MOST_SHOWN = 60


@dataclass(frozen=True, slots=True, eq=False)
class PathTable:
    """Journeys with the names of their channels and what further columns say.

    Attributes:
        channels: Names by code, in name order.
        days: Days from each touch to the conversion. people: a code per touch for who it was. Both None where left out.
        milestones: Place of the touch at `lead`, `opportunity` or `close`, from 0; -1 where a journey has none.
    """

    journeys: Paths
    channels: tuple[str, ...]
    days: Floats | None
    people: Ints | None
    milestones: Mapping[str, Ints]


def read_paths(table: Any) -> PathTable:
    """The table as journeys.

    Args:
        table: A data frame, an Arrow table, a dictionary of columns, or rows as dictionaries. Columns: `path` (a list of channels, or one
            text such as "Event > Search"), `conversions`; and where there are any `nulls` (journeys on that path that did not convert),
            `value` (of the conversions together), `days` (a list: days from each touch to the conversion), `people` (a list: who each
            touch was), `lead`, `opportunity`, `close` (place of that touch, from 0; empty where there is none).
    Raises:
        BadSample: a column is missing or unknown, or a cell cannot be taken; names the row and what would be right.
        EmptySample: no row.
    """
    columns = _named(_columns(table))
    codes, lengths, names = _walked(columns["path"])
    wins = _numbers(columns, "conversions")
    value = _numbers(columns, "value") if "value" in columns else None
    if value is not None and (astray := np.flatnonzero((value > 0) & (wins == 0))).size:
        row = int(astray[0])
        raise BadSample(
            f"paths, row {row}, value: {value[row]:g} without a conversion. It is the worth of the row's conversions together."
        )
    journeys = paths(
        codes,
        np.cumsum([0, *lengths[:-1]]),
        len(names),
        wins=wins,
        losses=_numbers(columns, "nulls") if "nulls" in columns else None,
        value=value,
    )
    milestones = {name: _places(columns[name], lengths, name) for name in MILESTONES if name in columns}
    return PathTable(journeys, names, _days(columns, lengths), _people(columns, lengths), milestones)


def _columns(table: Any) -> Mapping[str, Sequence[Any]]:
    if hasattr(table, "to_pydict"):
        arrow: dict[str, list[Any]] = table.to_pydict()
        return arrow
    if hasattr(table, "columns") and hasattr(table, "__getitem__") and not isinstance(table, Mapping):
        return {str(name): list(table[name]) for name in table.columns}
    if isinstance(table, Mapping):
        for name, values in table.items():
            if isinstance(values, str) or not isinstance(values, Iterable):
                raise BadSample(
                    f'paths: the column "{name}" is {values!r}; expected a list with a cell for each path.'
                    ' One path alone is a list of one row: [{"path": ["Event", "Search"], "conversions": 3}].'
                )
        return {str(name): list(values) for name, values in table.items()}
    if isinstance(table, str) or not isinstance(table, Iterable):
        raise BadSample(
            f"Paths come as a data frame, an Arrow table, columns or rows, not as {type(table).__name__}."
            ' Give rows such as {"path": ["Event", "Search"], "conversions": 3, "nulls": 40}.'
        )
    return _from_rows(list(table))


def _from_rows(rows: list[Any]) -> dict[str, list[Any]]:
    for number, row in enumerate(rows):
        if not isinstance(row, Mapping):
            raise BadSample(f"paths, row {number}: expected a dictionary with a path, not {type(row).__name__}.")
    names = dict.fromkeys(str(name) for row in rows for name in row) or dict.fromkeys(NEEDED)
    return {name: [row.get(name) for row in rows] for name in names}


def _named(columns: Mapping[str, Sequence[Any]]) -> dict[str, Sequence[Any]]:
    """The columns under our names; nothing unknown is passed over in silence, because a misspelt `nulls` changes every number."""
    renamed = {}
    for spelt, values in columns.items():
        name = spelt.strip().lower()
        name = ALSO_CALLED.get(name, name)
        if name in renamed:
            raise BadSample(f'paths: two columns say "{name}", one of them "{spelt}". Leave one of them.')
        renamed[name] = values
    missing = [name for name in NEEDED if name not in renamed]
    if missing:
        raise BadSample(f'paths: there is no column "{missing[0]}".{nearest(missing[0], columns)} {_known()}')
    unknown = [name for name in renamed if name not in (*NEEDED, *OPTIONAL)]
    if unknown:
        raise BadSample(f'paths: nobody knows a column "{unknown[0]}".{nearest(unknown[0], OPTIONAL)} {_known()}')
    lengths = {name: len(values) for name, values in renamed.items()}
    if len(set(lengths.values())) > 1:
        raise BadSample(f"paths: columns differ in length: {lengths}.")
    return renamed


def _known() -> str:
    return f"Needed: {', '.join(NEEDED)}; may be there: {', '.join(OPTIONAL)}."


class _Spellings(dict[str, int]):
    """A number for each spelling, in the order in which they come."""

    def __missing__(self, spelt: str) -> int:
        self[spelt] = len(self)
        return self[spelt]


def _walked(cells: Sequence[Any]) -> tuple[Ints, list[int], tuple[str, ...]]:
    """The channel of each touch, the length of each path, and the names by code.

    A path is let go as soon as it is numbered, and blanks around a name are cut off once for a spelling: at a hundred thousand touches
    that is half of the time.
    """
    spellings, told, lengths = _Spellings(), list[int](), list[int]()
    for row, cell in enumerate(cells):
        path = _path(cell, row)
        told.extend(map(spellings.__getitem__, path))
        lengths.append(len(path))
    if not lengths:
        raise EmptySample("No path to credit: the table has no row.")
    called = [spelt.strip() for spelt in spellings]
    if not all(called):
        for row, cell in enumerate(cells):
            _sound([name.strip() for name in _path(cell, row)], row)
    names = tuple(sorted(set(called)))
    code_of = {name: code for code, name in enumerate(names)}
    codes = np.array([code_of[name] for name in called], dtype=np.int64)[told]
    return codes, lengths, names


def _path(cell: Any, row: int) -> list[str]:
    if isinstance(cell, str):
        if arrow := next((one for one in ARROWS if one in cell), ""):
            raise BadSample(
                f'paths, row {row}, path: "{arrow}" stands in {_short(cell)}. Write "{SEPARATOR}" between channels, as in "Event > Search",'
                " or give a list."
            )
        return cell.split(SEPARATOR)
    # A set has no order, and every run would read another path out of it.
    if cell is None or isinstance(cell, float | Set | Mapping) or not isinstance(cell, Iterable):
        raise BadSample(
            f'paths, row {row}, path: expected a list of channels or text such as "Event > Search", not {cell!r}.'
        )
    return _sound(list(cell), row)


def _short(cell: str) -> str:
    return f'"{cell}"' if len(cell) <= MOST_SHOWN else f'"{cell[:MOST_SHOWN]}…"'


def _sound(path: list[Any], row: int) -> list[str]:
    if not path or path == [""]:
        raise BadSample(
            f"paths, row {row}, path: is empty. A journey without a touch has nobody to credit; leave the row out."
        )
    for place, name in enumerate(path):
        if not isinstance(name, str) or not name:
            raise BadSample(f"paths, row {row}, path: touch {place} is {name!r}; expected the name of a channel.")
    return path


def _numbers(columns: Mapping[str, Sequence[Any]], name: str) -> Floats:
    cells = columns[name]
    if set(map(type, cells)) <= {int, float}:
        found = np.array(cells, dtype=np.float64)
        if np.isfinite(found).all() and (found >= 0).all():
            return found
    return np.array([_number(cell, row, name) for row, cell in enumerate(cells)], dtype=np.float64)


_NEVER_BELOW = {
    "value": "take what was paid back off the conversions it was paid for",
    "days": "a touch after the conversion had no part in it",
    **dict.fromkeys(MILESTONES, "places run from 0, and the cell stays empty where there is none"),
}
_WHERE_NONE = {
    "days": "Every touch needs its own.",
    **dict.fromkeys(
        MILESTONES, "It is the place of a touch in the path, from 0; leave the cell empty where there is none."
    ),
}


def _number(cell: Any, row: int, name: str) -> float:
    try:
        value = float(cell)
    except (TypeError, ValueError):
        value = math.nan
    if not math.isfinite(value):
        raise BadSample(
            f"paths, row {row}, {name}: expected a number, not {cell!r}. {_WHERE_NONE.get(name, 'Write 0 where there was none.')}"
        )
    if value < 0:
        why = _NEVER_BELOW.get(name, "it counts journeys")
        raise BadSample(f"paths, row {row}, {name}: {value:g} is below 0; {why}.")
    return value


def _days(columns: Mapping[str, Sequence[Any]], lengths: list[int]) -> Floats | None:
    if "days" not in columns:
        return None
    cells = _per_touch(columns["days"], lengths, "days")
    return np.array([_number(cell, row, "days") for row, cell in cells], dtype=np.float64)


def _people(columns: Mapping[str, Sequence[Any]], lengths: list[int]) -> Ints | None:
    if "people" not in columns:
        return None
    who = [str(cell) for _, cell in _per_touch(columns["people"], lengths, "people")]
    return np.unique(who, return_inverse=True)[1].astype(np.int64)


def _per_touch(values: Sequence[Any], lengths: list[int], name: str) -> list[tuple[int, Any]]:
    told = []
    for row, (cells, length) in enumerate(zip(values, lengths, strict=True)):
        if isinstance(cells, str) or not isinstance(cells, Iterable) or len(list(cells)) != length:
            raise BadSample(
                f"paths, row {row}, {name}: expected a list of {length}, one for each touch, not {cells!r}."
            )
        told += [(row, cell) for cell in cells]
    return told


def _places(values: Sequence[Any], lengths: list[int], name: str) -> Ints:
    places = []
    for row, (cell, length) in enumerate(zip(values, lengths, strict=True)):
        if cell is None or (isinstance(cell, float) and math.isnan(cell)):
            places.append(-1)
            continue
        place = _number(cell, row, name)
        if place != int(place) or place >= length:
            raise BadSample(f"paths, row {row}, {name}: {cell!r} is no place in a path of {length}; places run from 0.")
        places.append(int(place))
    return np.array(places, dtype=np.int64)
