"""What is planted between the teams is named by its own diagnosis, from the small tables alone, and touches nothing that sells."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from oarlock import agreement as agreements
from oarlock import registry
from oarlock.book import Book
from oarlock.demo.calendar import Calendar
from oarlock.demo.company import PLANTS, live, prepare, simulate
from oarlock.demo.dials import Dials
from oarlock.demo.export import calls, meetings, people, survey
from oarlock.demo.export.scope import scope_of
from oarlock.demo.northgate import agreement_text

CALENDAR = Calendar(date(2023, 7, 1), 10)
DIALS = {"listening_lapsed": "listening", "one_sided_review": "at_reviews", "expectations_differ": "believed_hours"}
"""The dial that each plant turns."""


def warned(folder: Path, plant: str, seed: int, *diagnoses: str) -> set[str]:
    """The findings that are no notes, from the small tables of a company."""
    dials, _ = prepare(registry.load(PLANTS, plant, "PLANT"), CALENDAR, seed, "S")
    company = live(dials, seed, 1.0)
    folder.mkdir()
    people.write_people(folder, company)
    calls.write_calls(folder, company, scope_of(company, seed), seed)
    meetings.write_meetings(folder, company, seed)
    survey.write_survey(folder, company, seed)
    with Book.in_memory(clock=lambda: datetime(2026, 1, 1, tzinfo=UTC)) as book:
        book.take(folder)
        found = [book.diagnose(name, as_of="2025-12-31") for name in diagnoses]
    return {one.id for answer in found for one in answer.findings if str(one.severity) != "note"}


@pytest.mark.parametrize(("plant", "dial"), DIALS.items())
def test_a_plant_between_the_teams_turns_one_dial_that_nothing_sells_by(plant: str, dial: str) -> None:
    turned, truth = prepare(registry.load(PLANTS, plant, "PLANT"), CALENDAR, 21, "S")
    usual, healthy = prepare(registry.load(PLANTS, "none", "PLANT"), CALENDAR, 21, "S")
    arrays = [field.name for field in fields(Dials) if isinstance(getattr(usual, field.name), np.ndarray)]
    assert [name for name in arrays if not np.array_equal(getattr(turned, name), getattr(usual, name))] == [dial]
    assert (truth.shown_by, truth.names, truth.is_innocent, healthy.is_innocent) == (plant, (), False, True)


@pytest.mark.parametrize("plant", DIALS)
def test_a_plant_between_the_teams_is_named(tmp_path: Path, plant: str) -> None:
    assert any(one.startswith(plant) for one in warned(tmp_path / plant, plant, 21, plant))


@pytest.mark.slow
@pytest.mark.parametrize("plant", DIALS)
def test_a_plant_between_the_teams_is_named_in_most_companies(tmp_path: Path, plant: str) -> None:
    named = [
        any(one.startswith(plant) for one in warned(tmp_path / f"{seed}", plant, seed, plant)) for seed in range(22, 27)
    ]
    assert sum(named) >= 4


def test_a_healthy_company_is_not_warned_of_any(tmp_path: Path) -> None:
    assert warned(tmp_path / "none", "none", 21, *DIALS) == set()


def test_pay_for_leads_alone_is_in_the_agreement_and_nowhere_else(tmp_path: Path) -> None:
    truth = simulate(tmp_path, seed=21, plant="incentive_conflict")
    assert (truth.began_on, truth.is_innocent) == (None, False)
    read = agreements.read_text(agreement_text(tmp_path))
    assert [(one.team, one.pays_for) for one in read.incentives] == [
        ("marketing", "lead_volume"),
        ("sales", "bookings"),
    ]
