"""Channels of journeys: each has a code, its place in the order of names, for numbers are cheaper than names where touches are many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.places import first_known, kept_name, remembered

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

NO_CHANNEL = "(no channel)"
SALES = "Sales "
"""Before the kind of what sales did: channels of their own."""


def journey_channels(ledger: Ledger, agreement: Agreement) -> tuple[str, ...]:
    """Every channel a journey may hold, in name order; its place is its code."""
    name = kept_name("journey_channels", agreement.attribution.sales_touches)
    return remembered(ledger, name, lambda: _channels(ledger, agreement))


def channel_codes(ledger: Ledger, agreement: Agreement, channel: Any) -> Any:
    """The place of each channel among `journey_channels`; best asked of few rows, because every name is tried on each."""
    import ibis

    channels = journey_channels(ledger, agreement)
    if not channels:
        return ibis.literal(0, type="int32")
    named = first_known(channel, ibis.literal(NO_CHANNEL))
    return ibis.cases(*[(named == name, code) for code, name in enumerate(channels)], else_=0).cast("int32")


def codes_of(ledger: Ledger, agreement: Agreement, purpose: str) -> list[int]:
    """Codes of the channels that serve a purpose."""
    channels = journey_channels(ledger, agreement)
    return [code for code, name in enumerate(channels) if agreement.purpose_of(name) == purpose]


def has_purpose(ledger: Ledger, agreement: Agreement, code: Any, purpose: str) -> Any:
    """Whether each channel serves a purpose, by its code."""
    import ibis

    codes = codes_of(ledger, agreement, purpose)
    return code.isin(codes) if codes else ibis.literal(False)


def _channels(ledger: Ledger, agreement: Agreement) -> tuple[str, ...]:
    found = set()
    if not ledger.is_empty("touches"):
        touches = ledger.table("touches")
        found = {row["channel"] or NO_CHANNEL for row in ledger.rows(touches.select("channel").distinct())}
    if agreement.attribution.sales_touches and not ledger.is_empty("activities"):
        kinds = ledger.table("activities").select("kind").distinct()
        found |= {SALES + (row["kind"] or "activity") for row in ledger.rows(kinds)}
    return tuple(sorted(found))
