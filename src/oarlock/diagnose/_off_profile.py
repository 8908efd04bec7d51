"""Spend off the ideal customer profile: by month, and by campaign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from oarlock.diagnose._frame import Frame
from oarlock.diagnose._signals import Signal
from oarlock.diagnose._standing_out import slug
from oarlock.diagnose.base import Evidence
from oarlock.measure.facts.local import local_of, period_start
from oarlock.measure.on_profile_spend import campaign_reach, observe, spend_priced
from oarlock.stats.errorcontrol import FALSE_DISCOVERIES, benjamini_hochberg
from oarlock.words import money, percent

if TYPE_CHECKING:
    from oarlock.diagnose.base import Question

MONTHS = 36
LEAST_ANSWERS = 20
LEAST_BEYOND = 0.10
"""A campaign stands out only when its share lies so far above the usual one."""
LEAST_PART = 0.10
"""Part of a rise that a campaign has to make up to be named with it: the least explanatory power of Adtributor (METHODS 1.11)."""


@dataclass(frozen=True)
class Months:
    """Spend that can be assigned and its part off profile, by month.

    Attributes:
        signal: By whom each campaign reached in the month. steady: by whom it reached over all its time, so that few answers in a month
            do not hide that money moved from one campaign to another.
        assignable: Money by month of the frame.
    """

    frame: Frame
    signal: Signal | None
    steady: Signal | None
    assignable: np.ndarray

    @property
    def last_year(self) -> date:
        """First day of the twelve months that end with the latest."""
        return self.frame.months[max(len(self.frame.months) - 12, 0)]

    @property
    def assignable_last_year(self) -> float:
        """Money of the twelve months that end with the latest."""
        return float(self.assignable[-12:].sum())

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The series of months."""
        if self.signal is None:
            return ()
        return (Evidence("off_profile", "Share of spend off profile, by month", "share", series=self.signal.series),)

    def mean_spend(self, at: int) -> float:
        """Assignable money a month from month `at` on, of full months."""
        kept = self.assignable[at:][self.frame.full[at:]]
        return float(kept.mean()) if len(kept) else 0.0

    def first_day(self, at: int) -> date:
        """The first day of a month of the frame."""
        return self.frame.months[at]


