"""Since when outcomes are recorded: a record that began later than its units cannot tell what the older ones became (METHODS 2.1).

The first outcome that is told marks the beginning. Nothing is wrong where it comes a usual time after the first entry; where outcomes
ought to have been many by then, by the pace of those who entered later, and there is not one, they were not recorded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from oarlock.agreement.calendar import Period, periods_between
from oarlock.measure.cohorts import followed
from oarlock.measure.facts.customers import customers
from oarlock.measure.facts.funnel import FUNNEL, ended, funnel_facts, reached
from oarlock.measure.facts.local import local, years_of
from oarlock.measure.facts.places import kept_name, remembered
from oarlock.measure.facts.profile_of import unjudged
from oarlock.measure.facts.stages import role_names
from oarlock.measure.result import Measurement
from oarlock.stats.result import Status
from oarlock.words import day

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.measure.base import Metric
    from oarlock.measure.periods import Span
    from oarlock.stats.survival import Incidence

LEAST_EXPECTED = 10.0
"""Outcomes that ought to have been seen before the first one; fewer may be chance (none of ten: 1 in 20,000)."""
SHORTEST = 14
"""Days between the first entry and the first outcome that are not looked into."""
IN_TIME = 0.1
"""Part of a period in which the record may begin for it to be told all the same."""
FOLLOWED = 365
"""Days of later entries from which the pace is taken."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """When a record began: its first day, how long units had entered by then, and how many outcomes are missing (None: nobody knows)."""

    on: date
    days_late: int
    missing: float | None
    what: str = "outcomes"


def of_leads(ledger: Ledger, agreement: Agreement, start: str | None, end: str) -> Beginning | None:
    """When the record of leads reaching `end` began, where that is too late; None where it tells all.

    Args:
        start: The stage whose entry starts the clock; None for the lead's creation. end: The stage that is waited for.
    """
    name = kept_name("beginning", start, end, role_names(agreement), agreement.company, agreement.reasons)
    return remembered(ledger, name, lambda: _of_leads(ledger, agreement, start, end))


def wins_begun(ledger: Ledger, agreement: Agreement) -> dict[tuple[str, ...], Beginning]:
    """Since when wins of leads are recorded, where that is later than leads are: the older ones would seem to have won nothing."""
    found = of_leads(ledger, agreement, None, "customer")
    return {} if found is None else {(): found}


def _of_leads(ledger: Ledger, agreement: Agreement, start: str | None, end: str) -> Beginning | None:
    leads = funnel_facts(ledger, unjudged(agreement))
    zone, years = agreement.company.time_zone, years_of(ledger)
    entry = leads.created_at if start is None else reached(leads, start)
    firsts = ledger.rows(_firsts(leads, start, end))[0]
    first, begins = _earliest(firsts, "entry"), _earliest(firsts, "met")
    if first is None or begins is None or (begins - first).days < SHORTEST:
        return None
    rows = leads.mutate(at=entry, met=reached(leads, end)).filter(lambda t: t["at"].notnull())
    rows = rows.mutate(over=ended(rows, rows["at"]))
    opens = _local_day(begins, agreement)
    entered = local(rows["at"], zone, years).date()
    rows = rows.mutate(age=_literal(opens).delta(entered, unit="day").cast("int64"))
    older = ledger.rows(rows.filter(rows.age > 0).group_by("age").aggregate(n=lambda t: t.count()))
    later = rows.filter(rows.age <= 0, rows.age > -FOLLOWED)
    later = followed(ledger, agreement, later, later["at"], later.met, later.over)
    told = ledger.rows(later.filter(later.waited >= 0).group_by("waited", "outcome").aggregate(n=lambda t: t.count()))
    missing = _expected(older, told)
    return Beginning(opens, (begins - first).days, missing) if missing >= LEAST_EXPECTED else None


def of_customers(ledger: Ledger, agreement: Agreement) -> Beginning | None:
    """When churn began to be recorded, where that is too late for the customers of before; None where it tells all.

    The pace is that of customers from that day on, listed ones of before at risk only from then (delayed entry): a start event says that
    whoever records churn knew them. Of others nobody knows whether they were still there.
    """
    known = customers(ledger, agreement)
    known = known.filter(known.started_at.notnull())
    (firsts,) = ledger.rows(known.aggregate(first=known.started_at.min(), met=known.churned_at.min()))
    first, begins = firsts["first"], firsts["met"]
    if first is None or begins is None or (begins - first).days < SHORTEST:
        return None
    opens = _local_day(begins, agreement)
    rows = joined_late(ledger, agreement, lives(ledger, agreement, known), opens).filter(lambda t: t.waited >= 0)
    told = ledger.rows(rows.group_by("joined", "waited", "outcome", "is_listed").aggregate(n=lambda t: t.count()))
    missing = _expected_of_customers(told)
    return Beginning(opens, (begins - first).days, missing) if missing >= LEAST_EXPECTED else None


def of_acts(ledger: Ledger, agreement: Agreement, *tables: str) -> Beginning | None:
    """When touches or activities began to be recorded, where accounts had long been there; None where they tell all, or nothing at all.

    A company with ten accounts does something about one of them within two weeks; where nobody did, nobody recorded it.
    """
    name = kept_name("acts_begin", tables, agreement.company)
    return remembered(ledger, name, lambda: _of_acts(ledger, agreement, tables))


def _of_acts(ledger: Ledger, agreement: Agreement, tables: tuple[str, ...]) -> Beginning | None:
    firsts = []
    for table in tables:
        rows, at = ledger.table(table), {"touches": "touched_at", "activities": "happened_at"}[table]
        firsts += [row["first"] for row in ledger.rows(rows.aggregate(first=rows[at].min())) if row["first"]]
    if not firsts:
        return None
    begins = min(firsts)
    accounts = ledger.table("accounts")
    older = accounts.filter(accounts.created_at < begins - timedelta(days=SHORTEST))
    (told,) = ledger.rows(older.aggregate(n=older.count(), first=older.created_at.min()))
    if told["n"] < LEAST_EXPECTED:
        return None
    return Beginning(_local_day(begins, agreement), (begins - told["first"]).days, None, " and ".join(tables))


def lives(ledger: Ledger, agreement: Agreement, known: Any) -> Any:
    """Customers with `waited` and `outcome`: days from the start to the first churn (1), or to the ledger's instant (0)."""
    import ibis

    return followed(ledger, agreement, known, known.started_at, known.churned_at, ibis.null("timestamp"))


