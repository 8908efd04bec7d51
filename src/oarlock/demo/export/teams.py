"""Who of either team can come on a day, by user number: small tables ask this one person at a time."""

from __future__ import annotations

import numpy as np

from oarlock.demo.arrays import Ints
from oarlock.demo.company import Company
from oarlock.demo.export.people import OTHERS, first_number

SDR, AE = 0, 2
"""Groups of `Company.staff`; the second are the outbound reps."""


def others(company: Company, team: str, role: str | None = None) -> Ints:
    """Managers, marketers and executives of a team, in one role or in all; they are there from the first day to the last."""
    first = first_number(company, len(company.staff))
    chosen = [k for k, (of, what) in enumerate(OTHERS) if of == team and role in (what, None)]
    return first + np.array(chosen, np.int64)


def there(company: Company, group: int, day: int) -> Ints:
    """The reps of a group who work on that day."""
    return first_number(company, group) + np.flatnonzero(company.staff[group].present[:, day])


def employed(company: Company, day: int) -> Ints:
    """All reps employed on that day, whether they work on it or not."""
    found = [
        first_number(company, group) + np.flatnonzero((people.since <= day) & (day < people.until))
        for group, people in enumerate(company.staff)
    ]
    return np.concatenate(found)
