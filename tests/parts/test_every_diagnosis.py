"""What holds for every diagnosis, whoever wrote it."""

from __future__ import annotations

import json
import re

import pytest

from oarlock import registry
from oarlock.agreement import Agreement
from oarlock.diagnose.answer import plain
from oarlock.diagnose.base import DiagnosisPart, Found, Question
from oarlock.ledger.reading import Ledger
from oarlock.ledger.store import Store
from oarlock.ledger.tables import TABLES

NAMES = registry.names("diagnose")
SECTIONS = ("What it looks for", "Why it matters", "How sure", "What to do", "Where it misleads", "References")

every_diagnosis = pytest.mark.parametrize("name", NAMES)


def _part(name: str) -> DiagnosisPart:
    part: DiagnosisPart = registry.load("diagnose", name, "DIAGNOSIS")
    return part


@every_diagnosis
def test_it_explains_itself(name: str) -> None:
    part = _part(name)
    assert part.name == name
    assert part.title
    assert part.question.endswith("?")
    assert set(part.needs) <= set(TABLES)
    assert part.answers_for
    assert [section for section in SECTIONS if f"**{section}**" not in part.page] == []


@every_diagnosis
def test_an_empty_record_accuses_nobody_and_says_what_is_missing(empty: Store, agreement: Agreement, name: str) -> None:
    found = _part(name).find(Question(empty.ledger(None), agreement))
    assert [one for one in found.findings if str(one.severity) != "note"] == []
    assert found.notes or found.missing or name in ("agreement_stale", "incentive_conflict")
    if isinstance(found, Found) and part_needs_records(name):
        assert found.missing


def part_needs_records(name: str) -> bool:
    """Whether it reads the ledger at all, not the agreement alone."""
    return bool(_part(name).needs)


@every_diagnosis
def test_every_finding_can_be_acted_on(ledger: Ledger, agreement: Agreement, name: str) -> None:
    for finding in _part(name).find(Question(ledger, agreement)).findings:
        assert re.fullmatch(rf"{name}(\.[a-z0-9_%:-]+)+", finding.id), finding.id
        assert finding.sentence.endswith(".")
        assert len(finding.records) <= 20
        if str(finding.severity) != "note":
            assert finding.remedy
            assert finding.misleads
            assert finding.grade is not None
        json.dumps(plain(finding), allow_nan=False)


@every_diagnosis
def test_the_order_of_arrival_does_not_matter(
    ledger: Ledger, backwards: Ledger, agreement: Agreement, name: str
) -> None:
    answers = [plain(_part(name).find(Question(one, agreement)).findings) for one in (ledger, backwards)]
    assert answers[0] == answers[1]
