"""One row per deal, and one row per state a deal was in.

The history of a deal is a list of versions. A *spell* is one version with the instant at which the next one replaced it, so that "what
stood at an instant" is a comparison and "what changed" is a look at the spell before; the sort that this takes is done once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from oarlock.ledger.money import with_rate
from oarlock.ledger.tables import MONEY_SCALE
from oarlock.measure.facts.places import (
    BUCKET,
    bucket_of,
    first_known,
    gone,
    is_yes,
    kept,
    kept_already,
    kept_name,
    tally,
)
from oarlock.measure.facts.profile_of import joined_to_account, on_profile, unjudged
from oarlock.measure.facts.sourcing import sourced_by

if TYPE_CHECKING:
    from oarlock.agreement import Agreement, Rule
    from oarlock.ledger.reading import Ledger

CLOSED = ("won", "lost")
DEAL = (
    "opportunity_id", "account_id", "lead_id", "owner_id", "created_at", "kind", "sourced_by", "source", "campaign_id", "currency",
    "loss_reason", "competitor",
)  # fmt: skip
VERSION = ("opportunity_id", "valid_from", "status", "stage", "amount", "close_date", "forecast_category")
OF_SPELL = ("opportunity_id", "valid_from", "stage", "amount", "forecast_category")


def deal_facts(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per opportunity, kept on the ledger.

    Columns: opportunity_id, cluster (account, else the deal itself), account_bucket (of the cluster), account_id, lead_id, owner_id,
    created_at, kind, sourced_by (under the agreement's source rule), source, campaign_id, on_profile (null unknown), currency, status
    (open, won, lost; null for a deal without versions), closed_at (start of the last closed spell; null while open), amount (now; units of
    the reporting currency, null unknown or without a rate), first_amount, stage, close_date, loss_reason, competitor, pushes (moves of the
    close date to a later day while open), reopened (count), n_versions, reconstructed (history was made up from a list without versions).
    """
    told = kept(ledger, kept_name("deal_facts", *_basis(agreement)), lambda: _deal_facts(ledger, unjudged(agreement)))
    return judged(ledger, agreement, told)


def judged(ledger: Ledger, agreement: Agreement, facts: Any) -> Any:
    """Facts with an `opportunity_id` made without a profile, with `on_profile` under the agreement's, kept in two narrow columns."""
    rule = agreement.profile
    if rule is None:
        return facts
    name = kept_name("deals_on_profile", rule.text)
    told = kept(ledger, name, lambda: _described(ledger, _deals(ledger), rule).select("opportunity_id", "on_profile"))
    told = told.rename(_deal="opportunity_id", _judged="on_profile")
    joined = facts.left_join(told, facts.opportunity_id == told["_deal"])
    return joined.select(**{name: joined["_judged" if name == "on_profile" else name] for name in facts.columns})


