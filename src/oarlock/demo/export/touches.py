"""Marketing's touches: before a lead fills in a form, the form itself, and afterwards; more of them where a deal came of it.

Written by lead in order of arrival and, within a lead, in order of time, as a marketing system exports journeys; ids run through.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from oarlock.demo.arrays import Floats, Ints, position_in_group, stream
from oarlock.demo.channels import CAPTURING, CREATING, NAMES, OUTBOUND, REFERRAL
from oarlock.demo.company import Company
from oarlock.demo.export.campaigns import campaign_of
from oarlock.demo.export.leads import CHUNK
from oarlock.demo.export.scope import Scope
from oarlock.demo.follow_up import NEVER
from oarlock.demo.sheets import Sheet, ids, instants, words

KINDS = ("visit", "click", "form", "attended", "email open")
_LATER_KINDS = np.array([0, 1, 4])


def write_touches(folder: Path, company: Company, scope: Scope, seed: int) -> None:
    """Writes `touches` of exported leads, by lead in order of time."""
    exported = np.flatnonzero(scope.leads)
    rng = stream(seed, "touches")
    first = 0
    with Sheet(folder, "touches") as sheet:
        for part in np.array_split(exported, len(exported) // CHUNK + 1):
            first += _add(sheet, company, part, rng, first)


def _add(sheet: Sheet, company: Company, lead: Ints, rng: np.random.Generator, first: int) -> int:
    leads, calendar = company.leads, company.dials.calendar
    before, after = _how_many(company, lead, rng)
    row = np.repeat(np.arange(len(lead)), before + after + 1)
    place = position_in_group(row)
    gap = rng.standard_exponential(len(row))
    is_form, is_before = place == 0, (place > 0) & (place <= before[row])
    t = leads.t[lead][row] + np.where(is_form, 0.0, np.where(is_before, -22 * gap - 0.01, 38 * gap + 0.01))
    channel = np.where(is_form, leads.channel[lead][row], _channels(company, rng, t, is_before))
    channel = np.where(is_form & (channel == OUTBOUND), NAMES.index("Direct"), channel)
    keep = (t >= calendar.start_day) & (t < calendar.n_days) & ~(is_form & (leads.channel[lead][row] == OUTBOUND))
    row, t, channel, is_form = row[keep], t[keep], channel[keep], is_form[keep]
    order = np.lexsort((t, row))
    row, t, channel, is_form = row[order], t[order], channel[order], is_form[order]
    kind = np.where(is_form, 2, _LATER_KINDS[rng.integers(0, 3, len(row))])
    sheet.add(
        touch_id=ids("T", first + np.arange(len(row))), touched_at=instants(t, calendar.origin), lead_id=ids("L", lead[row]),
        account_id=ids("A", leads.account[lead][row]),
        campaign_id=ids("C", campaign_of(company, channel, leads.audience[lead][row], t)), channel=words(channel, NAMES),
        kind=words(kind, KINDS),
    )  # fmt: skip
    return len(row)


def _how_many(company: Company, lead: Ints, rng: np.random.Generator) -> tuple[Ints, Ints]:
    outbound = company.leads.channel[lead] == OUTBOUND
    deal = company.funnel.opp_t[lead] < NEVER
    keen = np.clip(company.leads.intent[lead], -2, 3)
    before = rng.poisson(rng.standard_gamma(1.5, len(lead)) * np.where(outbound, 0.25, 1.4 * np.exp(0.2 * keen)))
    after = rng.poisson(
        rng.standard_gamma(1.5, len(lead)) * np.where(outbound, 0.5, 1.45 * np.exp(0.2 * keen)) + 3.0 * deal
    )
    return np.minimum(before, 20), np.minimum(after, 20)


def _channels(company: Company, rng: np.random.Generator, t: Floats, is_before: np.ndarray) -> Ints:
    """Creating channels rather before the form, capturing ones rather after it; by the money of the day."""
    dials = company.dials
    day = np.clip(t, 0, dials.calendar.n_days - 1).astype(np.int64)
    pick = rng.random((len(t), 3))
    capturing = pick[:, 0] < np.where(is_before, 0.3, 0.5) * np.sqrt(
        dials.capture_money[day] / np.maximum(dials.create_money[day], 0.1)
    )
    edges = np.cumsum(dials.create_mix, axis=1)[day, :-1]
    created = np.array(CREATING)[(pick[:, 1][:, None] > edges).sum(axis=1)]
    captured = np.array(CAPTURING)[(pick[:, 1] * len(CAPTURING)).astype(np.int64)]
    referred = pick[:, 2] < 0.01
    return np.where(referred, REFERRAL, np.where(capturing, captured, created))
