"""One row per lead: where it came from, when it reached each stage, how it was treated, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.deals import deal_histories
from oarlock.measure.facts.places import chosen, earliest_text, first_known, kept, kept_already, kept_name
from oarlock.measure.facts.profile_of import account_judged, joined_to_account, judged_accounts, on_profile, unjudged
from oarlock.measure.facts.response import lead_response
from oarlock.measure.facts.sourcing import channel_purposes
from oarlock.measure.facts.stages import lead_inquiries, lead_stages, role_names

if TYPE_CHECKING:
    from oarlock.agreement import Agreement, Rule
    from oarlock.ledger.reading import Ledger

_OWN = ("account_id", "created_at", "source", "campaign_id", "lead_type", "country", "owner_id")
_STAGES = (
    "pql_at",
    "mql_at",
    "sal_at",
    "sql_at",
    "disqualified_at",
    "recycled_at",
    "last_disqualified_at",
    "last_recycled_at",
    "disqualified_reason",
    "reason_group",
)
_RESPONSE = ("assigned_at", "first_touch_at", "touched_before_routing", "response_hours")


def lead_facts(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead: the kept `passages` beside the kept `lead_response`.

    Columns: lead_id, cluster (account, else person, else the lead: the unit of resampling), account_id, created_at, source, campaign_id,
    lead_type, country, owner_id, purpose (create, capture, outbound, partner; null unlabelled), on_profile (null unknown), <role>_at for
    each role (first entry; `inquiry_at` is the creation where no such change is recorded, `opportunity_at` and `customer_at` the lead's
    first deal and first win where no change says so), last_disqualified_at, last_recycled_at, disqualified_reason and reason_group (of the
    first disqualification), assigned_at, first_touch_at, touched_before_routing, response_hours (working hours;
    null while waiting), opportunity_id (the lead's first deal), won_at (first win), lost_at (last loss, where no deal of the lead is open
    or won).
    """
    response = lead_response(ledger, agreement).select(*_RESPONSE, _answered="lead_id")
    leads = passages(ledger, agreement)
    joined = leads.left_join(response, leads.lead_id == response["_answered"])
    return joined.select(*leads.columns, *_RESPONSE)


def passages(ledger: Ledger, agreement: Agreement) -> Any:
    """What `funnel_facts` answers: the leads with when they reached each stage and what became of them, kept once for every profile."""
    told = kept(ledger, _passages_name(agreement), lambda: _passages(ledger, unjudged(agreement)))
    return profiled(ledger, agreement, told)


def are_passages_kept(ledger: Ledger, agreement: Agreement) -> bool:
    """Whether somebody asked for the passages before, so that reading them costs no making."""
    return kept_already(ledger, _passages_name(agreement)) is not None


def _passages_name(agreement: Agreement) -> str:
    parts = (role_names(agreement), dict(agreement.channels), agreement.reasons, agreement.company.reporting_currency)
    return kept_name("funnel_facts", *parts)


def profiled(ledger: Ledger, agreement: Agreement, facts: Any) -> Any:
    """Facts of leads made without a profile, with `on_profile` under the agreement's: a join costs less than to keep them twice."""
    rule = agreement.profile
    if rule is None:
        return facts
    if _is_of_account(ledger, rule):
        told = judged_accounts(ledger, rule).rename(_judged="on_profile")
        joined = facts.left_join(told, facts.account_id == told["_account"])
    else:
        name = kept_name("leads_on_profile", rule.text)
        told = kept(ledger, name, lambda: _described(ledger, agreement).select("lead_id", "on_profile"))
        told = told.rename(_lead="lead_id", _judged="on_profile")
        joined = facts.left_join(told, facts.lead_id == told["_lead"])
    columns = {name: joined["_judged" if name == "on_profile" else name] for name in facts.columns}
    return joined.select(**columns)


def leads_described(ledger: Ledger, agreement: Agreement) -> Any:
    """Leads with cluster, purpose and on_profile: what most metrics slice and resample by.

    Not kept for themselves: from the passages where somebody asked for those, else from the record, without what befell the leads.
    """
    if are_passages_kept(ledger, agreement):
        return passages(ledger, agreement).select("lead_id", *_OWN, "cluster", "purpose", "on_profile")
    return _described(ledger, agreement)


