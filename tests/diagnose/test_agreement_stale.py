"""Whether anybody looks at the agreement as often as both teams said they would."""

from __future__ import annotations

from dataclasses import replace

import pytest

from journal import store_of
from oarlock.agreement import default as default_agreement
from oarlock.agreement.review import Review
from oarlock.diagnose.agreement_stale import find
from oarlock.diagnose.base import Finding, Question, Severity

WEEKLY = "\n".join(f"2025-{month:02}-10 r{month} noted table=meetings kind=pipeline_review" for month in range(1, 13))


def told(*governance: str, every: str = "quarter", meetings: str = WEEKLY) -> list[Finding]:
    lines = [
        meetings,
        *(f"{day} g{day} noted table=meetings kind=governance" for day in governance),
        "2025-12-31 ann created",
    ]
    agreed = replace(default_agreement(), review=Review(governance_every=every))
    with store_of("\n".join(lines)) as store:
        found = find(Question(store.ledger(None), agreed)).findings
    return [one for one in found if one.id == "agreement_stale.no_governance"]


def test_a_governance_meeting_that_was_left_out_twice_is_told() -> None:
    (finding,) = told("2025-02-03", "2025-05-05")
    assert finding.severity is Severity.WARNING
    assert (
        "every quarter; the last governance meeting on record was on Mon 5 May 2025, 240 days ago (n = 1 meeting)"
        in finding.sentence
    )


def test_that_none_was_ever_held_is_told_of_a_record_that_knows_meetings() -> None:
    (finding,) = told()
    assert finding.severity is Severity.NOTE  # the record may hold the other meetings alone
    assert (
        "of the meetings on record since Fri 10 Jan 2025 none was one of governance (n = 0 meetings)"
        in finding.sentence
    )
    assert told(meetings="") == []


@pytest.mark.parametrize("every", ["year", "quarter"])
def test_one_that_is_late_is_not_yet_missing(every: str) -> None:
    assert told("2025-02-03", "2025-08-04", every=every) == []
