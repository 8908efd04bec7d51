"""The simulated company's agreement: every clause that a company states for itself, in the file that a newcomer opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from oarlock import agreement as agreements
from oarlock.demo.northgate import CLAUSES, agreement_text, with_clauses
from oarlock.errors import UsedWrongly
from oarlock.ledger.tables import TABLES


def test_every_clause_is_live_and_its_example_gone(folder: Path) -> None:
    text = agreement_text(folder)
    read = agreements.read_text(text)
    assert set(read.pipeline.views) == {"marketing", "sales"}
    assert {"marketing", "sales", "shared", "marketing_accounts", "sales_accounts"} == set(read.definitions)
    assert sum(persona.share or 0 for persona in read.personas) < 1
    assert {one.team: one.weight for one in read.incentives} == {"both": 0.6, "marketing": 0.4, "sales": 0.4}
    assert read.capacity.gross_margin is not None
    assert read.capacity.hourly_cost is not None
    assert not any(line.startswith(start) for line in text.splitlines() for start in CLAUSES)


def test_its_rules_know_their_columns(folder: Path) -> None:
    read = agreements.read_text(agreement_text(folder))
    known = {column.name for name in ("leads", "accounts") for column in TABLES[name].columns}
    rules = [*read.definitions.values(), *(persona.rule for persona in read.personas)]
    assert [problem for rule in rules for problem in rule.check(known)] == []


def test_the_goal_is_for_the_coming_quarter_and_the_teams_are_counted(folder: Path) -> None:
    read = agreements.read_text(agreement_text(folder))
    (goal,) = read.goals
    assert goal.period == "2026Q1"
    assert 2e6 < (goal.bookings or 0) < 8e6
    assert read.survey.people["marketing"] == 7
    assert read.survey.people["sales"] > 15


def test_a_default_that_lost_an_example_is_told() -> None:
    with pytest.raises(UsedWrongly, match="personas"):
        with_clauses(agreements.default_text().replace("# [[personas]]", "# personas"), {})