def deal_spells(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per version of a deal that is not deleted, kept: the state, until when it stood, and the state before it.

    Columns: opportunity_id, valid_from, valid_to (null: still stands), status, stage, amount (reporting units), close_date,
    forecast_category, probability (as the CRM had it), status_before, close_before, reconstructed.
    """
    name = kept_name("deal_spells", *_money(agreement))
    return kept(ledger, name, lambda: _spells(ledger, agreement))


def open_spells(ledger: Ledger, agreement: Agreement, of_deal: Sequence[str]) -> Any:
    """States in which a deal was open: opportunity_id, valid_from, valid_to, stage, amount, forecast_category, and the deal's own columns.

    Not kept: for one question alone it costs a third of `deal_spells`, which says what each state came from; where those are kept, it is
    them. The deals are met once, for what describes them and for the rate of their currency.
    """
    import ibis

    deals, spells = (
        deals_described(ledger, agreement),
        kept_already(ledger, kept_name("deal_spells", *_money(agreement))),
    )
    is_priced = spells is not None
    if spells is None:
        versions = ledger.table("opportunity_versions")
        order = ibis.window(group_by=versions.opportunity_id, order_by=versions.valid_from)
        spells = versions.select(*OF_SPELL, "status", valid_to=versions.valid_from.lead().over(order))
        deals = _with_rate(ledger, agreement, deals)
    spells = spells.filter(spells.status == "open").select(*OF_SPELL, "valid_to")
    joined = spells.inner_join(deals, "opportunity_id")
    amount = joined.amount if is_priced else in_units(joined.amount) * joined.rate
    plain = [column for column in (*OF_SPELL, "valid_to", *of_deal) if column != "amount"]
    return joined.select(*plain, amount=amount)


def deal_histories(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per deal with versions, kept: what its spells add up to, whoever sourced it and whatever the profile.

    Columns: opportunity_id, status, closed_at, amount, first_amount, stage, close_date, pushes, reopened, n_versions, reconstructed, as
    `deal_facts` has them.
    """
    name = kept_name("deal_histories", *_money(agreement))
    return kept(ledger, name, lambda: _summary(deal_spells(ledger, agreement)))


def deals_described(ledger: Ledger, agreement: Agreement, *, deleted: bool = False) -> Any:
    """Opportunities with cluster, account_bucket, sourced_by by the agreement's rule, and on_profile; not kept.

    Args:
        deleted: Take deals that were deleted in their source, too.
    """
    deals = _deals(ledger, deleted=deleted)
    deals = sourced_by(ledger, deals, agreement, deleted=deleted)
    deals = _described(ledger, deals, agreement.profile)
    cluster = first_known(deals.account_id, deals.opportunity_id)
    return deals.mutate(
        cluster=cluster,
        currency=first_known(deals.currency, _text(agreement.company.reporting_currency)),
        **{BUCKET: bucket_of(cluster)},
    )


def _described(ledger: Ledger, deals: Any, rule: Rule | None) -> Any:
    """The deals with `on_profile`, told by a rule over their account, else over what they have themselves."""
    described = joined_to_account(ledger, deals, rule.columns if rule else ())
    return described.select(*deals.columns, on_profile=on_profile(described, rule))


def described_versions(ledger: Ledger, agreement: Agreement) -> Any:
    """Versions of all deals, deleted ones until their deletion, which is a last version of its own (`gone`); not kept.

    Columns: opportunity_id, valid_from, status, stage, amount (reporting units), close_date, forecast_category, gone, kind, sourced_by.
    """
    import ibis

    priced = _with_rate(ledger, agreement, _ended(ledger))
    told = deals_described(ledger, agreement, deleted=True).select("kind", "sourced_by", _deal="opportunity_id")
    priced = priced.inner_join(told, priced.opportunity_id == told["_deal"]).drop("_deal", "currency")
    versions = ledger.table("opportunity_versions").select(*VERSION)
    versions = versions.inner_join(priced, "opportunity_id")
    versions = versions.mutate(amount=in_units(versions.amount) * versions.rate, gone=ibis.literal(False)).drop("rate")
    versions = versions.filter(versions.deleted_at.isnull() | (versions.valid_from < versions.deleted_at))
    if not ledger.count_deleted("opportunities"):
        return versions.drop("deleted_at")
    order = ibis.window(group_by=versions.opportunity_id, order_by=versions.valid_from)
    last = versions.filter(versions.deleted_at.notnull()).mutate(after=versions.valid_from.lead().over(order))
    last = last.filter(last.after.isnull()).mutate(valid_from=last.deleted_at, gone=ibis.literal(True))
    return ibis.union(versions.drop("deleted_at"), last.select(*versions.drop("deleted_at").columns))


def in_units(stored: Any) -> Any:
    """Stored millionths as units of the currency."""
    return stored.cast("float64") / float(MONEY_SCALE)


def _deals(ledger: Ledger, *, deleted: bool = False) -> Any:
    """Every deal, the deleted ones too where they are wanted."""
    import ibis

    present = ledger.table("opportunities").select(*DEAL)
    ended = gone(ledger, "opportunities") if deleted else None
    return present if ended is None else ibis.union(present, ended.select(*DEAL))


def _ended(ledger: Ledger) -> Any:
    """Every deal that there is or was: opportunity_id, currency, deleted_at (null: never)."""
    import ibis

    standing = ledger.table("opportunities").select("opportunity_id", "currency", deleted_at=ibis.null("timestamp"))
    ended = gone(ledger, "opportunities")
    return standing if ended is None else ibis.union(standing, ended.select(*standing.columns))


def _basis(agreement: Agreement) -> tuple[Any, ...]:
    """What the deals' tables depend on in the agreement, beside the profile."""
    return (*_money(agreement), agreement.source_rule, dict(agreement.channels), agreement.attribution.ignored_kinds)


def _money(agreement: Agreement) -> tuple[str, str]:
    """What amounts depend on: the currency they are told in, and where the day is told whose rate counts."""
    return agreement.company.reporting_currency, agreement.company.time_zone


def _with_rate(ledger: Ledger, agreement: Agreement, deals: Any) -> Any:
    """The deals with the `rate` of the as-of day of the company."""
    reporting, zone = _money(agreement)
    return with_rate(ledger, deals, reporting=reporting, zone=zone)


def _deal_facts(ledger: Ledger, agreement: Agreement) -> Any:
    deals = deals_described(ledger, agreement)
    history = deal_histories(ledger, agreement).rename(_deal="opportunity_id")
    joined = deals.left_join(history, deals.opportunity_id == history["_deal"])
    return joined.select(
        "opportunity_id", "cluster", BUCKET, "account_id", "lead_id", "owner_id", "created_at", "kind", "sourced_by", "source",
        "campaign_id", "on_profile", "currency", "status", "closed_at", "amount", "first_amount", "stage", "close_date", "loss_reason",
        "competitor", "pushes", "reopened",
        n_versions=joined.n_versions.fill_null(0),
        reconstructed=joined.reconstructed.fill_null(False),
    )  # fmt: skip


def _summary(spells: Any) -> Any:
    """One row per deal from its spells: the first, the last, and how it moved between."""
    last, first = spells.valid_to.isnull(), spells.status_before.isnull()
    turned = spells.status.isin(CLOSED) & (spells.status_before.isnull() | (spells.status_before != spells.status))
    told = spells.group_by("opportunity_id").aggregate(
        status=spells.status.max(where=last),
        stage=spells.stage.max(where=last),
        amount=spells.amount.max(where=last),
        close_date=spells.close_date.max(where=last),
        first_amount=spells.amount.max(where=first),
        turned_at=spells.valid_from.max(where=turned),
        pushes=tally((spells.status == "open") & (spells.close_date > spells.close_before)),
        reopened=tally((spells.status == "open") & spells.status_before.isin(CLOSED)),
        n_versions=spells.count(),
        reconstructed=spells.reconstructed.any(),
    )
    return told.mutate(closed_at=told.status.isin(CLOSED).ifelse(told.turned_at, _nothing("timestamp"))).drop(
        "turned_at"
    )


def _spells(ledger: Ledger, agreement: Agreement) -> Any:
    import ibis

    versions = ledger.table("opportunity_versions")
    made_up = is_yes(versions.reconstructed) if "reconstructed" in versions.columns else ibis.literal(False)
    versions = versions.select(
        "opportunity_id", "valid_from", "status", "stage", "amount", "close_date", "forecast_category", "probability",
        reconstructed=made_up.fill_null(False),
    )  # fmt: skip
    deals = ledger.table("opportunities").select("opportunity_id", "currency")
    deals = _with_rate(ledger, agreement, deals).select("opportunity_id", "rate")
    # The join comes before the window: versions of deleted deals are no history of a deal we have.
    standing = versions.inner_join(deals, "opportunity_id")
    standing = standing.mutate(amount=in_units(standing.amount) * standing.rate).drop("rate")
    order = ibis.window(group_by=standing.opportunity_id, order_by=standing.valid_from)
    return standing.mutate(
        valid_to=standing.valid_from.lead().over(order),
        status_before=standing.status.lag().over(order),
        close_before=standing.close_date.lag().over(order),
    )


def _nothing(kind: str) -> Any:
    import ibis

    return ibis.null(kind)


def _text(word: str) -> Any:
    import ibis

    return ibis.literal(word)
