"""Marketing's leads as a small table of counts, the only form in which millions of leads reach Python.

A cell is (month, account bucket, segment, profile class, purpose of the channel, response band); it holds how many
leads, and of them how many were qualified, accepted, rejected, rejected as a bad fit, led to a deal in time, and waited
longest for an owner. Two tables are made at once: one by the month in which leads were created (what targeting brings
in) and one by the month in which they were qualified (what was handed over).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from oarlock.diagnose._frame import BUCKETS, Frame
from oarlock.diagnose._leads import OUTBOUND, leads_read
from oarlock.diagnose._strata import PROFILES, segment_names

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

RESPONSE_EDGES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0)
"""Working hours that part the response bands; the band after the last edge is slower still, the one after that never touched."""

NEVER = len(RESPONSE_EDGES) + 1
BANDS = NEVER + 1
FOLLOWED_DAYS = 14.0
"""How long a lead may wait before it counts as never touched."""

COUNTS = ("leads", "qualified", "accepted", "rejected", "bad_fit", "deals", "ownerless")


@dataclass(frozen=True, eq=False)
class LeadCells:
    """Counts per cell: arrays of one length; `month` indexes the frame's months."""

    month: np.ndarray
    bucket: np.ndarray
    segment: np.ndarray
    profile: np.ndarray
    purpose: np.ndarray
    band: np.ndarray
    counts: dict[str, np.ndarray]

    def by_bucket(self, count: str, *axes: str, shape: tuple[int, ...]) -> np.ndarray:
        """Sums one count over the axes named, dense, the account bucket first: (buckets, *shape)."""
        places = [self.bucket, *(getattr(self, axis) for axis in axes)]
        full = (BUCKETS, *shape)
        flat = np.ravel_multi_index(places, full)
        return np.bincount(flat, self.counts[count], minlength=int(np.prod(full))).reshape(full)

    def keep(self, mask: np.ndarray) -> LeadCells:
        """The cells for which the mask holds."""
        return LeadCells(
            self.month[mask], self.bucket[mask], self.segment[mask], self.profile[mask], self.purpose[mask], self.band[mask],
            {name: values[mask] for name, values in self.counts.items()},
        )  # fmt: skip


def lead_cells(
    ledger: Ledger, agreement: Agreement, frame: Frame, clocks: Sequence[tuple[str, float]]
) -> tuple[LeadCells, ...]:
    """Counts of marketing's leads by month of each clock, in one question: the leads are met with their accounts and answers once.

    Args:
        clocks: "created_at" or the column of the qualified stage, and the days from it within which a deal, an acceptance or a rejection
            counts.
    """
    axes = {
        "clock_no": len(clocks), "month_no": len(frame.months), "bucket_no": BUCKETS, "segment_no": len(segment_names(agreement)),
        "profile_no": PROFILES, "purpose_no": OUTBOUND + 1, "band_no": BANDS,
    }  # fmt: skip
    rows = _by_clock(ledger, agreement, frame, clocks)
    # A cell is one number to the engine, which compares one number a row instead of seven.
    cell = rows.clock_no
    for axis, size in list(axes.items())[1:]:
        cell = cell * size + rows[axis]
    rows = rows.mutate(cell=cell)
    table = rows.group_by("cell").agg(
        leads=rows.count(), qualified=rows.is_qualified.sum(), accepted=rows.is_accepted.sum(),
        rejected=rows.is_rejected.sum(), bad_fit=rows.is_bad_fit.sum(), deals=rows.has_deal.sum(),
        ownerless=rows.is_unowned.sum(),
    )  # fmt: skip
    columns = ledger.run(table)
    clock, *places, band = np.unravel_index(np.asarray(columns["cell"]).astype(np.int64), tuple(axes.values()))
    month, bucket, segment, profile, purpose = places
    counts = {name: np.asarray(columns[name], dtype=float) for name in COUNTS}
    cells = LeadCells(month, bucket, segment, profile, purpose, band, counts)
    # Those of outbound are dropped here: left out before, the leads would look few enough to be what accounts are looked up in.
    return tuple(cells.keep((clock == no) & (purpose != OUTBOUND)) for no in range(len(clocks)))


def _by_clock(ledger: Ledger, agreement: Agreement, frame: Frame, clocks: Sequence[tuple[str, float]]) -> Any:
    """One row per lead and clock that started within the frame: its month, its response band, and what became of it in time."""
    import ibis

    leads = leads_read(ledger, agreement)
    return ibis.union(*(_clocked(leads, frame, no, *clock) for no, clock in enumerate(clocks)))


def _clocked(leads: Any, frame: Frame, number: int, clock: str, horizon: float) -> Any:
    """The leads whose clock started within the frame, under the clock's number."""
    import ibis

    first, after = (ibis.literal(bound, type="timestamp") for bound in (frame.bounds[0], frame.bounds[-1]))
    began = leads[clock]
    leads = leads.filter(began >= first, began < after)

    def within(column: Any) -> Any:
        days = column.delta(began, unit="second") / 86_400.0
        return (column.notnull() & (days <= horizon)).ifelse(1, 0)

    rejected = within(leads.disqualified_at)
    accepted = within(ibis.coalesce(leads.sal_at, leads.sql_at, leads.opportunity_at))
    return leads.select(
        "bucket_no", "segment_no", "profile_no", "purpose_no",
        clock_no=ibis.literal(number, "int64"),
        month_no=frame.month_no(began),
        band_no=_band(leads),
        is_qualified=leads.mql_at.notnull().ifelse(1, 0),
        is_accepted=accepted,
        is_rejected=((accepted == 1) | leads.is_unjudged).ifelse(0, rejected),
        is_bad_fit=leads.is_bad_fit.ifelse(rejected, 0),
        has_deal=within(leads.opportunity_at),
        is_unowned=leads.is_ownerless.ifelse(1, 0),
    )  # fmt: skip


def _band(leads: Any) -> Any:
    """Index of the response band; a lead that nobody touched is in the last one."""
    import ibis

    hours = leads.response_hours
    steps = [(hours <= edge, index) for index, edge in enumerate(RESPONSE_EDGES)]
    return ibis.cases((hours.isnull(), NEVER), *steps, else_=NEVER - 1)
