"""How settings are read from TOML into frozen values, with every problem collected instead of the first one raised.

A dataclass declares each field by `setting(default, kind)`: the kind checks and converts what the file says. `read_as` reads a
whole table; what is wrong is noted at its place, the default stands in, and reading goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import date, datetime
from typing import Any, Final, TypeVar

from oarlock.agreement.rules import Rule, problem_of
from oarlock.errors import Problem, RuleInvalid, nearest

T = TypeVar("T")
BAD: Final = object()
"""What a kind answers when the file's value cannot be taken; the problem is noted by then."""
REQUIRED: Final = object()


@dataclass(frozen=True)
class Place:
    """Where in the file we are, and the list that collects the problems.

    Attributes:
        file: Name of the file, for messages.
        path: Dotted path of the setting, empty at the top.
        problems: Problems found so far, shared by all places of one reading.
        checks_rules: Whether rules are parsed at once.
    """

    file: str
    path: str
    problems: list[Problem]
    checks_rules: bool = True

    def at(self, key: str) -> Place:
        """The place of a setting below this one."""
        return Place(self.file, f"{self.path}.{key}" if self.path else key, self.problems, self.checks_rules)

    def refuse(self, message: str, hint: str = "") -> Any:
        """Notes a problem here and answers BAD."""
        section = self.path.split(".")[0].split(" ")[0]
        page = f"See docs/reference/agreement.md#{section}" if section else "See docs/reference/agreement.md"
        where = f"{self.file}, {self.path}" if self.path else self.file
        self.problems.append(Problem(where, message, f"{hint}\n  {page}" if hint else page))
        return BAD


Kind = Callable[[Place, Any], Any]


def setting(default: Any, kind: Kind) -> Any:
    """A dataclass field read from the file by `kind`; `REQUIRED` means that it has no default."""
    metadata = {"kind": kind}
    if default is REQUIRED:
        return field(metadata=metadata)
    if isinstance(default, dict):
        return field(default_factory=lambda: dict(default), metadata=metadata, hash=False)
    return field(default=default, metadata=metadata)


def read_as(cls: type[T], place: Place, values: Any) -> T | None:
    """The table as a value of `cls`; None where something required is missing or wrong."""
    if not isinstance(values, Mapping):
        place.refuse(f"expected a table, not {named(values)}.", f"Write it as [{place.path}].")
        return None
    known = {f.name: f for f in fields(cls)}  # type: ignore[arg-type]
    refuse_unknown(place, values, known)
    read: dict[str, Any] = {}
    whole = True
    for name, one in known.items():
        value = one.metadata["kind"](place.at(name), values[name]) if name in values else MISSING
        if value is not MISSING and value is not BAD:
            read[name] = value
        elif one.default is MISSING and one.default_factory is MISSING:
            whole = False
            if value is MISSING:
                place.at(name).refuse("is missing.", "Add it; it has no default.")
    return cls(**read) if whole else None


def refuse_unknown(place: Place, values: Mapping[str, Any], known: Iterable[str]) -> None:
    """Notes every key that is no setting, with the nearest ones that are."""
    for key in values.keys() - set(known):
        hint = nearest(key, known).strip() or f"Known: {', '.join(sorted(known))}."
        place.at(key).refuse(f'there is no setting "{key}".', hint)


def text(place: Place, value: Any) -> Any:
    """Any text that is not empty."""
    if not isinstance(value, str):
        return place.refuse(f"expected text, not {named(value)}.", f'Put it in quotes: "{value}".')
    return value.strip() or place.refuse("is empty.", "Leave the line out, or say something.")


def one_of(*words: str) -> Kind:
    """One of a few words."""

    def read(place: Place, value: Any) -> Any:
        if value in words and isinstance(value, str):
            return value
        hint = f"One of: {', '.join(words)}."
        close = nearest(str(value), words).strip()
        return place.refuse(
            f"{named(value)} is not among the words known here.", f"{hint} {close}" if "mean" in close else hint
        )

    return read


