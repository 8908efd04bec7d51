"""The new-business deals as arrays, and what happened to them month by month."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from oarlock.diagnose._frame import BUCKETS, Frame
from oarlock.diagnose._strata import bucket_number, marked
from oarlock.diagnose._words import OTHER, UNSAID, reason_group
from oarlock.measure.facts.profile_of import unjudged

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

OPEN, WON, LOST = 0, 1, 2
SOURCES = ("marketing", "sales", "partner", "customer", "product", "(unknown)")
CODES = ("status", "segment", "profile", "source", "bucket", "reason", "channel", "owner")
AGE_EDGES = (0.125, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0)
"""Bands of a deal's age, in median cycles of its segment: the hazard of closing depends on it."""

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Deals:
    """One entry per new-business deal with a known state; days count from 1970-01-01, amounts are in the reporting currency.

    Attributes:
        ended: Day of the last closing, NaN while open. amount: NaN where unknown.
        reason: Index into `_words.REASON_GROUPS` of the coded loss reason, UNSAID where there is none.
        sellers: How many of them `owner` names; that number itself stands for nobody, or for anybody else.
    """

    frame: Frame
    created: Array
    ended: Array
    status: Array
    amount: Array
    segment: Array
    profile: Array
    source: Array
    bucket: Array
    reason: Array
    pushes: Array
    channel: Array
    owner: Array
    channels: tuple[str, ...]
    sellers: int = 0

    @property
    def n(self) -> int:
        """How many deals."""
        return len(self.created)

    @cached_property
    def cycle(self) -> Array:
        """Each deal's segment median of days to closing; the overall median where a segment has fewer than 20 closed deals."""
        days = self.ended - self.created
        closed = self.status != OPEN
        overall = float(np.median(days[closed])) if closed.any() else 60.0
        medians = np.full(int(self.segment.max(initial=0)) + 1, max(overall, 1.0))
        for segment in np.unique(self.segment[closed]):
            own = days[closed & (self.segment == segment)]
            if len(own) >= 20:
                medians[segment] = max(float(np.median(own)), 1.0)
        cycles: Array = medians[self.segment]
        return cycles

    def month_of(self, day: Array) -> Array:
        """Index of the frame's month holding each day; -1 before the frame or for NaN."""
        index = np.searchsorted(self.frame.edges, day, side="right") - 1
        return np.where(np.isfinite(day), np.minimum(index, len(self.frame.months) - 1), -1)

    @cached_property
    def risk(self) -> Risk:
        """Deal-days at risk, wins and losses by month and stratum."""
        return _at_risk(self)


@dataclass(frozen=True, eq=False)
class Risk:
    """Days at risk and endings, each row one (deal, month): the raw material of calendar-month hazards."""

    deal: Array
    month: Array
    days: Array
    stratum: Array
    won: Array
    lost: Array


def read_deals(ledger: Ledger, agreement: Agreement, frame: Frame) -> Deals:
    """The deals of the kinds the agreement counts as new business, in no order; texts become codes in the engine."""
    from oarlock.measure.facts import deal_facts

    def new_business(agreed: Agreement) -> Any:
        facts = deal_facts(ledger, agreed)
        fresh = facts.kind.isin(list(agreed.pipeline.kinds)) | facts.kind.isnull()
        return facts.filter(fresh & facts.status.notnull() & facts.created_at.notnull())

    bare = new_business(unjudged(agreement))
    channels, owners, reasons = (_names(ledger, bare, column) for column in ("source", "owner_id", "loss_reason"))
    facts = marked(ledger, agreement, new_business)
    table = facts.select(
        created=facts.created_at,
        ended=facts.closed_at,
        status=_code(facts.status, ("open", "won", "lost")),
        amount=facts.amount.cast("float64"),
        segment=facts.segment_no,
        profile=facts.profile_no,
        source=_code(facts.sourced_by, SOURCES[:-1]),
        bucket=bucket_number(facts.cluster, BUCKETS),
        reason=_reason(facts.loss_reason, reasons),
        pushes=facts.pushes.fill_null(0),
        channel=_code(facts.source, channels),
        owner=_code(facts.owner_id, owners),
    )
    columns = ledger.run(table)
    codes = {name: np.asarray(columns[name]).astype(np.int64) for name in CODES}
    created, ended = _days(columns["created"]), _days(columns["ended"])
    ended = np.where(codes["status"] == OPEN, np.nan, np.fmax(np.where(np.isnan(ended), created, ended), created))
    pushes = np.asarray(columns["pushes"]).astype(float)
    return Deals(
        frame,
        created,
        ended,
        amount=_floats(columns["amount"]),
        pushes=pushes,
        channels=(*channels, ""),
        sellers=len(owners),
        **codes,
    )


