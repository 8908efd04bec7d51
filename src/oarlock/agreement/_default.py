"""The packaged agreement: good enough that a first diagnosis needs no editing."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from oarlock.agreement.document import Agreement


def default_text(
    *,
    company: str | None = None,
    currency: str | None = None,
    time_zone: str | None = None,
    fiscal_year_start_month: int | None = None,
    country: str | None = None,
) -> str:
    """The default agreement as commented TOML, with what is known of the company filled in.

    Args:
        company: Its name.
        currency: The reporting currency, three letters.
        time_zone: An IANA time zone.
        fiscal_year_start_month: 1 to 12.
        country: Two letters; its public holidays become days off.
    """
    filled = {
        'name = "Our company"': ("name", company),
        'reporting_currency = "USD"': ("reporting_currency", currency),
        'time_zone = "UTC"': ("time_zone", time_zone),
        "fiscal_year_start_month = 1": ("fiscal_year_start_month", fiscal_year_start_month),
        '# country = "US"': ("country", country),
    }
    text = _packaged()
    for line, (key, value) in filled.items():
        if value is not None:
            text = text.replace(line, f"{key} = {json.dumps(value, ensure_ascii=False)}", 1)
    return text


@cache
def default() -> Agreement:
    """The default agreement as frozen values."""
    from oarlock.agreement.reading import read_text

    return read_text(_packaged(), file="default.toml", check_rules=False)


@cache
def default_document() -> dict[str, Any]:
    """The default agreement as parsed TOML."""
    return tomllib.loads(_packaged())


@cache
def _packaged() -> str:
    return Path(__file__).with_name("default.toml").read_text(encoding="utf-8")