def number(lo: float, hi: float | None = None, *, above: bool = False) -> Kind:
    """A number from `lo` (itself excluded when `above`) to `hi`, both in the unit the setting's name says."""
    wanted = f"{'above' if above else 'at least'} {lo:g}" + (f" and at most {hi:g}" if hi is not None else "")

    def read(place: Place, value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return place.refuse(f"expected a number {wanted}, not {named(value)}.", "Write it without quotes.")
        if value < lo or (above and value == lo) or (hi is not None and value > hi) or value != value:
            return place.refuse(f"{value:g} is out of range.", f"Write a number {wanted}.")
        return float(value)

    return read


def whole(lo: int, hi: int | None = None) -> Kind:
    """A whole number from `lo` to `hi`."""
    wanted = f"from {lo} to {hi}" if hi is not None else f"of at least {lo}"

    def read(place: Place, value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int):
            return place.refuse(
                f"expected a whole number {wanted}, not {named(value)}.", "Write it without quotes or point."
            )
        if value < lo or (hi is not None and value > hi):
            return place.refuse(f"{value} is out of range.", f"Write a whole number {wanted}.")
        return value

    return read


def truth(place: Place, value: Any) -> Any:
    """The value, which is true or false; anything else is refused."""
    return value if isinstance(value, bool) else place.refuse(f"expected true or false, not {named(value)}.")


def day(place: Place, value: Any) -> Any:
    """The value, a day without a time; an instant is refused."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return place.refuse(f"expected a day, not {named(value)}.", "Write it without quotes: 2026-01-31.")


def rule(place: Place, value: Any) -> Any:
    """A rule; parsed at once unless the reader trusts the file."""
    if not isinstance(value, str):
        return place.refuse(f"expected a rule in quotes, not {named(value)}.", 'For example "employees >= 50".')
    read = Rule(value)
    try:
        return read if not place.checks_rules or read.columns is not None else BAD
    except RuleInvalid as invalid:
        problem = problem_of(invalid, place.path)
        return place.refuse(problem.message, problem.hint)


def rules(place: Place, value: Any) -> Any:
    """A table of rules by name."""
    if not isinstance(value, Mapping):
        return place.refuse(f"expected a table of rules, not {named(value)}.", f"Write it as [{place.path}].")
    read = {name: rule(place.at(name), one) for name, one in value.items()}
    return {name: one for name, one in read.items() if one is not BAD}


def list_of(kind: Kind) -> Kind:
    """A list whose every entry is of one kind and stands once."""

    def read(place: Place, value: Any) -> Any:
        if not isinstance(value, list):
            return place.refuse(f"expected a list, not {named(value)}.", "Put it in brackets: [ ... ].")
        entries = [entry for one in value if (entry := kind(place, one)) is not BAD]
        for entry in {entry for entry in entries if entries.count(entry) > 1}:
            place.refuse(f"{named(entry)} stands twice.", "Leave one of them out.")
        return tuple(entries)

    return read


def one(cls: type[Any]) -> Kind:
    """A table read as a value of `cls`."""

    def read(place: Place, value: Any) -> Any:
        return BAD if (found := read_as(cls, place, value)) is None else found

    return read


def many(cls: type[Any], *, by: str = "") -> Kind:
    """An array of tables, each read as a value of `cls`; with `by`, the setting that names each and may not repeat."""

    def read(place: Place, value: Any) -> Any:
        if not isinstance(value, list):
            return place.refuse(f"expected a list of tables, not {named(value)}.", f"Write each as [[{place.path}]].")
        seen: set[Any] = set()
        found = []
        for position, table in enumerate(value, start=1):
            name = table.get(by) if by and isinstance(table, Mapping) else None
            here = place.at(name if isinstance(name, str) and name else f"number {position}")
            if name is not None and repr(name) in seen:
                here.refuse(f'the {by} "{name}" stands twice.', "Give each its own, or leave one out.")
            seen.add(repr(name))
            found.append(read_as(cls, here, table))
        return tuple(entry for entry in found if entry is not None)

    return read


def named(value: Any) -> str:
    """A value of the file as a message calls it."""
    match value:
        case bool():
            return f"the truth value {str(value).lower()}"
        case str():
            return f'"{value}"' if len(value) <= 60 else f'"{value[:57]}..."'
        case Mapping():
            return "a table"
        case list():
            return "a list"
        case _:
            return str(value)
