"""Questions of one's own: SQL over the ledger's tables, with money as decimals instead of millionths."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from oarlock.errors import LedgerDamaged, UsedWrongly
from oarlock.ledger.tables import MONEY_SCALE, TABLES, Kind

if TYPE_CHECKING:
    import pyarrow as pa

    from oarlock.ledger.reading import Ledger

_DECIMAL = "DECIMAL(20, 6)"


def ask(ledger: Ledger, query: str) -> pa.Table:
    """The answer to one SELECT, as an Arrow table.

    Raises:
        UsedWrongly: the text is not a single SELECT, or speaks of what the ledger does not have.
    """
    question = query.strip().rstrip(";")
    if not re.match(r"(?is)\s*(select|with|from)\b", question) or ";" in question:
        raise UsedWrongly("Only one SELECT can be asked; the record is changed by imports alone.")
    named = [name for name in TABLES if re.search(rf"\b{name}\b", question, re.IGNORECASE)]
    views = ", ".join(f"{name} AS ({decimal_view(name)})" for name in named if _money(name))
    if not views:
        return _answered(ledger, question)
    if re.match(r"(?is)\s*with\b", question):
        question = re.sub(r"(?is)^\s*with\b", ",", question, count=1)
        return _answered(ledger, f"WITH {views}{question}")
    return _answered(ledger, f"WITH {views} {question}")


def _answered(ledger: Ledger, question: str) -> pa.Table:
    """The engine's answer. What it cannot find is the question's fault: every table that the ledger has is there, even an empty one."""
    import duckdb

    try:
        return ledger.arrow(question)
    except (duckdb.ProgrammingError, duckdb.DataError, LedgerDamaged) as refused:
        cause = refused.__cause__ or refused
        if not isinstance(cause, (duckdb.ProgrammingError, duckdb.DataError)):
            raise
        told = str(cause).partition("\nLINE ")[0].strip().replace("\n", "\n  ").replace('"lake.', '"')
        raise UsedWrongly(
            f"The question cannot be answered. {told}\n  Tables and columns stand in docs/reference/ledger.md."
        ) from refused


def decimal_view(table: str) -> str:
    """A SELECT of the table whose money columns are decimals in the row's own currency."""
    changed = ", ".join(f"CAST({name} / {MONEY_SCALE} AS {_DECIMAL}) AS {name}" for name in _money(table))
    return f"SELECT * REPLACE ({changed}) FROM {table}"


def _money(table: str) -> list[str]:
    return [column.name for column in TABLES[table].columns if column.kind is Kind.MONEY]
