"""Scoring: what makes a lead worth a call, in points both teams can read, and what a learnt score must never look at."""

# ruff: noqa: RUF009 - `setting` makes a field, and frozen values may be shared
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oarlock.agreement._settings import BAD, REQUIRED, Place, list_of, many, named, number, rule, setting, text, whole
from oarlock.agreement.rules import Rule

DENIED = (
    "*opportunity*", "next step*", "*reason*", "last *", "tag*", "*quality*", "lead profile*", "owner*", "*status*", "stage*",
    "*converted*", "duration*",
)  # fmt: skip
"""Fields that sales fills in, or that change, after the lead was scored: a model that reads them knows the outcome."""


def caps(place: Place, value: Any) -> Any:
    """The most points of each group."""
    if not isinstance(value, Mapping):
        return place.refuse(f"expected a table, not {named(value)}.", f"Write it as [{place.path}].")
    read = {str(group): number(0, 10_000)(place.at(str(group)), most) for group, most in value.items()}
    return {group: most for group, most in read.items() if most is not BAD}


@dataclass(frozen=True, slots=True)
class Trait:
    """Points for what a lead or its company is.

    Attributes:
        name: What people call it; stands in the reasons of a score.
        when: The rule under which the points are given, over the columns of leads and accounts.
        points: Points, negative for what speaks against the lead.
        group: Points of a group count together up to its cap.
    """

    name: str = setting(REQUIRED, text)
    when: Rule = setting(REQUIRED, rule)
    points: float = setting(REQUIRED, number(-1000, 1000))
    group: str = setting("fit", text)


@dataclass(frozen=True, slots=True)
class Deed:
    """Points for what a lead did.

    Attributes:
        name: What people call it.
        channel: Pattern of the touch's channel; * stands for anything.
        points: Points for each time, when fresh.
        within_days: Older than this, it counts nothing.
        most_times: Counted so often at most, the freshest first.
        group: Points of a group count together up to its cap.
    """

    name: str = setting(REQUIRED, text)
    channel: str = setting(REQUIRED, text)
    points: float = setting(REQUIRED, number(-1000, 1000))
    within_days: int = setting(90, whole(1, 3650))
    most_times: int = setting(3, whole(1, 1000))
    group: str = setting("engagement", text)


@dataclass(frozen=True, slots=True)
class Scoring:
    """How leads are scored.

    Attributes:
        threshold: Points from which a lead is worth handing over.
        half_life_days: Days after which a deed counts half; left out, it counts in full until it is too old.
        caps: The most points each group may give.
        traits: What a lead is.
        deeds: What a lead did.
        denied: Patterns of fields a learnt score never looks at, beside those it finds out.
        horizon_days: Days within which a lead has to become an opportunity for a learnt score to count it as a success.
    """

    threshold: float = setting(60.0, number(-1000, 10_000))
    half_life_days: float | None = setting(30.0, number(0, 3650, above=True))
    caps: Mapping[str, float] = setting({"fit": 60.0, "engagement": 40.0}, caps)
    traits: tuple[Trait, ...] = setting((), many(Trait, by="name"))
    deeds: tuple[Deed, ...] = setting((), many(Deed, by="name"))
    denied: tuple[str, ...] = setting(DENIED, list_of(text))
    horizon_days: int = setting(90, whole(1, 3650))
