"""Takes a load back: as if it had never been, with nothing erased."""

from __future__ import annotations

from datetime import datetime

from oarlock.errors import UsedWrongly
from oarlock.ledger import journey_rows
from oarlock.ledger.engine import quoted
from oarlock.ledger.schema import LAKE
from oarlock.ledger.tables import TABLES
from oarlock.ledger.taking import Counts
from oarlock.ledger.versions import current, remember_extent, stored_rows
from oarlock.ledger.writer import Load, Writer


def undo(writer: Writer, load_id: str, *, at: datetime) -> dict[str, Counts]:
    """Takes the load back and returns, by table, how many of its rows went (`deleted`) and how many earlier versions returned (`changed`).

    Readers then see, at every as-of instant, what they would see without that load. Its rows stay stored, marked as replaced from the
    moment they were known. A row that a later load changed again is left as that load made it.

    Args:
        load_id: As it stands in `Ledger.loads()`.
        at: When it is taken back, aware.

    Raises:
        UsedWrongly: there is no such load, or it was taken back already.
    """
    number = _number_of(writer, load_id)
    load = Load(f"undo {number}", at, "oarlock", note=f"takes back load {load_id}")
    return dict(writer.transact(load, lambda new: _take_back(writer, number, new), undoes=number))


def _number_of(writer: Writer, load_id: str) -> int:
    undone = f"SELECT undoes FROM {LAKE}.loads WHERE undoes IS NOT NULL"
    asked = f"SELECT max(load_no) FROM {LAKE}.loads WHERE load_id = ? AND undoes IS NULL AND load_no NOT IN ({undone})"
    row = writer.connection.execute(asked, [load_id]).fetchone()
    if row is None or row[0] is None:
        raise UsedWrongly(
            f'There is no load "{load_id}" to take back. `Ledger.loads()` lists what is there and what was taken back already.'
        )
    return int(row[0])


def _take_back(writer: Writer, number: int, new: int) -> dict[str, Counts]:
    asked = f"SELECT DISTINCT table_name FROM {LAKE}.extents WHERE load_no = {number} AND table_name <> 'identities'"
    touched = {row[0] for row in writer.connection.execute(asked).fetchall()}
    return {table: _take_back_table(writer, table, number, new) for table in TABLES if table in touched}


def _take_back_table(writer: Writer, table: str, number: int, new: int) -> Counts:
    run = writer.connection.execute
    spec = TABLES[table]
    ours = f"table_name = {quoted(table)}"
    # Versions that an earlier undo brought back are rows of the load they first came with.
    origins = f"SELECT row_no, origin_no FROM {LAKE}.returned WHERE {ours}"
    run(
        f"CREATE OR REPLACE TEMP TABLE going AS SELECT * FROM ({current(table)}) LEFT JOIN ({origins}) AS o USING (row_no)"
        f" WHERE coalesce(origin_no, load_no) = {number}"
    )
    same = " AND ".join(f"old.{key} IS NOT DISTINCT FROM going.{key}" for key in spec.key)
    first = stored_rows(writer.connection, table)
    run(
        f"CREATE OR REPLACE TEMP TABLE coming_back AS SELECT old.* EXCLUDE (origin_no) REPLACE (known_until AS known_at, {new} AS load_no,"
        f" {first} + row_number() OVER () - 1 AS row_no), coalesce(origin_no, load_no) AS origin_no"
        f" FROM (SELECT * FROM {LAKE}.{table} JOIN (SELECT row_no, known_until FROM {LAKE}.superseded WHERE {ours} AND load_no = {number})"
        f" AS until USING (row_no) LEFT JOIN ({origins}) AS o USING (row_no)) AS old SEMI JOIN going ON {same}"
    )
    # Earlier versions of the same rows, replaced by loads that were taken back since, have to go with them.
    run(
        f"INSERT INTO {LAKE}.superseded SELECT {quoted(table)}, row_no, known_at, {new} FROM {LAKE}.{table} AS old"
        f" LEFT JOIN ({origins}) AS o USING (row_no) SEMI JOIN going ON {same} WHERE coalesce(o.origin_no, old.load_no) = {number}"
    )
    run(f"INSERT INTO {LAKE}.returned SELECT {quoted(table)}, row_no, origin_no, {new} FROM coming_back")
    run(f"INSERT INTO {LAKE}.{table} BY NAME SELECT * EXCLUDE (known_until, origin_no) FROM coming_back")
    if table == "touches":
        leads = "SELECT lead_id FROM going UNION SELECT lead_id FROM coming_back"
        journey_rows.lay_again(writer.connection, leads, load_no=new)
    went, returned = _count(writer, "going"), _count(writer, "coming_back")
    remember_extent(writer.connection, spec, load_no=new, superseded=went)
    return Counts(read=went + returned, changed=returned, deleted=went)


def _count(writer: Writer, table: str) -> int:
    row = writer.connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(row[0]) if row else 0
