"""Do the two teams mean the same pipeline when they say the number?

**What it looks for** The pipeline as marketing counts it against the pipeline as sales counts it, deal by deal: how far apart the two
counts are, and each step from the one to the other, with the deals behind it, today and in the twelve weeks before. How each team
counts is stated under `[pipeline.views]` of the agreement; where it is not, the usual ways are taken: marketing the open deals it sourced,
sales all open deals from the agreed stage on.

**Why it matters** Two teams that bring different numbers to one meeting spend it on whose number is right.

**How sure** The steps are exact: they add up to the difference, and nothing may be left unexplained. The disagreement is Ruzicka's
distance, in which errors that offset each other do not cancel; its range comes from resampling deals. Below 5% the two are one number,
up to 20% they can be explained, above it they are two pipelines.

**What to do** Agree on one view for the joint meeting, write it under `[pipeline.views]`, and keep the other as a drill-down.

**Where it misleads** Two counts that are meant to differ (created this quarter, closing this quarter) are not wrong, they are two
measures under one name. In the first days of a quarter little was created in it, in the last days little is left to close: ask as of a
day between. Counts that a team does not really use prove nothing, which is why unstated ones are only noted.

**References** METHODS 3.6, 11.4.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from oarlock import words
from oarlock.agreement import Agreement
from oarlock.agreement.calendar import period_of
from oarlock.agreement.views import View
from oarlock.diagnose._views import Step, TwoViews, Week, columns_of, default_views, two_views
from oarlock.diagnose.base import DiagnosisPart, Evidence, Finding, Found, Grade, Question, Severity, Team
from oarlock.errors import nearest
from oarlock.measure.cohorts import local_day
from oarlock.measure.facts.entries import is_recorded, no_close_dates
from oarlock.stats.reconcile import SAME_BELOW, TWO_PIPELINES_ABOVE, UNEXPLAINED
from oarlock.stats.result import Estimate, Status

REMEDY = "Agree on one view for the joint meeting and write it under [pipeline.views]; keep the other as a drill-down."
KEEP = "Nothing to mend: look again when either team changes how it counts."
EDGE = 1 / 8
"""Part of a window below which what it holds is small by the calendar: eleven days of a quarter."""
WHICH = {
    "as_of": "that changed between the days of the two lists",
    "close_window": "outside the other team's window",
    "stage": "in stages that the other team leaves out",
    "source": "of sources that the other team leaves out",
    "owner": "of owners that the other team leaves out",
    "type": "of kinds that the other team leaves out",
    "amount_definition": "that are not worth the same to both",
    "currency": "in currencies that the other team leaves out",
    UNEXPLAINED: "that differ for no reason that can be found",
}


def find(question: Question) -> Found:
    """The distance of the two counts, and a note for each step between them."""
    ledger, agreement = question.ledger, question.agreement
    stated = agreement.pipeline.views
    views = {**default_views(agreement), **stated}
    missing = _missing(question, views)
    if missing:
        return Found(missing=missing)
    found = two_views(ledger, agreement, views["marketing"], views["sales"])
    if found is None or found.distance.value is None:
        return Found(
            missing="neither count holds a deal with an amount on this day; ask --as-of a day on which deals were open"
        )
    notes = (*_calendar(question, views), *(() if len(stated) == 2 else (_usual(agreement),)))
    main = _main(found, agreement, is_stated=len(stated) == 2, changes=_changes(question, found))
    return Found((main, *_steps(found, agreement.company.reporting_currency)), notes=notes)


def _missing(question: Question, views: dict[str, View]) -> str:
    """Why the two counts cannot be made, and which file or clause would change that."""
    ledger, agreement = question.ledger, question.agreement
    for table in ("opportunities", "opportunity_versions"):
        if ledger.is_empty(table):
            return f"no {table.replace('_', ' ')} are recorded; import {table}"
    if any(view.clock == "close" and view.window != "all" for view in views.values()):
        reason = no_close_dates(ledger, agreement)
        if reason:
            return reason
    known = columns_of(ledger)
    for team, view in views.items():
        if view.rule is not None and (
            problems := view.rule.check(known, where=f"agreement.toml, pipeline.views.{team}.rule")
        ):
            return " ".join(str(problem) for problem in problems)
        if view.matched_by is not None and view.matched_by not in known:
            close = nearest(view.matched_by, known)
            return f"agreement.toml, pipeline.views.{team}.matched_by: there is no column {view.matched_by}.{close}"
        asks_source = view.rule is not None and "sourced_by" in view.rule.columns
        if asks_source and not is_recorded(ledger, "sourced_by", agreement):
            return (
                f"no deal says who sourced it, so what {team} counts cannot be told; import opportunities with sourced_by, set source_rule,"
                " or state another rule under [pipeline.views]"
            )
    return ""


def _usual(agreement: Agreement) -> str:
    stage = agreement.pipeline.minimum_stage
    return (
        "How the teams count their pipeline is not stated for both under [pipeline.views] of the agreement, so the usual ways were taken:"
        f" marketing counts the open deals it sourced, sales all open deals{f' from {stage} on' if stage else ''}."
    )


def _calendar(question: Question, views: dict[str, View]) -> tuple[str, ...]:
    """Where a stated window has hardly begun, or is nearly over, that it holds little by the calendar alone."""
    today, month = local_day(question.ledger, question.agreement), question.agreement.company.fiscal_year_start_month
    told = []
    for team, view in views.items():
        if view.window == "all":
            continue
        period = period_of(today - timedelta(days=view.days_before), view.window, month)
        gone = (today - timedelta(days=view.days_before) - period.start).days / period.days
        what = "created" if view.clock == "created" else "still to close"
        if (gone if view.clock == "created" else 1 - gone) < EDGE:
            place = "has hardly begun" if view.clock == "created" else "is nearly over"
            told.append(
                f"{team.capitalize()} counts deals {what} in the {view.window}, which {place}: a small number by the calendar. Ask"
                f" --as-of a day further from the edge of the {view.window}."
            )
    return tuple(told)


def _ends(distance: Estimate) -> str:
    """The range in brackets; nothing where the deals are too few for one to mean anything."""
    return f" ({words.percent_range(distance.lo, distance.hi)})" if distance.status is Status.OK else ""


def _main(found: TwoViews, agreement: Agreement, *, is_stated: bool, changes: int) -> Finding:
    now, distance, currency = found.weeks[0], found.distance, agreement.company.reporting_currency
    verdict, code = _verdict(distance)
    apart = is_stated and code == "two_pipelines" and distance.lo is not None and distance.lo > TWO_PIPELINES_ABOVE
    who = "Marketing counts" if is_stated else "Counted the usual ways, marketing has"
    sentence = (
        f"{who} {words.money(now.one, currency)} of pipeline in {words.counted(now.deals[0], 'deal')}, sales"
        f" {words.money(now.other, currency)} in {words.counted(now.deals[1], 'deal')}; of {words.counted(distance.n, 'deal')}"
        f" that either counts they disagree by {words.percent(distance.value)} of the value{_ends(distance)}: {verdict}."
    )
    unexplained = next((step for step in now.steps if step.reason == UNEXPLAINED), None)
    if unexplained is not None:
        sentence += f" {words.counted(unexplained.deals, 'deal')} differ for no reason that can be found."
    return Finding(
        id=f"pipeline_numbers_differ.distance.{code}",
        severity=Severity.WARNING if apart else Severity.NOTE,
        answers_for=Team.BOTH,
        sentence=sentence,
        evidence=tuple(_evidence(found, currency, changes)),
        remedy=KEEP if code == "same_number" else REMEDY,
        misleads="Counts that are meant to differ (created or closing this quarter) are two measures under one name, not an error.",
        grade=(Grade.A if unexplained is None else Grade.C) if distance.status is Status.OK else Grade.C,
        records=tuple(dict.fromkeys(one for ids in found.records.values() for one in ids))[:20],
    )


def _verdict(distance: Estimate) -> tuple[str, str]:
    if distance.status is not Status.OK:
        return f"can't tell, {distance.reason}", "cant_tell"
    if distance.value is not None and distance.value < SAME_BELOW:
        return "the same number", "same_number"
    if distance.value is not None and distance.value > TWO_PIPELINES_ABOVE:
        return "two pipelines", "two_pipelines"
    return "explainable", "explainable"


def _evidence(found: TwoViews, currency: str, changes: int) -> Iterator[Evidence]:
    weeks, now = found.weeks, found.weeks[0]
    series = tuple((week.on.isoformat(), week.distance) for week in reversed(weeks))
    first = next((week.distance for week in reversed(weeks) if week.distance is not None), None)
    drift = f" The definitions changed {words.counted(changes, 'time')} in that time." if changes else ""
    trend = f"Weekly disagreement: {words.percent(first)} on {words.day(weeks[-1].on)}, {words.percent(now.distance)} now.{drift}"
    yield Evidence("disagreement", trend, "share", first, now.distance, found.distance, series)
    yield Evidence(
        "net difference",
        f"Marketing's total less sales': {words.money(now.one - now.other, currency, signed=True)}.",
        "money",
        now.other,
        now.one,
        ends=("Sales", "Marketing"),
    )
    for step in now.steps:
        yield Evidence(step.reason, _step(step, currency), "money", after=step.amount)
    if found.unpriced:
        yield Evidence(
            "without an amount",
            f"Counted without an amount: {words.counted(found.unpriced, 'deal')}.",
            "count",
            after=float(found.unpriced),
        )


def _steps(found: TwoViews, currency: str) -> Iterator[Finding]:
    for step in found.weeks[0].steps:
        yield Finding(
            id=f"pipeline_numbers_differ.step.{step.reason}",
            severity=Severity.NOTE,
            answers_for=Team.BOTH,
            sentence=_step(step, currency),
            records=found.records.get(step.reason, ()),
        )


def _step(step: Step, currency: str) -> str:
    deals = words.counted(step.deals, "deal")
    amount = words.money(step.amount, currency, signed=True)
    return f"Of marketing's number less sales', {amount} is in {deals} {WHICH.get(step.reason, step.reason)}."


def _changes(question: Question, found: TwoViews) -> int:
    first: Week = found.weeks[-1]
    return sum(day >= first.on for day in question.definition_dates)


DIAGNOSIS = DiagnosisPart(
    name="pipeline_numbers_differ",
    title="Two pipeline numbers",
    question="Do marketing and sales mean the same pipeline?",
    answers_for=(Team.MARKETING, Team.SALES),
    needs=("opportunities", "opportunity_versions"),
    find=find,
    page=__doc__,
)
