"""Salesforce and HubSpot exports, recognised by their headers, as data exports, as reports and as copies.

All rows are invented.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from oarlock.connect import hubspot, salesforce
from oarlock.connect.report import Report

Write = Callable[..., Path]
Import = Callable[..., Report]
Ask = Callable[[str], list[tuple[Any, ...]]]


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Id,IsDeleted,LastName,Company,Status,LeadSource,IsConverted,ConvertedDate,CreatedDate", "Lead"),
        ("Lead ID,First Name,Last Name,Company / Account,Lead Status,Lead Source,Create Date", "Lead"),
        ("Id,AccountId,LastName,Email,CreatedDate", "Contact"),
        ("Id,Name,Industry,NumberOfEmployees,BillingCountry,OwnerId,CreatedDate", "Account"),
        ("Id,AccountId,Name,StageName,Amount,CloseDate,IsClosed,IsWon,CreatedDate", "Opportunity"),
        (
            "Opportunity ID,Opportunity Name,Stage,Close Date,Amount,Created Date,Opportunity Owner,Won,Closed",
            "Opportunity",
        ),
        ("Id,OpportunityId,CreatedDate,StageName,Amount,CloseDate,Probability,ForecastCategory", "OpportunityHistory"),
        ("Id,OpportunityId,CreatedDate,Field,OldValue,NewValue", "OpportunityFieldHistory"),
        ("Id,LeadId,CreatedDate,Field,OldValue,NewValue", "LeadHistory"),
        ("Id,Name,Type,Status,StartDate,EndDate,ActualCost", "Campaign"),
        ("Id,CampaignId,LeadId,ContactId,Status,HasResponded,FirstRespondedDate", "CampaignMember"),
        ("Id,WhoId,WhatId,ActivityDate,Status,TaskSubtype,OwnerId", "Task"),
        ("Id,WhoId,WhatId,StartDateTime,OwnerId", "Event"),
        ("Id,Username,Name,Email,IsActive,ProfileId", "User"),
        ("OpportunityId,ContactId,Role,CreatedDate", "OpportunityContactRole"),
    ],
)
def test_salesforce_files_are_recognised(header: str, kind: str) -> None:
    names = tuple(header.split(","))
    for form in (names, tuple(name.upper() for name in names)):
        found = salesforce.recognise(form)
        assert found is not None
        assert found.kind == kind
        assert hubspot.recognise(form) is None


LEAD = (
    "Id,Email,LeadSource,Status,IsConverted,ConvertedDate,ConvertedOpportunityId,ConvertedContactId,CreatedDate,IsDeleted,SystemModstamp\n"
    "00Q1,a@x.example,Web,Qualified,true,2026-01-20,0061,0031,2026-01-01T09:00:00.000+0000,false,2026-02-01T00:00:00.000Z\n"
    "00Q2,b@y.example,Event,Open,false,,,,2026-01-02T09:00:00.000+0000,true,2026-02-01T00:00:00.000Z\n"
)
OPPORTUNITY = (
    "Id,AccountId,StageName,Amount,CloseDate,IsClosed,IsWon,Type,Probability,LeadSource,CreatedDate,IsDeleted\n"
    "0061,0011,Closed Won,1200.50,2026-03-01,true,true,New Business,100,Web,2026-01-20T10:00:00.000Z,false\n"
    "0062,0012,Verbal,900,2026-09-01,false,false,Renewal,80,,2026-02-01T10:00:00.000Z,false\n"
)
HISTORY = (
    "Id,OpportunityId,CreatedDate,StageName,Amount,CloseDate,Probability\n"
    "0081,0061,2026-01-20T10:00:00.000Z,Discovery,1000,2026-04-01,10\n"
    "0082,0061,2026-02-27T10:00:00.000Z,Closed Won,1200.50,2026-03-01,100\n"
)


def test_a_salesforce_export_joins_leads_deals_and_their_history(
    importing: Import, written: Write, stored: Ask
) -> None:
    written("Lead.csv", LEAD)
    written(
        "Contact.csv",
        "Id,AccountId,LastName,Email,CreatedDate\n0031,0011,A,a@x.example,2026-01-20\n0039,0012,C,c@y.example,2026-01-05\n",
    )
    written("OpportunityHistory.csv", HISTORY)
    report = importing(written("Opportunity.csv", OPPORTUNITY).parent)
    assert not report.problems
    assert stored("SELECT opportunity_id, lead_id, kind, source FROM {opportunities} ORDER BY 1") == [
        ("0061", "00Q1", "new", "Web"), ("0062", None, "renewal", None),
    ]  # fmt: skip
    assert stored("SELECT lead_id, lead_type FROM {leads} WHERE deleted_at IS NULL ORDER BY 1") == [
        ("0039", "contact"),
        ("00Q1", None),
    ]
    assert stored("SELECT lead_id, changed_at, stage FROM {stage_changes} WHERE deleted_at IS NULL ORDER BY 2") == [
        ("00Q1", datetime(2026, 1, 1, 9), "inquiry"), ("00Q1", datetime(2026, 1, 20), "opportunity"),
    ]  # fmt: skip
    columns = "opportunity_id, valid_from, stage, status, amount, close_date, probability, reconstructed"
    assert stored(f"SELECT {columns} FROM {{opportunity_versions}} ORDER BY 1, 2") == [
        ("0061", datetime(2026, 1, 20, 10), "Discovery", "open", 1_000_000_000, date(2026, 4, 1), 0.1, None),
        ("0061", datetime(2026, 2, 27, 10), "Closed Won", "won", 1_200_500_000, date(2026, 3, 1), 1.0, None),
        ("0062", datetime(2026, 2, 1, 10), None, "open", None, None, None, "true"),
        ("0062", datetime(2026, 6, 1, 12), "Verbal", "open", 900_000_000, date(2026, 9, 1), 0.8, "true"),
    ]
    assert any("LeadHistory" in note for note in report.notes)


def test_salesforce_campaigns_touches_and_activities(importing: Import, written: Write, stored: Ask) -> None:
    written(
        "Campaign.csv", "Id,Name,Type,StartDate,EndDate,ActualCost\n7011,Spring,Webinar,2026-03-01,2026-03-02,500\n"
    )
    written(
        "CampaignMember.csv",
        "Id,CampaignId,LeadId,ContactId,Status,HasResponded,FirstRespondedDate,CreatedDate\n"
        "00v1,7011,00Q1,,Attended,true,2026-03-01,2026-02-20\n00v2,7011,00Q2,,Sent,false,,2026-02-20\n",
    )
    written(
        "Task.csv",
        "Id,WhoId,WhatId,OwnerId,Status,IsClosed,TaskSubtype,ActivityDate,CreatedDate,CallType\n"
        "00T1,00Q1,,0051,Completed,true,Call,2026-03-03,2026-03-01,Outbound\n00T2,00Q1,0061,0051,Open,false,Task,2026-09-01,2026-03-01,\n",
    )
    importing(
        written("Event.csv", "Id,WhoId,WhatId,StartDateTime,OwnerId\n00U1,00Q1,0061,2026-03-05T10:00:00Z,0051\n").parent
    )
    assert stored("SELECT touch_id, touched_at, lead_id, channel FROM {touches}") == [
        ("00v1", datetime(2026, 3, 1), "00Q1", "Webinar")
    ]
    assert stored("SELECT day, channel, amount FROM {spend}") == [(date(2026, 3, 1), "Webinar", 500_000_000)]
    assert stored("SELECT activity_id, kind, direction, opportunity_id FROM {activities} ORDER BY 1") == [
        ("00T1", "call", "outbound", None), ("00U1", "meeting", None, "0061"),
    ]  # fmt: skip


def test_a_salesforce_report_without_history_says_what_would_give_it(
    importing: Import, written: Write, stored: Ask
) -> None:
    report = importing(
        written(
            "report1234.csv",
            "Opportunity ID,Stage,Close Date,Amount,Created Date,Won,Closed\n006A,Closed Lost,2026-02-01,70,2026-01-01,0,1\n",
        )
    )
    assert stored("SELECT status, amount FROM {opportunity_versions} ORDER BY valid_from") == [
        ("open", None),
        ("lost", 70_000_000),
    ]
    assert any("OpportunityHistory" in note for note in report.notes)


def test_hubspot_contacts_bring_their_lifecycle(importing: Import, written: Write, stored: Ask) -> None:
    header = (
        "Record ID,First Name,Email,Lifecycle Stage,Create Date,Became a Lead Date,Became a Marketing Qualified Lead Date,"
        "Became a Customer Date,Original Traffic Source,Associated Company IDs"
    )
    row = "101,Ann,ann@x.example,Customer,2026-01-01 10:00,2026-01-01 10:00,2026-01-10 11:30,2026-03-01 09:00,Organic Search,900"
    report = importing(written("hubspot-crm-exports-all-contacts.csv", f"{header}\n{row}\n"))
    assert report.files[0].how == "HubSpot contacts"
    assert stored("SELECT lead_id, source, account_id FROM {leads}") == [("101", "Organic Search", "900")]
    assert stored("SELECT changed_at, stage FROM {stage_changes} ORDER BY 1") == [
        (datetime(2026, 1, 1, 10), "inquiry"), (datetime(2026, 1, 10, 11, 30), "mql"), (datetime(2026, 3, 1, 9), "customer"),
    ]  # fmt: skip
    assert any("without a zone" in note for note in report.notes)


def test_hubspot_deals_bring_their_path(importing: Import, written: Write, stored: Ask) -> None:
    header = (
        "Record ID,Deal Name,Deal Stage,Amount,Close Date,Create Date,Is Closed Won,Is deal closed?,"
        '"Date entered ""Discovery (Sales Pipeline)""","Date entered ""Closed won (Sales Pipeline)""",Associated Contact IDs,Deal Type'
    )
    row = "55,Big,Closed won,700,2026-03-01 09:00,2026-01-05 08:00,true,true,2026-01-05 08:00,2026-03-01 09:00,101;102,newbusiness"
    importing(written("hubspot-crm-exports-all-deals.csv", f"{header}\n{row}\n"))
    assert stored("SELECT opportunity_id, lead_id, kind FROM {opportunities}") == [("55", "101", "new")]
    assert stored("SELECT valid_from, stage, status, amount FROM {opportunity_versions} ORDER BY 1") == [
        (datetime(2026, 1, 5, 8), "Discovery", "open", None), (datetime(2026, 3, 1, 9), "Closed won", "won", 700_000_000),
    ]  # fmt: skip


def test_hubspot_companies(importing: Import, written: Write, stored: Ask) -> None:
    text = "Record ID,Company name,Company Domain Name,Industry,Number of Employees,Annual Revenue\n900,X,x.example,Retail,50,1000000\n"
    importing(written("all-companies.csv", text))
    assert stored("SELECT account_id, domain, employees, annual_revenue FROM {accounts}") == [
        ("900", "x.example", 50, 1_000_000_000_000)
    ]


def test_a_zone_for_hubspot_is_stated_in_a_mapping(
    importing: Import, written: Write, stored: Ask, tmp_path: Path
) -> None:
    (tmp_path / "map.toml").write_text('source = "hubspot eu"\nlike = "hubspot"\n[read]\ntime_zone = "Europe/Berlin"\n')
    text = "Record ID,Email,Lifecycle Stage,Create Date\n101,ann@x.example,Lead,2026-01-01 10:00\n"
    importing(written("contacts.csv", text), mapping=tmp_path / "map.toml", now=datetime(2026, 6, 1, tzinfo=UTC))
    assert stored("SELECT created_at, source_system FROM {leads}") == [(datetime(2026, 1, 1, 9), "hubspot eu")]
