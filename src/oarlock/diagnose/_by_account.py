"""The units of a share by account, for the range of a difference: several leads of one account are not independent (METHODS 2.5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from oarlock.measure.engine import measure
from oarlock.measure.facts.places import BUCKET, bucket_of, first_known
from oarlock.measure.query import part_of
from oarlock.measure.statistics import AtEnds, Share
from oarlock.measure.statistics.at_ends import is_at_ends
from oarlock.measure.statistics.resampled import BUCKETS

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.measure.base import Metric
    from oarlock.stats.clustered import Counts

GROUP = "account_group"
Name = tuple[str, ...]


def by_account(
    ledger: Ledger,
    agreement: Agreement,
    metric: str | Metric,
    names: Collection[Name],
    *,
    every: str,
    since: date | None = None,
    until: date | None = None,
) -> Mapping[tuple[Name, str], Counts]:
    """Hits and units by group of accounts, for each of the named series and each of its periods.

    Args:
        names: Values of the metric's own slices; only these are asked for.
    """
    found = measure(ledger, agreement, _grouped(part_of(metric), names), every=every, since=since, until=until)
    tables: dict[tuple[Name, str], Any] = {}
    for row in found.rows:
        *name, group = (str(value) for value in row.slice.values())
        if tuple(name) in names and row.period is not None and row.n:
            table = tables.setdefault((tuple(name), row.period), nothing())
            table.hits[int(group, 16)] += row.n_events or 0
            table.units[int(group, 16)] += row.n
    return tables


def nothing() -> Counts:
    """No units in any group."""
    import numpy as np

    from oarlock.stats.clustered import Counts

    return Counts(np.zeros(BUCKETS), np.zeros(BUCKETS))


def _grouped(part: Metric, names: Collection[Name]) -> Metric:
    """The metric with its rows split by group of accounts too, one hit or none each."""

    def observe(*asked: Any) -> Any:
        rows = part.observe(*asked)
        for place, column in enumerate(part.within):
            rows = rows.filter(rows[column].isin(sorted({name[place] for name in names})))
        hit = rows.hit if "hit" in rows.columns else _served(rows)
        return rows.mutate(**{"hit": hit, GROUP: _group(rows)})

    share = Share("cannot be told")
    statistic = AtEnds(share) if is_at_ends(part.statistic) else share
    return replace(
        part, observe=observe, folded=None, within=(*part.within, GROUP), statistic=statistic, always=(), arranged=None, beside={},
        begun=None,
    )  # fmt: skip


def _group(rows: Any) -> Any:
    """The bucket of a row's account; a unit without one stands alone."""
    return rows[BUCKET] if BUCKET in rows.columns else bucket_of(first_known(rows.cluster, rows.unit_id))


def _served(rows: Any) -> Any:
    """Whether a unit was served as promised; null while its time still runs."""
    import ibis

    runs = (rows.outcome == 0) & (rows.waited < 1)
    return runs.ifelse(ibis.null("boolean"), (rows.outcome == 1) & (rows.waited <= 1))
