"""Drafts a mapping for files nobody knows: which table each looks like, and which column each header looks like.

A draft is a proposal: headers are compared by their letters and by common words for the same thing, cells are looked at for the form of
their dates and numbers. Every guess stands beside two or three cells of the file, and what was not found stands as a comment.
"""

from __future__ import annotations

import difflib
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb

from oarlock.connect.base import Reading
from oarlock.connect.headers import bare, snake, table_named
from oarlock.connect.places import find
from oarlock.connect.raw import Raw, Unread, open_place
from oarlock.errors import FileUnreadable
from oarlock.ledger.tables import TABLES, Column, Kind, TableSpec

_WORDS: Mapping[str, tuple[str, ...]] = {
    "lead_id": ("leadid", "prospectid", "contactid", "mqlid", "personid", "id"),
    "opportunity_id": ("opportunityid", "dealid", "oppid", "quoteid", "orderid", "id"),
    "account_id": (
        "accountid",
        "companyid",
        "customerid",
        "organisationid",
        "organizationid",
        "account",
        "company",
        "customer",
        "id",
    ),
    "user_id": ("userid", "ownerid", "agent", "salesagent", "rep", "employeeid", "resource", "id"),
    "owner_id": ("ownerid", "owner", "salesagent", "agent", "rep", "salesrep", "seller"),
    "campaign_id": ("campaignid", "campaign"),
    "created_at": (
        "createdat",
        "created",
        "createddate",
        "createdate",
        "creationdate",
        "firstcontactdate",
        "engagedate",
        "opened",
        "date",
    ),
    "changed_at": ("changedat", "date", "timestamp", "completetime", "stagedate"),
    "valid_from": ("validfrom", "from", "changedat", "timestamp", "completetime"),
    "happened_at": ("happenedat", "date", "timestamp", "activitydate", "completetime"),
    "touched_at": ("touchedat", "date", "timestamp", "startedat"),
    "close_date": ("closedate", "closed", "expectedclose", "closingdate"),
    "amount": ("amount", "value", "closevalue", "dealvalue", "revenue", "spend", "cost", "price"),
    "stage": ("stage", "dealstage", "status", "phase", "event"),
    "status": ("status", "outcome", "result", "dealstage"),
    "source": ("source", "origin", "leadsource", "channel"),
    "channel": ("channel", "source", "medium", "utmsource"),
    "email": ("email", "emailaddress", "mail"),
    "name": ("name", "companyname", "accountname", "fullname"),
    "industry": ("industry", "sector", "branch"),
    "country": ("country", "region", "officelocation", "location"),
    "employees": ("employees", "headcount", "numberofemployees", "staff"),
    "annual_revenue": ("annualrevenue", "revenue", "turnover"),
    "kind": ("kind", "type"),
    "day": ("day", "date"),
    "domain": ("domain", "website", "url"),
    "loss_reason": ("lossreason", "reason", "closedlostreason"),
}
"""Ledger column → what people call it, the surest first, compared bare."""

