"""Reasons that somebody else coded again: what lost buyers said in an interview, and what a manager says of rejections checked at random.

Most of the time it is the seller's own reason; where not, it is what others of its kind usually are.
"""

from __future__ import annotations

import numpy as np

from oarlock.demo.arrays import Draws, Floats, Ints
from oarlock.demo.company import Company
from oarlock.demo.deals import LOSS_REASONS
from oarlock.demo.funnel import REASONS

INTERVIEWED, CHECKED = 0.06, 0.02
"""Share of lost deals whose buyer is asked, and of rejected leads that are looked at again."""
ALIKE = 0.86
_LOSSES = np.array([0.24, 0.22, 0.24, 0.15, 0.15])
_REJECTIONS = np.array([0.25, 0.16, 0.22, 0.15, 0.16, 0.06])


def of_buyers(company: Company, seed: int) -> Ints:
    """What the buyer of each deal said, an index into LOSS_REASONS; -1 for who was not asked."""
    return _second(Draws(seed, "lost buyers"), company.deals.loss_reason, INTERVIEWED, _LOSSES, len(LOSS_REASONS))


def of_managers(company: Company, seed: int) -> Ints:
    """What a manager says of each rejected lead, an index into REASONS; -1 for one that nobody looked at again."""
    return _second(Draws(seed, "checked rejections"), company.funnel.reason, CHECKED, _REJECTIONS, len(REASONS))


def _second(draws: Draws, first: Ints, share: float, usual: Floats, empty: int) -> Ints:
    """`usual` weighs the first reasons of the list; the last of the list is no reason at all."""
    n = len(first)
    asked, alike, pick = draws.even(n) < share, draws.even(n) < ALIKE, draws.even(n)
    another = np.searchsorted(np.cumsum(usual / usual.sum())[:-1], pick, side="right")
    says_something = (first >= 0) & (first < empty - 1)
    return np.where(asked & (first >= 0), np.where(alike & says_something, first, another), -1)