def _names(ledger: Ledger, facts: Any, column: str) -> tuple[str, ...]:
    """The commonest texts of a column, at most 200."""
    counted = facts.filter(facts[column].notnull()).group_by(column).agg(n=lambda t: t.count())
    rows = sorted(ledger.rows(counted), key=lambda row: (-row["n"], row[column]))
    return tuple(row[column] for row in rows[:200])


def _reason(column: Any, names: tuple[str, ...]) -> Any:
    """Index into `_words.REASON_GROUPS` of the loss reason, decided once for each distinct text; UNSAID where there is none."""
    import ibis

    groups: dict[int, list[str]] = {}
    for text in names:
        groups.setdefault(reason_group(text), []).append(text)
    told = [(column.isin(texts), group) for group, texts in groups.items() if group != OTHER]
    return ibis.cases((column.isnull(), UNSAID), *told, else_=OTHER)


def _code(column: Any, names: tuple[str, ...]) -> Any:
    """Index of the text in `names`, their number for any other text or none."""
    import ibis

    if not names:
        return ibis.literal(0, type="int32")
    return ibis.cases(*[(column == name, index) for index, name in enumerate(names)], else_=len(names))


def _at_risk(deals: Deals) -> Risk:
    edges, last = deals.frame.edges, deals.frame.as_of_day
    ends = np.where(np.isnan(deals.ended), last, np.minimum(deals.ended, last))
    parts = []
    for month, (start, stop) in enumerate(zip(edges[:-1], np.minimum(edges[1:], last), strict=True)):
        here = np.flatnonzero((deals.created < stop) & (ends >= start))
        if not len(here):
            continue
        entered = np.maximum(deals.created[here], start)
        left = np.minimum(ends[here], stop)
        closes = np.isfinite(deals.ended[here]) & (deals.ended[here] >= start) & (deals.ended[here] < edges[month + 1])
        age = ((entered + left) / 2 - deals.created[here]) / deals.cycle[here]
        band = np.searchsorted(AGE_EDGES, age)
        stratum = (
            (deals.segment[here] * 3 + deals.profile[here]) * (len(AGE_EDGES) + 1) + band
        ) * 3 + _month_of_quarter(deals.frame, month)
        parts.append((here, np.full(len(here), month), np.maximum(left - entered, 0.02), stratum,
                      closes & (deals.status[here] == WON), closes & (deals.status[here] == LOST)))  # fmt: skip
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)] if parts else [np.zeros(0)] * 6
    return Risk(
        columns[0].astype(int),
        columns[1].astype(int),
        columns[2],
        columns[3].astype(int),
        columns[4].astype(bool),
        columns[5].astype(bool),
    )


def _month_of_quarter(frame: Frame, month: int) -> int:
    """0, 1 or 2: the quarter-end rush is a habit, not a change."""
    return (frame.months[month].month - 1) % 3


def _days(column: Any) -> Array:
    masked = np.ma.masked_invalid(np.ma.asarray(column).astype("datetime64[us]").astype("int64").astype(float))
    empty = np.ma.getmaskarray(np.ma.asarray(column)) | np.isnat(
        np.ma.getdata(np.ma.asarray(column)).astype("datetime64[us]")
    )
    return np.where(empty, np.nan, np.ma.getdata(masked) / 86_400e6)


def _floats(column: Any) -> Array:
    values: Any = np.ma.asarray(column)
    return np.asarray(values.astype(float).filled(np.nan))
