"""The default agreement: it reads without a word, and says what each setting does."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from dataclasses import fields, replace

import pytest

from oarlock.agreement import Agreement, default, default_text, read_text
from oarlock.agreement._default import default_document
from oarlock.agreement.stages import ROLES
from oarlock.ledger.tables import TABLES


def test_it_reads_without_a_problem_and_its_rules_name_known_columns():
    columns = {column.name for table in ("accounts", "leads") for column in TABLES[table].columns}
    assert read_text(default_text(), columns=columns) == default()


def test_what_the_file_says_is_what_the_values_default_to():
    """A setting left out of a file means what the packaged file states beside it."""
    stated = read_text(default_text())
    bare = Agreement()
    for field in fields(Agreement):
        if field.name not in ("stages", "reasons", "channels", "segments", "promises", "survey"):
            assert getattr(stated, field.name) == getattr(bare, field.name), field.name
    assert stated.marketing == bare.marketing
    assert replace(stated.survey, questions=()) == bare.survey
    assert {f.name for f in fields(stated.sales) if getattr(stated.sales, f.name) != getattr(bare.sales, f.name)} == {
        "faster"
    }


def test_every_line_is_explained():
    """Settings carry a comment on their line, or stand under one."""
    text = default_text()
    for section in default_document():
        assert section in text
    for line in text.splitlines():
        assert len(line) <= 140


def test_examples_in_comments_read_when_uncommented():
    """Whoever takes a # away gets a setting that works."""
    lines = []
    for line in default_text().splitlines():
        example = line.removeprefix("# ")
        is_example = re.match(r"# (\[|[a-z_]+ = )", line)
        lines.append(example if is_example else line)
    text = "\n".join(lines).replace("stages = []", 'stages = ["Discovery", "Proposal"]')
    agreement = read_text(text)
    assert agreement.signatures
    assert agreement.hours_of("sales").time_zone == "America/New_York"
    assert agreement.pipeline.minimum_stage == "Proposal"
    assert set(agreement.definitions) == {"marketing", "sales", "shared"}
    assert agreement.goals[0].bookings == 1_500_000
    assert agreement.incentives[0].joint
    assert agreement.capacity.hours_for("Demo") == 2.5
    assert agreement.survey.people == {"marketing": 9, "sales": 14}
    assert agreement.survey.expected_hours["sales"] == 24
    assert agreement.survey.asked("Good_Lead").kind == "text"
    assert agreement.profile is not None
    assert agreement.personas[0].share == 0.4


def test_the_company_is_filled_in():
    text = default_text(
        company='Müller "&" Söhne', currency="EUR", time_zone="Europe/Berlin", fiscal_year_start_month=2, country="DE"
    )
    agreement = read_text(text)
    assert agreement.company.name == 'Müller "&" Söhne'
    assert agreement.company.reporting_currency == "EUR"
    assert agreement.company.fiscal_year_start_month == 2
    assert agreement.hours_of(None).country == "DE"
    assert agreement.hours_of(None).time_zone == "Europe/Berlin"
    assert tomllib.loads(text)["version"] == 1


def test_every_role_has_a_stage_and_answers_to_its_own_name():
    for role in ROLES:
        assert default().names_of(role)[0] == role
        assert default().role_of(role) == role
    assert "MQL" in default().names_of("mql")
    assert default().role_of("Sales Qualified Lead") == "sql"
    assert default().role_of("nobody knows") is None


def test_a_renamed_stage_keeps_its_role_s_name():
    agreement = read_text('[[stages]]\nname = "warm"\nrole = "mql"\n[[stages]]\nname = "sal"\n')
    assert agreement.names_of("mql") == ("mql", "warm")
    assert agreement.names_of("sal") == (), "a stage of that name that plays no such role is not one"
    assert agreement.role_of("warm") == "mql"
    assert agreement.stage("mql").name == "warm"


@pytest.mark.parametrize(
    ("channel", "purpose"),
    [
        ("Brand Search", "capture"),
        ("branded_search", "capture"),
        ("Paid Search - Brand", "capture"),
        ("paid_search", "create"),
        ("organic_search", "create"),
        ("Direct Traffic", "capture"),
        ("DIRECT", "capture"),
        ("retargeting", "capture"),
        ("review_sites", "capture"),
        ("Inbound demo", "capture"),
        ("demo_request", "capture"),
        ("Events", "create"),
        ("webinar", "create"),
        ("content", "create"),
        ("social", "create"),
        ("display", "create"),
        ("paid_social", "create"),
        ("podcast", "create"),
        ("ebook", "create"),
        ("email", "create"),
        ("cold-email", "outbound"),
        ("Outbound SDR", "outbound"),
        ("Partner Referral", "partner"),
        ("other", None),
        ("unknown", None),
        ("", None),
        (None, None),
    ],
)
def test_channels_are_labelled(channel, purpose):
    assert default().purpose_of(channel) == purpose


def test_reasons_are_found_by_any_spelling():
    assert default().reason_of("Not-Now").group == "wrong_time"
    assert default().reason_of("Company too small").leads_to == "segment"
    assert default().reason_of("bad fit").code == "not_icp"
    assert default().reason_of("the weather") is None
    assert default().reason_of(None) is None


def test_reading_it_loads_no_heavy_library():
    code = (
        "import sys, oarlock.agreement as a; a.default(); "
        "print([m for m in ('sqlglot', 'ibis', 'numpy', 'holidays', 'duckdb', 'babel') if m in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
