"""Net promoter score of every group; of anonymous answers only whole groups that may be shown count, in a total as in a slice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from oarlock.measure.base import Answered
from oarlock.stats.result import Estimate, Status
from oarlock.stats.secrecy import THRESHOLD

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked, Key


@dataclass(frozen=True)
class Promoters:
    """Rows of `n` equal answers: `score` (0 to 10), `fault` (why it cannot count, or null); of anonymous ones `group_of` (survey, question,
    team), `whole` (how many of it are shown in all) and `hidden` (why none is).

    Whatever is told is a sum of customers' answers and of whole groups that may be shown: nothing smaller can be had by subtraction.
    """

    additive: bool = False
    flows: bool = False

    def __call__(self, asked: Asked) -> Answered:
        """Promoters (9, 10) less detractors (0 to 6), per hundred answers."""
        estimates: dict[Key, Estimate] = {}
        also: dict[Key, dict[str, float]] = {}
        excluded: dict[str, int] = {}
        withheld: dict[str, None] = {}
        for key, groups in _groups(asked).items():
            shown = [group for group in groups.values() if group.is_whole]
            n, high, low = (sum(getattr(group, name) for group in shown) for name in ("n", "high", "low"))
            why = next((group.why for group in groups.values() if not group.is_whole), "")
            estimates[key], also[key] = _told(n, high, low, asked.level, why)
            for group in shown:
                for fault, n in group.faults.items():
                    excluded[fault] = excluded.get(fault, 0) + n
            withheld |= dict.fromkeys(group.why for group in groups.values() if not group.is_whole)
        return Answered(estimates, dict(sorted(excluded.items())), also=also, caveats=_caveats(withheld))


@dataclass
class _Group:
    """Answers of customers, or of one group of anonymous ones; `whole` is 0 where they are customers' or not shown."""

    name: str
    whole: int
    hidden: str = ""
    n: int = 0
    high: int = 0
    low: int = 0
    faults: dict[str, int] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether all of the group are here, so that they may be told, and enough of them on the right scale, or nobody."""
        if not self.name:
            return True
        is_cut = bool(self.hidden) or self.n + sum(self.faults.values()) != self.whole
        return not is_cut and (self.n == 0 or self.n >= THRESHOLD)

    @property
    def why(self) -> str:
        """Why the group is not told."""
        from oarlock.measure.facts.answers import FEW, WHY_HIDDEN

        return WHY_HIDDEN[self.hidden or FEW]


def _groups(asked: Asked) -> dict[Key, dict[str, _Group]]:
    """Per combination what falls into it, by the group of anonymous answers it belongs to."""
    import numpy as np

    t = asked.table
    fit = t.fault.isnull() & t.score.notnull()
    counted = {"n": fit, "high": fit & (t.score >= 9), "low": fit & (t.score <= 6), "bad": t.fault.notnull()}
    sums = {f"{name}_answers": of.ifelse(t.n, 0).sum() for name, of in counted.items()}
    found = asked.grouped("group_of", "whole", "hidden", "fault", **sums)
    names, whole = (np.ma.getdata(found.columns[name]) for name in ("group_of", "whole"))
    hidden, fault = (found.columns[name] for name in ("hidden", "fault"))
    counts = {name: found.counts(f"{name}_answers").tolist() for name in counted}
    told: dict[Key, dict[str, _Group]] = {key: {} for key in found.keys}
    for i, place in enumerate(found.group.tolist()):
        group = told[found.keys[place]].setdefault(str(names[i]), _Group(str(names[i]), int(whole[i])))
        group.hidden = group.hidden or _text(hidden[i])
        for name in ("n", "high", "low"):
            setattr(group, name, getattr(group, name) + counts[name][i])
        if reason := _text(fault[i]):
            group.faults[reason] = group.faults.get(reason, 0) + counts["bad"][i]
    return told


def _text(value: object) -> str:
    import numpy as np

    return "" if value is None or np.ma.is_masked(value) else str(value)


def _told(n: int, high: int, low: int, level: float, withheld: str) -> tuple[Estimate, dict[str, float]]:
    from oarlock.stats.promoters import net_promoters, standard_error

    if not n:
        reason = withheld or "no answer on a scale of 0 to 10"
        return Estimate(None, n=0, status=Status.INSUFFICIENT, method="adjusted Wald", reason=reason, level=level), {}
    counts = high, n - high - low, low
    names = ("promoters", "passives", "detractors")
    also = {
        **{name: float(count) for name, count in zip(names, counts, strict=True)},
        "standard_error": standard_error(*counts),
    }
    return net_promoters(*counts, level=level), also


def _caveats(withheld: dict[str, None]) -> tuple[str, ...]:
    return tuple(f"Some anonymous answers are left out of every number here: {why}." for why in sorted(withheld))
