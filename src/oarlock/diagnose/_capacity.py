"""Two causes share one symptom, slow answers; what parts them is whether the load on each person rose first."""

from __future__ import annotations

from oarlock.diagnose import _records
from oarlock.diagnose._lead_signals import median_response, never_touched, ownerless, response_worth
from oarlock.diagnose._other_signals import load_per_rep
from oarlock.diagnose._rates import of_all_bookings, rate_change, response_change
from oarlock.diagnose._scene import Scene, once
from oarlock.diagnose._signals import Weights, effect_interval
from oarlock.diagnose.causes.base import Tested, evidence, replicated, untestable
from oarlock.stats.result import Estimate

OWNERLESS_RISE = 0.10
"""Rise of the share of leads that wait for an owner from which it is told: it is the hand-over between systems, not the people."""
LOAD_RISE = 0.12
"""Log rise of leads per person from which the load counts as the likelier reason."""


def overloaded(scene: Scene) -> bool:
    """Had leads per person risen, when the answers got slow?"""
    worth, load = response_worth(scene), load_per_rep(scene)
    if worth.shift is None or load.shift is None:
        return False
    before, after = load.around(worth.shift.at)
    return load.moved(by=LOAD_RISE, p=0.05) and after > before * (1 + LOAD_RISE / 2)


@once
def _effect(scene: Scene, at: int) -> Estimate:
    n = int(scene.handed.counts["leads"].sum())
    return effect_interval(lambda weights: _at_most_what_fell(scene, at, weights), seed=13, n=n)


def _at_most_what_fell(scene: Scene, at: int, weights: Weights) -> float:
    """The part that goes with response, but no more than deals per lead fell in all.

    What a band was worth is partly the leads that sales chose to answer first (METHODS 9.5); what did not fall, slow answers did not cost.
    """
    fell = rate_change(scene, at, weights, given_response=False)
    return of_all_bookings(scene, at, max(response_change(scene, at, weights), min(fell, 0.0)))


def answered_late(scene: Scene, *, because_of_load: bool, blocked: bool) -> Tested:
    """The common test of `slow_follow_up` and `sales_capacity`; `blocked` says that the other one has the better claim."""
    worth = response_worth(scene)
    if worth.shift is None or scene.ledger.is_empty("activities"):
        return untestable("when leads were assigned and when a person first answered (assignments.csv, activities.csv)")
    at = worth.shift.at
    effect = _effect(scene, at)
    other = "leads per person of sales rose first" if not because_of_load else "leads per person of sales did not rise"
    median, never, load = median_response(scene), never_touched(scene), load_per_rep(scene)
    told = [evidence(median, "The median first response", at), evidence(never, "leads never touched", at)]
    unowned = ownerless(scene).contrast(at)
    if (unowned.lo or 0.0) > 0 and (unowned.value or 0.0) >= OWNERLESS_RISE:
        told.append(evidence(ownerless(scene), "leads that waited longer for an owner than for its answer", at))
    return Tested(
        p=worth.p,
        signal=worth.name,
        effect=effect,
        shift=worth.shift,
        holds=not blocked and worth.relative <= -0.04,
        against=other if blocked else "",
        sentence="; ".join(one.sentence for one in told),
        evidence=(
            evidence(median, "Median first response", at),
            evidence(never, "Leads never touched", at),
            evidence(ownerless(scene), "Leads that waited longest for an owner", at),
            evidence(load, "Leads per person of sales and month", at),
            evidence(worth, "Worth of the response times"),
        ),
        replicated=replicated(worth),
        seasonal=not worth.is_no_season,
    )


def slowest(scene: Scene, at: int) -> tuple[str, ...]:
    """Handed-over leads that waited longest, the never touched first."""
    return _records.leads(
        scene,
        at,
        clock=scene.clock,
        which=lambda t: t.is_assigned | t.mql_at.notnull(),
        worst=lambda t: t.response_hours.fill_null(1e6),
    )
