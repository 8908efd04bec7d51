"""Salesforce leads, contacts, accounts and users, and what is known of how a lead moved."""

from __future__ import annotations

from oarlock.connect._salesforce_terms import DELETED, TRUE
from oarlock.connect.base import Lookup, Rows
from oarlock.connect.vendor import Export, marks

_WEBSITE = "replace(replace(replace(lower(website), 'https://', ''), 'http://', ''), 'www.', '')"
_LEAD_NOTE = (
    "Salesforce Lead: a list of leads says when each was created and converted, not how its status moved in between. The export"
    " LeadHistory (with field history tracking on Status) gives that."
)

LEAD_HISTORY = Export(
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
            {"lead_id": "lead_id", "assigned_at": "created_date", "user_id": "salesforce_id(new_value)"},
            where="lower(field) = 'owner' and new_value like '005%'",
        ),
    ),
)

USER = Export(
    "User",
    marks("Id, Username, ProfileId", "Id, Username, IsActive", "User ID, Username", "Id, Name, UserRoleId, IsActive"),
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
)

LEAD = Export(
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
            where=f"converted_date is not null and (is_converted is null or lower(is_converted) {TRUE})",
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
)

CONTACT = Export(
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
)

ACCOUNT = Export(
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
)
