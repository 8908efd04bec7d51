"""What sales did: attempts on leads after the first one, meetings and mails on deals; and answers sent by machines, which are no touch."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from oarlock.demo.arrays import Floats, Ints, position_in_group, stream
from oarlock.demo.company import Company
from oarlock.demo.export.leads import CHUNK, owners_of
from oarlock.demo.export.people import users_of
from oarlock.demo.export.scope import Scope, known_leads
from oarlock.demo.follow_up import NEVER
from oarlock.demo.sheets import Sheet, ids, instants, numbers, words

KINDS = ("call", "email", "meeting", "message")
OUTCOMES = ("no answer", "connected", "replied", "held", "")


class _Log:
    """Writes activities with running ids; only those inside the export are kept."""

    def __init__(self, sheet: Sheet, company: Company) -> None:
        self._sheet, self._calendar, self._next = sheet, company.dials.calendar, 0

    def add(
        self, t: Floats, user: Ints, lead: Ints, deal: Ints, account: Ints, kind: Ints, outcome: Ints, automated: bool
    ) -> None:
        """Adds activities; -1 is none."""
        keep = (t >= self._calendar.start_day) & (t < self._calendar.n_days)
        t = t[keep]
        user, lead, deal, account, kind, outcome = (codes[keep] for codes in (user, lead, deal, account, kind, outcome))
        number = self._next + np.arange(len(t))
        self._next += len(t)
        self._sheet.add(
            activity_id=ids("E", number), happened_at=instants(t, self._calendar.origin), user_id=ids("U", user), lead_id=ids("L", lead),
            opportunity_id=ids("D", deal), account_id=ids("A", account), kind=words(kind, KINDS),
            direction=words(np.zeros(len(t), np.int64), ("outbound",)), outcome=words(outcome, OUTCOMES),
            automated=numbers(np.full(len(t), automated)),
        )  # fmt: skip


def write_activities(folder: Path, company: Company, scope: Scope, seed: int) -> None:
    """Writes `activities`, of exported leads and deals."""
    rng = stream(seed, "activities")
    exported = np.flatnonzero(scope.leads)
    kept = np.flatnonzero(scope.deals)
    with Sheet(folder, "activities") as sheet:
        log = _Log(sheet, company)
        for part in np.array_split(exported, len(exported) // CHUNK + 1):
            _answers(log, company, part, rng)
            _attempts(log, company, part, rng)
        for part in np.array_split(kept, len(kept) // CHUNK + 1):
            _on_deals(log, company, scope, part, rng)


def _answers(log: _Log, company: Company, lead: Ints, rng: np.random.Generator) -> None:
    """The mail a machine sends at once to six of ten qualified leads."""
    lead = lead[(company.funnel.mql_t[lead] < NEVER) & (rng.random(len(lead)) < 0.6)]
    none = np.full(len(lead), -1)
    log.add(
        company.funnel.mql_t[lead] + 0.002,
        none,
        lead,
        none,
        company.leads.account[lead],
        none * 0 + 1,
        none * 0 + 4,
        automated=True,
    )


def _attempts(log: _Log, company: Company, lead: Ints, rng: np.random.Generator) -> None:
    """The first attempt when the rep turned to the lead, and some more until it was accepted or dropped."""
    funnel, calendar = company.funnel, company.dials.calendar
    lead = lead[funnel.touched_t[lead] < calendar.n_days]
    more = np.minimum(rng.poisson(1.6, len(lead)), 7)
    row = np.repeat(np.arange(len(lead)), more + 1)
    place = position_in_group(row)
    which = lead[row]
    hours = calendar.working_hours_at(funnel.touched_t[which]) + place * (8 + 8 * rng.random(len(row)))
    t = np.where(place == 0, funnel.touched_t[which], calendar.at_working_hours(hours))
    accepted = (funnel.sal_t[which] < NEVER) & (place == more[row])
    kind = np.where(accepted & (more[row] > 0), 2, np.where(rng.random(len(row)) < 0.6, 0, 1))
    outcome = np.where(kind == 2, 3, np.where(rng.random(len(row)) < 0.7, 0, 1))
    log.add(
        t,
        owners_of(company, which),
        which,
        np.full(len(row), -1),
        company.leads.account[which],
        kind,
        outcome,
        automated=False,
    )


def _on_deals(log: _Log, company: Company, scope: Scope, deal: Ints, rng: np.random.Generator) -> None:
    """Two to six meetings and mails while a deal is worked on."""
    rows, versions, calendar = company.deals, company.versions, company.dials.calendar
    ends = np.zeros(len(rows.lead))
    ends[versions.deal] = np.where(versions.status > 0, versions.t, calendar.n_days)
    count = 2 + rng.poisson(2.0, len(deal))
    which = np.repeat(deal, count)
    span = np.minimum(ends[which], rows.opened_t[which] + 200) - rows.opened_t[which]
    t = calendar.at_working_hours(
        calendar.working_hours_at(rows.opened_t[which] + span * rng.random(len(which))) + 0.01
    )
    kind = np.where(rng.random(len(which)) < 0.45, 2, 1)
    outcome = np.where(kind == 2, 3, np.where(rng.random(len(which)) < 0.5, 2, 4))
    lead = known_leads(scope, rows.lead[which])
    log.add(
        t, users_of(company, 2, rows.owner[which]), lead, which, rows.account[which], kind, outcome, automated=False
    )
