"""What a win costs: by what team costs are shared out over channels, and for how long the spend of a channel works."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oarlock.agreement._settings import BAD, Place, named, one_of, setting, whole

DRIVERS = ("leads", "spend", "hours")
"""Leads created, money spent on them, or the hours sales has with them: all of the same month."""


MOST_MONTHS = 36


def months_by_channel(place: Place, value: Any) -> Any:
    """Whole months by the name of a channel."""
    if not isinstance(value, Mapping):
        return place.refuse(f"expected a table, not {named(value)}.", 'Write { "Brand ads" = 6 }.')
    read = {str(channel): whole(1, MOST_MONTHS)(place.at(str(channel)), months) for channel, months in value.items()}
    return {channel: months for channel, months in read.items() if months is not BAD}


@dataclass(frozen=True, slots=True)
class CostSharing:
    """How the costs of a team, and spend that works for longer, become part of what a win costs.

    Attributes:
        marketing_by: What marketing's costs follow: leads, spend or hours; left out, they stand on a line of their own.
        sales_by: What sales' costs follow; people and commission are left out of them where an hourly cost or a share already counts them.
        works_months: Channels whose spend is open-ended, such as brand: it is shared out in equal parts over so many months, its own first.
    """

    marketing_by: str | None = setting(None, one_of(*DRIVERS))
    sales_by: str | None = setting(None, one_of(*DRIVERS))
    works_months: Mapping[str, int] = setting({}, months_by_channel)
