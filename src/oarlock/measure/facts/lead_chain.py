"""The way from a lead to money, as this record walked it: every rate of the chain with its range and n, and what is under way.

Two questions of the lead's funnel and four of the deals, each answered in counts: nothing here grows with the record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from oarlock.errors import EmptySample
from oarlock.measure.cohorts import followed, local_day, passed_at_once
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.entries import atc_entries, no_close_dates
from oarlock.measure.facts.funnel import ended, funnel_facts, no_outcomes, reached
from oarlock.measure.facts.local import local, period_start, years_of
from oarlock.measure.facts.past_quarters import QUARTERS, quarters_of, running_quarter
from oarlock.measure.facts.places import bucket_of, tally
from oarlock.measure.facts.seasons import place_of, season
from oarlock.measure.facts.stays import waiting_deals, waiting_leads
from oarlock.measure.facts.waits import leads_to_win

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.agreement.calendar import Period
    from oarlock.ledger.reading import Ledger
    from oarlock.measure.facts.stays import Waiting
    from oarlock.stats.need import Amounts, WinClock
    from oarlock.stats.result import Estimate
    from oarlock.stats.season import Season
    from oarlock.stats.survival import Incidence

WINDOW = timedelta(days=730)
"""Leads and deals of the last two years tell the rates: long enough for a long cycle, short enough to be today's company."""
PACE_WEEKS = 13
QUARTER_DAYS = 91.25
LEAST_DEALS = 20
"""Deals of quarters that are over below which what is won of available pipeline is not known (METHODS 0.7)."""
LEAST_WINS = 30
"""Wins below which a plan by weeks carries no verdict (METHODS 0.7)."""


@dataclass(frozen=True, slots=True)
class Available:
    """Deals that stood available to close in a quarter that is over.

    Attributes:
        rate: Won value ÷ value that stood, slipped included; its n and n_events are the deals and those won in their quarter.
        worth: Mean amount of one. won_worth: of one that was won; 0 where none was.
    """

    rate: Estimate
    worth: float
    won_worth: float


@dataclass(frozen=True)
class Chain:
    """What the record says of the way from a lead to money.

    Attributes:
        clock: By which age leads are won. rates: `lead_to_deal`, `deal_to_win`, `lead_to_win`, and `value_win_rate` where close dates are
            recorded: shares with their range, n and how many made it. horizon: days within which they are read.
        amounts: What a lead that is won was worth. pipeline_value: mean amount with which a deal first stood open; None where unknown.
        so_far: The same shares as far as the record can be read, censoring counted, for rates whose horizon is not reached yet.
        wins, losses: Deals of leads decided in the window. available: deals that stood available to close; None without close dates.
        pace: Leads a week of late. quarters: the last complete ones, as `quarters_of` tells them.
    """

    today: date
    clock: WinClock
    rates: Mapping[str, Estimate]
    so_far: Mapping[str, float]
    horizon: float
    amounts: Amounts
    pipeline_value: float | None
    available: Available | None
    wins: int
    losses: int
    pace: float
    quarters: tuple[Mapping[str, Any], ...]
    ledger: Ledger
    agreement: Agreement

    @cached_property
    def waiting(self) -> tuple[Waiting, ...]:
        """Open leads without a deal and open deals, by stage and days in it."""
        found = (waiting_leads(self.ledger, self.agreement), waiting_deals(self.ledger, self.agreement))
        return tuple(one for one in found if one is not None)

    @cached_property
    def season(self) -> Season:
        """How much more than usual is won by the month of the fiscal year."""
        return season(self.ledger, self.agreement, self.clock)

    def season_in(self, day: date) -> float:
        """How much more than usual is won in the month of a day."""
        return float(self.season.factors[place_of(day, self.agreement.company.fiscal_year_start_month)])

    def unnamed(self, begins: int, ends: int) -> tuple[float, ...]:
        """Past bookings of deals that name no lead and were not open yet: won from `begins` to `ends` days after a day, opened after it.

        One sum for each such span that the record holds, a quarter of a year apart, the last one ending today.
        """
        return _unnamed(self.ledger, self.agreement, begins, ends)

    @property
    def is_enough(self) -> bool:
        """Whether enough wins stand behind it for a verdict."""
        return self.amounts.n >= LEAST_WINS

    def booked(self, period: Period) -> float:
        """Won in the period so far."""
        deals = deal_facts(self.ledger, self.agreement)
        since, until = (at.replace(tzinfo=None) for at in period.instants(self.agreement.company.time_zone))
        won = deals.filter(deals.status == "won", deals.closed_at >= since, deals.closed_at < until)
        (row,) = self.ledger.rows(won.aggregate(amount=won.amount.sum()))
        return float(row["amount"] or 0.0)


