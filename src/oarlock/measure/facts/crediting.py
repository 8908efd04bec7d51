"""What the metrics of credit observe: one row per deal, model and channel."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from oarlock.agreement.attribution import MODELS
from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.chain import chain
from oarlock.measure.facts.credit import BASE, NO_TOUCH, RULES, deal_credit, share_of
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.journey_deals import REVENUE, WON, ended_deals, reach
from oarlock.measure.facts.journeys import scope_shares
from oarlock.measure.facts.places import BUCKET, kept_name, lent, tally

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

OF_DEAL = (
    BUCKET, "account_id", "lead_id", "owner_id", "created_at", "kind", "sourced_by", "source", "campaign_id", "on_profile", "currency",
)  # fmt: skip
COLUMNS = ("opportunity_id", *OF_DEAL, "ends_at", "amount")
OF_CREDIT = (*COLUMNS, "unit_id", "at", "model", "channel")
BESIDE = {"share": Unit.SHARE, "spread": Unit.SHARE, "rank": Unit.COUNT, "rank_kept": Unit.SHARE}
"""What a reader needs beside the credit: how far apart the models compared are, and whether the rank holds."""
BOOKKEEPING = "Treat credit as bookkeeping unless a test is linked."


def credited(ledger: Ledger, agreement: Agreement, goal: str = REVENUE) -> Any:
    """One row per converting deal, model and channel that takes a part of it: `share` of the deal and `value`, its part of the amount.

    Shares of a deal sum to 1 under every model, so that credit sums to what was won; a deal that no touch precedes stands under
    NO_TOUCH. The chain is one for the whole ledger; its shares split every deal that has a touch.
    """
    import ibis

    folded = credited_at_once(ledger, agreement, goal)
    parts = _by_rules(ledger, agreement, folded) + _by_chain(ledger, agreement, folded, goal)
    rows = ibis.union(*parts) if len(parts) > 1 else parts[0]
    rows = rows.filter(rows.share > 0)
    return rows.mutate(value=rows.amount * rows.share)


def credited_at_once(ledger: Ledger, agreement: Agreement, goal: str = REVENUE) -> Any:
    """The same told at once for all models: one row per converting deal and channel, with a share for each rule model (`share_of`).

    The chain splits every touched deal alike, so it needs no rows: a deal with a touch has one channel whose share under `first` is 1.
    """
    shares = deal_credit(ledger, agreement, goal).rename(_deal="deal")
    described = _described(ledger, agreement, goal)
    rows = shares.inner_join(described, shares["_deal"] == described.deal)
    return rows.select(
        *COLUMNS,
        "channel",
        unit_id=rows.opportunity_id,
        at=rows.ends_at,
        **{share_of(model): rows[model] for model in RULES},
    )


def _described(ledger: Ledger, agreement: Agreement, goal: str) -> Any:
    """Converting deals with all that is told of them."""
    deals = ended_deals(ledger, agreement, goal)
    deals = deals.filter(deals.outcome == WON).select("deal", "ends_at", "amount", _credited="opportunity_id")
    facts = deal_facts(ledger, agreement).select("opportunity_id", *OF_DEAL)
    return facts.inner_join(deals, facts.opportunity_id == deals["_credited"])


def _by_rules(ledger: Ledger, agreement: Agreement, folded: Any) -> list[Any]:
    """Every deal and channel under every rule model asked for."""
    import ibis

    models = [model for model in agreement.attribution.models if model in RULES]
    if not models:
        return []
    table = lent(ledger, kept_name("rule_models", models), {"model": "VARCHAR"}, [(model,) for model in models])
    every = folded.cross_join(table)
    share = ibis.cases(*((every.model == model, every[share_of(model)]) for model in models), else_=0.0)
    return [every.select(*OF_CREDIT, share=share)]


def _by_chain(ledger: Ledger, agreement: Agreement, folded: Any, goal: str) -> list[Any]:
    """Every deal with a touch, split by the chain's shares; and those without."""
    import ibis

    found = chain(ledger, agreement, goal) if "markov" in agreement.attribution.models else None
    if found is None:
        return []
    rows = list(found.split.items())
    table = lent(ledger, kept_name(f"chain_of_{goal}", rows), {"channel": "VARCHAR", "share": "DOUBLE"}, rows)
    whole = folded.filter(folded[share_of("first")] == 1)
    touched, untouched = whole.filter(whole.channel != NO_TOUCH), whole.filter(whole.channel == NO_TOUCH)
    parts = (touched.drop("channel").cross_join(table), untouched.mutate(share=ibis.literal(1.0)))
    return [part.mutate(model=ibis.literal("markov")).select(*OF_CREDIT, "share") for part in parts]


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


def _lookback(ledger: Ledger, agreement: Agreement, goal: str, days: float) -> str:
    shares = deal_credit(ledger, agreement, goal)
    # Of every deal one channel was first, or none was recorded.
    shares = shares.filter(shares["first"] == 1)
    (row,) = ledger.rows(shares.aggregate(n=shares.count(), none=tally(shares.channel == NO_TOUCH)))
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


def credit_metric(goal: str = REVENUE, **told: Any) -> Metric:
    """A metric of credit: what all of them share, and what is told of one.

    Args:
        goal: What touches lead to: revenue that was won, or pipeline that was opened.
    """
    from oarlock.measure.statistics.credited import Credited

    return Metric(
        unit=Unit.MONEY,
        source=("opportunities", "opportunity_versions", "touches", "contact_roles", "leads"),
        needs=("opportunities", "opportunity_versions"),
        unknown=no_touches,
        statistic=Credited("no amount is known", partial(chain, goal=goal)),
        folded=partial(credited_at_once, goal=goal),
        better=Direction.NEITHER,
        answers_for=(Team.MARKETING,),
        within=("model", "channel"),
        arranged=place_of,
        beside=BESIDE,
        caveats=partial(credit_caveats, goal=goal),
        references=("METHODS 4.1–4.5, 4.7", "agreement [attribution]"),
        **told,
    )
