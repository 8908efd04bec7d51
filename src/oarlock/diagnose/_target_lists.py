"""Two lists of target accounts, and how much of either team's effort goes to those on both (METHODS 7.6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from oarlock.diagnose._definition_cells import WINDOW_DAYS
from oarlock.measure.facts.buyers import answered_only, with_account
from oarlock.measure.facts.places import tally
from oarlock.measure.on_profile_spend import spend_priced
from oarlock.stats.raters import jaccard
from oarlock.stats.result import Estimate

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

LISTS = ("marketing_accounts", "sales_accounts")
LEAST_ACCOUNTS = 20


@dataclass(frozen=True)
class Effort:
    """The part of either team's effort that goes to accounts on both lists.

    Attributes:
        marketing: Of the money of campaigns that reached any account; of answered touches, where `is_money` says that none can be assigned.
        sales: Of what people of sales did about accounts. unassigned: share of the money that reached no account.
    """

    marketing: float
    sales: float
    is_money: bool
    unassigned: float

    @property
    def overlap(self) -> float:
        """The smaller of the two: at most so much of either team's effort meets the other's."""
        return min(self.marketing, self.sales)


@dataclass(frozen=True)
class TwoLists:
    """What the lists share.

    Attributes:
        overlap: Jaccard. by_value: the same weighed by the accounts' revenue; None where none is known.
        effort: What part of it goes to accounts on both lists; None where one team's effort is not in the record.
    """

    marketing: int
    sales: int
    shared: int
    overlap: Estimate
    by_value: float | None
    effort: Effort | None
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
        row["worth_both"] / row["worth"] if row["worth"] else None, _effort(ledger, agreement, on),
        tuple(one["account_id"] for one in ledger.rows(apart)),
    )  # fmt: skip


def _effort(ledger: Ledger, agreement: Agreement, on: Any) -> Effort | None:
    """Of the last two quarters; None where one team's effort is not in the record."""
    shared = on.filter(on.m & on.s).select(_account="account_id")
    touched = answered_only(ledger, agreement, _recent(ledger, "touches", "touched_at"))
    touched = _marked(with_account(ledger, touched.select("lead_id", "account_id", "campaign_id")), shared)
    done = _recent(ledger, "activities", "happened_at").filter(lambda t: t.automated.isnull() | ~t.automated)
    done = _marked(with_account(ledger, done.select("lead_id", "account_id"), "activities"), shared)
    sales = _counted(ledger, done)
    spent, unassigned = _spent(ledger, agreement, touched)
    marketing = _counted(ledger, touched) if spent is None else spent
    return None if marketing is None or sales is None else Effort(marketing, sales, spent is not None, unassigned)


def _spent(ledger: Ledger, agreement: Agreement, touched: Any) -> tuple[float | None, float]:
    """Share of the money that went to shared accounts, each campaign's split by whom it reached; and the share that reached nobody."""
    if ledger.is_empty("spend"):
        return None, 0.0
    known = touched.filter(touched.campaign_id.notnull())
    reach = known.group_by(_reached="campaign_id").aggregate(part=tally(known.is_shared), n=known.count())
    spend = spend_priced(ledger, agreement)
    spend = spend.filter(spend.day >= _since(ledger).date())
    joined = spend.left_join(reach, spend.campaign_id == reach["_reached"])
    share = (joined.part / joined.n).fill_null(0.0)
    (row,) = ledger.rows(
        joined.aggregate(
            whole=joined.spent.sum(),
            n=joined.n.notnull().ifelse(joined.spent, 0.0).sum(),
            part=(joined.spent * share).sum(),
        )
    )
    return _share(row), 1 - row["n"] / row["whole"] if row["n"] and row["whole"] else 0.0


def _recent(ledger: Ledger, table: str, clock: str) -> Any:
    import ibis

    rows = ledger.table(table)
    return rows.filter(rows[clock] >= ibis.literal(_since(ledger), type="timestamp"))


def _since(ledger: Ledger) -> datetime:
    return ledger.as_of.replace(tzinfo=None) - timedelta(days=WINDOW_DAYS)


def _marked(rows: Any, shared: Any) -> Any:
    """Rows about an account, and whether it is on both lists."""
    rows = rows.filter(rows.account_id.notnull())
    joined = rows.left_join(shared, rows.account_id == shared["_account"])
    return joined.mutate(is_shared=joined["_account"].notnull())


def _counted(ledger: Ledger, rows: Any) -> float | None:
    return _share(ledger.rows(rows.aggregate(n=rows.count(), part=tally(rows.is_shared)))[0])


def _share(row: Mapping[str, Any]) -> float | None:
    return float(row["part"] or 0) / float(row["n"]) if row["n"] else None
