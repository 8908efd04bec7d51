"""Do both teams expect the same of sales, and is it what happens?

**What it looks for** What each team believes the response promise to be (the survey's question in hours, or both leaders asked openly)
against each other, against the promise as written, and against the first response as measured. And the questions of the survey that
both teams answer differently; beside how many leads sales follows up as either believes, how many it did.

**Why it matters** Where one team waits for an answer within the hour and the other thinks a day is fine, every lead is a quarrel, though
nobody breaks a rule that he knows.

**How sure** Hours are compared as ratios: the median ratio over all pairs of answers (Hodges–Lehmann) with its exact range; a lower end
above 2 is a finding. Other questions by Cliff's delta with its permutation test, Holm's correction over the questions; beside it the share
of the top two answers, and, where it is known how many people a team has, what those who did not answer could change. Nothing is said of
a team of whom fewer than 5 answered.

**What to do** Read the promise aloud in the next joint meeting, agree on it or change it, and show both teams the measured time.

**Where it misleads** People answer what they hope or fear. Hours of the clock and working hours are easily mixed up: say which you ask for.

**References** METHODS 8.1 to 8.4; Hodges & Lehmann (1963); Cliff (1996).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from oarlock.diagnose.base import DiagnosisPart, Evidence, Finding, Found, Grade, Question, Severity, Team
from oarlock.measure.engine import measure
from oarlock.measure.facts.answers import WHY_HIDDEN, Answers, latest_answers
from oarlock.stats.result import Estimate, Status
from oarlock.words import hours, listed, number, percent, period, points, ratio

if TYPE_CHECKING:
    import numpy as np

    from oarlock.agreement import Agreement
    from oarlock.measure.result import Measurement

TEAMS = ("marketing", "sales")
APART = 2.0
SPREAD = 0.6
"""Interquartile range of log10 hours, about a factor of 4, beyond which a team does not agree with itself."""
SOONEST = 0.1
"""Hours that "at once" counts as, so that its logarithm exists."""
AGREED = ("Written", "Value")
FOLLOWED = "leads_followed"
"""The question on a scale of which the record knows the answer itself."""
REMEDY = "Read the written promise aloud in the next joint meeting, agree on it or change it, and show both teams the measured time."
MISLEADS = "People answer what they hope or fear, and may mean hours of the clock where working hours were asked for."


def find(question: Question) -> Found:
    """What the teams expect of each other, against each other and against what is written and measured."""
    ledger, agreement = question.ledger, question.agreement
    answers = latest_answers(ledger, agreement)
    asked = _hours_question(answers, agreement)
    gaps = measure(ledger, agreement, "survey_gap").rows if answers else ()
    findings = _perceived(gaps, question)
    notes = tuple(f"“{row.slice['question']}” was {row.reason}." for row in gaps if row.status is Status.CONFLICT)
    if asked is not None and all(team in asked.values for team in TEAMS):
        findings += _believed({team: asked.values[team] for team in TEAMS}, question)
        return Found(tuple(findings), notes=notes)
    openly = agreement.survey.expected_hours
    if all(team in openly for team in TEAMS):
        return Found((*findings, *_openly(openly, question)), notes=notes)
    return Found(tuple(findings), missing=_missing(asked, answers), notes=notes)


def _missing(asked: Answers | None, answers: Mapping[str, Answers]) -> str:
    if asked is not None and asked.hidden:
        return WHY_HIDDEN[next(iter(asked.hidden.values()))]
    hidden = [why for one in answers.values() for why in one.hidden.values()]
    if hidden and not any(len(one.values) == len(TEAMS) for one in answers.values()):
        return f"no question of the survey may be told: {WHY_HIDDEN[hidden[0]]}"
    any_answers = bool(answers)
    what = "the survey does not ask both teams" if any_answers else "no survey is recorded that asks both teams"
    return (
        f"{what} how soon sales should contact a new lead; import survey_answers (question expected_hours), or ask both leaders openly and"
        " write expected_hours under [survey] in the agreement"
    )


def _hours_question(answers: Mapping[str, Answers], agreement: Agreement) -> Answers | None:
    codes = [code.lower() for code in agreement.survey.codes("hours")]
    named = [code for code in codes if code in answers] or sorted(
        code for code in answers if "hour" in code or "sla" in code
    )
    return answers[named[0]] if named else None


def _believed(values: Mapping[str, np.ndarray], question: Question) -> list[Finding]:
    import numpy as np

    from oarlock.stats.ordinal import shift, spread

    logs = {team: np.log10(np.maximum(given, SOONEST)) for team, given in values.items()}
    found, _ = shift(logs["marketing"], logs["sales"])
    later, earlier = ("sales", "marketing") if (found.value or 0.0) >= 0 else ("marketing", "sales")
    ends = sorted(
        10 ** abs(end) if (end >= 0) == (later == "sales") else 10 ** -abs(end)
        for end in (found.lo or 0.0, found.hi or 0.0)
    )
    times = Estimate(10 ** abs(found.value or 0.0), ends[0], ends[1], found.n, method=found.method, level=found.level)
    medians = {team: float(np.median(given)) for team, given in values.items()}
    wide = [team for team in TEAMS if spread(logs[team])[1] > SPREAD]
    written, measured = _written(question), _measured(question)
    evidence = _evidence(values, medians, times, written, measured)
    findings = []
    if (times.lo or 0.0) > APART or wide:
        parted = f"{ratio(times.value)} ({ratio(times.lo)} to {ratio(times.hi)}, n = {times.n})"
        inside = (
            f" Within {listed(wide)} itself the middle half of the answers lies more than a factor of 4 apart."
            if wide
            else ""
        )
        sentence = (
            f"Asked how soon sales should contact a new lead, {later} says {parted} as long as {earlier}: {hours(medians['marketing'])} in"
            f" marketing, {hours(medians['sales'])} in sales by their medians; written is {hours(written)}.{inside}{_as_measured(measured)}"
        )
        sure = (times.lo or 0.0) > APART
        findings.append(
            _finding(
                "believed",
                Severity.WARNING if sure else Severity.NOTE,
                sentence,
                evidence,
                Grade.B if sure else Grade.C,
            )
        )
    elif unknown := _unknown_promise(values, written):
        findings.append(_finding("promise", Severity.WARNING, unknown + _as_measured(measured), evidence, Grade.B))
    return findings


def _unknown_promise(values: Mapping[str, np.ndarray], written: float) -> str:
    """That hardly anybody of either team names the written promise, within a factor of 2; nothing where enough do."""
    import numpy as np

    from oarlock.stats.proportions import share

    everyone = np.concatenate([values[team] for team in TEAMS])
    near = share(int(((everyone >= written / APART) & (everyone <= written * APART)).sum()), len(everyone))
    if near.hi is None or near.hi >= 0.5:
        return ""
    return (
        f"Written is a first response within {hours(written)}; {percent(near.value)} of both teams name that within a factor of 2"
        f" ({percent(near.lo)} to {percent(near.hi)}, n = {near.n})."
    )


def _openly(openly: Mapping[str, float], question: Question) -> list[Finding]:
    """Both leaders' answers, by name: two numbers, no range."""
    first, second = (openly[team] for team in TEAMS)
    apart = max(first, second) / min(first, second)
    if apart <= APART:
        return []
    measured = _measured(question)
    sentence = (
        f"The head of marketing expects sales to contact a new lead within {hours(first)}, the head of sales within {hours(second)},"
        f" {ratio(apart)} apart (n = 2, asked openly); written is {hours(_written(question))}.{_as_measured(measured)}"
    )
    evidence = tuple(Evidence(team, f"Hours the head of {team} expects", "hours", after=openly[team]) for team in TEAMS)
    return [_finding("believed", Severity.WARNING, sentence, evidence, Grade.C)]


