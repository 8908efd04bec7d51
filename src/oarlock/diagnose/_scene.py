"""The scene a cause is judged in: the record as arrays, and the signals that several causes read, each computed once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property, update_wrapper
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import numpy as np

from oarlock.diagnose import _lead_cells as lc
from oarlock.diagnose._deals import LOST, OPEN, WON, Array, Deals, read_deals
from oarlock.diagnose._frame import Frame
from oarlock.diagnose._lead_cells import BANDS, LeadCells, lead_cells
from oarlock.diagnose._leads import PURPOSES, leads_passed
from oarlock.diagnose._signals import Weights
from oarlock.diagnose._strata import segment_names
from oarlock.diagnose._timing import Account, account

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

P = ParamSpec("P")
T = TypeVar("T")

HORIZON_DAYS = 75.0
"""Longest time a handed-over lead is given to become a deal (see `Scene.horizon`)."""
LAST = int(HORIZON_DAYS)
NEARLY_ALL, LEAST_DEALS = 0.98, 30
"""So many of a quarter's deals must have come within the horizon, fewer missed than are worth a name; so few deals tell nothing."""


@dataclass(frozen=True, eq=False)
class Scene:
    """Everything the causes look at, read once from the ledger; all lazily, so that a missing table costs nothing."""

    ledger: Ledger
    agreement: Agreement
    frame: Frame
    bookings: Array  # won new-business money by month of the frame, reporting currency
    has_learnt_profile: bool = False
    _tables: dict[tuple[Hashable, ...], tuple[Array, Array]] = field(default_factory=dict, repr=False)
    _asked: dict[tuple[Hashable, ...], Any] = field(default_factory=dict, repr=False)

    @property
    def currency(self) -> str:
        """The reporting currency."""
        return self.agreement.company.reporting_currency

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """Names of the segments, the last one unknown."""
        return segment_names(self.agreement)

    @cached_property
    def deals(self) -> Deals:
        """New-business deals as arrays."""
        return read_deals(self.ledger, self.agreement, self.frame)

    @cached_property
    def clock(self) -> str:
        """The instant at which a lead is handed over: its qualification, or its creation where the record knows no qualification."""
        facts = leads_passed(self.ledger, self.agreement)
        known = self.ledger.rows(facts.aggregate(n=facts.mql_at.count()))[0]["n"]
        return "mql_at" if known else "created_at"

    @cached_property
    def horizon(self) -> float:
        """Days from hand-over within which nearly all deals came that ever came, in whichever quarter took longest; 7 to HORIZON_DAYS.

        Deals of leads that are answered late come late. A horizon that cut those off, and not the prompt ones of the time before, would
        take for lost what is only late (METHODS 2.1).
        """
        facts = leads_passed(self.ledger, self.agreement)
        day = (facts.opportunity_at.delta(facts[self.clock], unit="second") / 86_400.0).ceil().cast("int64")
        lags = facts.select(day=day, month_no=self.frame.month_no(facts[self.clock]))
        lags = lags.filter(lags.day >= 0, lags.month_no >= 0).mutate(
            day=lambda t: (t.day > LAST).ifelse(LAST + 1, t.day)
        )
        came = np.zeros((len(self.frame.months) + 1, LAST + 2))
        for row in self.ledger.rows(lags.group_by("month_no", "day").aggregate(n=lambda t: t.count())):
            came[row["month_no"], row["day"]] = row["n"]
        return days_to_come(came[:-1][self.frame.matured(HORIZON_DAYS)])

    @property
    def brought(self) -> LeadCells:
        """Marketing's leads by month of creation."""
        return self._cells[0]

    @property
    def handed(self) -> LeadCells:
        """Marketing's leads by month of hand-over."""
        return self._cells[1]

    @cached_property
    def _cells(self) -> tuple[LeadCells, ...]:
        clocks = (("created_at", self.horizon + 15.0), (self.clock, self.horizon))
        return lead_cells(self.ledger, self.agreement, self.frame, clocks)

    @cached_property
    def followed(self) -> Array:
        """Per month of hand-over: had every lead its whole horizon?"""
        return self.frame.matured(max(self.horizon, lc.FOLLOWED_DAYS))

    def dense(self, cells: LeadCells, count: str, *axes: str, weights: Weights = None) -> Array:
        """A count by (month, *axes) as a dense array."""
        sizes = {"segment": len(self.segments), "profile": 3, "purpose": len(PURPOSES), "band": BANDS}
        shape = (len(self.frame.months), *(sizes[axis] for axis in axes))
        key = ("leads", id(cells), count, axes)
        return self.under(weights, key, lambda: cells.by_bucket(count, "month", *axes, shape=shape))

    def under(self, weights: Weights, key: tuple[Hashable, ...], by_bucket: Callable[[], Array]) -> Array:
        """A table summed over its account buckets, each with its weight; the table by bucket is made once for each key.

        Resampling accounts is then a product of weights and a small table, whatever the size of the ledger.
        """
        if key not in self._tables:
            table = by_bucket()
            self._tables[key] = (table, table.sum(0))
        table, total = self._tables[key]
        return total if weights is None else weights.sum(key, table)

    @cached_property
    def deal_value(self) -> Array:
        """Expected won money of one new deal by (segment, profile class), over the whole record: the scale of every money amount.

        Won money over resolved deals, shrunk to the overall value by ten deals so that a cell with three deals says little.
        """
        deals = self.deals
        resolved = deals.status != OPEN
        cell = (deals.segment * 3 + deals.profile)[resolved]
        money = np.where(deals.status == WON, np.nan_to_num(deals.amount), 0.0)[resolved]
        size = len(self.segments) * 3
        n, won = np.bincount(cell, minlength=size), np.bincount(cell, money, minlength=size)
        overall = won.sum() / max(n.sum(), 1)
        shrunk: Array = ((won + 10 * overall) / (n + 10)).reshape(-1, 3)
        return shrunk

    @cached_property
    def win_share(self) -> float:
        """Won of resolved deals, over the whole record."""
        won, lost = (self.deals.status == WON).sum(), (self.deals.status == LOST).sum()
        return float(won / max(won + lost, 1))

    @cached_property
    def timing(self) -> Account | None:
        """Whether the month in which closing changed most is one of slower clocks or of other odds; None without such a month."""
        from oarlock.diagnose._deal_signals import closing_speed, win_share

        shifts = [signal.shift for signal in (closing_speed(self), win_share(self)) if signal.shift is not None]
        return account(self.deals, min(shifts, key=lambda shift: shift.t).at) if shifts else None

    def bookings_per_quarter(self, since: int) -> float:
        """Mean bookings of a quarter from month `since` to the last full month."""
        full = self.frame.full.copy()
        full[:since] = False
        return float(self.bookings[full].mean() * 3) if full.any() else float(self.bookings[self.frame.full].mean() * 3)


def days_to_come(came: Array) -> float:
    """The most days that any three months' deals took to be nearly all there.

    Args:
        came: Deals by (month, days from hand-over), the last column for all that took longer.
    """
    quarters = [came[start : start + 3].sum(0) for start in range(0, len(came), 3)]
    told = [quarter for quarter in quarters if quarter.sum() >= LEAST_DEALS] or [came.sum(0)]
    if not came.sum():
        return HORIZON_DAYS
    most = max(int(np.argmax(quarter.cumsum() >= NEARLY_ALL * quarter.sum())) for quarter in told)
    return float(np.clip(most, 7, LAST))


def once(ask: Callable[Concatenate[Scene, P], T]) -> Callable[Concatenate[Scene, P], T]:
    """Asks a question of a scene once; several causes read the same signal."""

    def asked(scene: Scene, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (ask.__module__, ask.__name__, args, tuple(sorted(kwargs.items())))
        if key not in scene._asked:
            scene._asked[key] = ask(scene, *args, **kwargs)
        answer: T = scene._asked[key]
        return answer

    return update_wrapper(asked, ask)
