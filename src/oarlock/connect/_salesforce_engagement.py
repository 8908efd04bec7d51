"""Salesforce campaigns and who answered them, and the tasks and events of sales."""

from __future__ import annotations

from oarlock.connect._salesforce_terms import DELETED, FROM_LEAD, TRUE, WHO_FROM_LEAD
from oarlock.connect.base import Lookup, Rows
from oarlock.connect.vendor import Export, marks

CAMPAIGN_MEMBER = Export(
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
            where=f"has_responded is null or lower(has_responded) {TRUE}",
            lookups=(FROM_LEAD, Lookup("Campaign", ("campaign_id", "id"), {"campaign_kind": "type"})),
        ),
    ),
    names={"contact_id": ("LeadOrContactId",), "status": ("Member Status",), "has_responded": ("Responded",)},
)

CAMPAIGN = Export(
    "Campaign",
    marks("Id, Name, ActualCost", "Id, Name, NumberOfLeads", "Id, Name, BudgetedCost", "Campaign ID, Campaign Name"),
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
)

EVENT = Export(
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
            lookups=(WHO_FROM_LEAD,),
        ),
    ),
)

TASK = Export(
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
            where=f"lower(is_closed) {TRUE} or lower(status) = 'completed' or (is_closed is null and status is null)",
            lookups=(WHO_FROM_LEAD,),
        ),
    ),
    notes=("Salesforce Task: tasks that are not completed are left out; nobody has done them yet.",),
)
