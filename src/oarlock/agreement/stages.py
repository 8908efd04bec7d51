"""Stages: the steps a lead takes, by the names both teams use."""

# ruff: noqa: RUF009 - `setting` makes a field, and frozen values may be shared
from __future__ import annotations

from dataclasses import dataclass

from oarlock.agreement._settings import REQUIRED, list_of, number, one_of, rule, setting, text
from oarlock.agreement.rules import Rule

ROLES = ("inquiry", "pql", "mql", "sal", "sql", "opportunity", "customer", "disqualified", "recycled")
"""The canonical stages, which metrics speak of; an agreement's own stage plays one of them, or none."""

KINDS = ("inventory", "gate", "sla")


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a lead.

    Attributes:
        name: The stage as imports write it in `stage_changes`.
        title: What people call it.
        role: The canonical stage it plays: inquiry, pql, mql, sal, sql, opportunity, customer, disqualified or recycled;
            left out, it is a stage of our own that no metric asks for by role.
        kind: inventory (a lead may wait here), gate (a check it passes or not) or sla (it must move on in time).
        also: Other spellings of the name in exports.
        entry: The rule a lead meets to enter; left out, people decide.
        max_dwell_days: Days after which a lead here is stale; left out, never.
    """

    name: str = setting(REQUIRED, text)
    title: str = setting("", text)
    role: str | None = setting(None, one_of(*ROLES))
    kind: str = setting("inventory", one_of(*KINDS))
    also: tuple[str, ...] = setting((), list_of(text))
    entry: Rule | None = setting(None, rule)
    max_dwell_days: float | None = setting(None, number(0, 3650, above=True))

    @property
    def names(self) -> tuple[str, ...]:
        """Every spelling, the name first."""
        return (self.name, *self.also)
