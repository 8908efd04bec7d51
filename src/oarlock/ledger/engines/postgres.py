"""A PostgreSQL server as an engine: tables are temporary ones of one connection, so nothing is left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.errors import ToolMissing
from oarlock.ledger.engine import named
from oarlock.ledger.engines.base import Answer

if TYPE_CHECKING:
    import pyarrow as pa


class Postgres:
    """Questions go to one connection.

    Args:
        connection: An open psycopg connection.
    """

    dialect = "postgres"

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        connection.execute("SET TIME ZONE 'UTC'")

    @classmethod
    def connect(cls, address: str) -> Postgres:
        """A connection to `postgresql://user@host/database`.

        Raises:
            ToolMissing: psycopg is not installed.
        """
        try:
            import psycopg
        except ImportError as missing:
            raise ToolMissing("Asking PostgreSQL", "psycopg", "pip install 'oarlock[postgres]'") from missing
        return cls(psycopg.connect(address, autocommit=True))

    def write(self, expression: Any) -> str:
        """As the library compiles it."""
        import ibis

        return str(ibis.to_sql(expression, dialect="postgres"))

    def take(self, name: str, rows: pa.Table) -> None:
        """Makes a temporary table and streams the rows into it."""
        columns = ", ".join(f"{named(field.name)} {_kind_of(field.type)}" for field in rows.schema)
        self.connection.execute(f"CREATE TEMP TABLE {named(name)} ({columns})")
        with self.connection.cursor() as cursor, cursor.copy(f"COPY {named(name)} FROM STDIN") as copy:
            for batch in rows.to_batches():
                for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    copy.write_row(row)
        self.connection.execute(f"ANALYZE {named(name)}")

    def keep(self, name: str, sql: str) -> None:
        """Keeps the rows as a temporary table."""
        self.connection.execute(f"CREATE TEMP TABLE {named(name)} AS {sql}".encode())
        self.connection.execute(f"ANALYZE {named(name)}".encode())

    def ask(self, sql: str) -> Answer:
        """The rows of one query."""
        cursor = self.connection.execute(sql.encode())
        return Answer(tuple(column.name for column in cursor.description), cursor.fetchall())

    def close(self) -> None:
        """Ends the connection, and with it every temporary table."""
        self.connection.close()


def _kind_of(kind: pa.DataType) -> str:
    import pyarrow as pa

    named_kinds = (
        (pa.types.is_boolean, "BOOLEAN"), (pa.types.is_integer, "BIGINT"), (pa.types.is_floating, "DOUBLE PRECISION"),
        (pa.types.is_decimal, "NUMERIC"), (pa.types.is_date, "DATE"), (pa.types.is_timestamp, "TIMESTAMP"),
    )  # fmt: skip
    return next((name for is_kind, name in named_kinds if is_kind(kind)), "TEXT")
