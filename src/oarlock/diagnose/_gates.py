"""The artefact gates, run before anything is diagnosed (METHODS 0.6): is it the company that changed, or the record?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from oarlock.agreement.calendar import starts_at
from oarlock.diagnose._series import TwoSeries
from oarlock.diagnose.base import Gate
from oarlock.measure.cohorts import local_day
from oarlock.measure.facts.local import day_told, local, years_of
from oarlock.measure.facts.profile_of import unjudged
from oarlock.words import counted, day, percent

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

BOTH = ("marketing", "bookings")
OVERDUE, MISSING, BULK, DOUBLED = 0.10, 0.05, 0.20, 0.02
SILENCE_DAYS, SILENCE_KNOWN = 14, timedelta(days=730)
"""Days without a change of any deal that say nothing; and how far back to look for the longest there were before."""


def gates(
    ledger: Ledger, agreement: Agreement, series: TwoSeries, definition_dates: Iterable[date]
) -> tuple[Gate, ...]:
    """Every gate with its answer; None where the record cannot answer."""
    deals, days = _Deals(ledger, agreement), _days_of_change(ledger, agreement)
    return (
        _definitions(series, definition_dates),
        _history(series, there=not ledger.is_empty("opportunities")),
        _recent(series, sorted(days)),
        _overdue(deals),
        _missing("source or owner", deals.unsourced, "Fill in who sourced and who owns the deals; the largest first."),
        _missing("amount", deals.unpriced, "Fill in the amounts of the won deals that have none."),
        _bulk(ledger, agreement, days),
        _doubled(deals),
    )


class _Deals:
    """One pass over the deals: the sums that several gates read."""

    def __init__(self, ledger: Ledger, agreement: Agreement) -> None:
        import ibis

        from oarlock.measure.facts import deal_facts

        facts = deal_facts(ledger, unjudged(agreement))
        facts = facts.filter(facts.status.notnull())
        amount = facts.amount.cast("float64").fill_null(0.0)
        is_open = facts.status == "open"
        today = ibis.date(local_day(ledger, agreement).isoformat())
        overdue = is_open & facts.close_date.notnull() & (facts.close_date < today)
        nameless = facts.sourced_by.isnull() & facts.source.isnull() & facts.owner_id.isnull()
        won_without = (facts.status == "won") & facts.amount.isnull()
        sums = facts.aggregate(
            n=facts.count(),
            value=amount.sum(),
            open_value=is_open.ifelse(amount, 0.0).sum(),
            overdue=overdue.ifelse(amount, 0.0).sum(),
            unsourced=nameless.ifelse(amount, 0.0).sum(),
            won=(facts.status == "won").ifelse(1, 0).sum(),
            unpriced=won_without.ifelse(1, 0).sum(),
        )
        row = ledger.rows(sums)[0]
        self.overdue = _share(row["overdue"], row["open_value"])
        self.unsourced = _share(row["unsourced"], row["value"])
        self.unpriced = _share(row["unpriced"], row["won"])
        month = facts.close_date.cast("timestamp").truncate("M")
        twins = facts.filter(facts.account_id.notnull() & facts.amount.notnull() & facts.close_date.notnull())
        twins = twins.mutate(month=month).group_by("account_id", "month", "amount").agg(n=lambda t: t.count())
        again = ledger.rows(twins.aggregate(again=(twins.n - 1).sum()))[0]["again"]
        self.doubled = _share(again, row["n"])


def _definitions(series: TwoSeries, dates: Iterable[date]) -> Gate:
    start = series.points[0].start if series.points else None
    inside = [d for d in dates if start is not None and d > start]
    if not inside:
        return Gate("definitions", True, "No definition changed inside the window.")
    told = ", ".join(day(d) for d in inside)
    return Gate(
        "definitions",
        False,
        f"The agreement's definitions changed on {told}, inside the window.",
        "Compare each side of the date under one version, or wait until the window lies after it.",
        ("definition_change",),
    )


def _history(series: TwoSeries, *, there: bool) -> Gate:
    if not there:
        return Gate("history", None, "There are no deals to have a history.")
    if series.has_history:
        return Gate("history", True, "The deals have their history of amounts, stages and close dates.")
    return Gate("history", False, "The deals came as a list without their history, so past pipeline cannot be rebuilt.",
                "Import the history: OpportunityHistory or OpportunityFieldHistory of Salesforce, the property history of HubSpot, or "
                "opportunity_versions.csv.", ("marketing",))  # fmt: skip


def _overdue(deals: _Deals) -> Gate:
    if deals.overdue is None:
        return Gate("overdue", None, "There is no open pipeline with an amount.")
    text = f"{percent(deals.overdue)} of open pipeline has a close date that has passed."
    return Gate(
        "overdue",
        deals.overdue <= OVERDUE,
        text,
        "Ask the owners to set the close dates they believe in.",
        ("marketing",),
    )


def _missing(what: str, share: float | None, fix: str) -> Gate:
    id_ = "missing_" + what.split()[0]
    if share is None:
        return Gate(id_, None, f"There are no deals to look for a missing {what} in.")
    return Gate(id_, share <= MISSING, f"{percent(share)} of deals, by value, lack {what}.", fix, BOTH)


def _days_of_change(ledger: Ledger, agreement: Agreement) -> dict[date, int]:
    """By the company's day, how many deals changed: the last state of a deal on a day stands for it, however often it was written."""
    from oarlock.measure.facts import deal_spells

    spells, zone = deal_spells(ledger, agreement), agreement.company.time_zone
    years = years_of(ledger, zone)
    dated = spells.select(
        on=local(spells.valid_from, zone, years).date(), until=local(spells.valid_to, zone, years).date()
    )
    last = dated.filter(dated.until.isnull() | (dated.until != dated.on))
    return {day_told(row["on"]): row["n"] for row in ledger.rows(last.group_by("on").agg(n=lambda t: t.count()))}


