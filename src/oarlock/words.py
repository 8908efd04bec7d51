"""Numbers in words: the one place where a figure becomes text, for sentences, charts, reports and the terminal.

Conventions: shares and growth come as fractions (0.061 is 6.1 %), money in units of its currency, durations in seconds
unless the name says hours or days. Unknown comes as None and is written "–", never 0. Negative numbers carry
a true minus. English patterns; no space before the percent sign.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeGuard

MISSING = "–"
MINUS = "−"
RARE = 0.02
"""Below this share a tenth of a point is too coarse to tell two of them apart."""
SMALL = 10
"""Below this many units a share is written as counts, "2 of 7"."""

SYMBOLS = {
    "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "CNY": "CN¥", "INR": "₹", "KRW": "₩", "BRL": "R$", "ILS": "₪",
    "CAD": "CA$", "AUD": "A$", "NZD": "NZ$", "HKD": "HK$", "MXN": "MX$", "TWD": "NT$", "VND": "₫", "PHP": "₱",
}  # fmt: skip
_SCALES = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K"))
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def money(amount: float | None, currency: str = "EUR", *, signed: bool = False) -> str:
    """An amount at three significant digits: `$29.8M`, `$680K`, `$4,120`; `signed` also writes the plus."""
    if not _known(amount):
        return MISSING
    rounded = _significant(abs(amount), 3)
    return _sign(amount if rounded else 0.0, signed) + symbol(currency) + _short(rounded)


def exact_money(amount: float | None, currency: str = "EUR") -> str:
    """An amount to the cent, for hover and tables: `$29,812,345.10`; whole amounts without decimals."""
    if not _known(amount):
        return MISSING
    size = f"{abs(amount):,.2f}".removesuffix(".00")
    return ("" if size == "0" else _sign(amount, False)) + symbol(currency) + size


def symbol(currency: str) -> str:
    """What stands before an amount: `$` for USD, the code and a no-break space where no symbol is common."""
    return SYMBOLS.get(currency.upper(), f"{currency.upper()}\u00a0" if currency else "")


def percent(share: float | None, *, signed: bool = False) -> str:
    """A share: whole from 10 % on, one decimal below: `34%`, `4.4%`; never rounded onto 0 or 100 %."""
    if not _known(share):
        return MISSING
    size = abs(share) * 100
    if 0 < size < 0.05:
        return f"<{_sign(share, signed)}0.1%"
    if 99.5 <= size < 100:
        return f">{_sign(share, signed)}99%"
    decimals = 0 if round(size, 1) >= 10 or size == 0 else 1
    return f"{_sign(share, signed)}{size:,.{decimals}f}%"


def change(growth: float | None, per: str = "quarter") -> str:
    """A signed rate of change with its unit: `+6.1% a quarter`."""
    return f"{_signed(growth * 100)}%" + (f" a {per}" if per else "") if _known(growth) else MISSING


def points(difference: float | None, *, fine: bool = False) -> str:
    """A difference of two shares, in percentage points: `−3 points`, `+9.1 points`; `fine`, of rare ones, `+0.09 points`."""
    if not _known(difference):
        return MISSING
    text = _signed(difference * 100, 2) if fine else _signed(difference * 100).removesuffix(".0")
    return f"{text} point" if text.lstrip("+" + MINUS) == "1" else f"{text} points"


def change_range(lo: float | None, hi: float | None, *, level: float = 0.90) -> str:
    """The range behind a change or a difference in percent: `90% range +1.1 to +10.0`."""
    if not (_known(lo) and _known(hi)):
        return MISSING
    return _range(_signed(lo * 100), _signed(hi * 100), level)


def percent_range(lo: float | None, hi: float | None, *, level: float = 0.90) -> str:
    """The range behind a share, both ends with the same decimals: `90% range 27% to 35%`."""
    if not (_known(lo) and _known(hi)):
        return MISSING
    decimals = 0 if min(abs(lo), abs(hi)) >= 0.0995 else 1
    low, high = (f"{_sign(end, False)}{abs(end) * 100:.{decimals}f}%" for end in (lo, hi))
    return _range(low, high, level)


def money_range(
    lo: float | None, hi: float | None, currency: str = "EUR", *, level: float = 0.90, signed: bool = False
) -> str:
    """The range behind an amount: `90% range $1.1M to $2.3M`."""
    return _range(money(lo, currency, signed=signed), money(hi, currency, signed=signed), level)


def ratio(value: float | None) -> str:
    """A multiple: `3.9×`."""
    return f"{_sign(round(value, 1), False)}{abs(value):,.1f}×" if _known(value) else MISSING


def number(value: float | None) -> str:
    """A plain number at three significant digits, without a unit: `1,280`, `19.6`, `0.63`."""
    if not _known(value):
        return MISSING
    rounded = _significant(abs(value), 3)
    if 0 < rounded < 0.001:
        return f"<{_sign(value, False)}0.001"
    text = f"{rounded:,.0f}" if rounded >= 100 else f"{rounded:.3g}"
    return _sign(value if rounded else 0.0, False) + text


def count(units: float | None) -> str:
    """A number of things, exact: `1,284`."""
    return f"{_sign(round(units), False)}{abs(units):,.0f}" if _known(units) else MISSING


def counted(units: float | None, one: str, many: str | None = None) -> str:
    """A number with its noun: `1 lead`, `1,284 leads`."""
    return f"{count(units)} {one if units == 1 else many or one + 's'}"


def share_of(part: int | None, whole: int | None) -> str:
    """A share as percent, as counts when the whole is below 10 (`2 of 7`), "–" when there is nothing to share."""
    if part is None or not whole:
        return MISSING
    return f"{part} of {whole}" if whole < SMALL else percent(part / whole)


def duration(seconds: float | None, *, working: bool = False, hours_a_day: float = 8) -> str:
    """A length of time in its two largest units: `1 h 20 m`, `3 d 4 h`; working time says so: `2 working days`.

    Args:
        seconds: Length; the sign is kept.
        working: Whether the seconds are of working time, a day of which has `hours_a_day` hours.
    """
    if not _known(seconds):
        return MISSING
    day = round(hours_a_day * 3600) if working else 86_400
    left, parts = round(abs(seconds)), []
    for name, size in (("d", day), ("h", 3600), ("m", 60), ("s", 1)):
        amount, left = divmod(left, size)
        parts.append((amount, name))
    first = next((i for i, (amount, _) in enumerate(parts) if amount), 3)
    shown = [part for part in parts[first : first + 2] if part[0]] or [(0, "s")]
    words = [_working_days(amount) if working and name == "d" else f"{amount} {name}" for amount, name in shown]
    suffix = " of working time" if working and shown[0][1] != "d" else ""
    return _sign(seconds, False) + " ".join(words) + suffix


def hours(value: float | None, *, working: bool = False) -> str:
    """A typical length in hours, for sentences that compare two: `19.6 h`, `3.1 working hours`."""
    if not _known(value):
        return MISSING
    return f"{number(value)} {'working hour' + ('' if value == 1 else 's') if working else 'h'}"


def days(value: float | None) -> str:
    """A typical length in days: `84 days`, `4.5 days`, `1 day`."""
    if not _known(value):
        return MISSING
    size = abs(value)
    text = f"{size:,.0f}" if round(size, 1) >= 10 else f"{size:.1f}".removesuffix(".0")
    return f"{_sign(value if text != '0' else 0.0, False)}{text} {'day' if text == '1' else 'days'}"


def day(on: date | datetime | None) -> str:
    """A date with its weekday: `Sun 15 Nov 2026`."""
    return MISSING if on is None else f"{_DAYS[on.weekday()]} {on.day} {_MONTHS[on.month - 1]} {on.year}"


def period(label: str | None) -> str:
    """A period's label as people say it: `2025Q1` is `Q1 2025`, `2025-03` is `Mar 2025`; fiscal names stay."""
    if not label:
        return MISSING
    if quarter := re.fullmatch(r"(\d{4})-?Q([1-4])", label):
        return f"Q{quarter[2]} {quarter[1]}"
    if (month := re.fullmatch(r"(\d{4})-(\d\d)", label)) and 1 <= int(month[2]) <= 12:
        return f"{_MONTHS[int(month[2]) - 1]} {month[1]}"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", label):
        return day(date.fromisoformat(label))
    return label


