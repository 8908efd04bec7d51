"""One command in a process of its own, with what it cost."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from oarlock.errors import OarlockError

OARLOCK = (sys.executable, "-c", "import sys; from oarlock.cli import main; sys.exit(main(sys.argv[1:]))")
CHILD = (sys.executable, "-m", "oarlock.cli._bench.child")
PASS = (sys.executable, "-c", "pass")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process cost: CPU is user and system time of all its threads, in seconds; peak is its largest resident size in MB."""

    cpu: float
    wall: float
    peak_mb: float


def cost_of(command: Sequence[str], *, output: Path | None = None) -> Cost:
    """Runs a command to its end.

    Args:
        output: Where its standard output goes; None throws it away.
    Raises:
        OarlockError: it failed; says which and shows the end of what it said and complained about.
    """
    complaints = Path(os.devnull) if output is None else output.with_suffix(".err")
    actions = [
        (os.POSIX_SPAWN_OPEN, 1, str(output or os.devnull), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
        (os.POSIX_SPAWN_OPEN, 2, str(complaints), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
    ]
    started = time.perf_counter()
    process = os.posix_spawn(command[0], list(command), os.environ, file_actions=actions)
    _, status, used = os.wait4(process, 0)
    wall = time.perf_counter() - started
    if status:
        told = "" if output is None else "\n".join(["", *map(_end_of, (output, complaints))])
        raise OarlockError(f"This part of the benchmark failed: {' '.join(command[1:])}{told}")
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2))


def _end_of(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")[-2000:]


def median_cost(command: Sequence[str], times: int) -> Cost:
    """The run in the middle, by CPU, of several."""
    return sorted((cost_of(command) for _ in range(times)), key=lambda cost: cost.cpu)[times // 2]
