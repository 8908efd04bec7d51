"""Costs that belong to no campaign: by what they are shared out over channels."""

from __future__ import annotations

from dataclasses import dataclass

from oarlock.agreement._settings import one_of, setting

DRIVERS = ("leads", "spend", "hours")
"""Leads created, money spent on them, or the hours sales has with them: all of the same month."""


@dataclass(frozen=True, slots=True)
class CostSharing:
    """How the costs of a team become part of what a win costs.

    Attributes:
        marketing_by: What marketing's costs follow: leads, spend or hours; left out, they stand on a line of their own.
        sales_by: What sales' costs follow; people and commission are left out of them where an hourly cost or a share already counts them.
    """

    marketing_by: str | None = setting(None, one_of(*DRIVERS))
    sales_by: str | None = setting(None, one_of(*DRIVERS))
