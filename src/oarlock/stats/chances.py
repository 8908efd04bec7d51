"""Chances from past shares of value, pulled towards a wider group where there are few (METHODS 3.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PRIOR_WEIGHT = 10.0
"""Deals at the stage's own share with which every cell of stage and time starts."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Deals of one stage seen at one point of past periods: how many had an amount, what they were worth, and the part that was won."""

    stage: str
    days_left: float
    deals: float
    value: float
    won_value: float


def shrunk_share(share: float, deals: float, towards: float, *, weight: float = PRIOR_WEIGHT) -> float:
    """A share as the mean of a beta-binomial whose prior is worth `weight` deals at the wider group's share."""
    return (deals * share + weight * towards) / (deals + weight)


def stage_chances(cells: Iterable[Cell], days_left: float) -> Mapping[str, float]:
    """The chance of each stage at a point: the share of value that was won, shrunk to the stage's share over all points.

    A stage without any value seen takes no place in the answer; `overall_share` is for those nobody saw before.
    """
    seen = [cell for cell in cells if cell.value > 0]
    chances = {}
    for stage in sorted({cell.stage for cell in seen}):
        own = [cell for cell in seen if cell.stage == stage]
        margin = _share(own)
        here = [cell for cell in own if cell.days_left == days_left]
        deals = sum(cell.deals for cell in here)
        chances[stage] = shrunk_share(_share(here), deals, margin) if here else margin
    return chances


def overall_share(cells: Iterable[Cell], days_left: float) -> float | None:
    """Share of all value at a point that was won, for a stage nobody saw before; None where nothing stood there."""
    here = [cell for cell in cells if cell.days_left == days_left and cell.value > 0]
    return _share(here) if here else None


def _share(cells: list[Cell]) -> float:
    return sum(cell.won_value for cell in cells) / sum(cell.value for cell in cells)
