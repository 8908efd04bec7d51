"""How far apart two teams answer: Cliff's delta per question, corrected for how many questions were asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from oarlock.agreement.survey import TEAMS
from oarlock.measure.asking import Key
from oarlock.measure.base import Answered
from oarlock.stats.result import Estimate, Status
from oarlock.words import listed

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
        """Delta of each group: above 0 where the first team (marketing) answers higher.

        `also` has p-values, counts and medians, and of a scale each team's share of the top two answers, their difference with its range,
        and, where a team's people are known, the least and the most that share can be of all of them, whatever the silent think.
        """
        from oarlock.measure.facts.answers import people_of
        from oarlock.stats.errorcontrol import holm

        people = people_of(asked.ledger, asked.agreement)
        estimates: dict[Key, Estimate] = {}
        also: dict[Key, dict[str, float]] = {}
        place = len(asked.keys) - len(asked.slices) + asked.slices.index("question")
        given = _given(asked)
        for key, wave in given.items():
            values = wave.values
            seed = asked.seed(*values.values())
            if len(wave.scales) > 1:
                estimates[key], also[key] = _on_two_scales(wave, asked.level), {}
                continue
            estimates[key], also[key] = gap(values, wave.hidden, asked.level, seed)
            if also[key] and None not in wave.top.values():
                also[key] |= top_two(wave, people, asked.level)
        tested = [key for key in also if "p" in also[key] and estimates[key].status is Status.OK]
        if tested:
            for key, p in zip(tested, holm([also[key]["p"] for key in tested]).tolist(), strict=True):
                also[key]["p_holm"] = p
        told = {str(key[place]): more for key, more in also.items() if more}
        earlier = {str(key[place]): wave for key, wave in given.items() if wave.later is not None}
        return Answered(estimates, also=also, caveats=(*_turned(asked, told), *_earlier(earlier), *_silent(told)))


@dataclass
class Wave:
    """What one survey holds of a question: answers by team, of how many shown in all, and why a team is not shown.

    Attributes:
        name: Of the survey. later: that of the last one, where it is not shown, and why.
        top: Per team how many gave one of the two highest answers of the scale; None where it is no scale.
        scales: Every scale that the answers state: lowest and highest answer.
    """

    values: dict[str, np.ndarray] = field(default_factory=dict)
    whole: dict[str, int] = field(default_factory=dict)
    top: dict[str, int | None] = field(default_factory=dict)
    hidden: str = ""
    name: str = ""
    later: tuple[str, str] | None = None
    scales: set[tuple[float, float]] = field(default_factory=set)

    def add(self, team: str, value: float, n: int, whole: int, top: int | None) -> None:
        """So many of a team gave this answer."""
        import numpy as np

        before = self.values.get(team, np.array([]))
        self.values[team] = np.concatenate([before, np.full(n, value)])
        self.whole[team] = whole
        so_far = self.top.get(team, 0)
        self.top[team] = None if top is None or so_far is None else so_far + n * top

    def shown(self) -> Wave:
        """This, or nothing of it where a slice or a condition left out some of a team's answers."""
        from oarlock.measure.facts.answers import FEW

        cut = any(len(given) != self.whole[team] for team, given in self.values.items())
        return Wave(hidden=FEW, name=self.name) if cut else self


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


def _on_two_scales(wave: Wave, level: float) -> Estimate:
    """A 5 of 5 is not a 5 of 10: what was asked on two scales has no order."""
    told = " and ".join(f"{low:g} to {high:g}" for low, high in sorted(wave.scales))
    return Estimate(
        None, n=sum(map(len, wave.values.values())), status=Status.CONFLICT, method="Cliff's delta", level=level,
        reason=f"asked on scales of {told}, and answers on different scales cannot be compared; ask both teams on one",
    )  # fmt: skip


def top_two(wave: Wave, people: Mapping[str, int], level: float) -> dict[str, float]:
    """Shares of the two highest answers, of both teams, both of whom are shown; and their bounds over all of a team."""
    from oarlock.stats.ordinal import difference_of_teams, of_whole_team

    given = {team: (wave.top[team] or 0, len(wave.values[team])) for team in TEAMS}
    # More answers than people: the number of people is not known after all.
    known = {team: people.get(team) if people.get(team, 0) >= given[team][1] else None for team in TEAMS}
    apart = difference_of_teams(given[FIRST], given[SECOND], (known[FIRST], known[SECOND]), level=level)
    told = {f"top_two_{team}": agree / n for team, (agree, n) in given.items()}
    told |= {"top_two_gap": apart.value or 0.0, "top_two_gap_lo": apart.lo or 0.0, "top_two_gap_hi": apart.hi or 0.0}
    for team, size in known.items():
        if size is not None:
            worst = of_whole_team(size, given[team][1], given[team][0], level=level).worst
            told |= {f"people_{team}": float(size), f"top_two_least_{team}": worst.lo, f"top_two_most_{team}": worst.hi}
    return told


