"""What a metric is: one constant that says everything about one number, and one function that observes its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from oarlock.measure.result import Measurement, Measurements

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.measure.asking import Asked
    from oarlock.measure.beginnings import Begun
    from oarlock.stats.result import Estimate

__all__ = ["Answered", "Direction", "Measurement", "Measurements", "Metric", "Statistic", "Team", "Unit"]


class Unit(StrEnum):
    """What a number counts."""

    COUNT = "count"
    SHARE = "share"
    DAYS = "days"
    WORKING_HOURS = "working hours"
    MONEY = "money"
    MONEY_PER_DAY = "money per day"
    RATIO = "ratio"
    MONTHS = "months"
    MINUTES = "minutes"
    SCORE = "score"


class Direction(StrEnum):
    """Which way is good."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Team(StrEnum):
    """Whose work a number speaks of."""

    MARKETING = "marketing"
    SALES = "sales"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Answered:
    """What a statistic makes of the observed rows.

    Attributes:
        estimates: One per combination of period start (None: the whole time) and slices.
        excluded: Rows that could not count, by reason.
        params: What else defines the numbers, such as the horizon in days.
        also: Further numbers of a combination, by name.
        caveats: What to keep in mind about these numbers, in words.
    """

    estimates: dict[tuple[Any, ...], Estimate]
    excluded: dict[str, int] = field(default_factory=dict)
    params: dict[str, float] = field(default_factory=dict)
    also: dict[tuple[Any, ...], dict[str, float]] = field(default_factory=dict)
    caveats: tuple[str, ...] = ()


class Statistic(Protocol):
    """Turns observed rows into estimates: aggregation in the engine, statistics on the small result."""

    @property
    def additive(self) -> bool:
        """Slices of it add up to the whole, and a period without rows has 0 of it."""

    @property
    def flows(self) -> bool:
        """A running period holds less of it only because it is not over."""

    def __call__(self, asked: Asked) -> Answered:
        """The estimates of what was asked."""


@dataclass(frozen=True)
class Metric:
    """One number worth asking for. Its documentation, help, tooltip and shared tests are made from this constant.

    Attributes:
        name: As typed at the command line. title, question, formula: for people; the formula in words.
        grain: What one observed row is. cohort: Which instant puts a row into a period.
        source: Ledger tables that it is made from.
        observe: One row per unit: `unit_id`, `cluster` (resampling unit) or its bucket (`facts/places.BUCKET`), `at` (the cohort instant,
            naive UTC), what the statistic needs, and the ids (lead_id, opportunity_id, account_id, owner_id, campaign_id) through which
            it can be sliced. Of a statistic `AtEnds`, `first_end` and `until_end` stand for `at`: the ends of periods at which the row
            stands.
        within: Columns of the observed rows that always split the answer, such as `step`.
        matures_after: Cohorts younger than this are too early to judge.
        misleads: Where the number is easily misread.
        always: Combinations of `within` that are told even where nothing falls into them.
        needs: Tables without which nothing is known; the first of `source` where left out, none where empty.
        unknown: Why this ledger cannot tell the number at all, in words; empty where it can.
        arranged: Sorts the values of `within`; by name where left out.
        listed: The values of `within` in the order that the agreement gives them, in place of `arranged`.
        parted: Slices that need other rows: asked for one of them, its function observes in place of `observe`, and answers with that
            column.
        folded: Observes fewer rows in place of `observe`, each of which stands for several values of a column of `within`; the statistic
            names the column among its views and tells them apart. Not where a rule asks for that column.
        windowed: `observe` also takes the length of the periods, because a row depends on the period it lies in.
        ahead: It looks at each period at one point; where no periods are asked for, only the period ahead is told.
        caveats: What to keep in mind about this ledger, in words.
        beside: Further numbers of a row that a reader needs with it, by their name in `also`, and what each counts.
        judges: Whether the number itself, under this agreement, asks who is on the ideal customer profile; not where left out. Slices and
            conditions may ask of any metric.
        begun: Since when this ledger tells outcomes, by the values of `within`, where that is later than its units; a period before is
            not told.
    """

    name: str
    title: str
    question: str
    formula: str
    unit: Unit
    grain: str
    cohort: str
    source: tuple[str, ...]
    statistic: Statistic
    better: Direction
    answers_for: tuple[Team, ...]
    observe: Callable[..., Any]
    within: tuple[str, ...] = ()
    always: tuple[tuple[str, ...], ...] = ()
    needs: tuple[str, ...] | None = None
    unknown: Callable[[Ledger, Agreement], str] | None = None
    arranged: Callable[[str | None], Any] | None = None
    listed: Callable[[Agreement], Sequence[str]] | None = None
    parted: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    folded: Callable[..., Any] | None = None
    windowed: bool = False
    ahead: bool = False
    matures_after: timedelta | None = None
    references: tuple[str, ...] = ()
    misleads: str = ""
    caveats: Callable[[Ledger, Agreement], tuple[str, ...]] | None = None
    beside: Mapping[str, Unit] = field(default_factory=dict)
    judges: Callable[[Agreement], bool] | None = None
    begun: Begun | None = None
