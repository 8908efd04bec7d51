"""Pipeline bridge: from what was available to close when a period began to what is at its end, by what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.deals import deals_described
from oarlock.measure.facts.entries import no_close_dates
from oarlock.measure.facts.moves import gross_moves, net_moves, standing_at
from oarlock.measure.facts.places import BUCKET
from oarlock.measure.statistics import Exact
from oarlock.stats.bridge import BUCKETS

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

OF_DEAL = (
    BUCKET, "account_id", "lead_id", "owner_id", "kind", "sourced_by", "source", "campaign_id", "on_profile", "currency", "competitor",
)  # fmt: skip


def observe(ledger: Ledger, agreement: Agreement, every: str = "quarter") -> Any:
    """One row per change that moved the pipeline of its period, in both bridges; `opening` and `closing` are what stood."""
    import ibis

    opened, closed = (side.drop("period_start") for side in standing_at(ledger, agreement, every))
    parts = []
    for bridge, moves in (
        ("gross", gross_moves(ledger, agreement, every)),
        ("net", net_moves(ledger, agreement, every)),
    ):
        for bucket, side in (("opening", opened), ("closing", closed)):
            parts.append(side.mutate(bucket=ibis.literal(bucket), bridge=ibis.literal(bridge)))
        parts.append(moves.mutate(bridge=ibis.literal(bridge)))
    told = ibis.union(*(part.select("opportunity_id", "at", "value", "bucket", "bridge") for part in parts))
    deals = deals_described(ledger, agreement, deleted=True).select(*OF_DEAL, _deal="opportunity_id")
    joined = told.inner_join(deals, told.opportunity_id == deals["_deal"]).drop("_deal")
    return joined.mutate(unit_id=joined.opportunity_id)


def _place(name: str | None) -> int:
    """Opening first, what came in, what changed, what went out, closing last; gross before net."""
    order = ("opening", *BUCKETS, "closing", "gross", "net")
    return order.index(name) if name in order else len(order)


METRIC = Metric(
    name="pipeline_bridge",
    title="Pipeline bridge",
    question="What became of the pipeline between the beginning and the end of a period?",
    formula=(
        "opening + every change of an amount, close date, stage or status in the bucket of what changed = closing, exactly; gross replays"
        " every change and ties to bookings, net compares the two ends"
    ),
    unit=Unit.MONEY,
    grain="one change of a deal",
    cohort="the instant of the change",
    source=("opportunities", "opportunity_versions"),
    needs=("opportunities", "opportunity_versions"),
    unknown=no_close_dates,
    statistic=Exact("no amount is known"),
    better=Direction.NEITHER,
    answers_for=(Team.SALES,),
    observe=observe,
    within=("bucket", "bridge"),
    always=(("opening", "gross"), ("closing", "gross"), ("opening", "net"), ("closing", "net")),
    arranged=_place,
    windowed=True,
    references=("METHODS 3.2",),
    misleads="The net bridge does not show a deal that was opened and won in between; the gross one does.",
)
