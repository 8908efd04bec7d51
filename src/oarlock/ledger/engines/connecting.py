"""From an address to an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oarlock.errors import UsedWrongly

if TYPE_CHECKING:
    from oarlock.ledger.engines.base import Engine

SPARK = ("spark://", "local[", "local-cluster[", "yarn", "k8s://")
POSTGRES = ("postgresql://", "postgres://")


def connect(address: str) -> Engine:
    """The engine at an address; its tables are apart from those of every other connection.

    Raises:
        UsedWrongly: nothing speaks this kind of address.
        ToolMissing: the library for it is not installed.
    """
    if address.startswith(SPARK):
        from oarlock.ledger.engines.spark import Spark

        return Spark.connect(address)
    if address.startswith(POSTGRES):
        from oarlock.ledger.engines.postgres import Postgres

        return Postgres.connect(address)
    raise UsedWrongly(
        f'"{address}" is no engine Oarlock can ask. Write spark://host:7077 or postgresql://user@host/database, or leave it out.'
    )
