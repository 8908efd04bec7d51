"""Rates that somebody states instead of measures: checked, and held against the record's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oarlock.errors import UsedWrongly
from oarlock.stats.result import Status

if TYPE_CHECKING:
    from oarlock.measure.facts.lead_chain import Chain
    from oarlock.stats.need import WinClock
    from oarlock.stats.result import Estimate

LEAST_SIZES = 5
"""Wins with an amount below which what a win is worth is not known (METHODS 0.5)."""
STATED = ("lead_to_deal", "deal_to_win", "deal_size")
"""What somebody may state in place of the record's."""
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
        so_far: The share as far as the record can be read, where its whole horizon is not reached yet; None for what is no share.
    """

    name: str
    own: Estimate
    stated: float | None = None
    outside: bool = False
    so_far: float | None = None

    @property
    def title(self) -> str:
        """What people call it."""
        return TITLES[self.name]

    @property
    def basis(self) -> float:
        """The record's own; where it tells none yet, the share so far. What is still open counts neither as made it nor as failed."""
        return self.own.value if self.own.value is not None else self.so_far or 0.0

    @property
    def used(self) -> float:
        """What the plan reckons with."""
        return self.basis if self.stated is None else self.stated

    @property
    def is_known(self) -> bool:
        """Whether enough of it happened to be known."""
        return self.own.status is Status.OK and not (self.name == "deal_size" and self.own.n < LEAST_SIZES)


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
        told.append(
            Rate(name, own[name], value, value is not None and outside(value, own[name]), chain.so_far.get(name))
        )
    return tuple(told)


def clock_of(chain: Chain, rates: tuple[Rate, ...]) -> WinClock:
    """The record's clock of wins at the rates that are stated."""
    factor = 1.0
    for rate in rates:
        if rate.name in ("lead_to_deal", "deal_to_win") and rate.stated is not None and rate.basis:
            factor *= rate.stated / rate.basis
    return chain.clock.scaled(factor) if factor != 1.0 else chain.clock


def of_deals(rates: tuple[Rate, ...]) -> float:
    """Factor on the chances of open deals, where their win rate is stated."""
    win = next(rate for rate in rates if rate.name == "deal_to_win")
    return win.used / win.basis if win.basis else 1.0


def _check(name: str, value: float) -> None:
    if name == "deal_size":
        if not value > 0:
            raise UsedWrongly(f"The worth of a won lead is an amount above 0, not {value:g}.")
    elif not 0 < value <= 1:
        close = f" Did you mean {value:g}%, which is {value / 100:g}?" if 1 < value <= 100 else ""
        raise UsedWrongly(
            f"{TITLES[name]} is a share above 0 and at most 1, not {value:g}. Write 0.22 or 22% for 22 of 100.{close}"
        )
