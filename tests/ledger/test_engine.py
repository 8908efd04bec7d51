"""The embedded engine: its extensions come from installed packages, and nothing else can be loaded afterwards."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from oarlock.ledger.engine import EXTENSIONS, LEAST_TO_ASK, MOST_TO_ASK, connect, holding, memory_to_ask_with


@pytest.mark.parametrize("checks_signatures", [False, True])
def test_only_our_extensions_may_come_unchecked(tmp_path: Path, checks_signatures: bool) -> None:
    """Signatures are passed over for the two packages at the start; a running engine refuses unsigned ones and cannot be told otherwise."""
    strange = tmp_path / "strange.duckdb_extension"
    strange.write_bytes(b"\0" * 4096)
    with connect(extensions=EXTENSIONS, checks_signatures=checks_signatures) as engine:
        loaded = engine.execute("SELECT extension_name FROM duckdb_extensions() WHERE loaded").fetchall()
        assert {name for (name,) in loaded} >= set(EXTENSIONS)
        with pytest.raises(duckdb.Error, match="allow_unsigned_extensions"):
            engine.execute("SET allow_unsigned_extensions = true")
        with pytest.raises(duckdb.Error, match="strange"):
            engine.execute(f"LOAD '{strange}'")
        assert engine.execute("SELECT current_setting('allow_unsigned_extensions')").fetchone() == (False,)


def test_an_import_holds_less_than_questions_may_and_gives_it_back() -> None:
    told = "SELECT current_setting('memory_limit')"
    with connect(memory_limit="4GB") as engine:
        usual = engine.execute(told).fetchone()
        with holding(engine.cursor(), "1GB", usual="4GB"):
            assert engine.execute(told).fetchone() == ("953.6 MiB",)
        assert engine.execute(told).fetchone() == usual


def test_questions_may_hold_a_part_of_the_machine() -> None:
    assert LEAST_TO_ASK <= float(memory_to_ask_with().removesuffix("GB")) <= MOST_TO_ASK
