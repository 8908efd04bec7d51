"""What every plan answers: a sentence first, tables of written cells, what to keep in mind, and all of it as JSON."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from oarlock.diagnose.answer import plain

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


_NUMBER = re.compile(r"[<>+−\-]?[^\w\s]?\d|–$|$|[+−]?[A-Z]{0,3}[$€£¥]")


@dataclass(frozen=True, slots=True)
class Section:
    """One table: the first column names the row, and those that hold numbers are set flush right."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def right(self) -> tuple[int, ...]:
        """Places of the columns that hold numbers: most of their cells begin like one, or are empty."""
        return tuple(
            place
            for place in range(1, len(self.headers))
            if sum(_NUMBER.match(row[place]) is not None for row in self.rows) >= 0.6 * len(self.rows)
        )


@dataclass(frozen=True, slots=True)
class Assumed:
    """Something the record cannot tell, what the plan takes in its place, and why.

    Attributes:
        name: For programs. taken: what is taken, in words. value: the same as a number; None where it is none.
        because: Why it is unknown, and where it helps what would change that, without a full stop.
    """

    name: str
    title: str
    taken: str
    because: str
    value: float | None = None

    @property
    def sentence(self) -> str:
        """What is assumed in place of what, and why."""
        return f"{self.title}: unknown, assumed {self.taken} because {self.because}."


@dataclass(frozen=True, slots=True)
class PlanAnswer:
    """A plan, ready to be read.

    Attributes:
        name: Which plan. sentence: the verdict first. more: further sentences, most important first.
        sections: The tables. numbers: the same as plain values, for programs; shape in docs/how-to/plan-a-quarter.md.
        assumed: What the record cannot tell and the plan takes for granted. caveats: What to keep in mind, in words.
        of: The values the chart is drawn from.
    """

    name: str
    title: str
    as_of: datetime
    agreement_version: int
    currency: str
    sentence: str
    more: tuple[str, ...]
    sections: tuple[Section, ...]
    numbers: dict[str, Any]
    caveats: tuple[str, ...] = ()
    assumed: tuple[Assumed, ...] = ()
    of: Any = field(default=None, repr=False, compare=False)

    def to_json(self) -> dict[str, Any]:
        """Plain dictionaries, lists, numbers and strings; unknown and infinite are null, never zero."""
        told: dict[str, Any] = {
            "plan": self.name,
            "as_of": self.as_of.isoformat(),
            "agreement": {"version": self.agreement_version},
            "currency": self.currency,
            "sentence": self.sentence,
            "more": list(self.more),
            "caveats": list(self.caveats),
            "assumed": [
                {"name": one.name, "title": one.title, "status": "assumed", "value": one.value, "taken": one.taken, "because": one.because}
                for one in self.assumed
            ],
        }  # fmt: skip
        numbers: dict[str, Any] = plain(self.numbers)
        return told | numbers


@dataclass(frozen=True, slots=True)
class PlanPart:
    """A registered plan: `make` answers from a ledger, an agreement and the plan's own options."""

    name: str
    title: str
    question: str
    make: Callable[..., PlanAnswer]


def answered(ledger: Ledger, agreement: Agreement, **told: Any) -> PlanAnswer:
    """An answer with what all of them carry; what is assumed is a table of its own, after the others."""
    if assumed := told.get("assumed"):
        rows = tuple((one.title, one.taken, one.because) for one in assumed)
        told["sections"] = (*told["sections"], Section("Unknown, and assumed", ("what", "assumed", "because"), rows))
    return PlanAnswer(
        as_of=ledger.as_of,
        agreement_version=agreement.version,
        currency=agreement.company.reporting_currency,
        **told,
    )


def estimate_json(one: Any) -> dict[str, Any]:
    """An estimate as the other answers write it."""
    return {
        "estimate": one.value,
        "lo": one.lo,
        "hi": one.hi,
        "n": one.n,
        "n_events": one.n_events,
        "status": str(one.status),
        "reason": one.reason,
    }
