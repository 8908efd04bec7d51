"""The ledger as a reader sees it, asked on another engine: the same tables, the same expressions, the same answers.

What a ledger shows of a table is laid onto the engine when it is first asked for, as of the ledger's instant; every question after that
runs there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.errors import UsedWrongly
from oarlock.ledger.engines.base import Answer, Engine
from oarlock.ledger.reading import Ledger, is_name_of_kept, names_in

if TYPE_CHECKING:
    import pyarrow


class Elsewhere(Ledger):
    """A ledger whose questions another engine answers.

    Args:
        seen: The ledger as the book shows it; it stays open as long as this one.
        engine: Where the questions go. Its tables are this ledger's alone.
    """

    def __init__(self, seen: Ledger, engine: Engine) -> None:
        self._seen = seen
        self._engine = engine
        self._kept: dict[str, Any] = {}
        self._made: set[str] = set()
        self._attributes = seen._attributes
        self._extents = seen._extents
        self.as_of = seen.as_of

    def columns(self, name: str) -> tuple[str, ...]:
        """As the book's own engine tells them."""
        return self._seen.columns(name)

    def count(self, name: str) -> int:
        """As the book's own engine tells it."""
        return self._seen.count(name)

    def count_deleted(self, name: str) -> int:
        """As the book's own engine tells it."""
        return self._seen.count_deleted(name)

    def is_empty(self, name: str) -> bool:
        """As the book's own engine tells it."""
        return self._seen.is_empty(name)

    def version(self) -> str:
        """As the book's own engine tells it."""
        return self._seen.version()

    def has_earlier_versions(self, name: str) -> bool:
        """Never: an engine holds what is seen, and earlier versions stay in the book."""
        del name
        return False

    @property
    def own(self) -> Ledger:
        """The ledger in the book, which stays open beside."""
        return self._seen

    def has_journeys(self) -> bool:
        """Never: they are stored in the book alone."""
        return False

    def run(self, question: Any) -> dict[str, Any]:
        """Answers with one numpy array per column; a column with gaps is a masked array."""
        return dict(self._ask(question).arrays())

    def rows(self, question: Any) -> list[dict[str, Any]]:
        """Answers with one dictionary per row."""
        return self._ask(question).dictionaries()

    def arrow(self, question: Any) -> pyarrow.Table:
        """Answers with an Arrow table."""
        import pyarrow as pa

        answer = self._ask(question)
        return pa.Table.from_pylist(answer.dictionaries(), names=list(answer.names)) if answer.rows else pa.table({})

    def keep(self, name: str, question: Any) -> Any:
        """Computes the question once on the engine and keeps the rows there."""
        if name not in self._kept:
            if not is_name_of_kept(name):
                raise UsedWrongly(
                    f'"{name}" cannot name kept rows: it is a table of the ledger, or not in lower snake case.'
                )
            self._engine.keep(name, self._written(question))
            self._kept[name] = self._shape(name, question)
        return self._kept[name]

    def close(self) -> None:
        """Lets go of the engine; the ledger it was made from stays open."""
        self._engine.close()

    def _ask(self, question: Any) -> Answer:
        return self._engine.ask(self._written(question))

    def _written(self, question: Any) -> str:
        """The question in the engine's SQL, with every table it names laid there."""
        import sqlglot

        if isinstance(question, str):
            sql = sqlglot.transpile(question, read="duckdb", write=self._engine.dialect)[0]
        else:
            sql = self._engine.write(question)
        for name in names_in(sql):
            if name not in self._made:
                self._engine.take(name, self._seen.arrow(f"SELECT * FROM {name}"))
                self._made.add(name)
        return sql

    def _shape(self, name: str, question: Any) -> Any:
        import ibis

        if not isinstance(question, str):
            return ibis.table(question.as_table().schema(), name=name)
        return self._seen.keep(name, question)
