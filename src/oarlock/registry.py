"""Finds the parts that live one to a file: metrics, diagnoses, commands, connectors.

A folder of parts is a package whose modules each hold one constant (`METRIC`, `DIAGNOSIS`, `COMMAND`, ...). Modules named
`base`, starting with an underscore, or listed in the package's `NOT_PARTS` are helpers. Packages outside add parts by entry points in
the group `oarlock.<folder>`. Names can be listed without importing a single part, so that the command line starts quickly.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from importlib.metadata import entry_points
from typing import Any

from oarlock.errors import OarlockError, UnknownName


def names(folder: str) -> tuple[str, ...]:
    """Names of the parts in `oarlock.<folder>` and of those other packages add, sorted; imports only the package itself."""
    return tuple(sorted({*_own(folder), *_foreign(folder)}))


def load(folder: str, name: str, constant: str) -> Any:
    """The part's constant.

    Raises:
        UnknownName: no such part; names the nearest.
        OarlockError: the module is there but does not hold the constant.
    """
    if name not in _own(folder):
        foreign = _foreign(folder)  # asked last: it reads the metadata of every package there is
        if name not in foreign:
            raise UnknownName(folder_noun(folder), name, names(folder))
        return foreign[name].load()
    module = importlib.import_module(f"oarlock.{folder}.{name}")
    if not hasattr(module, constant):
        raise OarlockError(f"{module.__name__} holds no {constant}. A part declares exactly one constant of that name.")
    return getattr(module, constant)


def parts(folder: str, constant: str) -> Iterator[tuple[str, Any]]:
    """Every part of the folder, in name order."""
    for name in names(folder):
        yield name, load(folder, name, constant)


def folder_noun(folder: str) -> str:
    """What one part of the folder is called in a sentence."""
    return {
        "measure": "metric",
        "diagnose": "diagnosis",
        "cli": "command",
        "connect": "source",
        "diagnose.causes": "cause",
        "demo.plants": "plant",
    }.get(folder, folder)


def _own(folder: str) -> set[str]:
    package = importlib.import_module(f"oarlock.{folder}")
    helpers = {"base", *getattr(package, "NOT_PARTS", ())}
    modules = (module.name for module in pkgutil.iter_modules(package.__path__))
    return {name for name in modules if not name.startswith("_") and name not in helpers}


def _foreign(folder: str) -> dict[str, Any]:
    return {point.name: point for point in entry_points(group=f"oarlock.{folder}")}
