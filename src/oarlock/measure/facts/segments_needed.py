"""What the goals of segments take: each with its own rate and worth of a win, drawn towards those of all leads (METHODS 3.3, 5.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from oarlock.errors import UnknownName
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.funnel import funnel_facts
from oarlock.measure.facts.goals import bookings_goals, goal_of
from oarlock.measure.facts.lead_chain import PACE_WEEKS, WINDOW
from oarlock.measure.facts.places import days_between, tally
from oarlock.measure.facts.stays import open_cells, open_deals, open_leads
from oarlock.measure.facts.under_way import under_way
from oarlock.measure.slices import sliced

if TYPE_CHECKING:
    import numpy as np

    from oarlock.agreement import Agreement
    from oarlock.agreement.calendar import Period
    from oarlock.ledger.reading import Ledger
    from oarlock.measure.facts.lead_chain import Chain
    from oarlock.measure.facts.needed import Needed
    from oarlock.stats.acquisition import WinRate
    from oarlock.stats.result import Estimate
    from oarlock.stats.win_value import WinValue

OF = "slice_0"
"""The column that `sliced` puts the segment into."""


@dataclass(frozen=True, slots=True)
class SegmentNeed:
    """One segment's goal and what it takes, all expected.

    Attributes:
        goal, booked, in_hand, other: In the reporting currency, as those of the whole plan.
        rate: Share of its leads that are won, drawn towards that of all leads; n are its leads, n_events its wins.
        worth: What a win of it is worth, drawn likewise.
        leads: Leads that bring what is missing; 0 where nothing is. by_week: the same spread over the plan's weeks.
        pace: Leads a week of late.
    """

    segment: str
    goal: float
    booked: float
    in_hand: float
    other: float
    rate: Estimate
    worth: Estimate
    leads: Estimate
    by_week: tuple[float, ...]
    pace: float


@dataclass(frozen=True, slots=True)
class SegmentsNeed:
    """All segments with a goal.

    Attributes:
        whole: Leads that the whole plan takes at the same expected rates. goals: what the segments' goals add up to.
        has_rest: Whether leads or deals belong to none of these segments. strange: names in goals that no segment has.
        reason: Why segments cannot be told apart, or nothing.
    """

    segments: tuple[SegmentNeed, ...] = ()
    whole: float = 0.0
    goals: float = 0.0
    has_rest: bool = False
    strange: tuple[str, ...] = ()
    reason: str = ""

    @property
    def total(self) -> float:
        """Leads of all segments together."""
        return sum(float(one.leads.value or 0.0) for one in self.segments)


def segment_goals(ledger: Ledger, agreement: Agreement, period: Period) -> dict[str, float]:
    """Bookings goals of segments for a period, by the segment's name as the goal spells it."""
    stated = bookings_goals(ledger, agreement)
    names = sorted({one.segment for one in stated if one.segment is not None})
    found = {name: goal_of(stated, period, name) for name in names}
    return {name: amount for name, amount in found.items() if amount is not None}


def segments_needed(chain: Chain, plan: Needed) -> SegmentsNeed:
    """What the goals of segments for the plan's period take; empty where none has one."""
    goals = segment_goals(chain.ledger, chain.agreement, plan.period)
    known = {one.name for one in chain.agreement.segments}
    strange = tuple(name for name in goals if name not in known)
    if not goals:
        return SegmentsNeed()
    if not chain.agreement.segments:
        return SegmentsNeed(strange=strange, reason="the agreement states no segments; write them under [[segments]]")
    try:
        record = _record(chain, plan)
    except UnknownName as missing:
        return SegmentsNeed(strange=strange, reason=f"the segments' rules cannot be read on this record: {missing}")
    if not any(count for count, *_ in record.values.values()):
        why = "no win of a lead with an amount belongs to a segment; import accounts with the columns of the segments' rules"
        return SegmentsNeed(strange=strange, reason=why)
    found = _needs(
        record, plan, chain.clock.rate / chain.clock.factor, [one.name for one in chain.agreement.segments], goals
    )
    whole = max(0.0, plan.missing - plan.under_way.total - float(plan.need.other.value or 0.0))
    each = plan.need.each * plan.average
    return SegmentsNeed(
        found, whole / each if each > 0 else float("inf"), sum(goals.values()), _has_rest(plan, found), strange
    )


def _has_rest(plan: Needed, found: tuple[SegmentNeed, ...]) -> bool:
    """Whether a hundredth or more of what comes without further leads is of none of the segments."""
    whole = plan.booked + plan.under_way.total + float(plan.need.other.value or 0.0)
    return sum(one.booked + one.in_hand + one.other for one in found) < 0.99 * whole