def joined_late(ledger: Ledger, agreement: Agreement, rows: Any, opens: date) -> Any:
    """The rows with `joined`: days from the start to the day on which churn began to be recorded; 0 for who started later."""
    started = local(rows.started_at, agreement.company.time_zone, years_of(ledger)).date()
    age = _literal(opens).delta(started, unit="day").cast("int64")
    return rows.mutate(joined=(age > 0).ifelse(age, 0))


def _expected_of_customers(told: list[dict[str, Any]]) -> float:
    """Customers that ought to have left before churn was recorded, at the pace of all from then on."""
    import numpy as np

    from oarlock.stats.survival import incidence

    rows = [row for row in told if row["joined"] == 0 or (row["is_listed"] and row["waited"] > row["joined"])]
    if not any(row["outcome"] == 1 for row in rows):
        return 0.0
    waited, outcome, n, joined = (
        np.array([int(row[name]) for row in rows]) for name in ("waited", "outcome", "n", "joined")
    )
    curve = incidence(waited, outcome, outcomes=1, count=n, first_seen=joined)
    older = [row for row in told if row["joined"] > 0]
    return sum(float(row["n"]) * float(curve.by(float(row["joined"]) - 1)[0, 0]) for row in older)


def _local_day(at: datetime, agreement: Agreement) -> date:
    """The company's day of a naive UTC instant."""
    return at.replace(tzinfo=UTC).astimezone(ZoneInfo(agreement.company.time_zone)).date()


