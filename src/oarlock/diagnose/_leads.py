"""The leads as the diagnosis reads them: few narrow columns, made and kept once, whatever is asked of them afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.diagnose._frame import BUCKETS
from oarlock.diagnose._strata import bucket_of, profile_code, segment_code, with_accounts

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

COLUMNS = (
    "lead_id", "created_at", "mql_at", "sal_at", "sql_at", "opportunity_at", "disqualified_at", "assigned_at", "first_touch_at",
    "response_hours", "reason_group", "purpose", "on_profile",
)  # fmt: skip


def leads_read(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead: COLUMNS of the lead facts, and `bucket_no`, `segment_no`, `profile_no` (see `_strata`)."""
    from oarlock.measure.facts import lead_rows
    from oarlock.measure.facts.places import kept, kept_name

    return kept(
        ledger,
        kept_name("leads_read", agreement),
        lambda: _narrow(with_accounts(lead_rows(ledger, agreement), ledger), agreement),
    )


def _narrow(facts: Any, agreement: Agreement) -> Any:
    return facts.select(
        *COLUMNS,
        bucket_no=bucket_of(facts.cluster, BUCKETS).cast("int16"),
        segment_no=segment_code(facts, agreement).cast("int16"),
        profile_no=profile_code(facts.on_profile).cast("int8"),
    )