_LIKELY = (
    "leads",
    "opportunities",
    "accounts",
    "activities",
    "touches",
    "stage_changes",
    "opportunity_versions",
    "campaigns",
    "spend",
    "users",
)
_FORMS = (
    ("iso", re.compile(r"\d{4}-\d{1,2}-\d{1,2}([T ].*)?")), ("iso", re.compile(r"\d{4}/\d{1,2}/\d{1,2}([T ].*)?")),
    ("%d.%m.%Y %H:%M", re.compile(r"\d{1,2}\.\d{1,2}\.\d{4} \d{1,2}:\d\d")), ("%d.%m.%Y", re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")),
    ("%m/%d/%Y", re.compile(r"\d{1,2}/(1[3-9]|2\d|3[01])/\d{4}")), ("%d/%m/%Y", re.compile(r"\d{1,2}/\d{1,2}/\d{4}")),
)  # fmt: skip
_COMMA = re.compile(r"-?\d{1,3}(\.\d{3})*,\d{1,2}|-?\d+,\d{1,2}")


def suggest(paths: Path | str | Sequence[Path | str]) -> str:
    """The text of a mapping.toml for the files, to be looked through and corrected.

    Raises:
        FileUnreadable: none of the files can be read.
        UsedWrongly: a path does not exist.
    """
    given = [Path(p) for p in ([paths] if isinstance(paths, str | Path) else paths)]
    staging = Path(tempfile.mkdtemp(prefix="oarlock-suggest-"))
    try:
        with duckdb.connect() as connection:
            places, _ = find(given, staging)
            drafts, unread = [], []
            for place in places:
                try:
                    opened = open_place(place, connection, staging, Reading())
                    drafts += [_draft(file, file.read(Reading(ragged="pad"), None), connection) for file in opened]
                except FileUnreadable as unreadable:
                    unread.append(str(unreadable))
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    if not drafts:
        raise FileUnreadable(
            "\n".join(unread)
            or f"{', '.join(map(str, given))}: no file here can be imported.\n  Give CSV, Parquet or XLSX."
        )
    head = [
        "# A first draft. Look at every line: the cells beside it are the file's own.",
        "# A column of the file is named as it stands there; a text of your own stands in single quotes: currency = \"'EUR'\".",
        "# The whole language is in docs/reference/mapping.md. Import with: oarlock import FILES --map mapping.toml",
        'source = "files"            # the name of the system these files come from',
    ]
    return "\n".join(
        [*head, *(f"# Could not be read: {line}" for text in unread for line in text.splitlines()), "", *drafts]
    )


def _draft(file: Unread, raw: Raw, connection: duckdb.DuckDBPyConnection) -> str:
    samples = _samples(raw, connection)
    table, columns = _best_table(file, samples)
    lines = ["[[file]]", f'name = "{Path(file.name.split(", sheet")[0]).name}"']
    cells = [cell for some in samples.values() for cell in some]
    form = next((form for form, look in _FORMS if form != "iso" and any(look.fullmatch(c) for c in cells)), None)
    if form:
        lines.append(f'dates = "{form}"            # seen in the file; is it the day or the month that comes first?')
    if any(_COMMA.fullmatch(cell) for cell in cells):
        lines += ['decimal = ","', 'thousands = "."']
    lines += ["", *_block(table, columns, samples)]
    if table == "opportunities":
        lines += _standing(raw, samples, columns, connection)
    return "\n".join([*lines, ""])


def _block(table: str, columns: Mapping[str, str], samples: Mapping[str, tuple[str, ...]]) -> list[str]:
    lines = [
        "[[file.rows]]",
        f'table = "{table}"'.ljust(40) + f"# {TABLES[table].grain}",
        "rest = true".ljust(40) + "# keep the other columns as attributes",
        "[file.rows.columns]",
    ]
    for column in TABLES[table].columns:
        if column.name in columns:
            lines.append(
                f"{column.name} = {_written(columns[column.name])}".ljust(40) + _beside(samples[columns[column.name]])
            )
        elif column.required:
            lines.append(f'# {column.name} = "?"'.ljust(40) + "# needed, and not found")
        elif column.name in ("currency", "kind"):
            lines.append(f'# {column.name} = "?"')
    return lines


def _standing(
    raw: Raw, samples: Mapping[str, tuple[str, ...]], deal: Mapping[str, str], connection: duckdb.DuckDBPyConnection
) -> list[str]:
    """Two versions of each deal, from a list that says how it stands now: open at its creation, and as it ended."""
    found = _columns(TABLES["opportunity_versions"], samples)
    status = found.get("status", found.get("stage"))
    if status is None or not {"opportunity_id", "created_at"} <= deal.keys():
        return []
    subject = f"opportunity_id = {_written(deal['opportunity_id'])}"
    ended = [
        f"{name} = {_written(found[name])}".ljust(40) + _beside(samples[found[name]])
        for name in ("amount", "close_date")
        if name in found
    ]
    words = _few(raw, status, connection)
    closed = ", ".join("'" + word.replace("'", "''") + "'" for word in words if _meaning(word) != "open")
    return [
        "",
        "# How deals stand now; a file with their history, one row for each change, is better than these two blocks.",
        *("[[file.rows]]", 'table = "opportunity_versions"', "[file.rows.columns]", subject),
        *(f"valid_from = {_written(deal['created_at'])}", "status = \"'open'\"", "reconstructed = \"'true'\""),
        *(
            "",
            "[[file.rows]]",
            'table = "opportunity_versions"',
            f'where = "{_name(status)} in ({closed})"',
            "[file.rows.columns]",
            subject,
        ),
        *(
            f"valid_from = {_written(found.get('close_date', '?'))}",
            f"stage = {_written(status)}",
            f"status = {_written(status)}",
            *ended,
        ),
        *("reconstructed = \"'true'\"", "[file.rows.values.status]".ljust(40) + "# must become open, won or lost"),
        *(f'"{word}" = "{_meaning(word)}"' for word in words),
    ]


def _name(header: str) -> str:
    """A header inside an expression inside a TOML text in double quotes."""
    return header if snake(header) == header else '\\"' + header + '\\"'


def _samples(raw: Raw, connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, ...]]:
    """A few cells of each column."""
    found = {}
    for header, column in zip(raw.header, raw.columns, strict=True):
        if header:
            some = f"SELECT {column} FROM {raw.relation} WHERE {column} IS NOT NULL LIMIT 200"
            query = f"SELECT DISTINCT CAST({column} AS VARCHAR) FROM ({some}) LIMIT 20"
            found[header] = tuple(sorted(row[0][:60] for row in connection.execute(query).fetchall()))
    return found