def chain(ledger: Ledger, agreement: Agreement) -> Chain:
    """The chain of this record.

    Raises:
        EmptySample: it cannot be told; says which file would change that.
    """
    if ledger.is_empty("leads"):
        raise EmptySample("no leads are recorded; import leads")
    if ledger.is_empty("opportunities") or ledger.is_empty("opportunity_versions"):
        raise EmptySample("no deals are recorded; import opportunities and opportunity_versions")
    if reason := no_outcomes(ledger, agreement):
        raise EmptySample(reason)
    counts = _lead_counts(ledger, agreement)
    clock, horizon, of_leads, so_far = _lead_rates(counts)
    deals = _deal_rows(ledger, agreement)
    amounts = _amounts(ledger, agreement)
    decided = _deal_rates(deals, horizon)
    value = _value_win_rate(ledger, agreement)
    return Chain(
        today=local_day(ledger, agreement),
        clock=clock,
        rates={**of_leads, "deal_to_win": decided[0], **({"value_win_rate": value.rate} if value is not None else {})},
        so_far={**so_far, "deal_to_win": decided[3]},
        horizon=horizon,
        amounts=amounts,
        pipeline_value=_pipeline_value(ledger, agreement),
        available=value,
        wins=decided[1],
        losses=decided[2],
        pace=_pace(ledger),
        quarters=quarters_of(ledger, agreement),
        ledger=ledger,
        agreement=agreement,
    )


def _since(ledger: Ledger, span: timedelta = WINDOW) -> Any:
    import ibis

    return ibis.literal(ledger.as_of.replace(tzinfo=None) - span, type="timestamp")


def _lead_counts(ledger: Ledger, agreement: Agreement) -> dict[str, Any]:
    """Leads by days and what became of them: `outcome` 1 won, 2 ended, 0 open; `dealt` says whether a deal came of it by then."""
    import numpy as np

    won = leads_to_win(ledger, agreement)
    won = won.filter(won.created_at >= _since(ledger), won.waited >= 0)
    told = won.group_by("waited", "outcome").aggregate(n=lambda t: t.count())
    found = {name: np.ma.getdata(values) for name, values in ledger.run(told).items()}
    leads = funnel_facts(ledger, agreement)
    dealt = passed_at_once(
        followed(ledger, agreement, leads, leads.created_at, reached(leads, "opportunity"), ended(leads))
    )
    dealt = dealt.filter(dealt.created_at >= _since(ledger), dealt.waited >= 0)
    steps = ledger.run(dealt.group_by("waited", "outcome").aggregate(n=lambda t: t.count()))
    return found | {f"deal_{name}": np.ma.getdata(values) for name, values in steps.items()}


def _lead_rates(counts: Mapping[str, Any]) -> tuple[WinClock, float, dict[str, Estimate], dict[str, float]]:
    from oarlock.stats.conversion import conversions
    from oarlock.stats.need import WinClock
    from oarlock.stats.survival import incidence

    if not counts["n"].sum():
        raise EmptySample("no lead came in the last two years; import leads up to today")
    won = incidence(counts["waited"], counts["outcome"], outcomes=2, count=counts["n"])
    if not counts["n"][counts["outcome"] == 1].sum():
        raise EmptySample(
            f"none of {int(counts['n'].sum())} leads of the last two years was ever won, so no time to a win can be planned with; import "
            "opportunity_versions with status won and opportunities with lead_id, or name your customer stage under [[stages]] (also)"
        )
    clock = WinClock.of(won)
    horizon = float(won.conditional_quantile(1, clock.times[-1], share=0.9)[0])
    dealt = incidence(counts["deal_waited"], counts["deal_outcome"], outcomes=2, count=counts["deal_n"])
    return (
        clock,
        horizon,
        {
            "lead_to_deal": conversions(dealt, 1, horizon)[0],
            "lead_to_win": conversions(won, 1, horizon)[0],
        },
        {"lead_to_deal": _in_the_end(dealt), "lead_to_win": _in_the_end(won)},
    )


