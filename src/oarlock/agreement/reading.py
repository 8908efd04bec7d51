"""Reads `agreement.toml` into frozen values, with all its problems at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from oarlock.agreement._cross_checks import cross_check
from oarlock.agreement._default import default_document
from oarlock.agreement._settings import Place, read_as
from oarlock.agreement.document import Agreement
from oarlock.agreement.hours import WorkingHours
from oarlock.errors import AgreementInvalid, Problem

FILE = "agreement.toml"
_KEPT_FROM_DEFAULT = ("stages", "reasons", "channels", "segments", "survey")


def read(path: str | Path, *, columns: Iterable[str] | None = None, check_rules: bool = True) -> Agreement:
    """The agreement in a file.

    Stages, reasons, channels and segments that the file leaves out altogether are those of the default agreement; write
    `segments = []` to have none. Any other setting left out holds the default of its class.

    Args:
        path: The TOML file, UTF-8.
        columns: The columns rules may name, where they are known; a rule that names another is a problem.
        check_rules: False skips parsing the rules, for a file that was read before and whose reader is in a hurry.
    Raises:
        AgreementInvalid: it cannot be read or has problems; `problems` holds all of them.
    """
    file = Path(path)
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        hint = "`oarlock init BOOK` writes one."
        raise AgreementInvalid([Problem(str(path), f"cannot be read: {error.strerror}.", hint)]) from None
    except UnicodeDecodeError as error:
        hint = "Save it as UTF-8."
        raise AgreementInvalid([Problem(file.name, f"byte {error.start:,} is not UTF-8.", hint)]) from None
    return read_text(text, file=file.name, columns=columns, check_rules=check_rules)


def read_text(
    text: str, *, file: str = FILE, columns: Iterable[str] | None = None, check_rules: bool = True
) -> Agreement:
    """The agreement in a text; like `read`, with `file` as the name that messages show."""
    return _read_text(text, file, None if columns is None else tuple(columns), check_rules)


@lru_cache(maxsize=16)
def _read_text(text: str, file: str, columns: tuple[str, ...] | None, check_rules: bool) -> Agreement:
    """Remembered, because every question looks whether another version is in force by now."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        hint = "Lists and texts need their closing bracket or quote; a table or key may stand only once."
        raise AgreementInvalid(
            [Problem(file, f"is not valid TOML: {str(error)[:1].lower()}{str(error)[1:]}.", hint)]
        ) from None
    return from_document(document, file=file, columns=columns, check_rules=check_rules)


def from_document(
    document: Mapping[str, Any], *, file: str = FILE, columns: Iterable[str] | None = None, check_rules: bool = True
) -> Agreement:
    """The agreement in TOML that was parsed already; like `read_text`."""
    problems: list[Problem] = []
    place = Place(file, "", problems, check_rules)
    missing = {section: default_document()[section] for section in _KEPT_FROM_DEFAULT if section not in document}
    agreement = read_as(Agreement, place, {**document, **missing})
    if agreement is not None:
        cross_check(agreement, place)
        if columns is not None and check_rules:
            problems += agreement.check(columns, file=file)
    if problems or agreement is None:
        raise AgreementInvalid(problems)
    return replace(agreement, hours=_in_company_time(agreement, document.get("hours", {})))


def _in_company_time(agreement: Agreement, stated: Mapping[str, Mapping[str, Any]]) -> dict[str, WorkingHours]:
    """The hours of each team, kept in the company's time zone where they name none."""
    zone = agreement.company.time_zone
    return {
        team: hours if "time_zone" in stated.get(team, {}) else replace(hours, time_zone=zone)
        for team, hours in agreement.hours.items()
    }
