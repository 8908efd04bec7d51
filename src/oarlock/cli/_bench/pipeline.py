"""The open pipeline of every day by stage: our answer in a warm process against what tells it with one row per deal and day.

Beside us runs the daily history of dbt_salesforce where it is at hand (`--dbt`), at the sizes whose rows fit: its whole command, since
that is what a user runs each morning. Otherwise the floor is the same explosion as one DuckDB query over the same files.
Of our answer at size M about half is the engine's query, a tenth its writing as SQL, a fifth the rows, each with its range.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from oarlock.cli._bench.beside import Peers, alone
from oarlock.cli._bench.history import SIZES, cells_of, daily_history, said
from oarlock.cli._bench.row import DAILY, Measured
from oarlock.cli._bench.runs import OARLOCK, Cost, cost_of

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


def daily(book: Path, exports: Path, folder: Path, size: str, peers: Peers) -> Measured:
    """Our answer beside the package's, or beside the explosion; start-up and opening are left out of ours and of the explosion."""
    ours, told = _run(["ours", str(book)], folder)
    if not peers.has("dbt") or size not in SIZES:
        floor, _ = _run(["explode", str(exports)], folder)
        what = (
            f"DuckDB exploding deals to one row a day, and grouping ({told['rows']:,} rows answered); start in neither"
        )
        return Measured(DAILY, size, ours, floor, what)
    cells = cells_of(told["cells"])
    last = date.fromisoformat(max(day for day, _ in cells))
    history = daily_history(peers, exports, folder, last)
    command = cost_of(
        [*OARLOCK, "measure", "open_pipeline", "--every", "day", "--by", "stage", "--book", str(book), "--fresh"]
    )
    what = f"{said(history, cells, last)}; ours is the question, and {command.cpu:.2f} as a whole command"
    return Measured(DAILY, size, ours, history.first, what, beside=peers.salesforce)


def _run(words: list[str], scratch: Path) -> tuple[Cost, dict[str, Any]]:
    answer = scratch / "daily.json"
    whole = cost_of([*CHILD, *words], output=answer)
    told: dict[str, Any] = json.loads(answer.read_text())
    return alone(told, whole), told


def ask(folder: Path) -> Callable[[], Any]:
    """Our question, ready to be put: the library loaded, the ledger open, nothing of the answer known."""
    from oarlock.book import Book

    opened = Book.open(folder)
    opened.measure("bookings", every="year")
    opened.forget()
    opened.ledger  # noqa: B018 - opened here: the peer's engine stands ready too
    return lambda: opened.measure("open_pipeline", every="day", by=["stage"])


def explode(folder: Path) -> Callable[[], Any]:
    """The peer's query, ready to be run."""
    import duckdb

    engine = duckdb.connect()
    return lambda: engine.execute(EXPLODED.format(folder=folder)).fetchall()


def main(words: list[str]) -> None:
    """Times one of the two and says what it took, and of ours what it says."""
    run = {"ours": ask, "explode": explode}[words[0]](Path(words[1]))
    cpu, wall = time.process_time(), time.perf_counter()
    rows = run()
    told: dict[str, Any] = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall, "rows": len(rows)}
    if words[0] == "ours":
        told["cells"] = [[row.period, row.slice["stage"], row.n, row.estimate] for row in rows]
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
