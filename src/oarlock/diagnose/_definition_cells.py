"""Past leads by what the two teams' rules make of them, with what became of them: counted in the engine (METHODS 7.1, 7.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from oarlock.diagnose._candidates import Candidate
from oarlock.measure.facts import lead_facts
from oarlock.measure.facts.definitions import TEAMS, leads_for_rules
from oarlock.measure.facts.places import days_between, kept, kept_name, tally
from oarlock.stats.raters import LEAST_UNITS, TwoByTwo

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

WINDOW_DAYS = 182
OUTCOME_DAYS = 730
LONGEST_HORIZON = 365
QUARTER = 365.25 / 4
CELLS = ("both", "marketing_only", "sales_only", "neither")
TILES = 10
WORKED = 0.3
"""A cell of which sales worked less has no outcome of its own."""


@dataclass(frozen=True)
class Cell:
    """One cell: leads old enough to know their end, those of them that sales worked, and how many of these were won."""

    n: int
    worked: int
    won: int
    hours: float

    @property
    def share_worked(self) -> float:
        """Of the cell's leads, those that sales turned to."""
        return self.worked / self.n if self.n else 0.0

    @property
    def is_known(self) -> bool:
        """Whether sales worked enough of them to know what all would bring."""
        return self.worked > 0 and self.share_worked >= WORKED


@dataclass(frozen=True)
class Replayed:
    """The two rules replayed.

    Attributes:
        table: The cells of the last two quarters, or of the last 300 leads. unknown: leads a rule cannot judge. since: the window's begin.
        cells: By cell, leads whose horizon is over. horizon: days by which nine in ten wins have come. quarters: how long those leads span.
    """

    table: TwoByTwo
    unknown: int
    since: datetime
    cells: Mapping[str, Cell]
    horizon: int
    quarters: float


def replayed(ledger: Ledger, agreement: Agreement) -> Replayed | None:
    """Both rules on past leads; None where there is no lead."""
    leads = judged_with_ends(ledger, agreement)
    since = _since(ledger, leads)
    if since is None:
        return None
    horizon = _horizon(ledger, agreement, leads)
    end = ledger.as_of.replace(tzinfo=None) - timedelta(days=horizon)
    told = leads.mutate(
        cell=_cell(leads),
        recent=leads.created_at >= _instant(since),
        settled=(leads.created_at <= _instant(end))
        & (leads.created_at >= _instant(end - timedelta(days=OUTCOME_DAYS))),
        won=won_within(leads, horizon),
    )
    rows = ledger.rows(
        told.group_by("cell").aggregate(
            recent=tally(told.recent), n=tally(told.settled), worked=tally(told.settled & told.worked),
            won=tally(told.settled & told.won), hours=told.settled.ifelse(told.hours, 0.0).sum(),
            first=told.created_at.min(where=told.settled),
        )
    )  # fmt: skip
    by = {row["cell"]: row for row in rows}
    recent = {name: by[name]["recent"] if name in by else 0 for name in (*CELLS, "unknown")}
    cells = {
        name: Cell(row["n"], row["worked"], row["won"], float(row["hours"] or 0.0))
        for name, row in by.items()
        if name in CELLS
    }
    begun = [row["first"] for row in rows if row["first"] is not None]
    quarters = (end - min(begun)).total_seconds() / 86_400 / QUARTER if begun else 0.0
    table = TwoByTwo(*(recent[name] for name in CELLS))
    empty = Cell(0, 0, 0, 0.0)
    return Replayed(
        table, recent["unknown"], since, {name: cells.get(name, empty) for name in CELLS}, horizon, quarters
    )


def judged_with_ends(ledger: Ledger, agreement: Agreement) -> Any:
    """Leads with what the rules read, each team's verdict, whether sales worked them, when they were won, and the hours they take; kept."""
    rules = {team: agreement.definitions[team] for team in TEAMS}
    name = kept_name(
        "judged_with_ends", {team: rule.text for team, rule in rules.items()}, agreement.capacity, ledger.as_of
    )
    return kept(ledger, name, lambda: _judged_with_ends(ledger, agreement, rules))


def won_within(leads: Any, horizon: int) -> Any:
    """Whether a lead was won within so many days."""
    return leads.won_at.notnull() & (days_between(leads.created_at, leads.won_at) <= horizon)


def quantiles(ledger: Ledger, leads: Any, columns: Sequence[str]) -> dict[str, tuple[float, ...]]:
    """Nine values per column that part its leads into ten, equal ones once; none for a column that is text or empty."""
    import ibis

    told = {}
    for column in columns:
        values = (
            leads[column].try_cast("float64") if leads[column].type().is_string() else leads[column].cast("float64")
        )
        known = leads.select(value=values).filter(lambda t: t.value.notnull())
        tiled = known.mutate(tile=ibis.ntile(TILES).over(ibis.window(order_by=known.value)))
        rows = ledger.rows(tiled.group_by("tile").aggregate(top=tiled.value.max()).order_by("tile"))
        told[column] = tuple(dict.fromkeys(float(row["top"]) for row in rows[:-1]))
    return told


