"""A lead's score in points both teams agreed on, with the reason for every point.

Pure: what the lead is comes as the truth of each trait's rule (the engine evaluates rules, nothing else does), what it did as touches.
Unknown is not false: a trait nobody can tell gives no points and is named, so that a thin lead does not pass for a bad one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from oarlock.agreement.channels import spelling
from oarlock.agreement.scoring import Deed, Scoring
from oarlock.errors import UsedWrongly


@dataclass(frozen=True, slots=True)
class Touched:
    """One touch of the lead: through which channel and when (aware)."""

    channel: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reason:
    """Why points were given or taken: what for, how many (after fading), in which group; what a cap cuts off is a reason of its own."""

    name: str
    points: float
    group: str


@dataclass(frozen=True, slots=True)
class Score:
    """A lead's score.

    Attributes:
        points: The sum of the groups after their caps. groups: points by group, capped.
        reasons: What gave or took points, the weightiest first; they add up to `points`. unknown: traits nobody can tell of this lead.
        passes: Whether it reaches the agreement's threshold.
    """

    points: float
    groups: Mapping[str, float]
    reasons: tuple[Reason, ...]
    unknown: tuple[str, ...]
    passes: bool


def score(scoring: Scoring, holds: Mapping[str, bool | None], touches: Sequence[Touched], now: datetime) -> Score:
    """The points of one lead at an instant.

    Args:
        holds: Whether each trait's rule holds, by the trait's name; None where it cannot be told.
        touches: What the lead did; those after `now` do not count.
    Raises:
        UsedWrongly: the agreement states neither traits nor deeds, or a trait's truth is missing.
    """
    if not scoring.traits and not scoring.deeds:
        raise UsedWrongly(
            "The agreement gives no points. Add [[scoring.traits]] or [[scoring.deeds]], or use the learnt score."
        )
    missing = [trait.name for trait in scoring.traits if trait.name not in holds]
    if missing:
        raise UsedWrongly(
            f"Nobody said whether these traits hold: {', '.join(missing)}. Give True, False or None for each."
        )
    reasons = [Reason(t.name, t.points, t.group) for t in scoring.traits if holds[t.name]]
    reasons += [reason for deed in scoring.deeds if (reason := _done(deed, scoring, touches, now)) is not None]
    reasons += _cut_off(scoring, reasons)
    groups: dict[str, float] = {}
    for reason in reasons:
        groups[reason.group] = groups.get(reason.group, 0.0) + reason.points
    points = sum(groups.values())
    ordered = sorted(reasons, key=lambda reason: (-abs(reason.points), reason.name))
    unknown = tuple(trait.name for trait in scoring.traits if holds[trait.name] is None)
    return Score(points, groups, tuple(ordered), unknown, points >= scoring.threshold)


def _done(deed: Deed, scoring: Scoring, touches: Sequence[Touched], now: datetime) -> Reason | None:
    """The points of one kind of deed: the freshest times count, each faded by its age."""
    ages = sorted(
        (now - t.at).total_seconds() / 86_400 for t in touches if t.at <= now and _fits(deed.channel, t.channel)
    )
    counted = [age for age in ages if age <= deed.within_days][: deed.most_times]
    if not counted:
        return None
    return Reason(deed.name, sum(deed.points * _faded(age, scoring.half_life_days) for age in counted), deed.group)


def _fits(pattern: str, channel: str) -> bool:
    from fnmatch import fnmatchcase

    return fnmatchcase(spelling(channel), spelling(pattern))


def _faded(age_days: float, half_life_days: float | None) -> float:
    return 1.0 if half_life_days is None else float(0.5 ** (age_days / half_life_days))


def _cut_off(scoring: Scoring, reasons: Sequence[Reason]) -> list[Reason]:
    """What the groups gave beyond their caps; what speaks against a lead counts in full, whatever speaks for it."""
    gained: dict[str, float] = {}
    for reason in reasons:
        gained[reason.group] = gained.get(reason.group, 0.0) + max(reason.points, 0.0)
    return [
        Reason(f"no more than {scoring.caps[group]:g} points for {group}", scoring.caps[group] - total, group)
        for group, total in gained.items()
        if total > scoring.caps.get(group, total)
    ]
