"""Signs of a change in how things are recorded. In a company whose definitions stand still each of these is nearly constant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from oarlock.diagnose._deal_signals import MARKETING
from oarlock.diagnose._lead_signals import _signal
from oarlock.diagnose._leads import OUTBOUND, leads_passed
from oarlock.diagnose._scene import Scene
from oarlock.diagnose._signals import Signal, observed_over_expected
from oarlock.measure.facts.deals import deal_spells

SHARP = 0.85
"""A jump: so much of the whole change happens between the month before and the second month after its date."""


LEAST_A_MONTH = 5
"""Records that a month must have to show a habit."""

RELABELLED = 0.3
"""A new source rule relabels deals that were open on its day, so by month of creation the jump is spread over a cycle."""


@dataclass(frozen=True)
class RecordSign:
    """One habit of recording: its monthly signal and by how much, and how suddenly, it must jump to mean a new
    definition."""

    title: str
    signal: Signal
    least: float
    sharp: float = SHARP

    @property
    def p(self) -> float:
        """Chance of such a change in a habit that stands still; 1 where it cannot be tested."""
        return 1.0 if self.signal.shift is None else self.signal.shift.p_value

    @property
    def jumped(self) -> bool:
        """Did it change enough, and from one month to the next rather than slowly?"""
        shift = self.signal.shift
        return (
            shift is not None
            and shift.p_value <= 0.005
            and abs(shift.change) >= self.least
            and sharpness(self.signal) >= self.sharp
        )


def sharpness(signal: Signal) -> float:
    """Size of the step between the three months before and the three from the break on, as a share of the whole change."""
    shift = signal.shift
    if shift is None or not shift.change:
        return 0.0
    before = signal.values[max(0, shift.at - 3) : shift.at]
    after = signal.values[shift.at + 1 : shift.at + 4]
    if not np.isfinite(before).any() or not np.isfinite(after).any():
        return 0.0
    return float((np.nanmean(after) - np.nanmean(before)) / shift.change)


def record_signs(scene: Scene) -> list[RecordSign]:
    """The signs this record can show, each looked at for a change in either direction."""
    signs = [*_lead_signs(scene), *_deal_signs(scene)]
    return [sign for sign in signs if sign.signal.shift is not None]


def _lead_signs(scene: Scene) -> list[RecordSign]:
    if scene.clock != "mql_at":
        return []
    facts = leads_passed(scene.ledger, scene.agreement)
    qualified = facts.filter(facts.mql_at.notnull() & facts.created_at.notnull())
    hours = qualified.mql_at.delta(qualified.created_at, unit="second") / 3600.0
    qualified = qualified.mutate(
        is_same_hour=hours < 1.0, has_skipped=qualified.sal_at.isnull() & qualified.sql_at.notnull()
    )
    accepted = qualified.filter(qualified.sql_at.notnull() | qualified.sal_at.notnull())
    followed = qualified.filter(qualified.opportunity_at.notnull())
    early = followed.sql_at.isnull() | (followed.sql_at > followed.opportunity_at)
    return [
        RecordSign(
            "Leads qualified within the hour of their creation",
            _at_equal_purpose(scene, "qualified_at_once", qualified, "mql_at", qualified.is_same_hour),
            0.15,
        ),
        RecordSign(
            "Leads qualified by sales that skipped acceptance",
            _at_equal_purpose(scene, "acceptance_skipped", accepted, "mql_at", accepted.has_skipped),
            0.15,
        ),
        RecordSign(
            "Deals opened before sales had qualified their lead",
            _at_equal_purpose(scene, "deal_before_sql", followed, "opportunity_at", early),
            0.15,
        ),
    ]


def _at_equal_purpose(scene: Scene, name: str, leads: Any, at: str, hit: Any) -> Signal:
    """A habit with leads by month, at equal purpose of their channels: that one of them is recorded otherwise than another is no change
    of habit where it grows."""
    placed = leads.select("purpose_no", month_no=scene.frame.month_no(leads[at]), hit=hit.fill_null(False).ifelse(1, 0))
    counted = placed.group_by("month_no", "purpose_no").agg(n=lambda t: t.count(), hits=lambda t: t.hit.sum())
    n, hits = np.zeros((2, len(scene.frame.months), OUTBOUND + 1))
    for row in scene.ledger.rows(counted):
        if 0 <= row["month_no"] < len(n):
            cell = row["month_no"], row["purpose_no"]
            n[cell], hits[cell] = row["n"], row["hits"]
    values, _ = observed_over_expected(hits, n)
    return _habit(scene, name, np.where(n.sum(1) >= LEAST_A_MONTH, values, np.nan), n.sum(1))


def _deal_signs(scene: Scene) -> list[RecordSign]:
    credit = _habit(scene, "credited_to_marketing", *_credit(scene))
    return [
        RecordSign("Deals of the same channel that are credited to marketing", credit, 0.10, RELABELLED),
        *_first_stage_signs(scene),
        *_vocabulary_signs(scene),
    ]


def _credit(scene: Scene) -> tuple[np.ndarray, np.ndarray]:
    """Share of new deals credited to marketing, standardised over their channels: the rule, not the mix.

    Deals of no known channel are left out: they are of many, whose mix may move.
    """
    deals = scene.deals
    month, named = deals.month_of(deals.created), len(deals.channels) - 1
    ok = (month >= 0) & (deals.channel < named)
    shape = (len(scene.frame.months), max(named, 1))
    flat = np.ravel_multi_index([month[ok], deals.channel[ok]], shape)
    total = np.bincount(flat, minlength=shape[0] * shape[1]).reshape(shape)
    mine = np.bincount(flat, deals.source[ok] == MARKETING, minlength=shape[0] * shape[1]).reshape(shape)
    return observed_over_expected(mine, total)


def _first_stage_signs(scene: Scene) -> list[RecordSign]:
    """Share of new deals that begin in the commonest first stage."""
    if scene.ledger.is_empty("opportunity_versions"):
        return []
    spells = deal_spells(scene.ledger, scene.agreement)
    first = new_business(scene, spells.filter(spells.status_before.isnull()))
    named = _by_name(scene, first, "valid_from", "stage")
    if not named:
        return []
    usual = max(named, key=lambda name: named[name].n)
    if usual is None:
        return []
    counts = {"n": np.sum([one.by_month for one in named.values()], axis=0), "hits": named[usual].by_month}
    return [RecordSign(f"New deals that begin as “{usual}”", _share(scene, "first_stage", counts), 0.20)]


def new_business(scene: Scene, versions: Any) -> Any:
    """The versions of deals of the kinds that count as new business; renewals begin elsewhere and grow with the customers."""
    deals = scene.ledger.table("opportunities")
    others = deals.filter(deals.kind.notnull() & ~deals.kind.isin(list(scene.agreement.pipeline.kinds)))
    return versions.anti_join(others.select("opportunity_id"), "opportunity_id")


def _vocabulary_signs(scene: Scene) -> list[RecordSign]:
    """Share of stage changes that use each name that is not used throughout.

    Spellings of one stage, as the agreement has them, are one name: a new word for the same is no new definition.
    """
    named = _spelled(scene, _by_name(scene, scene.ledger.table("stage_changes"), "changed_at", "stage"))
    if not named:
        return []
    total: np.ndarray = np.sum([one.by_month for one in named.values()], axis=0)
    signs = []
    for name, one in named.items():
        silent = (one.by_month == 0) & (total >= 50)
        if silent.sum() >= 3 and one.n >= 0.02 * total.sum():
            counts = {"n": total, "hits": one.by_month}
            signs.append(RecordSign(f"Stage changes to “{name}”", _share(scene, f"stage_{name}", counts), 0.02))
    return signs


def _spelled(scene: Scene, named: dict[Any, _Named]) -> dict[Any, _Named]:
    """The names by the stage of the agreement that they spell; a name it does not know stands for itself."""
    found: dict[Any, _Named] = {}
    for name, one in named.items():
        stage = scene.agreement.stage(name) if name is not None else None
        known = stage.name if stage is not None else name
        had = found.get(known)
        found[known] = one if had is None else _Named(had.n + one.n, had.by_month + one.by_month)
    return found


@dataclass(frozen=True)
class _Named:
    """How many rows bear a name: in all, and by month of the frame."""

    n: int
    by_month: np.ndarray


def _by_name(scene: Scene, table: Any, at: str, name: str) -> dict[Any, _Named]:
    """The rows of a relation by name and month of `at`, counted in one pass."""
    months = len(scene.frame.months)
    monthly = (
        table.mutate(month_no=scene.frame.month_no(table[at])).group_by(name, "month_no").agg(n=lambda t: t.count())
    )
    found: dict[Any, _Named] = {}
    for row in scene.ledger.rows(monthly.order_by(name, "month_no")):
        one = found.get(row[name]) or _Named(0, np.zeros(months))
        if 0 <= row["month_no"] < months:
            one.by_month[row["month_no"]] += row["n"]
        found[row[name]] = _Named(one.n + row["n"], one.by_month)
    return found


def _share(scene: Scene, name: str, counts: dict[str, np.ndarray]) -> Signal:
    n, hits = counts["n"], counts["hits"]
    values = np.divide(hits, n, out=np.full(len(n), np.nan), where=n >= LEAST_A_MONTH)
    return _habit(scene, name, values, n)


def _habit(scene: Scene, name: str, values: np.ndarray, weights: np.ndarray) -> Signal:
    """A habit of recording has no swings of its own, so its months are shuffled one by one."""
    return replace(_signal(scene, name, "share", values, weights, 0, scene.frame.full), block=1)
