"""Simulates a company from its dials to its exported files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from oarlock import registry
from oarlock.demo.arrays import Floats, stream
from oarlock.demo.arrivals import Accounts, Leads, arrive
from oarlock.demo.calendar import Calendar
from oarlock.demo.channels import PROFILE_RULE
from oarlock.demo.customers import Events, after_the_win
from oarlock.demo.deal_history import WON_STATUS, Versions, joined
from oarlock.demo.deals import Prospects, work_deals
from oarlock.demo.dials import Dials, usual
from oarlock.demo.follow_up import follow_up
from oarlock.demo.funnel import Funnel, walk
from oarlock.demo.plants.base import Plant
from oarlock.demo.record import (
    DealRows,
    all_rows,
    follow_on_rows,
    follow_on_versions,
    new_business,
    new_business_versions,
    recorded_early,
)
from oarlock.demo.size import scale_of
from oarlock.demo.staff import People, hire
from oarlock.demo.truth import Truth

PLANTS = "demo.plants"
GROWTHS = (0.0, 0.02, 0.04, 0.06)
"""Growth per quarter, drawn evenly."""
AES = 14.0
"""Account executives at size S in the middle of the export."""


@dataclass
class Company:
    """Everything that happened, before it is written down."""

    dials: Dials
    leads: Leads
    accounts: Accounts
    funnel: Funnel
    deals: DealRows
    versions: Versions
    events: Events
    staff: tuple[People, ...]
    scale: float


def simulate(
    folder: str | Path,
    *,
    seed: int,
    plant: str | None = None,
    size: str = "S",
    quarters: int = 10,
    start: date = date(2023, 7, 1),
) -> Truth:
    """Writes the neutral folder of a company (DESIGN section 3, Parquet) and `truth.json` beside the files.

    Args:
        folder: Made if it is not there; files of the same names are replaced.
        seed: The same seed, plant and size give the same files. Companies of one seed are the same until their plants begin.
        plant: A cause code, one of the diagnoses that can be planted, "seasonal", "mix_shift", or None or "none" for a healthy company.
        size: "S", "M" (ten times) or "L" (a hundred times).
        start: First day of the export, a quarter's first; deals open on it come with their earlier history, leads and touches do not.
    Raises:
        UnknownName: no such plant or size.
    """
    from oarlock.demo.export import export

    scale, planted = scale_of(size), plant_named(plant)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    dials, truth = prepare(planted, Calendar(start, quarters), seed, size)
    export(folder, live(dials, seed, scale), seed)
    truth.write(folder)
    return truth


def plant_named(name: str | None) -> Plant:
    """The plant of that name; None is a healthy company's.

    Raises:
        UnknownName: no such plant.
    """
    plant: Plant = registry.load(PLANTS, name or "none", "PLANT")
    return plant


def prepare(plant: Plant, calendar: Calendar, seed: int, size: str) -> tuple[Dials, Truth]:
    """The company's dials with the plant in them, and the truth about it. It begins in the middle third of the quarters."""
    rng = stream(seed, "onset")
    growth = float(rng.choice(GROWTHS))
    quarter = int(rng.integers(calendar.quarters // 3, 2 * calendar.quarters // 3 + 1))
    day = int(calendar.quarter_starts[quarter] + rng.integers(0, 15))
    ramp_days = int(rng.choice([0, 60, 120])) if plant.names != ("definition_change",) else 0
    dials = usual(calendar, growth)
    effect = dict(plant.turn(dials, _ramp(calendar, day, ramp_days), stream(seed, f"effect {plant.code}")))
    dated = plant.code == "mix_shift" or (bool(plant.names or plant.shown_by) and not plant.is_from_the_start)
    truth = Truth(
        plant=plant.code, title=plant.title, names=plant.names,
        began_on=(calendar.origin + timedelta(days=day)).isoformat() if dated else None,
        began_in=calendar.quarter_label(quarter) if dated else None, ramp_days=ramp_days if dated else 0, effect=effect,
        growth_per_quarter=growth, seed=seed, size=size, starts_on=calendar.start.isoformat(), ends_on=calendar.end.isoformat(),
        profile=PROFILE_RULE, shown_by=plant.shown_by,
    )  # fmt: skip
    return dials, truth


def _ramp(calendar: Calendar, day: int, ramp_days: int) -> Floats:
    return np.clip((np.arange(calendar.n_days) - day + 1) / max(1, ramp_days), 0, 1)


def live(dials: Dials, seed: int, scale: float) -> Company:
    """Lets the company live through all its days."""
    leads, accounts = arrive(dials, seed, scale)
    worked, sdrs = follow_up(dials, seed, scale, leads)
    funnel, bdrs = walk(dials, seed, scale, leads, worked)
    aes = hire(dials, seed, "ae", AES * scale * dials.growth)
    deals = work_deals(dials, seed, _prospects(dials, leads, funnel), aes)
    deals = recorded_early(dials, seed, leads, funnel, deals)
    fresh = new_business(dials, seed, leads, deals)
    versions = new_business_versions(dials, seed, deals)
    won = np.flatnonzero(versions.status == WON_STATUS)
    won = won[versions.t[won] < dials.calendar.n_days]
    of = versions.deal[won]
    events, follow_ons = after_the_win(
        dials, seed, fresh.account[of], fresh.owner[of], versions.t[won], versions.amount[won]
    )
    rows = all_rows([fresh, follow_on_rows(follow_ons)])
    versions = joined([versions, follow_on_versions(follow_ons, len(fresh.lead))])
    return Company(dials, leads, accounts, funnel, rows, versions, events, (sdrs, bdrs, aes), scale)


def _prospects(dials: Dials, leads: Leads, funnel: Funnel) -> Prospects:
    lead = np.flatnonzero(funnel.opp_t < dials.calendar.n_days)
    lead = lead[np.argsort(funnel.opp_t[lead], kind="stable")]
    return Prospects(lead, funnel.opp_t[lead], leads.segment[lead], leads.on_profile[lead], leads.intent[lead])
