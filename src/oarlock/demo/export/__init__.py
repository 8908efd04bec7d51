"""Writes down what happened in a simulated company as its systems would export it, one file per table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oarlock.demo.company import Company


def export(folder: Path, company: Company, seed: int) -> None:
    """All files of the neutral folder. `known_at` is left out: things were known when they happened."""
    from oarlock.demo.export import (
        activities,
        calls,
        campaigns,
        companies,
        customers,
        deals,
        goals,
        leads,
        meetings,
        payments,
        people,
        survey,
        touches,
    )
    from oarlock.demo.export.scope import scope_of

    scope = scope_of(company, seed)
    people.write_people(folder, company)
    campaigns.write_campaigns(folder, company, seed)
    companies.write_accounts(folder, company, scope, seed)
    leads.write_leads(folder, company, scope, seed)
    touches.write_touches(folder, company, scope, seed)
    activities.write_activities(folder, company, scope, seed)
    deals.write_deals(folder, company, scope, seed)
    customers.write_customers(folder, company, scope, seed)
    payments.write_payments(folder, company, scope, seed)
    goals.write_goals(folder, company)
    calls.write_calls(folder, company, scope, seed)
    meetings.write_meetings(folder, company, seed)
    survey.write_survey(folder, company, seed)