def _in_the_end(curves: Incidence) -> float:
    """The share that is won, or becomes a deal, by the last age the record can tell."""
    import numpy as np

    return float(np.nanmax(curves.cumulative[0, 0], initial=0.0))


def _deal_rows(ledger: Ledger, agreement: Agreement) -> dict[str, Any]:
    """Deals of leads by days from opening and outcome: 1 won, 2 lost, 0 open."""
    import ibis
    import numpy as np

    deals = deal_facts(ledger, agreement)
    deals = deals.filter(deals.lead_id.notnull(), deals.created_at >= _since(ledger), deals.status.notnull())
    never = ibis.null("timestamp")
    won, lost = ((deals.status == status).ifelse(deals.closed_at, never) for status in ("won", "lost"))
    rows = passed_at_once(followed(ledger, agreement, deals, deals.created_at, won, lost))
    rows = rows.filter(rows.waited >= 0)
    found = ledger.run(rows.group_by("waited", "outcome").aggregate(n=lambda t: t.count()))
    return {name: np.ma.getdata(values) for name, values in found.items()}


def _deal_rates(rows: Mapping[str, Any], horizon: float) -> tuple[Estimate, int, int, float]:
    from oarlock.stats.conversion import conversions
    from oarlock.stats.survival import incidence

    if not len(rows["n"]):
        raise EmptySample("no deal names its lead; import opportunities with lead_id")
    curves = incidence(rows["waited"], rows["outcome"], outcomes=2, count=rows["n"])
    won, lost = (int(rows["n"][rows["outcome"] == k].sum()) for k in (1, 2))
    return conversions(curves, 1, horizon)[0], won, lost, _in_the_end(curves)


def _amounts(ledger: Ledger, agreement: Agreement) -> Amounts:
    """Worth of leads won in the window, to three digits: as many rows as distinct sizes."""
    import numpy as np

    from oarlock.stats.need import Amounts

    deals = deal_facts(ledger, agreement)
    won = deals.filter(
        deals.status == "won", deals.lead_id.notnull(), deals.amount > 0, deals.closed_at >= _since(ledger)
    )
    each = won.group_by("lead_id").aggregate(amount=won.amount.sum())
    sized = each.mutate(size=(each.amount.log10() * 100).round().cast("int64"))
    found = ledger.run(sized.group_by("size").aggregate(n=sized.count(), amount=sized.amount.sum()).order_by("size"))
    n = np.ma.getdata(found["n"]).astype(np.float64)
    if not len(n):
        raise EmptySample("no deal of a lead was won with an amount in the last two years; import opportunity_versions")
    return Amounts(np.ma.getdata(found["amount"]).astype(np.float64) / n, n)


def _pipeline_value(ledger: Ledger, agreement: Agreement) -> float | None:
    deals = deal_facts(ledger, agreement)
    deals = deals.filter(deals.lead_id.notnull(), deals.first_amount > 0, deals.created_at >= _since(ledger))
    (row,) = ledger.rows(deals.aggregate(amount=deals.first_amount.sum(), n=deals.count()))
    return float(row["amount"]) / row["n"] if row["n"] else None


