"""Survey gap: how far apart marketing and sales answer the same question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.agreement.survey import TEAMS
from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.answers import shown_answers, teams_answering
from oarlock.measure.statistics.gap import Gap
from oarlock.words import listed

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


TRANSLATE = "if one of these is marketing or sales by another name, translate it in a mapping (values.team)"
LEAST_STEPS, MOST_STEPS = 3, 10
"""Steps between the lowest and the highest answer from and up to which the share of the top two is told."""


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per survey, question, team and answer, with how many gave it: no row is one person."""
    import ibis

    shown = shown_answers(ledger, agreement)
    shown = shown.filter(shown.team.isin(list(TEAMS)))
    # A scale of three has no top two that would say anything, nor has one of a hundred.
    steps = shown.scale_max - shown.scale_min
    on_scale = (shown.value >= shown.scale_min) & (shown.value <= shown.scale_max)
    is_scale = (on_scale & (steps >= LEAST_STEPS) & (steps <= MOST_STEPS)).fill_null(False)
    return shown.mutate(
        top=is_scale.ifelse((shown.value >= shown.scale_max - 1).ifelse(1, 0), ibis.null("int64")),
        unit_id=shown.survey_id + ":" + shown.question + ":" + shown.team,
        cluster=shown.survey_id,
        at_first=shown["at"],
        survey=shown.survey_id,
    )


def unknown(ledger: Ledger, agreement: Agreement) -> str:
    """Why there are no two teams to compare."""
    told = teams_answering(ledger, agreement)
    if any(names & set(TEAMS) for names in told):
        return ""
    strange = sorted(frozenset().union(*told) - {""})
    if strange:
        return f"the answers are of {listed(strange)}, and the gap is that between {listed(TEAMS)}; {TRANSLATE}"
    if told:
        return f"the answers do not say of which team they are; import survey_answers with team: {' or '.join(TEAMS)}"
    return "no answer is a number; import survey_answers with value, scale_min and scale_max"


def caveats(ledger: Ledger, agreement: Agreement) -> tuple[str, ...]:
    """Names that stand where one of the two teams is missing."""
    parted = [names for names in teams_answering(ledger, agreement) if len(names & set(TEAMS)) == 1]
    strange = sorted(frozenset().union(*parted) - {*TEAMS, ""})
    return (f"Answers of {listed(strange)} are of neither team; {TRANSLATE}.",) if strange else ()


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
    unknown=unknown,
    caveats=caveats,
    within=("question",),
    beside={"top_two_marketing": Unit.SHARE, "top_two_sales": Unit.SHARE, "p_holm": Unit.SCORE},
    references=("METHODS 8.1", "METHODS 8.2", "METHODS 8.4", "Feng & Cliff (2004)"),
    misleads="Of several questions some gap shows by chance: believe those whose p by Holm is small. Fewer than 5 answers of a team are"
    " never shown. Who does not answer may think otherwise: where the number of people is known (agreement, [survey] people, else"
    " the active users of the record), a note says what the silent could change. Two teams may agree and both be wrong.",
)
