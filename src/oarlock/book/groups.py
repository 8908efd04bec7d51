"""The groups of a test, read from a file, a frame or a mapping."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from oarlock.errors import FileUnreadable, Problem, UsedWrongly
from oarlock.measure.facts.groups import Groups, Member

TREATED = ("treated", "treatment", "test", "exposed", "on")
CONTROL = ("control", "holdout", "hold out", "held out", "off")
WORDS = dict.fromkeys(TREATED, True) | dict.fromkeys(CONTROL, False)
"""What a group may be called, letters' case, hyphens and underscores aside."""
SHAPE = "A file of groups has account_id,group, or a column of accounts such as country,group; a third column may be stratum."
OWN = {"accountid": "account_id", "group": "group", "stratum": "stratum"}
"""Headings of our own by their letters alone: case, blanks, hyphens and underscores aside."""
MOST_SHOWN = 60
Row = tuple[str, str, str, str]
"""Where it stands, the unit, the group's word, the stratum."""


def groups_of(given: Any) -> Groups:
    """The groups that a CSV file, a frame (pandas, Arrow), dictionaries, or a mapping of account id to group state.

    A row that cannot be taken is left out and told among the problems; the others count.

    Raises:
        FileUnreadable: the file cannot be read at all. UsedWrongly: its columns are others.
    """
    if isinstance(given, Groups):
        return given
    name = Path(given).name if isinstance(given, str | Path) else "groups"
    column, unread, rows = _told(name, given)
    members: dict[str, Member] = {}
    both: dict[str, str] = {}
    problems = [
        Problem(name, f'the column "{one}" is not read.', "Every unit counts from the day on which the test began.")
        for one in unread
    ]
    for place, unit, word, stratum in rows:
        treated = WORDS.get(" ".join(word.lower().replace("-", " ").replace("_", " ").split()))
        if not unit:
            problems.append(Problem(place, f"{column} is empty.", "Name the unit, or take the row out."))
        elif treated is None:
            problems.append(Problem(place, f'"{word}" is no group.', "Write treated or control."))
        elif members.setdefault(unit, Member(treated, stratum)).treated is not treated:
            both.setdefault(unit, place)
    for unit, place in both.items():
        del members[unit]
        message = f'{column} "{unit}" is in both groups, so it is left out of both.'
        problems.append(Problem(place, message, "Leave the row of the group it was assigned to."))
    return Groups(name, column, members, tuple(problems))


def _told(name: str, given: Any) -> tuple[str, tuple[str, ...], Iterator[Row]]:
    """The column whose values are assigned, those that say nothing here, and the rows."""
    if isinstance(given, str | Path):
        return _file(Path(given))
    if isinstance(given, Mapping):
        given = [{"account_id": unit, "group": group} for unit, group in given.items()]
    elif hasattr(given, "to_pylist"):
        given = given.to_pylist()
    elif hasattr(given, "to_dict"):
        given = given.to_dict("records")
    given = list(given) if isinstance(given, Iterable) else given
    if not isinstance(given, list) or not all(isinstance(row, Mapping) for row in given):
        raise UsedWrongly(
            f"{name}: give a CSV file, a frame, rows as dictionaries, or a mapping of account id to group, not {type(given).__name__}"
            f" {str(given)[:MOST_SHOWN]}.\n  {SHAPE}"
        )
    told = [{_called(str(key)): value for key, value in row.items()} for row in given]
    column, unread = _columns(name, tuple(told[0]) if told else ())
    return (
        column,
        unread,
        (
            (f"{name}, row {number}", *(_text(row.get(one)) for one in (column, "group", "stratum")))  # type: ignore[misc]
            for number, row in enumerate(told, start=1)
        ),
    )


def _file(path: Path) -> tuple[str, tuple[str, ...], Iterator[Row]]:
    from oarlock.connect.base import Reading
    from oarlock.connect.text import records, shape_of

    if not path.is_file():
        raise UsedWrongly(f"There is no file {path}. Name a CSV file with the groups. {SHAPE}")
    if path.stat().st_size == 0:
        raise FileUnreadable(f"{path.name}: the file is empty, without even a header.\n  {SHAPE}")
    shape = shape_of(path, path.name, Reading())
    header = tuple(_called(one) for one in shape.header)
    column, unread = _columns(path.name, header)

    def rows() -> Iterator[Row]:
        for record in records(path, shape):
            place = f"{path.name}, line {record.line}"
            if record.wrong:
                raise FileUnreadable(f"{place}: {record.wrong}")
            cells = dict(zip(header, record.cells, strict=False))
            yield place, _text(cells.get(column)), _text(cells.get("group")), _text(cells.get("stratum"))

    return column, unread, rows()


def _called(heading: str) -> str:
    """A heading as a file of groups has it: "Account ID" is account_id; that of a column of accounts stays as it is."""
    return OWN.get("".join(filter(str.isalnum, heading.lower())), heading.strip())


def _columns(name: str, header: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The column of the units, and those that are not read."""
    units = [one for one in header if one not in ("group", "stratum")]
    if "group" not in header or not units:
        raise UsedWrongly(f"{name}: the columns are {', '.join(header) or 'none'}.\n  {SHAPE}")
    column = "account_id" if "account_id" in units else units[0]
    return column, tuple(one for one in units if one != column)


def _text(value: Any) -> str:
    return "" if value is None or value != value else str(value).strip()
