"""Recorded calls with buyers, what was said on the latest of them, and who of marketing listened.

Marketing listens by a rota: everybody takes two calls a month, and each month one or two do not find the time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.compute as pc

from oarlock.demo.arrays import Draws, Floats, Ints, position_in_group, stream
from oarlock.demo.calendar import Calendar
from oarlock.demo.company import Company
from oarlock.demo.export.people import users_of
from oarlock.demo.export.scope import Scope
from oarlock.demo.export.teams import AE, others
from oarlock.demo.record import KINDS
from oarlock.demo.sheets import ids, instants, numbers, words, write

PER_DEAL = (0.35, 0.78, 0.95)
"""Share of deals with no recorded call, at most one, at most two; nobody records more than three."""
KEPT_WORDS_DAYS = 92
"""What was said is kept for a quarter."""
WE_SAID = (
    "Thank you for making the time. What made you look at this now?", "How do you do this today, and who does it?",
    "Who else has a say before you decide?", "What would have to be true for this to be worth it by summer?",
    "I will send the security paper and a draft of the order form.", "Shall we put the next step into both calendars now?",
)  # fmt: skip
THEY_SAID = (
    "We found you through a colleague who had it at her last company.", "Half of it still lives in spreadsheets, and nobody trusts them.",
    "The price is fine if it replaces the two tools we have.", "Our finance team has to see the numbers first.",
    "We are also looking at Kestrel, they seem cheaper.", "It has to work with what we have, or it will not fly.",
    "We will not decide before the new budget.", "The last one we bought took a year until anybody used it.",
)  # fmt: skip


@dataclass
class Calls:
    """One entry per recorded call inside the export, in order of time; `minutes` is its length."""

    t: Floats
    deal: Ints
    minutes: Floats


def write_calls(folder: Path, company: Company, scope: Scope, seed: int) -> None:
    """Writes `calls`, what was said on them (`call_segments`) and who heard it (`listens`)."""
    calls, rows, origin = recorded(company, scope, seed), company.deals, company.dials.calendar.origin
    number = ids("K", np.arange(len(calls.t)))
    seller = users_of(company, AE, rows.owner[calls.deal])
    write(
        folder, "calls", call_id=number, started_at=instants(calls.t, origin), user_id=ids("U", seller),
        account_id=ids("A", rows.account[calls.deal]), opportunity_id=ids("D", calls.deal),
        duration_seconds=numbers(np.round(calls.minutes * 60)),
        recording_uri=pc.binary_join_element_wise("https://recorder.northgate.example/", number, ""),
    )  # fmt: skip
    _write_words(folder, calls, company.dials.calendar, seed)
    _write_listens(folder, calls, company, seed)


def recorded(company: Company, scope: Scope, seed: int) -> Calls:
    """Up to three calls of each new deal while it was worked on."""
    rows, versions, calendar = company.deals, company.versions, company.dials.calendar
    draws, n = Draws(seed, "calls"), len(rows.lead)
    count = np.searchsorted(PER_DEAL, draws.even(n))
    place, length = draws.even(n, len(PER_DEAL)), draws.normal(n, len(PER_DEAL))
    ends = np.zeros(n)
    ends[versions.deal] = np.where(versions.status > 0, versions.t, calendar.n_days)
    count[~scope.deals | (rows.kind != KINDS.index("new"))] = 0
    deal, nth = np.nonzero(np.arange(len(PER_DEAL)) < count[:, None])
    span = np.clip(ends[deal] - rows.opened_t[deal], 0, 150)
    first, last = calendar.working_hours_at(rows.opened_t[deal]), calendar.working_hours_at(rows.opened_t[deal] + span)
    t = calendar.at_working_hours(first + (last - first) * place[deal, nth])
    inside = (t >= calendar.start_day) & (t < calendar.n_days)
    order = np.flatnonzero(inside)[np.argsort(t[inside], kind="stable")]
    return Calls(t[order], deal[order], np.clip(27 * np.exp(0.45 * length[deal, nth][order]), 3, 110))


def _write_words(folder: Path, calls: Calls, calendar: Calendar, seed: int) -> None:
    """A stretch of about four minutes each, in turns, us first."""
    rng = stream(seed, "what was said")
    late = np.flatnonzero(calls.t >= calendar.n_days - KEPT_WORDS_DAYS)
    stretches = np.clip(calls.minutes[late] / 4, 2, 12).astype(np.int64)
    row = np.repeat(late, stretches)
    turn, of = position_in_group(row), np.repeat(stretches, stretches)
    starts = np.round(calls.minutes[row] * 60 * turn / of)
    ends = np.round(calls.minutes[row] * 60 * (turn + 1) / of) - 1
    said = np.where(
        turn % 2 == 0, rng.integers(0, len(WE_SAID), len(row)), len(WE_SAID) + rng.integers(0, len(THEY_SAID), len(row))
    )
    write(
        folder, "call_segments", call_id=ids("K", row), start_seconds=numbers(starts), end_seconds=numbers(ends),
        speaker=words(turn % 2, ("seller", "buyer")), side=words(turn % 2, ("us", "them")), text=words(said, (*WE_SAID, *THEY_SAID)),
    )  # fmt: skip


def _write_listens(folder: Path, calls: Calls, company: Company, seed: int) -> None:
    heard = np.array([one for month in _months(company.dials.calendar) for one in _heard(calls, company, month, seed)])
    call, user, t, seconds = heard.reshape(-1, 4).T
    write(
        folder, "listens", call_id=ids("K", call.astype(np.int64)), user_id=ids("U", user.astype(np.int64)),
        listened_at=instants(t, company.dials.calendar.origin), seconds=numbers(np.round(seconds)),
    )  # fmt: skip


def _months(calendar: Calendar) -> list[tuple[int, int]]:
    """First day and end of every exported month."""
    starts = np.r_[calendar.start_day, calendar.month_ends[calendar.month_ends >= calendar.start_day] + 1]
    starts = starts[starts < calendar.n_days]
    return list(zip(starts.tolist(), [*starts[1:].tolist(), calendar.n_days], strict=True))


def _heard(
    calls: Calls, company: Company, month: tuple[int, int], seed: int
) -> Iterator[tuple[int, int, float, float]]:
    """Call, marketer, moment and seconds of each listening of a month: calls of the thirty days before."""
    (first, end), calendar, people = month, company.dials.calendar, others(company, "marketing")
    rng = stream(seed, f"listening {calendar.days[first]}")
    find_time = len(people) - 1 - (rng.random() < 0.25)
    for user in rng.permutation(people)[: round(find_time * company.dials.listening[first])].tolist():
        for _ in range(1 + int(rng.random() < 0.7)):
            moment = np.array([first + (0.3 + 0.65 * rng.random()) * (end - first)])
            t = float(calendar.at_working_hours(calendar.working_hours_at(moment) + 6 * rng.random())[0])
            oldest, latest = np.searchsorted(calls.t, [t - 30, t])
            part = 0.35 + 0.65 * rng.random()
            if oldest < latest:
                call = int(rng.integers(oldest, latest))
                yield call, user, t, calls.minutes[call] * 60 * part