def listed(names: Sequence[str]) -> str:
    """Names in a row: `a, b and c`."""
    return " and ".join([*([", ".join(names[:-1])] if len(names) > 1 else []), *names[-1:]])


def measured(value: float | None, unit: str, currency: str = "EUR") -> str:
    """A value written as its unit asks; units as in `Evidence` and the metrics, underscores and spaces alike."""
    match unit.replace("_", " "):
        case "share" | "probability" | "percent":
            return percent(value)
        case "money" | "currency":
            return money(value, currency)
        case "money per day":
            return f"{money(value, currency)} a day" if _known(value) else MISSING
        case "months":
            return f"{number(value)} month{'' if value == 1 else 's'}" if _known(value) else MISSING
        case "minutes":
            return f"{number(value)} min" if _known(value) else MISSING
        case "days":
            return days(value)
        case "hours":
            return hours(value)
        case "working hours":
            return hours(value, working=True)
        case "count":
            return count(value) if value is None or float(value).is_integer() else number(value)
        case "ratio":
            return ratio(value)
        case "per quarter":
            return change(value)
        case "points":
            return points(value)
    return number(value)


def measured_change(value: float | None, unit: str, currency: str = "EUR") -> str:
    """A difference between two values of that unit, signed: shares in points, money as money."""
    name = unit.replace("_", " ")
    if not _known(value):
        return MISSING
    if name in ("share", "probability", "percent"):
        return points(value)
    if name in ("money", "currency"):
        return money(value, currency, signed=True)
    told = measured(value, unit, currency)
    return told if value <= 0 or told.startswith("+") else f"+{told}"


