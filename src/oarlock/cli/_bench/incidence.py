"""Cumulative incidence in 50 segments with three competing outcomes, 400 thousand leads in whole days: ours against scikit-survival.

The peer is optional (`pip install 'oarlock[peers]'`); without it there is no row. Both get the same arrays, start-up is in neither, and the
two answers are compared before anything is said: whole days tie, and a method that cannot take ties is no peer.
"""

from __future__ import annotations

import json
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from oarlock.cli._bench.runs import Cost, cost_of
from oarlock.errors import OarlockError

CHILD = (sys.executable, "-m", "oarlock.cli._bench.incidence")
LEADS, SEGMENTS, OUTCOMES, SEED = 400_000, 50, 3, 23
AGREES = 1e-12
PEER = "sksurv"


def has_peer() -> bool:
    """Whether scikit-survival is installed."""
    return find_spec(PEER) is not None


def compared(scratch: Path) -> tuple[Cost, Cost]:
    """What our curves and the peer's cost.

    Raises:
        OarlockError: the two answers differ.
    """
    ours, peer = (_run(name, scratch) for name in ("ours", "peer"))
    apart = max(abs(one - other) for one, other in zip(ours["curves"], peer["curves"], strict=True))
    if apart > AGREES:
        raise OarlockError(f"Our incidence and scikit-survival's differ by {apart:.1e}, more than {AGREES:.0e}.")
    return _cost(ours), _cost(peer)


def _run(name: str, scratch: Path) -> dict[str, Any]:
    answer = scratch / "incidence.json"
    whole = cost_of([*CHILD, name], output=answer)
    told: dict[str, Any] = json.loads(answer.read_text())
    return told | {"peak": whole.peak_mb}


def _cost(told: dict[str, Any]) -> Cost:
    return Cost(told["cpu"], told["wall"], told["peak"])


def leads() -> tuple[Any, Any, Any]:
    """Days until the outcome or the last look, outcome (0: still open), segment; the same every time."""
    import numpy as np

    rng = np.random.default_rng(SEED)
    segment = rng.integers(0, SEGMENTS, LEADS)
    days = np.minimum(np.ceil(rng.exponential(40 + segment)), rng.integers(1, 366, LEADS)).astype(np.int64)
    outcome = np.where(rng.random(LEADS) < 0.3, 0, rng.integers(1, OUTCOMES + 1, LEADS))
    return days, outcome, segment


def ours(days: Any, outcome: Any, segment: Any) -> Any:
    """Our curves of all segments at once, at every day: (segments, outcomes, days)."""
    import numpy as np

    from oarlock.stats.survival import incidence

    curves = incidence(days, outcome, outcomes=OUTCOMES, group=segment, groups=SEGMENTS)
    return lambda: np.stack([curves.by(day) for day in range(1, 366)], axis=2)


def peer(days: Any, outcome: Any, segment: Any) -> Any:
    """The peer's curves, one segment after another."""
    import numpy as np
    from sksurv.nonparametric import cumulative_incidence_competing_risks

    found = []
    for number in range(SEGMENTS):
        own = segment == number
        found.append(cumulative_incidence_competing_risks(outcome[own], days[own]))

    def at_every_day() -> Any:
        rows = []
        for times, curves in found:
            place = np.searchsorted(times, np.arange(1, 366), side="right") - 1
            rows.append(np.where(place >= 0, curves[1:, np.maximum(place, 0)], 0.0))
        return np.stack(rows)

    return at_every_day


def main(words: list[str]) -> None:
    """Times one of the two; laying the curves side by side for the comparison is in neither time."""
    import numpy as np

    method = {"ours": ours, "peer": peer}[words[0]]
    rows = leads()
    few = tuple(column[:2000] for column in rows)
    method(*few)  # imports and caches
    cpu, wall = time.process_time(), time.perf_counter()
    told = method(*rows)
    spent = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
    sys.stdout.write(json.dumps(spent | {"curves": np.asarray(told()).ravel().tolist()}))


if __name__ == "__main__":
    main(sys.argv[1:])
