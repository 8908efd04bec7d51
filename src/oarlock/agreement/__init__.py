"""What the two teams agreed: stages, definitions, promises, hours, segments, goals, incentives; dated, versioned, signed.

    agreement = read("acme/agreement.toml")
    agreement.names_of("mql"), agreement.purpose_of("Brand Search"), agreement.hours_of("sales")

Names load when they are first used, so that importing this package costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from oarlock.agreement._default import default, default_text
    from oarlock.agreement.describing import describe
    from oarlock.agreement.differences import diff
    from oarlock.agreement.document import Agreement
    from oarlock.agreement.editing import with_profile
    from oarlock.agreement.history import adopt, in_force
    from oarlock.agreement.reading import read, read_text
    from oarlock.agreement.rules import Rule

_HOMES = {
    "Agreement": "document",
    "Rule": "rules",
    "adopt": "history",
    "default": "_default",
    "default_text": "_default",
    "describe": "describing",
    "diff": "differences",
    "in_force": "history",
    "read": "reading",
    "read_text": "reading",
    "with_profile": "editing",
}

__all__ = [
    "Agreement",
    "Rule",
    "adopt",
    "default",
    "default_text",
    "describe",
    "diff",
    "in_force",
    "read",
    "read_text",
    "with_profile",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
