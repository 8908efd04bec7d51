"""The book itself: opening and filling it, and asking it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from oarlock.book import folder as places
from oarlock.errors import BookNotFound

if TYPE_CHECKING:
    import pyarrow as pa

    from oarlock.act.learnt import Learnt
    from oarlock.agreement import Agreement
    from oarlock.connect.report import Report
    from oarlock.diagnose._lists import Compared
    from oarlock.diagnose.backtest import Backtest
    from oarlock.diagnose.base import Diagnosis
    from oarlock.ledger.reading import Ledger
    from oarlock.ledger.store import Store
    from oarlock.measure.base import Measurements
    from oarlock.plan.answer import PlanAnswer

Day = str | date | datetime


def _machine_clock() -> datetime:
    return datetime.now(UTC)


class Book:
    """One company's record and agreement.

    Every question may be put `as_of` a past day (its end in the company's time zone) and is then answered from what had happened and was
    known by then. Without it, the answer is as of the end of the last day the record covers, and says so.

    Attributes:
        folder: Where the book lies, or None for one in memory.
    """

    def __init__(
        self,
        store: Store,
        agreement: Agreement,
        folder: Path | None,
        clock: Callable[[], datetime] | None = None,
        engine: str | None = None,
    ) -> None:
        self._store = store
        self._agreement = agreement
        self.folder = folder
        self._clock = clock or _machine_clock
        self._engine = engine
        self._ledgers: dict[datetime, Ledger] = {}
        self._diagnoses: dict[tuple[datetime, str | None, str | None], Diagnosis] = {}

    @classmethod
    def open(
        cls, folder: str | Path, *, clock: Callable[[], datetime] | None = None, engine: str | None = None
    ) -> Self:
        """The book in this folder.

        Args:
            engine: Where questions are answered, such as spark://host:7077 or postgresql://user@host/database; None is this machine.
            clock: Says what time it is; None asks this machine. Only imports and the default `as_of` look at it.
        Raises:
            BookNotFound: there is none; says how to make one.
            AgreementInvalid: its agreement.toml has problems; names all of them.
        """
        from oarlock import agreement
        from oarlock.ledger.engine import memory_to_ask_with
        from oarlock.ledger.store import Store

        place = places.expect_book(Path(folder))
        store = Store.open(place, memory_limit=memory_to_ask_with())
        return cls(store, agreement.read(place / places.AGREEMENT), place, clock, engine)

    @classmethod
    def init(
        cls,
        folder: str | Path,
        *,
        agreement_text: str | None = None,
        beside: Iterable[str] = (),
        clock: Callable[[], datetime] | None = None,
    ) -> Self:
        """A new, empty book with the commented default agreement (or the text given).

        Args:
            beside: Names that may already lie in the folder.
        Raises:
            UsedWrongly: there already is a book, or something else lies in the folder.
        """
        from oarlock import agreement
        from oarlock.ledger.store import Store

        place = places.expect_room(Path(folder), set(beside))
        place.mkdir(parents=True, exist_ok=True)
        (place / places.VERSIONS).mkdir(exist_ok=True)
        Store.create(place).close()
        (place / places.AGREEMENT).write_text(agreement_text or agreement.default_text(), encoding="utf-8")
        return cls.open(place, clock=clock)

    @classmethod
    def in_memory(cls, agreement: Agreement | None = None, *, clock: Callable[[], datetime] | None = None) -> Self:
        """A book that lives as long as the program, for notebooks and tests."""
        from oarlock import agreement as agreements
        from oarlock.ledger.store import Store

        return cls(Store.in_memory(), agreement or agreements.default(), None, clock)

    @property
    def agreement(self) -> Agreement:
        """The agreement as it stands in `agreement.toml`."""
        return self._agreement

    @property
    def store(self) -> Store:
        """The ledger's store, for writers."""
        return self._store

    def now(self) -> datetime:
        """What the book's clock says."""
        return self._clock()

    @cached_property
    def _covered(self) -> tuple[datetime, datetime | None]:
        from oarlock.book.days import covered

        return covered(self._store, self._clock(), self._agreement.company.time_zone)

    @property
    def as_of(self) -> datetime:
        """The end of the last day the record covers, never later than now."""
        return self._covered[0]

    @property
    def as_of_until(self) -> datetime | None:
        """When `as_of` will move although nothing was imported, because the record holds something of the future; usually None."""
        return self._covered[1]

    @property
    def ledger(self) -> Ledger:
        """The ledger's tables as relations, as of `as_of`."""
        return self.ledger_at(None)

    def ledger_at(self, as_of: Day | None) -> Ledger:
        """The ledger's tables as they were known at the end of a day (or at an instant)."""
        from oarlock.book.days import instant_of

        instant = self.as_of if as_of is None else instant_of(as_of, self._agreement.company.time_zone)
        if instant not in self._ledgers:
            self._ledgers[instant] = self._asked_at(self._store.ledger(instant))
        return self._ledgers[instant]

    def _asked_at(self, ledger: Ledger) -> Ledger:
        """The ledger, its questions answered where this book's are."""
        if self._engine is None:
            return ledger
        from oarlock.ledger.elsewhere import Elsewhere
        from oarlock.ledger.engines.connecting import connect

        return Elsewhere(ledger, connect(self._engine))

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
            RuleInvalid: `where` does not fit the ledger's columns.
        """
        from oarlock.book.days import day_of
        from oarlock.measure.engine import measure

        slices = (by,) if isinstance(by, str) else tuple(by)
        ledger = self.ledger_at(as_of)
        agreement, learnt = self._profiled(ledger, (metric, *slices, where or ""))
        first, last = day_of(since), day_of(until)
        found = measure(ledger, agreement, metric, by=slices, every=every, since=first, until=last, where=where)
        return replace(found, caveats=(*found.caveats, learnt)) if learnt else found

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
            dates, agreement = self.definition_dates(), self.agreement_at(ledger.as_of)
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
                "incentives" (file) or "scenario" (changes, against, goal, period).
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

    def agreement_at(self, instant: datetime) -> Agreement:
        """The agreement's version in force at an instant; the current one where no other is kept."""
        if self.folder is None:
            return self._agreement
        from oarlock.agreement.history import in_force

        return in_force(self.folder, instant)

    def _profiled(self, ledger: Ledger, asked: Iterable[str]) -> tuple[Agreement, str]:
        """The agreement in force, with a profile learnt where the question needs one and none is stated, and the sentence saying so."""
        agreement = self.agreement_at(ledger.as_of)
        if agreement.profile is not None or not any("profile" in word for word in asked):
            return agreement, ""
        from oarlock.diagnose.engine import with_profile

        return with_profile(ledger, agreement)

    def definition_dates(self) -> tuple[date, ...]:
        """Days on which an earlier version of the agreement was replaced."""
        if self.folder is None:
            return ()
        from oarlock.agreement.history import versions

        return tuple(one.in_force_from for one in versions(self.folder)[1:] if one.in_force_from is not None)

    def forget(self) -> None:
        """Forgets what was worked out so far, so that the next question is answered from the record alone."""
        for ledger in self._ledgers.values() if self._engine else ():
            ledger.close()  # and with it the connection to where it was asked
        self._ledgers.clear()
        self._diagnoses.clear()

    def close(self) -> None:
        """Lets go of the ledger's files."""
        self.forget()
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Book {self.folder or 'in memory'}>"


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
