"""Survey gap: how far apart marketing and sales answer the same question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.answers import shown_answers
from oarlock.measure.statistics.gap import Gap

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per survey, question, team and answer, with how many gave it: no row is one person."""
    shown = shown_answers(ledger, agreement)
    return shown.mutate(
        unit_id=shown.survey_id + ":" + shown.question + ":" + shown.team,
        cluster=shown.survey_id,
        at_first=shown["at"],
        survey=shown.survey_id,
    )


METRIC = Metric(
    name="survey_gap",
    title="Survey gap",
    question="How far apart do marketing and sales answer the same question?",
    formula="Cliff's delta: the chance that an answer of marketing is above one of sales, less the chance that it is below; −1 to 1",
    unit=Unit.SCORE,
    grain="one group of answers: a survey, a question, a team and a value",
    cohort="the first answer of the survey",
    source=("survey_answers",),
    needs=("survey_answers",),
    statistic=Gap(),
    better=Direction.NEITHER,
    answers_for=(Team.BOTH,),
    observe=observe,
    within=("question",),
    references=("METHODS 8.1", "METHODS 8.2", "METHODS 8.4", "Feng & Cliff (2004)"),
    misleads="Of several questions some gap shows by chance: believe those whose `p_holm` is small. Fewer than 5 answers of a team are"
    " never shown. Two teams may agree and both be wrong.",
)
