"""What the benchmark runs in processes of their own: the floors, and finding out which columns a question reads."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any


def read_columns(folder: Path, wanted: dict[str, list[str]]) -> None:
    """DuckDB reads these columns of the folder's Parquet files and looks at every value once."""
    import duckdb

    engine = duckdb.connect()
    for table, names in wanted.items():
        file = folder / f"{table}.parquet"
        if not file.is_file():
            continue
        present = {row[0] for row in engine.execute(f"DESCRIBE SELECT * FROM '{file}'").fetchall()}
        looks = ", ".join(f'bit_xor(hash("{name}"))' for name in names if name in present)
        if looks:
            engine.execute(f"SELECT {looks} FROM '{file}'").fetchall()


def copy_files(folder: Path, target: Path) -> None:
    """DuckDB copies every Parquet file of the folder, row by row, as an import without any thought would."""
    import duckdb

    target.mkdir(parents=True, exist_ok=True)
    engine = duckdb.connect()
    for file in sorted(folder.glob("*.parquet")):
        engine.execute(f"COPY (SELECT * FROM '{file}') TO '{target / file.name}' (FORMAT parquet, COMPRESSION zstd)")


def ask(book: Path, question: Sequence[str]) -> None:
    """Answers `measure METRIC`, `diagnose [DIAGNOSIS]`, or `everything`: every metric by quarter and every diagnosis, of one ledger."""
    from oarlock import registry
    from oarlock.book import Book

    kind, *names = question
    with Book.open(book) as opened:
        if kind == "everything":
            for metric in registry.names("measure"):
                opened.measure(metric, every="quarter")
        elif kind == "measure":
            opened.measure(*names)
        if kind != "measure":
            opened.diagnose(*names)


def columns_read(book: Path, question: Sequence[str]) -> dict[str, list[str]]:
    """Which columns of which tables the engine scans while a question is answered; from its own plans."""
    from oarlock.ledger.reading import Ledger

    found: dict[str, set[str]] = {}
    execute = Ledger._execute

    def listening(ledger: Ledger, question: Any, **rest: Any) -> Any:
        if not isinstance(question, str):
            import ibis

            question = str(ibis.to_sql(question, dialect="duckdb"))
        answer = execute(ledger, question, **rest)  # makes the views that the plan below speaks of
        for table, columns in _scans(ledger._cursor, question):
            found.setdefault(table, set()).update(columns)
        return answer if rest else execute(ledger, question)

    Ledger._execute = listening  # type: ignore[method-assign, assignment]
    ask(book, question)
    return {table: sorted(names) for table, names in sorted(found.items())}


def _scans(cursor: Any, sql: str) -> Iterator[tuple[str, set[str]]]:
    """Each scan of a ledger table in the plan of a query, with the columns it reads or filters by."""
    from oarlock.ledger.tables import BOOKKEEPING, TABLES

    waiting = json.loads(cursor.execute(f"EXPLAIN (FORMAT json) {sql}").fetchall()[0][1])
    while waiting:
        node = waiting.pop()
        waiting += node["children"]
        told = node["extra_info"]
        if "SCAN" in node["name"] and (spec := TABLES.get(told.get("Table"))):
            known = {column.name for column in (*spec.columns, *BOOKKEEPING)}
            yield spec.name, known & set(re.findall(r"\w+", f"{told.get('Projections')} {told.get('Filters')}"))


def main(words: Sequence[str]) -> None:
    """Runs one of the four by its name."""
    name, folder, *rest = words
    if name == "read":
        read_columns(Path(folder), json.loads(rest[0]))
    elif name == "copy":
        copy_files(Path(folder), Path(rest[0]))
    elif name == "ask":
        ask(Path(folder), rest)
    else:
        sys.stdout.write(json.dumps(columns_read(Path(folder), rest)))


if __name__ == "__main__":
    main(sys.argv[1:])
