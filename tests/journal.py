"""Small ledgers written as journals: one event a line, turned into the ledger's tables.

    2026-03-06 17:00  ann  mql
    2026-03-09 09:30  ann  touched  by=call
    2026-03-10        big  opened   amount=100 close=2026-06-30 lead=ann

A line is a day (with a time, in UTC), who it is about, what happened, and details. What may happen: to a lead `created`, a stage by
its name (`reason=`), `assigned` (`to=`), `touched` (`by=`, `automated=`, `direction=`); to a deal `opened`, `changed`, `won`, `lost`,
`deleted`; to an account `founded`; to a person of ours `hired`; to a campaign `started`, `paid` (`amount=`), `answered` (`lead=`,
`account=`). Any other table takes a row by `noted table=`, with its columns as details: who it is about goes into the table's first key
column (`-` leaves that to the details), the day into the column that says when it happened.
Details that a table does not know become its attributes. A lead nobody created is created by the first line about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from oarlock.ledger.store import Store
from oarlock.ledger.tables import STORED_AS, TABLES, Kind
from oarlock.ledger.writer import Load, Writer

LINE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\s+(\d{1,2}:\d{2}(?::\d{2})?))?\s+(\S+)\s+(\S+)(.*)")
STAGES = {"inquiry", "pql", "mql", "sal", "sql", "opportunity", "customer", "disqualified", "recycled"}
BOOKKEEPING = {"deleted_at": "TIMESTAMP", "known_at": "TIMESTAMP", "source_system": "VARCHAR"}
Rows = dict[str, list[dict[str, Any]]]


@dataclass
class Journal:
    """Rows by table, as lines are read."""

    rows: Rows = field(default_factory=dict)
    leads: dict[str, dict[str, Any]] = field(default_factory=dict)
    standing: dict[str, dict[str, Any]] = field(default_factory=dict)
    deleted: dict[str, str] = field(default_factory=dict)

    def add(self, table: str, **row: Any) -> dict[str, Any]:
        """Adds one row."""
        self.rows.setdefault(table, []).append(row)
        return row

    def tell(self, at: str, who: str, verb: str, details: dict[str, str]) -> None:
        """Adds what one line says."""
        if verb in ("opened", "changed", "won", "lost", "deleted"):
            self._deal(at, who, verb, details)
        elif verb == "founded":
            self.add("accounts", account_id=who, created_at=at, **details)
        elif verb == "hired":
            self.add("users", user_id=who, **details)
        elif verb == "noted":
            self._row(at, who, details.pop("table"), details)
        elif verb in ("started", "paid", "answered"):
            self._campaign(at, who, verb, details)
        else:
            self._lead(at, who, verb, details)

    def _row(self, at: str, who: str, table: str, details: dict[str, str]) -> None:
        spec = TABLES[table]
        named = {} if who == "-" else {spec.key[0]: who}
        when = {spec.happened: at} if spec.happened and spec.happened not in details else {}
        self.add(table, **{**when, **named, **_linked(details)})

    def _lead(self, at: str, who: str, verb: str, details: dict[str, str]) -> None:
        if verb == "created":
            self.leads[who] = self.add("leads", lead_id=who, created_at=at, **_linked(details))
            return
        if who not in self.leads:
            self.leads[who] = self.add("leads", lead_id=who, created_at=at)
        if verb == "assigned":
            self.add("assignments", lead_id=who, assigned_at=at, user_id=details.get("to", "somebody"))
        elif verb == "touched":
            number = len(self.rows.get("activities", ()))
            kind, rest = details.pop("by", "call"), details
            self.add(
                "activities", activity_id=f"act-{at}-{who}-{number}", happened_at=at, lead_id=who, kind=kind, **rest
            )
        else:
            self.add("stage_changes", lead_id=who, changed_at=at, stage=verb, **details)

    def _deal(self, at: str, who: str, verb: str, details: dict[str, str]) -> None:
        version = {"amount", "close", "stage", "forecast_category", "probability"}
        told = {name: details.pop(name) for name in list(details) if name in version}
        if "close" in told:
            told["close_date"] = told.pop("close")
        if verb == "deleted":
            self.deleted[who] = at
            return
        if verb == "opened":
            self.add("opportunities", opportunity_id=who, created_at=at, **_linked(details))
        elif verb == "lost" and "reason" in details:
            deal = next(row for row in self.rows["opportunities"] if row["opportunity_id"] == who)
            deal["loss_reason"] = details["reason"]
        status = verb if verb in ("won", "lost") else "open"
        now = self.standing[who] = {**self.standing.get(who, {}), **told, "status": status}
        self.add("opportunity_versions", opportunity_id=who, valid_from=at, **now)

    def _campaign(self, at: str, who: str, verb: str, details: dict[str, str]) -> None:
        if verb == "started":
            self.add("campaigns", campaign_id=who, name=who, started_on=at[:10], **details)
        elif verb == "paid":
            self.add("spend", day=at[:10], campaign_id=who, channel=details.pop("channel", "ads"), **details)
        else:
            touch = f"touch-{at}-{who}-{len(self.rows.get('touches', ()))}"
            self.add(
                "touches",
                touch_id=touch,
                touched_at=at,
                campaign_id=who,
                channel=details.pop("channel", "ads"),
                **_linked(details),
            )


def rows_of(text: str) -> Journal:
    """What a journal says, by table."""
    journal = Journal()
    for line in text.strip().splitlines():
        if not line.strip():
            continue
        match = LINE.fullmatch(line.strip())
        assert match is not None, f"not a line of a journal: {line!r}"
        day, time, who, verb, rest = match.groups()
        details = dict(word.split("=", 1) for word in rest.split())
        journal.tell(f"{day} {time or '00:00'}", who, verb, details)
    return journal


def store_of(text: str, *, backwards: bool = False) -> Store:
    """A ledger in memory that holds what the journal says; `backwards` loads its rows in the opposite order."""
    journal = rows_of(text)
    store = Store.in_memory(threads=1)
    take(store, journal.rows, "journal", backwards=backwards)
    if journal.deleted:
        gone = [{**row, "deleted_at": journal.deleted[row["opportunity_id"]]} for row in journal.rows["opportunities"]
                if row["opportunity_id"] in journal.deleted]  # fmt: skip
        take(store, {"opportunities": gone}, "deletions", at=max(journal.deleted.values()))
    return store


def take(
    store: Store,
    rows: Mapping[str, list[dict[str, Any]]],
    load: str,
    *,
    at: str = "2000-01-01",
    backwards: bool = False,
) -> None:
    """Commits rows by table as one load."""
    with Writer(store) as writer:
        staged = {}
        for table, told in rows.items():
            ordered = list(reversed(told)) if backwards else told
            writer.connection.execute(f"CREATE OR REPLACE TEMP TABLE staged_{table} AS {_select(table, ordered)}")
            staged[table] = f"staged_{table}"
        writer.commit(Load(load, datetime.fromisoformat(at).replace(tzinfo=UTC), "journal"), staged)


def _select(table: str, rows: Iterable[Mapping[str, Any]]) -> str:
    rows = list(rows)
    spec = TABLES[table]
    names = [c.name for c in spec.columns]
    extra = sorted({name for row in rows for name in row} - {*names, *BOOKKEEPING})
    book = sorted({name for row in rows for name in row} & BOOKKEEPING.keys())
    columns = [*names, *extra, *book]
    values = ", ".join("(" + ", ".join(_written(spec, name, row.get(name)) for name in columns) + ")" for row in rows)
    kinds = {c.name: STORED_AS[c.kind] for c in spec.columns} | {name: BOOKKEEPING[name] for name in book}
    casts = ", ".join(f'CAST("{name}" AS {kinds.get(name, "VARCHAR")}) AS "{name}"' for name in columns)
    titles = ", ".join(f'"{name}"' for name in columns)
    return f"SELECT {casts} FROM (VALUES {values}) AS told({titles})"


def _written(spec: Any, name: str, value: Any) -> str:
    if value is None:
        return "NULL"
    column = spec.column(name)
    if column is not None and column.kind is Kind.MONEY:
        return str(round(float(value) * 1_000_000))
    return "'" + str(value).replace("'", "''") + "'"


def _linked(details: Mapping[str, str]) -> dict[str, str]:
    """`account=`, `lead=`, `owner=` and `campaign=` name ids."""
    ids = {"account": "account_id", "lead": "lead_id", "owner": "owner_id", "campaign": "campaign_id"}
    return {ids.get(name, name): value for name, value in details.items()}
