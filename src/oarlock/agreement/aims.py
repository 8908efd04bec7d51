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
    """What part of a team's variable pay rests on what, and how pay follows the result.

    Attributes:
        team: marketing, sales or both.
        pays_for: The metric, by its name.
        weight: The share of the team's variable pay, between 0 and 1.
        joint: Whether both teams must reach it for either to be paid.
        goal: The result of a quarter at which all of it is paid, in the metric's unit; left out, what past quarters brought on average.
        bonus: The team's whole variable pay of a quarter at goal, in the reporting currency; left out, pay is told in per cent of it.
        threshold: The share of the goal below which nothing is paid.
        accelerator: How fast pay grows beyond the goal: 2 pays two per cent for each per cent beyond it.
        cap: The most that is paid, as a multiple of what is paid at goal.
        room: By how much this part may pay more than the parts both teams share, as a share of what is paid at goal; left out, by any.
    """

    team: str = setting(REQUIRED, one_of(*TEAMS))
    pays_for: str = setting(REQUIRED, text)
    weight: float = setting(1.0, number(0, 1, above=True))
    joint: bool = setting(False, truth)
    goal: float | None = setting(None, number(0, above=True))
    bonus: float | None = setting(None, number(0, above=True))
    threshold: float = setting(0.0, number(0, 1))
    accelerator: float = setting(1.0, number(0, 100))
    cap: float = setting(2.0, number(1, 100))
    room: float | None = setting(None, number(0))