def _value_win_rate(ledger: Ledger, agreement: Agreement) -> Available | None:
    """Won value ÷ value that stood available to close in the same past quarters, slipped deals included (METHODS 3.3)."""
    import numpy as np

    from oarlock.measure.statistics.resampled import BUCKETS, BY_ACCOUNT, SCALE, ends_of
    from oarlock.stats.cluster_ranges import ratio_ranges
    from oarlock.stats.result import Estimate, Status

    if no_close_dates(ledger, agreement):
        return None
    found = ledger.run(_stood_and_won(ledger, agreement))
    if not len(found["n"]):
        return None
    sums = np.zeros((BUCKETS, 2))
    place = [int(text, 16) for text in found["bucket"].tolist()]
    for column, name in enumerate(("won_worth", "worth")):
        sums[place, column] = np.ma.filled(np.ma.asarray(found[name]).astype(float), 0.0)
    n, wins = (int(np.ma.getdata(found[name]).sum()) for name in ("n", "wins"))
    ((lo, hi),) = ends_of(ratio_ranges(sums[None, :, 0], sums[None, :, 1], part=True))
    won_worth, worth = sums.sum(axis=0).tolist()
    few = n < LEAST_DEALS
    rate = Estimate(
        won_worth / worth, lo, hi, n, wins, Status.INSUFFICIENT if few else Status.OK, BY_ACCOUNT,
        f"{n} deals stood so; a verdict needs {LEAST_DEALS}" if few else "",
    )  # fmt: skip
    return Available(rate, worth / SCALE / n, won_worth / SCALE / wins if wins else 0.0)


def _stood_and_won(ledger: Ledger, agreement: Agreement) -> Any:
    """By account bucket: the worth and number of deals that stood available in past quarters, and of those won in the same quarter."""
    from oarlock.measure.statistics.resampled import whole

    company = agreement.company
    entries = atc_entries(ledger, agreement, any_source=True)
    deals = deal_facts(ledger, agreement).select("status", "closed_at", _deal="opportunity_id", _worth="amount")
    joined = entries.inner_join(deals, entries.opportunity_id == deals["_deal"])
    closed = local(joined.closed_at, company.time_zone, years_of(ledger))
    closed_in = period_start(closed, "quarter", company.fiscal_year_start_month)
    won = ((joined.status == "won") & (closed_in == joined.period_start)).fill_null(False)
    past = joined.mutate(won=won, bucket=bucket_of(joined.cluster)).filter(
        joined.period_start < running_quarter(ledger, agreement).start,
        joined.entered_at >= _since(ledger),
        joined.amount > 0,
    )
    return past.group_by("bucket").aggregate(
        worth=whole(past.amount).sum(),
        won_worth=whole(past.amount).sum(where=past.won),
        n=past.count(),
        wins=tally(past.won),
    )


def _pace(ledger: Ledger) -> float:
    """Leads a week over the last quarter of a year."""
    leads = ledger.table("leads")
    recent = leads.filter(leads.created_at >= _since(ledger, timedelta(weeks=PACE_WEEKS)))
    (row,) = ledger.rows(recent.aggregate(n=recent.count()))
    return float(row["n"]) / PACE_WEEKS


def _unnamed(ledger: Ledger, agreement: Agreement, begins: int, ends: int) -> tuple[float, ...]:
    import ibis

    deals = deal_facts(ledger, agreement)
    (row,) = ledger.rows(deals.aggregate(first=deals.created_at.min()))
    now = ledger.as_of.replace(tzinfo=None)
    origins = [now - timedelta(days=ends + QUARTER_DAYS * i) for i in range(QUARTERS)]
    known = [at for at in origins if row["first"] is not None and at >= row["first"].replace(tzinfo=None)]
    if not known:
        return ()
    won = deals.filter(deals.status == "won", deals.lead_id.isnull())

    def instant(at: datetime) -> Any:
        return ibis.literal(at, type="timestamp")

    told = won.aggregate(**{
        f"s{i}": won.amount.sum(
            where=(won.created_at >= instant(at)) & (won.closed_at >= instant(at + timedelta(days=begins)))
            & (won.closed_at < instant(at + timedelta(days=ends)))
        )
        for i, at in enumerate(known)
    })  # fmt: skip
    (sums,) = ledger.rows(told)
    return tuple(float(sums[f"s{i}"] or 0.0) for i in reversed(range(len(known))))
