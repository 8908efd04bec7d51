"""The parts that are measured, at each size, each against its floor."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from oarlock import registry, words
from oarlock.cli._bench.attribution import credit_rows, path_rows
from oarlock.cli._bench.beside import Peers
from oarlock.cli._bench.incidence import incidence_rows
from oarlock.cli._bench.pipeline import daily
from oarlock.cli._bench.row import EVERYTHING, Measured
from oarlock.cli._bench.runs import CHILD, OARLOCK, PASS, cost_of, median_cost

SEED = 11
STARTS = 9
MATCHED_BY = {"leads": ["lead_id", "account_id", "email"], "accounts": ["account_id", "name", "domain"]}


def measured(sizes: Sequence[str], folder: Path, told: Callable[[str], None], peers: Peers) -> Iterator[Measured]:
    """Measures every part at every size, smallest first."""
    reads: dict[str, dict[str, list[str]]] = {}
    for size in sizes:
        exports, book = folder / f"{size}-exports", folder / f"{size}-book"
        told(f"{size}: simulating a company")
        _simulate(exports, size)
        yield _import(exports, book, folder / f"{size}-copy", size, told)
        for question in _questions():
            name = EVERYTHING if question == ["everything"] else " ".join(question)
            told(f"{size}: {name}")
            if name not in reads:
                reads[name] = _columns(book, question, folder)
            cost = cost_of(_asking(question, book), output=folder / "answer.txt")
            floor = cost_of([*CHILD, "read", str(exports), json.dumps(reads[name])])
            yield Measured(name, size, cost, floor, _reading(sum(map(len, reads[name].values()))))
        told(f"{size}: the open pipeline of every day")
        yield daily(book, exports, folder, size, peers)
        yield from credit_rows(exports, book, size, told, peers)
        told(f"{size}: the report")
        yield _report(exports, book, folder, size, reads[EVERYTHING])
        told(f"{size}: matching")
        yield _matching(exports, book, size)
        if size == sizes[0]:
            yield from _starts(book, size)
            yield from path_rows(folder, told, peers)
            yield from incidence_rows(folder, told, peers)


def _questions() -> list[list[str]]:
    each = [[kind, name] for kind in ("measure", "diagnose") for name in registry.names(kind)]
    return [*each, ["everything"]]


def _reading(columns: int) -> str:
    if not columns:
        return "starting DuckDB; no file has what this asks for"
    return f"DuckDB reading the same {words.counted(columns, 'column')} from Parquet"


def _asking(question: Sequence[str], book: Path) -> list[str]:
    """The command that answers: ours, but for `everything`, which no command asks of one ledger at once."""
    if question == ["everything"]:
        return [*CHILD, "ask", str(book), *question]
    return [*OARLOCK, *question, "--book", str(book), "--fresh"]


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


def _columns(book: Path, question: Sequence[str], folder: Path) -> dict[str, list[str]]:
    answer = folder / "columns.json"
    cost_of([*CHILD, "columns", str(book), *question], output=answer)
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
