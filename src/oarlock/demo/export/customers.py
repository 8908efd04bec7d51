"""Customer events. Who recommended the company is drawn from those who were customers by then."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from oarlock.demo.arrays import stream
from oarlock.demo.channels import REFERRAL
from oarlock.demo.company import Company
from oarlock.demo.customers import EVENTS
from oarlock.demo.export.scope import Scope
from oarlock.demo.sheets import ids, instants, numbers, words, write


def write_customers(folder: Path, company: Company, scope: Scope, seed: int) -> None:
    """Writes `customer_events`, in order of time."""
    events, calendar = company.events, company.dials.calendar
    account, t = [events.account], [events.t]
    kind, amount, score = [events.kind], [events.amount], [events.score]
    started = np.flatnonzero(events.kind == EVENTS.index("started"))
    started = started[np.argsort(events.t[started], kind="stable")]
    referred = company.leads.t[scope.leads & (company.leads.channel == REFERRAL)] - 1.0
    known = np.searchsorted(events.t[started], referred)
    who = started[(stream(seed, "recommended by").random(len(referred)) * known).astype(np.int64)]
    n = len(referred)
    account, t = [*account, events.account[who]], [*t, referred]
    kind = [*kind, np.full(n, EVENTS.index("referral"))]
    amount, score = [*amount, np.full(n, np.nan)], [*score, np.full(n, np.nan)]
    columns = [np.concatenate(part) for part in (account, t, kind, amount, score)]
    keep = np.flatnonzero((columns[1] >= calendar.start_day) & (columns[1] < calendar.n_days))
    keep = keep[np.lexsort((columns[2][keep], columns[0][keep], columns[1][keep]))]
    account_, t_, kind_, amount_, score_ = (column[keep] for column in columns)
    used = scope.accounts[account_]
    write(
        folder, "customer_events", account_id=ids("A", account_[used]), happened_at=instants(t_[used], calendar.origin),
        kind=words(kind_[used], EVENTS), amount=numbers(amount_[used]), score=numbers(score_[used]),
    )  # fmt: skip
