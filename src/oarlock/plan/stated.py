"""Rates that somebody states instead of measures: checked, and held against the record's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oarlock.errors import UsedWrongly

if TYPE_CHECKING:
    from oarlock.measure.facts.lead_chain import Chain
    from oarlock.stats.need import WinClock
    from oarlock.stats.result import Estimate

TITLES = {
    "lead_to_deal": "Lead to deal",
    "deal_to_win": "Deal to win",
    "lead_to_win": "Lead to win",
    "value_win_rate": "Won of pipeline available, slipped included",
    "deal_size": "Worth of a won lead",
}


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate of the chain: measured, and as stated where somebody did.

    Attributes:
        own: From the record, with its 90 % range and n. outside: whether what is stated lies outside of that range.
    """

    name: str
    own: Estimate
    stated: float | None = None
    outside: bool = False

    @property
    def title(self) -> str:
        """What people call it."""
        return TITLES[self.name]

    @property
    def used(self) -> float:
        """What the plan reckons with."""
        return float(self.own.value or 0.0) if self.stated is None else self.stated


def rates_of(chain: Chain, stated: Mapping[str, float]) -> tuple[Rate, ...]:
    """Every rate of the chain, with what is stated beside it.

    Raises:
        UsedWrongly: a stated rate is no share, or a stated amount not positive.
    """
    from oarlock.stats.need import outside

    own: dict[str, Estimate] = {**chain.rates, "deal_size": chain.amounts.estimate()}
    told = []
    for name in TITLES:
        if name not in own:
            continue
        value = stated.get(name)
        if value is not None:
            _check(name, value)
        told.append(Rate(name, own[name], value, value is not None and outside(value, own[name])))
    return tuple(told)


def clock_of(chain: Chain, rates: tuple[Rate, ...]) -> WinClock:
    """The record's clock of wins at the rates that are stated."""
    factor = 1.0
    for rate in rates:
        if rate.name in ("lead_to_deal", "deal_to_win") and rate.stated is not None and rate.own.value:
            factor *= rate.stated / rate.own.value
    return chain.clock.scaled(factor) if factor != 1.0 else chain.clock


def _check(name: str, value: float) -> None:
    if name == "deal_size":
        if not value > 0:
            raise UsedWrongly(f"The worth of a won lead is an amount above 0, not {value:g}.")
    elif not 0 < value <= 1:
        close = f" Did you mean {value:g}%, which is {value / 100:g}?" if 1 < value <= 100 else ""
        raise UsedWrongly(
            f"{TITLES[name]} is a share above 0 and at most 1, not {value:g}. Write 0.22 or 22% for 22 of 100.{close}"
        )