@dataclass(frozen=True)
class _Record:
    """The record by segment: every question is asked once for all of them.

    Attributes:
        count, wins, expected: Leads of the window, those won, and wins that the clock of all leads lets expect. pace: of late, a week.
        values: What their wins were worth: n, Σ ln, Σ ln². booked, other, in_hand: money, leads' part of the last at the clock's own rate.
    """

    count: Mapping[str, float]
    wins: Mapping[str, float]
    expected: Mapping[str, float]
    pace: Mapping[str, float]
    values: Mapping[str, tuple[float, float, float]]
    booked: Mapping[str, float]
    other: Mapping[str, float]
    of_leads: Mapping[str, float]
    of_deals: Mapping[str, float]


def _needs(
    record: _Record, plan: Needed, base: float, names: list[str], goals: Mapping[str, float]
) -> tuple[SegmentNeed, ...]:
    """Rates and worths of all segments drawn together, and each one's need."""
    from oarlock.stats.acquisition import win_rates
    from oarlock.stats.win_value import win_values

    rates = win_rates(
        [record.expected.get(name, 0.0) for name in names], [record.wins.get(name, 0.0) for name in names]
    )
    sums = [record.values.get(name, (0.0, 0.0, 0.0)) for name in names]
    values = win_values(*([one[i] for one in sums] for i in range(3)))
    total = sum(one.n for one in values)
    usual = plan.average / (sum(one.n * one.mean for one in values) / total)
    return tuple(
        _need(record, plan, name, goals[name], base, rates[place], values[place], usual, 51 + 2 * place)
        for place, name in enumerate(names) if name in goals
    )  # fmt: skip


def _need(
    record: _Record, plan: Needed, name: str, goal: float, base: float, rate: WinRate, value: WinValue, usual: float, seed: int
) -> SegmentNeed:  # fmt: skip
    import numpy as np

    from oarlock.stats.draws import percentile_interval
    from oarlock.stats.result import Estimate
    from oarlock.stats.seeds import generator
    from oarlock.stats.win_value import DRAWS

    known = rate.shape > 0
    factor = rate.shape / rate.rate if known else 1.0
    factors = generator(seed).gamma(rate.shape, 1 / rate.rate, DRAWS) if known else np.ones(DRAWS)
    worths, worth = value.draws(seed + 1, DRAWS) * usual, value.mean * usual
    booked, other = record.booked.get(name, 0.0), record.other.get(name, 0.0)
    in_hand = record.of_leads.get(name, 0.0) * factor * worth / plan.average + record.of_deals.get(name, 0.0)
    missing, each = max(0.0, goal - booked - in_hand - other), plan.need.each
    leads = missing / (each * factor * worth) if each > 0 else float("inf") if missing else 0.0
    size, rates, ends = (
        percentile_interval(one) for one in (worths, factors, missing / np.maximum(each * factors * worths, 1e-12))
    )
    won = round(rate.wins)
    return SegmentNeed(
        name, goal, booked, in_hand, other,
        Estimate(base * factor, base * rates.lo, base * rates.hi, round(record.count.get(name, 0.0)), won, method="Gamma–Poisson"),
        Estimate(worth, size.lo, size.hi, value.n, method="lognormal, shrunk"),
        Estimate(leads, ends.lo, ends.hi, won, method="Gamma–Poisson × lognormal"),
        tuple(float(part) * leads for part in plan.need.shape),
        record.pace.get(name, 0.0),
    )  # fmt: skip


def _record(chain: Chain, plan: Needed) -> _Record:
    ledger, agreement = chain.ledger, chain.agreement
    leads, _ = sliced(ledger, agreement, funnel_facts(ledger, agreement), ("segment",))
    deals, _ = sliced(ledger, agreement, deal_facts(ledger, agreement), ("segment",))
    count, wins, expected, recent = _of_leads(chain, leads)
    of_leads, of_deals = _in_hand(chain, plan)
    return _Record(
        count, wins, expected, {name: n / PACE_WEEKS for name, n in recent.items()}, _values(ledger, deals),
        _booked(chain, deals, plan.period), _unnamed(chain, deals, plan), of_leads, of_deals,
    )  # fmt: skip


