"""Oarlock keeps a company's sales and marketing aligned: one record, one agreement, honest statistics.

    import oarlock
    book = oarlock.open("acme")
    book.measure("win_rate", by="source", every="quarter")
    book.diagnose()

Names are loaded when first used, so that importing the package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.book import Book, init, open
    from oarlock.diagnose.base import Cause, Diagnosis, Finding
    from oarlock.errors import OarlockError, Problem
    from oarlock.measure.base import Measurement, Measurements
    from oarlock.stats.attribution.crediting import credit
    from oarlock.stats.result import Estimate, Status

__version__ = "0.1.0"

__all__ = [
    "Agreement",
    "Book",
    "Cause",
    "Diagnosis",
    "Estimate",
    "Finding",
    "Measurement",
    "Measurements",
    "OarlockError",
    "Problem",
    "Status",
    "__version__",
    "credit",
    "init",
    "open",
]

_HOMES = {
    "Agreement": "oarlock.agreement",
    "Book": "oarlock.book",
    "Cause": "oarlock.diagnose.base",
    "Diagnosis": "oarlock.diagnose.base",
    "Estimate": "oarlock.stats.result",
    "Finding": "oarlock.diagnose.base",
    "Measurement": "oarlock.measure.base",
    "Measurements": "oarlock.measure.base",
    "OarlockError": "oarlock.errors",
    "Problem": "oarlock.errors",
    "Status": "oarlock.stats.result",
    "credit": "oarlock.stats.attribution.crediting",
    "init": "oarlock.book",
    "open": "oarlock.book",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'oarlock' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
