"""The open pipeline of every day as a dbt package makes it: the opportunity daily history of dbt_salesforce, of the same deals.

What is timed is the whole `dbt run`, on everything but the company's last day. A second run then gets that day, and it is counted how
many of its rows were written.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from oarlock.cli._bench.beside import CHECKOUTS, Peers
from oarlock.cli._bench.runs import Cost, cost_of

MODELS = ("stg_salesforce__opportunity_history", "salesforce__opportunity_daily_history")
DBT = "from dbt.cli.main import cli; cli()"
SIZES = ("S", "M")
"""At L it would write 250 million rows, 20 GB."""
CENT = 0.005
Cells = Mapping[tuple[str, str], tuple[int, float]]
"""Open deals and their amount by day and stage."""


@dataclass(frozen=True, slots=True)
class History:
    """What the package took and wrote.

    Attributes:
        first, second: Cost of the run of everything but the last day, and of the run that gets that day.
        rows: Written by the first run.
        cells: What it says of every day.
        written, due: Rows of the last day after the second run, and the deals there are, each of which should have one.
    """

    first: Cost
    second: Cost
    rows: int
    cells: Cells
    written: int
    due: int


def daily_history(peers: Peers, exports: Path, folder: Path, last: date) -> History:
    """Runs the package on the deals of a folder whose last day is `last`; what it made is removed again."""
    project = folder / "dbt"
    shutil.rmtree(project, ignore_errors=True)
    costs: list[Cost] = []
    told: list[Any] = []
    _script(peers, folder, "lay", project, Path(peers.checkouts or ""), *CHECKOUTS)
    for day in (last, last + timedelta(days=1)):
        _script(peers, folder, "fill", project, exports, day)
        costs.append(cost_of(_command(peers, project, day + timedelta(days=1)), output=folder / "dbt.txt"))
        told.append(_script(peers, folder, "count", project))
    shutil.rmtree(project)
    (first, second), (before, after) = costs, told
    return History(first, second, before["rows"], cells_of(before["cells"]), after["last"], after["deals"])


def _script(peers: Peers, folder: Path, *words: Path | str | date) -> Any:
    return peers.run("daily_history", *map(str, words), output=folder / "history.json")[2]


def _command(peers: Peers, project: Path, today: date) -> list[str]:
    """The command a user types: parsed anew, as after any change; days run to the one before `today`."""
    at = ["--project-dir", str(project), "--profiles-dir", str(project), "--log-path", str(project / "logs")]
    told = json.dumps({"today": str(today)})
    return [peers.python, "-c", DBT, "run", *at, "--select", *MODELS, "--vars", told, "--no-partial-parse"]


def cells_of(rows: Any) -> Cells:
    """Rows of day, stage, deals and amount, those without a deal left out."""
    return {(day, stage): (deals, amount or 0.0) for day, stage, deals, amount in rows if deals}


def differing(ours: Cells, theirs: Cells) -> int:
    """In how many days and stages count or amount differ, to the cent."""
    none = (0, 0.0)
    pairs = ((ours.get(key, none), theirs.get(key, none)) for key in ours.keys() | theirs.keys())
    return sum(one[0] != other[0] or abs(one[1] - other[1]) > CENT for one, other in pairs)


def said(history: History, ours: Cells, last: date) -> str:
    """What the run made, whether it is our answer, and what became of the second day."""
    before = {key: cell for key, cell in ours.items() if key[0] < str(last)}
    apart = differing(before, history.cells)
    equal = "all counts and amounts as ours" if not apart else f"{apart:,} counts or amounts other than ours"
    return (
        f"the whole dbt run of its daily history ({history.rows:,} rows; {equal} in {len(before):,} days and stages);"
        f" its run of the day after took {history.second.cpu:.1f} and wrote {history.written:,} of the day's {history.due:,} rows"
    )
