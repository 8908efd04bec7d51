"""Do the two slopes point the same way, and if not, why not?

**What it looks for** The trend of the pipeline that marketing made available to close against the trend of bookings,
over complete quarters: both up, pipeline up and bookings flat, bookings up without new supply, both flat, or
shrinking. Then the causes that could part them, each tested on its own evidence and ranked by the bookings that
certainly go with it.

**Why it matters** It is the one comparison that neither team can win alone.

**How sure** Robust slopes with intervals that allow for autocorrelation; the family from joint resampling. Beside
them stands the same against the bookings that marketing sourced, and three checks that decide nothing: any direction
at all (Mann–Kendall), the same quarters of the year alone, and one change of pace with every quarter it may have
begun with; and what a year's change of bookings is made of: deals decided, their size, and the share of their worth
that was won, which add up to it exactly, whether the share won moved by the mix of sources, segments and profile
classes or inside them, and in which of them, all searched at one error rate. A cause is named only when its own
evidence changed beyond what its months vary anyway, with the false discovery rate held at 10 % over all causes.

**What to do** Read the first named cause, open its records, agree one change and a date to look again.

**Where it misleads** Ten quarters are few. "Can't tell" is an answer: it says which data would change it. A cause
that is named says where the change sits, not what caused it.

**References** METHODS 1.1–1.12.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oarlock import registry
from oarlock.diagnose._accounted import bookings_accounted
from oarlock.diagnose._beside_slopes import beside_the_slopes
from oarlock.diagnose._frame import Frame
from oarlock.diagnose._gates import gates
from oarlock.diagnose._ranking import ranked
from oarlock.diagnose._scene import Scene
from oarlock.diagnose._series import TwoSeries, monthly_bookings, two_series
from oarlock.diagnose._sourced_bookings import against_sourced
from oarlock.diagnose._trends import is_rolled_over, slopes
from oarlock.diagnose._where import where_it_moved
from oarlock.diagnose.base import (
    Cause,
    DiagnosisPart,
    Evidence,
    Family,
    Finding,
    Gate,
    Grade,
    Question,
    Severity,
    Slopes,
    Team,
)
from oarlock.measure.facts.without_rate import deals_without_rate
from oarlock.words import counted

if TYPE_CHECKING:
    from oarlock.ledger.reading import Ledger


@dataclass(frozen=True)
class SlopesAnswer:
    """What this diagnosis adds to the whole answer."""

    slopes: Slopes
    causes: tuple[Cause, ...]
    gates: tuple[Gate, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]


def find(question: Question) -> SlopesAnswer:
    """Gates, both trends, the quadrant and the ranked causes, as known at the ledger's instant."""
    ledger, agreement, dates = question.ledger, question.agreement, question.definition_dates
    series = two_series(ledger, agreement)
    checked = gates(ledger, agreement, series, dates)
    held = "; ".join(
        g.sentence.rstrip(".") for g in checked if g.passed is False and set(g.affects) & {"marketing", "bookings"}
    )
    marks = tuple((d, "definitions changed") for d in dates)
    seed = _seed(series)
    trends = slopes(series.points, agreement.analysis, seed=seed, held=held, marks=marks)
    scene = _scene(question, series)
    causes = _causes(scene)
    beside = beside_the_slopes(trends, seed=seed)
    if scene is not None and not held:
        beside += against_sourced(scene.deals, trends, agreement, seed=seed)
        beside += bookings_accounted(scene.deals, series.points, scene.currency, seed=seed)
        beside += where_it_moved(scene.deals, scene.segments, series.points, seed=seed)
    return SlopesAnswer(
        trends,
        causes,
        checked,
        (_finding(trends, causes, beside),),
        (*_notes(series, trends, ledger), *deals_without_rate(ledger, agreement)),
    )


