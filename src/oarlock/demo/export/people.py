"""Users and their time off. Numbers run through the roles: inbound reps, outbound reps, account executives, then managers and marketers."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from oarlock.demo.arrays import Ints
from oarlock.demo.company import Company
from oarlock.demo.export.names import person_names
from oarlock.demo.sheets import ids, instants, numbers, words, write
from oarlock.demo.staff import HANDLING_HOURS_PER_WEEK

TEAMS = ("sales", "marketing", "success")
ROLES = ("sdr", "ae", "manager", "marketer", "executive")
OTHERS = (("sales", "manager"), ("marketing", "manager"), ("sales", "executive"), ("marketing", "executive"),
          *[("marketing", "marketer")] * 5, ("success", "manager"))  # fmt: skip


def first_number(company: Company, group: int) -> int:
    """The user number of the group's first person; groups are those of `Company.staff`, then everybody else."""
    return sum(len(people) for people in company.staff[:group])


def users_of(company: Company, group: int, person: Ints) -> Ints:
    """User numbers of a group's people; -1 stays -1."""
    return np.where(person >= 0, person + first_number(company, group), -1)


def write_people(folder: Path, company: Company) -> None:
    """Writes `users` and their `time_off`."""
    groups, n_days = company.staff, company.dials.calendar.n_days
    n_reps = first_number(company, len(groups))
    number = np.arange(n_reps + len(OTHERS))
    role = np.r_[np.repeat([0, 0, 1], [len(g) for g in groups]), [ROLES.index(r) for _, r in OTHERS]]
    team = np.r_[np.zeros(n_reps, np.int64), [TEAMS.index(t) for t, _ in OTHERS]]
    active = np.r_[np.concatenate([g.until >= n_days for g in groups]), np.ones(len(OTHERS), bool)]
    inbound = number < len(groups[0])
    manager = np.where(number < n_reps, n_reps, np.where(team == 1, n_reps + 1, -1))
    write(
        folder, "users", user_id=ids("U", number), name=person_names(number), team=words(team, TEAMS), role=words(role, ROLES),
        manager_id=ids("U", np.where(manager == number, -1, manager)), active=numbers(active),
        handling_hours_per_week=numbers(np.where(inbound, HANDLING_HOURS_PER_WEEK, np.nan)),
    )  # fmt: skip
    away = [(first_number(company, g) + p, a, b) for g, people in enumerate(groups) for p, a, b in people.away]
    longest: dict[tuple[int, int], int] = {}
    for person, start, end in away:  # two holidays that begin on one day are one
        longest[person, start] = max(end, longest.get((person, start), end))
    told = [(*who, end) for who, end in longest.items() if end > company.dials.calendar.start_day]
    table = np.array(told, np.int64).reshape(-1, 3)
    origin = company.dials.calendar.origin
    write(folder, "time_off", user_id=ids("U", table[:, 0]), starts_at=instants(table[:, 1].astype(np.float64), origin),
          ends_at=instants(table[:, 2].astype(np.float64), origin))  # fmt: skip
