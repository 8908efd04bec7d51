"""Changes of one field that share an instant, in the order in which each begins where the one before it ended.

A log has times in whole seconds and promises no order within one (METHODS 3.1). Few changes share a second, so every order is tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

LONGEST = 8
"""Changes of one field at one instant for which an order is looked for; more keep the file's."""

Row = tuple[str, str, object, int, str | None, str | None, str | None]
Step = tuple[int, str | None, str | None]


def in_order(rows: Iterable[Row]) -> list[tuple[int, int]]:
    """Place and position, from 1, of every change that shares its instant with another of the same subject and field.

    Args:
        rows: (subject, field, instant, place, old, new, today), sorted by the first four; all changes of the subjects and fields
            concerned. `today` is the present value, None where it is not told.
    """
    found: list[tuple[int, int]] = []
    for _, of_field in groupby(rows, key=lambda row: row[:2]):
        own = list(of_field)
        groups = [[row[3:6] for row in same] for _, same in groupby(own, key=lambda row: row[2])]
        starts: tuple[str | None, ...] = ()
        for number, group in enumerate(groups, start=1):
            ends = {old for _, old, _ in groups[number]} if number < len(groups) else {own[-1][6]} - {None}
            linked = _linked(group, starts, ends)
            found += [(place, nth) for nth, (place, _, _) in enumerate(linked, start=1) if len(group) > 1]
            starts = (linked[-1][2],)
    return found


def _linked(group: Sequence[Step], starts: tuple[str | None, ...], ends: set[str | None]) -> Sequence[Step]:
    """The group in an order that links, best one that also meets what came before and comes after; else as it stands."""
    if not 1 < len(group) <= LONGEST:
        return group
    orders = list(_orders(list(group), []))
    meets = [order for order in orders if not starts or order[0][1] in starts] or orders
    fits = [order for order in meets if not ends or order[-1][2] in ends] or meets
    return fits[0] if fits else group


def _orders(left: list[Step], taken: list[Step]) -> Iterator[list[Step]]:
    if not left:
        yield taken
        return
    for number, step in enumerate(left):
        if not taken or taken[-1][2] == step[1]:
            yield from _orders(left[:number] + left[number + 1 :], [*taken, step])
