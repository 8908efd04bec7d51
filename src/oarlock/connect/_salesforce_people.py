"""Salesforce leads, contacts, accounts and users, and what is known of how a lead moved."""

from __future__ import annotations

from oarlock.connect._salesforce_terms import DELETED, TRUE
from oarlock.connect.base import ChangeLog, Field, Lookup, Rows
from oarlock.connect.vendor import Export, marks

_WEBSITE = "replace(replace(replace(lower(website), 'https://', ''), 'http://', ''), 'www.', '')"
_LEAD_NOTE = (
    "Salesforce Lead: a list of leads says when each was created and converted, not how its status moved in between. The export"
    " LeadHistory (with field history tracking on Status) gives that."
)

_TORN = (
    "changes of this lead do not link: one begins with another value than the change before it ended with. None of these changes is taken,"
    " so that no stage is guessed. Export the whole history of the lead."
)
_HEAD = (
    "the last change of this lead does not end at what the list of leads says it is now. None of these changes is taken, so that no stage"
    " is guessed; export both files at one time."
)


def _log(name: str, field: Field, today: str) -> ChangeLog:
    return ChangeLog(
        subject="lead_id",
        moment="created_date",
        field_name="field",
        old="old_value",
        new="new_value",
        fields={name: field},
        leading=name,
        births=("created",),
        today=Lookup("Lead", ("lead_id", "id"), {"began": "created_date", name: today}),
        carry={"changed_by": "created_by_id"},
    )


_STATUS_LOG = _log("status", Field(("status", "leadstatus")), "status")
# An owner's change is told twice, by name and by id; a queue (00G) is an owner, and no person.
_OWNER_LOG = _log(
    "owner",
    Field(("owner", "ownerid", "leadowner"), "id", "(old_value like '00%' or new_value like '00%')"),
    "owner_id",
)
_CHECKS = (("lead_id", "fault = 'torn'", _TORN), ("lead_id", "fault = 'head'", _HEAD))
_MOVED = {"lead_id": "subject", "changed_at": "moment", "stage": "status"}
_GIVEN = {"lead_id": "subject", "assigned_at": "moment", "user_id": "salesforce_id(owner)"}

LEAD_HISTORY = Export(
    "LeadHistory",
    marks("LeadId, Field, NewValue, CreatedDate", "Lead ID, Field / Event, Old Value, New Value, Edit Date"),
    (
        Rows(
            "stage_changes",
            {**_MOVED, "changed_by": "changed_by"},
            where="part = 'change' and (status is not null or fault is not null)",
            log=_STATUS_LOG,
            checks=_CHECKS,
        ),
        Rows("stage_changes", _MOVED, where="part = 'begin' and status is not null", log=_STATUS_LOG),
        Rows(
            "assignments",
            _GIVEN,
            where="part = 'change' and (owner like '005%' or fault is not null)",
            log=_OWNER_LOG,
            checks=_CHECKS,
        ),
        Rows("assignments", _GIVEN, where="part = 'begin' and owner like '005%'", log=_OWNER_LOG),
        # What the log cannot hold at all: a row without its lead or its instant is refused for that.
        Rows(
            "stage_changes",
            {"lead_id": "lead_id", "changed_at": "created_date", "stage": "new_value"},
            where="lower(field) in ('status', 'lead status') and (lead_id is null or instant(created_date) is null)",
        ),
    ),
    names={"field": ("Field / Event",), "created_date": ("Edit Date",), "old_value": (), "new_value": ()},
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
