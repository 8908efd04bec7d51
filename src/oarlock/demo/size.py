"""How large a simulated company is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from oarlock.errors import UnknownName

SCALES: Mapping[str, float] = MappingProxyType({"S": 1.0, "M": 10.0, "L": 100.0})
"""Volume against size S. S: about 40 thousand leads, 200 thousand touches, 4 thousand new-business deals (5,500 with renewals and
expansions); M ten times, L a hundred times that."""


def scale_of(size: str) -> float:
    """Volume of a size against S.

    Raises:
        UnknownName: no such size.
    """
    if size not in SCALES:
        raise UnknownName("size", size, SCALES)
    return SCALES[size]
