"""Decides what becomes of each file: by the mapping, by its name, or by the headers of a system we know."""

from __future__ import annotations

from dataclasses import replace

from oarlock import registry
from oarlock.connect import neutral
from oarlock.connect.base import Connector, Reading, Recognised
from oarlock.connect.headers import table_named
from oarlock.connect.mapping import Mapping
from oarlock.connect.raw import Unread
from oarlock.errors import Problem


def plan(file: Unread, mapping: Mapping | None) -> Recognised | Problem | None:
    """What becomes of the file; a Problem when nothing tells; None when the mapping does not speak of it."""
    if mapping is not None and mapping.files:
        return mapping.recognise(file)
    reading = mapping.reading if mapping is not None else Reading()
    like = mapping.like if mapping is not None else None
    known = None if like else neutral.recognise(file.stem, file.folder, file.header, reading)
    known = known or _by_headers(file, like, reading)
    if known is not None and mapping is not None and mapping.source:
        known = replace(known, source=mapping.source)
    if known is None and like is None:
        return _unknown(file)
    return known


def _by_headers(file: Unread, like: str | None, reading: Reading) -> Recognised | None:
    for name, connector in registry.parts("connect", "CONNECTOR"):
        assert isinstance(connector, Connector)  # noqa: S101 - the registry checks the constant, not its type
        if like in (None, name) and (found := connector.recognise(file.header)):
            return replace(found, reading=reading)
    return None


def _unknown(file: Unread) -> Problem:
    table = table_named(file.stem) or table_named(file.folder)
    if table is not None:
        return neutral.problem(file.name, table, file.header)
    named = ", ".join(f'"{h}"' for h in file.header[:6] if h)
    whole = file.name.split(", sheet ")[0]
    return Problem(
        file.name,
        f"nothing tells which table this is: its name is no table's, and its headers ({named}) are of no system we know.",
        f"Name it after a table (leads.csv, opportunities.csv, ...), or draft a mapping with `oarlock import {whole} --suggest`.",
    )
