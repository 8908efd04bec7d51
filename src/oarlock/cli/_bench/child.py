"""What the benchmark runs in processes of their own: the floors, and finding out which columns a question reads."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
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


def columns_read(book: Path, question: Sequence[str]) -> dict[str, list[str]]:
    """Which columns of which tables the engine is asked for while `diagnose`, or `measure METRIC`, is answered."""
    from oarlock.book import Book
    from oarlock.ledger.reading import Ledger
    from oarlock.ledger.tables import TABLES

    asked: list[str] = []
    execute = Ledger._execute

    def listening(ledger: Ledger, question: Any, **rest: Any) -> Any:
        if isinstance(question, str):
            asked.append(question)
        else:
            import ibis

            asked.append(str(ibis.to_sql(question, dialect="duckdb")))
        return execute(ledger, question, **rest)

    Ledger._execute = listening  # type: ignore[method-assign]
    with Book.open(book) as opened:
        opened.diagnose() if question[0] == "diagnose" else opened.measure(question[1])
    found: dict[str, set[str]] = {}
    for sql in asked:
        words = set(re.findall(r"\w+", sql))
        for table in words & set(TABLES):
            own = {column.name for column in TABLES[table].columns}
            found.setdefault(table, set()).update(words & own)
    return {table: sorted(names) for table, names in sorted(found.items())}


def main(words: Sequence[str]) -> None:
    """Runs one of the three by its name."""
    name, folder, *rest = words
    if name == "read":
        read_columns(Path(folder), json.loads(rest[0]))
    elif name == "copy":
        copy_files(Path(folder), Path(rest[0]))
    else:
        sys.stdout.write(json.dumps(columns_read(Path(folder), rest)))


if __name__ == "__main__":
    main(sys.argv[1:])
