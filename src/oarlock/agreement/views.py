"""How each team counts its pipeline when it reports it, so that one number can be walked to the other."""

# ruff: noqa: RUF009 - `setting` makes a field, and frozen values may be shared
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oarlock.agreement._settings import BAD, Place, named, one_of, read_as, rule, setting, text, whole
from oarlock.agreement.rules import Rule

TEAMS = ("marketing", "sales")


@dataclass(frozen=True, slots=True)
class View:
    """One team's own count of open pipeline.

    Attributes:
        rule: Which deals it counts, over the columns of deals and their state; left out, all.
        clock: Whether the deals of its window are those created in it, or those that should close in it: created or close.
        window: The period counted: month, quarter, year, or all for no window.
        minimum_stage: The first stage it counts, one of pipeline.stages; left out, any open stage.
        amount: What a deal is worth to it: amount (as the CRM has it), first (when it was opened), or weighted (by the CRM's probability).
        days_before: How many days old the list is that it reports from.
        system: The source system it reports from, as `source_system` names it; left out, any.
        matched_by: The column in which its deals carry the other system's id, where the two teams report from two systems.
    """

    rule: Rule | None = setting(None, rule)
    clock: str = setting("close", one_of("created", "close"))
    window: str = setting("quarter", one_of("month", "quarter", "year", "all"))
    minimum_stage: str | None = setting(None, text)
    amount: str = setting("amount", one_of("amount", "first", "weighted"))
    days_before: int = setting(0, whole(0, 366))
    system: str | None = setting(None, text)
    matched_by: str | None = setting(None, text)


def views(place: Place, value: Any) -> Any:
    """A view for each of the two teams."""
    if not isinstance(value, Mapping):
        return place.refuse(f"expected tables, not {named(value)}.", "Write them as [pipeline.views.marketing].")
    for team in value.keys() - set(TEAMS):
        place.at(team).refuse(f'there is no team "{team}".', f"Known: {', '.join(TEAMS)}.")
    read = {team: read_as(View, place.at(team), value[team]) for team in TEAMS if team in value}
    found = {team: view for team, view in read.items() if view is not None}
    return found if found or not value else BAD
