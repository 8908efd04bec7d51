"""Meeting attendance: whether both teams are at the joint meetings, and whether both have a say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.places import first_known, tally
from oarlock.measure.statistics import Share

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

SIDES = ("marketing", "sales")
STEPS = ("attended", "contributed")


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per meeting, side (marketing, sales, both) and step; `hit` of contributed is null where nobody noted who did."""
    import ibis

    del agreement
    meetings = ledger.table("meetings").select("meeting_id", "held_at", "kind")
    there = _presence(ledger)
    joined = meetings.left_join(there, meetings.meeting_id == there["_meeting"])
    parts = []
    for step in STEPS:
        sides = {side: _hit(joined, side, step) for side in SIDES}
        sides["both"] = sides["marketing"] & sides["sales"]
        parts += [
            joined.select(
                "kind",
                unit_id=joined.meeting_id,
                cluster=joined.meeting_id,
                at=joined.held_at,
                side=ibis.literal(side),
                step=ibis.literal(step),
                hit=hit,
            )
            for side, hit in sides.items()
        ]
    return ibis.union(*parts)


def _hit(joined: Any, side: str, step: str) -> Any:
    """Whether somebody of the side was there or had a say; of a meeting without a list of names nothing is known."""
    import ibis

    told = (joined[f"{side}_{step}"] > 0).fill_null(False)
    is_listed = joined.listed.fill_null(0) > 0
    if step == "contributed":
        is_listed = is_listed & (joined.noted.fill_null(0) > 0)
    return is_listed.ifelse(told, ibis.null("boolean"))


def _presence(ledger: Ledger) -> Any:
    """Per meeting: how many of each side were there and had a say, how many are listed, of how many it was noted."""
    import ibis

    people = ledger.table("users").select(_user="user_id", _team="team")
    names = ledger.table("attendance").select("meeting_id", "user_id", "contributed")
    joined = names.left_join(people, names.user_id == people["_user"])
    counts = {
        f"{side}_{step}": tally(
            (joined["_team"] == side) & (_is_true(joined.contributed) if step == "contributed" else ibis.literal(True))
        )
        for side in SIDES
        for step in STEPS
    }
    return joined.group_by(_meeting=joined.meeting_id).aggregate(
        **counts, listed=joined.count(), noted=joined.contributed.count()
    )


def _is_true(value: Any) -> Any:
    import ibis

    return first_known(value, ibis.literal(False))


METRIC = Metric(
    name="meeting_attendance",
    title="Joint meetings",
    question="Are both teams at the joint meetings, and do both have a say?",
    formula="joint meetings with at least one of the side present (or contributing) ÷ joint meetings whose attendance was noted",
    unit=Unit.SHARE,
    grain="one joint meeting",
    cohort="held_at",
    source=("meetings", "attendance", "users"),
    needs=("meetings", "attendance"),
    statistic=Share("nobody noted who was there, or who had a say", least=4, once=True),
    better=Direction.HIGHER,
    answers_for=(Team.BOTH,),
    observe=observe,
    within=("side", "step"),
    misleads="Being in the room is not taking part: read `contributed` beside `attended`, and ask who set the agenda.",
)
