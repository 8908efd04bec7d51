"""The work that leads bring and the people there are for it: what came when, who takes it, how long it takes, how much was late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from oarlock.errors import EmptySample
from oarlock.measure.cohorts import local_day
from oarlock.measure.facts.local import local, years_of
from oarlock.measure.facts.places import tally
from oarlock.measure.facts.response import human_touches, lead_response
from oarlock.measure.facts.sellers import Seller, absences, sellers_of

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.agreement.clock import ClockTable
    from oarlock.agreement.hours import WorkingHours
    from oarlock.ledger.reading import Ledger
    from oarlock.stats.arrays import Floats
    from oarlock.stats.queueing import Load
    from oarlock.stats.result import Estimate
    from oarlock.stats.workforce import Arrivals, Calendar, Team

PAST_WEEKS = 26
AHEAD_WEEKS = 15
LEAST_WEEKS = 8
"""Weeks of arrivals below which nothing is said (METHODS 0.7)."""
URGENT = (1.0, 0.5, 0.0)
"""Head start of each third of the scores, as a share of the promised time: what is hot goes first, what waits goes in the end."""


@dataclass(frozen=True)
class Workload:
    """The work and the people.

    Attributes:
        arrivals: Leads handed over by weekday and hour. weeks: past weeks behind them. count: leads in these.
        types: Leads of the window by type. hours_each: mean working hours a lead takes, rework included. rework: share handed over again.
        handling: Hours of past leads, as they varied. touches_known: whether that is from activities, or one exponential assumption.
        late: The share of leads of the last 13 weeks that were answered later than promised.
        handed_share: Leads handed over ÷ leads created.
    """

    arrivals: Arrivals
    weeks: int
    count: int
    types: Mapping[str | None, int]
    hours_each: float
    rework: float
    handling: Any
    touches_known: bool
    sellers: tuple[Seller, ...]
    away: tuple[tuple[int, datetime, datetime], ...]
    has_scores: bool
    late: Estimate | None
    handed_share: float
    hours: WorkingHours
    today: date
    agreement: Agreement

    @property
    def promise(self) -> float:
        """Working hours within which sales promised to respond."""
        return self.agreement.sales.first_response_hours

    @property
    def share(self) -> float:
        """The share of leads for which that must hold."""
        return self.agreement.sales.share

    @property
    def is_late(self) -> bool:
        """Whether the record itself shows more late leads than the promise leaves open."""
        return self.late is not None and self.late.lo is not None and self.late.lo > 1 - self.share

    @property
    def is_kept(self) -> bool:
        """Whether the record shows that the promise is kept, whatever the hours say."""
        return self.late is not None and self.late.hi is not None and self.late.hi < 1 - self.share

    @cached_property
    def team(self) -> Team:
        """The people, their hours less shrinkage."""
        import numpy as np

        from oarlock.stats.waiting_line import Absence
        from oarlock.stats.workforce import Team

        net = np.array([seller.hours for seller in self.sellers]) * (1 - self.agreement.capacity.shrinkage)
        first = _monday(self.today)
        away = tuple(Absence(who, *self._worked(first, [since, until]).tolist()) for who, since, until in self.away)
        return Team(
            hours=net,
            open_hours=max(self._open_hours, float(net.max())),
            handling=self.handling,
            absences=tuple(one for one in away if one.until > one.since),
            urgent=tuple(self.promise * share for share in URGENT) if self.has_scores else (0.0,),
        )

    @cached_property
    def load(self) -> Load:
        """Hours asked for and hours there are, of an average week."""
        from oarlock.stats.queueing import Load

        return Load(self.arrivals.per_week * self.hours_each, self.team.capacity)

    @property
    def workable(self) -> float:
        """Leads a week that the people can work, all of their hours used."""
        return self.team.capacity / self.hours_each

    @cached_property
    def calendar(self) -> Calendar:
        """The hours of the weeks to come, from next Monday on."""
        import numpy as np

        from oarlock.stats.workforce import Calendar

        first = _monday(self.today)
        zone = ZoneInfo(self.hours.time_zone)
        begin = datetime(first.year, first.month, first.day)
        walls = [begin + timedelta(hours=i) for i in range(AHEAD_WEEKS * 168 + 1)]
        marks = np.maximum.accumulate(self._worked(first, [wall.replace(tzinfo=zone) for wall in walls]))
        hour = np.arange(AHEAD_WEEKS * 168)
        return Calendar(hour // 24 % 7, hour % 24, marks[:-1], marks[1:])

    @property
    def _open_hours(self) -> float:
        return sum(window.closes - window.opens for window in self.hours.windows) / 60

    def _worked(self, first: date, instants: Sequence[datetime]) -> Floats:
        """Working hours from the first Monday's midnight to each instant, none before it and none after the last week."""
        import numpy as np

        from oarlock.agreement.clock import EPOCH, seconds_worked

        table = _windows(self.hours, first)
        at = np.array([(instant - EPOCH) // timedelta(microseconds=1) for instant in instants])
        return seconds_worked(table, at.clip(table.covers_from_us, table.covers_until_us)) / 3600


def workload(ledger: Ledger, agreement: Agreement) -> Workload:
    """The work and the people of this record.

    Raises:
        EmptySample: it cannot be told; says which file would change that.
    """
    import numpy as np

    from oarlock.stats.workforce import arrivals_of

    hours, today = agreement.hours_of("sales"), local_day(ledger, agreement)
    counts = _known_counts(ledger, agreement, hours, today)
    weeks, since = counts["weeks"], counts["since"]
    sellers = sellers_of(ledger, agreement)
    if not sellers:
        raise EmptySample("nobody is recorded who takes leads; import users (team = sales) or assignments")
    types, rework = _types(ledger, since, agreement), _rework(ledger, since)
    mean = _hours_each(agreement, types) * (1 + rework)
    spread, known = _spread(ledger, since)
    return Workload(
        arrivals=arrivals_of(
            counts["day"], counts["hour"], counts["n"], (today - timedelta(weeks=weeks)).weekday(), weeks
        ),
        weeks=weeks,
        count=int(counts["n"].sum()),
        types=types,
        hours_each=mean,
        rework=rework,
        handling=np.asarray(spread) * mean,
        touches_known=known,
        sellers=sellers,
        away=absences(ledger, [seller.user_id for seller in sellers]),
        has_scores=_has_scores(ledger, since),
        late=late_by_record(ledger, agreement),
        handed_share=_handed_share(ledger, counts),
        hours=hours,
        today=today,
        agreement=agreement,
    )


def late_by_record(ledger: Ledger, agreement: Agreement) -> Estimate | None:
    """Leads of the last 13 weeks that were due and not answered in time; None where no activities are recorded or none was due."""
    import ibis

    from oarlock.stats.proportions import share

    if ledger.is_empty("activities"):
        return None
    clocks = lead_response(ledger, agreement)
    since = ibis.literal(ledger.as_of.replace(tzinfo=None) - timedelta(weeks=13), type="timestamp")
    recent = clocks.filter(clocks.clock_at >= since).semi_join(ledger.table("leads"), "lead_id")
    promise = agreement.sales.first_response_hours
    due = (recent.response_hours.notnull() | (recent.waited_hours > promise)).fill_null(False)
    late = (recent.waited_hours > promise).fill_null(False)
    (row,) = ledger.rows(recent.aggregate(due=tally(due), late=tally(late & due)))
    if not row["due"]:
        return None
    return share(int(row["late"]), int(row["due"]))


def _known_counts(ledger: Ledger, agreement: Agreement, hours: WorkingHours, today: date) -> dict[str, Any]:
    """`_counts`, where there are enough of them."""
    if ledger.is_empty("leads"):
        raise EmptySample("no leads are recorded; import leads")
    counts = _counts(ledger, agreement, hours, today)
    if "day" not in counts:
        raise EmptySample(
            "no lead was handed over; import assignments, or stage_changes with the stage at which sales takes over"
        )
    if counts["weeks"] < LEAST_WEEKS:
        raise EmptySample(
            f"{counts['weeks']} whole weeks of leads handed over are recorded; load needs {LEAST_WEEKS}: import more of the past"
        )
    return counts


def _hours_each(agreement: Agreement, types: Mapping[str | None, int]) -> float:
    """Hours a lead takes, by the types of those that came."""
    capacity = agreement.capacity
    own = sum(capacity.hours_for(name) * n for name, n in types.items()) / max(sum(types.values()), 1)
    return own or capacity.hours_per_lead


def _monday(day: date) -> date:
    """The Monday after a day."""
    return day + timedelta(days=7 - day.weekday())


@lru_cache(maxsize=16)
def _windows(hours: WorkingHours, first: date) -> ClockTable:
    from oarlock.agreement.clock import clock_table

    return clock_table(hours, first, first + timedelta(weeks=AHEAD_WEEKS + 1))


def _counts(ledger: Ledger, agreement: Agreement, hours: WorkingHours, today: date) -> dict[str, Any]:
    """Leads handed over per local day and hour of the last weeks; `day` counts from the first of them."""
    import ibis
    import numpy as np

    from oarlock.agreement.calendar import starts_at

    clocks = lead_response(ledger, agreement)
    (row,) = ledger.rows(clocks.aggregate(first=clocks.clock_at.min()))
    if row["first"] is None:
        return {"weeks": 0}
    began = (row["first"] + timedelta(days=1)).date()
    weeks = min(PAST_WEEKS, max(0, (today - began).days // 7))
    first = today - timedelta(days=7 * weeks)
    since, until = (starts_at(day, hours.time_zone).replace(tzinfo=None) for day in (first, today))
    recent = clocks.filter(clocks.clock_at >= since, clocks.clock_at < until)
    wall = local(recent.clock_at, hours.time_zone, years_of(ledger))
    cells = recent.select(day=wall.date().delta(ibis.literal(first), unit="day"), hour=wall.hour())
    found = ledger.run(cells.group_by("day", "hour").aggregate(n=cells.count()).order_by("day", "hour"))
    day, hour, n = (np.ma.getdata(found[name]) for name in ("day", "hour", "n"))
    return {
        "weeks": weeks,
        "since": since,
        "day": day.astype(np.int64),
        "hour": hour.astype(np.int64),
        "n": n.astype(np.float64),
    }


def _types(ledger: Ledger, since: datetime, agreement: Agreement) -> dict[str | None, int]:
    """Leads handed over since, by type."""
    import ibis

    clocks = lead_response(ledger, agreement)
    handed = clocks.filter(clocks.clock_at >= ibis.literal(since, type="timestamp")).select("lead_id")
    recent = ledger.table("leads").select("lead_id", "lead_type").semi_join(handed, "lead_id")
    told = recent.group_by("lead_type").aggregate(n=recent.count())
    return {row["lead_type"]: int(row["n"]) for row in ledger.rows(told.order_by("lead_type"))}


def _rework(ledger: Ledger, since: datetime) -> float:
    """Further hand-overs of the same lead, per lead: each of them is handled again."""
    import ibis

    if ledger.is_empty("assignments"):
        return 0.0
    routed = ledger.table("assignments")
    recent = routed.filter(routed.assigned_at >= ibis.literal(since, type="timestamp"))
    (row,) = ledger.rows(recent.aggregate(n=recent.count(), leads=recent.lead_id.nunique()))
    return (row["n"] - row["leads"]) / row["leads"] if row["leads"] else 0.0


def _spread(ledger: Ledger, since: datetime) -> tuple[list[float], bool]:
    """Hours of past leads in units of their mean: as many as the touches they took; exponential where nothing is recorded."""
    import ibis
    import numpy as np

    exponential = list(-np.log1p(-(np.arange(200) + 0.5) / 200))
    scale = 200 / sum(exponential)
    if ledger.is_empty("activities"):
        return [one * scale for one in exponential], False
    touches = human_touches(ledger)
    touches = touches.filter(touches.happened_at >= ibis.literal(since, type="timestamp"))
    each = touches.group_by("lead_id").aggregate(touches=touches.count())
    rows = ledger.rows(each.group_by("touches").aggregate(n=each.count()).order_by("touches"))
    total = sum(row["n"] for row in rows)
    if total < 30:
        return [one * scale for one in exponential], False
    mean = sum(row["touches"] * row["n"] for row in rows) / total
    values = np.array([row["touches"] / mean for row in rows])
    shares = np.array([row["n"] / total for row in rows]).cumsum()
    sample = values[np.searchsorted(shares, (np.arange(400) + 0.5) / 400 * shares[-1])]
    return [float(one) for one in sample / sample.mean()], True


def _has_scores(ledger: Ledger, since: datetime) -> bool:
    import ibis

    leads = ledger.table("leads")
    recent = leads.filter(leads.created_at >= ibis.literal(since, type="timestamp"))
    (row,) = ledger.rows(recent.aggregate(n=recent.count(), scored=recent.score.count(), kinds=recent.score.nunique()))
    return bool(row["n"]) and row["scored"] >= 0.5 * row["n"] and row["kinds"] >= 3


def _handed_share(ledger: Ledger, counts: Mapping[str, Any]) -> float:
    import ibis

    leads = ledger.table("leads")
    recent = leads.filter(leads.created_at >= ibis.literal(counts["since"], type="timestamp"))
    (row,) = ledger.rows(recent.aggregate(n=recent.count()))
    return float(counts["n"].sum()) / row["n"] if row["n"] else 1.0
