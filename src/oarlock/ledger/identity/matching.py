"""Finds who is who, records each match with its reason, and takes a match back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from oarlock.errors import UsedWrongly
from oarlock.ledger.engine import quoted
from oarlock.ledger.identity.matchers import MATCHERS, Matcher
from oarlock.ledger.identity.seen import in_force
from oarlock.ledger.instants import stored_instant
from oarlock.ledger.reading import Ledger
from oarlock.ledger.schema import LAKE
from oarlock.ledger.taking import Counts
from oarlock.ledger.writer import Load, Writer

NO_LONGER = "no longer holds"
"""Reason in the row that retires a match because the record changed; a person's undo has another and is never matched again."""


@dataclass(frozen=True, slots=True)
class Match:
    """One record and whom it was matched with.

    Attributes:
        number: Give it to `undo`.
        entity: "lead", "account" or "lead_account".
        master_id: The person or account the record now stands for: the first id of the group, or the lead's account.
        reason: What is the same, in words.
        confidence: "certain", "strong" or "likely".
        matched_with: The record it shares that with.
    """

    number: int
    entity: str
    id: str
    master_id: str
    reason: str
    confidence: str
    matched_with: str


def match(writer: Writer, *, at: datetime, matchers: Sequence[Matcher] = MATCHERS) -> int:
    """Matches leads and accounts as the record stands and returns how many matches are in force.

    The outcome depends on the record alone, not on the order in which it arrived or on earlier matching. Records whose match a person
    took back are left alone.

    Args:
        at: When it is done, aware.
    """
    with Ledger(writer.store, None, shows_matches=False) as ledger:
        version = ledger.version()
        for entity in ("lead", "account", "lead_account"):
            _find(ledger, entity, [matcher for matcher in matchers if matcher.entity == entity])
        found = ledger.arrow(
            " UNION ALL ".join(f"SELECT * FROM found_{entity}" for entity in ("lead", "account", "lead_account"))
        )
    writer.connection.register("identity_found", found)
    if _differences(writer):
        load = Load(f"matching {version}", at, "oarlock", note="who is who")
        writer.transact(load, lambda number: _store(writer, number, at))
    writer.connection.unregister("identity_found")
    return int(_one(writer, f"SELECT count(*) FROM ({in_force(f'{LAKE}.identities')})"))


def matches(ledger: Ledger, *, entity: str | None = None, ids: Iterable[str] | None = None) -> list[Match]:
    """The matches in force, in order of entity and id; all of them, or those of one entity or of these records."""
    conditions = ["true"]
    if entity is not None:
        conditions.append(f"entity = {quoted(entity)}")
    if ids is not None:
        conditions.append(f"id IN ({', '.join([*map(quoted, ids), 'NULL'])})")
    rows = ledger.rows(
        f"SELECT * FROM ({in_force(ledger.stored('identities'))}) WHERE {' AND '.join(conditions)} ORDER BY entity, id"
    )
    fields = ("entity", "id", "master_id", "reason", "confidence", "matched_with")
    return [Match(row["match_no"], *(row[name] for name in fields)) for row in rows]


def undo(writer: Writer, number: int, *, at: datetime, by: str = "a person") -> None:
    """Takes one match back: the record stands for itself again, as before, and is not matched again.

    Raises:
        UsedWrongly: no such match is in force.
    """
    current = in_force(f"{LAKE}.identities")
    if not _one(writer, f"SELECT count(*) FROM ({current}) WHERE match_no = {int(number)}"):
        raise UsedWrongly(
            f"There is no match {number} in force to take back. `oarlock match --list` shows those that are."
        )
    reason = quoted(f"taken back by {by}")

    def take_back(load_no: int) -> dict[str, Counts]:
        instant = f"TIMESTAMP '{stored_instant(at, 'The instant')}'"
        writer.connection.execute(
            f"INSERT INTO {LAKE}.identities SELECT * REPLACE ({reason} AS reason, {instant} AS undone_at, {load_no} AS load_no)"
            f" FROM ({current}) WHERE match_no = {int(number)}"
        )
        return {}

    writer.transact(Load(f"unmatch {number}", at, "oarlock", note=f"match {number} taken back by {by}"), take_back)


def _find(ledger: Ledger, entity: str, matchers: Sequence[Matcher]) -> None:
    """Keeps `found_<entity>`: one row per matched record."""
    said_no = f"entity = {quoted(entity)} AND undone_at IS NOT NULL AND reason <> {quoted(NO_LONGER)}"
    blocked = f"SELECT id FROM {ledger.stored('identities')} WHERE {said_no}"
    master = "master_id" if entity == "lead_account" else "NULL"
    offered = []
    for rank, matcher in enumerate(matchers):
        keys = matcher.keys(ledger)
        if keys is not None:
            told = f"'same {matcher.name} (' || key || ')' AS reason, {quoted(matcher.confidence)} AS confidence, {rank} AS rank"
            offered.append(
                f"SELECT id, {quoted(matcher.name + ' ')} || key AS key, {told}, {master} AS master_id"
                f" FROM ({keys}) WHERE key IS NOT NULL AND id NOT IN ({blocked})"
            )
    if not offered:
        offered.append(
            "SELECT '' AS id, '' AS key, '' AS reason, '' AS confidence, 0 AS rank, '' AS master_id WHERE false"
        )
    ledger.keep(f"offered_{entity}", " UNION ALL ".join(offered))
    chosen = _assigned(entity) if entity == "lead_account" else _grouped(ledger, entity)
    ledger.keep(f"found_{entity}", chosen)


