"""What accounts did in as long a time before a test, of those that then stood as those of the test do at its start (METHODS 4.8).

Groups are drawn among accounts without an open deal that are no customers. Whoever of them got a deal just before is therefore on no such
list, and the list's own time before would make the usual rate half of what it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.account_ends import is_target
from oarlock.measure.facts.outcomes import was_there, with_outcomes, with_standing
from oarlock.measure.facts.places import first_known, tally
from oarlock.measure.slices import sliced

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

SIZE = "slice_0"
NO_SIZE = "size unknown"


@dataclass(frozen=True, slots=True)
class Before:
    """What accounts did in the time before.

    Attributes:
        accounts: That stood as those of the test do. hits: of them with the outcome. total, squares: sums of what they did, and of its
            squares. busy: Share of all such accounts that were under way when the test began.
    """

    accounts: int
    hits: int
    total: float
    squares: float
    busy: float


def stood(ledger: Ledger, agreement: Agreement, accounts: Any, outcome: str, at: datetime, earlier: datetime) -> Any:
    """One row per account: its size, what it did from `earlier` to `at` (`did_0`), how it stood at both (`busy_0` and `busy_1`).

    `was_there` and `is_old` say whether it was in the record at `earlier` and at `at`; all told as 1 or 0.
    """
    import ibis

    rows, _ = sliced(ledger, agreement, accounts.select("account_id", "created_at"), ("size",))
    there, old = was_there(rows, earlier), was_there(rows, at)
    size = first_known(rows[SIZE], ibis.literal(NO_SIZE))
    rows = rows.select("account_id", was_there=there, is_old=old, **{SIZE: size})
    rows = with_outcomes(ledger, agreement, rows, outcome, ((earlier, at),))
    return with_standing(ledger, agreement, rows, (at, earlier))


def before_of_like(
    ledger: Ledger, agreement: Agreement, outcome: str, at: datetime, earlier: datetime, listed: Any
) -> Before:
    """Of all accounts of the sizes of those listed, and of target accounts alone where all that are listed are such.

    Args:
        listed: One row per listed account: account_id.
    """
    accounts = ledger.table("accounts")
    named = accounts.semi_join(listed, "account_id")
    wanted = is_target(agreement, named.target_tier)
    (row,) = ledger.rows(named.aggregate(n=named.count(), targets=tally(wanted)))
    if row["targets"] and row["targets"] == row["n"]:
        accounts = accounts.filter(is_target(agreement, accounts.target_tier))
    rows = stood(ledger, agreement, accounts, outcome, at, earlier)
    rows = rows.semi_join(rows.semi_join(listed, "account_id").select(SIZE).distinct(), SIZE)
    then = (rows.busy_1 == 0) & (rows.was_there == 1)
    done = then.ifelse(rows.did_0, 0.0)
    (told,) = ledger.rows(rows.aggregate(
        n=tally(then), hits=tally(then & (rows.did_0 > 0)), total=done.sum(), squares=(done * done).sum(),
        busy=tally((rows.busy_0 != 0) & (rows.is_old == 1)), old=tally(rows.is_old == 1),
    ))  # fmt: skip
    n, hits, busy, old = (int(told[name] or 0) for name in ("n", "hits", "busy", "old"))
    return Before(n, hits, float(told["total"] or 0.0), float(told["squares"] or 0.0), busy / old if old else 0.0)
