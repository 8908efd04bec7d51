"""The book itself: filling it, and asking it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oarlock.book import folder as places
from oarlock.book._record import Day, Record
from oarlock.errors import BookNotFound, UsedWrongly

if TYPE_CHECKING:
    import pyarrow as pa

    from oarlock.act.learnt import Learnt
    from oarlock.agreement import Agreement
    from oarlock.connect.report import Report
    from oarlock.diagnose._lists import Compared
    from oarlock.diagnose.backtest import Backtest
    from oarlock.diagnose.base import Diagnosis
    from oarlock.ledger.reading import Ledger
    from oarlock.measure.base import Measurements
    from oarlock.measure.facts.lead_credit import LeadCredit
    from oarlock.measure.facts.lift import Lift
    from oarlock.plan.answer import PlanAnswer


class Book(Record):
    """One company's record and agreement, and every question that can be put to it.

    Every question may be put `as_of` a past day (its end in the company's time zone) and is then answered from what had happened and was
    known by then. Without it, the answer is as of the end of the last day the record covers, and says so.

    Attributes:
        folder: Where the book lies, or None for one in memory.
    """

    def take(
        self,
        *paths: str | Path,
        mapping: str | Path | None = None,
        source: str | None = None,
        known_at: Day | None = None,
        patience: float = 10,
        progress: Any = None,
    ) -> Report:
        """Imports files and folders; what was taken, refused and why.

        Args:
            mapping: A mapping file, for files that are neither neutral nor a known vendor's.
            source: Name of the system they come from; None takes it from the files' shape.
            known_at: Day or instant of which the files are an export: changes count as known then, and rows later than that are
                refused. None is now. What is new counts as known when it happened.
            patience: Seconds to wait for another writer.
            progress: Told of rows as they are read; see `oarlock.connect.files.take`.
        Raises:
            FileUnreadable, MappingInvalid, WriterBusy, LedgerUnwritable: nothing of this import was kept.
        """
        from oarlock.book.taking import take

        report = take(self, [Path(p) for p in paths], mapping, source, known_at, patience, progress)
        self.forget()
        self.__dict__.pop("_covered", None)
        return report

    def measure(
        self,
        metric: str,
        *,
        by: str | Iterable[str] = (),
        every: str | None = None,
        as_of: Day | None = None,
        since: Day | None = None,
        until: Day | None = None,
        where: str | None = None,
    ) -> Measurements:
        """One metric, by slices and periods.

        Args:
            by: Columns, attributes or segments to slice by.
            every: day, week, month, quarter or year (fiscal); None for the whole time.
            since, until: First day, and the day after the last.
            where: A rule that keeps some rows, such as `country = 'DE'`.
        Raises:
            UnknownName: no such metric, slice or period; names the nearest.
            RuleInvalid: `where` does not fit the ledger's columns. UsedWrongly: `until` is not after `since`.
        """
        from oarlock.book.days import day_of
        from oarlock.measure.engine import measure
        from oarlock.show.measured import Look

        slices = (by,) if isinstance(by, str) else tuple(dict.fromkeys(by))
        ledger = self.ledger_at(as_of)
        agreement, learnt = self._profiled(ledger, metric, slices, where)
        first, last = day_of(since), day_of(until)
        if first is not None and last is not None and first >= last:
            raise UsedWrongly(
                f"No day lies between {first} and {last}: until is the day after the last, and comes later."
            )
        found = measure(ledger, agreement, metric, by=slices, every=every, since=first, until=last, where=where)
        company = agreement.company
        caveats = (*found.caveats, learnt) if learnt else found.caveats
        return replace(found, caveats=caveats, _look=Look(company.reporting_currency, company.time_zone))

    def credit(self, order: int = 1, *, as_of: Day | None = None) -> LeadCredit:
        """Markov credit of the channels over the journeys of all leads: paths up to the first win, and those that did not convert.

        `measure("attributed_revenue")` credits deals, with the journeys of accounts; this credits leads, each with its own.

        Args:
            order: Channels that the chain remembers, 1 to 3.
        Raises:
            EmptySample: no touches, or no lead was won after one. BadSample: an order that cannot be.
        """
        from oarlock.measure.facts.lead_credit import lead_credit

        ledger = self.ledger_at(as_of)
        return lead_credit(ledger, self.agreement_at(ledger.as_of), order)

    def lift(
        self, groups: Any, *, since: Day, horizon: int = 90, outcome: str = "deal", as_of: Day | None = None
    ) -> Lift:
        """What a linked test changed: a holdout of accounts, or regions or segments treated beside others (METHODS 4.8).

        Args:
            groups: A CSV file, frame or dictionaries with `account_id` (or a column of accounts, such as `country`) and `group`, treated
                or control, perhaps `stratum`; or a mapping of account id to group.
            since: The day on which the test began. horizon: days after it that belong to the test.
            outcome: deal (accounts with a deal created), won, or pipeline (created per account).
        Raises:
            FileUnreadable, UsedWrongly: the groups cannot be read or compared. EmptySample: the record cannot tell the outcome.
        """
        from oarlock.book.days import day_of
        from oarlock.book.groups import groups_of
        from oarlock.measure.facts.lift import lift

        began = day_of(since)
        if began is None:
            raise UsedWrongly("On which day did the test begin? Give since, such as 2026-06-30.")
        ledger = self.ledger_at(as_of)
        agreement = self.agreement_at(ledger.as_of)
        return lift(ledger, agreement, groups_of(groups), began, horizon, outcome, covered=self.as_of)

    def diagnose(self, diagnosis: str | None = None, *, as_of: Day | None = None, by: str | None = None) -> Diagnosis:
        """The two slopes, the ranked causes and the findings.

        Args:
            diagnosis: One diagnosis by name, or None for all of them.
            by: A segment column; the diagnosis is then also made inside each of its values.
        Raises:
            UnknownName: no such diagnosis or column.
        """
        from oarlock.diagnose.engine import diagnose

        ledger = self.ledger_at(as_of)
        asked = (ledger.as_of, diagnosis, by)
        if asked not in self._diagnoses:
            dates, agreement = self.definition_dates(ledger.as_of), self.agreement_at(ledger.as_of)
            self._diagnoses[asked] = diagnose(ledger, agreement, diagnosis, by=by, definition_dates=dates)
        return self._diagnoses[asked]

    def backtest(
        self,
        diagnosis: str | None = None,
        *,
        since: Day | None = None,
        until: Day | None = None,
        every: str = "week",
        progress: Callable[[int, int], None] | None = None,
    ) -> Backtest:
        """The diagnosis replayed as known then, and when each cause and finding would first have been told.

        An interrupt after the first look ends it early: the answer then says how many looks it lacks.

        Args:
            since, until: First and last day; the year up to the last day the record covers, where left out.
            every: week, month or quarter: the look is at the end of each.
            progress: Told how many looks of how many are done.
        Raises:
            UnknownName: no such diagnosis or period.
            UsedWrongly: no period ends between the two days.
        """
        from oarlock.book.backtesting import backtest

        return backtest(self, diagnosis, since, until, every, progress)

    def learnt_score(self, *, as_of: Day | None = None) -> Learnt:
        """The points card learnt from the record's leads as known then, with its calibrated chance, or why there is none.

        `book.learnt_score().score({"source": "Webinar", "employees": 200})` scores one lead.
        """
        from oarlock.act.learnt import learn
        from oarlock.act.training import training

        ledger = self.ledger_at(as_of)
        agreement = self.agreement_at(ledger.as_of)
        past = training(ledger, agreement)
        denied = agreement.scoring.denied
        return learn(past.features, past.outcomes, accounts=past.accounts, at=past.at, denied=denied)

    def reconcile(
        self,
        list_a: Any,
        list_b: Any,
        *,
        as_of_a: Day | None = None,
        as_of_b: Day | None = None,
        filters_a: Mapping[str, Any] | None = None,
        filters_b: Mapping[str, Any] | None = None,
    ) -> Compared:
        """Two teams' lists of deals set against each other: every difference with its reason (METHODS 3.6).

        Args:
            list_a, list_b: CSV files, frames, or dictionaries with `id`, `amount` and what else a list says of a deal.
            as_of_a, as_of_b: The days on which they were drawn.
            filters_a, filters_b: What each takes: `window` (from, to), `keeps` (values by column), `amount_is`; see `oarlock.book.lists`.
        Raises:
            FileUnreadable: rows that cannot be read. UsedWrongly: a column is missing.
        """
        from oarlock.book.lists import list_of, names_of, reconciled

        one, other = names_of((list_a, list_b))
        first = list_of(list_a, one, as_of=as_of_a, **(filters_a or {}))
        second = list_of(list_b, other, as_of=as_of_b, **(filters_b or {}))
        return reconciled(first, second, ledger=self.ledger)

    def plan(self, name: str, *, as_of: Day | None = None, **options: Any) -> PlanAnswer:
        """How much is needed: a plan by name, with its own options.

        Args:
            name: "goal" (goal, period, chance, leads, lead_to_deal, deal_to_win, deal_size), "capacity" (people, leads, hours),
                "incentives" (file), "scenario" (changes, against, goal, period) or "holdout" (share, horizon, outcome, draw, seed).
        Raises:
            UnknownName: no such plan. UsedWrongly: an option that cannot be.
            EmptySample: the record cannot tell it; says which file would change that.
        """
        from oarlock import registry

        ledger = self.ledger_at(as_of)
        answer: PlanAnswer = registry.load("plan", name, "PLAN").make(
            ledger, self.agreement_at(ledger.as_of), **options
        )
        return answer

    def explain(self, name: str) -> str:
        """What a metric, diagnosis, cause or finding means, as text."""
        from oarlock.book.explaining import explain

        return explain(name, self)

    def report(self, path: str | Path, *, as_of: Day | None = None) -> Path:
        """Writes the report as one .html file that opens anywhere, or as .pdf; returns where it is."""
        from oarlock.book.reporting import report

        return report(self, Path(path), as_of)

    def sql(self, query: str, *, as_of: Day | None = None) -> pa.Table:
        """Runs one SELECT over the ledger's tables with money as decimals in the row's currency; the result as an Arrow table."""
        from oarlock.book.questions import ask

        return ask(self.ledger_at(as_of), query)

    def _profiled(self, ledger: Ledger, metric: str, by: Iterable[str], where: str | None) -> tuple[Agreement, str]:
        """The agreement in force, with a profile learnt where the question needs one and none is stated, and the sentence saying so."""
        from oarlock.measure.query import asks_of_profile

        agreement = self.agreement_at(ledger.as_of)
        if agreement.profile is not None or not asks_of_profile(metric, agreement, by, where):
            return agreement, ""
        from oarlock.diagnose.engine import with_profile

        return with_profile(ledger, agreement)


def open(
    folder: str | Path | None = None, *, clock: Callable[[], datetime] | None = None, engine: str | None = None
) -> Book:
    """The book in this folder; without one, the current folder.

    Args:
        engine: Where questions are answered, such as spark://host:7077 or postgresql://user@host/database; None is this machine.
    Raises:
        BookNotFound: there is none.
    """
    if folder is None and not places.is_book(Path.cwd()):
        raise BookNotFound('Which book? Name its folder: oarlock.open("acme").')
    return Book.open(folder or Path.cwd(), clock=clock, engine=engine)


def init(folder: str | Path, *, clock: Callable[[], datetime] | None = None) -> Book:
    """A new, empty book with the commented default agreement."""
    return Book.init(folder, clock=clock)
