"""Marketing's promise kept: of what marketing promised to deliver, how much came, on profile and complete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.delivered import TOUCHES, brought, delivered, told_columns
from oarlock.measure.facts.handover import IDS, is_entered
from oarlock.measure.statistics import Delivered
from oarlock.words import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

PROMISES = ("volume", "value", "on_profile", "fields_complete", "context")
SETTINGS = {"volume": "leads_per_month", "value": "value", "on_profile": "on_profile_share",
            "fields_complete": "complete_fields", "context": "context"}  # fmt: skip
"""The setting under [promises.marketing] that makes each promise."""


def promised(agreement: Agreement) -> Mapping[str, float]:
    """What was promised: leads and value a month, shares of leads; what is left out was not promised."""
    promise = agreement.marketing
    told = {
        "volume": promise.leads_per_month,
        "value": promise.value,
        "on_profile": promise.on_profile_share,
        "fields_complete": promise.complete_share if promise.complete_fields else None,
        "context": promise.complete_share if promise.context else None,
    }
    return {name: amount for name, amount in told.items() if amount is not None}


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per delivered lead and promise about leads, and one per deal of theirs where pipeline was promised."""
    import ibis

    leads, wanted = delivered(ledger, agreement), promised(agreement)
    nothing = ibis.null("boolean")
    hits = {
        "volume": nothing,
        "on_profile": leads.on_profile,
        "fields_complete": leads.is_complete,
        "context": leads.has_context,
    }
    parts = [
        _row(leads, name, leads.lead_id, leads.delivered_at, hits[name], ibis.null("float64"))
        for name in hits
        if name in wanted
    ]
    if "value" in wanted:
        deals = brought(ledger, agreement)
        deals = deals.mutate(lead_type=ibis.null("string"), country=ibis.null("string"), purpose=ibis.null("string"))
        parts.append(_row(deals, "value", deals.opportunity_id, deals.created_at, nothing, deals.value))
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _row(table: Any, promise: str, unit: Any, at: Any, hit: Any, value: Any) -> Any:
    import ibis

    return table.select(*IDS, unit_id=unit, at=at, promise=ibis.literal(promise), hit=hit, value=value)


def unknown(ledger: Ledger, agreement: Agreement) -> str:
    """Nothing was promised, or no lead ever got where it is counted."""
    if not promised(agreement):
        return "marketing promised nothing; write what it does under [promises.marketing] in agreement.toml"
    stage = agreement.marketing.counted_stage
    if not is_entered(ledger, agreement, stage):
        return f'no lead ever reached "{stage}", where leads are counted; import stage_changes, or change promises.marketing.counted_stage'
    return ""


def caveats(ledger: Ledger, agreement: Agreement) -> tuple[str, ...]:
    """What was not promised is not judged, and what the record cannot tell is said."""
    promise, wanted = agreement.marketing, promised(agreement)
    told = []
    left = [f"{name} ({SETTINGS[name]})" for name in PROMISES if name not in wanted]
    if left:
        told.append(f"Not promised, so not judged: {listed(left)}.")
    asked = (*promise.complete_fields, *promise.context)
    absent = [name for name in dict.fromkeys(asked) if name != TOUCHES and name not in told_columns(ledger, (name,))]
    if absent:
        told.append(f"No lead of this record has the promised {listed(absent)}: not looked for.")
    if "on_profile" in wanted and agreement.profile is None:
        told.append("The agreement states no ideal customer profile, so no lead is on or off it.")
    if TOUCHES in promise.context and ledger.is_empty("touches"):
        told.append("No touches are recorded, so whether a lead carries them cannot be told; import touches.")
    return tuple(told)


METRIC = Metric(
    name="marketing_promise_kept",
    title="Marketing's promise kept",
    question="Of what marketing promised to deliver, how much came, and did it fit and carry what sales needs?",
    formula=(
        "volume: leads that reached the counted stage ÷ leads promised for the months of the period; value: first amounts of the deals "
        "these leads brought, by the month of the deal ÷ pipeline promised; on_profile, fields_complete, context: share of these leads "
        "that fit the profile, have every promised field, and carry every promised piece of context"
    ),
    unit=Unit.SHARE,
    grain="one lead at the counted stage, or one deal of such a lead, and promise",
    cohort="entry into the counted stage; a deal's creation",
    source=("leads", "stage_changes", "touches", "opportunities", "opportunity_versions"),
    statistic=Delivered("cannot be told", promised=promised, counted="volume", summed="value"),
    better=Direction.HIGHER,
    answers_for=(Team.MARKETING,),
    observe=observe,
    judges=lambda agreement: "on_profile" in promised(agreement),
    unknown=unknown,
    within=("promise",),
    arranged=lambda promise: PROMISES.index(str(promise)),
    caveats=caveats,
    references=("METHODS 9.4", "Garwood (1936), Biometrika 28, 437–442"),
    misleads="Fields are read as they stand now: what sales filled in later counts as delivered. A full card is not yet a good lead.",
)
