"""Names the world gives: currencies, time zones, countries with a calendar of holidays."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from oarlock.agreement._settings import Place, named, text
from oarlock.errors import nearest

CURRENCIES = frozenset(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY
    COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR
    IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR
    MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD
    SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF
    XPF YER ZAR ZMW ZWG
    """.split()  # noqa: SIM905 - a hundred and sixty quoted strings would be harder to read
)
"""ISO 4217 codes of the money people pay with."""


def currency(place: Place, value: Any) -> Any:
    """A currency by its three letters."""
    if isinstance(value, str) and value in CURRENCIES:
        return value
    return place.refuse(
        f"{named(value)} is no currency.", f"Three capital letters, such as EUR.{_close(value, CURRENCIES)}"
    )


def time_zone(place: Place, value: Any) -> Any:
    """A time zone by its name in the IANA database."""
    if not isinstance(value, str):
        return text(place, value)
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return place.refuse(
            f'"{value}" is no time zone.', f"Such as Europe/Berlin.{_close(value, available_timezones())}"
        )
    return value


def country(place: Place, value: Any) -> Any:
    """A country, by its two letters, of which the calendar of public holidays is known."""
    import holidays

    countries = holidays.list_supported_countries(include_aliases=False)
    if isinstance(value, str) and value in countries:
        return value
    hint = f"Two capital letters, such as DE or US.{_close(value, countries)}"
    return place.refuse(f"no calendar of holidays is known for {named(value)}.", hint)


def subdivisions_of(country_code: str) -> tuple[str, ...]:
    """Codes of a country's states or regions that have holidays of their own."""
    import holidays

    return tuple(holidays.list_supported_countries(include_aliases=False).get(country_code, ()))


def _close(value: Any, known: Any) -> str:
    close = nearest(str(value), known)
    return close if "mean" in close else ""