def _turned(asked: Asked, questions: Iterable[str]) -> tuple[str, ...]:
    """That answers to some of these questions stand the other way round here than they were given."""
    turned = {one.code.lower() for one in asked.agreement.survey.questions if one.reversed}
    named = sorted(turned & set(questions))
    if not named:
        return ()
    return (f"Answers to {listed(named)} are turned round: as all others they are high where things are well.",)


def _earlier(waves: Mapping[str, Wave]) -> tuple[str, ...]:
    """That a question is told by an earlier survey than its last one, and why."""
    from oarlock.measure.facts.answers import WHY_HIDDEN

    return tuple(
        f"{question} is told of the survey {wave.name}: of the later one, {wave.later[0]}, {WHY_HIDDEN[wave.later[1]]}."
        for question, wave in sorted(waves.items())
        if wave.later is not None
    )


def _silent(told: Mapping[str, Mapping[str, float]]) -> tuple[str, ...]:
    """Per team of whom some did not answer, what their answers could make of the shares; of several questions where the most are silent."""
    from oarlock.words import percent, points

    lines = []
    for team in TEAMS:
        part = {q: also[f"n_{team}"] / also[f"people_{team}"] for q, also in told.items() if f"people_{team}" in also}
        if not part or min(part.values()) >= 1:
            continue
        question = min(sorted(part), key=lambda name: part[name])
        also, only = told[question], len(part) == 1
        answered = f"{also[f'n_{team}']:.0f} of {also[f'people_{team}']:.0f} in {team} answered"
        ends = f"{percent(also[f'top_two_least_{team}'])} to {percent(also[f'top_two_most_{team}'])}"
        width = points(1 - part[question]).lstrip("+")
        lines.append(
            f"{question}: {answered}; whatever the others think, {ends} of the team give one of the top two answers."
            if only
            else f"At the fewest {answered} ({question}): over the whole team a share of the top two answers can lie anywhere"
            f" within {width}."
        )
    return tuple(lines)


def _given(asked: Asked) -> dict[Key, Wave]:
    """Answers per group, of the last survey of which both teams are shown, else of the last."""
    import numpy as np

    found = asked.grouped(
        "at_first", "survey", "team", "value", "top", "hidden", "whole", "scale_min", "scale_max",
        n_answers=asked.table.n.sum(),
    )  # fmt: skip
    ends = np.ma.masked_invalid(
        np.ma.column_stack([found.columns["scale_min"], found.columns["scale_max"]]).astype(float)
    )
    columns = {name: np.ma.getdata(found.columns[name]) for name in ("at_first", "survey", "team", "value", "whole")}
    why, counts, top = found.columns["hidden"], found.counts("n_answers"), np.ma.masked_invalid(found.columns["top"])
    order = np.lexsort(
        (columns["value"], columns["team"].astype(str), columns["survey"].astype(str), columns["at_first"])
    )
    waves: dict[Key, dict[tuple[Any, str], Wave]] = {}
    for i in order.tolist():
        at = (columns["at_first"][i], str(columns["survey"][i]))
        wave = waves.setdefault(found.keys[found.group[i]], {}).setdefault(at, Wave(name=at[1]))
        if np.ma.is_masked(why[i]) or why[i] is None:
            high = None if np.ma.is_masked(top[i]) else int(top[i])
            wave.add(
                str(columns["team"][i]), float(columns["value"][i]), int(counts[i]), int(columns["whole"][i]), high
            )
            if not np.ma.getmaskarray(ends[i]).any():
                wave.scales.add((float(ends[i][0]), float(ends[i][1])))
        else:
            wave.hidden = str(why[i])
    told = {}
    for key, by_wave in waves.items():
        both = [at for at in sorted(by_wave) if len(by_wave[at].values) == len(TEAMS)]
        last = by_wave[max(by_wave)]
        wave = by_wave[both[-1]] if both else last
        if wave is not last and last.hidden:
            wave.later = (last.name, last.hidden)
        told[key] = wave.shown()
    return told
