"""Salesforce deals: the list, its two histories, the copy a warehouse keeps, and the people in a deal."""

from __future__ import annotations

from oarlock.connect import _salesforce_changes as changes
from oarlock.connect import neutral
from oarlock.connect._salesforce_terms import DELETED, FROM_LEAD, TRUE
from oarlock.connect.base import Lookup, Rows
from oarlock.connect.vendor import Export, marks

_KIND = (
    "case when lower(type) like '%renew%' then 'renewal' when lower(type) like '%new%' then 'new'"
    " when lower(type) like '%exist%' or lower(type) like '%expan%' or lower(type) like '%upsell%' or lower(type) like '%upgrade%'"
    " or lower(type) like '%add%on%' then 'expansion' end"
)
_STATUS = (
    f"case when lower(stage_won) {TRUE} then 'won' when lower(stage_closed) {TRUE} then 'lost'"
    f" when lower(is_won) {TRUE} then 'won' when lower(is_closed) {TRUE} then 'lost'"
    " when lower(stage) like '%closed won%' then 'won' when lower(stage) like '%closed lost%' then 'lost' else 'open' end"
)
_OPPORTUNITY_NAMES = {
    "id": ("Opportunity ID", "OpportunityId"),
    "stage": ("Stage Name",),
    "is_won": ("Won",),
    "is_closed": ("Closed",),
    "owner_id": ("Opportunity Owner", "Owner"),
    "account_id": ("Account Name",),
    "created_date": ("Create Date",),
    "lead_source": ("Source",),
    "probability": ("Probability (%)",),
    "currency": ("CurrencyIsoCode", "Opportunity Currency"),
    "campaign_id": ("Primary Campaign Source",),
    "loss_reason": ("Loss_Reason__c", "Closed Lost Reason", "Reason Lost"),
    "competitor": ("Competitor__c", "Main Competitor", "MainCompetitors"),
    "forecast_category": ("ForecastCategoryName",),
    "status": ("oarlock status",),
    "closed_at": ("oarlock closed at",),
}
_PROBABILITY = "number(probability) / 100"

OPPORTUNITY_HISTORY = Export(
    "OpportunityHistory",
    marks("Id, OpportunityId, StageName, CreatedDate", "Id, OpportunityId, StageName, SystemModstamp"),
    (
        Rows(
            "opportunity_versions",
            {
                "opportunity_id": "opportunity_id",
                "valid_from": "coalesce(created_date, system_modstamp)",
                "stage": "stage",
                "status": _STATUS,
                "amount": "amount",
                "close_date": "close_date",
                "forecast_category": "forecast_category",
                "probability": _PROBABILITY,
                "deleted_at": DELETED,
                "history_id": "id",
            },
            ties=True,
            lookups=(changes.STAGE_MEANS,),
        ),
    ),
    names={"stage": ("Stage Name",), "amount": (), "close_date": (), "forecast_category": ()},
)

OPPORTUNITY_HISTORY_TABLE = Export(
    "Opportunity history table",
    marks("id, stage_name, _fivetran_start", "id, stage_name, dbt_valid_from"),
    (
        Rows(
            "opportunity_versions",
            {
                "opportunity_id": "id",
                "valid_from": "valid_from",
                "stage": "stage",
                "status": _STATUS,
                "amount": "amount",
                "close_date": "close_date",
                "forecast_category": "forecast_category",
                "probability": _PROBABILITY,
                "deleted_at": f"case when lower(is_deleted) {TRUE} then case when instant(fivetran_synced) > instant(valid_from)"
                " then instant(fivetran_synced) else instant(valid_from) end end",
            },
            lookups=(changes.STAGE_MEANS,),
        ),
    ),
    names={
        "stage": ("stage_name",),
        "valid_from": ("_fivetran_start", "dbt_valid_from"),
        "forecast_category": ("ForecastCategoryName",),
    },
)

OPPORTUNITY_CONTACT_ROLE = Export(
    "OpportunityContactRole",
    marks("OpportunityId, ContactId, Role"),
    (
        Rows(
            "contact_roles",
            {
                "opportunity_id": "opportunity_id",
                "lead_id": "coalesce(converted_lead, contact_id)",
                "role": "role",
                "since_at": "created_date",
                "deleted_at": DELETED,
            },
            lookups=(FROM_LEAD,),
        ),
    ),
)

OPPORTUNITY = Export(
    "Opportunity",
    marks("Id, StageName, CloseDate", "Opportunity ID, Stage, Close Date", "OpportunityID, StageName, CloseDate"),
    (
        Rows(
            "opportunities",
            {
                "opportunity_id": "id",
                "account_id": "account_id",
                "lead_id": "converted_lead",
                "owner_id": "owner_id",
                "created_at": "created_date",
                "kind": _KIND,
                "campaign_id": "campaign_id",
                "source": "lead_source",
                "currency": "currency",
                "loss_reason": "loss_reason",
                "competitor": "competitor",
                "deleted_at": changes.DELETED,
            },
            rest=True,
            lookups=(Lookup("Lead", ("id", "converted_opportunity_id"), {"converted_lead": "id"}), changes.DELETION),
        ),
        *changes.NEVER_CHANGED,
        *neutral.versions(
            {"opportunity_id": "id", "created_at": "created_date"}, deleted=DELETED, probability=_PROBABILITY
        ),
    ),
    names=_OPPORTUNITY_NAMES,
    unless=frozenset({"fivetranstart", "dbtvalidfrom"}),
    notes=(neutral.RECONSTRUCTED_NOTE,),
)
