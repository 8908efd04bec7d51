"""Do two raters mean the same thing? Agreement of two yes-or-no judgements of the same units (METHODS 7.2)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.coders import coding
from oarlock.stats.proportions import wilson_interval
from oarlock.stats.result import DECISION_LEVEL, Estimate, Interval

LEAST_UNITS = 300
"""Units below which two definitions are not called the same or different (METHODS 0.7)."""
SAME_ABOVE, DIFFERENT_BELOW = 0.8, 0.6


@dataclass(frozen=True, slots=True)
class TwoByTwo:
    """Units by the judgement of two raters; units of which either cannot tell are not among them.

    Attributes:
        both, first_only, second_only, neither: Units that both call good, and so on.
    """

    both: int
    first_only: int
    second_only: int
    neither: int

    @property
    def n(self) -> int:
        """Units that both judged."""
        return self.both + self.first_only + self.second_only + self.neither

    @property
    def named(self) -> int:
        """Units that at least one rater calls good."""
        return self.both + self.first_only + self.second_only


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two raters agree.

    Attributes:
        jaccard: Both ÷ either, the headline: many units that neither names cannot inflate it.
        observed: Share of units judged alike. kappa: Cohen's, beyond chance. pabak: 2·observed − 1. gwet_ac1: chance by mean prevalence.
        prevalence_index, bias_index: How lopsided the judgements are, and how much more one rater names; both distort kappa.
        mcnemar_p: Exact two-sided p that neither rater is the looser one.
    """

    jaccard: Estimate
    observed: float
    kappa: Estimate
    kappa_se: float
    pabak: float
    gwet_ac1: float
    prevalence_index: float
    bias_index: float
    mcnemar_p: float


def agreement(table: TwoByTwo, *, level: float = DECISION_LEVEL) -> Agreement:
    """Every coefficient of the 2×2 table; kappa and AC1 as `coders` has them.

    Raises:
        EmptySample: no unit that either rater names.
        BadSample: a negative count.
    """
    if min(table.both, table.first_only, table.second_only, table.neither) < 0:
        raise BadSample("A count of units cannot be negative.")
    n = table.n
    observed = (table.both + table.neither) / n if n else 0.0
    overlap = jaccard(table.both, table.named, level=level)
    coded = coding([[table.both, table.first_only], [table.second_only, table.neither]], level=level)
    return Agreement(
        jaccard=overlap,
        observed=observed,
        kappa=coded.kappa,
        kappa_se=coded.kappa_se,
        pabak=2 * observed - 1,
        gwet_ac1=coded.ac1.value or 0.0,
        prevalence_index=abs(table.both - table.neither) / n,
        bias_index=abs(table.first_only - table.second_only) / n,
        mcnemar_p=mcnemar(table.first_only, table.second_only),
    )


def jaccard(both: int, either: int, *, level: float = DECISION_LEVEL) -> Estimate:
    """Shared ÷ all, with Wilson's interval.

    Raises:
        EmptySample: nothing in either.
    """
    if not either:
        raise EmptySample("Neither names a single unit: there is nothing to agree on.")
    ends = wilson_interval(both, either, level=level)
    return Estimate(both / either, ends.lo, ends.hi, either, both, method="Jaccard, Wilson", level=level)


def band(ends: Interval) -> str:
    """What a Jaccard means: "same", "close", "different", or "can't tell" where its interval lies across a border."""
    if ends.lo >= SAME_ABOVE:
        return "same"
    if ends.hi < DIFFERENT_BELOW:
        return "different"
    return "close" if ends.lo >= DIFFERENT_BELOW and ends.hi < SAME_ABOVE else "can't tell"


def mcnemar(first_only: int, second_only: int) -> float:
    """Exact two-sided p-value that a disagreement falls either way alike; 1 where there is none."""
    from scipy.special import bdtr

    apart = first_only + second_only
    return min(1.0, 2.0 * float(bdtr(min(first_only, second_only), apart, 0.5))) if apart else 1.0


def interval_jaccard(one: Sequence[float], other: Sequence[float]) -> float:
    """Overlap ÷ span of two ranges (lo, hi): 1 for the same range, 0 for ranges apart; two equal points are the same range.

    An end may be infinite; two ranges open to the same side are compared by their other ends being equal or not (1 or 0.5).
    """
    (a, b), (c, d) = one, other
    if (a, b) == (c, d):
        return 1.0
    shared = min(b, d) - max(a, c)
    if shared < 0:
        return 0.0
    span = max(b, d) - min(a, c)
    if math.isinf(span):
        return 0.5 if math.isinf(shared) else 0.0
    return shared / span
