"""What is exported: leads since the first day, deals opened since or still open on it, and the companies they name.

Touches, activities and stage changes before the first day are left out; deals that were open on it carry their earlier versions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oarlock.demo.arrays import Ints, Truths, stream
from oarlock.demo.company import Company

COPIES = 0.01
"""Share of leads that are entered twice."""


@dataclass
class Scope:
    """Masks over the company's leads, deals and accounts, and which leads were entered a second time."""

    leads: Truths
    deals: Truths
    accounts: Truths
    entered_twice: Ints


def scope_of(company: Company, seed: int) -> Scope:
    """Decides what the export holds."""
    calendar = company.dials.calendar
    leads = company.leads.t >= calendar.start_day
    last_t = np.zeros(len(company.deals.lead))
    last_t[company.versions.deal] = company.versions.t  # ordered by instant: the last one stays
    deals = (company.deals.opened_t < calendar.n_days) & (last_t >= calendar.start_day)
    accounts = np.zeros(len(company.accounts), bool)
    accounts[company.leads.account[leads]] = True
    accounts[company.deals.account[deals]] = True
    events = (company.events.t >= calendar.start_day) & (company.events.t < calendar.n_days)
    accounts[company.events.account[events]] = True
    twice = np.flatnonzero(leads & (stream(seed, "entered twice").random(len(leads)) < COPIES))
    return Scope(leads, deals, accounts, twice)


def known_leads(scope: Scope, lead: Ints) -> Ints:
    """The lead's number where it is exported, else -1."""
    return np.where((lead >= 0) & scope.leads[np.maximum(lead, 0)], lead, -1)
