"""What the metrics of credit observe: one row per deal, model and channel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.agreement.attribution import MODELS
from oarlock.measure.base import Unit
from oarlock.measure.facts.chain import Chain, chain
from oarlock.measure.facts.credit import BASE, NO_TOUCH, RULES, deal_credit
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.journeys import REVENUE, WON, ended_deals, reach, scope_shares
from oarlock.measure.facts.places import kept_name, lent

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

OF_DEAL = (
    "cluster", "account_id", "lead_id", "owner_id", "created_at", "kind", "sourced_by", "source", "campaign_id", "on_profile", "currency",
)  # fmt: skip
BESIDE = {"share": Unit.SHARE, "spread": Unit.SHARE, "rank": Unit.COUNT, "rank_kept": Unit.SHARE}
"""What a reader needs beside the credit: how far apart the models compared are, and whether the rank holds."""
BOOKKEEPING = "Treat credit as bookkeeping unless a test is linked."


def credited(ledger: Ledger, agreement: Agreement, goal: str = REVENUE) -> Any:
    """One row per converting deal, model and channel that takes a part of it: `share` of the deal and `value`, its part of the amount.

    Shares of a deal sum to 1 under every model, so that credit sums to what was won; a deal that no touch precedes stands under
    NO_TOUCH. The chain is one for the whole ledger; its shares split every deal that has a touch.
    """
    import ibis

    deals = ended_deals(ledger, agreement, goal)
    deals = deals.filter(deals.outcome == WON).select("opportunity_id", "ends_at", "amount")
    shares = deal_credit(ledger, agreement, goal)
    parts = [
        shares.select("opportunity_id", "channel", model=ibis.literal(model), share=shares[model])
        for model in agreement.attribution.models
        if model in RULES
    ]
    if "markov" in agreement.attribution.models:
        parts += _by_chain(ledger, agreement, shares, goal)
    rows = ibis.union(*parts) if len(parts) > 1 else parts[0]
    rows = rows.filter(rows.share > 0)
    joined = rows.inner_join(deals, "opportunity_id")
    described = deal_facts(ledger, agreement).select(*OF_DEAL, _deal="opportunity_id")
    told = joined.inner_join(described, joined.opportunity_id == described["_deal"]).drop("_deal")
    return told.mutate(unit_id=told.opportunity_id, at=told.ends_at, value=told.amount * told.share)


def no_touches(ledger: Ledger, agreement: Agreement) -> str:
    """Without a touch nobody can be credited."""
    if ledger.is_empty("touches") and not (agreement.attribution.sales_touches and not ledger.is_empty("activities")):
        return "no touches recorded; import touches"
    return "" if agreement.attribution.models else "the agreement names no model under [attribution] models"


def place_of(name: str | None) -> tuple[int, str]:
    """Models in the agreement's order, the three that are compared first; channels by name, what is no channel last."""
    word = name or ""
    if word in MODELS:
        return MODELS.index(word), word
    return len(MODELS) + (word == BASE) + 2 * (word == NO_TOUCH), word


def credit_caveats(ledger: Ledger, agreement: Agreement, goal: str = REVENUE) -> tuple[str, ...]:
    """What the credit rests on: how far back it looks, deals without a touch, the chain, and how much the scope matters."""
    back = reach(ledger, agreement)
    told = [BOOKKEEPING, _lookback(ledger, agreement, goal, back.lookback_days)]
    found = chain(ledger, agreement, goal) if "markov" in agreement.attribution.models else None
    if found is not None:
        told.append(
            f"markov: a chain that remembers {found.order} channel{'s' if found.order > 1 else ''}, of {found.journeys:,} journeys,"
            f" {found.converted:,} of which converted; it is one for the whole record, so a later record moves earlier credit."
        )
    told.append(_scopes(ledger, agreement, goal))
    return tuple(one for one in told if one)


def _by_chain(ledger: Ledger, agreement: Agreement, shares: Any, goal: str) -> list[Any]:
    """Every deal with a touch, split by the chain's shares; and those without."""
    import ibis

    found = chain(ledger, agreement, goal)
    if found is None:
        return []
    rows = [(name, share) for name, share in zip(found.channels, found.shares.tolist(), strict=True) if share > 0]
    table = lent(ledger, kept_name(f"chain_of_{goal}", rows), {"channel": "VARCHAR", "share": "DOUBLE"}, rows)
    touched = shares.filter(shares.channel != NO_TOUCH).select("opportunity_id").distinct()
    split = touched.cross_join(table)
    untouched = shares.filter(shares.channel == NO_TOUCH)
    model = ibis.literal("markov")
    return [
        split.select("opportunity_id", "channel", model=model, share=split.share),
        untouched.select("opportunity_id", "channel", model=model, share=untouched["first"]),
    ]


def _lookback(ledger: Ledger, agreement: Agreement, goal: str, days: float) -> str:
    shares = deal_credit(ledger, agreement, goal)
    none = shares.channel == NO_TOUCH
    (row,) = ledger.rows(shares.aggregate(n=shares.opportunity_id.nunique(), none=none.ifelse(1, 0).sum()))
    if not row["n"]:
        return ""
    stated = agreement.attribution.lookback_days is not None
    whence = "as the agreement states" if stated else "twice the median cycle of deals won"
    end = "won" if goal == REVENUE else "opened"
    return (
        f"Touches count up to {days:g} days before a deal is {end} ({whence}); {int(row['none'] or 0):,} of {row['n']:,} deals have"
        " no touch in that time."
    )


def _scopes(ledger: Ledger, agreement: Agreement, goal: str) -> str:
    """The first channel by linear credit in each scope, where the choice of scope would change it."""
    if agreement.attribution.scope != "buying_group":
        return ""
    leaders = {}
    shares = scope_shares(ledger, agreement, goal)
    for scope, name in ((1, "contact roles"), (2, "accounts"), (3, "company families")):
        if shares[scope]:
            first = min(shares[scope], key=lambda channel: (-shares[scope][channel], channel))
            leaders[name] = (first, shares[scope][first] / sum(shares[scope].values()))
    if len(set(leaders.values())) < 2:
        return ""
    words = "; ".join(f"{name}: {channel} {share:.0%}" for name, (channel, share) in leaders.items())
    return f"The channel with most linear credit, by whose touches count ({words})."


def chain_of_revenue(ledger: Ledger, agreement: Agreement) -> Chain | None:
    """The chain behind credit for revenue."""
    return chain(ledger, agreement, REVENUE)