def _scene(question: Question, series: TwoSeries) -> Scene | None:
    """What causes are judged in; None without a deal."""
    ledger, agreement = question.ledger, question.agreement
    if series.first_deal_on is None:
        return None
    first = series.points[0].start if series.points else series.first_deal_on
    frame = Frame(first.replace(day=1), ledger.as_of, agreement.company.reporting_currency, agreement.company.time_zone)
    bookings = monthly_bookings(ledger, agreement, frame)
    return Scene(ledger, agreement, frame, bookings, question.has_learnt_profile)


def _causes(scene: Scene | None) -> tuple[Cause, ...]:
    if scene is None:
        return ()
    tested = [(hypothesis, hypothesis.test(scene)) for _, hypothesis in registry.parts("diagnose.causes", "CAUSE")]
    return ranked(scene, tested)


def severity_of(trends: Slopes, *, has_cause: bool) -> Severity:
    """How loud the two trends are: a picture that only leans, with no cause of a certain effect, is no verdict and warns nobody."""
    if trends.family in (Family.DISCONNECT, Family.CONTRACTION) and not trends.leaning:
        return Severity.SEVERE
    return Severity.WARNING if has_cause else Severity.NOTE


def _finding(trends: Slopes, causes: tuple[Cause, ...], beside: tuple[Evidence, ...]) -> Finding:
    named = [cause for cause in causes if cause.verdict.value == "supports"]
    severity = severity_of(trends, has_cause=any(cause.grade in (Grade.A, Grade.B) for cause in named))
    family = trends.family.name.lower()
    return Finding(
        id=f"slopes.{family}",
        severity=severity,
        answers_for=named[0].answers_for if named else Team.BOTH,
        sentence=trends.sentence,
        evidence=(*_trend_evidence(trends), *beside),
        remedy=named[0].remedy if named else "Look at the quarters again when the next one is complete.",
        misleads=f"{counted(trends.bookings.growth.n, 'quarter is', 'quarters are')} few; one large deal can bend a line.",
        amount=named[0].amount if named else None,
        grade=named[0].grade if named else None,
    )


def _trend_evidence(trends: Slopes) -> Iterable[Evidence]:
    for name, attribute, one in (
        ("pipeline", "marketing", trends.marketing),
        ("bookings", "bookings", trends.bookings),
    ):
        series = tuple((point.period, getattr(point, attribute)) for point in trends.series)
        yield Evidence(name, f"Trend of {name}", "per quarter", change=one.growth, series=series)


def _notes(series: TwoSeries, trends: Slopes, ledger: Ledger) -> tuple[str, ...]:
    notes = []
    if series.first_deal_on is None:
        notes.append(_without_deals(ledger.count("opportunities"), ledger.count_deleted("opportunities")))
    if series.left_out:
        notes.append(
            f"Left out at the start of the record: {', '.join(series.left_out)}. Deals won then began before the record does."
        )
    if is_rolled_over(trends.series):
        notes.append("More of the available pipeline is rolled over than before: the same deals are counted again.")
    return tuple(notes)


def _without_deals(count_deals: int, count_deleted: int) -> str:
    if not count_deals and count_deleted:
        return f"All {counted(count_deleted, 'deal')} of the record are marked deleted in their source, so none is counted."
    if not count_deals:
        return "There are no deals in the record. Import opportunities.csv and opportunity_versions.csv, or your CRM's export of them."
    return (
        f"The record has {counted(count_deals, 'deal')} but not what became of them. Import opportunity_versions.csv, OpportunityHistory "
        "or OpportunityFieldHistory of Salesforce, or the property history of HubSpot."
    )


def _seed(series: TwoSeries) -> int:
    text = repr([(p.period, p.marketing, p.bookings) for p in series.points])
    return int.from_bytes(hashlib.sha256(b"slopes" + text.encode()).digest()[:8], "big")


DIAGNOSIS = DiagnosisPart(
    name="slopes",
    title="The two slopes",
    question="Do marketing's pipeline and sales' bookings move together, and if not, why not?",
    answers_for=(Team.MARKETING, Team.SALES),
    needs=("opportunities", "opportunity_versions"),
    find=find,
    page=__doc__,
    codes=registry.names("diagnose.causes"),
)
