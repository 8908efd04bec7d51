"""Do the numbers that are celebrated tell anything of the pipeline to come?

**What it looks for** New leads, leads handed over, and answered touches, month by month: whether their growth tells the growth of
marketing's pipeline one lag later, beyond what the pipeline's own past, the spend and the month of the quarter tell.

**Why it matters** A team that is praised for a number makes more of it. If the number says nothing of what follows, the work goes there
all the same, and sales cannot use it.

**How sure** Growth, never levels: two rising series go together whatever they are. One lag, fixed beforehand by the median time from a
lead to its deal. A t-test of the lagged growth, Benjamini–Hochberg over the metrics, and one-step forecasts with the metric against
without it. At least 24 months; how likely a strong effect would have been seen is always told.

**What to do** Put a number next to it that sales can use, such as accepted leads or pipeline per lead, and praise that one.

**Where it misleads** Not shown is not worthless: with two years of months even a strong effect is seen less than half the time. Telling the
future is not causing it. Reach and attention work slowly and show here late or not at all.

**References** METHODS 11.3, 14 #15, 14 #16.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oarlock.diagnose._months import lag_months, monthly
from oarlock.diagnose.base import DiagnosisPart, Evidence, Finding, Found, Grade, Question, Severity, Team
from oarlock.stats.predictive import LEAST_PERIODS, SURE, Predictive
from oarlock.words import counted, listed, number, p_value, percent

if TYPE_CHECKING:
    import numpy as np

TITLES = {"leads": "new leads", "handed_over": "leads handed over", "touches": "answered touches"}
QUARTER = 3
"""Months of a quarter: what its end always brings tells nothing of the metric."""
REMEDY = "Put a number beside it that sales can use, such as accepted leads or pipeline per lead, and praise that one."
MISLEADS = (
    "Not shown is not worthless: the power says how likely a real effect would have been seen. Attention works slowly."
)


@dataclass(frozen=True)
class _Tested:
    """One metric: the test, its p-value after correction, its verdict."""

    name: str
    test: Predictive
    p: float
    says: str


def find(question: Question) -> Found:
    """Which metrics tell the pipeline to come, and which were not shown to."""
    ledger, agreement = question.ledger, question.agreement
    for table in ("leads", "opportunities"):
        if ledger.is_empty(table):
            return Found(missing=f"whether a metric tells the pipeline to come needs {table}; import {table}")
    series = monthly(ledger, agreement)
    pipeline = series.pop("pipeline")
    if len(pipeline) < LEAST_PERIODS:
        return Found(
            missing=f"{counted(len(pipeline), 'complete month')} of pipeline by marketing; {LEAST_PERIODS} are needed"
        )
    lag = lag_months(ledger, agreement)
    if lag is None:
        return Found(
            missing="how long a lead takes to become a deal is not known: no opportunity names its lead; import lead_id"
        )
    tested = _tested(pipeline, series, lag)
    judged = [one for one in tested if one.says != "insufficient"]
    if not judged:
        return Found(missing="no metric moved from month to month for two years; import touches and stage_changes")
    silent = [one for one in judged if one.says == "not shown"]
    found = [_finding(silent, judged, len(pipeline), lag)] if silent else []
    return Found((*found, *_unusable(question)))


def _tested(pipeline: np.ndarray, series: dict[str, np.ndarray], lag: int) -> list[_Tested]:
    from oarlock.errors import BadSample, EmptySample
    from oarlock.stats.errorcontrol import benjamini_hochberg
    from oarlock.stats.predictive import arx, growth

    y = growth(pipeline)
    spend = series.pop("spend", None)
    held = None if spend is None else growth(spend)
    found: dict[str, Predictive] = {}
    for name, levels in series.items():
        try:
            found[name] = arx(_scaled(y), _scaled(growth(levels)), lag=lag, spend=held, season=QUARTER)
        except (BadSample, EmptySample):
            continue
    if not found:
        return []
    adjusted = benjamini_hochberg([test.p for test in found.values()]).tolist()
    return [_Tested(name, test, p, test.says(p)) for (name, test), p in zip(found.items(), adjusted, strict=True)]


def _unusable(question: Question) -> list[Finding]:
    """Touches of which not one leads to somebody: whatever they tell, nobody can work them (METHODS 11.3). Leads have their deals."""
    touches = question.ledger.table("touches")
    named = touches.filter(touches.lead_id.notnull() | touches.account_id.notnull())
    if question.ledger.is_empty("touches") or question.ledger.rows(named.select("touch_id").limit(1)):
        return []
    n = question.ledger.count("touches")
    many = counted(n, "answered touch", "answered touches")
    sentence = f"Not one of {many} names a lead or an account: whatever they tell, sales cannot act on them."
    remedy = "Import touches with lead_id or account_id, or praise a number that has them."
    return [
        Finding("vanity_metrics.unusable", Severity.NOTE, Team.MARKETING, sentence, (), remedy, MISLEADS, grade=Grade.A)
    ]


def _scaled(growths: np.ndarray) -> np.ndarray:
    """In standard deviations, so that effects of different metrics compare; a series that never moves stays as it is."""
    spread = float(growths.std())
    return growths / spread if spread > 0 else growths


def _finding(silent: list[_Tested], judged: list[_Tested], months: int, lag: int) -> Finding:
    from oarlock.stats.predictive import power

    seen = power(months, lag, season=QUARTER)
    telling = [TITLES[one.name] for one in judged if one.says == "predictive"]
    other = f" Shown to: {listed(telling)}." if telling else ""
    ranges = "; ".join(f"{TITLES[one.name]} {_ranged(one)}" for one in silent)
    sentence = (
        f"The growth of {listed([TITLES[one.name] for one in silent])} was not shown to tell marketing's pipeline {counted(lag, 'month')}"
        f" later beyond its own past, as {_why(silent)}. In standard deviations: {ranges}; n = {months} months. A strong effect would have"
        f" been seen with {percent(seen)} chance, so not shown is not worthless.{other}"
    )
    evidence = tuple(
        Evidence(one.name, _told(one), "score", after=one.test.coefficient.value, change=one.test.coefficient)
        for one in judged
    )
    return Finding(
        "vanity_metrics.not_shown", Severity.NOTE, Team.MARKETING, sentence, evidence, REMEDY, MISLEADS, grade=Grade.C
    )


def _why(silent: list[_Tested]) -> str:
    """Which of the two tests was not passed: a range off zero alone shows nothing where several metrics were tried."""
    chance = any(one.p >= SURE for one in silent)
    worse = any(one.test.rmse_ratio >= 1 for one in silent)
    told = ["chance shows as much where several are tried"] if chance else []
    return " and ".join([*told, *(["forecasts with it were no better than without"] if worse else [])])


def _told(one: _Tested) -> str:
    title = f"Growth of pipeline per standard deviation of growth in {TITLES[one.name]}"
    return f"{title} ({p_value(one.p)}; forecast error {one.test.rmse_ratio:.2f}× with it)"


def _ranged(one: _Tested) -> str:
    found = one.test.coefficient
    told = [number(None if end is None else round(end, 2)) for end in (found.value, found.lo, found.hi)]
    return f"{told[0]} ({told[1]} to {told[2]})"


DIAGNOSIS = DiagnosisPart(
    name="vanity_metrics",
    title="Vanity metrics",
    question="Do the numbers that are celebrated tell anything of the pipeline to come?",
    answers_for=(Team.MARKETING,),
    needs=("leads", "opportunities", "opportunity_versions", "touches", "stage_changes"),
    find=find,
    page=__doc__,
)
