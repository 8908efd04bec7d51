"""How far the two teams pull together: six parts of the process, one number, and the part that holds it down (METHODS 13).

Outcomes (win rate, yield, the two trends) are no parts: they are what the number would have to lead. One company cannot show that within
years, so the number is called unvalidated, a checklist of the process; it is never a target for pay and never compared across companies.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from oarlock.diagnose._feedback import feedback
from oarlock.diagnose.base import Alignment, AlignmentPart, Question
from oarlock.measure.cohorts import local_day
from oarlock.measure.engine import measure
from oarlock.measure.facts.points import first_deal_at
from oarlock.stats.composite import LEAST_WEIGHT, score
from oarlock.stats.result import Estimate, Status
from oarlock.words import percent

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.measure.result import Measurement

UNVALIDATED = "unvalidated: a checklist of the process"
HALF_YEAR = 182
QUARTER, LEAST_QUARTERS = timedelta(days=91.3125), 3
Told = tuple[Estimate, str]
"""A part's value, or a value of None and what would give it."""


def aligned(question: Question) -> Alignment | None:
    """The score and its parts; None where not one part is known."""
    told = {name: find(question) for name, (_, _, find, _) in PARTS.items()}
    parts = tuple(
        AlignmentPart(name, title, weight, *told[name], next_action=action)
        for name, (title, weight, _, action) in PARTS.items()
    )
    known = {part.name: part.value for part in parts}
    if all(value.value is None for value in known.values()):
        return None
    found = score(known, {part.name: part.weight for part in parts}, seed=13)
    lowest = next(part for part in parts if part.name == found.bottleneck)
    told_of = _sentence(found.estimate, lowest, found.bounds.lo, found.bounds.hi, found.known_weight)
    return Alignment(
        score=found.estimate,
        parts=parts,
        bottleneck=lowest.name,
        next_action=lowest.next_action,
        if_missing_were_worst=found.bounds.lo,
        if_missing_were_best=found.bounds.hi,
        over_weights=(found.by_weights.lo, found.by_weights.hi),
        known_weight=found.known_weight,
        label=UNVALIDATED,
        sentence=f"{told_of}{_power(question)}" if found.estimate.status is Status.OK else told_of,
    )


def _power(question: Question) -> str:
    """Why it is unvalidated: how seldom one company's quarters would show that the score leads its win rate, even if it did."""
    from oarlock.stats.panel import validation_power

    first = first_deal_at(question.ledger)
    quarters = 0 if first is None else int((question.ledger.as_of.replace(tzinfo=None) - first) / QUARTER)
    if quarters < LEAST_QUARTERS:
        return ""
    shown = round(100 * validation_power(1, quarters, draws=1000))
    return f" That it leads the win rate, {quarters} quarters of one company would show in {shown} of 100 cases, even if it did."


def _sentence(value: Estimate, lowest: AlignmentPart, lo: float, hi: float, known: float) -> str:
    weakest = f"What holds it down most is {lowest.title} ({percent(lowest.value.value)})."
    between = f"with what is missing at its worst or best it would lie between {lo:.0f} and {hi:.0f}"
    if value.status is not Status.OK or value.value is None:
        return (
            f"No score: the parts that are known carry {percent(known)} of the weight, {percent(LEAST_WEIGHT)} are needed;"
            f" {between}. {weakest}"
        )
    missing = f"; {between}" if known < 1 - 1e-9 else ""
    ends = f"90% range {value.lo or 0.0:.0f} to {value.hi or 0.0:.0f}, n = {value.n} of {len(PARTS)} parts"
    return f"{value.value:.0f} of 100 ({ends}{missing}), {UNVALIDATED}. {weakest}"


def _definition(question: Question) -> Told:
    """Jaccard of the two definitions on the leads of the last two quarters, or on all where these are too few."""
    since = local_day(question.ledger, question.agreement) - timedelta(days=HALF_YEAR)
    rows = [
        measure(question.ledger, question.agreement, "definition_agreement", since=day).rows[0] for day in (since, None)
    ]
    row = next((row for row in rows if row.status is Status.OK), rows[0])
    return _from(row), "" if row.status is Status.OK else row.reason or "the definitions could not be compared"


def _numbers(question: Question) -> Told:
    """1 − the distance of the two pipeline counts, where both teams stated how they count."""
    from oarlock.diagnose._views import two_views

    views = question.agreement.pipeline.views
    missing = "state how each team counts its pipeline under [pipeline.views] of the agreement"
    if len(views) < 2 or question.ledger.is_empty("opportunity_versions"):
        return _unknown(missing)
    found = two_views(question.ledger, question.agreement, views["marketing"], views["sales"])
    if found is None or found.distance.value is None or found.distance.status is not Status.OK:
        return _unknown(found.distance.reason if found else "neither count holds a deal")
    d = found.distance
    lo, hi = (None if end is None else 1 - end for end in (d.hi, d.lo))
    return Estimate(1 - found.distance.value, lo, hi, d.n, method=d.method, level=d.level), ""