def _described(ledger: Ledger, agreement: Agreement) -> Any:
    leads = ledger.table("leads")
    base = leads.select(
        "lead_id", "person_id", *_OWN, cluster=first_known(leads.account_id, leads.person_id, leads.lead_id)
    )
    base = base.mutate(purpose=_purpose(ledger, base, agreement))
    kept = [name for name in base.columns if name != "person_id"]
    rule = agreement.profile
    if rule is None:
        return base.select(*kept, on_profile=on_profile(base, None))
    if _is_of_account(ledger, rule) and (judged := account_judged(ledger, base.select(*kept), rule)) is not None:
        return judged
    described = with_rule_columns(ledger, base, rule)
    return described.mutate(on_profile=on_profile(described, rule)).select(*kept, "on_profile")


def lead_outcomes(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead that has a deal, kept: _dealt (lead), opportunity_id (its first), opened_at, won_at, lost_at."""
    name = kept_name("lead_outcomes", agreement.company.reporting_currency)
    return kept(ledger, name, lambda: _outcomes(ledger, agreement))


def _outcomes(ledger: Ledger, agreement: Agreement) -> Any:
    deals = ledger.table("opportunities").select("lead_id", "opportunity_id", "created_at")
    history = deal_histories(ledger, agreement).select("status", "closed_at", _deal="opportunity_id")
    deals = deals.filter(deals.lead_id.notnull())
    deals = deals.left_join(history, deals.opportunity_id == history["_deal"])
    told = deals.group_by(_dealt=deals.lead_id).aggregate(
        opportunity_id=earliest_text(deals.opportunity_id, deals.created_at),
        opened_at=deals.created_at.min(),
        won_at=deals.closed_at.min(where=deals.status == "won"),
        last_lost_at=deals.closed_at.max(where=deals.status == "lost"),
        count_undecided=deals.opportunity_id.count(where=deals.status.isnull() | (deals.status != "lost")),
    )
    lost = (told.count_undecided == 0).ifelse(told.last_lost_at, _nothing("timestamp"))
    return told.mutate(lost_at=lost).drop("last_lost_at", "count_undecided")


def _passages(ledger: Ledger, agreement: Agreement) -> Any:
    """The leads with when they reached each stage and what became of them."""
    stages = lead_stages(ledger, agreement)
    stages = stages.rename(_staged="lead_id", staged_opportunity_at="opportunity_at", staged_customer_at="customer_at")
    inquiries = lead_inquiries(ledger, agreement).rename(_inquired="lead_id", staged_inquiry_at="inquiry_at")
    outcomes = lead_outcomes(ledger, agreement)
    leads = _described(ledger, agreement)
    joined = leads.left_join(stages, leads.lead_id == stages["_staged"])
    joined = joined.left_join(outcomes, joined.lead_id == outcomes["_dealt"])
    joined = joined.left_join(inquiries, joined.lead_id == inquiries["_inquired"])
    return joined.select(
        *leads.columns, *_STAGES, "opportunity_id", "won_at", "lost_at",
        inquiry_at=first_known(joined.staged_inquiry_at, joined.created_at),
        opportunity_at=first_known(joined.staged_opportunity_at, joined.opened_at),
        customer_at=first_known(joined.staged_customer_at, joined.won_at),
    )  # fmt: skip


def _is_of_account(ledger: Ledger, rule: Rule) -> bool:
    """Whether a rule reads what only accounts have, so that a lead is judged by its account alone."""
    read = set(rule.columns)
    return read <= set(ledger.columns("accounts")) and not read & set(ledger.columns("leads"))


def with_rule_columns(ledger: Ledger, base: Any, rule: Any) -> Any:
    """The leads with the columns a rule reads: the account's, else the lead's own, attributes among them."""
    own = set(ledger.columns("leads"))
    extra = sorted((set(rule.columns) & own) - set(base.columns))
    if extra:
        leads = ledger.table("leads")
        wide = leads.select(_again=leads.lead_id, **{name: leads[name] for name in extra})
        joined = base.inner_join(wide, base.lead_id == wide["_again"])
        base = joined.select(*(joined[name] for name in base.columns), *(joined[name] for name in extra))
    return joined_to_account(ledger, base, rule.columns)


def _purpose(ledger: Ledger, leads: Any, agreement: Agreement) -> Any:
    """What a lead's channel is for; where the agreement does not say, what its campaign is for."""
    by_channel = chosen(leads.source, channel_purposes(ledger, "leads", "source", agreement))
    if ledger.is_empty("campaigns"):
        return by_channel
    campaigns: dict[str, list[str]] = {}
    for row in ledger.rows(ledger.table("campaigns").select("campaign_id", "purpose")):
        if row["purpose"] is not None:
            campaigns.setdefault(row["purpose"], []).append(row["campaign_id"])
    return first_known(by_channel, chosen(leads.campaign_id, campaigns)) if campaigns else by_channel


def _nothing(kind: str) -> Any:
    import ibis

    return ibis.null(kind)
