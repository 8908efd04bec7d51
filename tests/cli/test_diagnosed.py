"""A diagnosis as text: in short where all are asked, with all that stands behind each finding where one is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from oarlock.cli._diagnosed import as_text
from oarlock.diagnose.base import Diagnosis, Evidence, Finding, Grade, Money, Severity, Team
from oarlock.stats.result import Estimate

FOUND = Finding(
    "leads_ignored.untouched", Severity.WARNING, Team.SALES, "21% (19% to 23%, n = 1,375) of the leads were ignored.",
    (
        Evidence("ignored", "Share of leads ignored, up since May", "share", 0.049, 0.21, Estimate(0.161, 0.15, 0.171, 1375)),
        Evidence("said", "21% (19% to 23%, n = 1,375) of the leads were ignored", "share"),
    ),
    remedy="Hand them to somebody.", misleads="Silence may be work.", amount=Money(466e3, 432e3, 500e3, "USD"),
    grade=Grade.A, records=("L1", "L2"),
)  # fmt: skip
NOTE = Finding("leads_ignored.note", Severity.NOTE, Team.BOTH, "Little happened.", grade=Grade.C)
ASKED = Diagnosis(
    as_of=datetime(2025, 12, 31, tzinfo=UTC), agreement_version=1, in_force_from=None, currency="USD", slopes=None,
    causes=(), findings=(FOUND, NOTE), gates=(), headline="",
)  # fmt: skip


def test_one_diagnosis_shows_money_grade_numbers_records_remedy_and_where_it_misleads() -> None:
    told = as_text(ASKED, in_full=True)
    assert "leads_ignored.untouched · $466K a quarter, 90% range $432K to $500K · grade A · sales" in told
    assert "– Share of leads ignored, up since May\n" in told
    assert ["Ignored", "4.9%", "21%", "+16.1", "points", "+15.0", "to", "+17.1", "1,375"] in [
        line.split() for line in told.splitlines()
    ]
    assert "What to do: Hand them to somebody." in told
    assert "Where this misleads: Silence may be work." in told
    assert "Records: L1, L2" in told
    assert told.count("of the leads were ignored") == 1, "what the sentence says is not told again as evidence"


def test_a_range_of_the_value_itself_is_told_as_no_change() -> None:
    """A share of 33% against a target of 5%: 28 points more, 30% to 36% the share's own range; and one with nothing before it."""
    own = Estimate(0.33, 0.30, 0.36, 778)
    against = replace(
        FOUND, evidence=(Evidence("ops", "", "share", 0.05, 0.33, own), Evidence("late", "", "share", None, 0.33, own))
    )
    told = as_text(replace(ASKED, findings=(against,)), in_full=True)
    lines = [line.split() for line in told.splitlines()]
    assert ["Ops", "5.0%", "33%", "30%", "to", "36%", "778"] in lines
    assert ["Late", "–", "33%", "30%", "to", "36%", "778"] in lines


def test_all_diagnoses_stay_short_and_say_where_the_rest_is() -> None:
    told = " ".join(as_text(ASKED).split())
    assert "(sales; grade A; leads_ignored.untouched)" in told
    assert "(both; leads_ignored.note)" in told, "a note's evidence is no verdict to be graded in passing"
    assert "What to do" not in told.replace("what to do", "")
    assert "oarlock explain" in told


def test_that_nothing_was_found_is_said_where_it_could_be_looked_for() -> None:
    nothing = replace(ASKED, findings=())
    assert "Nothing found." in as_text(nothing, in_full=True)
    assert "Nothing found." not in as_text(replace(nothing, unasked=(("leads_ignored", "no leads"),)), in_full=True)


def test_an_amount_says_its_range_or_that_it_is_unknown() -> None:
    assert Money(466e3, None, None, "EUR").told == "€466K a quarter"
    assert Money(None, None, None, "EUR").told == "money at stake unknown"
