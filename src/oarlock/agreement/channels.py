"""Channels, labelled by what they do: create demand, capture it, reach out, or work through partners (METHODS 4.7)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any, TypeVar

from oarlock.agreement._settings import BAD, Place, list_of, named, refuse_unknown, text

T = TypeVar("T")
PURPOSES = ("create", "capture", "outbound", "partner")


def channels(place: Place, value: Any) -> Any:
    """Lists of name patterns by purpose, turned into the purpose of each pattern."""
    if not isinstance(value, Mapping):
        return place.refuse(
            f"expected a table, not {named(value)}.", "Write it as [channels], with one list for each purpose."
        )
    refuse_unknown(place, value, PURPOSES)
    found: dict[str, str] = {}
    for purpose in PURPOSES:
        patterns = list_of(text)(place.at(purpose), value.get(purpose, []))
        for pattern in patterns if patterns is not BAD else ():
            if found.setdefault(spelling(pattern), purpose) != purpose:
                other = found[spelling(pattern)]
                place.at(purpose).refuse(
                    f'"{pattern}" is labelled {other} too.', "A channel has one purpose; leave one out."
                )
    return found


def purpose_of(channel: str | None, patterns: Mapping[str, str]) -> str | None:
    """What a channel does: create, capture, outbound, partner, or None where nothing labels it."""
    return labelled(channel, patterns)


def labelled(channel: str | None, patterns: Mapping[str, T]) -> T | None:
    """What stands beside the pattern that fits the channel; None where none does.

    Letters' case, spaces, hyphens and underscores do not matter. Of several patterns that fit, the one that says most counts:
    `brand search` beats `*search`.
    """
    name = spelling(channel or "")
    if not name:
        return None
    fitting = [pattern for pattern in patterns if pattern == name or fnmatchcase(name, pattern)]
    return patterns[max(fitting, key=_weight)] if fitting else None


def spelling(name: str) -> str:
    """A name without what people spell differently: case, hyphens, underscores, repeated spaces."""
    return re.sub(r"[\s_-]+", " ", name).strip().lower()


def _weight(pattern: str) -> tuple[int, int]:
    return (len(re.sub(r"[*?]", "", pattern)), -pattern.count("*"))
