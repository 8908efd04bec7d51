"""A mapping: how files of a shape we do not know become rows of the ledger, read from `mapping.toml`."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from oarlock.connect.base import Lookup, Reading, Recognised, Rows
from oarlock.connect.expression import ExpressionError, column_names
from oarlock.connect.raw import Unread
from oarlock.errors import MappingInvalid, Problem, nearest


@dataclass(frozen=True, slots=True)
class FileMap:
    """One file, or all files of one pattern.

    Attributes:
        name: Pattern of the file's name, such as `deals_*.csv`; a further `.gz` is tolerated.
        rows: What to make of its rows; none when only lookups use it.
        aliases: Column → words that mean another word, set right before anything else.
    """

    name: str
    rows: tuple[Rows, ...]
    reading: Reading
    aliases: dict[str, dict[str, str]] = field(default_factory=dict)

    def fits(self, name: str) -> bool:
        """Whether a file of that name is meant."""
        return _fits(self.name, name)


@dataclass(frozen=True, slots=True)
class Mapping:
    """The whole mapping.

    Attributes:
        text: As written, for the load's identity.
        source: Name of the system the rows come from; "" leaves it to what is recognised.
        like: A system whose headers are known, to read the files as; then no file needs to be listed.
        reading: How cells are read unless a file says otherwise.
    """

    where: str
    text: str
    source: str
    like: str | None
    reading: Reading
    files: tuple[FileMap, ...]

    def recognise(self, file: Unread) -> Recognised | None:
        """What becomes of the file, or None when the mapping does not speak of it."""
        entry = next((entry for entry in self.files if entry.fits(file.name) or entry.fits(file.stem)), None)
        if entry is not None:
            return Recognised("by the mapping", self.source or "files", {}, entry.rows, entry.reading, entry.aliases)
        if any(_fits(lookup.from_, file.name) for lookup in self._lookups()):
            return Recognised("for lookups", self.source or "files", {}, (), self.reading)
        return None

    def reading_of(self, name: str) -> Reading:
        """How the file of that name is read."""
        return next((entry.reading for entry in self.files if entry.fits(name)), self.reading)

    def check(self, files: Sequence[Unread]) -> None:
        """Compares the mapping with the files there are.

        Raises:
            MappingInvalid: with every problem: files that are missing, columns that no file has.
        """
        problems = [
            Problem(
                f"{self.where}, file {entry.name}",
                "no file of this name was given.",
                f"Given: {_listed(f.name for f in files)}.",
            )
            for entry in self.files
            if not any(entry.fits(file.name) or entry.fits(file.stem) for file in files)
        ]
        for file in files:
            entry = next((entry for entry in self.files if entry.fits(file.name) or entry.fits(file.stem)), None)
            for rows in entry.rows if entry else ():
                problems.extend(self._unknown_columns(file, rows, files))
        if problems:
            raise MappingInvalid(problems)

    def _unknown_columns(self, file: Unread, rows: Rows, files: Sequence[Unread]) -> Iterable[Problem]:
        known = {*file.header, *(name for lookup in rows.lookups for name in lookup.take)}
        where = f"{self.where}, {file.name}, rows of {rows.table}"
        spoken = {f"columns.{name}": text for name, text in rows.columns.items()} | {"where": rows.where}
        spoken |= {f"first_per {key}": key for key in rows.first_per} | {
            f"lookup.{lo.from_}.on": lo.on[0] for lo in rows.lookups
        }
        for place, text in spoken.items():
            yield from _missing(f"{where}, {place}", text, known)
        for lookup in rows.lookups:
            other = next((f for f in files if _fits(lookup.from_, f.name)), None)
            if other is None:
                yield Problem(
                    f"{where}, lookup",
                    f'no file matches "{lookup.from_}".',
                    f"Given: {_listed(f.name for f in files)}.",
                )
                continue
            for text in (lookup.on[1], *lookup.take.values()):
                yield from _missing(f"{where}, lookup {lookup.from_}", text, set(other.header))

    def _lookups(self) -> Iterable[Lookup]:
        return (lookup for entry in self.files for rows in entry.rows for lookup in rows.lookups)


def read(path: str | Path) -> Mapping:
    """The mapping in a TOML file.

    Raises:
        MappingInvalid: with all its problems at once.
    """
    from oarlock.connect.mapping_toml import parse

    place = Path(path)
    try:
        text = place.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as damage:
        raise MappingInvalid(
            [
                Problem(
                    str(path),
                    f"cannot be read: {getattr(damage, 'strerror', None) or 'it is not UTF-8'}.",
                    "Give the path of a mapping.toml in UTF-8.",
                )
            ]
        ) from damage
    return parse(text, place.name)


def _missing(where: str, text: str, known: set[str]) -> Iterable[Problem]:
    if not text or text in known:
        return
    try:
        lacking = sorted(column_names(text) - known)
    except ExpressionError as bad:
        yield Problem(where, str(bad), "A text stands in single quotes: 'USD'; a name with odd signs in double ones.")
        return
    for name in lacking:
        yield Problem(
            where,
            f'the file has no column "{name}".{nearest(name, (k for k in known if k))}',
            "Take the name from its header.",
        )


def _fits(pattern: str, name: str) -> bool:
    last = PurePosixPath(name).name
    return any(fnmatch.fnmatch(n, p) for n in (name, last) for p in (pattern, pattern + ".gz"))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)[:12]) or "none"
