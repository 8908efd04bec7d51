"""Cumulative incidence in 50 segments with three competing outcomes, 400 thousand leads in whole days: ours against scikit-survival.

Without the peer there is no row. Both get the same file of arrays, start-up and reading it are in neither, and the two answers are
compared before anything is said: whole days tie, and a method that cannot take ties is no peer.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from oarlock.cli._bench.beside import Peers, alone
from oarlock.cli._bench.row import OWN, Measured
from oarlock.cli._bench.runs import cost_of
from oarlock.errors import OarlockError

CHILD = (sys.executable, "-m", "oarlock.cli._bench.incidence")
INCIDENCE = "incidence, 50 segments"
LEADS, SEGMENTS, OUTCOMES, SEED = 400_000, 50, 3, 23
AGREES = 1e-12


def incidence_rows(folder: Path, told: Callable[[str], None], peers: Peers) -> Iterator[Measured]:
    """What our curves and the peer's cost.

    Raises:
        OarlockError: the two answers differ.
    """
    if not peers.has("incidence"):
        return
    told(f"incidence beside {peers.named('incidence')}")
    file, answer = folder / "incidence.npz", folder / "incidence.json"
    cost_of([*CHILD, "make", str(file)])
    whole = cost_of([*CHILD, "ours", str(file)], output=answer)
    ours: dict[str, Any] = json.loads(answer.read_text())
    _, cost, theirs = peers.run("incidence", str(file), output=answer)
    _agree(ours["curves"], theirs["curves"])
    what = f"three outcomes, the same {LEADS:,} leads in whole days; the curves equal to {AGREES:.0e}; start in neither"
    yield Measured(INCIDENCE, OWN, alone(ours, whole), cost, what, beside=peers.named("incidence"))


def _agree(ours: Any, theirs: Any) -> None:
    apart = max(abs(one - other) for one, other in zip(ours, theirs, strict=True))
    if apart > AGREES:
        raise OarlockError(f"Our incidence and scikit-survival's differ by {apart:.1e}, more than {AGREES:.0e}.")


def make(file: Path) -> None:
    """Days until the outcome or the last look, outcome (0: still open), segment; the same every time."""
    import numpy as np

    rng = np.random.default_rng(SEED)
    segment = rng.integers(0, SEGMENTS, LEADS)
    days = np.minimum(np.ceil(rng.exponential(40 + segment)), rng.integers(1, 366, LEADS)).astype(np.int64)
    outcome = np.where(rng.random(LEADS) < 0.3, 0, rng.integers(1, OUTCOMES + 1, LEADS))
    np.savez(file, days=days, outcome=outcome, segment=segment)


def ours(days: Any, outcome: Any, segment: Any) -> Any:
    """Our curves of all segments at once, at every day: (segments, outcomes, days)."""
    import numpy as np

    from oarlock.stats.survival import incidence

    curves = incidence(days, outcome, outcomes=OUTCOMES, group=segment, groups=SEGMENTS)
    return lambda: np.stack([curves.by(day) for day in range(1, 366)], axis=2)


def main(name: str, file: str) -> None:
    """Makes the leads, or times our curves; laying them out by day for the comparison is in no time."""
    import numpy as np

    if name == "make":
        make(Path(file))
        return
    with np.load(file) as read:
        rows = [read[column] for column in ("days", "outcome", "segment")]
    ours(*(column[:2000] for column in rows))  # imports and caches
    cpu, wall = time.process_time(), time.perf_counter()
    told = ours(*rows)
    spent = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
    sys.stdout.write(json.dumps(spent | {"curves": np.asarray(told()).ravel().tolist()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
