"""Recognising a vendor's exports by their headers: plain declarations of what each kind of file looks like and becomes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from oarlock.connect.base import Recognised, Rows
from oarlock.connect.headers import bare


@dataclass(frozen=True, slots=True)
class Export:
    """One kind of file.

    Attributes:
        kind: The vendor's own name of the object.
        marks: Sets of headers, compared bare; a file that has all of one set, and none of `unless`, is of this kind.
        names: What expressions call a column → the headers it may stand under, besides its own name.
        rows: What the file becomes; names the file lacks are empty.
        notes: What is missing in such a file, and which export would give it.
    """

    kind: str
    marks: tuple[frozenset[str], ...]
    rows: tuple[Rows, ...]
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unless: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()


def marks(*sets: str) -> tuple[frozenset[str], ...]:
    """Each text of headers, parted by commas, as a set of bare headers."""
    return tuple(frozenset(map(bare, words.split(","))) for words in sets)


def recognise(exports: Sequence[Export], title: str, source: str, header: Sequence[str]) -> Recognised | None:
    """The first export whose marks the header has."""
    there = {bare(name): name for name in reversed(header) if name}
    for export in exports:
        if any(mark <= there.keys() for mark in export.marks) and not export.unless & there.keys():
            wanted = sorted(_names(export))
            found = {name: there[form] for name in wanted for form in _forms(name, export.names) if form in there}
            return Recognised(
                how=f"{title} {export.kind}",
                source=source,
                names=found,
                rows=export.rows,
                optional=frozenset(wanted) - found.keys(),
                notes=export.notes,
                kind=export.kind,
            )
    return None


def _forms(name: str, names: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    """The bare headers of a name, the least wanted first, since a later one replaces an earlier."""
    return (*(bare(label) for label in reversed(names.get(name, ()))), bare(name))


_QUOTED = re.compile(r"'[^']*'")
_WORD = re.compile(r"[a-z_][a-z0-9_]*")
_LANGUAGE = frozenset(
    [
        "and",
        "or",
        "not",
        "in",
        "is",
        "null",
        "between",
        "like",
        "case",
        "when",
        "then",
        "else",
        "end",
        "coalesce",
        "concat",
        "split",
        "lower",
        "upper",
        "trim",
        "nullif",
        "replace",
        "instant",
        "day",
        "number",
        "now",
        "row_number",
        "salesforce_id",
        "true",
        "false",
    ]
)


def _names(export: Export) -> set[str]:
    """Every column that the export's expressions use, and what other files' lookups may want."""
    texts = [text for rows in export.rows for text in _texts(rows)]
    taken = {name for rows in export.rows for lookup in rows.lookups for name in lookup.take}
    words = {word for text in texts for word in _WORD.findall(_QUOTED.sub("", text))}
    return (words | set(export.names)) - _LANGUAGE - taken


def _texts(rows: Rows) -> Iterable[str]:
    """Expressions over the file itself; those over states folded from a log are not."""
    if rows.log is not None:
        log = rows.log
        own = (log.subject, log.moment, log.field_name, log.old, log.new)
        return (*own, *log.carry.values(), *(field.where for field in log.fields.values()))
    return (*rows.columns.values(), rows.where, *(lookup.on[0] for lookup in rows.lookups))
