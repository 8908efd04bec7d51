"""What a number can be sliced by, and how the column is reached from the observed row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oarlock.agreement.attribution import MODELS
from oarlock.errors import UnknownName
from oarlock.ledger.tables import BOOKKEEPING

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

OWN_WORK = {
    "unit_id", "cluster", "at", "until_at", "value", "hit", "waited", "outcome", "numerator", "denominator", "sign", "tick",
    "account_bucket", "group_no", "period", "period_until", "share", "comparable", "ends_at", "first_end", "until_end",
    *(f"share_{model}" for model in MODELS),
}  # fmt: skip
"""Columns of observed rows that serve the statistic and are no slices."""
HIT = "hit_"
"""Begins the names of further such columns, each of which tells whether one thing holds of a row that stands for several."""

LINKS = (
    ("leads", "lead_id", "lead_id"),
    ("opportunities", "opportunity_id", "opportunity_id"),
    ("accounts", "account_id", "account_id"),
    ("campaigns", "campaign_id", "campaign_id"),
    ("users", "owner_id", "user_id"),
)
"""Which table an id of the observed row leads to, and by which of its columns."""

HIDDEN = {column.name for column in BOOKKEEPING}
TOLD = ("segment", "profile", "size")
"""What no column holds but is told of a row: by the agreement's rules, or by the account's employees."""
SIZES = ((10, "1 to 10"), (50, "11 to 50"), (200, "51 to 200"), (1000, "201 to 1000"), (5000, "1001 to 5000"))
"""Employees of the account up to which a size reaches, and what it is called; beyond them all is the last."""
LARGEST = "over 5000"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column lies: in the observed row itself (`table` None), or in a table one id away."""

    table: str | None
    column: str
    link: str = ""
    key: str = ""


def reachable(ledger: Ledger, observed: Any) -> dict[str, Place]:
    """Every column a row can be sliced or filtered by: its own first, then those of what its ids lead to.

    `table.column` names a column of one table where several have it.
    """
    own = [name for name in observed.columns if name not in OWN_WORK and not name.startswith(HIT)]
    places = {name: Place(None, name) for name in own}
    for table, link, key in LINKS:
        if link not in observed.columns:
            continue
        for column in ledger.columns(table):
            if column not in HIDDEN:
                place = Place(table, column, link, key)
                places.setdefault(column, place)
                places[f"{table}.{column}"] = place
        if table == "users":
            places |= {
                f"owner.{column}": places[f"users.{column}"] for column in ledger.columns(table) if column not in HIDDEN
            }
    for name, target in (("owner", "users.name"), ("campaign", "campaigns.name")):
        if target in places:
            places.setdefault(name, places[target])
    return places


def sliced(ledger: Ledger, agreement: Agreement, observed: Any, by: Iterable[str]) -> tuple[Any, tuple[str, ...]]:
    """The observed rows with one text column per slice, and the names of those columns.

    Raises:
        UnknownName: no such slice; names the nearest.
    """
    places = reachable(ledger, observed)
    names = list(by)
    table, columns = observed, []
    for position, name in enumerate(names):
        column = f"slice_{position}"
        if name == "segment":
            table = _with_segment(ledger, agreement, table, column)
        elif name == "profile":
            table = _with_profile(agreement, table, column, places)
        elif name == "size" and name not in places:
            table = _with_size(ledger, table, column, places)
        else:
            place = places.get(name)
            if place is None:
                raise UnknownName("slice", name, sorted({*places, *TOLD}))
            if place.table is not None:
                table, place = reached(ledger, table, {column: place}), Place(None, column)
            table = table.mutate(**{column: as_text(table[place.column])})
        columns.append(column)
    return table, tuple(columns)


def filtered(ledger: Ledger, agreement: Agreement, observed: Any, where: str) -> Any:
    """The observed rows for which a rule holds; its columns are found as slices are, segment, profile and size among them.

    Raises:
        RuleInvalid: it does not parse, or names a column that cannot be reached; names the nearest.
        UnknownName: it asks for the profile or size of what has none.
        UsedWrongly: it asks for a segment and the agreement states none.
    """
    from oarlock.agreement import Rule
    from oarlock.errors import RuleInvalid

    rule = Rule(where)
    places = reachable(ledger, observed)
    problems = rule.check([*(name for name in places if "." not in name), *TOLD], where="where")
    if problems:
        raise RuleInvalid("\n".join(str(problem) for problem in problems))
    told = sorted(name for name in rule.columns if name.lower() in TOLD and name.lower() not in places)
    table, columns = sliced(ledger, agreement, observed, [name.lower() for name in told])
    table = table.rename(dict(zip(told, columns, strict=True)))
    places |= {name: Place(None, name) for name in told}
    wanted = {name: _found(places, name) for name in sorted(rule.columns)}
    borrowed = {name: place for name, place in wanted.items() if place.table is not None}
    judged = reached(ledger, table, borrowed)
    return judged.filter(rule.on(judged)).select(*observed.columns)


