"""Capacity and cost: what handling a lead takes, what people have time for, and what an hour, a win and a euro are worth."""

from __future__ import annotations

from dataclasses import dataclass

from oarlock.agreement._settings import REQUIRED, many, number, setting, text


@dataclass(frozen=True, slots=True)
class Effort:
    """What one type of lead takes.

    Attributes:
        lead_type: The type, as `leads.lead_type` spells it, letters' case aside.
        hours: Working hours to handle one such lead, from first look to decision.
    """

    lead_type: str = setting(REQUIRED, text)
    hours: float = setting(REQUIRED, number(0, 1000, above=True))


@dataclass(frozen=True, slots=True)
class Capacity:
    """What handling leads takes and what people have time for.

    Attributes:
        hours_per_lead: Working hours to handle one lead: qualifying, follow-up attempts and notes. An assumption until you measure yours.
        efforts: Types of lead that take more or less.
        hours_per_week: Hours a week a seller has for leads, where `users.handling_hours_per_week` does not say.
        shrinkage: The share of these hours that meetings, training and absence take.
        hourly_cost: What an hour of sales costs with everything, in the reporting currency; left out, handling has no price.
        commission_share: The share of a won amount paid as commission; left out, commission is not counted.
        gross_margin: The share of revenue left after the cost of delivering; left out, margins are not told.
    """

    hours_per_lead: float = setting(1.5, number(0, 1000, above=True))
    efforts: tuple[Effort, ...] = setting((), many(Effort, by="lead_type"))
    hours_per_week: float = setting(25.0, number(0, 168, above=True))
    shrinkage: float = setting(0.15, number(0, 0.99))
    hourly_cost: float | None = setting(None, number(0, above=True))
    commission_share: float | None = setting(None, number(0, 1))
    gross_margin: float | None = setting(None, number(0, 1, above=True))

    def hours_for(self, lead_type: str | None) -> float:
        """Hours one lead of that type takes; those of any lead where the type is unknown or has none of its own."""
        wanted = (lead_type or "").casefold()
        return next((one.hours for one in self.efforts if one.lead_type.casefold() == wanted), self.hours_per_lead)
