"""The findings of a diagnosis, written: how much each matters, what it says, what it rests on, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from oarlock import words
from oarlock.diagnose.base import Finding, Severity
from oarlock.show.causes import OWNER, RECORDS_SHOWN, STRENGTH, evidence_table
from oarlock.show.figures import Table
from oarlock.show.pills import Pill

SEVERITY = {
    Severity.SEVERE: ("breach", "alert"),
    Severity.WARNING: ("risk", "clock"),
    Severity.NOTE: ("plain", "question"),
}


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding, written."""

    id: str
    pill: Pill
    sentence: str
    owner: str
    swatch: str
    amount: str
    amount_range: str
    strength: str
    remedy: str
    misleads: str
    sentences: tuple[str, ...]
    evidence: Table | None
    records: tuple[str, ...]
    more_records: int


def finding_rows(findings: Sequence[Finding]) -> tuple[FindingRow, ...]:
    """One row for each, in the order of the diagnosis: the gravest first."""
    return tuple(map(_row, findings))


def _row(finding: Finding) -> FindingRow:
    amount = finding.amount
    return FindingRow(
        id=finding.id,
        pill=Pill(*SEVERITY[finding.severity], finding.severity.capitalize()),
        sentence=finding.sentence,
        owner=OWNER[finding.answers_for],
        swatch=finding.answers_for.value,
        amount=words.money(amount.estimate, amount.currency) if amount else words.MISSING,
        amount_range=words.money_range(amount.lo, amount.hi, amount.currency) if amount else words.MISSING,
        strength=f"{STRENGTH[finding.grade]}, grade {finding.grade.value}" if finding.grade else "",
        remedy=finding.remedy,
        misleads=finding.misleads,
        sentences=evidence_sentences(finding),
        evidence=evidence_table(finding.evidence, amount.currency if amount else ""),
        records=finding.records[:RECORDS_SHOWN],
        more_records=max(len(finding.records) - RECORDS_SHOWN, 0),
    )


def evidence_sentences(finding: Finding) -> tuple[str, ...]:
    """What a finding rests on that its own sentence does not say already."""
    told = (one.sentence for one in finding.evidence)
    return tuple(dict.fromkeys(text for text in told if text and text.rstrip(".") not in finding.sentence))
