"""The company: its fiscal year, its money and its time."""

from __future__ import annotations

from dataclasses import dataclass

from oarlock.agreement._settings import setting, text, whole
from oarlock.agreement._world import currency, time_zone


@dataclass(frozen=True, slots=True)
class Company:
    """Who we are.

    Attributes:
        name: What the company is called on reports.
        fiscal_year_start_month: The month, 1 to 12, in which the fiscal year begins; quarters follow it.
        reporting_currency: The currency all money is shown in, as three letters.
        time_zone: Where days, weeks and quarters begin and end, such as Europe/Berlin.
    """

    name: str = setting("Our company", text)
    fiscal_year_start_month: int = setting(1, whole(1, 12))
    reporting_currency: str = setting("USD", currency)
    time_zone: str = setting("UTC", time_zone)
