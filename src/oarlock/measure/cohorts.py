"""Waiting times of a cohort: from an entry to whatever came first, in calendar days of the company's time zone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.local import local, local_of, years_of
from oarlock.measure.facts.places import FAR, first_known

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def earliest(*instants: Any) -> Any:
    """The earliest of the known instants; null where none is known."""
    import ibis

    if len(instants) == 1:
        return instants[0]
    return ibis.least(*(first_known(at, ibis.literal(FAR, type="timestamp")) for at in instants)).nullif(
        ibis.literal(FAR, type="timestamp")
    )


def followed(ledger: Ledger, agreement: Agreement, rows: Any, start: Any, met: Any, ended: Any) -> Any:
    """The rows with `waited` (whole days by the calendar) and `outcome`: 1 met, 2 ended otherwise first, 0 open at the ledger's instant.

    What ended before the start does not count; what was met before it counts as met, with a negative wait that a conversion takes as
    passed at once and a duration as a fault of the record.
    """
    ended = (ended >= start).ifelse(ended, _never())
    ended_first = (ended < met).fill_null(met.isnull() & ended.notnull())
    outcome = ended_first.ifelse(2, met.notnull().ifelse(1, 0))
    stops = first_known(ended_first.ifelse(ended, met), now(ledger))
    zone, years = agreement.company.time_zone, years_of(ledger)
    days = (local(stops, zone, years).date().delta(local(start, zone, years).date(), unit="day")).cast("int64")
    return rows.mutate(waited=days, outcome=outcome)


def passed_at_once(rows: Any) -> Any:
    """A stage that was skipped was passed in no time: counted in a conversion (METHODS 2.3)."""
    return rows.mutate(waited=(rows.outcome == 1).ifelse(rows.waited.clip(lower=0), rows.waited))


def now(ledger: Ledger) -> Any:
    """The ledger's instant as a naive UTC literal."""
    import ibis

    return ibis.literal(ledger.as_of.replace(tzinfo=None), type="timestamp")


def local_day(ledger: Ledger, agreement: Agreement) -> Any:
    """The company's day at the ledger's instant."""
    return local_of(ledger.as_of, agreement.company.time_zone).date()


def _never() -> Any:
    import ibis

    return ibis.null("timestamp")
