"""The neutral way in: files named after the ledger's tables, with its headers.

A list of deals may say how each deal stands now (stage, status, amount, close date). Where no file gives the deals' history, versions are
reconstructed from it: open at creation with an amount nobody knows now, and as it ended, or as it stands today. They carry the
attribute `reconstructed`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from oarlock.connect.base import RECONSTRUCTED, Reading, Recognised, Rows
from oarlock.connect.headers import bare, table_named
from oarlock.errors import Problem, nearest
from oarlock.ledger.tables import BOOKKEEPING, TABLES

STATE = (
    "stage",
    "status",
    "is_won",
    "is_closed",
    "amount",
    "close_date",
    "closed_at",
    "probability",
    "forecast_category",
)
"""Columns of a list of deals that say how a deal stands now."""

RECONSTRUCTED_NOTE = (
    "the deals' history is reconstructed from how they stand now: amounts, stages and close dates before that are unknown. A file"
    " opportunity_versions (Salesforce: OpportunityHistory; HubSpot: deals with their stage dates) would give it."
)


def recognise(stem: str, folder: str, header: Sequence[str], reading: Reading) -> Recognised | None:
    """What becomes of a file named after a table, or None when it is not, or lacks a column that table needs."""
    table = table_named(stem) or table_named(folder)
    if table is None or missing(table, header):
        return None
    return Recognised(
        "by its name",
        "files",
        *_columns(table, header),
        reading=reading,
        optional=frozenset(STATE),
        notes=_notes(table, header),
    )


def missing(table: str, header: Sequence[str]) -> list[str]:
    """Required columns that the header lacks."""
    there = {bare(name) for name in header}
    return [column.name for column in TABLES[table].columns if column.required and bare(column.name) not in there]


def problem(name: str, table: str, header: Sequence[str]) -> Problem:
    """Why a file named after a table cannot be read into it."""
    lacks = missing(table, header)
    close = nearest(lacks[0], [h for h in header if h])
    needed = ", ".join(column.name for column in TABLES[table].columns if column.required)
    return Problem(
        f"{name}, line 1",
        f'there is no column "{lacks[0]}", which {table} needs.{close}',
        f"Needed: {needed}. Rename the columns, or draft a mapping with `oarlock import {name.split(', sheet ')[0]} --suggest`.",
    )


def _columns(table: str, header: Sequence[str]) -> tuple[Mapping[str, str], tuple[Rows, ...]]:
    spec = TABLES[table]
    known = {bare(c.name): c.name for c in (*spec.columns, *BOOKKEEPING)}
    if "source" not in known:
        known["source"] = "source_system"
    names = {known[bare(h)]: h for h in header if bare(h) in known}
    state = _state(table, header)
    names |= state
    columns = {name: f'"{name}"' for name in names if name not in state}
    own = Rows(table, columns, rest=True)
    if not state:
        return names, (own,)
    return names, (
        own,
        *versions(
            {"opportunity_id": "opportunity_id", "created_at": "created_at"},
            deleted="deleted_at" if "deleted_at" in names else "",
        ),
    )


def _state(table: str, header: Sequence[str]) -> dict[str, str]:
    """State columns of a list of deals → headers; empty where the list says nothing of won and lost."""
    if table != "opportunities":
        return {}
    found = {name: h for name in STATE for h in header if bare(h) == bare(name)}
    return found if {"stage", "status", "is_won", "is_closed"} & set(found) else {}


def _notes(table: str, header: Sequence[str]) -> tuple[str, ...]:
    return (RECONSTRUCTED_NOTE,) if _state(table, header) else ()


STATUS = (
    "case when lower(status) in ('open', 'won', 'lost') then lower(status)"
    " when lower(is_won) in ('true', 't', 'yes', 'y', '1') then 'won'"
    " when lower(is_closed) in ('true', 't', 'yes', 'y', '1') then 'lost'"
    " when is_closed is not null then 'open'"
    " when lower(stage) in ('closed won', 'closedwon', 'won') then 'won'"
    " when lower(stage) in ('closed lost', 'closedlost', 'lost') then 'lost'"
    " when status is null then 'open' else status end"
)
"""How a deal stands, from whichever column says it; an unknown status stays as it is and is refused."""

ENDED = "coalesce(instant(closed_at), case when instant(close_date) > now() then now() else instant(close_date) end)"


def versions(of: Mapping[str, str], *, deleted: str = "", probability: str = "probability") -> tuple[Rows, ...]:
    """Versions of deals reconstructed from how they stand now; the names of `STATE` must be usable in expressions.

    Args:
        of: Expressions for opportunity_id and created_at.
        deleted: Expression for deleted_at, or "" without one.
        probability: Expression for it, as a share.
    """
    created = of["created_at"]
    common = {"opportunity_id": of["opportunity_id"], "reconstructed": "'true'"} | (
        {"deleted_at": deleted} if deleted else {}
    )
    stands = {
        "stage": "stage", "status": STATUS, "amount": "amount", "close_date": "close_date", "forecast_category": "forecast_category",
        "probability": probability,
    }  # fmt: skip
    is_open = f"{STATUS} = 'open'"
    known = f"{STATUS} in ('open', 'won', 'lost')"
    begins_before = (
        f"{known} and ({is_open} or {ENDED} is null or instant({created}) is null or instant({created}) < {ENDED})"
    )
    says_more = "coalesce(stage, amount, close_date, probability, forecast_category) is not null"
    began = {**common, "valid_from": created, "status": "'open'"}
    ended = {**common, "valid_from": ENDED, **stands}
    today = {**common, "valid_from": "now()", **stands}
    return (
        Rows("opportunity_versions", began, where=begins_before, fallback=RECONSTRUCTED),
        Rows("opportunity_versions", ended, where=f"not ({is_open})", fallback=RECONSTRUCTED),
        Rows("opportunity_versions", today, where=f"{is_open} and {says_more}", fallback=RECONSTRUCTED),
    )