def _perceived(gaps: Iterable[Measurement], question: Question) -> list[Finding]:
    """The questions on a scale that both teams answer differently, Holm's correction over all of them."""
    agreement = question.agreement
    survey = agreement.survey
    rows = [row for row in gaps if row.status is Status.OK]
    scales = [
        row
        for row in rows
        if (asked := survey.asked(str(row.slice["question"]))) is None or asked.kind in ("agree", "nps", "percent")
    ]
    apart = [row for row in scales if row.also.get("p_holm", 1.0) < 0.05 and row.lo is not None and row.hi is not None]
    if not apart:
        return []
    apart.sort(key=lambda row: row.also["p_holm"])
    told = [_told_gap(row, agreement) for row in apart]
    head = f"Of {len(scales)} questions asked of both teams they answer {len(apart)} differently"
    head = "The one question asked of both teams they answer differently" if len(scales) == 1 else head
    fact = _followed_up(question) if any(row.slice["question"] == FOLLOWED for row in apart) else ""
    sentence = f"{head}: {'; '.join(told[:3])}.{fact}{_silent(apart[:3])}"
    evidence = tuple(
        Evidence(
            str(row.slice["question"]), told_, "score", row.also["median_marketing"], row.also["median_sales"],
            Estimate(row.estimate, row.lo, row.hi, row.n), ends=("Marketing", "Sales"),
        )
        for row, told_ in zip(apart, told, strict=True)
    )  # fmt: skip
    return [_finding("perceived", Severity.WARNING, sentence, evidence, Grade.B)]