@dataclass(frozen=True)
class Tried:
    """What a candidate rule passes in a span: leads, those of them worked, how many of these were won, and hours.

    Attributes:
        wins: To be expected if sales worked them all. Leads of a cell that sales hardly works are no sample of it, as it picks the best
            of them: they count only with what they brought.
        variance: Of these wins, by the binomial of those that were worked.
    """

    n: int
    worked: int
    won: int
    hours: float
    wins: float
    variance: float


def tried(
    ledger: Ledger, leads: Any, tries: Sequence[Candidate], horizon: int, begin: datetime, end: datetime
) -> list[Tried]:
    """What each candidate would have passed of the leads created from `begin` to before `end`."""
    span = leads.filter(leads.created_at >= _instant(begin), leads.created_at < _instant(end))
    span = span.mutate(won=won_within(span, horizon), cell=_cell(span))
    sums: dict[str, Any] = {}
    for i, candidate in enumerate(tries):
        passes = candidate.rule.on(span).fill_null(False)
        sums |= {
            f"n_{i}": tally(passes), f"worked_{i}": tally(passes & span.worked),
            f"won_{i}": tally(passes & span.worked & span.won), f"hours_{i}": passes.ifelse(span.hours, 0.0).sum(),
        }  # fmt: skip
    rows = ledger.rows(span.group_by("cell").aggregate(**sums).order_by("cell"))

    def cell(row: Mapping[str, Any], i: int) -> Cell:
        n, worked, won = (int(row[f"{name}_{i}"] or 0) for name in ("n", "worked", "won"))
        return Cell(n, worked, won, float(row[f"hours_{i}"] or 0.0))

    return [_summed([cell(row, i) for row in rows]) for i in range(len(tries))]


def _summed(cells: Sequence[Cell]) -> Tried:
    wins = variance = 0.0
    for cell in cells:
        if not cell.is_known:
            wins += cell.won
            continue
        p = cell.won / cell.worked
        wins, variance = wins + cell.n * p, variance + cell.n**2 * p * (1 - p) / cell.worked
    n, worked, won = (sum(getattr(cell, name) for cell in cells) for name in ("n", "worked", "won"))
    return Tried(n, worked, won, sum(cell.hours for cell in cells), wins, variance)


def _judged_with_ends(ledger: Ledger, agreement: Agreement, rules: Mapping[str, Any]) -> Any:
    import ibis

    columns = {name for rule in rules.values() for name in rule.columns} | (
        {"score"} if "score" in ledger.columns("leads") else set()
    )
    leads = leads_for_rules(ledger, agreement, columns)
    leads = leads.mutate(**{f"by_{team}": rule.on(leads) for team, rule in rules.items()})
    capacity = agreement.capacity
    efforts = [(leads.lead_type.lower() == one.lead_type.casefold(), one.hours) for one in capacity.efforts]
    hours = ibis.literal(float(capacity.hours_per_lead), type="float64")
    if efforts:
        hours = ibis.cases(*efforts, else_=hours).cast("float64")
    ends = lead_facts(ledger, agreement)
    ends = ends.select(
        _ended=ends.lead_id, won_at=ends.won_at,
        worked=ends.first_touch_at.notnull() | ends.sal_at.notnull() | ends.opportunity_at.notnull(),
        handed=ends.mql_at.notnull(),
    )  # fmt: skip
    joined = leads.mutate(hours=hours).inner_join(ends, leads.lead_id == ends["_ended"])
    return joined.drop("_ended")


def _since(ledger: Ledger, leads: Any) -> datetime | None:
    """The begin of the last two quarters, or of the last 300 judged leads where these hold fewer."""
    import ibis

    start: datetime = ledger.as_of.replace(tzinfo=None) - timedelta(days=WINDOW_DAYS)
    judged = leads.filter(leads.by_marketing.notnull(), leads.by_sales.notnull())
    last = judged.select("created_at").order_by(ibis.desc("created_at")).limit(LEAST_UNITS)
    (row,) = ledger.rows(last.aggregate(first=last.created_at.min()))
    return None if row["first"] is None else min(start, row["first"])


def _horizon(ledger: Ledger, agreement: Agreement, leads: Any) -> int:
    """Days by which nine in ten wins have come, at most a year; the agreement's conversion days where fewer than 20 were won."""
    days = leads.select(day=days_between(leads.created_at, leads.won_at).floor().cast("int64"))
    days = days.filter(days.day.notnull(), days.day >= 0)
    rows = ledger.rows(days.group_by("day").aggregate(n=days.count()).order_by("day"))
    total, seen = sum(row["n"] for row in rows), 0
    if total < 20:
        return int(agreement.analysis.conversion_days)
    for row in rows:
        seen += row["n"]
        if seen >= 0.9 * total:
            return min(int(row["day"]) + 1, LONGEST_HORIZON)
    return LONGEST_HORIZON


def _cell(leads: Any) -> Any:
    import ibis

    m, s = leads.by_marketing, leads.by_sales
    return ibis.cases(
        (m.isnull() | s.isnull(), "unknown"), (m & s, "both"), (m & ~s, "marketing_only"), (~m & s, "sales_only"), else_="neither"
    )  # fmt: skip


def _instant(at: datetime) -> Any:
    import ibis

    return ibis.literal(at, type="timestamp")
