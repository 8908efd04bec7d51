"""Two lists of target accounts, and how much of either team's effort goes to those on both (METHODS 7.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from oarlock.diagnose._definition_cells import WINDOW_DAYS
from oarlock.measure.facts.places import tally
from oarlock.stats.raters import jaccard
from oarlock.stats.result import Estimate

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

LISTS = ("marketing_accounts", "sales_accounts")
LEAST_ACCOUNTS = 20


@dataclass(frozen=True)
class TwoLists:
    """What the lists share.

    Attributes:
        overlap: Jaccard. by_value: the same weighed by the accounts' revenue; None where none is known.
        effort: The smaller of the shares of marketing's answered touches and of sales' activities that go to accounts on both lists.
    """

    marketing: int
    sales: int
    shared: int
    overlap: Estimate
    by_value: float | None
    effort: float | None
    records: tuple[str, ...]


def two_lists(ledger: Ledger, agreement: Agreement) -> TwoLists | None:
    """Both lists; None where the agreement does not define both, or they hold no account.

    Accounts that joined a deal before they were known as a target cannot be told from others here: the lists are those of today.
    """
    rules = agreement.definitions
    if any(name not in rules for name in LISTS) or ledger.is_empty("accounts"):
        return None
    accounts = ledger.table("accounts")
    missing = [name for name in LISTS if rules[name].check(ledger.columns("accounts"))]
    if missing:
        return None
    on = accounts.select(
        "account_id", "annual_revenue", m=rules[LISTS[0]].on(accounts).fill_null(False), s=rules[LISTS[1]].on(accounts).fill_null(False)
    )  # fmt: skip
    either = on.m | on.s
    (row,) = ledger.rows(
        on.aggregate(
            m=tally(on.m), s=tally(on.s), both=tally(on.m & on.s), either=tally(either),
            worth_both=(on.m & on.s).ifelse(on.annual_revenue.cast("float64"), 0.0).sum(),
            worth=either.ifelse(on.annual_revenue.cast("float64"), 0.0).sum(),
        )
    )  # fmt: skip
    if not row["either"]:
        return None
    apart = on.filter(on.m != on.s).order_by("account_id").limit(20).select("account_id")
    return TwoLists(
        row["m"], row["s"], row["both"], jaccard(row["both"], row["either"]),
        row["worth_both"] / row["worth"] if row["worth"] else None, _effort(ledger, on),
        tuple(one["account_id"] for one in ledger.rows(apart)),
    )  # fmt: skip


def _effort(ledger: Ledger, on: Any) -> float | None:
    import ibis

    since = ibis.literal(ledger.as_of.replace(tzinfo=None) - timedelta(days=WINDOW_DAYS), type="timestamp")
    shared = on.filter(on.m & on.s).select(_account="account_id")
    shares: list[float] = []
    for table, clock in (("touches", "touched_at"), ("activities", "happened_at")):
        rows = ledger.table(table)
        recent = rows.filter(rows.account_id.notnull(), rows[clock] >= since)
        joined = recent.left_join(shared, recent.account_id == shared["_account"])
        (row,) = ledger.rows(joined.aggregate(n=joined.count(), shared=joined["_account"].count()))
        if not row["n"]:
            return None
        shares.append(row["shared"] / row["n"])
    return min(shares)
