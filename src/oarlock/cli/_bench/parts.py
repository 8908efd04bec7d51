"""The parts that are measured, at each size, each against its floor."""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from oarlock import registry
from oarlock.cli._bench.attribution import credit_rows
from oarlock.cli._bench.incidence import compared, has_peer
from oarlock.cli._bench.pipeline import daily
from oarlock.cli._bench.runs import CHILD, OARLOCK, PASS, Cost, cost_of, median_cost

SEED = 11
TOUCHES = {"S": 2e5, "M": 2e6, "L": 2e7}
"""About so many touches a size has; leads and deals grow alike."""
STARTS = 9
MATCHED_BY = {"leads": ["lead_id", "account_id", "email"], "accounts": ["account_id", "name", "domain"]}
EVERYTHING = "every metric and diagnosis"
TARGETS = {"import": 3.0, "diagnose slopes": 12.0, EVERYTHING: 25.0}
"""The most a part may cost at size L, times its floor; below, the start of a process is most of it."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One part at one size.

    Attributes:
        by_wall: The ratio is of wall seconds, as for starts; otherwise of CPU seconds.
        floor_is: What the floor did, in words.
    """

    part: str
    size: str
    cost: Cost
    floor: Cost
    floor_is: str
    by_wall: bool = False

    @property
    def ratio(self) -> float:
        """How many times the floor."""
        return self.cost.wall / self.floor.wall if self.by_wall else self.cost.cpu / self.floor.cpu

    @property
    def target(self) -> float | None:
        """What the ratio should stay within, where that is known."""
        return TARGETS.get(self.part) if self.size == "L" else None


def measured(sizes: Sequence[str], folder: Path, told: Callable[[str], None]) -> Iterator[Measured]:
    """Measures every part at every size, smallest first."""
    reads: dict[str, dict[str, list[str]]] = {}
    for size in sizes:
        exports, book = folder / f"{size}-exports", folder / f"{size}-book"
        told(f"{size}: simulating a company")
        _simulate(exports, size)
        yield _import(exports, book, folder / f"{size}-copy", size, told)
        for words in _questions():
            name = EVERYTHING if words == ["everything"] else " ".join(words)
            told(f"{size}: {name}")
            if name not in reads:
                reads[name] = _columns(book, words, folder)
            cost = cost_of(_asking(words, book), output=folder / "answer.txt")
            floor = cost_of([*CHILD, "read", str(exports), json.dumps(reads[name])])
            columns = sum(map(len, reads[name].values()))
            yield Measured(name, size, cost, floor, f"DuckDB reading the same {columns} columns from Parquet")
        told(f"{size}: the open pipeline of every day")
        yield _daily(book, exports, folder, size)
        yield from credit_rows(exports, book, size, told)
        told(f"{size}: the report")
        yield _report(exports, book, folder, size, reads[EVERYTHING])
        told(f"{size}: matching")
        yield _matching(exports, book, size)
        if size == sizes[0]:
            yield from _starts(book, size)
            yield from _incidence(folder, size, told)


def _questions() -> list[list[str]]:
    return [*(["measure", name] for name in registry.names("measure")), ["diagnose", "slopes"], ["everything"]]


def _asking(words: Sequence[str], book: Path) -> list[str]:
    """The command that answers: ours, but for `everything`, which no command asks of one ledger at once."""
    if words == ["everything"]:
        return [*CHILD, "ask", str(book), *words]
    return [*OARLOCK, *words, "--book", str(book), "--fresh"]


def _simulate(exports: Path, size: str) -> None:
    code = "import sys; from oarlock.demo.company import simulate; simulate(sys.argv[1], seed=int(sys.argv[2]), size=sys.argv[3])"
    if not (exports / "truth.json").is_file():
        cost_of([OARLOCK[0], "-c", code, str(exports), str(SEED), size], output=exports.with_suffix(".txt"))


def _import(exports: Path, book: Path, copy: Path, size: str, told: Callable[[str], None]) -> Measured:
    told(f"{size}: import")
    shutil.rmtree(book, ignore_errors=True)
    cost_of([*OARLOCK, "init", str(book)])
    cost = cost_of([*OARLOCK, "import", str(exports), "--book", str(book)], output=book.with_suffix(".txt"))
    floor = cost_of([*CHILD, "copy", str(exports), str(copy)])
    shutil.rmtree(copy)
    return Measured("import", size, cost, floor, "DuckDB copying the same Parquet files")


def _daily(book: Path, exports: Path, folder: Path, size: str) -> Measured:
    cost, peer, rows = daily(book, exports, folder)
    what = f"DuckDB exploding deals to one row a day, and grouping ({rows:,} rows answered); start-up and opening in neither"
    return Measured("open pipeline, every day by stage", size, cost, peer, what)


def _report(exports: Path, book: Path, folder: Path, size: str, reads: dict[str, list[str]]) -> Measured:
    """The whole report as one file: the diagnosis, every number, the charts."""
    cost = cost_of([*OARLOCK, "report", "--out", str(folder / "report.html"), "--book", str(book)])
    floor = cost_of([*CHILD, "read", str(exports), json.dumps(reads)])
    return Measured(
        "report", size, cost, floor, "DuckDB reading the columns of every metric and diagnosis from Parquet"
    )


def _matching(exports: Path, book: Path, size: str) -> Measured:
    """Leads and accounts by e-mail, domain and name; what a match rests on is the floor."""
    cost = cost_of([*OARLOCK, "match", "--book", str(book)])
    floor = cost_of([*CHILD, "read", str(exports), json.dumps(MATCHED_BY)])
    return Measured("match", size, cost, floor, "DuckDB reading the columns that leads and accounts are matched by")


def _incidence(folder: Path, size: str, told: Callable[[str], None]) -> Iterator[Measured]:
    """Once, where the peer is installed: the size of its data is its own."""
    if not has_peer():
        return
    told("incidence beside scikit-survival")
    cost, peer = compared(folder)
    what = (
        "scikit-survival on the same 400 thousand leads in 50 segments; start-up in neither, the answers equal to 1e-12"
    )
    yield Measured("incidence, three outcomes", size, cost, peer, what)


def _columns(book: Path, words: Sequence[str], folder: Path) -> dict[str, list[str]]:
    answer = folder / "columns.json"
    cost_of([*CHILD, "columns", str(book), *words], output=answer)
    found: dict[str, list[str]] = json.loads(answer.read_text())
    return found


def _starts(book: Path, size: str) -> Iterator[Measured]:
    """What a command costs before it does anything, and when it was asked before."""
    ask = [*OARLOCK, "measure", "win_rate", "--book", str(book)]
    cost_of([*ask, "--fresh"])
    floor = median_cost(PASS, STARTS)
    yield Measured(
        "oarlock --help", size, median_cost([*OARLOCK, "--help"], STARTS), floor, "python -c pass", by_wall=True
    )
    yield Measured(
        "measure win_rate, asked again", size, median_cost(ask, STARTS), floor, "python -c pass", by_wall=True
    )


def exponents(results: Sequence[Measured], smaller: str, larger: str) -> dict[str, float]:
    """Growth of each part's CPU from one size to another: 1 is in proportion to the data."""
    cpu = {(result.part, result.size): result.cost.cpu for result in results if not result.by_wall}
    parts = [part for part, size in cpu if size == larger and (part, smaller) in cpu]
    span = math.log(TOUCHES[larger] / TOUCHES[smaller])
    return {part: math.log(cpu[part, larger] / cpu[part, smaller]) / span for part in parts}