def measured_range(lo: float | None, hi: float | None, unit: str, currency: str = "EUR", *, level: float = 0.90) -> str:
    """The range behind a value of that unit, as `90% range … to …`."""
    if unit.replace("_", " ") in ("share", "probability", "percent"):
        return percent_range(lo, hi, level=level)
    if unit.replace("_", " ") in ("per quarter", "points"):
        return change_range(lo, hi, level=level)
    return _range(measured(lo, unit, currency), measured(hi, unit, currency), level)


def bare(spread: str) -> str:
    """A 90 % range without its level, for a column whose header says it: `27% to 35%`; another level stays."""
    return spread.removeprefix("90% range ")


def coefficient(value: float | None) -> str:
    """A correlation, a kappa or the like: `0.63`, `−0.12`."""
    return f"{_sign(round(value, 2), False)}{abs(value):.2f}" if _known(value) else MISSING


def p_value(p: float) -> str:
    """A chance with its letter: `p = 0.12`, `p = 0.004`; `p < 0.001` below that, never 0."""
    return "p < 0.001" if p < 0.001 else f"p = {p:.2f}" if p >= 0.1 else f"p = {p:.3f}"


def _range(lo: str, hi: str, level: float) -> str:
    return MISSING if MISSING in (lo, hi) else f"{level * 100:.3g}% range {lo} to {hi}"


def _known(value: float | None) -> TypeGuard[float]:
    return value is not None and math.isfinite(value)


def _sign(value: float, signed: bool) -> str:
    return MINUS if value < 0 else "+" if signed and value > 0 else ""


def _signed(value: float, decimals: int = 1) -> str:
    """So many decimals and a sign; whole from 100 on; no sign on what rounds to zero."""
    text = f"{abs(value):,.{0 if abs(value) >= 99.95 else decimals}f}"
    return text if float(text.replace(",", "")) == 0 else _sign(value, True) + text


def _significant(size: float, digits: int) -> float:
    return float(f"{size:.{digits}g}")


def _short(size: float) -> str:
    for scale, letter in _SCALES:
        if size >= scale and (letter != "K" or size >= 10_000):
            return f"{size / scale:.3g}{letter}" if size / scale < 1000 else f"{size / scale:,.0f}{letter}"
    if size >= 100 or size.is_integer():
        return f"{size:,.0f}"
    return f"{size:.2f}" if size >= 0.005 else "0"


def _working_days(amount: int) -> str:
    return f"{amount} working day" + ("" if amount == 1 else "s")
