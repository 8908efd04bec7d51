"""Net promoter score: how many would recommend us, less those who would not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from oarlock.agreement.survey import TEAMS
from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.answers import shown_answers
from oarlock.measure.facts.customers import described
from oarlock.measure.statistics.promoters import Promoters

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

QUESTIONS = ("nps", "recommend", "promoter")
"""Words that mark a question of a survey as this one."""
LEAST = 10
"""Scores from which the scale they were given on shows."""
ONES = 5
"""So many lowest answers of 1 and none of 0: on a scale from 0 one of them would be a 0 in 31 of 32 records."""
ALSO = (
    "score", "fault", "n", "whole", "group_of", "hidden", "unit_id", "cluster", "at", "account_id", "asked_of", "team", "question",
    "opportunity_id", "lead_id", "sourced_by", "owner_id", "campaign_id", "on_profile", "source", "won_by",
)  # fmt: skip


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per answer of a customer, and one per group of equal answers to a survey's question that asks for it, `n` of them."""
    import ibis

    parts = []
    if not ledger.is_empty("customer_events"):
        parts.append(_of_customers(ledger, agreement))
    if not ledger.is_empty("survey_answers"):
        parts.append(_of_surveys(ledger, agreement))
    if len(parts) < 2:
        return parts[0]
    kinds = {name: parts[0][name].type() for name in ALSO}
    return ibis.union(*(part.select(**{name: part[name].cast(kinds[name]) for name in ALSO}) for part in parts))


def shifted(counts: Mapping[float, int]) -> str:
    """What is wrong with the scale that so many answers were given on, or nothing.

    Args:
        counts: Number of answers by score.
    """
    n = sum(counts.values())
    if n < LEAST:
        return ""
    lowest, highest = min(counts), max(counts)
    outside = sum(k for score, k in counts.items() if not 0 <= score <= 10)
    if 10 * outside >= n:
        return f"the scores run from {lowest:g} to {highest:g}, which is no scale of 0 to 10"
    if highest <= 7:
        return f"the scores end at {highest:g}, which is no scale of 0 to 10"
    if counts.get(0, 0) == 0 and counts.get(1, 0) >= ONES:
        return "the scores begin at 1, which is a scale of 1 to 10"
    return ""


def unknown(ledger: Ledger, _: Agreement) -> str:
    """Why nobody's score is known."""
    if ledger.is_empty("customer_events") and ledger.is_empty("survey_answers"):
        return "no survey of customers recorded; import customer_events of kind survey with a score, or survey_answers"
    return ""


def _of_customers(ledger: Ledger, agreement: Agreement) -> Any:
    import ibis

    events = ledger.table("customer_events")
    answers = events.filter(events.kind == "survey", events.score.notnull())
    by_score = ledger.rows(answers.group_by("score").aggregate(n=answers.count()))
    scaled = {"scale_min", "scale_max"} <= set(events.columns)
    whole = "" if scaled else shifted({float(row["score"]): int(row["n"]) for row in by_score})
    nothing = ibis.null("string")
    if whole:
        fault = ibis.literal(whole)
    elif scaled:
        fault = _fault(answers.score, answers.scale_min, answers.scale_max)
    else:
        fault = _fault(answers.score, nothing, nothing)
    at = answers.happened_at
    told = answers.select(
        "account_id", "score", fault=fault, at=at, cluster=answers.account_id, asked_of=ibis.literal("customer"), team=nothing,
        unit_id=answers.account_id + ibis.literal(" ") + at.cast("string"), question=nothing, n=ibis.literal(1, type="int64"),
        whole=ibis.literal(0, type="int64"), group_of=ibis.literal(""), hidden=nothing,
    )  # fmt: skip
    return described(ledger, agreement, told)


def _of_surveys(ledger: Ledger, agreement: Agreement) -> Any:
    """What may be shown of the answers to a survey; who gave one is not told, so that its unit is the survey and its day the survey's."""
    import ibis

    answers = shown_answers(ledger, agreement)
    codes = [code.lower() for code in agreement.survey.codes("nps")]
    asks = answers.question.isin(codes) if codes else ibis.literal(False)
    for word in QUESTIONS:
        asks = asks | answers.question.contains(word)
    answers = answers.filter(asks)
    unscaled = answers.scale_min.isnull() | answers.scale_max.isnull()
    fault = unscaled.ifelse(
        ibis.literal("the scale of the question is not recorded"),
        _fault(answers.value, answers.scale_min, answers.scale_max),
    )
    nothing = ibis.null("string")
    missing = dict.fromkeys(
        ("account_id", "opportunity_id", "lead_id", "sourced_by", "owner_id", "campaign_id", "source", "won_by"),
        nothing,
    )
    return answers.select(
        "question", "n", "whole", "hidden", team=answers.team.nullif(""), score=answers.value, at=answers["at"],
        fault=answers.hidden.isnull().ifelse(fault, nothing), cluster=answers.survey_id,
        asked_of=answers.team.isin(list(TEAMS)).ifelse("own teams", "survey"),
        group_of=answers.survey_id + ":" + answers.question + ":" + answers.team,
        unit_id=ibis.literal("survey ") + answers.survey_id, on_profile=ibis.null("boolean"), **missing,
    )  # fmt: skip


def _fault(score: Any, lowest: Any, highest: Any) -> Any:
    """Why an answer cannot count, as a column; null where it can. A scale that nobody recorded is taken as the right one."""
    import ibis

    first, last = (end.cast("float64").cast("int64") for end in (lowest, highest))
    scale = ibis.literal("asked on a scale of ") + first.cast("string") + ibis.literal(" to ") + last.cast("string")
    wrong = (first != 0) | (last != 10)
    return ibis.cases(
        (wrong.fill_null(False), scale),
        ((score < 0) | (score > 10), ibis.literal("a score outside 0 to 10")),
        (score != score.floor(), ibis.literal("a score that is no whole number")),
        else_=ibis.null("string"),
    )


METRIC = Metric(
    name="nps",
    title="Net promoter score",
    question="How many would recommend us, less those who would not?",
    formula="100 × (answers of 9 or 10 − answers of 0 to 6) ÷ answers; only answers on a scale of 0 to 10",
    unit=Unit.SCORE,
    grain="one answer of a customer; of an anonymous survey, one group of equal answers; what our own teams say stands apart",
    cohort="the day of the answer; of an anonymous survey, of its first answer",
    source=("customer_events", "survey_answers"),
    needs=(),
    unknown=unknown,
    statistic=Promoters(),
    better=Direction.HIGHER,
    answers_for=(Team.BOTH,),
    observe=observe,
    within=("asked_of",),
    references=(
        "METHODS 8.4",
        "Reichheld (2003), Harvard Business Review 81(12)",
        "Rocks (2016), The American Statistician 70, 365–372",
    ),
    misleads=(
        "Those who answer are not those who do not, and several answers of one account are not independent. Scores on 1 to 10 or 1 to 5"
        " answer another question: they are refused, not stretched. Of an anonymous survey a team's answers count whole or not at all."
    ),
)
