"""What an engine has to be able to do, and how its answers become arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa


@dataclass(frozen=True)
class Answer:
    """Rows as Python values under their column names."""

    names: tuple[str, ...]
    rows: Sequence[Sequence[Any]]

    def arrays(self) -> dict[str, np.ndarray]:
        """One array per column; a column with gaps is a masked array, one of gaps alone holds zeros behind its mask."""
        columns = list(zip(*self.rows, strict=True)) if self.rows else [()] * len(self.names)
        return {
            name: _array([plain(value) for value in column]) for name, column in zip(self.names, columns, strict=True)
        }

    def dictionaries(self) -> list[dict[str, Any]]:
        """One dictionary per row."""
        return [dict(zip(self.names, map(plain, row), strict=True)) for row in self.rows]


class Engine(Protocol):
    """A place where SQL is answered. Names of tables are the engine's own and vanish when it is closed.

    Attributes:
        dialect: As sqlglot calls its SQL.
    """

    dialect: str

    def write(self, expression: Any) -> str:
        """An ibis expression in the engine's SQL."""

    def take(self, name: str, rows: pa.Table) -> None:
        """Makes a table of these rows."""

    def keep(self, name: str, sql: str) -> None:
        """Computes the query once and keeps its rows as a table."""

    def ask(self, sql: str) -> Answer:
        """The answer to a query."""

    def close(self) -> None:
        """Lets go of the tables and of the connection."""


def plain(value: Any) -> Any:
    """Engines differ in what a sum of whole numbers or an instant is; we do not: int, float, naive UTC."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.replace(tzinfo=None)
    return value


def _array(values: list[Any]) -> np.ndarray:
    import numpy as np

    gaps = np.array([value is None for value in values], dtype=bool)
    known = [value for value in values if value is not None]
    kind, filler = _kind(known)
    array = np.array([filler if value is None else value for value in values], dtype=kind)
    return np.ma.MaskedArray(array, gaps) if gaps.any() else array


def _kind(known: list[Any]) -> tuple[Any, Any]:
    """The array's type, and what stands behind a gap."""
    import numpy as np

    first = known[0] if known else 0.0
    if isinstance(first, bool):
        return np.dtype(bool), False
    if isinstance(first, int | float):
        whole = all(isinstance(value, int) for value in known)
        return (np.dtype(np.int64), 0) if whole else (np.dtype(np.float64), 0.0)
    if isinstance(first, datetime):
        return np.dtype("datetime64[us]"), np.datetime64(0, "us")
    if isinstance(first, date):
        return np.dtype("datetime64[D]"), np.datetime64(0, "D")
    return np.dtype(object), None
