"""The records behind a named cause: up to twenty ids, the most telling first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oarlock.diagnose._leads import OUTBOUND, leads_read
from oarlock.diagnose._scene import Scene
from oarlock.measure.facts.profile_of import unjudged

MOST = 20


def leads(
    scene: Scene, at: int, *, clock: str, which: Callable[[Any], Any], worst: Callable[[Any], Any]
) -> tuple[str, ...]:
    """Leads of marketing that came in by `clock` from month `at` on and fit `which`, those with the highest `worst` first."""
    facts = leads_read(scene.ledger, scene.agreement)
    facts = facts.filter(facts[clock] >= _start(scene, at))
    facts = facts.filter(facts.purpose_no != OUTBOUND)
    return _ids(scene, facts.filter(which(facts)), "lead_id", worst)


def deals(
    scene: Scene, at: int, *, clock: str, which: Callable[[Any], Any], worst: Callable[[Any], Any]
) -> tuple[str, ...]:
    """New-business deals whose `clock` lies in month `at` or later and that fit `which`, those with the highest `worst` first."""
    from oarlock.measure.facts import deal_facts

    facts = deal_facts(scene.ledger, unjudged(scene.agreement))
    facts = facts.filter(facts.kind.isin(list(scene.agreement.pipeline.kinds)) | facts.kind.isnull())
    facts = facts.filter(facts[clock] >= _start(scene, at))
    return _ids(scene, facts.filter(which(facts)), "opportunity_id", worst)


def churned(scene: Scene, at: int) -> tuple[str, ...]:
    """Accounts lost from month `at` on, the latest first."""
    events = scene.ledger.table("customer_events")
    gone = events.filter((events.kind == "churned") & (events.happened_at >= _start(scene, at)))
    return _ids(scene, gone, "account_id", lambda t: t.happened_at)


def _ids(scene: Scene, table: Any, id_column: str, worst: Callable[[Any], Any]) -> tuple[str, ...]:
    import ibis

    told = table.select(id=table[id_column], rank=worst(table))
    told = told.order_by([ibis.desc("rank", nulls_first=False), "id"]).limit(MOST)
    return tuple(row["id"] for row in scene.ledger.rows(told))


def _start(scene: Scene, at: int) -> Any:
    import ibis

    return ibis.literal(scene.frame.bounds[at], type="timestamp")
