"""The open pipeline of every day by stage: our answer in a warm process against a table of one row per deal and day.

The peer is what a daily-history table is made for, put as one DuckDB query over the same files: every state repeated for each day it
stood, then grouped. dbt packages build the same table and keep it; where one is at hand its whole command can be timed beside this row:
dbt_salesforce 2.1.0 took 37.4 seconds, 53.4 of CPU, at 40,000 deals on two quiet cores. Of our answer at size M about half is the
engine's query, a tenth its writing as SQL, a fifth the rows, each with its range.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from oarlock.cli._bench.runs import Cost, cost_of

CHILD = (sys.executable, "-m", "oarlock.cli._bench.pipeline")
EXPLODED = """
SELECT day, stage, sum(amount) AS amount, count(*) AS deals FROM (
    SELECT opportunity_id, stage, status, amount, valid_from,
        lead(valid_from) OVER (PARTITION BY opportunity_id ORDER BY valid_from) AS valid_to
    FROM '{folder}/opportunity_versions.parquet'
) AS states JOIN (
    SELECT unnest(range(min(valid_from)::DATE, max(valid_from)::DATE + 1, INTERVAL 1 DAY))::DATE AS day
    FROM '{folder}/opportunity_versions.parquet'
) AS days ON valid_from < day + INTERVAL 1 DAY AND (valid_to IS NULL OR valid_to >= day + INTERVAL 1 DAY)
WHERE status = 'open' GROUP BY day, stage
"""


def daily(book: Path, exports: Path, scratch: Path) -> tuple[Cost, Cost, int]:
    """What our answer and the exploded table cost, start-up and opening left out of both, and how many rows ours has."""
    ours, peer = _run(["ours", str(book)], scratch), _run(["explode", str(exports)], scratch)
    return _cost(ours), _cost(peer), int(ours["rows"])


def _run(words: list[str], scratch: Path) -> dict[str, float]:
    answer = scratch / "daily.json"
    whole = cost_of([*CHILD, *words], output=answer)
    told: dict[str, float] = json.loads(answer.read_text())
    return told | {"peak": whole.peak_mb}


def _cost(told: dict[str, float]) -> Cost:
    return Cost(told["cpu"], told["wall"], told["peak"])


def ask(folder: Path) -> Callable[[], int]:
    """Our question, ready to be put: the library loaded, the ledger open, nothing of the answer known."""
    from oarlock.book import Book

    opened = Book.open(folder)
    opened.measure("bookings", every="year")
    opened.forget()
    opened.ledger  # noqa: B018 - opened here: the peer's engine stands ready too
    return lambda: len(opened.measure("open_pipeline", every="day", by=["stage"]))


def explode(folder: Path) -> Callable[[], int]:
    """The peer's query, ready to be run."""
    import duckdb

    engine = duckdb.connect()
    return lambda: len(engine.execute(EXPLODED.format(folder=folder)).fetchall())


def main(words: list[str]) -> None:
    """Times one of the two and says what it took."""
    run = {"ours": ask, "explode": explode}[words[0]](Path(words[1]))
    cpu, wall = time.process_time(), time.perf_counter()
    rows = run()
    told = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall, "rows": rows}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
