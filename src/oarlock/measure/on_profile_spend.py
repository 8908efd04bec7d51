"""Spend on profile: how much of the marketing money reached accounts of the kind the company wants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.ledger.money import in_reporting
from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.buyers import with_account
from oarlock.measure.facts.local import begins, local, period_start, years_of
from oarlock.measure.facts.places import first_known, kept, kept_name, tally
from oarlock.measure.facts.profile_of import judged_accounts
from oarlock.measure.statistics import Ratio

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per day, campaign and channel of spend; spend of a campaign that reached no account whose profile is known does not count.

    A campaign's money of a month is split by the share of its touches of that month that reached accounts on profile, as the profile
    stands; of a month in which nobody answered, by that of all its touches. So a campaign that lasts and changes its audience is seen.
    """
    spend = spend_priced(ledger, agreement)
    spend = spend.mutate(_in=period_start(spend.day, "month"))
    reach = campaign_reach(ledger, agreement)
    then = reach.select(_then="_reached", _month="_month", share_then=reach.hits / reach.n)
    ever = reach.group_by(_ever="_reached").aggregate(hits=reach.hits.sum(), n=reach.n.sum())
    ever = ever.select("_ever", share_ever=ever.hits / ever.n)
    joined = spend.left_join(then, (spend.campaign_id == then["_then"]) & (spend["_in"] == then["_month"]))
    joined = joined.left_join(ever, joined.campaign_id == ever["_ever"])
    joined = joined.mutate(share=first_known(joined.share_then, joined.share_ever))
    return joined.select(
        "day", "campaign_id", "channel",
        cluster=first_known(joined.campaign_id, joined.channel, _text("none")),
        unit_id=first_known(joined.campaign_id, _text("no campaign")) + _text(" ") + joined.day.cast("string"),
        at=begins(joined.day, agreement.company.time_zone, years_of(ledger)),
        numerator=joined.spent * joined.share,
        steady=joined.spent * joined.share_ever,
        denominator=joined.share.notnull().ifelse(joined.spent, joined.share),
    )  # fmt: skip


def caveats(ledger: Ledger, agreement: Agreement) -> tuple[str, ...]:
    """How much money cannot be assigned to any account, and which profile was used."""
    rows = observe(ledger, agreement)
    reporting = agreement.company.reporting_currency
    spend = spend_priced(ledger, agreement)
    nameless = spend.campaign_id.isnull().ifelse(spend.spent, 0.0)
    (whole,) = ledger.rows(spend.aggregate(amount=spend.spent.sum(), nameless=nameless.sum()))
    (told,) = ledger.rows(rows.aggregate(amount=rows.denominator.sum()))
    missing = (whole["amount"] or 0.0) - (told["amount"] or 0.0)
    if round(missing) <= 0:  # sums of fractions differ in their last digits
        return ()
    sentence = f"{missing:,.0f} {reporting} of spend reached no account whose profile is known; it is in neither part."
    if not whole["nameless"]:
        return (sentence,)
    return (
        f"{sentence} {whole['nameless']:,.0f} of it names no campaign, only a channel: import spend with campaign_id.",
    )


def unknown(_: Ledger, agreement: Agreement) -> str:
    """Without a profile no spend is on or off it."""
    return "" if agreement.profile else "the agreement states no ideal customer profile"


def spend_priced(ledger: Ledger, agreement: Agreement) -> Any:
    """Spend with `spent` in units of the reporting currency."""
    spend = ledger.table("spend").select("day", "campaign_id", "channel", "amount", "currency")
    return in_reporting(ledger, spend, at="day", reporting=agreement.company.reporting_currency, name="spent")


def campaign_reach(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per campaign and month, kept: `_reached` (its id), `_month`; of its touches of known profile, `hits` on profile of `n`."""
    name = kept_name("campaign_reach", agreement.profile and agreement.profile.text, agreement.company.time_zone)
    return kept(ledger, name, lambda: _reach(ledger, agreement))


def _reach(ledger: Ledger, agreement: Agreement) -> Any:
    judged = judged_accounts(ledger, agreement.profile)
    judged = judged.filter(judged.on_profile.notnull())
    touches = ledger.table("touches").select("campaign_id", "lead_id", "account_id", "touched_at")
    touches = with_account(ledger, touches.filter(touches.campaign_id.notnull()))
    known = touches.inner_join(judged, touches.account_id == judged["_account"])
    moment = local(known.touched_at, agreement.company.time_zone, years_of(ledger))
    known = known.mutate(_month=period_start(moment, "month"))
    told = known.group_by("_month", _reached="campaign_id").aggregate(hits=tally(known.on_profile), n=known.count())
    return told.select("_reached", "_month", "hits", "n")


def _text(word: str) -> Any:
    import ibis

    return ibis.literal(word)


METRIC = Metric(
    name="on_profile_spend",
    title="Spend on profile",
    question="How much of the marketing money reaches accounts we want?",
    formula="spend × share of the campaign's touches of the month that reached accounts on profile (of all its touches, where nobody"
    " answered in it) ÷ spend of campaigns that reached any known account",
    unit=Unit.SHARE,
    grain="one day of a campaign's spend",
    cohort="day",
    source=("spend", "touches", "accounts"),
    statistic=Ratio("the campaign reached no account whose profile is known", clusters="campaigns", part=True),
    better=Direction.HIGHER,
    answers_for=(Team.MARKETING,),
    observe=observe,
    judges=lambda _: True,
    needs=("spend", "accounts"),
    unknown=unknown,
    caveats=caveats,
    references=("METHODS 1.10 H1",),
    misleads="Spend that no touch can be joined to is unknown, not off profile; a profile redrawn after a loss flatters itself.",
)
