"""Of those decided, the part that met a condition: a share with Wilson's interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from oarlock.measure.base import Answered
from oarlock.measure.facts.places import tally
from oarlock.measure.slices import HIT
from oarlock.measure.statistics.alike import widenings
from oarlock.measure.statistics.views import in_view
from oarlock.stats.result import Estimate, Status

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked

LEAST_UNITS = 20
"""Units below which a share carries no verdict (METHODS 0.7)."""


@dataclass(frozen=True)
class Share:
    """The column `hit`: true, false, or null for a unit that cannot be told yet, which is left out and counted.

    Attributes:
        excluded: Why a unit has no answer, in words.
        once: Whether a unit of which several rows have no answer is counted once; else every row is.
        by_account: Whether units of one account are taken as alike as they turn out (METHODS 2.5), which costs a second question.
    """

    excluded: str
    least: int = LEAST_UNITS
    additive: bool = False
    flows: bool = False
    by_account: bool = False
    once: bool = False

    def __call__(self, asked: Asked) -> Answered:
        """The share of each group."""
        hit = asked.table.hit
        found = asked.grouped(n=hit.count(), hits=tally(hit), rows=asked.table.count())
        n, hits, rows = (found.counts(name) for name in ("n", "hits", "rows"))
        told = zip(found.keys, hits.tolist(), n.tolist(), strict=True)
        left_out = int(rows.sum() - n.sum())
        if left_out and self.once:
            untold = asked.table.filter(hit.isnull())
            left_out = int(asked.ledger.rows(untold.aggregate(n=untold.unit_id.nunique()))[0]["n"])
        wide = widenings(asked, hit, int(n.sum())) if self.by_account else {}
        return Answered(
            {key: shared(k, m, asked.level, self.least, self.excluded, wide.get(key, 1.0)) for key, k, m in told},
            {self.excluded: left_out} if left_out else {},
        )


@dataclass(frozen=True)
class Shares(Share):
    """Several shares of the same rows, each a value of a slice: a row has a column `hit_` and its name for each, null where it has no part.

    Rows that each stand for one value of the slice, with `hit`, are told as a `Share`.

    Attributes:
        of: The slice, which the metric lists among `within`.
    """

    of: str = ""

    @property
    def views(self) -> Mapping[str, Sequence[str]]:
        """The slice; its values are those of the columns."""
        return {self.of: ()}

    def __call__(self, asked: Asked) -> Answered:
        """The share of each group and value."""
        names = [name.removeprefix(HIT) for name in asked.table.columns if name.startswith(HIT)]
        if not names:
            return super().__call__(asked)
        hits = {name: asked.table[HIT + name] for name in names}
        found = asked.grouped(
            **{f"n_{name}": hit.count() for name, hit in hits.items()},
            **{f"hits_{name}": tally(hit) for name, hit in hits.items()},
        )
        told = {
            in_view(asked, key, self.of, name): shared(k, m, asked.level, self.least, self.excluded)
            for name in names
            for key, k, m in zip(
                found.keys, found.counts(f"hits_{name}").tolist(), found.counts(f"n_{name}").tolist(), strict=True
            )
            if m
        }
        return Answered(told)


def shared(hits: int, n: int, level: float, least: int, excluded: str, wide: float = 1.0) -> Estimate:
    """A share as an estimate; insufficient below `least`, with its value and range shown all the same.

    Args:
        wide: What its trials are to be divided by because some belong together.
    """
    from oarlock.stats.cluster_ranges import clustered_bounds
    from oarlock.stats.proportions import share

    if n == 0:
        reason = f"no unit can be told yet ({excluded})"
        return Estimate(None, n=0, n_events=0, status=Status.INSUFFICIENT, method="Wilson", reason=reason, level=level)
    told = share(hits, n, level=level)
    if wide > 1.0:
        lo, hi = clustered_bounds([hits], [n], [wide], level=level)
        told = replace(told, lo=float(lo[0]), hi=float(hi[0]), method="Wilson by account")
    if n >= least:
        return told
    return replace(told, status=Status.INSUFFICIENT, reason=f"{hits} of {n}; a verdict needs {least}")
