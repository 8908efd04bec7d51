"""Joint meetings and who was there: a pipeline review every Monday, and each quarter one over the agreement itself.

Fewer come as the quarters pass, of both teams alike, as happens to every standing meeting.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from oarlock.demo.arrays import Ints, stream
from oarlock.demo.calendar import Calendar
from oarlock.demo.company import Company
from oarlock.demo.export.teams import AE, SDR, others, there
from oarlock.demo.sheets import ids, instants, words, write

KINDS = ("pipeline_review", "governance")
DROPPED = 0.03
FALLS_OFF = 0.12
"""By how much less likely somebody comes at the end of the record than at its beginning."""
SPEAKS = (0.85, 0.5)
"""How likely a manager contributes, and anybody else who is there."""


def write_meetings(folder: Path, company: Company, seed: int) -> None:
    """Writes `meetings` and who came to them (`attendance`)."""
    calendar = company.dials.calendar
    held = list(_held(calendar, seed))
    day, kind = np.array(held, np.int64).T
    meeting = np.arange(len(held))
    write(
        folder,
        "meetings",
        meeting_id=ids("M", meeting),
        held_at=instants(day + 10 / 24, calendar.origin),
        kind=words(kind, KINDS),
    )
    came = [(number, *one) for number, (on, _) in enumerate(held) for one in _came(company, on, seed)]
    which, user, spoke = np.array(came, np.int64).reshape(-1, 3).T
    write(folder, "attendance", meeting_id=ids("M", which), user_id=ids("U", user), contributed=pa.array(spoke > 0))


def _held(calendar: Calendar, seed: int) -> Iterator[tuple[int, int]]:
    """Day and kind of each meeting: Mondays that people work on, and the second Thursday or so of a quarter."""
    dropped = stream(seed, "dropped meetings").random(calendar.n_days) < DROPPED
    quarterly = {int(start) + 7 + int((3 - calendar.weekday[start]) % 7) for start in calendar.quarter_starts}
    for day in range(calendar.start_day, calendar.n_days):
        if day in quarterly:
            yield day, KINDS.index("governance")
        elif calendar.weekday[day] == 0 and calendar.is_working[day] and not dropped[day]:
            yield day, KINDS.index("pipeline_review")


def _came(company: Company, day: int, seed: int) -> list[tuple[int, bool]]:
    """Who came on a day, and whether they contributed; a delegation of reps, however many there are."""
    calendar, rng = company.dials.calendar, stream(seed, f"meeting {company.dials.calendar.days[day]}")
    fewer = 1 - FALLS_OFF * (day - calendar.start_day) / (calendar.n_days - calendar.start_day)
    reps = [(_some(rng, there(company, AE, day), 3), 0.85), (_some(rng, there(company, SDR, day), 1), 0.8)]
    invited = {
        "sales": [(others(company, "sales", "manager"), 0.96), (others(company, "sales", "executive"), 0.3), *reps],
        "marketing": [(others(company, "marketing", "manager"), 0.96), (others(company, "marketing", "executive"), 0.3),
                      (_some(rng, others(company, "marketing", "marketer"), 3), 0.85)],
        "success": [(others(company, "success", "manager"), 0.3)],
    }  # fmt: skip
    came: list[tuple[int, bool]] = []
    for team, groups in invited.items():
        presence = fewer * (company.dials.at_reviews[day] if team == "marketing" else 1.0)
        for place, (people, usual) in enumerate(groups):
            speaks = SPEAKS[min(place, 1)]
            for user in people.tolist():
                is_there, contributes = rng.random(2) < (usual * presence, speaks)
                if is_there:
                    came.append((user, bool(contributes)))
    return came


def _some(rng: np.random.Generator, people: Ints, count: int) -> Ints:
    return rng.permutation(people)[:count]