def _assigned(entity: str) -> str:
    """Each record goes to the master of its best key."""
    return (
        f"SELECT {quoted(entity)} AS entity, id, master_id, reason, confidence, master_id AS matched_with FROM offered_{entity}"
        " QUALIFY row_number() OVER (PARTITION BY id ORDER BY rank, master_id) = 1"
    )


def _grouped(ledger: Ledger, entity: str) -> str:
    """Records joined by any chain of equal keys are one group, named after its first id."""
    ledger.keep(f"shared_{entity}", f"SELECT * FROM offered_{entity} QUALIFY count(*) OVER (PARTITION BY key) > 1")
    labels = _spread(ledger, entity)
    neighbours = (
        f"SELECT s.*, coalesce(min(id) FILTER (NOT is_first) OVER w, id) AS second_id, min(id) OVER w AS first_id"
        f" FROM (SELECT *, row_number() OVER (PARTITION BY key ORDER BY id) = 1 AS is_first FROM shared_{entity}) AS s"
        " WINDOW w AS (PARTITION BY key)"
    )
    return (
        f"SELECT {quoted(entity)} AS entity, id, l.label AS master_id, reason, confidence,"
        f" if(id = first_id, second_id, first_id) AS matched_with"
        f" FROM ({neighbours}) AS n JOIN {labels} AS l USING (id)"
        " QUALIFY row_number() OVER (PARTITION BY id ORDER BY rank, n.key) = 1"
    )


def _spread(ledger: Ledger, entity: str) -> str:
    """Gives all records of a group the smallest id in it, passing the smallest along shared keys until nothing changes."""
    name = f"labels_{entity}_0"
    ledger.keep(name, f"SELECT DISTINCT id, id AS label FROM shared_{entity}")
    turn = 0
    while True:
        turn += 1
        following = f"labels_{entity}_{turn}"
        by_key = f"SELECT key, min(label) AS label FROM shared_{entity} JOIN {name} USING (id) GROUP BY key"
        ledger.keep(
            following,
            f"SELECT id, min(k.label) AS label FROM shared_{entity} JOIN ({by_key}) AS k USING (key) GROUP BY id",
        )
        changed = ledger.rows(
            f"SELECT 1 AS one FROM {name} AS a JOIN {following} AS b USING (id) WHERE a.label <> b.label LIMIT 1"
        )
        if not changed:
            return following
        name = following


_SAME = "entity = e AND f.id = i AND f.master_id = m AND f.reason = r AND f.matched_with = w"


def _news() -> str:
    return f"SELECT * FROM identity_found AS f ANTI JOIN ({_current()}) AS c ON {_SAME}"


def _retired() -> str:
    return f"SELECT match_no FROM ({_current()}) AS c ANTI JOIN identity_found AS f ON {_SAME}"


def _current() -> str:
    stored = in_force(f"{LAKE}.identities")
    return f"SELECT match_no, entity AS e, id AS i, master_id AS m, reason AS r, matched_with AS w FROM ({stored})"


def _differences(writer: Writer) -> bool:
    return bool(_one(writer, f"SELECT (SELECT count(*) FROM ({_news()})) + (SELECT count(*) FROM ({_retired()}))"))


def _store(writer: Writer, load_no: int, at: datetime) -> dict[str, Counts]:
    run = writer.connection.execute
    instant = f"TIMESTAMP '{stored_instant(at, 'The instant')}'"
    run(f"CREATE OR REPLACE TEMP TABLE identity_news AS {_news()}")
    run(
        f"INSERT INTO {LAKE}.identities SELECT * REPLACE ({quoted(NO_LONGER)} AS reason, {instant} AS undone_at, {load_no} AS load_no)"
        f" FROM {LAKE}.identities WHERE match_no IN ({_retired()})"
    )
    first = int(_one(writer, f"SELECT coalesce(max(match_no), 0) + 1 FROM {LAKE}.identities"))
    run(
        f"INSERT INTO {LAKE}.identities SELECT {first} + row_number() OVER (ORDER BY entity, id) - 1, entity, id, master_id, reason,"
        f" confidence, matched_with, {instant}, NULL, {load_no} FROM identity_news"
    )
    count = int(_one(writer, "SELECT count(*) FROM identity_news"))
    run(f"INSERT INTO {LAKE}.extents VALUES ('identities', {load_no}, {count}, 0, 0, NULL, NULL)")
    run("DROP TABLE identity_news")
    return {"identities": Counts(read=count, new=count)}


def _one(writer: Writer, query: str) -> Any:
    row = writer.connection.execute(query).fetchone()
    return row[0] if row else 0
