"""Which stored rows a reader sees: what had happened and was known at an instant, newest version of each key, deleted rows apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from oarlock.ledger.engine import named, quoted
from oarlock.ledger.tables import BOOKKEEPING, TableSpec

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Extent:
    """What is known of a stored table without reading it, so that filters which would keep every row are left out.

    Attributes:
        rows: Stored row versions.
        deleted: Row versions that mark a deletion.
        superseded: Row versions that a newer one replaced.
        known_to: The latest `known_at`, naive UTC; None without rows.
        happened_to: The latest instant or day on which a row became true; None without rows or where the table has none.
    """

    rows: int = 0
    deleted: int = 0
    superseded: int = 0
    known_to: datetime | None = None
    happened_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class View:
    """How one table is seen.

    Attributes:
        stored: What to read, as written after FROM.
        superseded: The same for the table of replaced versions.
        as_of: Naive UTC, or None for everything known.
    """

    spec: TableSpec
    attributes: Sequence[str]
    extent: Extent
    stored: str
    superseded: str
    as_of: datetime | None

    def present(self) -> str:
        """Query for the rows that are there."""
        if not self.extent.deleted:
            return self._select("")
        later = "" if self.as_of is None else f" OR deleted_at > {self._instant()}"
        return self._select(f"deleted_at IS NULL{later}")

    def deleted(self) -> str:
        """Query for the rows marked as deleted in their source."""
        return self._select("deleted_at IS NOT NULL" if self.as_of is None else f"deleted_at <= {self._instant()}")

    def is_plain(self) -> bool:
        """Whether every stored row is seen."""
        return not (self.extent.deleted or self.extent.superseded or self._in_time())

    def is_all_known(self) -> bool:
        """Whether the rows that are there are those of everything known: what was learnt or happened later, or deleted, differs."""
        return self.as_of is None or not (self._in_time() or self.extent.deleted)

    def columns(self) -> tuple[str, ...]:
        """Names of all columns a reader sees, in order."""
        return (*(column.name for column in (*self.spec.columns, *BOOKKEEPING)), *self.attributes)

    def _select(self, condition: str) -> str:
        conditions = [*self._in_time(), *([condition] if condition else [])]
        where = " WHERE " + " AND ".join(f"({c})" for c in conditions) if conditions else ""
        return f"SELECT {', '.join(map(named, self.columns()))} FROM {self.stored}{self._newest()}{where}"

    def _newest(self) -> str:
        if not self.extent.superseded:
            return ""
        until = "" if self.as_of is None else f" AND known_until <= {self._instant()}"
        replaced = f"SELECT row_no FROM {self.superseded} WHERE table_name = {quoted(self.spec.name)}{until}"
        return f" ANTI JOIN ({replaced}) AS replaced USING (row_no)"

    def _in_time(self) -> list[str]:
        if self.as_of is None:
            return []
        conditions = []
        if self.extent.known_to is not None and self.extent.known_to > self.as_of:
            conditions.append(f"known_at <= {self._instant()}")
        if self.spec.happened and self.extent.happened_to is not None and self.extent.happened_to > self.as_of:
            happened = named(self.spec.happened)
            conditions.append(f"{happened} IS NULL OR {happened} <= {self._instant()}")
        return conditions

    def _instant(self) -> str:
        return f"TIMESTAMP '{self.as_of}'"
