"""HubSpot: exports of contacts, companies and deals, by the labels of their columns or by their internal names.

A contact's lifecycle is read from its date columns ("Became a Marketing Qualified Lead Date"), a deal's path from its "Date entered ..."
columns; both know only the last time a stage was entered. Exports write times without a zone, in that of the portal: state it in
a mapping (`like = "hubspot"`, `[read] time_zone = ...`) or they are read as UTC.
"""

from __future__ import annotations

import re
from dataclasses import replace

from oarlock.connect import neutral, vendor
from oarlock.connect.base import FIRST_HAND, Connector, Recognised, Rows
from oarlock.connect.headers import bare
from oarlock.connect.vendor import Export, marks

_LIFECYCLE = {
    "subscriber": "subscriber",
    "lead": "inquiry",
    "marketing qualified lead": "mql",
    "sales qualified lead": "sql",
    "opportunity": "opportunity",
    "customer": "customer",
    "evangelist": "evangelist",
}
_SECOND_FIELDS = {
    "hs_lifecyclestage_subscriber_date": "subscriber",
    "hs_lifecyclestage_lead_date": "inquiry",
    "hs_lifecyclestage_marketingqualifiedlead_date": "mql",
    "hs_lifecyclestage_salesqualifiedlead_date": "sql",
    "hs_lifecyclestage_opportunity_date": "opportunity",
    "hs_lifecyclestage_customer_date": "customer",
}
_BECAME = re.compile(r"^became an? (.+?) date$", re.IGNORECASE)
_ENTERED = re.compile(
    r"^(?:date entered|hs_v2_date_entered_|hs_date_entered_)\s*[\"']?(.+?)\s*(?:\(([^()]*)\))?[\"']?$", re.IGNORECASE
)
_ZONE_NOTE = (
    'HubSpot writes times without a zone; they are read as UTC. A mapping with like = "hubspot" and time_zone under [read] says'
    " which zone the portal keeps."
)

_CONTACTS = Export(
    "contacts",
    marks(
        "Record ID, Lifecycle Stage, Email",
        "Contact ID, Lifecycle Stage",
        "hs_object_id, lifecyclestage, email",
        "Record ID, Email, Create Date",
    ),
    (
        Rows(
            "leads",
            {
                "lead_id": "record_id",
                "created_at": "create_date",
                "account_id": "account_id",
                "email": "email",
                "title": "job_title",
                "country": "country",
                "source": "original_source",
                "score": "score",
                "owner_id": "owner",
            },
            rest=True,
        ),
    ),
    names={
        "record_id": ("Record ID - Contact", "Contact ID", "hs_object_id"),
        "create_date": ("Created Date", "createdate"),
        "account_id": (
            "Associated Company IDs (Primary)",
            "Associated Company ID",
            "Associated Company IDs",
            "Primary Associated Company ID",
            "associatedcompanyid",
        ),
        "job_title": ("jobtitle",),
        "country": ("Country/Region",),
        "owner": ("Contact owner", "hubspot_owner_id"),
        "original_source": ("Original Traffic Source", "Original Source Type", "hs_analytics_source"),
        "score": ("HubSpot Score", "hubspotscore", "Lead Score"),
        "email": (),
    },
    notes=(_ZONE_NOTE,),
)

_COMPANIES = Export(
    "companies",
    marks("Record ID, Company name", "Record ID, Company Domain Name", "hs_object_id, domain, name"),
    (
        Rows(
            "accounts",
            {
                "account_id": "record_id",
                "name": "name",
                "domain": "domain",
                "industry": "industry",
                "employees": "employees",
                "annual_revenue": "annual_revenue",
                "country": "country",
                "parent_id": "parent_id",
                "owner_id": "owner",
                "created_at": "create_date",
                "target_tier": "target_tier",
            },
            rest=True,
        ),
    ),
    names={
        "record_id": ("Record ID - Company", "Company ID", "hs_object_id"),
        "name": ("Company name",),
        "domain": ("Company Domain Name",),
        "employees": ("Number of Employees", "numberofemployees"),
        "annual_revenue": ("annualrevenue",),
        "country": ("Country/Region",),
        "parent_id": ("Parent Company", "hs_parent_company_id"),
        "owner": ("Company owner", "hubspot_owner_id"),
        "create_date": ("createdate",),
        "target_tier": ("Ideal Customer Profile Tier", "hs_ideal_customer_profile"),
        "industry": (),
    },
    unless=frozenset({"lifecyclestage2", "dealstage", "dealname"}),
)

