"""Credit from the ledger's touches, beside the packages a user would take instead; each runs in a process of its own.

The peers are imported only where they are installed (`pip install oarlock[peers]`); without them the floor is reading the same columns.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oarlock.cli._bench.runs import Cost, cost_of

if TYPE_CHECKING:
    from oarlock.cli._bench.parts import Measured

CREDIT = (sys.executable, "-m", "oarlock.cli._bench.attribution")
ORDERS = (1, 2)
PLAYERS, JOURNEYS, SEED = 15, 20_000, 7
WON = (
    "SELECT lead_id FROM opportunities WHERE opportunity_id IN (SELECT opportunity_id FROM opportunity_versions WHERE status = 'won')"
    " AND lead_id IS NOT NULL"
)
"""Leads whose journey converted."""


def credit_rows(exports: Path, book: Path, size: str, told: Callable[[str], None]) -> Iterator[Measured]:
    """Markov credit from touches to channels at orders 1 and 2, and the Shapley value of fifteen channels."""
    from oarlock.cli._bench.parts import Measured

    for order in ORDERS:
        told(f"{size}: markov order {order}")
        ours = cost_of([*CREDIT, "markov", str(book), str(order)])
        floor, words = _peer("ChannelAttribution", ["channelattribution", str(exports), str(order)], exports)
        yield Measured(f"markov order {order}", size, ours, floor, words)
    told(f"{size}: shapley {PLAYERS} channels")
    paths = exports.parent / f"paths-{PLAYERS}.parquet"
    cost_of([*CREDIT, "make", str(paths)])
    ours = cost_of([*CREDIT, "shapley", str(paths)])
    floor, words = _peer("mta", ["mta", str(paths)], exports)
    yield Measured(f"shapley {PLAYERS} channels", size, ours, floor, words)


def _peer(package: str, words: list[str], exports: Path) -> tuple[Cost, str]:
    if find_spec(package) is not None:
        return cost_of(
            [*CREDIT, *words]
        ), f"{package}, its paths built by DuckDB" if package != "mta" else f"{package}, the same paths"
    return cost_of(
        [*CREDIT, "read", str(exports)]
    ), f"DuckDB reading lead, time and channel of the touches ({package} is not installed)"


def markov(book: Path, order: int) -> Any:
    """Removal effects of the channels, from the ledger's touches."""
    import numpy as np

    from oarlock.ledger.journeys import journeys
    from oarlock.ledger.store import Store
    from oarlock.stats.attribution.counting import transitions
    from oarlock.stats.attribution.markov import removal_effects
    from oarlock.stats.attribution.paths import paths

    # Rows that come in their order flow through one thread anyway; a second one costs CPU and saves nobody time.
    with Store.open(book, threads=1) as store, store.ledger(None) as ledger:
        walked = journeys(ledger, marking=WON)
    wins = walked.is_marked.astype(np.float64)
    counts = transitions(paths(walked.channel_code, walked.starts, len(walked.channels), wins=wins), order)
    return dict(zip(walked.channels, removal_effects(counts).credit(float(wins.sum())).tolist(), strict=True))


def channelattribution(exports: Path, order: int) -> Any:
    """What its user does: path strings by DuckDB, then `markov_model`."""
    import duckdb

    touches, deals, versions = (
        exports / f"{name}.parquet" for name in ("touches", "opportunities", "opportunity_versions")
    )
    won = WON.replace("FROM opportunities ", f"FROM '{deals}' ").replace(
        "FROM opportunity_versions ", f"FROM '{versions}' "
    )
    frame = duckdb.sql(
        "SELECT path, count(*) FILTER (won) AS conversions, count(*) FILTER (NOT won) AS nulls FROM ("
        f"SELECT string_agg(channel, ' > ' ORDER BY touched_at, touch_id) AS path, lead_id IN ({won}) AS won"
        f" FROM '{touches}' WHERE lead_id IS NOT NULL GROUP BY lead_id) GROUP BY path"
    ).df()
    import ChannelAttribution

    return ChannelAttribution.markov_model(
        frame, "path", "conversions", var_null="nulls", order=order, verbose=False, flg_pro=False
    )


def shapley(paths: Path) -> Any:
    """Exact values of the coverage game, on the full lattice, from path strings."""
    import pyarrow.parquet as pq

    from oarlock.stats.attribution.shapley import coverage_game, shapley_values
    from oarlock.stats.attribution.table import read_paths

    read = read_paths(pq.read_table(paths))
    return dict(zip(read.channels, shapley_values(coverage_game(read.journeys)).tolist(), strict=True))


def mta(paths: Path) -> Any:
    """The same game by the package mta, whose cost is threefold for each channel more."""
    import pyarrow.parquet as pq
    from mta import MTA

    frame = pq.read_table(paths).to_pandas().assign(total_conversion_value=0.0)
    model = MTA(frame, allow_loops=True, add_timepoints=False)
    return dict(model.shapley().attribution["shapley"])


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


def read(exports: Path) -> None:
    """DuckDB looks once at what the credit needs of every touch."""
    from oarlock.cli._bench.child import read_columns

    read_columns(exports, {"touches": ["lead_id", "touched_at", "channel"]})


def main(words: Sequence[str]) -> None:
    """Runs one of them by its name and writes what it found."""
    name, place, *rest = words
    run: dict[str, Callable[..., Any]] = {
        "markov": markov, "channelattribution": channelattribution, "shapley": shapley, "mta": mta, "make": make, "read": read,
    }  # fmt: skip
    sys.stdout.write(f"{run[name](Path(place), *map(int, rest))}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
