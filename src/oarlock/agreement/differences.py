"""What changes between two versions of the agreement, one readable sentence each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, get_type_hints

from oarlock.agreement.describing import help_of, shown, table_in
from oarlock.agreement.document import Agreement

_NOT_AGREED_ON = ("version", "in_force_from", "signatures")
"""What tells versions apart, rather than what they say."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes:
        path: The setting, such as `promises.sales.first_response_hours`.
        before: Its old value as the file writes it; empty where there was none.
        after: Its new value; empty where there is none.
        sentence: What changes, to be read.
    """

    path: str
    before: str
    after: str
    sentence: str


def diff(old: Agreement, new: Agreement) -> list[Change]:
    """Every change from one agreement to another, in the order of the file; empty where both say the same."""
    return [change for change in _of(old, new, "") if change.path.split(".")[0] not in _NOT_AGREED_ON]


def _of(old: Any, new: Any, path: str) -> Iterator[Change]:
    """Changes between two values of one dataclass."""
    cls = type(new)
    hints, told = get_type_hints(cls), help_of(cls)
    for field in fields(cls):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before == after:
            continue
        here = f"{path}.{field.name}" if path else field.name
        inner = table_in(hints[field.name])
        if isinstance(after, Mapping):
            yield from _entries(before, after, here, told[field.name])
        elif inner is None:
            where = "profile.rule" if here == "profile" else here
            yield _changed(where, before, after, told[field.name])
        elif hints[field.name] is inner:
            yield from _of(before, after, here)
        else:
            yield from _entries(_by_name(before), _by_name(after), here, told[field.name])
            yield from _order(before, after, here)


def _entries(old: Mapping[str, Any], new: Mapping[str, Any], path: str, told: str) -> Iterator[Change]:
    """Changes between two lists or tables whose entries have names."""
    for name in [*old, *(name for name in new if name not in old)]:
        before, after = old.get(name), new.get(name)
        here = f"{path}.{name}"
        if before is None:
            yield Change(here, "", shown(after), f"New in {path}: {_called(name)}, {shown(after)}.")
        elif after is None:
            yield Change(here, shown(before), "", f"No longer in {path}: {_called(name)}.")
        elif before != after and hasattr(after, "__dataclass_fields__") and not hasattr(after, "text"):
            yield from _of(before, after, here)
        elif before != after:
            yield _changed(here, before, after, told)


def _order(old: tuple[Any, ...], new: tuple[Any, ...], path: str) -> Iterator[Change]:
    """The change of order among entries that stand in both lists."""
    before, after = list(_by_name(old)), list(_by_name(new))
    both = set(before) & set(after)
    before, after = ([name for name in names if name in both] for names in (before, after))
    if before != after:
        yield Change(path, ", ".join(before), ", ".join(after), f"The order of {path} becomes {', '.join(after)}.")


def _changed(path: str, before: Any, after: Any, told: str) -> Change:
    old, new = shown(before), shown(after)
    if not old:
        words = f"{path} is now {new}, and was not stated before"
    elif not new:
        words = f"{path} is no longer stated, and was {old}"
    else:
        words = f"{path} is {new} instead of {old}"
    return Change(path, old, new, f"{words}. {told}".strip())


def _by_name(entries: tuple[Any, ...]) -> dict[str, Any]:
    """Entries by their name or code, or by their number where they have none."""
    return {
        str(getattr(e, "name", None) or getattr(e, "code", None) or f"number {n}"): e for n, e in enumerate(entries, 1)
    }


def _called(name: str) -> str:
    return name if name.startswith("number ") else f'"{name}"'