def _followed_up(question: Question) -> str:
    """How many leads sales did follow up, by the record; nothing where that is not known."""
    ledger = question.ledger
    if ledger.is_empty("leads") or ledger.is_empty("activities"):
        return ""
    rows = measure(ledger, question.agreement, "untouched_leads", every="quarter").rows
    told = [row for row in rows if row.status is Status.OK]
    if not told:
        return ""
    last = told[-1]
    followed, lo, hi = (percent(1 - (end or 0.0)) for end in (last.estimate, last.hi, last.lo))
    return f" As measured, sales followed up {followed} of the leads of {period(last.period)} ({lo} to {hi}, n = {last.n:,})."


def _told_gap(row: Measurement, agreement: Agreement) -> str:
    asked = agreement.survey.asked(str(row.slice["question"]))
    text = f"“{asked.text.rstrip('.?') if asked else row.slice['question']}”"
    if asked and asked.reversed:
        text += " turned round, so that high is good"
    gap = row.estimate or 0.0
    higher, sign = ("marketing", 1) if gap > 0 else ("sales", -1)
    lo, hi = sorted(sign * (end or 0.0) for end in (row.lo, row.hi))
    medians = f"{number(row.also['median_marketing'])} in marketing, {number(row.also['median_sales'])} in sales"
    return f"{text} ({higher} higher, Cliff's delta {abs(gap):.2f}, {lo:.2f} to {hi:.2f}, n = {row.n}; medians {medians}{_top_two(row)})"


def _top_two(row: Measurement) -> str:
    """Each team's share of the two highest answers, and their difference with its range; nothing where it is no scale."""
    if "top_two_gap" not in row.also:
        return ""
    shares = " and ".join(percent(row.also[f"top_two_{team}"]) for team in TEAMS)
    sign = 1 if row.also["top_two_gap"] > 0 else -1
    lo, hi = sorted(sign * row.also[f"top_two_gap_{end}"] for end in ("lo", "hi"))
    ends = f"{number(100 * lo)} to {number(100 * hi)}" if hi > lo else "as everybody answered"
    apart = f"{points(sign * row.also['top_two_gap']).lstrip('+')} apart, {ends}"
    return f"; one of the top two answers from {shares}, {apart}"


def _silent(rows: Sequence[Measurement]) -> str:
    """Whether those who did not answer could close the gap of the top two answers, where the teams' people are known."""
    closable = 0
    known = [row for row in rows if all(f"people_{team}" in row.also for team in TEAMS)]
    silent = [row for row in known if any(row.also[f"people_{team}"] > row.also[f"n_{team}"] for team in TEAMS)]
    for row in silent:
        low, high = sorted(TEAMS, key=lambda team: row.also[f"top_two_{team}"])
        closable += row.also[f"top_two_most_{low}"] >= row.also[f"top_two_least_{high}"]
    if not silent:
        return ""
    if not closable:
        return " Whatever those who did not answer think, the teams differ in the top two answers."
    gaps = "the gap" if len(silent) == 1 else f"{closable} of {len(silent)} gaps"
    return f" Those who did not answer could close {gaps} in the top two answers."


def _written(question: Question) -> float:
    return question.agreement.sales.first_response_hours


def _measured(question: Question) -> Measurement | None:
    if question.ledger.is_empty("leads") or question.ledger.is_empty("activities"):
        return None
    rows = measure(question.ledger, question.agreement, "first_response_time", every="quarter").rows
    told = [row for row in rows if row.status is Status.OK and row.estimate is not None]
    return told[-1] if told else None


def _as_measured(row: Measurement | None) -> str:
    return f" Measured is a median of {hours(row.estimate, working=True)} (n = {row.n:,})." if row is not None else ""


def _evidence(
    values: Mapping[str, np.ndarray],
    medians: Mapping[str, float],
    times: Estimate,
    written: float,
    measured: Measurement | None,
) -> tuple[Evidence, ...]:
    told = [
        Evidence("ratio", "The later team's answer over the earlier one's", "ratio", after=times.value, change=times)
    ]
    told += [
        Evidence(
            team,
            f"Median of the answers of {team} (n = {len(values[team])}), against the written promise",
            "hours",
            written,
            medians[team],
            ends=AGREED,
        )
        for team in TEAMS
    ]
    if measured is not None:
        title = "Median first response as measured, against the written promise"
        told.append(Evidence("measured", title, "working hours", written, measured.estimate, ends=AGREED))
    return tuple(told)


def _finding(what: str, severity: Severity, sentence: str, evidence: tuple[Evidence, ...], grade: Grade) -> Finding:
    return Finding(
        f"expectations_differ.{what}", severity, Team.BOTH, sentence, evidence, REMEDY, MISLEADS, grade=grade
    )


DIAGNOSIS = DiagnosisPart(
    name="expectations_differ",
    title="Expectations differ",
    question="Do both teams expect the same of sales, and is it what happens?",
    answers_for=(Team.BOTH,),
    needs=("survey_answers",),
    find=find,
    page=__doc__,
)
