"""The diagnosis as JSON, in the shape DESIGN section 7 promises to schedulers and other programs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from oarlock.diagnose.base import Cause, Diagnosis, Finding, Slope, Slopes


def to_json(diagnosis: Diagnosis) -> dict[str, Any]:
    """Plain dictionaries, lists, numbers and strings; unknown is null, never zero."""
    return {
        "as_of": diagnosis.as_of.isoformat(),
        "agreement": {"version": diagnosis.agreement_version, "in_force_from": plain(diagnosis.in_force_from)},
        "company": diagnosis.company,
        "currency": diagnosis.currency,
        "profile": diagnosis.profile,
        "headline": diagnosis.headline,
        "slopes": None if diagnosis.slopes is None else _slopes(diagnosis.slopes),
        "causes": [_cause(cause) for cause in diagnosis.causes],
        "findings": [_finding(finding) for finding in diagnosis.findings],
        "gates": plain(diagnosis.gates),
        "alignment": plain(diagnosis.alignment),
        "notes": list(diagnosis.notes),
        "unasked": [{"diagnosis": name, "missing": missing} for name, missing in diagnosis.unasked],
    }


def _slopes(slopes: Slopes) -> dict[str, Any]:
    return {
        "status": slopes.status.value,
        "family": slopes.family.value,
        "verdict": slopes.verdict,
        "sentence": slopes.sentence,
        "probability": slopes.probability,
        "leaning": slopes.leaning,
        "reason": slopes.reason,
        "probabilities": plain(slopes.probabilities),
        "marketing": _slope(slopes.marketing),
        "bookings": _slope(slopes.bookings),
        "yield": {**_slope(slopes.yield_), "sentence": slopes.yield_sentence},
        "series": plain(slopes.series),
    }


def _slope(slope: Slope) -> dict[str, Any]:
    growth = slope.growth
    return {
        "growth": plain(growth.value), "lo": plain(growth.lo), "hi": plain(growth.hi), "unit": slope.unit, "n": growth.n,
        "status": growth.status.value, "reason": growth.reason, "relative_to": "itself" if slope.is_log else "the median quarter",
    }  # fmt: skip


def _cause(cause: Cause) -> dict[str, Any]:
    return {field.name: plain(getattr(cause, field.name)) for field in fields(cause)}


def _finding(finding: Finding) -> dict[str, Any]:
    return {field.name: plain(getattr(finding, field.name)) for field in fields(finding)}


def plain(value: Any) -> Any:
    """The value in JSON's own types: enums by value, dates in ISO, infinite and not-a-number as null."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return value
