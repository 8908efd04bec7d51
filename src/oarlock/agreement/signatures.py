"""Signatures: who agreed, for which team, on which day."""

# ruff: noqa: RUF009 - `setting` makes a field
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oarlock.agreement._settings import REQUIRED, day, one_of, setting, text

SIDES = ("marketing", "sales")


@dataclass(frozen=True, slots=True)
class Signature:
    """One side's consent to this version.

    Attributes:
        name: Who signed.
        team: For which side: marketing or sales.
        signed_on: On which day.
    """

    name: str = setting(REQUIRED, text)
    team: str = setting(REQUIRED, one_of(*SIDES))
    signed_on: date = setting(REQUIRED, day)
