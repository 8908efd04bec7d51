"""Losses nobody explains, and losses marketing guesses at."""

from __future__ import annotations

import pytest

from oarlock.diagnose.base import Finding, Found, Severity
from oarlock.diagnose.losses_unexplained import DIAGNOSIS

from .handover_story import asked

REASONS = ("no_decision", "competitor", "integration", "price")


def journal_of(said: list[str], *, amount: int = 100, more: str = "") -> str:
    """One deal a day, lost with what is said; empty says nothing."""
    lines = []
    for number, reason in enumerate(said):
        day = f"2025-{number // 25 + 1:02d}-{number % 25 + 1:02d}"
        lines.append(f"{day} d{number:03d} opened account=a{number} amount={amount} kind=new")
        lines.append(f"{day} 12:00 d{number:03d} lost" + (f" reason={reason}" if reason else ""))
    return "\n".join(lines) + more


def found_in(text: str) -> Found:
    with asked(text) as question:
        found: Found = DIAGNOSIS.find(question)
        return found


def only(found: Found) -> Finding:
    (finding,) = found.findings
    return finding


def test_half_of_the_losses_without_a_word_are_unexplained() -> None:
    said = ["" if n % 4 == 0 else "Other" if n % 4 == 1 else REASONS[n % 3] for n in range(100)]
    finding = only(found_in(journal_of(said)))
    assert finding.id == "losses_unexplained.no_reason"
    assert finding.severity is Severity.WARNING
    assert finding.sentence.startswith("50% (42% to 58%, n = 100)")
    assert "$5,000 or 50% by value" in finding.sentence
    assert len(finding.records) == 20


def test_a_quarter_is_what_a_list_can_bear() -> None:
    assert found_in(journal_of(["" if n % 4 == 0 else REASONS[n % 3] for n in range(100)])).findings == ()


def test_a_record_without_any_reason_says_which_file_has_them() -> None:
    found = found_in(journal_of([""] * 40))
    assert found.findings == ()
    assert "loss_reason" in found.missing


def _answers(*texts: str) -> str:
    told = [
        f"2025-04-01 pulse noted table=survey_answers respondent=r{i} team=marketing question=loss_reasons text={t}"
        for i, t in enumerate(texts)
    ]
    return "\n" + "\n".join(told)


@pytest.mark.parametrize(("named", "knows"), [("price,timing,brand", False), ("no_decision,competitor,price", True)])
def test_marketing_that_names_other_reasons_guesses(named: str, knows: bool) -> None:
    said = [reason for reason, n in zip(REASONS, (40, 30, 25, 5), strict=True) for _ in range(n)]
    found = found_in(journal_of(said, more=_answers(*[named] * 6)))
    if knows:
        assert found == Found()
    else:
        finding = only(found)
        assert finding.id == "losses_unexplained.marketing_guesses"
        assert "in fact it is no_decision, competitor and integration" in finding.sentence


def test_four_answers_are_no_team() -> None:
    found = found_in(journal_of([REASONS[n % 3] for n in range(60)], more=_answers(*["price"] * 4)))
    assert found.findings == ()
    assert "fewer than 5 people of marketing" in found.missing


def test_a_named_rival_and_another_reason_are_two_stories() -> None:
    text = journal_of(["competitor" if n % 2 else "price" for n in range(80)])
    told = "\n".join(
        line + " competitor=Acme" if " opened " in line and int(line.split()[1][1:]) % 2 == 0 else line
        for line in text.splitlines()
    )
    note = only(found_in(told))
    assert note.severity is Severity.NOTE
    assert note.id == "losses_unexplained.two_stories"
    assert "40 lost deals are coded as lost to a competitor and 40 name one, but only 0 do both" in note.sentence
