"""The ledger as a reader sees it at one instant: tables by their names, for SQL and for ibis expressions alike."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from oarlock.errors import UnknownName, UsedWrongly
from oarlock.ledger import journey_rows
from oarlock.ledger.engine import named
from oarlock.ledger.faults import in_our_words, is_interrupt
from oarlock.ledger.identity.seen import with_identities
from oarlock.ledger.instants import stored_instant
from oarlock.ledger.tables import STORED_AS, TABLES
from oarlock.ledger.visible import BEGINNING, Extent, View

if TYPE_CHECKING:
    import pyarrow

    from oarlock.ledger.store import Store

_WORD = re.compile(r"\b(" + "|".join(TABLES) + r")(_deleted)?\b", re.IGNORECASE)
_COMPILING = threading.Lock()
"""The way of writing SQL is a setting of ibis for all threads, so one at a time changes it and puts it back."""
_NAME = re.compile(r"[a-z_][a-z0-9_]*")
_IBIS_TYPES = {
    "VARCHAR": "string", "TIMESTAMP": "timestamp", "DATE": "date", "BIGINT": "int64", "DOUBLE": "float64", "BOOLEAN": "boolean",
}  # fmt: skip


class Ledger:
    """What was true and known at `as_of`. Cheap to make; one per question and thread. What is committed later does not show in it.

    Attributes:
        as_of: Aware, UTC. When everything known was asked for, the latest instant the record speaks of.
    """

    def __init__(self, store: Store, as_of: datetime | None, *, shows_matches: bool = True) -> None:
        """Args: `shows_matches` lays identities over leads; matching itself reads without them."""
        self._store = store
        self._cursor = store.cursor()
        self._kept: dict[str, Any] = {}
        self._made: set[str] = set()
        self._empty: dict[str, bool] = {}
        self._shows_matches = shows_matches
        with in_our_words(store.folder, "opening the ledger for reading"):
            self._version = store.version_seen_by(self._cursor)
            self._extents = self._read_extents()
            self._attributes = self._read_attributes()
        self._limit = None if as_of is None else stored_instant(as_of, "as_of")
        self.as_of = self._latest() if as_of is None else as_of.astimezone(UTC)

    def table(self, name: str) -> Any:
        """The table as an unbound ibis table, with every column, attributes too.

        Raises:
            UnknownName: no such table.
        """
        import ibis

        spec = TABLES.get(name)
        if spec is None:
            raise UnknownName("table", name, TABLES)
        kinds = dict.fromkeys(self.columns(name), "string")
        kinds.update({c.name: _IBIS_TYPES[STORED_AS[c.kind]] for c in spec.columns})
        kinds.update(known_at="timestamp", deleted_at="timestamp")
        return ibis.table(kinds, name=name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in TABLES:
            raise AttributeError(name)
        return self.table(name)

    def columns(self, name: str) -> tuple[str, ...]:
        """Names of the table's columns: its own, the bookkeeping ones, then attributes."""
        return self._view(name).columns()

    def attributes(self, name: str) -> tuple[str, ...]:
        """Names of the columns that files brought beyond the known ones; always text."""
        return tuple(self._attributes.get(self._known(name), {}))

    def headers(self, name: str) -> dict[str, str]:
        """Each attribute's name as its file spelled it."""
        return dict(self._attributes.get(self._known(name), {}))

    def run(self, question: Any) -> dict[str, Any]:
        """Answers an ibis expression or a SELECT with one numpy array per column; a column with gaps is a masked array."""
        with self._look():
            arrays: dict[str, Any] = self._execute(question).fetchnumpy()
        return arrays

    def rows(self, question: Any) -> list[dict[str, Any]]:
        """Answers with one dictionary per row."""
        with self._look():
            answer = self._execute(question)
            names = [column[0] for column in answer.description or ()]
            rows = answer.fetchall()
        return [dict(zip(names, row, strict=True)) for row in rows]

    def arrow(self, question: Any) -> pyarrow.Table:
        """Answers with an Arrow table."""
        with self._look():
            return self._execute(question).to_arrow_table()

    def keep(self, name: str, question: Any) -> Any:
        """Computes the question once for this ledger, keeps the rows as a temporary table, and returns an unbound ibis table over it."""
        if name not in self._kept:
            if not is_name_of_kept(name):
                raise UsedWrongly(
                    f'"{name}" cannot name kept rows: it is a table of the ledger, or not in lower snake case.'
                )
            with self._look():
                self._execute(question, as_table=name)
            self._kept[name] = self._table_over(name, question)
        return self._kept[name]

    def count(self, name: str) -> int:
        """Rows a reader sees in the table."""
        (row,) = self.rows(f"SELECT count(*) AS n FROM {named(self._known(name))}")
        return int(row["n"])

    def is_empty(self, name: str) -> bool:
        """Whether a reader sees no row; answered without a scan when nothing is stored, or all that is stored is seen."""
        if name not in self._empty:
            view = self._view(name)
            self._empty[name] = view.extent.rows == 0 or not (
                view.is_plain() or self.rows(f"SELECT 1 AS one FROM {named(name)} LIMIT 1")
            )
        return self._empty[name]

    def count_deleted(self, name: str) -> int:
        """Rows marked as deleted in their source, at this instant."""
        if self._extents.get(self._known(name), Extent()).deleted == 0:
            return 0
        return int(self.rows(f"SELECT count(*) AS n FROM {named(name + '_deleted')}")[0]["n"])

    def version(self) -> str:
        """A word that changes whenever anything is committed; `oarlock.ledger.store.version_of` gives it without the engine."""
        return self._store.stamp_seen_by(self._cursor, self._version)

    def loads(self) -> list[dict[str, Any]]:
        """Every load so far, oldest first: load_no, load_id, loaded_at, source, files and counts as JSON, note, the load it undid."""
        return self.rows(f"SELECT * FROM {self._store.stored('loads', self._version)} ORDER BY load_no")

    def stored(self, table: str) -> str:
        """What to write after FROM for the physical table behind this ledger, all versions and bookkeeping included."""
        return self._store.stored(table, self._version)

    @property
    def own(self) -> Ledger:
        """The same as the book's own engine reads it, for what is stored in the book alone."""
        return self

    def has_earlier_versions(self, name: str) -> bool:
        """Whether rows of the table were replaced by newer ones; `stored` still holds the earlier."""
        return self._extents.get(self._known(name), Extent()).superseded > 0

    def known_on(self, at: datetime) -> Ledger:
        """The same record as it was known at an earlier instant; close it after use."""
        return Ledger(self._store, at, shows_matches=self._shows_matches)

    def has_journeys(self) -> bool:
        """Whether the stored journeys are those of the touches seen here. A ledger in memory has no past states to read them from."""
        return (
            self._store.folder is not None
            and journey_rows.TABLE in self._extents
            and self._view("touches").is_all_known()
        )

    def close(self) -> None:
        """Drops what was kept."""
        self._cursor.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _look(self) -> Iterator[None]:
        """One transaction for a question and the views it needs: the catalog is read again in each, which costs as much as a view."""
        made = set(self._made)
        self._cursor.execute("BEGIN TRANSACTION")
        try:
            yield
        except BaseException as error:
            self._made = made
            self._cursor.execute("ROLLBACK")
            if is_interrupt(error):
                raise KeyboardInterrupt from error
            raise
        self._cursor.execute("COMMIT")

    def _execute(self, question: Any, *, as_table: str | None = None) -> Any:
        sql = question if isinstance(question, str) else _compiled(question)
        with in_our_words(self._store.folder, "reading"):
            for name in names_in(sql):
                self._make_view(name.removesuffix("_deleted"), deleted=name.endswith("_deleted"))
            return self._cursor.execute(sql if as_table is None else f"CREATE TEMP TABLE {named(as_table)} AS {sql}")

    def _make_view(self, name: str, *, deleted: bool) -> None:
        """Views are made when first asked for: making all of them would cost more than most questions."""
        title = name + "_deleted" if deleted else name
        if title in self._made:
            return
        view = self._view(name)
        query = (
            view.deleted()
            if deleted
            else with_identities(name, view.present(), self.stored("identities"), self._has_identities)
        )
        self._cursor.execute(f"CREATE TEMP VIEW {named(title)} AS {query}")
        self._made.add(title)

    def _view(self, name: str) -> View:
        spec = TABLES[self._known(name)]
        extent = self._extents.get(name, Extent())
        return View(
            spec,
            tuple(self._attributes.get(name, {})),
            extent,
            self.stored(name),
            self.stored("superseded"),
            self._limit,
        )

    def _known(self, name: str) -> str:
        if name not in TABLES:
            raise UnknownName("table", name, TABLES)
        return name

    def _table_over(self, name: str, question: Any) -> Any:
        import ibis

        if not isinstance(question, str):
            return ibis.table(question.as_table().schema(), name=name)
        from ibis.backends.sql.datatypes import DuckDBType

        described = self._cursor.execute(f"DESCRIBE {named(name)}").fetchall()
        return ibis.table({row[0]: DuckDBType.from_string(row[1]) for row in described}, name=name)

    def _read_extents(self) -> dict[str, Extent]:
        found = self._cursor.execute(
            "SELECT table_name, sum(rows)::BIGINT, sum(deleted)::BIGINT, sum(superseded)::BIGINT, max(known_to), max(happened_to)"
            f" FROM {self.stored('extents')} GROUP BY table_name"
        ).fetchall()
        return {name: Extent(*numbers) for name, *numbers in found}

    def _read_attributes(self) -> dict[str, dict[str, str]]:
        asked = f"SELECT load_no, name, table_name, header FROM {self.stored('attributes')}"
        attributes: dict[str, dict[str, str]] = {}
        # Sorted here: for a handful of rows the engine's sort costs as much as everything else about the question.
        for _, name, table, header in sorted(self._cursor.execute(asked).fetchall()):
            attributes.setdefault(table, {})[name] = header
        return attributes

    @property
    def _has_identities(self) -> bool:
        return self._shows_matches and "identities" in self._extents

    def _latest(self) -> datetime:
        instants = [
            at for extent in self._extents.values() for at in (extent.known_to, extent.happened_to) if at is not None
        ]
        return max((at.replace(tzinfo=UTC) for at in instants), default=BEGINNING)


def names_in(sql: str) -> list[str]:
    """The ledger's tables that a query names, and the tables of their deleted rows, each once, in lower case."""
    return list(dict.fromkeys(found.group(0).lower() for found in _WORD.finditer(sql)))


def is_name_of_kept(name: str) -> bool:
    """Whether kept rows may be called so: in lower snake case, and no table of the ledger."""
    return name not in TABLES and _NAME.fullmatch(name) is not None


def _compiled(expression: Any) -> str:
    """The expression in the engine's SQL.

    Selects are left nested, one for each step: ibis takes longer to fuse them than to do everything else, and the engine's optimizer
    makes the same plan of both.
    """
    import ibis
    from ibis.backends.sql.compilers import duckdb as embedded

    sql = ibis.options.sql
    with _COMPILING:
        wanted, sql.fuse_selects = sql.fuse_selects, False
        try:
            return str(embedded.compiler.to_sqlglot(expression).sql(dialect=embedded.compiler.dialect, copy=False))
        finally:
            sql.fuse_selects = wanted
