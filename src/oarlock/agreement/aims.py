"""Aims: goals for a period, and what people are paid for."""

from __future__ import annotations

from dataclasses import dataclass

from oarlock.agreement._settings import REQUIRED, number, one_of, setting, text, truth

TEAMS = ("marketing", "sales", "both")


@dataclass(frozen=True, slots=True)
class Goal:
    """What a team aims for in a period; goals imported as `targets` stand beside it.

    Attributes:
        period: A label of the fiscal calendar, such as 2026Q1 or FY26 Q1.
        team: marketing, sales or both.
        segment: The segment it is for; left out, all of them.
        bookings: Won amount, in the reporting currency; left out, none agreed.
        pipeline: Pipeline created, in the reporting currency; left out, none agreed.
        leads: Leads delivered; left out, none agreed.
    """

    period: str = setting(REQUIRED, text)
    team: str = setting("both", one_of(*TEAMS))
    segment: str | None = setting(None, text)
    bookings: float | None = setting(None, number(0))
    pipeline: float | None = setting(None, number(0))
    leads: float | None = setting(None, number(0))


@dataclass(frozen=True, slots=True)
class Incentive:
    """What part of a team's variable pay rests on what.

    Attributes:
        team: marketing, sales or both.
        pays_for: The metric, by its name.
        weight: The share of the team's variable pay, between 0 and 1.
        joint: Whether both teams must reach it for either to be paid.
    """

    team: str = setting(REQUIRED, one_of(*TEAMS))
    pays_for: str = setting(REQUIRED, text)
    weight: float = setting(1.0, number(0, 1, above=True))
    joint: bool = setting(False, truth)
