"""Salesforce: data exports, reports by their labels, and the snake-case copies that warehouses keep.

What a Salesforce file cannot say is said in the report: a list of deals has no history (OpportunityHistory has), a list of leads no
history of its status (LeadHistory has). A deal and its lead are joined through ConvertedOpportunityId when both files come in one import.
References: Salesforce Object Reference, sections of the objects named here.
"""

from __future__ import annotations

from oarlock.connect import neutral, vendor
from oarlock.connect.base import Connector, Lookup, Recognised, Rows
from oarlock.connect.vendor import Export, marks

_TRUE = "in ('true', '1', 'yes')"
_SEEN = "instant(system_modstamp), instant(last_modified_date), instant(fivetran_synced), now()"
DELETED = f"case when lower(is_deleted) {_TRUE} then coalesce({_SEEN}) end"
_FROM_LEAD = Lookup("Lead", ("contact_id", "converted_contact_id"), {"converted_lead": "id"})
_WHO_FROM_LEAD = Lookup("Lead", ("who_id", "converted_contact_id"), {"converted_lead": "id"})
_STAGE_MEANS = Lookup("Opportunity", ("stage", "stage"), {"stage_won": "is_won", "stage_closed": "is_closed"})
_KIND = (
    "case when lower(type) like '%renew%' then 'renewal' when lower(type) like '%new%' then 'new'"
    " when lower(type) like '%exist%' or lower(type) like '%expan%' or lower(type) like '%upsell%' or lower(type) like '%upgrade%'"
    " or lower(type) like '%add%on%' then 'expansion' end"
)
_STATUS = (
    f"case when lower(stage_won) {_TRUE} then 'won' when lower(stage_closed) {_TRUE} then 'lost'"
    f" when lower(is_won) {_TRUE} then 'won' when lower(is_closed) {_TRUE} then 'lost'"
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

_WEBSITE = "replace(replace(replace(lower(website), 'https://', ''), 'http://', ''), 'www.', '')"
_LEAD_NOTE = (
    "Salesforce Lead: a list of leads says when each was created and converted, not how its status moved in between. The export"
    " LeadHistory (with field history tracking on Status) gives that."
)

EXPORTS = (
    Export(
        "OpportunityFieldHistory",
        marks("OpportunityId, Field, OldValue, NewValue, CreatedDate"),
        (
            Rows(
                "opportunity_versions",
                {
                    "opportunity_id": "opportunity_id",
                    "valid_from": "created_date",
                    "stage": "stage",
                    "status": _STATUS,
                    "is_stage_only": "'true'",
                },
                where="lower(field) = 'stagename'",
                lookups=(
                    Lookup("Opportunity", ("new_value", "stage"), {"stage_won": "is_won", "stage_closed": "is_closed"}),
                ),
            ),
        ),
        names={"stage": ("NewValue",)},
        notes=(
            "Salesforce OpportunityFieldHistory: only moves of the stage are read; their amounts and close dates stay unknown. The"
            " export OpportunityHistory has all of them in each row.",
        ),
    ),
    Export(
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
                lookups=(_STAGE_MEANS,),
            ),
        ),
        names={"stage": ("Stage Name",), "amount": (), "close_date": (), "forecast_category": ()},
    ),
    Export(
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
                    "deleted_at": f"case when lower(is_deleted) {_TRUE} then case when instant(fivetran_synced) > instant(valid_from)"
                    " then instant(fivetran_synced) else instant(valid_from) end end",
                },
                lookups=(_STAGE_MEANS,),
            ),
        ),
        names={
            "stage": ("stage_name",),
            "valid_from": ("_fivetran_start", "dbt_valid_from"),
            "forecast_category": ("ForecastCategoryName",),
        },
    ),
    Export(
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
                lookups=(_FROM_LEAD,),
            ),
        ),
    ),
    Export(
        "LeadHistory",
        marks("LeadId, Field, NewValue, CreatedDate"),
        (
            Rows(
                "stage_changes",
                {
                    "lead_id": "lead_id",
                    "changed_at": "created_date",
                    "stage": "new_value",
                    "changed_by": "created_by_id",
                },
                where="lower(field) = 'status' and new_value is not null",
                ties=True,
            ),
            Rows(
                "assignments",
                {"lead_id": "lead_id", "assigned_at": "created_date", "user_id": "new_value"},
                where="lower(field) = 'owner' and new_value like '005%'",
            ),
        ),
    ),
    Export(
        "CampaignMember",
        marks("CampaignId, LeadId, ContactId", "CampaignId, LeadOrContactId", "Campaign ID, Lead ID, Member Status"),
        (
            Rows(
                "touches",
                {
                    "touch_id": "coalesce(id, campaign_id || '-' || coalesce(lead_id, contact_id))",
                    "touched_at": "coalesce(first_responded_date, created_date)",
                    "lead_id": "coalesce(lead_id, converted_lead, contact_id)",
                    "campaign_id": "campaign_id",
                    "channel": "coalesce(campaign_type, campaign_kind)",
                    "kind": "status",
                    "deleted_at": DELETED,
                },
                where=f"has_responded is null or lower(has_responded) {_TRUE}",
                lookups=(_FROM_LEAD, Lookup("Campaign", ("campaign_id", "id"), {"campaign_kind": "type"})),
            ),
        ),
        names={"contact_id": ("LeadOrContactId",), "status": ("Member Status",), "has_responded": ("Responded",)},
    ),
    Export(
        "Campaign",
        marks(
            "Id, Name, ActualCost", "Id, Name, NumberOfLeads", "Id, Name, BudgetedCost", "Campaign ID, Campaign Name"
        ),
        (
            Rows(
                "campaigns",
                {
                    "campaign_id": "id",
                    "name": "name",
                    "channel": "type",
                    "started_on": "start_date",
                    "ended_on": "end_date",
                    "deleted_at": DELETED,
                },
            ),
            Rows(
                "spend",
                {
                    "day": "coalesce(start_date, day(created_date))",
                    "campaign_id": "id",
                    "channel": "type",
                    "amount": "actual_cost",
                    "currency": "currency_iso_code",
                    "whole_campaign": "'true'",
                },
                where="actual_cost is not null",
            ),
        ),
        names={"id": ("Campaign ID",), "name": ("Campaign Name",), "type": ("Campaign Type",)},
        unless=frozenset({"leadid", "opportunityid"}),
        notes=("Salesforce Campaign: what a campaign cost is one number; it stands on the campaign's first day.",),
    ),
    Export(
        "Event",
        marks("Id, WhoId, StartDateTime", "Id, WhoId, ActivityDateTime"),
        (
            Rows(
                "activities",
                {
                    "activity_id": "id",
                    "happened_at": "coalesce(start_date_time, activity_date_time, activity_date)",
                    "user_id": "owner_id",
                    "lead_id": "coalesce(converted_lead, who_id)",
                    "opportunity_id": "case when what_id like '006%' then what_id end",
                    "account_id": "account_id",
                    "kind": "'meeting'",
                    "outcome": "type",
                    "subject": "subject",
                    "deleted_at": DELETED,
                },
                where="instant(coalesce(start_date_time, activity_date_time, activity_date)) <= now()"
                " or instant(coalesce(start_date_time, activity_date_time, activity_date)) is null",
                lookups=(_WHO_FROM_LEAD,),
            ),
        ),
    ),
    Export(
        "Task",
        marks("Id, WhoId, ActivityDate, Status", "Id, WhoId, TaskSubtype"),
        (
            Rows(
                "activities",
                {
                    "activity_id": "id",
                    "happened_at": "coalesce(completed_date_time, case when instant(activity_date) <= now() then activity_date end,"
                    " created_date)",
                    "user_id": "owner_id",
                    "lead_id": "coalesce(converted_lead, who_id)",
                    "opportunity_id": "case when what_id like '006%' then what_id end",
                    "account_id": "account_id",
                    "kind": "case when lower(task_subtype) = 'call' or lower(type) like '%call%' then 'call'"
                    " when lower(task_subtype) like '%email%' or lower(type) like '%email%' then 'email'"
                    " when lower(type) like '%meeting%' then 'meeting' else 'task' end",
                    "direction": "lower(call_type)",
                    "outcome": "coalesce(call_disposition, status)",
                    "subject": "subject",
                    "deleted_at": DELETED,
                },
                where=f"lower(is_closed) {_TRUE} or lower(status) = 'completed' or (is_closed is null and status is null)",
                lookups=(_WHO_FROM_LEAD,),
            ),
        ),
        notes=("Salesforce Task: tasks that are not completed are left out; nobody has done them yet.",),
    ),
    Export(
        "User",
        marks(
            "Id, Username, ProfileId", "Id, Username, IsActive", "User ID, Username", "Id, Name, UserRoleId, IsActive"
        ),
        (
            Rows(
                "users",
                {
                    "user_id": "id",
                    "name": "coalesce(name, trim(concat(first_name, ' ', last_name)))",
                    "email": "email",
                    "manager_id": "manager_id",
                    "active": "is_active",
                    "title": "title",
                    "department": "department",
                },
            ),
        ),
        names={"id": ("User ID",), "name": ("Full Name",), "is_active": ("Active",)},
        notes=(
            "Salesforce User: which team and role a person has is not in this file; a file users with team and role gives it.",
        ),
    ),
    Export(
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
                    "deleted_at": DELETED,
                },
                rest=True,
                lookups=(Lookup("Lead", ("id", "converted_opportunity_id"), {"converted_lead": "id"}),),
            ),
            *neutral.versions(
                {"opportunity_id": "id", "created_at": "created_date"}, deleted=DELETED, probability=_PROBABILITY
            ),
        ),
        names=_OPPORTUNITY_NAMES,
        unless=frozenset({"fivetranstart", "dbtvalidfrom"}),
        notes=(neutral.RECONSTRUCTED_NOTE,),
    ),
    Export(
        "Lead",
        marks(
            "Id, IsConverted, Status",
            "Id, IsConverted, LeadSource",
            "Lead ID, Lead Status",
            "Lead ID, Lead Source",
            "Lead ID, Company / Account",
        ),
        (
            Rows(
                "leads",
                {
                    "lead_id": "id",
                    "created_at": "created_date",
                    "account_id": "converted_account_id",
                    "email": "email",
                    "title": "title",
                    "country": "country",
                    "source": "lead_source",
                    "owner_id": "owner_id",
                    "deleted_at": DELETED,
                },
                rest=True,
            ),
            Rows(
                "stage_changes",
                {"lead_id": "id", "changed_at": "created_date", "stage": "'inquiry'", "deleted_at": DELETED},
            ),
            Rows(
                "stage_changes",
                {
                    "lead_id": "id",
                    "changed_at": "case when instant(converted_date) < instant(created_date) then created_date else converted_date end",
                    "stage": "case when converted_opportunity_id is not null then 'opportunity' else 'sal' end",
                    "deleted_at": DELETED,
                },
                where=f"converted_date is not null and (is_converted is null or lower(is_converted) {_TRUE})",
            ),
        ),
        names={
            "id": ("Lead ID",),
            "owner_id": ("Lead Owner",),
            "created_date": ("Create Date",),
            "is_converted": ("Converted",),
            "converted_account_id": (),
            "converted_contact_id": (),
            "converted_opportunity_id": (),
            "status": ("Lead Status",),
        },
        unless=frozenset({"opportunityid", "fivetranstart", "dbtvalidfrom"}),
        notes=(_LEAD_NOTE,),
    ),
    Export(
        "Contact",
        marks("Id, AccountId, LastName, Email", "Contact ID, Email", "Contact ID, Last Name"),
        (
            Rows(
                "leads",
                {
                    "lead_id": "id",
                    "created_at": "created_date",
                    "account_id": "account_id",
                    "email": "email",
                    "title": "title",
                    "country": "mailing_country",
                    "source": "lead_source",
                    "lead_type": "'contact'",
                    "owner_id": "owner_id",
                    "deleted_at": DELETED,
                },
                where="converted_lead is null",
                lookups=(Lookup("Lead", ("id", "converted_contact_id"), {"converted_lead": "id"}),),
                rest=True,
            ),
        ),
        names={
            "id": ("Contact ID",),
            "account_id": ("Account Name",),
            "owner_id": ("Contact Owner",),
            "created_date": ("Create Date",),
        },
        unless=frozenset({"leadid", "opportunityid", "fivetranstart", "dbtvalidfrom", "username"}),
        notes=(
            "Salesforce Contact: contacts that no lead was converted to are taken as leads of the type contact; import Lead beside it,"
            " or people who were leads count twice.",
        ),
    ),
    Export(
        "Account",
        marks(
            "Id, Name, BillingCountry",
            "Id, Name, Industry, NumberOfEmployees",
            "Id, Name, Website, ParentId",
            "Account ID, Account Name",
        ),
        (
            Rows(
                "accounts",
                {
                    "account_id": "id",
                    "name": "name",
                    "domain": f"split({_WEBSITE}, '/', 1)",
                    "industry": "industry",
                    "employees": "number_of_employees",
                    "annual_revenue": "annual_revenue",
                    "country": "billing_country",
                    "parent_id": "parent_id",
                    "owner_id": "owner_id",
                    "created_at": "created_date",
                    "deleted_at": DELETED,
                },
                rest=True,
            ),
        ),
        names={
            "id": ("Account ID",),
            "name": ("Account Name",),
            "owner_id": ("Account Owner",),
            "number_of_employees": ("Employees",),
            "parent_id": ("Parent Account ID",),
            "created_date": ("Create Date",),
        },
        unless=frozenset(
            {"leadid", "opportunityid", "contactid", "fivetranstart", "dbtvalidfrom", "stagename", "profileid"}
        ),
    ),
)
"""Looked through in this order: the more particular first."""


def recognise(header: tuple[str, ...]) -> Recognised | None:
    """What becomes of a Salesforce file, or None where the headers are not Salesforce's."""
    return vendor.recognise(EXPORTS, "Salesforce", "salesforce", header)


CONNECTOR = Connector(name="salesforce", title="Salesforce", recognise=recognise)