def monthly_shares(question: Question) -> Months:
    """Share off profile of what can be assigned, by calendar month."""
    rows = observe(question.ledger, question.agreement)
    month = period_start(rows["day"], "month")
    on, steady, whole = (
        (rows[name] * 1e6).round().cast("int64").sum() for name in ("numerator", "steady", "denominator")
    )
    sums = rows.group_by(month=month).aggregate(on=on, steady=steady, whole=whole)
    told = question.ledger.rows(sums.order_by("month"))
    as_of, company = question.ledger.as_of, question.agreement.company
    today = local_of(as_of, company.time_zone).date()
    known = [row for row in told if row["whole"] and row["month"] <= today]
    first = known[0]["month"] if known else today.replace(day=1)
    earliest = today.year * 12 + today.month - MONTHS
    start = max(first.year * 12 + first.month - 1, earliest)
    frame = Frame(date(start // 12, start % 12 + 1, 1), as_of, company.reporting_currency, company.time_zone)
    assignable, by_month, by_campaign = (np.full(len(frame.months), fill) for fill in (0.0, np.nan, np.nan))
    place = {day: i for i, day in enumerate(frame.months)}
    for row in known:
        i = place.get(row["month"])
        if i is not None and row["whole"] > 0:
            assignable[i] = row["whole"] / 1e6
            by_month[i], by_campaign[i] = 1 - row["on"] / row["whole"], 1 - row["steady"] / row["whole"]
    usable = frame.full & (assignable > 0)
    if usable.sum() <= 1:
        return Months(frame, None, None, assignable)
    signal, even = (
        Signal("off_profile", "share", np.where(usable, values, np.nan), np.where(usable, 1.0, 0.0), 1, frame)
        for values in (by_month, by_campaign)
    )
    return Months(frame, signal, even, assignable)


@dataclass(frozen=True)
class Campaign:
    """What a campaign spent and how many of its answers came from off profile.

    Attributes:
        off, n: Answers off profile, of those whose profile is known. lo, hi: range of the share. spent: reporting currency.
        stands_out: Its share lies above the usual one, all campaigns tested together.
    """

    campaign_id: str
    name: str
    off: int
    n: int
    lo: float
    hi: float
    spent: float
    stands_out: bool

    @property
    def share(self) -> float:
        """Of its answers, those off profile."""
        return self.off / self.n

    @property
    def slug(self) -> str:
        """Its id as part of a finding's id."""
        return slug(self.campaign_id)

    def told(self, currency: str) -> str:
        """ "Spring fair ($12K, 81% off profile)"."""
        return f"{self.name} ({money(self.spent * self.share, currency)}, {percent(self.share)} off profile)"

    def evidence(self, usual: float) -> Evidence:
        """Its share beside the usual one."""
        return Evidence(
            f"campaign.{self.slug}",
            f"{self.name}: {percent(self.share)} of {self.n:,} answers off profile",
            "share",
            usual,
            self.share,
        )


def campaigns_off(question: Question, usual: float, *, since: date | None) -> list[Campaign]:
    """Campaigns with money off profile, those with the most of it first; after a rise those only that stand out and made it.

    Args:
        usual: The share off profile that is usual. since: First day of the spend that counts; None for all of it.
    """
    from scipy.special import bdtrc

    from oarlock.stats.proportions import wilson_bounds

    known = _campaigns(question, since)
    rows = [row for row in known if row["spent"] > 0]
    if not rows:
        return []
    n = np.array([row["n"] for row in rows])
    off = n - np.array([row["hits"] for row in rows])
    p = np.where(n >= LEAST_ANSWERS, bdtrc(off - 1, n, min(max(usual, 1e-9), 1 - 1e-9)), 1.0)
    p = np.where(off == 0, 1.0, p)
    sure = (benjamini_hochberg(p) <= FALSE_DISCOVERIES) & (off / n >= usual + LEAST_BEYOND)
    lo, hi = wilson_bounds(off, n)
    told = [
        Campaign(
            row["campaign_id"],
            row["name"] or row["campaign_id"],
            int(off[i]),
            int(n[i]),
            float(lo[i]),
            float(hi[i]),
            row["spent"] / 1e6,
            bool(sure[i]),
        )
        for i, row in enumerate(rows)
    ]
    if since is not None:
        made = _made_the_rise(known)
        told = [one for one in told if one.stands_out and one.campaign_id in made]
    return sorted(told, key=lambda one: (not one.stands_out, -one.spent * one.share, one.campaign_id))


def _made_the_rise(rows: list[dict[str, Any]]) -> set[str]:
    """Campaigns that make up a tenth and more of the rise: by whom they reach, or by the money that went to them.

    A campaign's part of all money times its share off profile, since the rise less before it; over all campaigns this is the rise.
    """
    parts = []
    for end in ("", "_before"):
        spent = np.array([row[f"spent{end}"] or 0 for row in rows], dtype=float)
        off = np.array([1 - row[f"hits{end}"] / row[f"n{end}"] if row[f"n{end}"] else 0.0 for row in rows])
        parts.append(spent * off / max(spent.sum(), 1.0))
    rise = parts[0] - parts[1]
    least = LEAST_PART * max(float(rise.sum()), 0.0)
    return {row["campaign_id"] for row, one in zip(rows, rise.tolist(), strict=True) if one > least}


def _reached(reach: Any, since: date | None) -> Any:
    """Answers by campaign from that day on, and before it; all it ever had where those are too few to judge it by."""
    import ibis

    late = ibis.literal(True) if since is None else reach["_month"] >= ibis.literal(since)
    sides = {"": late, "_before": ~late, "_ever": ibis.literal(True)}
    told = reach.group_by("_reached").aggregate(
        **{f"{what}{end}": reach[what].sum(where=side) for what in ("hits", "n") for end, side in sides.items()}
    )
    chosen: dict[str, Any] = {}
    for end in ("", "_before"):
        enough = (told[f"n{end}"] >= LEAST_ANSWERS).fill_null(False)
        chosen |= {f"{what}{end}": enough.ifelse(told[f"{what}{end}"], told[f"{what}_ever"]) for what in ("hits", "n")}
    return told.select("_reached", **chosen)


def _campaigns(question: Question, since: date | None) -> list[dict[str, Any]]:
    """Money and answers of every campaign, by id."""
    import ibis

    ledger = question.ledger
    spend = spend_priced(ledger, question.agreement).filter(lambda t: t.campaign_id.notnull())
    late = ibis.literal(True) if since is None else spend.day >= ibis.literal(since)
    millionths = (spend.spent * 1e6).round().cast("int64")
    money_of = spend.group_by("campaign_id").aggregate(
        spent=millionths.sum(where=late), spent_before=millionths.sum(where=~late)
    )
    reach = _reached(campaign_reach(ledger, question.agreement), since)
    joined = money_of.inner_join(reach, money_of.campaign_id == reach["_reached"])
    names = ledger.table("campaigns").select(_of="campaign_id", title="name")
    joined = joined.left_join(names, joined.campaign_id == names["_of"])
    joined = joined.mutate(spent=joined.spent.fill_null(0))
    told = joined.select(
        "campaign_id", "spent", "spent_before", "hits", "n", "hits_before", "n_before", name=joined.title
    )
    return ledger.rows(told.order_by("campaign_id"))
