"""A book's record and agreement: opening and closing it, and the ledger as it was known on any day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from oarlock.book import folder as places

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.diagnose.base import Diagnosis
    from oarlock.ledger.reading import Ledger
    from oarlock.ledger.store import Store

Day = str | date | datetime


def _machine_clock() -> datetime:
    return datetime.now(UTC)


class Record:
    """One company's record and agreement, opened: what was known by any day, and what was agreed then.

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

    @contextmanager
    def ledger_for_one(self, instant: datetime) -> Iterator[Ledger]:
        """The ledger as known at an instant, for one question: nothing that was worked out for it is kept after."""
        with self._store.ledger(instant) as seen:
            ledger = self._asked_at(seen)
            try:
                yield ledger
            finally:
                ledger.close()

    def _asked_at(self, ledger: Ledger) -> Ledger:
        """The ledger, its questions answered where this book's are."""
        if self._engine is None:
            return ledger
        from oarlock.ledger.elsewhere import Elsewhere
        from oarlock.ledger.engines.connecting import connect

        return Elsewhere(ledger, connect(self._engine))

    def agreement_at(self, instant: datetime) -> Agreement:
        """The agreement's version in force at an instant; the current one where no other is kept."""
        if self.folder is None:
            return self._agreement
        from oarlock.agreement.history import in_force

        return in_force(self.folder, instant)

    def definition_dates(self, until: datetime) -> tuple[date, ...]:
        """Days up to an instant on which an earlier version of the agreement was replaced; a later one was not known then."""
        if self.folder is None:
            return ()
        from oarlock.agreement.history import replaced_on

        return replaced_on(self.folder, until)

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
        return f"<{type(self).__name__} {self.folder or 'in memory'}>"
