"""What is stored: the physical columns of each table, and the ledger's own tables about loads, versions and names."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from oarlock.ledger.tables import BOOKKEEPING, STORED_AS, TABLES, TableSpec

LAKE = "lake.main"
"""Catalog and schema under which the stored tables are attached."""

EPOCH = "TIMESTAMP '1970-01-01'"
"""When a row without any instant of its own is taken to have been known."""

TRACKING: Mapping[str, str] = MappingProxyType({"row_no": "BIGINT", "load_no": "INTEGER"})
"""Columns that number each row within its table, and its load. Readers do not see them."""

CODED: Mapping[str, str] = MappingProxyType({"channel_code": "USMALLINT"})
"""A further column of `touches`: the channel as a small number."""

RESERVED = frozenset(
    {*TRACKING, *CODED, "journey", *(column.name for column in BOOKKEEPING), "row_id", "rowid", "snapshot_id"}
)
"""Names no attribute may take: ours, and those the store keeps for itself."""

OWN_TABLES: Mapping[str, str] = MappingProxyType(
    {
        "loads": "load_no INTEGER, load_id VARCHAR, loaded_at TIMESTAMP, source VARCHAR, files VARCHAR, note VARCHAR,"
        " counts VARCHAR, undoes INTEGER",
        "extents": "table_name VARCHAR, load_no INTEGER, rows BIGINT, deleted BIGINT, superseded BIGINT, known_to TIMESTAMP,"
        " happened_to TIMESTAMP",
        "superseded": "table_name VARCHAR, row_no BIGINT, known_until TIMESTAMP, load_no INTEGER",
        "returned": "table_name VARCHAR, row_no BIGINT, origin_no INTEGER, load_no INTEGER",
        "attributes": "table_name VARCHAR, name VARCHAR, header VARCHAR, load_no INTEGER",
        "channel_codes": "code USMALLINT, channel VARCHAR, load_no INTEGER",
        "journeys": "lead_id VARCHAR, path BLOB, high BLOB, load_no INTEGER",
        "identities": "match_no BIGINT, entity VARCHAR, id VARCHAR, master_id VARCHAR, reason VARCHAR, confidence VARCHAR,"
        " matched_with VARCHAR, matched_at TIMESTAMP, undone_at TIMESTAMP, load_no INTEGER",
    }
)


def own_columns(spec: TableSpec) -> dict[str, str]:
    """The table's declared and bookkeeping columns with their stored types, in order; no attributes."""
    return {column.name: STORED_AS[column.kind] for column in (*spec.columns, *BOOKKEEPING)}


def create_statements() -> tuple[str, ...]:
    """Statements that make every table of an empty ledger."""
    described = {name: _described(stored_columns(spec)) for name, spec in TABLES.items()} | dict(OWN_TABLES)
    return tuple(f'CREATE TABLE IF NOT EXISTS {LAKE}."{name}" ({columns})' for name, columns in described.items())


def stored_columns(spec: TableSpec) -> dict[str, str]:
    """All physical columns of a new table with their types; attributes are added when a file brings them."""
    return {**own_columns(spec), **TRACKING, **(CODED if spec.name == "touches" else {})}


def _described(columns: Mapping[str, str]) -> str:
    return ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
