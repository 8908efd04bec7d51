"""Does the learnt score still look at the kind of leads it was taught by? Drift of its inputs, held to one error rate (METHODS 6.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oarlock.stats.drift import ALARM_P, ALARM_PSI, LEAST_A_SIDE, Drift

if TYPE_CHECKING:
    from oarlock.stats.scorecard import Card, Value


@dataclass(frozen=True, slots=True)
class FeatureDrift:
    """One input's drift; `adjusted_p` over all inputs. An alarm says that inputs changed, not that the score got worse."""

    feature: str
    drift: Drift
    adjusted_p: float

    @property
    def alarms(self) -> bool:
        """Beyond chance after correction, and large enough to matter."""
        return self.adjusted_p < ALARM_P and self.drift.psi > ALARM_PSI


def drifts(
    card: Card, taught: Mapping[str, Sequence[Value]], newest: Mapping[str, Sequence[Value]]
) -> tuple[FeatureDrift, ...]:
    """Every input of the card, the one that moved most first; empty where a side has fewer than fifty leads."""
    import numpy as np

    from oarlock.stats.drift import drift
    from oarlock.stats.errorcontrol import benjamini_hochberg

    sizes = [len(next(iter(side.values()), ())) for side in (taught, newest)]
    if min(sizes) < LEAST_A_SIDE:
        return ()
    found = []
    for binning in card.binnings:
        before, after = ([binning.label_of(value) for value in side[binning.feature]] for side in (taught, newest))
        labels = sorted({*before, *after})
        if len(labels) > 1:
            counts = ([float(told.count(label)) for label in labels] for told in (before, after))
            found.append((binning.feature, drift(*counts)))
    if not found:
        return ()
    adjusted = benjamini_hochberg(np.array([one.p_value for _, one in found])).tolist()
    told = [FeatureDrift(name, one, p) for (name, one), p in zip(found, adjusted, strict=True)]
    return tuple(sorted(told, key=lambda one: (-one.drift.psi, one.feature)))
