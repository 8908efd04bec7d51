"""Says of every setting what it means, where it stands and what holds when it is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import Any, NamedTuple, get_args, get_type_hints

from oarlock.agreement.document import Agreement
from oarlock.agreement.hours import Window, week_of
from oarlock.agreement.rules import Rule


class Described(NamedTuple):
    """One setting.

    Attributes:
        path: Where it stands, such as `promises.sales.attempts`; `*` stands for any name.
        help: What it means.
        default: What holds when it is left out, as TOML; None where it has to be given, empty where there is none.
    """

    path: str
    help: str
    default: str | None


def describe() -> list[Described]:
    """Every setting of the agreement, in the order of the file."""
    return list(_settings(Agreement, ""))


def help_of(cls: type[Any]) -> Mapping[str, str]:
    """What each attribute of a dataclass means, from its docstring."""
    _, _, attributes = (cls.__doc__ or "").partition("Attributes:\n")
    entries = re.findall(r"^ {8}(\w+): (.*(?:\n {12}.*)*)", attributes, flags=re.MULTILINE)
    return {name: re.sub(r"\s+", " ", words) for name, words in entries}


def shown(value: Any) -> str:
    """A value as the file writes it; empty for none."""
    match value:
        case None | "":
            return ""
        case bool():
            return str(value).lower()
        case float():
            return f"{value:g}"
        case Rule() | str():
            return f'"{value}"'
        case date():
            return value.isoformat()
        case (Window(), *_):
            return f"[{', '.join(shown(line) for line in week_of(value))}]"
        case tuple():
            return f"[{', '.join(shown(one) for one in value)}]"
        case _ if is_dataclass(value):
            told = ((f.name, getattr(value, f.name)) for f in fields(value))
            return f"{{ {', '.join(f'{name} = {shown(one)}' for name, one in told if one not in (None, '', ()))} }}"
        case _:
            return str(value)


def table_in(hint: Any) -> type[Any] | None:
    """The dataclass of settings an annotation speaks of, in a list or by name too; None where there is none."""
    for one in (hint, *get_args(hint)):
        if isinstance(one, type) and is_dataclass(one) and any("kind" in f.metadata for f in fields(one)):
            return one
    return None


def _settings(cls: type[Any], path: str) -> Iterator[Described]:
    hints, told = get_type_hints(cls), help_of(cls)
    for field in fields(cls):
        here = f"{path}{'.' if path else ''}{field.name}"
        inner = table_in(hints[field.name])
        if here == "profile":  # a table of its own in the file, one rule in the value
            yield Described("profile.rule", told[field.name], "")
        elif inner is None:
            yield Described(here, told[field.name], _default(field))
        else:
            many = "" if hints[field.name] is inner else ".*"
            yield from _settings(inner, here + many)


def _default(field: Any) -> str | None:
    if field.default is not MISSING:
        return shown(field.default)
    return None if field.default_factory is MISSING else ""
