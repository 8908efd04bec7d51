"""One name for a channel that leads and spend spell differently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.agreement.channels import spelling
from oarlock.measure.facts.places import chosen, first_known
from oarlock.measure.facts.sourcing import channels_seen

if TYPE_CHECKING:
    from oarlock.ledger.reading import Ledger


def with_campaign_channel(ledger: Ledger, table: Any, column: str) -> Any:
    """The table with gaps of its channel `column` filled by its campaign's channel."""
    if ledger.is_empty("campaigns"):
        return table
    campaigns = ledger.table("campaigns")
    side = campaigns.select(_of=campaigns.campaign_id, _channel=campaigns.channel)
    joined = table.left_join(side, table.campaign_id == side["_of"])
    told = {name: joined[name] for name in table.columns if name != column}
    return joined.select(**told, **{column: first_known(joined[column].nullif(""), joined["_channel"])})


def spelled_as_leads(ledger: Ledger, channel: Any) -> Any:
    """A channel of spend under the name leads have for it, where only case, spaces, hyphens or underscores differ."""
    of_leads = {name for name in channels_seen(ledger, "leads", "source") if name}
    of_spend = {name for name in channels_seen(ledger, "spend", "channel") if name}
    known: dict[str, str] = {}
    for name in sorted(of_leads):
        known.setdefault(spelling(name), name)
    other: dict[str, list[str]] = {}
    for name in sorted(of_spend - of_leads):
        if spelling(name) in known:
            other.setdefault(known[spelling(name)], []).append(name)
    return first_known(chosen(channel, other), channel) if other else channel