def _handoff(question: Question) -> Told:
    """The lesser of sales' first response in time and marketing's least kept promise, in the last half year that is old enough to judge."""
    ledger, agreement = question.ledger, question.agreement
    day = local_day(ledger, agreement)
    span = {
        "since": day - timedelta(days=HALF_YEAR),
        "until": day - timedelta(days=int(agreement.analysis.maturity_days)),
    }
    sales = [
        row
        for row in _shares(ledger, agreement, "sales_promise_kept", span)
        if row.slice["promise"] == "first_response"
    ]
    kept = [*sales, *_shares(ledger, agreement, "marketing_promise_kept", span)]
    if not kept:
        return _unknown("no promise of either team can be measured; import stage_changes, assignments and activities")
    return _from(min(kept, key=lambda row: row.estimate or 0.0)), ""


def _shares(ledger: Ledger, agreement: Agreement, metric: str, span: Mapping[str, date]) -> list[Measurement]:
    rows = measure(ledger, agreement, metric, since=span["since"], until=span["until"]).rows
    return [row for row in rows if row.status is Status.OK and row.estimate is not None and 0 <= row.estimate <= 1]


def _goals(question: Question) -> Told:
    """The lesser of the two teams' rank agreement of pay and revenue, over quarters like the company's own; at least 0."""
    from oarlock.errors import EmptySample
    from oarlock.measure.facts.pay import TEAMS, rewards
    from oarlock.stats.payout import rank_agreement, rank_range

    if not question.agreement.incentives:
        return _unknown("the agreement does not say what pay rests on; write [[incentives]]")
    try:
        told = rewards(question.ledger, question.agreement)
    except EmptySample as missing:
        return _unknown(str(missing))
    ranks = [rank_agreement(told.pay(team, told.drawn), told.drawn.revenue) for team in told.teams]
    if len(told.teams) < len(TEAMS) or None in ranks:
        return _unknown(
            "what the pay of each team rests on is not all stated, or cannot be played through; see [[incentives]]"
        )
    least = min(rank for rank in ranks if rank is not None)
    lo, hi = (max(0.0, end) for end in rank_range(least, len(told.labels)))
    return Estimate(max(0.0, least), lo, hi, len(told.labels), method="Spearman"), ""


def _perception(question: Question) -> Told:
    """1 − the mean size of the gaps between the teams' answers on a scale, its range from the ends of each gap."""
    survey = question.agreement.survey
    missing = "the two teams' answers to the same questions are not known; import survey_answers"
    if question.ledger.is_empty("survey_answers"):
        return _unknown(missing)
    rows = measure(question.ledger, question.agreement, "survey_gap").rows
    scales = [
        row
        for row in rows
        if row.status is Status.OK and row.estimate is not None
        and ((asked := survey.asked(str(row.slice["question"]))) is None or asked.kind == "agree")
    ]  # fmt: skip
    if not scales:
        return _unknown(missing)
    ends = [sorted((abs(row.lo or 0.0), abs(row.hi or 0.0))) for row in scales]
    least = [
        0.0 if (row.lo or 0.0) <= 0 <= (row.hi or 0.0) else low for row, (low, _) in zip(scales, ends, strict=True)
    ]
    mean = sum(abs(row.estimate or 0.0) for row in scales) / len(scales)
    lo, hi = 1 - sum(high for _, high in ends) / len(ends), 1 - sum(least) / len(least)
    return Estimate(1 - mean, lo, hi, len(scales), method="mean of gaps"), ""


def _from(row: Measurement) -> Estimate:
    if row.status is not Status.OK or row.estimate is None:
        return Estimate(None, n=row.n, status=row.status, reason=row.reason)
    return Estimate(row.estimate, row.lo, row.hi, row.n, row.n_events)


def _unknown(missing: str) -> Told:
    return Estimate(None, status=Status.INSUFFICIENT, reason=missing), missing


PARTS: dict[str, tuple[str, float, Callable[[Question], Told], str]] = {
    "definition": (
        "the definition of a good lead", 0.20, _definition,
        "Put both heads into one room with the leads on which their rules differ, and sign one rule.",
    ),
    "numbers": (
        "one pipeline number", 0.20, _numbers,
        "Agree on one view of the pipeline for the joint review and write it under [pipeline.views].",
    ),
    "handoff": (
        "the hand-over as promised", 0.20, _handoff,
        "Put the promise that is kept least on a clock, with a reminder and a reassignment, or change it.",
    ),
    "feedback": (
        "reasons that come back", 0.15, feedback,
        "Make a coded reason part of rejecting a lead and of losing a deal, and see at every review that what the reasons ask for is done.",
    ),
    "goals": (
        "pay that follows revenue", 0.15, _goals,
        "Put more of both teams' pay on what both want; try it with `oarlock plan incentives`.",
    ),
    "perception": (
        "seeing the same", 0.10, _perception,
        "Talk over the question on which the two teams differ most, with the measured number beside it.",
    ),
}  # fmt: skip
"""Per part its title, weight, where its value comes from, and what to do where it is the lowest."""
