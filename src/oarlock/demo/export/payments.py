"""What customers paid, as the billing system exports it: a second file of customer events, of kind `revenue`.

A contract is invoiced by the quarter, in advance, until it ends or its customer leaves.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from oarlock.demo.arrays import Floats, Ints, stream
from oarlock.demo.company import Company
from oarlock.demo.customers import EVENTS, YEAR
from oarlock.demo.export.scope import Scope
from oarlock.demo.sheets import ids, instants, numbers, words, write

FILE = "customer_events_2"
INVOICES = 4
CONTRACTS = ("started", "renewed", "expanded")


def write_payments(folder: Path, company: Company, scope: Scope, seed: int) -> None:
    """Writes the second file of `customer_events`, in order of time."""
    events, calendar = company.events, company.dials.calendar
    contract = np.flatnonzero(
        np.isin(events.kind, [EVENTS.index(kind) for kind in CONTRACTS]) & scope.accounts[events.account]
    )
    delay = stream(seed, "payments").gamma(3.0, 4.0, (len(contract), INVOICES))
    due = events.t[contract][:, None] + YEAR / INVOICES * np.arange(INVOICES)
    paid = due + delay
    counts = (
        (due < _left(events.account, events.t, events.kind, contract)[:, None])
        & (paid >= calendar.start_day)
        & (paid < calendar.n_days)
    )
    row, nth = np.nonzero(counts)
    order = np.argsort(paid[row, nth], kind="stable")
    row, nth = row[order], nth[order]
    write(
        folder, FILE, account_id=ids("A", events.account[contract[row]]), happened_at=instants(paid[row, nth], calendar.origin),
        kind=words(np.zeros(len(row), np.int64), ("revenue",)), amount=numbers(np.round(events.amount[contract[row]] / INVOICES, 2)),
    )  # fmt: skip


def _left(account: Ints, t: Floats, kind: Ints, contract: Ints) -> Floats:
    """When the customer of each contract first left after it began; infinite where it stays."""
    gone = np.flatnonzero(kind == EVENTS.index("churned"))
    gone = gone[np.lexsort((t[gone], account[gone]))]
    far = 2.0 * (t.max(initial=0.0) + 1.0)
    at = np.searchsorted(account[gone] * far + t[gone], account[contract] * far + t[contract])
    following = np.minimum(at, max(0, len(gone) - 1))
    if not len(gone):
        return np.full(len(contract), np.inf)
    same = (at < len(gone)) & (account[gone[following]] == account[contract])
    return np.where(same, t[gone[following]], np.inf)
