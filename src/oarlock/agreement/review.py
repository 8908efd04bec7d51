"""The review calendar: how often the two teams look at this together."""

from __future__ import annotations

from dataclasses import dataclass

from oarlock.agreement._settings import number, one_of, setting

OFTEN = ("week", "month", "quarter", "year")


@dataclass(frozen=True, slots=True)
class Review:
    """When we meet.

    Attributes:
        pipeline_every: How often the pipeline is reviewed together: week, month, quarter or year.
        governance_every: How often the rules and promises themselves are.
        agreement_max_age_days: Days after which a version nobody looked at again is stale.
    """

    pipeline_every: str = setting("week", one_of(*OFTEN))
    governance_every: str = setting("quarter", one_of(*OFTEN))
    agreement_max_age_days: float = setting(365.0, number(0, 3650, above=True))
