"""Which groups have more of something bad than all others together, and more than was agreed; the search over groups paid for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from oarlock.diagnose.base import Evidence
from oarlock.stats.errorcontrol import FALSE_DISCOVERIES
from oarlock.stats.result import Estimate
from oarlock.words import percent

if TYPE_CHECKING:
    from oarlock.ledger.reading import Ledger
    from oarlock.measure.result import Measurement, Measurements

PEOPLE = ("owner_id", "person")
"""Slices whose values are ids of users."""
FACTOR = 1.5
"""A group counts only where its share is so many times that of the others."""


@dataclass(frozen=True)
class StandsOut:
    """A group whose share is worse than that of all others.

    Attributes:
        by: What the groups are, such as "source". others: The share of all other groups together. name: What people call the group,
            where that is not its value.
    """

    by: str
    value: str
    row: Measurement
    others: float
    difference: Estimate
    name: str = ""

    @property
    def shown(self) -> str:
        """The group as people call it."""
        return self.name or self.value

    @property
    def told(self) -> str:
        """ "Webinar (46% of 81)"."""
        return f"{self.shown} ({percent(self.row.estimate)} of {self.row.n:,})"

    @property
    def evidence(self) -> Evidence:
        """The group's share beside that of the others."""
        return Evidence(f"{self.by}.{slug(self.value)}", f"{self.told}; others {percent(self.others)}", "share", self.others,
                        self.row.estimate, self.difference)  # fmt: skip


def standing_out(found: Measurements, *, least: int, above: float) -> list[StandsOut]:
    """The groups that stand out, the surest first.

    Args:
        found: Shares by one slice, without periods.
        least: Units below which a group is not compared; a person's numbers are not shown below 30 (METHODS 14 #21).
        above: The share that is still as agreed: the lower end of a group's range has to lie above it.
    """
    import numpy as np

    from oarlock.stats.errorcontrol import benjamini_hochberg
    from oarlock.stats.proportions import newcombe_difference

    (by,) = found.by
    rows = [row for row in found.rows if row.slice[by] is not None and row.n >= least and row.n_events is not None]
    units, met = sum(row.n for row in found.rows), sum(row.n_events or 0 for row in found.rows)
    rows = [row for row in rows if units - row.n >= least]
    if not rows:
        return []
    adjusted = benjamini_hochberg(np.array([_chance(row, met, units) for row in rows]))
    told = []
    for row, p in sorted(
        zip(rows, adjusted.tolist(), strict=True), key=lambda pair: (pair[1], -(pair[0].estimate or 0))
    ):
        rest = met - (row.n_events or 0), units - row.n
        difference = newcombe_difference((row.n_events or 0, row.n), rest)
        share = rest[0] / rest[1]
        if p <= FALSE_DISCOVERIES / 2 and (row.lo or 0) > max(above, share) and (row.estimate or 0) >= FACTOR * share:
            told.append(StandsOut(by, str(row.slice[by]), row, share, difference))
    return told


def _chance(row: Measurement, met: int, units: int) -> float:
    """Fisher's one-sided chance of so many in a group, of as many units as would vary alike where one account has several (METHODS 2.5)."""
    from oarlock.stats.proportions import chance_of_as_many, trials_behind

    alike = max(row.n / trials_behind(row.estimate or 0.0, row.lo or 0.0, row.hi or 1.0), 1.0)
    own, rest = (
        [round(count / alike) for count in counts]
        for counts in ((row.n_events or 0, row.n), (met - (row.n_events or 0), units - row.n))
    )
    return chance_of_as_many(own[0], own[1], own[0] + rest[0], own[1] + rest[1])


def with_names(ledger: Ledger, groups: list[StandsOut]) -> list[StandsOut]:
    """The groups that are people of ours under their names; everything else, and who has none, as it was."""
    ids = [one.value for one in groups if one.by in PEOPLE]
    if not ids or ledger.is_empty("users"):
        return groups
    users = ledger.table("users")
    known = users.filter(users.user_id.isin(ids), users.name.notnull()).select("user_id", "name")
    names = {row["user_id"]: row["name"] for row in ledger.rows(known)}
    return [replace(one, name=names.get(one.value, "")) if one.by in PEOPLE else one for one in groups]


def slug(value: str) -> str:
    """A value as part of a finding's id."""
    return re.sub(r"[^a-z0-9_:%-]+", "_", value.lower()).strip("_") or "_"
