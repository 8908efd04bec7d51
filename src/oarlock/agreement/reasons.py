"""Reasons for turning a lead down, and what each one leads to."""

from __future__ import annotations

from dataclasses import dataclass

from oarlock.agreement._settings import REQUIRED, list_of, one_of, setting, text

GROUPS = ("bad_fit", "wrong_time", "unreachable", "duplicate", "not_a_buyer", "no_capacity", "other")
REMEDIES = ("score", "segment", "suppress", "recycle", "merge", "route", "nothing")


@dataclass(frozen=True, slots=True)
class Reason:
    """One coded reason.

    Attributes:
        code: The reason as imports write it.
        title: What people call it.
        group: What it says of the lead: bad_fit, wrong_time, unreachable, duplicate, not_a_buyer, no_capacity or other.
        leads_to: What it asks for: a change of the score, the segment or the suppression list, recycling, merging,
            another route, or nothing.
        also: Other spellings of the code in exports.
    """

    code: str = setting(REQUIRED, text)
    title: str = setting("", text)
    group: str = setting("other", one_of(*GROUPS))
    leads_to: str = setting("nothing", one_of(*REMEDIES))
    also: tuple[str, ...] = setting((), list_of(text))

    @property
    def names(self) -> tuple[str, ...]:
        """Every spelling: the code first, then the title and the others."""
        return (self.code, *([self.title] if self.title else []), *self.also)
