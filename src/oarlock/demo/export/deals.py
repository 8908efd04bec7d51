"""Opportunities, their versions, and the people in their buying groups."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from oarlock.demo.arrays import Ints, stream
from oarlock.demo.channels import NAMES
from oarlock.demo.company import Company
from oarlock.demo.deal_history import CATEGORIES, STAGE_NAMES, STATUSES
from oarlock.demo.deals import LOSS_REASONS
from oarlock.demo.export.campaigns import campaign_of
from oarlock.demo.export.leads import CHUNK
from oarlock.demo.export.people import users_of
from oarlock.demo.export.scope import Scope, known_leads
from oarlock.demo.export.second_opinions import of_buyers
from oarlock.demo.record import KINDS, SOURCED_BY
from oarlock.demo.sheets import Sheet, days, ids, instants, numbers, words, write

COMPETITORS = ("Brightwave", "Kestrel", "Tallship", "")
ROLES = ("champion", "economic buyer", "user", "technical buyer")


def write_deals(folder: Path, company: Company, scope: Scope, seed: int) -> None:
    """Writes `opportunities`, how they stood from when on (`opportunity_versions`) and their buyers (`contact_roles`)."""
    deal = np.flatnonzero(scope.deals)
    rng, buyers = stream(seed, "deal cards"), of_buyers(company, seed)
    with Sheet(folder, "opportunities") as sheet:
        for part in np.array_split(deal, len(deal) // CHUNK + 1):
            _cards(sheet, company, scope, part, rng, buyers)
    versions = company.versions
    kept = np.flatnonzero(scope.deals[versions.deal] & (versions.t < company.dials.calendar.n_days))
    with Sheet(folder, "opportunity_versions") as sheet:
        for part in np.array_split(kept, len(kept) // CHUNK + 1):
            _versions(sheet, company, part)
    _contact_roles(folder, company, scope, deal, rng)


def _cards(sheet: Sheet, company: Company, scope: Scope, deal: Ints, rng: np.random.Generator, buyers: Ints) -> None:
    rows, origin = company.deals, company.dials.calendar.origin
    lead = rows.lead[deal]
    audience = np.where(lead >= 0, company.leads.audience[np.maximum(lead, 0)], 0)
    arrived = np.where(lead >= 0, company.leads.t[np.maximum(lead, 0)], 0)
    channel, reason = rows.channel[deal], rows.loss_reason[deal]
    rival = np.where(reason == LOSS_REASONS.index("competitor"), rng.integers(0, len(COMPETITORS), len(deal)), -1)
    sheet.add(
        opportunity_id=ids("D", deal), account_id=ids("A", rows.account[deal]), lead_id=ids("L", known_leads(scope, lead)),
        owner_id=ids("U", users_of(company, 2, rows.owner[deal])), created_at=instants(rows.opened_t[deal], origin),
        kind=words(rows.kind[deal], KINDS), sourced_by=words(rows.sourced_by[deal], SOURCED_BY),
        campaign_id=ids("C", campaign_of(company, channel, audience, arrived), arrived < company.dials.calendar.start_day),
        source=words(channel, NAMES), currency=words(np.zeros(len(deal), np.int64), ("USD",)), loss_reason=words(reason, LOSS_REASONS),
        competitor=words(rival, COMPETITORS), buyer_reason=words(np.where(reason >= 0, buyers[deal], -1), LOSS_REASONS),
    )  # fmt: skip


def _versions(sheet: Sheet, company: Company, which: Ints) -> None:
    versions, origin = company.versions, company.dials.calendar.origin
    sheet.add(
        opportunity_id=ids("D", versions.deal[which]), valid_from=instants(versions.t[which], origin),
        stage=words(versions.stage[which], STAGE_NAMES), status=words(versions.status[which], STATUSES),
        amount=numbers(versions.amount[which]), close_date=days(versions.close_t[which], origin),
        forecast_category=words(versions.category[which], CATEGORIES), probability=numbers(versions.probability[which]),
    )  # fmt: skip


def _contact_roles(folder: Path, company: Company, scope: Scope, deal: Ints, rng: np.random.Generator) -> None:
    """The deal's own lead as champion, and one colleague more where the next known lead of the company came before the deal."""
    rows = company.deals
    lead = known_leads(scope, rows.lead[deal])
    own, its_lead = deal[lead >= 0], lead[lead >= 0]
    by_account = np.argsort(company.leads.account, kind="stable")
    following = np.full(len(company.leads), -1)
    same = company.leads.account[by_account][1:] == company.leads.account[by_account][:-1]
    following[by_account[:-1][same]] = by_account[1:][same]
    other = known_leads(scope, following[its_lead])
    colleague = (other >= 0) & (company.leads.t[np.maximum(other, 0)] < rows.opened_t[own])
    which, whom = np.r_[own, own[colleague]], np.r_[its_lead, other[colleague]]
    role = np.r_[np.zeros(len(own), np.int64), rng.integers(1, len(ROLES), int(colleague.sum()))]
    write(folder, "contact_roles", opportunity_id=ids("D", which), lead_id=ids("L", whom), role=words(role, ROLES),
          since_at=instants(rows.opened_t[which] + 0.01, company.dials.calendar.origin))  # fmt: skip
