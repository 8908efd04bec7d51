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
    from oarlock.agreement.document import Agreement
    from oarlock.agreement.reading import read, read_text
    from oarlock.agreement.rules import Rule

_HOMES = {
    "Agreement": "document",
    "Rule": "rules",
    "default": "_default",
    "default_text": "_default",
    "read": "reading",
    "read_text": "reading",
}

__all__ = ["Agreement", "Rule", "default", "default_text", "read", "read_text"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
