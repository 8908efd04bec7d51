"""The SQL of every metric, kept as files, so that a review sees what a change does to the engine.

A metric's own questions stand in `golden/<metric>.sql`; tables that several metrics share and keep stand once, in `golden/kept/`.
Write them anew with `OARLOCK_GOLDEN=write python -m pytest tests/parts/test_golden_sql.py`.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import ibis
import pytest

from oarlock import registry
from oarlock.agreement import Agreement
from oarlock.ledger.reading import Ledger
from oarlock.ledger.store import Store
from oarlock.measure.engine import measure

from .test_every_metric import SLICED_BY

GOLDEN = Path(__file__).parents[1] / "measure" / "golden"
DIGEST = re.compile(r"_[0-9a-f]{10}\b")
EXCLUDED = re.compile(r"EXCLUDE \(([^)]*)\)")
UNSEEN = {"\r": "\\r", "\t": "\\t", "\x0b": "\\v", "\x0c": "\\f"}


class Recorder(Ledger):
    """A ledger that remembers what it asked the engine: by the name of the kept table, "" for what was only asked."""

    def _execute(self, question: Any, *, as_table: str | None = None) -> Any:
        asked = question if isinstance(question, str) else ibis.to_sql(question, dialect="duckdb", pretty=True)
        name = DIGEST.sub("", as_table or "")
        self.__dict__.setdefault("asked", {}).setdefault(name, []).append(_shortened(str(asked)))
        return super()._execute(question, as_table=as_table)


def _shortened(sql: str) -> str:
    """Names of kept tables without their digest, tables of values without their values, and no invisible characters."""
    sql = re.sub(r"\(VALUES .*\) AS lent", "(VALUES ...) AS lent", DIGEST.sub("", sql), flags=re.DOTALL)
    # The columns a `drop` names come in no order of their own.
    sql = EXCLUDED.sub(lambda found: f"EXCLUDE ({', '.join(sorted(found[1].split(', ')))})", sql)
    return "".join(UNSEEN.get(letter, letter) for letter in sql)


@pytest.mark.parametrize("name", registry.names("measure"))
def test_the_sql_is_the_golden_one(store: Store, agreement: Agreement, name: str) -> None:
    ledger = Recorder(store, None)
    measure(ledger, agreement, name, every="quarter", by=() if name in SLICED_BY else "source")
    for kept, questions in ledger.__dict__["asked"].items():
        file = GOLDEN / "kept" / f"{kept}.sql" if kept else GOLDEN / f"{name}.sql"
        told = ";\n\n".join(questions) + ";\n"
        if os.environ.get("OARLOCK_GOLDEN") == "write":
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(told, encoding="utf-8")
        assert file.is_file(), f"{file} is missing; write it with OARLOCK_GOLDEN=write"
        assert told == file.read_text(encoding="utf-8")


def test_there_is_no_golden_file_without_its_metric() -> None:
    assert {file.stem for file in GOLDEN.glob("*.sql")} == set(registry.names("measure"))
