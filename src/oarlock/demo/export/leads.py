"""Leads, the stages they went through, and who was given them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from oarlock.demo.arrays import Floats, Ints, Truths, stream
from oarlock.demo.channels import NAMES, OUTBOUND
from oarlock.demo.company import Company
from oarlock.demo.deal_history import WON_STATUS
from oarlock.demo.export.campaigns import campaign_of
from oarlock.demo.export.companies import countries_of
from oarlock.demo.export.names import COUNTRIES, TITLES, emails, shares
from oarlock.demo.export.people import users_of
from oarlock.demo.export.scope import Scope
from oarlock.demo.export.second_opinions import of_managers
from oarlock.demo.follow_up import NEVER
from oarlock.demo.funnel import REASONS
from oarlock.demo.sheets import Sheet, ids, instants, numbers, words

STAGES = ("inquiry", "mql", "sal", "sql", "opportunity", "customer", "disqualified", "recycled")
LEAD_TYPES = (
    "download",
    "webinar attendee",
    "event visitor",
    "ad response",
    "demo request",
    "contact request",
    "prospect",
    "introduction",
)
_TYPE_OF_CHANNEL = np.array([0, 1, 2, 3, 5, 4, 4, 4, 7, 7, 6])
COPY_REASONS = (*REASONS, "duplicate")
CHUNK = 250_000


def write_leads(folder: Path, company: Company, scope: Scope, seed: int) -> None:
    """Writes `leads`, `stage_changes` and `assignments`, by lead in order of arrival."""
    exported = np.flatnonzero(scope.leads)
    won_t = _won(company)
    parts, checked = np.array_split(exported, len(exported) // CHUNK + 1), of_managers(company, seed)
    rng, country = stream(seed, "lead cards"), countries_of(seed, len(company.accounts))
    with (
        Sheet(folder, "leads") as cards,
        Sheet(folder, "stage_changes") as stages,
        Sheet(folder, "assignments") as owners,
    ):
        for part in parts:
            _cards(cards, company, part, rng, country, "L", 0.0)
            _stages(stages, company, part, won_t, checked)
            _assignments(owners, company, part)
        twice = scope.entered_twice
        _cards(cards, company, twice, rng, country, "LX", 0.6)
        _copies(stages, company, twice)


def owners_of(company: Company, lead: Ints) -> Ints:
    """User numbers of the leads' owners; -1 without one."""
    outbound = company.leads.channel[lead] == OUTBOUND
    person = company.funnel.owner[lead]
    return np.where(outbound, users_of(company, 1, person), users_of(company, 0, person))


def _won(company: Company) -> Floats:
    """When each lead's deal was won, else NEVER."""
    won_t = np.full(len(company.leads), NEVER)
    won = company.versions.status == WON_STATUS
    lead = company.deals.lead[company.versions.deal[won]]
    won_t[lead[lead >= 0]] = company.versions.t[won][lead >= 0]
    return won_t


def _cards(
    sheet: Sheet, company: Company, lead: Ints, rng: np.random.Generator, country: Ints, prefix: str, later: float
) -> None:
    """The leads' cards; the second entry of a person comes a little later and lacks the owner."""
    leads, origin = company.leads, company.dials.calendar.origin
    t, account, channel = leads.t[lead] + later, leads.account[lead], leads.channel[lead]
    given = (company.funnel.assigned_t[lead] < company.dials.calendar.n_days) & (later == 0)
    kept = t < company.dials.calendar.n_days
    title = shares(rng, (12, 10, 11, 16, 7, 15, 6, 8, 5, 10), len(lead))
    no_mail, no_source = rng.random(len(lead)) < 0.04, rng.random(len(lead)) < 0.01
    columns = {
        "lead_id": ids(prefix, lead), "created_at": instants(t, origin), "account_id": ids("A", account),
        "email": pc.if_else(pa.array(no_mail), pa.scalar(None, pa.string()), emails(lead, account)),
        "title": words(title, TITLES), "country": words(country[account], COUNTRIES), "source": words(channel, NAMES, no_source),
        "campaign_id": ids("C", campaign_of(company, channel, leads.audience[lead], leads.t[lead])),
        "lead_type": words(_TYPE_OF_CHANNEL[channel], LEAD_TYPES), "score": numbers(np.clip(np.round(leads.score[lead]), 0, 100)),
        "owner_id": ids("U", np.where(given, owners_of(company, lead), -1)),
    }  # fmt: skip
    sheet.add(**{name: column.filter(pa.array(kept)) for name, column in columns.items()})


def _stages(sheet: Sheet, company: Company, lead: Ints, won_t: Floats, checked: Ints) -> None:
    """Each lead's stage changes in order of time. A card is opened as an inquiry; prospects of outbound skip `mql`."""
    funnel, calendar = company.funnel, company.dials.calendar
    opened = company.leads.t[lead]
    instants_of = np.stack([opened, funnel.mql_t[lead], funnel.sal_t[lead], funnel.sql_t[lead], funnel.opp_t[lead], won_t[lead],
                            funnel.out_t[lead], funnel.back_t[lead]], axis=1)  # fmt: skip
    happened = instants_of < calendar.n_days
    row, stage = np.nonzero(happened)
    t = instants_of[row, stage]
    order = np.lexsort((stage, t, row))
    row, stage, t = row[order], stage[order], t[order]
    rejected = stage == STAGES.index("disqualified")
    by_rep = (stage >= 2) & (stage != STAGES.index("recycled"))
    sheet.add(
        lead_id=ids("L", lead[row]), changed_at=instants(t, calendar.origin), stage=words(stage, STAGES),
        changed_by=ids("U", np.where(by_rep, owners_of(company, lead[row]), -1)),
        reason=words(np.where(rejected, funnel.reason[lead[row]], -1), COPY_REASONS),
        second_reason=words(np.where(rejected, checked[lead[row]], -1), REASONS),
    )  # fmt: skip


def _copies(sheet: Sheet, company: Company, lead: Ints) -> None:
    """A second entry is an inquiry; half of them are noticed and closed as a duplicate."""
    calendar = company.dials.calendar
    noticed = lead[lead % 2 == 0]
    which, t = np.r_[lead, noticed], np.r_[company.leads.t[lead] + 0.6, company.leads.t[noticed] + 4.0]
    stage = np.r_[np.zeros(len(lead), np.int64), np.full(len(noticed), STAGES.index("disqualified"))]
    kept = t < calendar.n_days
    which, t, stage = which[kept], t[kept], stage[kept]
    reason = np.where(stage > 0, COPY_REASONS.index("duplicate"), -1)
    none = np.full(len(which), -1)
    sheet.add(lead_id=ids("LX", which), changed_at=instants(t, calendar.origin), stage=words(stage, STAGES), changed_by=ids("U", none),
              reason=words(reason, COPY_REASONS), second_reason=words(none, REASONS))  # fmt: skip


def _assignments(sheet: Sheet, company: Company, lead: Ints) -> None:
    given: Truths = company.funnel.assigned_t[lead] < company.dials.calendar.n_days
    lead = lead[given]
    sheet.add(lead_id=ids("L", lead), assigned_at=instants(company.funnel.assigned_t[lead], company.dials.calendar.origin),
              user_id=ids("U", owners_of(company, lead)))  # fmt: skip
