"""Net revenue retention: what the customers of twelve months ago pay now, of what they paid then."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from oarlock.agreement.calendar import periods_between, starts_at
from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.beginnings import of_customers
from oarlock.measure.facts.customers import customers
from oarlock.measure.facts.deals import in_units
from oarlock.measure.facts.local import local_of
from oarlock.measure.facts.places import first_known, kept_name, lent
from oarlock.measure.periods import INSTANT
from oarlock.measure.statistics.net_retained import NetRetained
from oarlock.words import day

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

DROPPED = ("started_at", "churned_at", "base", "is_listed")


def observe(ledger: Ledger, agreement: Agreement, every: str = "quarter") -> Any:
    """One row per window and customer that was one twelve months before its end; a window ends with its period, or today.

    `then` is what the customer paid at the beginning, `now` at the end, `gained`, `shrunk` and `lost` what happened between.
    """
    import ibis

    spans = _windows(ledger, agreement, every)
    known, beginning = customers(ledger, agreement), of_customers(ledger, agreement)
    if (
        beginning is not None
    ):  # who came before churn was recorded, and is on no list of customers, may have left long ago
        known = known.filter(known.is_listed | (known.started_at >= ibis.timestamp(f"{beginning.on} 00:00:00")))
    rows = known.inner_join(
        spans,
        [known.started_at <= spans.since_at, known.churned_at.isnull() | (known.churned_at > spans.since_at)],
    )
    moves = _moves(ledger)
    standing = rows.select("account_id", "started_at", "churned_at", "since_at", "until_at")
    moved = standing.inner_join(moves, standing.account_id == moves["_of"])
    moved = moved.filter(
        moved.moved_at >= moved.started_at,
        moved.moved_at <= moved.until_at,
        moved.churned_at.isnull() | (moved.moved_at < moved.churned_at),
    )
    earlier, none = moved.moved_at <= moved.since_at, ibis.literal(0)
    sums = moved.group_by(_of=moved.account_id, _at=moved.until_at).aggregate(
        before=earlier.ifelse(moved.delta, none).sum(),
        up=(~earlier & (moved.delta > 0)).ifelse(moved.delta, none).sum(),
        down=(~earlier & (moved.delta < 0)).ifelse(moved.delta, none).sum(),
    )
    joined = rows.left_join(sums, [rows.account_id == sums["_of"], rows.until_at == sums["_at"]])
    then, up, down = (in_units(first_known(joined[name], none)) for name in ("before", "up", "down"))
    then = joined.base + then
    left = (joined.churned_at <= joined.until_at).fill_null(False)
    rest = then + up + down
    kept = [joined[name] for name in known.columns if name not in DROPPED]
    return joined.select(
        *kept, unit_id=joined.account_id, cluster=joined.account_id, at=joined.until_at, then=then,
        now=left.ifelse(rest * 0.0, rest), gained=up, shrunk=left.ifelse(down * 0.0, -down), lost=left.ifelse(then + up, then * 0.0),
    )  # fmt: skip


def _moves(ledger: Ledger) -> Any:
    """What customers paid more or less, in whole millionths: expansions rise and contractions fall, however their sign is written."""
    events = ledger.table("customer_events")
    events = events.filter(events.kind.isin(["expanded", "contracted"]), events.amount.notnull())
    size = events.amount.abs()
    return events.select(
        _of="account_id", moved_at="happened_at", delta=(events.kind == "expanded").ifelse(size, -size)
    )


def _windows(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """Ends of the periods, the running one's at the ledger's instant, each with the instant twelve months before."""
    company = agreement.company
    today = local_of(ledger.as_of, company.time_zone).date()
    known = customers(ledger, agreement)
    (row,) = ledger.rows(known.aggregate(first=known.started_at.min()))
    beginning = of_customers(ledger, agreement)
    since = beginning.on if beginning is not None else row["first"].date() if row["first"] else today
    first = _a_year_from(since)
    last = ledger.as_of.replace(tzinfo=None)
    rows = []
    for period in periods_between(min(first, today), today, every, company.fiscal_year_start_month):
        end = min(starts_at(period.end, company.time_zone).replace(tzinfo=None) - INSTANT, last)
        # A period in which the year since churn is recorded ends later than the window begins is not told.
        if end.date() >= min(first, today):
            rows.append((_a_year_before(end), end))
    name = kept_name("retention_windows", every, ledger.as_of, company.time_zone, company.fiscal_year_start_month)
    return lent(ledger, name, {"since_at": "TIMESTAMP", "until_at": "TIMESTAMP"}, rows)


def unknown(ledger: Ledger, agreement: Agreement) -> str:
    """Why no window can be told: churn is recorded for less than a year."""
    if ledger.is_empty("customer_events") or (found := of_customers(ledger, agreement)) is None:
        return ""
    whole = _a_year_from(found.on)
    if whole <= local_of(ledger.as_of, agreement.company.time_zone).date():
        return ""
    return f"churn is recorded from {day(found.on)} on, and who left before is not known; from {day(whole)} on a year of it can be told"


def _a_year_before(at: datetime) -> datetime:
    day = at.date()
    return datetime.combine(_moved(day, -1), at.time())


def _a_year_from(day: date) -> date:
    return _moved(day, 1)


def _moved(day: date, years: int) -> date:
    """The same day another year; the 29th of February is the 28th there."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


METRIC = Metric(
    name="net_revenue_retention",
    title="Net revenue retention",
    question="What do the customers of a year ago pay now, of what they paid then?",
    formula=(
        "Σ paid now ÷ Σ paid twelve months before, of customers that were there then: start amount + expansions − contractions, 0 after"
        " churn"
    ),
    unit=Unit.SHARE,
    grain="one customer and window of twelve months",
    cohort="the end of the window; customers that started at least twelve months before it",
    source=("customer_events", "opportunities", "opportunity_versions"),
    unknown=unknown,
    statistic=NetRetained("what it paid at the start is not known"),
    better=Direction.HIGHER,
    answers_for=(Team.BOTH,),
    observe=observe,
    windowed=True,
    beside={"gross_retention": Unit.SHARE},
    references=("METHODS 0.5",),
    misleads=(
        "One large expansion hides many small losses: see gross_retention. A renewal changes nothing here: record what it changed as an"
        " expansion or a contraction."
    ),
)