def reads(where: str, names: Iterable[str]) -> bool:
    """Whether a rule reads one of these columns; one that does not parse reads none, and is refused where it is applied."""
    from oarlock.agreement import Rule
    from oarlock.errors import RuleInvalid

    try:
        return bool({name.lower() for name in Rule(where).columns} & set(names))
    except RuleInvalid:
        return False


def reached(ledger: Ledger, table: Any, wanted: dict[str, Place]) -> Any:
    """The table with each wanted column under its name; one join per table it comes from."""
    for place in {(p.table, p.link, p.key) for p in wanted.values() if p.table is not None}:
        source, link, key = place
        columns = {name: p.column for name, p in wanted.items() if p.table == source}
        side = ledger.table(source)
        side = side.select(_far=side[key], **{f"_far_{i}": side[column] for i, column in enumerate(columns.values())})
        joined = table.left_join(side, table[link] == side["_far"])
        borrowed = {name: joined[f"_far_{i}"] for i, name in enumerate(columns)}
        table = joined.select(*(joined[name] for name in table.columns), **borrowed)
    own = {name: table[p.column] for name, p in wanted.items() if p.table is None and name != p.column}
    return table.mutate(**own) if own else table


def as_text(value: Any) -> Any:
    """A slice's value as text; a gap stays a gap, and empty text is one."""
    kind = value.type()
    if kind.is_string():
        return value.nullif("")
    if kind.is_boolean():
        return value.ifelse("yes", "no")
    return value.cast("string")


def _found(places: dict[str, Place], name: str) -> Place:
    return places[name] if name in places else next(p for known, p in places.items() if known.lower() == name.lower())


def _with_profile(agreement: Agreement, table: Any, column: str, places: dict[str, Place]) -> Any:
    import ibis

    if "on_profile" not in table.columns:
        raise UnknownName("slice", "profile", places)
    if agreement.profile is None:
        return table.mutate(**{column: ibis.null("string")})
    # A condition that is unknown takes the other branch: whoever cannot be told is neither on nor off.
    told = table.on_profile.ifelse("on profile", "off profile")
    return table.mutate(**{column: table.on_profile.notnull().ifelse(told, ibis.null("string"))})


def _with_size(ledger: Ledger, table: Any, column: str, places: dict[str, Place]) -> Any:
    """The band of the account's employees; null where nobody knows them."""
    import ibis

    if "employees" not in places:
        raise UnknownName("slice", "size", places)
    table = reached(ledger, table, {column: places["employees"]})
    employees = table[column]
    told = ibis.cases(
        *((employees <= most, name) for most, name in SIZES),
        (employees > SIZES[-1][0], LARGEST),
        else_=ibis.null("string"),
    )
    return table.mutate(**{column: told})


def _with_segment(ledger: Ledger, agreement: Agreement, table: Any, column: str) -> Any:
    """The first of the agreement's segments whose rule holds; null where none does."""
    import ibis

    from oarlock.errors import UsedWrongly

    if not agreement.segments:
        raise UsedWrongly(
            "The agreement states no segments. Add [[segments]] with a name and a rule, or slice by a column."
        )
    own = list(table.columns)
    wanted = {name for segment in agreement.segments for name in segment.rule.columns}
    places = reachable(ledger, table)
    far = {name: _preferred(places, name) for name in sorted(wanted)}
    judged = reached(
        ledger, table.rename(**{f"_own_{name}": name for name in wanted & set(own)}), _renamed(far, set(own) & wanted)
    )
    label = ibis.cases(
        *((segment.rule.on(judged), segment.name) for segment in agreement.segments), else_=ibis.null("string")
    )
    told = judged.mutate(**{column: label})
    return told.select(
        **{name: told[f"_own_{name}" if name in wanted else name] for name in own}, **{column: told[column]}
    )


def _preferred(places: dict[str, Place], name: str) -> Place:
    """A segment speaks of the company: the account's column where there is one."""
    for candidate in (f"accounts.{name}", name):
        if candidate in places:
            return places[candidate]
    raise UnknownName("column", name, [known for known in places if "." not in known])


def _renamed(places: dict[str, Place], moved: set[str]) -> dict[str, Place]:
    return {
        name: Place(None, f"_own_{name}") if p.table is None and name in moved else _moved(p, moved)
        for name, p in places.items()
    }


def _moved(place: Place, moved: set[str]) -> Place:
    return Place(place.table, place.column, f"_own_{place.link}" if place.link in moved else place.link, place.key)
