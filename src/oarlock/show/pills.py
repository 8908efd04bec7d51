"""A state as a pill: always with an icon and a word, never by colour alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pill:
    """A state: its colours, its icon, its word."""

    state: str
    icon: str
    word: str
