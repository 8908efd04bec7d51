"""Running a long statement of the engine while telling how far it is.

The engine knows the share of a file it has read; how many rows that is, is told by about how many the file holds.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import duckdb

EVERY = 0.2
"""Seconds between two looks."""


def run_watched(
    connection: duckdb.DuckDBPyConnection,
    statement: str,
    tick: Callable[[int, int | None], None] | None,
    expected: Callable[[], int],
) -> None:
    """Runs a statement; `tick` is called from another thread with the rows done so far and those expected in all.

    Raises:
        duckdb.Error: as the statement does.
    """
    if tick is None:
        connection.execute(statement)
        return
    over, total = threading.Event(), expected()

    def look() -> None:
        furthest = 0
        while not over.wait(EVERY):
            done = int(connection.query_progress() / 100 * total)
            if furthest < done <= total:  # below 0 before it begins; a look may come after the end
                furthest = done
                tick(done, total)

    watcher = threading.Thread(target=look, name="import progress", daemon=True)
    with _telling(connection):
        watcher.start()
        try:
            connection.execute(statement)
        finally:
            over.set()
            watcher.join()


@contextmanager
def _telling(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Has the engine keep count of its progress without printing it, and sets it back afterwards."""
    wanted = {"enable_progress_bar": "true", "enable_progress_bar_print": "false", "progress_bar_time": "0"}
    asked = ", ".join(f"current_setting('{name}')" for name in wanted)
    before = dict(zip(wanted, connection.execute(f"SELECT {asked}").fetchone() or (), strict=True))
    try:
        for name, value in wanted.items():
            connection.execute(f"SET {name} = {value}")
        yield
    finally:
        # Setting the time turns the bar on, so whether it is on comes last.
        for name, value in reversed(before.items()):
            connection.execute(f"SET {name} = {str(value).lower()}")
