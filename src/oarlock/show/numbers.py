"""Every measure in one place: the latest complete quarter, its range, its n and how it went, by who answers for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from oarlock import words
from oarlock.show import charts
from oarlock.show.figures import readable
from oarlock.show.view import Number
from oarlock.stats.result import Status

GROUPS = (("marketing", "Marketing answers for"), ("sales", "Sales answers for"), ("both", "Both answer for"))


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One measure, written; `spark` is a drawing. `doubt` says why it carries no verdict, empty where it does."""

    metric: str
    title: str
    slices: str
    value: str
    spread: str
    n: str
    period: str
    spark: Markup
    doubt: str


@dataclass(frozen=True, slots=True)
class NumberGroup:
    """The measures one team, or both, answer for."""

    swatch: str
    title: str
    rows: tuple[NumberRow, ...]


def number_groups(numbers: Sequence[Number], currency: str) -> tuple[NumberGroup, ...]:
    """Known numbers by who answers for them; groups without any are left out."""
    known = [number for number in numbers if number.estimate is not None]
    groups = (
        NumberGroup(team, title, tuple(_row(number, currency) for number in known if number.answers_for == team))
        for team, title in GROUPS
    )
    return tuple(group for group in groups if group.rows)


def unknown_numbers(numbers: Sequence[Number]) -> tuple[tuple[str, str], ...]:
    """Measures of which nothing is known, each once, and what would change that."""
    known = {number.title for number in numbers if number.estimate is not None}
    reasons: dict[str, str] = {}
    for number in numbers:
        if number.title not in known:
            reasons.setdefault(number.title, number.reason)
    return tuple(reasons.items())


def _row(number: Number, currency: str) -> NumberRow:
    spread = words.bare(words.measured_range(number.lo, number.hi, number.unit, currency))
    return NumberRow(
        metric=number.metric,
        title=number.title,
        slices=" · ".join(readable(one) for one in number.slices),
        value=words.measured(number.estimate, number.unit, currency),
        spread=spread,
        n=words.count(number.n),
        period=words.period(number.period),
        # Drawn by our own code from numbers alone: safe to place unescaped.
        spark=Markup(charts.sparkline(number.series)),  # noqa: S704
        doubt="" if number.status is Status.OK else number.reason,
    )
