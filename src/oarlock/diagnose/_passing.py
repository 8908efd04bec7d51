"""How many leads pass each step of the hand-off within its own time, as a measure over cohorts old enough to be counted."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from oarlock.diagnose._by_account import by_account
from oarlock.diagnose._passing_cells import DIMENSIONS, Cells, read_cells
from oarlock.diagnose._worsened import Worsened, worsened
from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.cohorts import now
from oarlock.measure.engine import measure
from oarlock.measure.facts.funnel import FUNNEL, funnel_facts, has_reached, reached, walked
from oarlock.measure.facts.handover import IDS
from oarlock.measure.facts.places import BUCKET, bucketed, days_between, tally
from oarlock.measure.facts.profile_of import unjudged
from oarlock.measure.statistics import Share
from oarlock.stats.errorcontrol import FALSE_DISCOVERIES
from oarlock.stats.result import Estimate

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.measure.result import Measurement
    from oarlock.stats.clustered import Counts

HANDOFF = FUNNEL[FUNNEL.index("mql") : FUNNEL.index("opportunity") + 1]
BASE_QUARTERS, LEAST_ENTRIES = 4, 30
LEAST_FALL = 0.03
PARTS_ERROR = FALSE_DISCOVERIES / 4
"""Chance of any part found where nothing fell: small, because the steps themselves spend the rest of the question's 10 %."""


@dataclass(frozen=True)
class Part:
    """Leads of one profile or source at a step, in the last quarter against the four before, the search over all of them paid for.

    Attributes:
        now, base: (passed, entered). change: now − base by account. p: chance that any part of any step falls as far.
        further: Chance that it falls further than the rest of its step, after correcting for the parts looked at; near 1 where all fell.
    """

    dimension: str
    value: str
    now: tuple[int, int]
    base: tuple[int, int]
    change: Estimate
    p: float
    further: float

    @property
    def is_where(self) -> bool:
        """Whether the step's fall sits here rather than everywhere."""
        return self.further <= FALSE_DISCOVERIES / 2


@dataclass(frozen=True)
class Passing:
    """One step in its last quarter that is old enough, against the four quarters before, or before it fell.

    Attributes:
        days: Time within which nine in ten of those that pass have passed.
        now, base: (passed, entered).
        change: now − base, its interval widened by what leads of one account have in common; p: one-sided, quarters' variation counted.
        is_lowest: Lower than each quarter of the base.
        before, last: The quarters compared.
        fall: The change of level in the months, where there is one.
    """

    step: str
    days: float
    period: str
    now: tuple[int, int]
    base: tuple[int, int]
    change: Estimate
    p: float
    is_lowest: bool
    fall: Worsened | None
    series: tuple[tuple[str, float | None], ...]
    before: tuple[Measurement, ...]
    last: Measurement
    equal_mix: Mapping[str, float]
    sits_in: tuple[Part, ...] = ()


def steps_passed(ledger: Ledger, agreement: Agreement) -> tuple[Passing, ...]:
    """Every step from MQL to opportunity for which the record has enough quarters."""
    horizons = _horizons(ledger, agreement)
    if not horizons:
        return ()
    metric = _metric(horizons)
    quarterly = measure(ledger, agreement, metric, every="quarter")
    monthly = measure(ledger, agreement, metric, every="month")
    accounts = partial(by_account, ledger, agreement, metric, every="month")
    # The quarters have the other half of the question's error.
    fell = worsened(monthly, -1, accounts, least_change=LEAST_FALL, error=FALSE_DISCOVERIES / 2)
    falls = {one.name[0]: one for one in fell}
    cells = read_cells(ledger, agreement, metric.observe(ledger, agreement))
    told = (
        _told(ledger, agreement, step, days, quarterly.rows, falls.get(step), cells) for step, days in horizons.items()
    )
    steps = [one for one in told if one is not None]
    parts = fallen_parts(cells, {one.step: _quarters_of(one, cells) for one in steps})
    return tuple(replace(one, sits_in=parts.get(one.step, ())) for one in steps)