def _few(raw: Raw, header: str, connection: duckdb.DuckDBPyConnection) -> list[str]:
    column = raw.columns[raw.header.index(header)]
    query = f"SELECT CAST({column} AS VARCHAR) FROM {raw.relation} WHERE {column} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 15"
    return [row[0] for row in connection.execute(query).fetchall()]


def _best_table(file: Unread, samples: Mapping[str, tuple[str, ...]]) -> tuple[str, dict[str, str]]:
    """The table the file looks most like, and its columns."""
    named = table_named(file.stem) or table_named(file.folder)

    def score(table: str) -> tuple[float, int]:
        spec, found = TABLES[table], _columns(TABLES[table], samples)
        needed = [column.name for column in spec.columns if column.required]
        share = sum(name in found for name in needed) / len(needed)
        spoken = bare(spec.name)[:4] in bare(file.stem)
        return (share + 0.5 * spoken + 0.04 * len(found), -_LIKELY.index(table))

    table = named or max(_LIKELY, key=score)
    return table, _columns(TABLES[table], samples)


def _columns(spec: TableSpec, samples: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Ledger column → header, each header used once, the surest matches first."""
    pairs = sorted(
        (
            (_likeness(column, header, cells), column.name, header)
            for column in spec.columns
            for header, cells in samples.items()
        ),
        reverse=True,
    )
    found: dict[str, str] = {}
    for likeness, column_name, header in pairs:
        if likeness >= 0.75 and column_name not in found and header not in found.values():
            found[column_name] = header
    return found


def _likeness(column: Column, header: str, cells: Iterable[str]) -> float:
    """From 0 to 1; 0 where the cells cannot be what the column holds."""
    if not _plausible(column.kind, cells):
        return 0.0
    form, words = bare(header), _WORDS.get(column.name, ())
    if form == bare(column.name):
        return 1.0
    if form in words:
        return 0.97 - 0.02 * words.index(form)
    return difflib.SequenceMatcher(None, form, bare(column.name)).ratio() - 0.05


def _plausible(kind: Kind, cells: Iterable[str]) -> bool:
    cells = list(cells)
    if not cells:
        return True
    if kind in (Kind.INSTANT, Kind.DAY):
        return any(look.fullmatch(cell) for cell in cells for _, look in _FORMS)
    if kind in (Kind.MONEY, Kind.NUMBER, Kind.COUNT):
        return any(re.fullmatch(r"-?[\d.,' ]+", cell) for cell in cells)
    return True


def _meaning(word: str) -> str:
    low = word.lower()
    if "won" in low or "accept" in low:
        return "won"
    return "lost" if any(sign in low for sign in ("lost", "declin", "cancel", "reject")) else "open"


def _written(header: str) -> str:
    """A header as a TOML text; one that is no plain word is put into double quotes for the expression."""
    return f'"{header}"' if snake(header) == header or header.isidentifier() else "'" + f'"{header}"' + "'"


def _beside(cells: Sequence[str]) -> str:
    shown = "; ".join(" ".join(cell.split()) for cell in cells[:3])
    return f"# {shown}" if shown else "# always empty"
