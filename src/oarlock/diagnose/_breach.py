"""What slow or missing answers go with, in deals and money: landmark at the promised time, equal score, source and hour (METHODS 9.5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from oarlock.diagnose._frame import BUCKETS
from oarlock.diagnose._strata import bucket_number
from oarlock.diagnose.base import Evidence, Money
from oarlock.errors import EmptySample
from oarlock.measure.facts.handover import handed_over
from oarlock.measure.facts.local import local, years_of
from oarlock.measure.facts.places import days_between, tally
from oarlock.measure.facts.profile_of import unjudged
from oarlock.measure.statistics.resampled import SCALE, whole
from oarlock.stats.breach import Standardised, standardised
from oarlock.stats.result import Status
from oarlock.words import money, number, points

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

STRATA = ("band", "source", "in_office_hours")
BAND = 20
"""Points of score that make a band."""


@dataclass(frozen=True)
class Cost:
    """What slow leads go with.

    Attributes:
        gap: Deals per lead, fast against slow, at equal strata and without.
        per_deal: What a deal of a lead is worth on average, lost ones counted as nothing.
        amount: Per quarter: the adjusted figure, its range reaching up to the naive one; what a deal is worth is resampled with the gap.
    """

    gap: Standardised
    per_deal: float
    amount: Money

    @property
    def sentence(self) -> str:
        """The gap and its range, with how strong an unseen reason would have to be."""
        adjusted, naive = self.gap.adjusted, self.gap.naive
        told = (
            f"Leads answered in time became deals {points(adjusted.value)} more often at equal score, source and hour of arrival "
            f"({points(naive.value)} without holding these equal)"
        )
        seen = (
            f"; an unseen reason would need a risk ratio of {number(self.gap.e_value)} to explain it"
            if self.gap.e_value
            else ""
        )
        return f"{told}{seen}. It goes with the answer; who was called first may be the better lead."


def cost_of(ledger: Ledger, agreement: Agreement, slow: Callable[[Any], Any], per_quarter: float) -> Cost | None:
    """What the leads that `slow` picks go with, against those answered within their promise; None where it cannot be told.

    No compared lead was a deal when its promised time was over, nor given up before anybody answered it, so that living long enough to be
    answered is no advantage; and they have been followed for the agreement's conversion days. A lead that was answered in time and soon
    turned down stays among the fast: turning it down is what the answer led to, and without it the fast would be the accepted ones.

    Args:
        per_quarter: Slow leads of a quarter, for the amount.
    """
    worth = _worth(ledger, agreement)
    gap = None if worth is None else _gap(ledger, agreement, slow, worth=worth)
    if worth is None or gap is None or gap.worth is None:
        return None
    if gap.adjusted.status is not Status.OK or gap.worth.value is None or gap.naive.value is None:
        return None
    per_deal = float(worth[:, 0].sum() / worth[:, 1].sum())
    scale = per_quarter * gap.compared
    ends = [gap.worth.lo, gap.worth.hi, gap.worth.value, gap.naive.value * per_deal]
    told = [end * scale for end in ends if end is not None]
    currency = agreement.company.reporting_currency
    return Cost(gap, per_deal, Money(gap.worth.value * scale, min(told), max(told), currency))


def worth_of_answers(ledger: Ledger, agreement: Agreement, hours: float) -> Standardised | None:
    """What answering within so many working hours goes with, whatever was promised: deals per lead, against all that waited longer.

    The landmark is these hours; None where nothing can be compared.
    """
    if ledger.is_empty("activities") or ledger.is_empty("leads"):
        return None
    return _gap(ledger, agreement, lambda leads: ~is_within(leads, hours), hours)


def is_within(leads: Any, hours: Any) -> Any:
    """Whether a lead was answered within so many working hours."""
    return (leads.response == 1) & (leads.waited_hours <= hours)


def _gap(
    ledger: Ledger,
    agreement: Agreement,
    slow: Callable[[Any], Any],
    hours: float | None = None,
    worth: np.ndarray | None = None,
) -> Standardised | None:
    """The fast, answered within the hours or else within their promise, against the slow; None where nothing can be compared."""
    sides = _cells(_counts(ledger, agreement, slow, hours, is_priced=worth is not None))
    if sides is None:
        return None
    try:
        return standardised(*sides, seed=95, worth=worth)
    except EmptySample:
        return None


def _cells(rows: list[dict[str, Any]]) -> tuple[np.ndarray, np.ndarray] | None:
    """(buckets, strata, 2) leads and deals of the fast and of the slow."""
    strata = sorted({tuple(str(row[name]) for name in STRATA) for row in rows})
    place = {stratum: i for i, stratum in enumerate(strata)}
    sides = np.zeros((2, BUCKETS, len(strata), 2))
    for row in rows:
        at = place[tuple(str(row[name]) for name in STRATA)]
        sides[int(row["is_slow"]), row["bucket"], at] += (row["n"], row["deals"])
    fast, slow_ones = sides
    return (fast, slow_ones) if fast[..., 0].any() and slow_ones[..., 0].any() else None


def _counts(
    ledger: Ledger, agreement: Agreement, slow: Callable[[Any], Any], hours: float | None, *, is_priced: bool
) -> list[dict[str, Any]]:
    """Leads and deals by bucket, stratum and side.

    Args:
        is_priced: Count the leads that deals name alone. One that joined a deal of another lead of its company brought no second one: told
            at the price of a deal, all leads together would have brought more than was won.
    """
    import ibis

    days = agreement.analysis.conversion_days
    leads = handed_over(ledger, unjudged(agreement))
    followed = ledger.as_of.replace(tzinfo=None) - timedelta(days=days)
    leads = leads.filter(leads.clock_at.notnull(), leads.clock_at <= ibis.literal(followed, type="timestamp"))
    landmark = leads.promised_hours if hours is None else hours
    fast, still_open = is_within(leads, landmark), leads.left_hours.isnull() | (leads.left_hours > landmark)
    is_deal_first = leads.opportunity_at.notnull() & ~_ended_before_deal(leads)
    leads = leads.mutate(is_fast=fast, is_slow=slow(leads) & ~fast, counts=still_open | (fast & ~is_deal_first))
    leads = leads.filter(leads.counts, leads.is_fast | leads.is_slow)
    cards = ledger.table("leads")
    cards = cards.select(_card=cards.lead_id, score=cards.score)
    joined = leads.inner_join(cards, leads.lead_id == cards["_card"])
    is_deal = joined.opportunity_id.notnull() if is_priced else joined.opportunity_at.notnull()
    arrived = local(joined.handed_at, agreement.company.time_zone, years_of(ledger))
    told = joined.select(
        "source", "is_slow",
        bucket=bucket_number(joined.cluster, BUCKETS).cast("int32"),
        band=(joined.score / float(BAND)).floor(),
        in_office_hours=arrived.hour().between(9, 16) & (arrived.day_of_week.index() < 5),
        deal=is_deal & (days_between(joined.clock_at, joined.opportunity_at) <= days),
    )  # fmt: skip
    keys = ["bucket", *STRATA, "is_slow"]
    return ledger.rows(told.group_by(keys).aggregate(n=told.count(), deals=tally(told.deal)).order_by(keys))


def _ended_before_deal(leads: Any) -> Any:
    """Whether a lead that became a deal had been turned down or sent back before."""
    return ((leads.rejected_at < leads.opportunity_at) | (leads.recycled_at < leads.opportunity_at)).fill_null(False)


def _worth(ledger: Ledger, agreement: Agreement) -> np.ndarray | None:
    """(buckets, 2) won amounts of leads' deals in the reporting currency, and their decided deals; None where no won amount is known."""
    from oarlock.measure.facts import deal_facts

    deals = deal_facts(ledger, unjudged(agreement))
    deals = deals.filter(deals.lead_id.notnull(), deals.status.isin(["won", "lost"]))
    deals = deals.mutate(bucket=bucket_number(deals.cluster, BUCKETS).cast("int32"))
    won = (deals.status == "won").ifelse(whole(deals.amount), 0)
    told = np.zeros((BUCKETS, 2))
    for row in ledger.rows(deals.group_by("bucket").aggregate(n=deals.count(), won=won.sum())):
        told[row["bucket"]] = (row["won"] or 0) / SCALE, row["n"]
    return told if told[:, 0].any() else None


def told_money(cost: Cost | None) -> str:
    """The amount in words, for the end of a sentence; nothing where it cannot be told from nothing."""
    amount = cost.amount if cost else None
    if amount is None or not amount.lo or amount.lo <= 0:
        return ""
    lo, hi = (money(end, amount.currency) for end in (amount.lo, amount.hi))
    return f" About {money(amount.estimate, amount.currency)} a quarter go with it ({lo} to {hi})."


def worth_of_an_answer(cost: Cost | None) -> tuple[Evidence, ...]:
    """The gap in deals per lead as evidence; nothing where it cannot be told."""
    if cost is None:
        return ()
    gap = cost.gap
    return (Evidence("worth_of_an_answer", cost.sentence, "share", gap.slow_rate, gap.rate_if_fast, gap.adjusted),)