def _quarters_of(one: Passing, cells: Cells) -> tuple[int, ...]:
    """Where the quarters stand that a step's parts are compared in, the last one last; none where there are too few before it.

    After a fall the base is what was before it: quarters since then would hide where it sits.
    """
    end = cells.periods.index(one.period)
    base = tuple(cells.periods.index(row.period or "") for row in one.before) if one.fall is not None else ()
    if len(base) < BASE_QUARTERS:
        base = tuple(range(end - BASE_QUARTERS, end))
    return (*base, end) if min(base) >= 0 else ()


def _horizons(ledger: Ledger, agreement: Agreement) -> dict[str, float]:
    """The days within which a step is judged, by step, as the conversion itself has them."""
    there = [role for role in walked(ledger, agreement) if role in HANDOFF]
    if len(there) < 2:
        return {}
    steps = [f"{start} → {end}" for start, end in pairwise(there)]
    of_handoff = f"step in ({', '.join(repr(step) for step in steps)})"
    params = measure(ledger, agreement, "stage_conversion", where=of_handoff).params
    found = {step: params.get(f"horizon_days of {step}", params.get("horizon_days")) for step in steps}
    return {step: days for step, days in found.items() if days is not None}


def _metric(horizons: Mapping[str, float]) -> Metric:
    def observe(ledger: Ledger, agreement: Agreement) -> Any:
        """One row per lead of marketing's and step it entered; `hit` is null while its time still runs."""
        import ibis

        leads = funnel_facts(ledger, agreement)
        leads = leads.filter((leads.purpose != "outbound") | leads.purpose.isnull())
        # Nobody enters a later step without the first: told to the engine once, before anything is joined to the leads.
        leads = bucketed(leads.filter(has_reached(leads, next(iter(horizons)).split(" → ")[0])))
        parts = []
        for step, days in horizons.items():
            first, last = step.split(" → ")
            there = leads.filter(has_reached(leads, first))
            start, end = reached(there, first), reached(there, last)
            # Days by the calendar's length, a day of grace for the hour of the day.
            given = round(days) + 1
            in_time = (end <= start + ibis.interval(days=given)).fill_null(False)
            ripe = start <= ibis.literal(ledger.as_of.replace(tzinfo=None) - timedelta(days=given), type="timestamp")
            hit = ripe.ifelse(in_time, ibis.null("boolean"))
            rows = there.mutate(unit_id=there.lead_id, at=start, hit=hit, step=ibis.literal(step))
            parts.append(rows.select(*IDS, BUCKET, "unit_id", "at", "hit", "step"))
        return ibis.union(*parts) if len(parts) > 1 else parts[0]

    return Metric(
        name="steps_passed",
        title="Steps passed in time",
        question="How many leads pass each step within its own time?",
        formula="passed within the step's time ÷ entered that long ago",
        unit=Unit.SHARE,
        grain="one lead and step",
        cohort="entry into the stage",
        source=("leads", "stage_changes", "opportunities"),
        statistic=Share("the step's time still runs"),
        better=Direction.HIGHER,
        answers_for=(Team.BOTH,),
        observe=observe,
        within=("step",),
    )


def _told(
    ledger: Ledger,
    agreement: Agreement,
    step: str,
    days: float,
    rows: tuple[Measurement, ...],
    fall: Worsened | None,
    cells: Cells,
) -> Passing | None:
    from oarlock.stats.clustered import clustered_difference

    own = [row for row in rows if row.slice["step"] == step and row.complete and row.n >= LEAST_ENTRIES]
    own = [row for row in own if _is_over(ledger, agreement, row, days)]
    if len(own) < BASE_QUARTERS + 1:
        return None
    last, before = own[-1], own[:-1]
    if fall is not None:
        untouched = [row for row in before if _ends(agreement, row) <= _month(fall.since)]
        before = untouched or before
    before = before[-BASE_QUARTERS:]
    base, latest = _summed(before), _summed([last])
    labels = tuple(row.period or "" for row in before)
    change = clustered_difference(cells.counts(step, (last.period or "",)), cells.counts(step, labels))
    return Passing(
        step, days, last.period or "", latest, base, change, _p(before, last),
        all((last.estimate or 0) < (row.estimate or 0) for row in before),
        fall,
        tuple((row.period or "", row.estimate) for row in own),
        tuple(before), last, at_equal_mix(cells, step, labels, last.period or ""),
    )  # fmt: skip