def _firsts(leads: Any, start: str | None, end: str) -> Any:
    """The first instants of all stages from the start on, and from the end on: one pass, and the earliest is taken here."""
    after = FUNNEL[FUNNEL.index(end) :]
    from_start = () if start is None else FUNNEL[FUNNEL.index(start) :]
    told = {f"entry_{role}": leads[f"{role}_at"].min() for role in from_start}
    told |= {f"met_{role}": leads[f"{role}_at"].min() for role in after}
    return leads.aggregate(**told, **({"entry_created": leads.created_at.min()} if start is None else {}))


def _earliest(firsts: dict[str, Any], which: str) -> datetime | None:
    known = [at for name, at in firsts.items() if name.startswith(f"{which}_") and at is not None]
    return min(known) if known else None


def _expected(older: list[dict[str, Any]], told: list[dict[str, Any]]) -> float:
    """Outcomes that those who entered before ought to have had by the beginning, at the pace of those who entered later."""
    if not older or not any(row["outcome"] == 1 for row in told):
        return 0.0
    curve = _curve(told)  # up to the day before: on the day itself some were seen
    return sum(float(row["n"]) * float(curve.by(float(row["age"]) - 1)[0, 0]) for row in older)


def _curve(told: list[dict[str, Any]]) -> Incidence:
    import numpy as np

    from oarlock.stats.survival import incidence

    columns = [np.array([int(row[name]) for row in told], dtype=np.int64) for name in ("waited", "outcome", "n")]
    return incidence(columns[0], columns[1], outcomes=2, count=columns[2])


def _literal(on: date) -> Any:
    import ibis

    return ibis.date(on.isoformat())


Begun = Callable[["Ledger", "Agreement"], dict[tuple[str, ...], Beginning]]
"""What a metric says of its record: values of its own slices → when their outcomes began to be recorded; whole ones are left out."""


def unbegun(
    part: Metric, rows: tuple[Measurement, ...], span: Span, begun: dict[tuple[str, ...], Beginning]
) -> tuple[Measurement, ...]:
    """The rows, with those of periods that began before their outcomes were recorded told as an artefact of the record."""
    if span.every is None or not begun:
        return rows
    latest = {period.label: period.start + (period.end - period.start) * IN_TIME for period in _periods(span, begun)}
    return tuple(_told(row, begun.get(tuple(str(row.slice[name]) for name in part.within)), latest) for row in rows)


def _periods(span: Span, begun: dict[tuple[str, ...], Beginning]) -> tuple[Period, ...]:
    """The periods up to the last beginning."""
    last = max(one.on for one in begun.values())
    return periods_between(date(span.years[0], 1, 1), last, span.every or "day", span.fiscal_start_month)


def _told(row: Measurement, beginning: Beginning | None, latest: dict[str, date]) -> Measurement:
    if beginning is None or row.period not in latest or latest[row.period] >= beginning.on:
        return row
    before = "what older ones became" if beginning.missing is not None else "what went before"
    reason = f"{beginning.what} are recorded from {day(beginning.on)} on: {before} is not in the record"
    return replace(row, estimate=None, lo=None, hi=None, status=Status.ARTEFACT, reason=reason, also={})


def late(span: Span, begun: dict[tuple[str, ...], Beginning]) -> tuple[str, ...]:
    """What to keep in mind of a record that began late, one sentence for each slice of it; nothing where nobody asked about that time."""
    told = begun.items()
    if len(begun) > 1 and len(set(begun.values())) == 1:
        told = {(): next(iter(begun.values()))}.items()  # views of the same outcomes
    # What stands at the end of the time asked about does not rest on what went before; its earlier ends do, and say so row by row.
    return tuple(
        f"{', '.join(key) + ': o' if key else 'O'}utcomes are recorded from {day(one.on)} on, {one.days_late} days after the first"
        f" entry; about {one.missing:,.0f} are missing from before. Ask since {one.on.isoformat()}, or read the whole with that in mind."
        for key, one in told
        if one.missing is not None and (span.since is None or span.since < one.on)
    )