def _recent(series: TwoSeries, days: Sequence[date]) -> Gate:
    """Does the record of deals reach the end of the last complete quarter, or did it fall silent before as it never had (0.6 f)?"""
    if not days or not series.complete:
        return Gate("recency", None, "There is no complete quarter whose end the deals could reach.")
    end, last = series.complete[-1].end, days[-1]
    silence = (end - timedelta(days=1) - last).days
    gaps = [(after - before).days for before, after in pairwise(days) if after > end - SILENCE_KNOWN]
    usual = max(gaps, default=0)
    if silence <= max(SILENCE_DAYS, 2 * usual):
        return Gate("recency", True, "The deals are recorded up to the end of the last complete quarter.")
    return Gate(
        "recency",
        False,
        f"No deal changed after {day(last)}, {counted(silence, 'day')} before the last complete quarter ended, where it was never more"
        f" than {counted(usual, 'day')} before: the record stopped.",
        "Import what your CRM has recorded since, or ask as of that day.",
        BOTH,
    )


def _bulk(ledger: Ledger, agreement: Agreement, days: Mapping[date, int]) -> Gate:
    """A day on which more than a fifth of the open deals were rewritten, and ten times a usual day's number."""
    from oarlock.measure.facts import deal_spells

    if len(days) < 60:
        return Gate("bulk_update", None, "Too few days of history to tell a mass update from a busy day.")
    counts = sorted(days.values())
    usual = counts[len(counts) // 2]
    on, most = max(days.items(), key=lambda pair: (pair[1], pair[0]))
    spells, begins = deal_spells(ledger, agreement), starts_at(on, agreement.company.time_zone).replace(tzinfo=None)
    stood = spells.filter(spells.status == "open", spells.valid_from <= begins)
    stood = stood.filter(stood.valid_to.isnull() | (stood.valid_to > begins))
    standing = ledger.rows(stood.aggregate(n=stood.count()))[0]["n"]
    share = most / max(standing, 1)
    mass = share > BULK and most > 10 * max(usual, 1) and most >= 50
    text = (
        f"On {day(on)} {percent(share)} of the deals were changed in one day."
        if mass
        else "No single day rewrote a fifth of the deals."
    )
    return Gate(
        "bulk_update",
        not mass,
        text,
        "Find out who updated them and leave that day out of stage timing.",
        ("longer_cycle",) if mass else (),
    )


def _doubled(deals: _Deals) -> Gate:
    if deals.doubled is None:
        return Gate("duplicates", None, "There are no deals.")
    text = f"{percent(deals.doubled)} of deals look like another: same account, closing month and amount."
    return Gate("duplicates", deals.doubled <= DOUBLED, text, "Merge them in the CRM, or import the merge list.", BOTH)


def _share(part: Any, whole: Any) -> float | None:
    return float(part or 0) / float(whole) if whole else None