def _is_over(ledger: Ledger, agreement: Agreement, row: Measurement, days: float) -> bool:
    from oarlock.measure.cohorts import local_day

    return bool(_ends(agreement, row) + timedelta(days=days + 1) <= local_day(ledger, agreement) + timedelta(days=1))


def _ends(agreement: Agreement, row: Measurement) -> Any:
    return _period(agreement, row).end


def _period(agreement: Agreement, row: Measurement) -> Any:
    from oarlock.agreement.calendar import period_named

    return period_named(row.period or "", agreement.company.fiscal_year_start_month)


def _month(label: str) -> Any:
    from oarlock.agreement.calendar import period_named

    return period_named(label, 1).start


def _summed(rows: list[Measurement]) -> tuple[int, int]:
    return sum(row.n_events or 0 for row in rows), sum(row.n for row in rows)


def _p(before: list[Measurement], last: Measurement) -> float:
    """Chance of a last quarter so low, quarters varying as those of the base do, and never less than chance makes them vary."""
    return quarters_p([(row.n_events or 0, row.n) for row in before], (last.n_events or 0, last.n))


def quarters_p(before: Sequence[tuple[int, int]], last: tuple[int, int]) -> float:
    """The same of (passed, entered)."""
    import numpy as np
    from scipy.special import stdtr

    k, n = (np.array(column, dtype=float) for column in zip(*before, strict=True))
    p = float(k.sum() / n.sum()) if n.sum() else 0.0
    if not 0 < p < 1 or not last[1]:
        return 1.0
    excess = (
        float((((k - n * p) ** 2) / np.maximum(n * p * (1 - p), 1e-12)).sum() / (len(n) - 1)) if len(n) > 1 else 1.0
    )
    se = float(np.sqrt(max(excess, 1.0) * p * (1 - p) * (1 / last[1] + 1 / n.sum())))
    return float(stdtr(max(len(n) - 1, 1) if excess > 1 else 1e6, (last[0] / last[1] - p) / se))


def at_equal_mix(cells: Cells, step: str, before: tuple[str, ...], last: str) -> dict[str, float]:
    """What is left of the change when the mix of profile, and of source, is held equal: Kitagawa's rate term; one part is no mix."""
    from oarlock.stats.mix import kitagawa_of_sums

    rows = [[cells.periods.index(label) for label in labels] for labels in (before, (last,))]
    told = {}
    for dimension in DIMENSIONS:
        keys = [(step, dimension, value) for value in cells.values(step, dimension)]
        sums = [[float(table[key][row].sum()) for key in keys] for row in rows for table in (cells.hits, cells.units)]
        if len(keys) > 1 and min(sum(sums[1]), sum(sums[3])) > 0:
            told[dimension] = kitagawa_of_sums(*sums).rate_total
    return told


