"""Instants as they are stored: naive, UTC."""

from __future__ import annotations

from datetime import UTC, datetime

from oarlock.errors import UsedWrongly


def stored_instant(instant: datetime, what: str) -> datetime:
    """The aware instant as naive UTC; `what` names it in the error for a naive one."""
    if instant.tzinfo is None:
        raise UsedWrongly(
            f'{what} "{instant}" has no time zone. Give an aware instant, such as datetime(2026, 3, 31, tzinfo=UTC).'
        )
    return instant.astimezone(UTC).replace(tzinfo=None)
