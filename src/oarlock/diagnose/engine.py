"""Runs the diagnoses and puts their answers together, verdict first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from oarlock import registry
from oarlock.diagnose._alignment import aligned
from oarlock.diagnose._ranking import FALSE_DISCOVERY
from oarlock.diagnose.base import Diagnosis, Finding, Found, Question, Severity, Slopes, Verdict
from oarlock.diagnose.slopes import SlopesAnswer
from oarlock.words import money

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

SEVERITIES = tuple(Severity)


def diagnose(
    ledger: Ledger,
    agreement: Agreement,
    name: str | None = None,
    *,
    by: str | None = None,
    definition_dates: Iterable[date] = (),
) -> Diagnosis:
    """Every registered diagnosis, or the one named, as known at the ledger's instant.

    Args:
        by: Also one finding per slice of this kind ("segment").
        definition_dates: Days on which an earlier version of the agreement was replaced.
    Raises:
        UnknownName: no diagnosis of that name.
    """
    stated = agreement.profile is not None
    agreement, profile = with_profile(ledger, agreement)
    names = registry.names("diagnose") if name is None else (name,)
    question = Question(ledger, agreement, tuple(definition_dates), has_learnt_profile=not stated)
    slopes: SlopesAnswer | None = None
    findings: list[Finding] = []
    notes: list[str] = []
    unasked: list[tuple[str, str]] = []
    for part in (registry.load("diagnose", one, "DIAGNOSIS") for one in names):
        answer = part.find(question)
        findings.extend(answer.findings)
        notes.extend(answer.notes)
        slopes = answer if isinstance(answer, SlopesAnswer) else slopes
        if isinstance(answer, Found) and answer.missing:
            unasked.append((part.name, answer.missing))
    if by is not None:
        from oarlock.diagnose._slices import sliced

        findings.extend(sliced(ledger, agreement, by))
    findings.sort(key=lambda finding: (SEVERITIES.index(finding.severity), finding.id))
    whole = _together(ledger, agreement, slopes, tuple(findings), profile)
    alignment = aligned(question) if name is None else None
    return replace(whole, notes=tuple(dict.fromkeys(notes)), unasked=tuple(unasked), alignment=alignment)


def with_profile(ledger: Ledger, agreement: Agreement) -> tuple[Agreement, str]:
    """The agreement with an ideal customer profile: its own, else one learnt from outcomes; and a sentence saying which."""
    if agreement.profile is not None:
        return agreement, f"stated in the agreement: {agreement.profile.text}"
    from oarlock.measure.profile import learnt_profile

    learnt = learnt_profile(ledger, agreement)
    if learnt.rule is None:
        return agreement, learnt.sentence
    return replace(agreement, profile=learnt.rule), learnt.sentence


def _together(
    ledger: Ledger, agreement: Agreement, answer: SlopesAnswer | None, findings: tuple[Finding, ...], profile: str
) -> Diagnosis:
    causes = answer.causes if answer else ()
    return Diagnosis(
        as_of=ledger.as_of,
        agreement_version=agreement.version,
        in_force_from=agreement.in_force_from,
        currency=agreement.company.reporting_currency,
        slopes=answer.slopes if answer else None,
        causes=causes,
        findings=findings,
        gates=answer.gates if answer else (),
        headline=_headline(answer),
        company=agreement.company.name,
        profile=profile,
    )


def _headline(answer: SlopesAnswer | None) -> str:
    """One sentence: the family, then the first named cause, or that none was found."""
    if answer is None:
        return ""
    named = [cause for cause in answer.causes if cause.verdict.value == "supports"]
    first = _verdict(answer.slopes)
    if not answer.causes:
        return f"{first} There are no deals with a known outcome to look for causes in."
    unclear = [
        cause
        for cause in answer.causes
        if cause.missing and cause.p_value is not None and cause.p_value <= FALSE_DISCOVERY
    ]
    if not named and unclear:
        return f"{first} No cause is named, though something changed: it would take {unclear[0].missing} to tell what."
    told = [cause for cause in answer.causes if cause.verdict is not Verdict.CANT_TELL]
    if not told:
        return f"{first} Whether one of the causes looked for stands behind it cannot be told yet."
    if not named:
        which = (
            "none that is looked for"
            if len(told) == len(answer.causes)
            else f"none of the {len(told)} that can be told"
        )
        return f"{first} No cause is named: {which} moved beyond what the months vary anyway."
    stake = named[0].amount
    at_stake = (
        f" About {money(stake.estimate, stake.currency)} of bookings a quarter go with it." if stake.estimate else ""
    )
    return f"{first} {named[0].title}.{at_stake}"


def _verdict(trends: Slopes) -> str:
    if trends.status.value == "artefact":
        return "Held back: the record has to be mended first."
    return f"{trends.verdict}."