def fallen_parts(cells: Cells, quarters: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[Part, ...]]:
    """Of each step the profiles and sources whose passes surely fell in its last quarter, the surest first; `quarters` as `_quarters_of`.

    A part has LEAST_ENTRIES leads in every quarter; it counts where the search over all parts of all steps leaves it, where it is lower
    than in each quarter of the base, and where quarters do not vary as much anyway.
    """
    from oarlock.stats.clustered import clustered_difference, falls

    tables = {}
    for step, places in quarters.items():
        rows = list(places)
        for dimension in DIMENSIONS:
            values = cells.values(step, dimension)
            for value in values if len(values) > 1 and rows else ():
                key = (step, dimension, value)
                hits, units = cells.hits[key][rows], cells.units[key][rows]
                if value is not None and units.sum(axis=1).min() >= LEAST_ENTRIES:
                    tables[step, dimension, value] = hits, units
    if not tables:
        return {}
    p = falls([hits for hits, _ in tables.values()], [units for _, units in tables.values()], seed=11)
    further = _fell_further(cells, quarters, tables)
    told: dict[str, list[Part]] = {}
    for ((step, dimension, value), (hits, units)), one, beyond in zip(tables.items(), p, further, strict=True):
        now, base = _sides(hits, units)
        change = clustered_difference(now, base)
        counts = [(round(float(k)), round(float(n))) for k, n in zip(hits.sum(axis=1), units.sum(axis=1), strict=True)]
        shares = [k / n for k, n in counts]
        sure = (change.hi or 0.0) < 0 and (change.value or 0.0) <= -LEAST_FALL and shares[-1] < min(shares[:-1])
        if sure and one <= PARTS_ERROR and quarters_p(counts[:-1], counts[-1]) <= FALSE_DISCOVERIES / 2:
            told.setdefault(step, []).append(Part(dimension, value, now.total, base.total, change, one, beyond))
    return {step: tuple(sorted(parts, key=lambda one: (one.p, one.value))) for step, parts in told.items()}


def _fell_further(cells: Cells, quarters: Mapping[str, tuple[int, ...]], tables: Mapping[Any, Any]) -> list[float]:
    """Of each part the chance that it fell further than the rest of its step, corrected for the parts looked at."""
    import numpy as np

    from oarlock.stats.clustered import fell_further
    from oarlock.stats.errorcontrol import benjamini_hochberg

    chances = []
    for (step, dimension, _), (hits, units) in tables.items():
        rows = list(quarters[step])
        whole = (cells.summed(table, step, dimension)[rows] for table in (cells.hits, cells.units))
        rest = _sides(*(table - own for table, own in zip(whole, (hits, units), strict=True)))
        known = all(side.total[1] for side in rest)
        chances.append(fell_further(_sides(hits, units), rest) if known else 1.0)
    return [float(p) for p in benjamini_hochberg(np.array(chances))]


def _sides(hits: Any, units: Any) -> tuple[Counts, Counts]:
    """The last quarter, and those before it together."""
    from oarlock.stats.clustered import Counts

    return Counts(hits[-1], units[-1]), Counts(hits[:-1].sum(axis=0), units[:-1].sum(axis=0))


@dataclass(frozen=True)
class Worth:
    """What a lead that passed a step brings.

    Attributes:
        wins: Per lead that passed. amount: Average of a win. error: Standard error of the logarithm of their product: few wins, and
            wins of very different size, make it large.
    """

    wins: float
    amount: float
    error: float


def worth_of_a_pass(ledger: Ledger, agreement: Agreement, step: str) -> Worth | None:
    """Of leads that passed the step long enough ago; None without a win."""
    from oarlock.measure.facts import deal_facts

    agreement = unjudged(agreement)
    leads = funnel_facts(ledger, agreement)
    passed = reached(leads, step.split(" → ")[1])
    old = days_between(passed, now(ledger)) >= 2 * agreement.analysis.conversion_days
    (row,) = ledger.rows(leads.aggregate(n=tally(old), won=tally(old & leads.won_at.notnull())))
    deals = deal_facts(ledger, agreement)
    deals = deals.filter(deals.lead_id.notnull(), deals.status == "won", deals.amount.notnull())
    amount = deals.amount.cast("float64")
    (priced,) = ledger.rows(deals.aggregate(n=deals.count(), amount=amount.sum(), squares=(amount * amount).sum()))
    if not row["n"] or not row["won"] or not priced["n"] or priced["amount"] <= 0:
        return None
    wins, mean = row["won"] / row["n"], priced["amount"] / priced["n"]
    spread = max(priced["squares"] / priced["n"] / mean**2 - 1, 0.0)
    # The wins are binomial; their amounts vary around the mean.
    return Worth(wins, mean, math.sqrt((1 - wins) / row["won"] + spread / priced["n"]))
