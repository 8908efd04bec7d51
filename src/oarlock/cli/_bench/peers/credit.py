"""Credit by the packages a user would take: ChannelAttribution from files of touches, two Shapley values from a file of paths."""

from __future__ import annotations

import contextlib
import io
import json
import sys
import time
from collections.abc import Callable
from typing import Any

PATHS = """
SELECT path, count(*) FILTER (won) AS conversions, count(*) FILTER (NOT won) AS nulls FROM (
    SELECT string_agg(channel, ' > ' ORDER BY touched_at, touch_id) AS path, lead_id IN (
        SELECT lead_id FROM '{folder}/opportunities.parquet' WHERE lead_id IS NOT NULL AND opportunity_id IN
            (SELECT opportunity_id FROM '{folder}/opportunity_versions.parquet' WHERE status = 'won')
    ) AS won FROM '{folder}/touches.parquet' WHERE lead_id IS NOT NULL GROUP BY lead_id
) GROUP BY path
"""


def channelattribution(folder: str, order: str) -> Callable[[], dict[str, float]]:
    """What its user does: path strings by DuckDB, then `markov_model`. All of it belongs to the figure, but for loading the libraries."""
    import ChannelAttribution  # noqa: F401 - brings pandas with it
    import duckdb

    return lambda: _chain(duckdb.sql(PATHS.format(folder=folder)).df(), int(order))


def chain(paths: str) -> Callable[[], dict[str, float]]:
    """The same from paths that somebody has built."""
    import ChannelAttribution  # noqa: F401 - loaded here, so that its start is not in the figure
    import pyarrow.parquet as pq

    names = {"total_conversions": "conversions", "total_null": "nulls"}
    frame = pq.read_table(paths).to_pandas().rename(columns=names)
    return lambda: _chain(frame, 1)


def _chain(frame: Any, order: int) -> dict[str, float]:
    import ChannelAttribution

    found = ChannelAttribution.markov_model(
        frame, "path", "conversions", var_null="nulls", order=order, verbose=False, flg_pro=False
    )
    return dict(zip(found["channel_name"], found["total_conversions"], strict=True))


def mta(paths: str) -> Callable[[], dict[str, float]]:
    """The coverage game; its cost is threefold for each channel more."""
    import pyarrow.parquet as pq
    from mta import MTA

    frame = pq.read_table(paths).to_pandas().assign(total_conversion_value=0.0)

    def run() -> dict[str, float]:
        model = MTA(frame, allow_loops=True, add_timepoints=False)
        shares = model.shapley().attribution["shapley"]
        return {channel: share * float(frame["total_conversions"].sum()) for channel, share in shares.items()}

    return run


def mam(paths: str) -> Callable[[], dict[str, float]]:
    """Another game: the rate of journeys with exactly a set, journey by journey.

    With sets of all sizes: its default keeps four channels of a journey, the last by alphabet, so that credit hangs on their names.
    """
    import polars as pl
    import pyarrow.parquet as pq
    from mam.core import MAM

    frame = pq.read_table(paths).to_pandas()
    told = pl.DataFrame(
        {
            "path": frame["path"].tolist(),
            "won": (frame["total_conversions"] > 0).tolist(),
            "occurrences": [1] * len(frame),
        }
    )

    def run() -> dict[str, float]:
        model = MAM(told, "grouped_journey", "path", "won", occurrences_colname="occurrences")
        found = model.run_shapley(max_size=None).to_dict()
        return dict(zip(found["channels"], found["attribution"], strict=True))

    return run


def main(name: str, *words: str) -> None:
    """Runs one of them and writes what it took, imports and reading the paths left out, and what it found."""
    made: dict[str, Callable[..., Any]] = {
        "channelattribution": channelattribution,
        "chain": chain,
        "mta": mta,
        "mam": mam,
    }
    with contextlib.redirect_stdout(io.StringIO()):  # they say a good deal
        run = made[name](*words)
        cpu, wall = time.process_time(), time.perf_counter()
        credit = run()
        told = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall, "credit": credit}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
