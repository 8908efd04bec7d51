"""Runs the checks of the record and says what they found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from oarlock.agreement import Agreement
from oarlock.agreement.channels import spelling
from oarlock.ledger.engine import quoted
from oarlock.ledger.hygiene.checks import CHECKS, DEALS, Check
from oarlock.ledger.reading import Ledger
from oarlock.ledger.tables import TABLES

RECORDS_SHOWN = 20

_SEVERITIES = ("severe", "warning", "note")
_UNCOUNTED = ("revenue", "spend", "attendance", "time_off")
"""Tables whose name is no plural."""
_CHANNELS = (
    ("leads", "source"),
    ("opportunities", "source"),
    ("touches", "channel"),
    ("campaigns", "channel"),
    ("spend", "channel"),
)
_PRICED = ("opportunities", "spend", "targets", "costs", "revenue")


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong with the record.

    Attributes:
        count: Rows that have it.
        share: Their part of the rows, or of the amount where the sentence says so, that could have it; None where nothing could be weighed.
        records: Up to 20 ids, the first in order.
        severity: "severe", "warning" or "note".
    """

    id: str
    table: str
    count: int
    share: float | None
    sentence: str
    fix: str
    records: tuple[str, ...]
    severity: str = "note"


def flaws(ledger: Ledger, agreement: Agreement) -> list[Flaw]:
    """Everything found wrong with the record as of the ledger's instant, the gravest first; empty tables have no flaws."""
    ledger.keep("record_deals", DEALS)
    found = [
        *_deleted(ledger),
        *_checked(ledger),
        *_unknown_stages(ledger, agreement),
        *_unknown_words(ledger),
        *_unpriced(ledger, agreement),
        *_spelled_twice(ledger),
    ]
    return sorted(found, key=lambda flaw: (_SEVERITIES.index(flaw.severity), -(flaw.share or 0.0), flaw.id))


def _checked(ledger: Ledger) -> Iterator[Flaw]:
    for check in CHECKS:
        if any(ledger.is_empty(table) for table in check.needs):
            continue
        flaw = _ask(ledger, check)
        if flaw:
            yield flaw


def _ask(ledger: Ledger, check: Check) -> Flaw | None:
    flawed = check.flawed.replace("{as_of}", str(ledger.as_of.date()))
    (row,) = ledger.rows(
        f"SELECT count(*) AS n, sum(weight)::DOUBLE AS weight, min(record, {RECORDS_SHOWN}) AS records,"
        f" ({check.among})::DOUBLE AS total FROM ({flawed})"
    )
    if not row["n"]:
        return None
    share = row["weight"] / row["total"] if row["total"] else None
    among = ledger.count(check.table)
    return Flaw(
        id=check.id,
        table=check.table,
        count=row["n"],
        share=share,
        sentence=f"{_of(row['n'], among, check.table)} {_says(check.says, row['n'])}{_told_share(check, share)}.",
        fix=check.fix,
        records=tuple(dict.fromkeys(row["records"])),
        severity="warning" if share is not None and share > check.tolerated else "note",
    )


def _deleted(ledger: Ledger) -> Iterator[Flaw]:
    for name, spec in TABLES.items():
        count = ledger.count_deleted(name)
        if not count:
            continue
        total = count + ledger.count(name)
        key = spec.key[0]
        records = ledger.rows(
            f"SELECT DISTINCT CAST({key} AS VARCHAR) AS record FROM {name}_deleted ORDER BY 1 LIMIT {RECORDS_SHOWN}"
        )
        yield Flaw(
            id=f"{name}.deleted",
            table=name,
            count=count,
            share=count / total,
            sentence=f"{_of(count, total, name)} {'are' if count > 1 else 'is'} marked deleted in the source and left out of every number.",
            fix="Nothing, where that is meant. Otherwise restore them in the source, or export without the deleted ones, and import again.",
            records=tuple(row["record"] for row in records),
            severity="severe" if count == total else "note",
        )


def _unknown_stages(ledger: Ledger, agreement: Agreement) -> Iterator[Flaw]:
    if agreement.stages:
        known = (
            row["stage"] for row in ledger.rows("SELECT DISTINCT stage FROM stage_changes WHERE stage IS NOT NULL")
        )
        unknown = [stage for stage in known if agreement.stage(stage) is None]
        yield from _rows_with(
            ledger, "stage_changes", "lead_id", "stage", unknown, "are in a stage the agreement does not know"
        )
    if agreement.pipeline.stages:
        known = (
            row["stage"]
            for row in ledger.rows(
                "SELECT DISTINCT stage FROM opportunity_versions WHERE status = 'open' AND stage IS NOT NULL"
            )
        )
        unknown = [stage for stage in known if stage not in agreement.pipeline.stages]
        says = "are in a stage that the agreement's pipeline does not list"
        yield from _rows_with(ledger, "opportunity_versions", "opportunity_id", "stage", unknown, says)


