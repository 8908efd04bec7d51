"""Credit from the ledger's touches, beside the packages a user would take instead; each runs in a process of its own.

Without ChannelAttribution the floor of the first rows is reading the same columns. What starts from a file of paths has one of its own,
whatever the size of the company, and is run once.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from oarlock.cli._bench.beside import Peers, alone
from oarlock.cli._bench.row import OWN, Measured
from oarlock.cli._bench.runs import CHILD, Cost, cost_of

CREDIT = (sys.executable, "-m", "oarlock.cli._bench.attribution")
ORDERS = (1, 2)
PLAYERS, JOURNEYS, SEED = 15, 20_000, 7
CHAIN = "markov order 1, from paths"
SHAPLEY = f"shapley {PLAYERS} channels"
WON = (
    "SELECT lead_id FROM opportunities WHERE opportunity_id IN (SELECT opportunity_id FROM opportunity_versions WHERE status = 'won')"
    " AND lead_id IS NOT NULL"
)
"""Leads whose journey converted."""
OTHER_GAME = "the rate of journeys with exactly a set, over all sizes"
TOUCHES = {"touches": ["lead_id", "touched_at", "channel"]}
SAME = 1e-5
"""Credit is the same where no more of it lies elsewhere; a package prints six digits."""


class FromPaths(NamedTuple):
    """One thing done with a file of paths: our run of it, the peer's, and whether the two do the same."""

    part: str
    ours: str
    theirs: str
    peer: str
    does: str


FROM_PATHS = (
    FromPaths(CHAIN, "chain", "chain", "channelattribution", "the same paths"),
    FromPaths(SHAPLEY, "shapley", "mta", "mta", "the same game on the same paths"),
    FromPaths(SHAPLEY, "shapley", "mam", "mam", f"another game on the same paths: {OTHER_GAME}"),
)


def credit_rows(exports: Path, book: Path, size: str, told: Callable[[str], None], peers: Peers) -> Iterator[Measured]:
    """Markov credit from touches to channels at orders 1 and 2."""
    for order in ORDERS:
        part = f"markov order {order}"
        told(f"{size}: {part}")
        whole, ours, found = _ours("markov", book, order, scratch=exports.parent)
        if not peers.has("channelattribution"):
            floor = cost_of([*CHILD, "read", str(exports), json.dumps(TOUCHES)])
            yield Measured(part, size, whole, floor, "DuckDB reading lead, time and channel of the touches")
            continue
        answer = exports.parent / "credit.json"
        words = ("channelattribution", str(exports), str(order))
        whole_peer, cost, theirs = peers.run("credit", *words, output=answer)
        what = (
            f"its paths built by DuckDB; {_differing(found['credit'], theirs['credit'])}; {_started(whole, whole_peer)}"
        )
        yield Measured(part, size, ours, cost, what, beside=peers.named("channelattribution"))


def path_rows(folder: Path, told: Callable[[str], None], peers: Peers) -> Iterator[Measured]:
    """Credit of fifteen channels from paths as text, beside each package that gives it; start-up and reading the file in neither."""
    paths, answer = folder / f"paths-{PLAYERS}.parquet", folder / "credit.json"
    present = [row for row in FROM_PATHS if peers.has(row.peer)]
    if present:
        cost_of([*CREDIT, "make", str(paths)])
    for row in present:
        told(f"{row.part} beside {peers.named(row.peer)}")
        whole, ours, found = _ours(row.ours, paths, scratch=folder)
        whole_peer, cost, other = peers.run("credit", row.theirs, str(paths), output=answer)
        what = f"{row.does}; {_differing(found['credit'], other['credit'])}; {_started(whole, whole_peer)}"
        yield Measured(row.part, OWN, ours, cost, what, beside=peers.named(row.peer))