def _of_leads(
    chain: Chain, leads: Any
) -> tuple[dict[str, float], dict[str, float], dict[str, float], dict[str, float]]:
    """Leads of the window, their wins, the wins to expect of them by their age, and the leads of late, by segment."""
    import numpy as np

    since, of_late = (_before(chain, span) for span in (WINDOW, timedelta(weeks=PACE_WEEKS)))
    rows = leads.filter(leads.created_at >= since, leads[OF].notnull())
    rows = rows.mutate(age=days_between(rows.created_at, _before(chain, timedelta())).floor().cast("int64"))
    found = chain.ledger.run(rows.group_by(OF, "age").aggregate(
        n=rows.count(), won=tally(rows.customer_at.notnull()), late=tally(rows.created_at >= of_late)
    ))  # fmt: skip
    by_age = chain.clock.by(np.ma.getdata(found["age"]).astype(np.float64)) / chain.clock.factor
    n, won, late = (np.ma.getdata(found[name]).astype(np.float64) for name in ("n", "won", "late"))
    names = [str(one) for one in found[OF]]
    told: tuple[dict[str, float], ...] = tuple(_summed(names, one) for one in (n, won, n * by_age, late))
    return told  # type: ignore[return-value]


def _values(ledger: Ledger, deals: Any) -> dict[str, tuple[float, float, float]]:
    """n, Σ ln and Σ ln² of what wins of leads were worth, by segment."""
    won = deals.filter(deals.status == "won", deals.lead_id.notnull(), deals.amount > 0, deals[OF].notnull())
    won = won.mutate(size=won.amount.ln())
    rows = ledger.rows(
        won.group_by(OF).aggregate(n=won.count(), first=won["size"].sum(), second=(won["size"] * won["size"]).sum())
    )
    return {row[OF]: (float(row["n"]), float(row["first"]), float(row["second"])) for row in rows}


def _booked(chain: Chain, deals: Any, period: Period) -> dict[str, float]:
    since, until = (at.replace(tzinfo=None) for at in period.instants(chain.agreement.company.time_zone))
    won = deals.filter(deals.status == "won", deals.closed_at >= since, deals.closed_at < until, deals[OF].notnull())
    rows = chain.ledger.rows(won.group_by(OF).aggregate(amount=won.amount.sum()))
    return {row[OF]: float(row["amount"] or 0.0) for row in rows}


def _unnamed(chain: Chain, deals: Any, plan: Needed) -> dict[str, float]:
    """The whole plan's expectation of deals that name no lead, parted as such wins of the window were."""
    won = deals.filter(deals.status == "won", deals.lead_id.isnull(), deals.closed_at >= _before(chain, WINDOW))
    rows = chain.ledger.rows(won.group_by(OF).aggregate(amount=won.amount.sum()))
    total = sum(float(row["amount"] or 0.0) for row in rows)
    whole = float(plan.need.other.value or 0.0)
    return (
        {row[OF]: whole * float(row["amount"] or 0.0) / total for row in rows if row[OF] is not None} if total else {}
    )


def _in_hand(chain: Chain, plan: Needed) -> tuple[dict[str, float], dict[str, float]]:
    """Worth expected of open leads and of open deals, by segment, with the clocks of all."""
    import numpy as np

    ledger, agreement = chain.ledger, chain.agreement
    until = [float((one.start - chain.today).days) for one in plan.parts] + [
        float((plan.period.end - chain.today).days)
    ]
    season = [one.season for one in plan.parts]
    told: dict[str, dict[str, float]] = {"lead": {}, "deal": {}}
    for one in chain.waiting:
        rows = open_leads(ledger, agreement) if one.kind == "lead" else _with_account(ledger, agreement)
        rows, _ = sliced(ledger, agreement, rows, ("segment",))
        cells = open_cells(ledger, agreement, rows.filter(rows[OF].notnull()), by_amount=one.kind == "deal", by=(OF,))
        names = np.array([str(name) for name in cells[OF]], dtype=object)
        for name in sorted(set(names.tolist())):
            part = one.only({key: np.ma.asarray(values)[names == name] for key, values in cells.items()})
            told[one.kind][name] = under_way([(part, 1.0)], chain.amounts, until, season).total
    return told["lead"], told["deal"]


def _with_account(ledger: Ledger, agreement: Agreement) -> Any:
    deals = deal_facts(ledger, agreement).select("account_id", _whose="opportunity_id")
    standing = open_deals(ledger, agreement)
    return standing.inner_join(deals, standing.opportunity_id == deals["_whose"]).drop("_whose")


def _summed(names: list[str], values: np.ndarray) -> dict[str, float]:
    told: dict[str, float] = {}
    for name, value in zip(names, values.tolist(), strict=True):
        told[name] = told.get(name, 0.0) + value
    return told


def _before(chain: Chain, span: timedelta) -> Any:
    import ibis

    return ibis.literal(chain.ledger.as_of.replace(tzinfo=None) - span, type="timestamp")
