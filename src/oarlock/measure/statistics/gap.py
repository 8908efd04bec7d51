"""How far apart two teams answer: Cliff's delta per question, corrected for how many questions were asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from oarlock.agreement.survey import TEAMS
from oarlock.measure.asking import Key
from oarlock.measure.base import Answered
from oarlock.stats.result import Estimate, Status

if TYPE_CHECKING:
    import numpy as np

    from oarlock.measure.asking import Asked

FIRST, SECOND = TEAMS


@dataclass(frozen=True)
class Gap:
    """Rows of shown answers (team, value, n, and how many of the team are shown); the last survey of each group counts of several.

    A slice or a condition may leave out a few of a group that may be shown, who could then be had by subtraction: a group is told whole or
    not at all.
    """

    additive: bool = False
    flows: bool = False

    def __call__(self, asked: Asked) -> Answered:
        """Delta of each group: above 0 where the first team (marketing) answers higher; `also` has p-values, counts and medians."""
        from oarlock.stats.errorcontrol import holm

        estimates: dict[Key, Estimate] = {}
        also: dict[Key, dict[str, float]] = {}
        for key, given in _given(asked).items():
            values, hidden = given
            estimates[key], also[key] = gap(values, hidden, asked.level, asked.seed(*values.values()))
        tested = [key for key in also if "p" in also[key] and estimates[key].status is Status.OK]
        if tested:
            for key, p in zip(tested, holm([also[key]["p"] for key in tested]).tolist(), strict=True):
                also[key]["p_holm"] = p
        return Answered(estimates, also=also)


def gap(
    values: Mapping[str, np.ndarray], hidden: str, level: float, seed: int = 0
) -> tuple[Estimate, dict[str, float]]:
    """Delta between the two teams' answers, and p-value, counts and medians; nothing where a team is not shown."""
    import numpy as np

    from oarlock.measure.facts.answers import WHY_HIDDEN
    from oarlock.stats.ordinal import cliffs_delta

    if any(team not in values for team in TEAMS):
        missing = " and ".join(team for team in TEAMS if team not in values)
        reason = WHY_HIDDEN.get(hidden, f"no answers of {missing}")
        return Estimate(None, status=Status.INSUFFICIENT, method="Cliff's delta", reason=reason, level=level), {}
    found = cliffs_delta(values[FIRST], values[SECOND], level=level, seed=seed)
    more = {"p": found.p}
    for team in TEAMS:
        more |= {f"n_{team}": float(len(values[team])), f"median_{team}": float(np.median(values[team]))}
    return found.estimate, more


def _given(asked: Asked) -> dict[Key, tuple[dict[str, np.ndarray], str]]:
    """Answers per group and team, of the last survey of which both teams are shown, else of the last; and why a team is not shown."""
    import numpy as np

    found = asked.grouped("at_first", "survey", "team", "value", "hidden", "whole", n_answers=asked.table.n.sum())
    columns = {name: np.ma.getdata(found.columns[name]) for name in ("at_first", "survey", "team", "value", "whole")}
    why, counts = found.columns["hidden"], found.counts("n_answers")
    order = np.lexsort(
        (columns["value"], columns["team"].astype(str), columns["survey"].astype(str), columns["at_first"])
    )
    waves: dict[Key, dict[tuple[Any, str], _Wave]] = {}
    for i in order.tolist():
        at = (columns["at_first"][i], str(columns["survey"][i]))
        wave = waves.setdefault(found.keys[found.group[i]], {}).setdefault(at, _Wave())
        if np.ma.is_masked(why[i]) or why[i] is None:
            team = str(columns["team"][i])
            wave.values.setdefault(team, []).extend([float(columns["value"][i])] * int(counts[i]))
            wave.whole[team] = int(columns["whole"][i])
        else:
            wave.hidden = str(why[i])
    told = {}
    for key, by_wave in waves.items():
        both = [at for at in sorted(by_wave) if len(by_wave[at].values) == len(TEAMS)]
        told[key] = by_wave[both[-1] if both else max(by_wave)].shown()
    return told


@dataclass
class _Wave:
    """What one survey holds of a group: answers by team, how many of the team are shown in all, and why a team is not."""

    values: dict[str, list[float]] = field(default_factory=dict)
    whole: dict[str, int] = field(default_factory=dict)
    hidden: str = ""

    def shown(self) -> tuple[dict[str, np.ndarray], str]:
        """The answers by team; none where a slice or a condition left out some of a team's."""
        import numpy as np

        from oarlock.measure.facts.answers import FEW

        if any(len(given) != self.whole[team] for team, given in self.values.items()):
            return {}, FEW
        return {team: np.asarray(given) for team, given in self.values.items()}, self.hidden
