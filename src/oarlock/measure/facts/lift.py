"""What a linked test changed: an account holdout, or regions treated beside others (METHODS 4.8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from oarlock.errors import Problem, UsedWrongly
from oarlock.measure.facts.groups import Groups
from oarlock.measure.facts.local import local_of
from oarlock.measure.facts.outcomes import check, start_of
from oarlock.measure.facts.points import first_deal_at
from oarlock.measure.periods import INSTANT
from oarlock.stats.result import Estimate, Status, is_rare
from oarlock.words import counted

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

WORTH_SEEING = 0.25
"""A change by a quarter of the usual is what a test must be able to see, or nothing follows from having seen none."""
HORIZON = 90
MOST_UNRECORDED = 0.5
"""Share of the time before that may lie before the record's first deal; of more, the usual rate is not told."""
MOST_NAMED = 5


class Verdict(StrEnum):
    """What a test may say."""

    CAUSED = "caused"
    NOT_SHOWN = "not shown"
    UNDERPOWERED = "underpowered"
    UNKNOWN = "can't tell"


@dataclass(frozen=True, slots=True)
class LinkedTest:
    """What is asked: days are the company's, `until` is the day after the last that is counted.

    Attributes:
        horizon: Days after `since` that belong to the test. reached: of them those the record covers.
    """

    groups: Groups
    outcome: str
    since: date
    horizon: int
    reached: int

    @property
    def is_over(self) -> bool:
        """Whether the whole horizon can be observed."""
        return self.reached >= self.horizon

    @property
    def until(self) -> date:
        """The day after the last that is counted."""
        return self.since + timedelta(days=self.reached)


@dataclass(frozen=True, slots=True)
class Sight:
    """What a test of this size can see with 80 % power, reckoned from the time before it.

    Attributes:
        base: Outcome per unit in as long a time before; None where the record does not reach back.
        smallest: Smallest effect, in the outcome's own unit; None where it cannot be reckoned, infinite where none can be seen.
        per_arm: Units per arm, of unequal arms their harmonic mean. needed: per arm to see a rise by a quarter.
    """

    base: Estimate
    smallest: float | None
    per_arm: int
    needed: int | None

    @property
    def is_enough(self) -> bool:
        """Whether a rise by a quarter of the base can be seen."""
        return self.smallest is not None and self.smallest <= WORTH_SEEING * (self.base.value or 0.0)


@dataclass(frozen=True, slots=True)
class Lift:
    """The answer of a test.

    Attributes:
        design: account holdout, difference in differences, or synthetic control. sight: what it can see; to be read first.
        treated, control: Outcome per account (of regions: mean over them). effect: treated less what control lets expect.
        adjusted: The same with the outcome before taken into account. p: by assigning anew; smallest_p: the smallest it can be.
        left_out: Units that do not count, by the reason. because: why the verdict is what it is. weights: of the donors.
        treated_before, control_before: Of regions, the outcome in as long a time before; the effect is the difference of the changes.
    """

    design: str
    test: LinkedTest
    sight: Sight
    treated: Estimate
    control: Estimate
    effect: Estimate
    p: float | None
    smallest_p: float
    verdict: Verdict
    because: str
    adjusted: Estimate | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    treated_before: Estimate | None = None
    control_before: Estimate | None = None

    @property
    def status(self) -> Status:
        """Whether the horizon is over."""
        return Status.OK if self.test.is_over else Status.IMMATURE


def lift(
    ledger: Ledger,
    agreement: Agreement,
    groups: Groups,
    since: date,
    horizon: int = HORIZON,
    outcome: str = "deal",
    *,
    covered: datetime | None = None,
) -> Lift:
    """What the test changed, as far as its design can say.

    Args:
        covered: The last instant of which the record knows; a day of the test after it is not over, whenever one asks.
    Raises:
        UsedWrongly: the test has not begun, a side is empty, or its groups cannot be compared. UnknownName: no such outcome.
        EmptySample: the record cannot tell the outcome; says which file would change that.
    """
    from oarlock.measure.facts.lift_of_accounts import lift_of_accounts
    from oarlock.measure.facts.lift_of_regions import lift_of_regions

    check(ledger, outcome, horizon)
    _both_stated(groups)
    known = ledger.as_of if covered is None else min(ledger.as_of, covered)
    test = LinkedTest(groups, outcome, since, horizon, _reached(known, agreement, since, horizon))
    first = first_deal_at(ledger)
    if first is not None and first >= start_of(test.until, agreement):
        raise UsedWrongly(
            f"The first deal of the record is of {first:%Y-%m-%d}, and the test ended before: it began on {since} and took"
            f" {counted(horizon, 'day')}.\n  Import earlier deals, or give the day on which the test began."
        )
    of = lift_of_accounts if groups.is_of_accounts else lift_of_regions
    return of(ledger, agreement, test)


def is_recorded(ledger: Ledger, since: datetime, until: datetime) -> bool:
    """Whether the record reaches back over half of a stretch at least: what lies before its first deal is not known to be nothing."""
    first = first_deal_at(ledger)
    return first is not None and (first - since) <= MOST_UNRECORDED * (until - since)


def judged(effect: Estimate, p: float | None, sight: Sight, test: LinkedTest, seen: str) -> tuple[Verdict, str]:
    """The verdict of a test whose range holds.

    Something is caused where the range leaves out 0 and chance seldom gives as much: ranges of shares reckon with more than a handful of
    units, of which as large a difference may come in every fourth assignment.

    Args:
        p: Share of assignments with a difference at least as large.
        seen: What the units are called, for the sentence that says there are too few.
    """
    if not test.is_over:
        return (
            Verdict.UNKNOWN,
            f"{test.reached} of {test.horizon} days are over; a test is judged once, when all are",
        )
    leaves_out_0 = (effect.lo or 0.0) > 0 or (effect.hi or 0.0) < 0
    if leaves_out_0 and p is not None and is_rare(p):
        return Verdict.CAUSED, "the 90% range leaves out 0, and chance alone decided who was treated"
    why = "chance alone gives as much too often" if leaves_out_0 else "the range holds 0"
    if sight.is_enough:
        return Verdict.NOT_SHOWN, f"{why}, and a rise by a quarter would have been seen"
    return Verdict.UNDERPOWERED, f"{why}, and so few {seen} could not have shown a rise by a quarter"


def _both_stated(groups: Groups) -> None:
    if not groups.members:
        told = "".join(f"\n{one}" for one in groups.problems[:MOST_NAMED])
        raise UsedWrongly(f"{groups.name} names no {groups.column.removesuffix('_id')} that can be taken.{told}")
    for is_treated, name, what in (
        (True, "treated", "that the channel reached"),
        (False, "control", "that were left alone"),
    ):
        if not groups.arm(treated=is_treated):
            example = groups.arm(treated=not is_treated)[0]
            other = "control" if is_treated else "treated"
            raise UsedWrongly(
                f"{groups.name}: every {groups.column.removesuffix('_id')} is {other} (such as {example}), and none is {name}.\n"
                f"  A test compares two groups: add a row, with the group {name}, for each of those {what}."
            )


def _reached(known: datetime, agreement: Agreement, since: date, horizon: int) -> int:
    today = local_of(known + INSTANT, agreement.company.time_zone).date()
    reached = min(horizon, (today - since).days)
    if reached < 1:
        raise UsedWrongly(
            f"No day of the test is over: it begins on {since}, and the record is read as of {today - timedelta(days=1)}.\n"
            "  Import what happened since, or give the day on which the test began."
        )
    return reached