def _ours(name: str, *words: Path | int, scratch: Path) -> tuple[Cost, Cost, dict[str, Any]]:
    answer = scratch / "credit.json"
    whole = cost_of([*CREDIT, name, *map(str, words)], output=answer)
    told: dict[str, Any] = json.loads(answer.read_text())
    return whole, alone(told, whole), told


def _started(ours: Cost, theirs: Cost) -> str:
    return f"start in neither (whole processes: {ours.cpu:.2f} and {theirs.cpu:.2f})"


def _differing(ours: Mapping[str, float], theirs: Any) -> str:
    """How much of the credit lies elsewhere, and how far it is off where it is farthest, as a share of ours."""
    apart = {name: abs(theirs.get(name, 0.0) - credit) for name, credit in ours.items() if credit > 0}
    elsewhere = sum(apart.values()) / 2 / sum(ours.values())
    if elsewhere < SAME:
        return "the same credit"
    worst = max(apart, key=lambda name: apart[name] / ours[name])
    return f"{elsewhere:.1%} of its credit lies elsewhere, that of {worst} is {apart[worst] / ours[worst]:.0%} off"


def markov(book: Path, order: int) -> Callable[[], dict[str | None, float]]:
    """Removal effects of the channels, from the ledger's touches, ready to be run: all libraries loaded, no book open."""
    import numpy as np
    import pyarrow  # noqa: F401 - loaded here: what the engine hands over is of it

    from oarlock.ledger.journeys import journeys
    from oarlock.ledger.store import Store
    from oarlock.stats.attribution.counting import transitions
    from oarlock.stats.attribution.markov import removal_effects
    from oarlock.stats.attribution.paths import paths

    def run() -> dict[str | None, float]:
        # Rows that come in their order flow through one thread anyway; a second one costs CPU and saves nobody time.
        with Store.open(book, threads=1) as store, store.ledger(None) as ledger:
            walked = journeys(ledger, marking=WON)
        wins = walked.is_marked.astype(np.float64)
        counts = transitions(paths(walked.channel_code, walked.starts, len(walked.channels), wins=wins), order)
        return dict(zip(walked.channels, removal_effects(counts).credit(float(wins.sum())).tolist(), strict=True))

    return run


def from_paths(file: Path, *, game: bool) -> Callable[[], dict[str, float]]:
    """Exact values of the coverage game on the full lattice, or of the chain, from path strings, ready to be run."""
    import pyarrow.parquet as pq

    from oarlock.stats.attribution.counting import transitions
    from oarlock.stats.attribution.markov import removal_effects
    from oarlock.stats.attribution.shapley import coverage_game, shapley_values
    from oarlock.stats.attribution.table import read_paths

    table = pq.read_table(file)

    def run() -> dict[str, float]:
        read = read_paths(table)
        if game:
            credit = shapley_values(coverage_game(read.journeys))
        else:
            credit = removal_effects(transitions(read.journeys, 1)).credit(float(read.journeys.wins.sum()))
        return dict(zip(read.channels, credit.tolist(), strict=True))

    return run


def make(target: Path) -> None:
    """Journeys over fifteen channels, a tenth of which convert."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    rng = np.random.Generator(np.random.PCG64(SEED))
    names = [f"channel {number:02}" for number in range(PLAYERS)]
    told = [" > ".join(names[i] for i in rng.integers(0, PLAYERS, 1 + rng.geometric(0.25))) for _ in range(JOURNEYS)]
    won = (rng.random(JOURNEYS) < 0.1).astype(np.int64)
    pq.write_table(pa.table({"path": told, "total_conversions": won, "total_null": 1 - won}), target)


def main(words: Sequence[str]) -> None:
    """Runs one of them by its name and writes what it took and what it found."""
    name, place, *rest = words
    if name == "make":
        make(Path(place))
        return
    run: Callable[[], Any] = (
        markov(Path(place), int(rest[0])) if name == "markov" else from_paths(Path(place), game=name == "shapley")
    )
    cpu, wall = time.process_time(), time.perf_counter()
    credit = run()
    told = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall, "credit": credit}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
