"""Marketing's leads as a small table of counts, the only form in which millions of leads reach Python.

A cell is (month, account bucket, segment, profile class, purpose of the channel, response band); it holds how many
leads, and of them how many were qualified, accepted, rejected, rejected as a bad fit, and led to a deal in time. Two
tables are made: one by the month in which leads were created (what targeting brings in) and one by the month in which
they were qualified (what was handed over).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from oarlock.diagnose._frame import BUCKETS, Frame
from oarlock.diagnose._leads import OUTBOUND, leads_read

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

RESPONSE_EDGES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0)
"""Working hours that part the response bands; the band after the last edge is slower still, the one after that never touched."""

NEVER = len(RESPONSE_EDGES) + 1
BANDS = NEVER + 1
FOLLOWED_DAYS = 14.0
"""How long a lead may wait before it counts as never touched."""

COUNTS = ("leads", "qualified", "accepted", "rejected", "bad_fit", "deals")


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


def lead_cells(ledger: Ledger, agreement: Agreement, frame: Frame, *, clock: str, horizon_days: float) -> LeadCells:
    """Counts of marketing's leads by month of `clock` ("created_at" or the column of the qualified stage).

    Args:
        horizon_days: A deal, an acceptance or a rejection counts when it came within so many days of the clock.
    """
    import ibis

    leads = leads_read(ledger, agreement)
    leads = leads.filter(leads[clock].notnull() & (leads[clock] >= ibis.timestamp(f"{frame.first} 00:00:00")))
    leads = leads.filter(leads.purpose_no != OUTBOUND)
    began = leads[clock]

    def within(column: Any) -> Any:
        days = column.delta(began, unit="second") / 86_400.0
        return (column.notnull() & (days <= horizon_days)).ifelse(1, 0)

    rejected = within(leads.disqualified_at)
    accepted = within(ibis.coalesce(leads.sal_at, leads.sql_at, leads.opportunity_at))
    leads = leads.mutate(
        month_no=(began.year() - frame.first.year) * 12 + began.month() - frame.first.month,
        band_no=_band(leads),
        is_qualified=leads.mql_at.notnull().ifelse(1, 0),
        is_accepted=accepted,
        is_rejected=(accepted == 1).ifelse(0, rejected),
        is_bad_fit=leads.is_bad_fit.ifelse(rejected, 0),
        has_deal=within(leads.opportunity_at),
    )
    keys = ["month_no", "bucket_no", "segment_no", "profile_no", "purpose_no", "band_no"]
    table = leads.group_by(keys).agg(
        leads=leads.count(), qualified=leads.is_qualified.sum(), accepted=leads.is_accepted.sum(),
        rejected=leads.is_rejected.sum(), bad_fit=leads.is_bad_fit.sum(), deals=leads.has_deal.sum(),
    )  # fmt: skip
    columns = ledger.run(table)
    month, bucket, segment, profile, purpose, band = (np.asarray(columns[key]).astype(np.int64) for key in keys)
    counts = {name: np.asarray(columns[name], dtype=float) for name in COUNTS}
    cells = LeadCells(month, bucket, segment, profile, purpose, band, counts)
    return cells.keep((cells.month >= 0) & (cells.month < len(frame.months)))


def _band(leads: Any) -> Any:
    """Index of the response band; a lead that nobody touched is in the last one."""
    import ibis

    hours = leads.response_hours
    steps = [(hours <= edge, index) for index, edge in enumerate(RESPONSE_EDGES)]
    return ibis.cases((hours.isnull(), NEVER), *steps, else_=NEVER - 1)
