"""Influenced revenue: what was won among the touched, beside how often losses were touched as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.crediting import no_touches
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.journey_deals import journey_deals
from oarlock.measure.facts.journeys import deal_channels, deal_journeys
from oarlock.measure.statistics.influenced import ANY, NONE, Influenced

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per decided deal and channel that touched its buyers, and one for any touch or none; `hit` says that it was won."""
    import ibis

    deals = deal_facts(ledger, agreement)
    deals = deals.filter(deals.status.isin(["won", "lost"]))
    numbers = journey_deals(ledger, agreement).select("opportunity_id", _deal="deal")
    deals = deals.inner_join(numbers, "opportunity_id")
    touched = deal_channels(ledger, agreement).rename(_touched="deal")
    by_channel = deals.inner_join(touched, deals["_deal"] == touched["_touched"]).drop("_deal", "_touched")
    walked = deal_journeys(ledger, agreement)
    some = walked.filter(walked.place == 1).select(_touched="deal")
    anyhow = deals.left_join(some, deals["_deal"] == some["_touched"])
    anyhow = anyhow.mutate(channel=anyhow["_touched"].notnull().ifelse(ANY, NONE)).drop("_deal", "_touched")
    rows = ibis.union(by_channel, anyhow.select(*by_channel.columns))
    won = rows.status == "won"
    return rows.mutate(
        unit_id=rows.opportunity_id,
        at=rows.closed_at,
        hit=won,
        value=won.ifelse(rows.amount, ibis.null("float64")),
        comparable=rows.kind.isnull() | rows.kind.isin(sorted(agreement.pipeline.kinds)),
    )


def _place(name: str | None) -> tuple[bool, str]:
    return (name != ANY, name or "")


METRIC = Metric(
    name="influenced_revenue",
    title="Influenced revenue",
    question="How much was won among the deals whose buyers were touched, and were losses touched just as often?",
    formula=(
        "won amount of deals whose buying group a channel touched inside the look-back; beside it the share touched among wins and among"
        " losses of the same period and slice (of the kinds that are pipeline), their difference with its range, and their ratio"
    ),
    unit=Unit.MONEY,
    grain="one decided deal and channel",
    cohort="closed_at",
    source=("opportunities", "opportunity_versions", "touches", "contact_roles", "leads"),
    needs=("opportunities", "opportunity_versions"),
    unknown=no_touches,
    statistic=Influenced("no amount is known"),
    better=Direction.NEITHER,
    answers_for=(Team.MARKETING,),
    observe=observe,
    within=("channel",),
    arranged=_place,
    beside={"difference": Unit.SHARE, "difference_lo": Unit.SHARE, "difference_hi": Unit.SHARE},
    references=("METHODS 4.6",),
    misleads=(
        "Channels overlap: never add them up, nor to sourced revenue. A deal that lasts longer has more time to be touched, so wins that"
        " take longer than losses look influenced."
    ),
)