_DEALS = Export(
    "deals",
    marks(
        "Record ID, Deal Name, Deal Stage",
        "Deal ID, Deal Name, Deal Stage",
        "hs_object_id, dealname, dealstage",
        "Record ID, Deal Stage, Create Date",
    ),
    (
        Rows(
            "opportunities",
            {
                "opportunity_id": "record_id",
                "account_id": "account_id",
                "lead_id": "split(contact_ids, ';', 1)",
                "owner_id": "owner",
                "created_at": "create_date",
                "kind": "case when lower(deal_type) like '%renew%' then 'renewal' when lower(deal_type) like '%new%' then 'new'"
                " when lower(deal_type) like '%exist%' then 'expansion' end",
                "source": "original_source",
                "currency": "currency",
                "loss_reason": "loss_reason",
                "deal_name": "deal_name",
                "pipeline": "pipeline",
            },
            rest=True,
        ),
    ),
    names={
        "record_id": ("Record ID - Deal", "Deal ID", "hs_object_id"),
        "create_date": ("createdate",),
        "stage": ("Deal Stage", "dealstage"),
        "amount": ("Amount in deal currency",),
        "close_date": ("closedate",),
        "is_won": ("Is Closed Won", "hs_is_closed_won"),
        "is_closed": ("Is deal closed?", "Is Closed", "hs_is_closed"),
        "probability": ("Deal probability", "hs_deal_stage_probability"),
        "forecast_category": ("Forecast category", "hs_manual_forecast_category"),
        "status": ("oarlock status",),
        "closed_at": ("oarlock closed at",),
        "currency": ("deal_currency_code",),
        "owner": ("Deal owner", "hubspot_owner_id"),
        "deal_type": ("dealtype",),
        "deal_name": ("dealname",),
        "pipeline": (),
        "original_source": ("Original Traffic Source", "Original Source Type", "Deal source", "hs_analytics_source"),
        "loss_reason": ("Closed Lost Reason",),
        "contact_ids": ("Associated Contact IDs", "Associated Contact ID"),
        "account_id": (
            "Associated Company IDs (Primary)",
            "Associated Company IDs",
            "Associated Company ID",
            "Primary Associated Company ID",
        ),
    },
    notes=(_ZONE_NOTE,),
)

EXPORTS = (_DEALS, _CONTACTS, _COMPANIES)


def recognise(header: tuple[str, ...]) -> Recognised | None:
    """What becomes of a HubSpot file, or None where the headers are not HubSpot's."""
    found = vendor.recognise(EXPORTS, "HubSpot", "hubspot", header)
    if found is None:
        return None
    if found.kind == "contacts":
        return _with_lifecycle(found, header)
    if found.kind == "deals":
        return _with_path(found, header)
    return found


def _with_lifecycle(found: Recognised, header: tuple[str, ...]) -> Recognised:
    """A stage change for each lifecycle date there is."""
    moves = [
        Rows(
            "stage_changes",
            {"lead_id": "record_id", "changed_at": _quoted(name), "stage": f"'{stage}'"},
            where=f"{_quoted(name)} is not null",
        )
        for name in header
        if (stage := _lifecycle_stage(name))
    ]
    note = (
        "HubSpot contacts: only the last time each lifecycle stage was entered is known. The property history of lifecyclestage gives"
        " the rest."
        if moves
        else 'HubSpot contacts: this export has no lifecycle dates. Add the columns "Became a Marketing Qualified Lead Date" and its like.'
    )
    return replace(found, rows=(*found.rows, *moves), notes=(*found.notes, note))


def _lifecycle_stage(header: str) -> str | None:
    """The stage whose date the column holds, or None."""
    if header.lower() in _SECOND_FIELDS:
        return _SECOND_FIELDS[header.lower()]
    if match := _BECAME.match(header):
        return _LIFECYCLE.get(match[1].lower())
    match = _ENTERED.match(header)
    if match and "lifecycle" in (match[2] or "").lower():
        return _LIFECYCLE.get(match[1].lower())
    return None


def _with_path(found: Recognised, header: tuple[str, ...]) -> Recognised:
    """Versions from the stage dates where there are any, else from how the deal stands."""
    entered = [(name, match[1].strip()) for name in header if (match := _ENTERED.match(name))]
    if not entered:
        stands = neutral.versions({"opportunity_id": "record_id", "created_at": "create_date"})
        return replace(found, rows=(*found.rows, *stands), notes=(*found.notes, neutral.RECONSTRUCTED_NOTE))
    moves = [_entered(name, stage) for name, stage in entered]
    note = "HubSpot deals: what a deal was worth when it entered a stage is not in this export; the amount stands at its end and today."
    stands = neutral.versions({"opportunity_id": "record_id", "created_at": "create_date"})[1:]
    return replace(
        found,
        rows=(*found.rows, *moves, *(replace(rows, fallback=FIRST_HAND) for rows in stands)),
        notes=(*found.notes, note),
    )


def _entered(header: str, stage: str) -> Rows:
    """A version from the instant a stage was entered; the end of a deal is told by its close date instead."""
    ended = bare(stage) in {"closedwon", "closedlost"}
    return Rows(
        "opportunity_versions",
        {
            "opportunity_id": "record_id",
            "valid_from": _quoted(header),
            "stage": "'" + stage.replace("'", "''") + "'",
            "status": "'open'",
        },
        where="false" if ended else f"{_quoted(header)} is not null",
        ties=True,
    )


def _quoted(header: str) -> str:
    return '"' + header.replace('"', '""') + '"'


CONNECTOR = Connector(name="hubspot", title="HubSpot", recognise=recognise)