def _unknown_words(ledger: Ledger) -> Iterator[Flaw]:
    """Words that no number looks for: a deal of kind "New logo" is neither new nor a renewal."""
    for table, spec in TABLES.items():
        for column in spec.columns:
            if column.closed and not ledger.is_empty(table):
                used = ledger.rows(
                    f"SELECT DISTINCT {column.name} AS word FROM {table} WHERE {column.name} IS NOT NULL"
                )
                unknown = [row["word"] for row in used if row["word"] not in column.words]
                says = f"have a {column.name} that no number looks for"
                fix = f"Translate it in a mapping (values.{column.name}) into one of {', '.join(column.words)}, and import again."
                yield from _rows_with(ledger, table, spec.key[0], column.name, unknown, says, fix)


def _unpriced(ledger: Ledger, agreement: Agreement) -> Iterator[Flaw]:
    home = agreement.company.reporting_currency.upper()
    priced = {
        row["currency"] for row in ledger.rows("SELECT DISTINCT upper(trim(currency)) AS currency FROM rates")
    } | {home, ""}
    for table in _PRICED:
        used = ledger.rows(f"SELECT DISTINCT currency FROM {table} WHERE currency IS NOT NULL")
        without = [row["currency"] for row in used if row["currency"].strip().upper() not in priced]
        key = f"CAST({TABLES[table].key[0]} AS VARCHAR)"
        yield from _rows_with(ledger, table, key, "currency", without, f"are in a currency without a rate to {home}")


def _spelled_twice(ledger: Ledger) -> Iterator[Flaw]:
    """Channels that differ in case, spaces, hyphens or underscores alone: two lines of every table for one channel."""
    for table, column in _CHANNELS:
        used = ledger.rows(
            f"SELECT {column} AS name, count(*) AS n FROM {table} WHERE nullif({column}, '') IS NOT NULL GROUP BY 1"
        )
        usual: dict[str, str] = {}
        for row in sorted(used, key=lambda row: (-row["n"], row["name"])):
            usual.setdefault(spelling(row["name"]), row["name"])
        rare = [row["name"] for row in used if usual[spelling(row["name"])] != row["name"]]
        meant = ", ".join(f'"{name}"' for name in sorted({usual[spelling(name)] for name in rare})[:5])
        says = f"have a {column} that most rows spell {meant}"
        fix = f"Give it one spelling in the source, or in a mapping (values.{column}), and import again; until then it is told as two."
        key = f"CAST({TABLES[table].key[0]} AS VARCHAR)"
        for flaw in _rows_with(ledger, table, key, column, rare, says, fix):
            yield replace(flaw, id=f"{table}.{column}_spelled_twice")


def _rows_with(
    ledger: Ledger, table: str, key: str, column: str, values: Iterable[str], says: str, fix: str = ""
) -> Iterator[Flaw]:
    """A flaw for the rows whose column holds one of these values, if there are any; `fix` is the column's own where none is given."""
    wanted = sorted(values)
    if not wanted:
        return
    listed = ", ".join(map(quoted, wanted))
    (row,) = ledger.rows(
        f"SELECT count(*) AS n, min({key}, {RECORDS_SHOWN}) AS records, (SELECT count(*) FROM {table}) AS total"
        f" FROM {table} WHERE {column} IN ({listed})"
    )
    told = ", ".join(f'"{value}"' for value in wanted[:5]) + (f" and {len(wanted) - 5} more" if len(wanted) > 5 else "")
    yield Flaw(
        id=f"{table}.{column}_unknown",
        table=table,
        count=row["n"],
        share=row["n"] / row["total"],
        sentence=f"{_of(row['n'], row['total'], table)} {_says(says, row['n'])}: {told}.",
        fix=fix or _FIX_BY_COLUMN[column],
        records=tuple(dict.fromkeys(row["records"])),
        severity="warning",
    )


_OF_ONE = {"are": "is", "have": "has"}
"""Verbs that do not get an s where they are said of one."""
_FIX_BY_COLUMN = {
    "stage": "Name these stages in the agreement (as a stage, or as another spelling of one), or correct them in the source.",
    "currency": "Add a row to `rates` for each of them; until then these amounts are left out, and counted as left out.",
}


def _of(count: int, total: int, table: str) -> str:
    noun = table.replace("_", " ")
    if count == total == 1:
        return f"The only row of {noun}"
    if table in _UNCOUNTED:
        noun = f"rows of {noun}"
    if count == total:
        return f"All {total:,} {noun}"
    return f"{count:,} of {total:,} {noun}"


def _says(says: str, count: int) -> str:
    """What is wrong, as it is said of so many."""
    verb, _, rest = says.partition(" ")
    return f"{_OF_ONE.get(verb, f'{verb}s')} {rest}" if count == 1 else says


def _told_share(check: Check, share: Any) -> str:
    return f", {share:.1%}" if share is not None and "share by" in check.says else ""
