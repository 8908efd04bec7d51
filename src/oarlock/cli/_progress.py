"""Progress bars on standard error, only where a person watches: rows per second of an import, steps of anything else."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any, Self


class Progress:
    """Shows how an import goes. Where nobody watches it shows nothing and loads nothing."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._tasks: dict[str, Any] = {}

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

            self._bar = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(),
                TextColumn("{task.completed:,.0f} rows"),
                TextColumn("{task.fields[rate]}"),
                TimeElapsedColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._bar.start()
        return self

    def told(self, file: str, done: int, total: int | None, seconds: float) -> None:
        """Takes note that `done` rows of a file are read, of `total` where that is known, `seconds` after it was begun."""
        if self._bar is None:
            return
        if file not in self._tasks:
            self._tasks[file] = self._bar.add_task(file, total=total, rate="")
        rate = f"{done / seconds:,.0f} rows/s" if seconds > 0 else ""
        self._bar.update(self._tasks[file], completed=done, total=total, rate=rate)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()


class Steps:
    """Shows how many steps of long work are done. Where nobody watches it shows nothing and loads nothing."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (TextColumn(self._what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task(self._what)
            self._bar.start()
        return self

    def told(self, done: int, total: int) -> None:
        """Takes note that `done` of `total` steps are done."""
        if self._bar is not None:
            self._bar.update(self._task, completed=done, total=total)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
