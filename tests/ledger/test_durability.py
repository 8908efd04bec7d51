"""What was acknowledged survives a killed process; data files are on the disk before the commit that names them."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from oarlock.ledger.doctor import examine
from oarlock.ledger.store import Store
from oarlock.ledger.writer import Writer

from .conftest import committed

_IMPORT = """
import sys
from datetime import UTC, datetime
from oarlock.ledger.doctor import examine
from oarlock.ledger.store import Store
from oarlock.ledger.writer import Load, Writer
folder, first, rows, batches = sys.argv[1], *map(int, sys.argv[2:])
with Store.open(folder, threads=1) as store, Writer(store) as writer:
    for batch in range(first, first + batches):
        print("started", batch, flush=True)
        for table, key in (("leads", "lead_id"), ("accounts", "account_id")):
            writer.connection.execute(
                f"CREATE OR REPLACE TEMP TABLE fresh_{table} AS SELECT 'b{batch}-' || range AS {key}, TIMESTAMP '2024-01-01' AS created_at,"
                f" '{batch}' AS batch FROM range({rows})"
            )
        writer.commit(Load(f"batch {batch}", datetime(2024, 2, 1, tzinfo=UTC)), {"leads": "fresh_leads", "accounts": "fresh_accounts"})
        print("acknowledged", batch, flush=True)
"""

ROWS = 3000


def test_twenty_kills_lose_nothing_and_tear_nothing(tmp_path: Path) -> None:
    """A process that commits batch after batch over two tables is killed at a random moment, twenty times on one ledger."""
    Store.create(tmp_path, threads=1).close()
    luck = random.Random(20)  # noqa: S311
    acknowledged: set[int] = set()
    first = 0
    for _ in range(20):
        child = subprocess.Popen(
            [sys.executable, "-c", _IMPORT, str(tmp_path), str(first), str(ROWS), "1000"],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None
        # Some steps of work, then a moment inside the next one: random on a quick machine and on a slow one.
        told = [child.stdout.readline() for _ in range(luck.randint(1, 5))]
        time.sleep(luck.uniform(0.0, 0.2))
        child.kill()
        told += child.stdout.read().splitlines()
        lines = [line.split() for line in told]
        child.wait()
        child.stdout.close()
        acknowledged |= {int(number) for word, number in lines if word == "acknowledged"}
        first = max([first, *(int(number) for _, number in lines)]) + 1
    assert acknowledged
    with Store.open(tmp_path, threads=1) as store:
        ledger = store.ledger()
        batches = {}
        for table, key in (("leads", "lead_id"), ("accounts", "account_id")):
            found = ledger.rows(
                f"SELECT batch, count(*) AS n, count(DISTINCT {key}) AS keys FROM {table} GROUP BY batch"
            )
            batches[table] = {int(row["batch"]): (row["n"], row["keys"]) for row in found}
        assert batches["leads"] == batches["accounts"]
        assert acknowledged <= set(batches["leads"])
        assert set(batches["leads"].values()) == {(ROWS, ROWS)}
        assert len(ledger.loads()) == len(batches["leads"])
        with Writer(store, patience=0) as writer:
            committed(
                writer, "afterwards", "2024-03-01", leads="SELECT 'z' AS lead_id, TIMESTAMP '2024-01-01' AS created_at"
            )


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_data_files_are_synced_before_the_commit_that_names_them(tmp_path: Path) -> None:
    """The trace of one import: every new data file and its folder is synced, then the catalog, and only then is the batch acknowledged."""
    Store.create(tmp_path, threads=1).close()
    trace = tmp_path / "trace"
    run = [sys.executable, "-c", _IMPORT, str(tmp_path), "0", "5000", "1"]
    strace = ["strace", "-f", "-y", "-e", "trace=fsync,fdatasync,write", "-o", str(trace)]
    told = subprocess.run([*strace, *run], capture_output=True, text=True, check=False)
    if "ptrace" in told.stderr.lower():
        pytest.skip("this machine does not allow tracing")
    assert told.returncode == 0, told.stderr
    lines = trace.read_text(errors="replace").splitlines()
    acknowledged = next(place for place, line in enumerate(lines) if '"acknowledged' in line)
    synced = {}
    for place, line in enumerate(lines[:acknowledged]):
        if call := re.search(r"f(?:data)?sync\(\d+<([^>]+)>", line):
            synced[call[1]] = place
    catalog = max((place for path, place in synced.items() if Path(path).name.startswith("catalog.sqlite")), default=-1)
    files = {str(path) for path in (tmp_path / "ledger" / "data").rglob("*.parquet")}
    folders = {str(tmp_path / "ledger" / "data" / "main" / table) for table in ("leads", "accounts")}
    assert len(files) >= 2
    for path in files | folders:
        assert path in synced, f"{path} was never synced"
        assert synced[path] < catalog, f"{path} was synced after the commit"


_WALK = """
import sys
from datetime import UTC, datetime
from oarlock.ledger.doctor import examine
from oarlock.ledger.store import Store
from oarlock.ledger.writer import Load, Writer
folder, first = sys.argv[1], int(sys.argv[2])
with Store.open(folder, threads=1) as store, Writer(store) as writer:
    for batch in range(first, first + 1000):
        print("started", batch, flush=True)
        writer.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE fresh AS SELECT 'b{batch}-' || range AS touch_id, TIMESTAMP '2024-01-01' AS touched_at,"
            f" 'l' || ((range + {batch}) % 2000) AS lead_id, 'web' AS channel FROM range(1500)"
        )
        writer.commit(Load(f"batch {batch}", datetime(2024, 2, 1, tzinfo=UTC)), {"touches": "fresh"})
        print("acknowledged", batch, flush=True)
"""


def test_kills_leave_no_journey_that_differs_from_its_touches(tmp_path: Path) -> None:
    """Each batch adds a touch to most journeys, so that their rows are replaced; killed within a batch, both are there or neither."""
    Store.create(tmp_path, threads=1).close()
    luck = random.Random(6)  # noqa: S311
    acknowledged, first = 0, 0
    for _ in range(6):
        child = subprocess.Popen(
            [sys.executable, "-c", _WALK, str(tmp_path), str(first)], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        told = [child.stdout.readline() for _ in range(luck.randint(1, 4))]
        time.sleep(luck.uniform(0.0, 0.3))
        child.kill()
        told += child.stdout.read().splitlines()
        child.wait()
        child.stdout.close()
        lines = [line.split() for line in told]
        acknowledged += sum(word == "acknowledged" for word, _ in lines)
        first = max([first, *(int(number) for _, number in lines)]) + 1
    assert acknowledged
    with Store.open(tmp_path, threads=1) as store:
        ledger = store.ledger()
        assert ledger.count("touches") >= 1500 * acknowledged
        assert examine(store).problems == ()
        counted = ledger.rows("SELECT lead_id, count(*) AS n FROM touches GROUP BY lead_id ORDER BY lead_id")
        stored = ledger.stored("journeys")
        assert counted == ledger.rows(f"SELECT lead_id, octet_length(path) AS n FROM {stored} ORDER BY lead_id")
