"""How alike the units of one account turn out: what the trials of a share are to be divided by, in every group (METHODS 2.5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from oarlock.measure.asking import Key
from oarlock.measure.facts.places import BUCKET, bucketed, tally
from oarlock.measure.statistics.resampled import BUCKETS

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked
    from oarlock.measure.statistics.curves import Curves

ONE_BY_ONE = 200_000
"""Units up to which accounts are added up one by one; of more, those in one bucket together, which costs the engine less."""


def widenings(asked: Asked, hit: Any, units: int) -> dict[Key, float]:
    """Per group its share's `widening`; groups of which nothing counts are left out, and all where nothing says who belongs together.

    Args:
        hit: Whether each row hit; null where it does not count.
        units: How many rows count, in all groups.
    """
    from oarlock.stats.cluster_ranges import widening

    t = asked.table
    if asked.ends is not None or not {"cluster", BUCKET}.intersection(t.columns):
        return {}
    single = units <= ONE_BY_ONE and "cluster" in t.columns
    by = "cluster" if single else BUCKET
    rows = (t if single else bucketed(t)).mutate(hit_now=hit)
    apart = rows.group_by([*asked.keys, by]).aggregate(trials=rows.hit_now.count(), hits=tally(rows.hit_now))
    apart = apart.filter(apart.trials > 0)
    k, n = apart.hits, apart.trials
    found = replace(asked, table=apart).grouped(
        k=k.sum(), n=n.sum(), g=apart.count(), kk=(k * k).sum(), kn=(k * n).sum(), nn=(n * n).sum()
    )
    k, n, g, kk, kn, nn = (found.filled(name) for name in ("k", "n", "g", "kk", "kn", "nn"))
    wide = widening(
        k,
        n,
        g,
        hits_squared=kk,
        hits_by_trials=kn,
        trials_squared=nn,
        level=asked.level,
        buckets=None if single else BUCKETS,
    )
    return dict(zip(found.keys, wide.tolist(), strict=True))


def widened(asked: Asked, found: Curves, met: Callable[[Any], Any]) -> list[float]:
    """The `widening` of every curve's probability: of what its units that can be timed have met so far, in the order of the curves.

    Beyond `ONE_BY_ONE` units it is not asked for, and 1: a range of so many is narrow by itself, and to time them once more costs the
    engine as much as the curves do.
    """
    import ibis

    units = int(found.counts.units.sum())
    if units > ONE_BY_ONE:
        return [1.0] * len(found.keys)
    t = asked.table
    timed = t.waited.notnull() & t.outcome.notnull() & (t.waited >= 0)
    hit = timed.ifelse(met(t), ibis.null("boolean"))
    wide = widenings(asked, hit, units)
    return [wide.get(key, 1.0) for key in found.keys]
