"""How large a simulated company is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SCALES: Mapping[str, float] = MappingProxyType({"S": 1.0, "M": 10.0, "L": 100.0})
"""Volume against size S. S: about 40 thousand leads, 4 thousand deals, 200 thousand touches; M ten times, L a hundred times that."""
