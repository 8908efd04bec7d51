"""The two teams' own words for a good lead, compared: the leaders' by name, or what enough people of either team name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oarlock.diagnose._good_lead_words import CONFLICT, ONE_SIDED, SAME, compared, differ, named
from oarlock.diagnose.base import Evidence, Finding, Grade, Severity, Team
from oarlock.measure.facts.answers import words_counted
from oarlock.words import listed, percent

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

TEAMS = ("marketing", "sales")
REMEDY = "Let each author confirm what was read out of the words, then write both as rules under [definitions] and replay them."
MISLEADS = "Words are read by a dictionary of the trade, which misses what it does not know. Texts that sound alike may differ as rules."


def in_words(ledger: Ledger, agreement: Agreement) -> list[Finding]:
    """A finding where the words differ in substance; nothing where there are no words, or they agree."""
    said = {team: agreement.survey.good_lead[team] for team in TEAMS if team in agreement.survey.good_lead}
    if len(said) == len(TEAMS):
        return _of_leaders(said)
    counts = words_counted(ledger, agreement, agreement.survey.codes("text"), named)
    return _of_teams(counts) if len(counts) == len(TEAMS) else []


def _of_leaders(said: Mapping[str, str]) -> list[Finding]:
    slots = compared(said)
    if not differ(slots):
        return []
    apart = [slot for slot in slots if slot.state == CONFLICT]
    one_sided = [slot for slot in slots if slot.state == ONE_SIDED]
    told = [f"they contradict each other on {listed([slot.name for slot in apart])}"] if apart else []
    told += [f"only one names {listed([slot.name for slot in one_sided])}"] if one_sided else []
    shared = [slot.name for slot in slots if slot.state == SAME]
    agree = f" They agree on {listed(shared)}." if shared else ""
    sentence = (
        f"Asked what a good lead is, {' and '.join(TEAMS)} describe different ones: {'; '.join(told)}"
        f" (n = {len(slots)} things named).{agree}"
    )
    evidence = tuple(Evidence(slot.name, f"{slot.told} ({slot.state})", "count") for slot in slots)
    severity = Severity.WARNING if apart else Severity.NOTE
    return [
        Finding("definitions_differ.words", severity, Team.BOTH, sentence, evidence, REMEDY, MISLEADS, grade=Grade.C)
    ]


def _of_teams(counts: Mapping[str, tuple[int, dict[str, int]]]) -> list[Finding]:
    """What most of one team name and hardly anybody of the other, by Newcombe's range of the difference."""
    from oarlock.stats.proportions import newcombe_difference

    (n, mine), (m, theirs) = (counts[team] for team in TEAMS)
    apart = []
    for slot in sorted({*mine, *theirs}):
        change = newcombe_difference((mine.get(slot, 0), n), (theirs.get(slot, 0), m), level=0.98)
        if change.lo is not None and change.hi is not None and (change.lo > 0 or change.hi < 0):
            apart.append((slot, change))
    if len(apart) < 2:
        return []
    told = [
        f"{slot} ({percent(mine.get(slot, 0) / n)} against {percent(theirs.get(slot, 0) / m)})" for slot, _ in apart
    ]
    sentence = f"Asked what a good lead is, the two teams name different things: {listed(told)}, marketing first (n = {n} and {m})."
    evidence = tuple(
        Evidence(slot, f"Answers that name {slot}, marketing less sales", "share", change=change)
        for slot, change in apart
    )
    return [
        Finding(
            "definitions_differ.words", Severity.NOTE, Team.BOTH, sentence, evidence, REMEDY, MISLEADS, grade=Grade.C
        )
    ]
