"""Checks that need more than one setting: references to stages, segments and periods, and sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from oarlock.agreement._settings import Place
from oarlock.agreement._world import subdivisions_of
from oarlock.agreement.calendar import period_named
from oarlock.agreement.document import Agreement
from oarlock.errors import UsedWrongly, nearest


def cross_check(agreement: Agreement, place: Place) -> None:
    """Notes every reference that leads nowhere and every part that contradicts another."""
    _stages(agreement, place)
    _hours(agreement, place.at("hours"))
    _aims(agreement, place)
    _analysis(agreement, place.at("analysis"))
    _views(agreement, place.at("pipeline"))


def _stages(agreement: Agreement, place: Place) -> None:
    if any(problem.where.startswith(f"{place.file}, stages") for problem in place.problems):
        return  # what looks unknown may be the very stage that could not be read
    names = [stage.name for stage in agreement.stages]
    known = {
        *(name for stage in agreement.stages for name in stage.names),
        *(s.role for s in agreement.stages if s.role),
    }
    promises = place.at("promises")
    for where, stage in (
        (promises.at("sales").at("from_stage"), agreement.sales.from_stage),
        (promises.at("marketing").at("counted_stage"), agreement.marketing.counted_stage),
    ):
        if stage not in known:
            _unknown_stage(where, stage, names, 'Add it as a [[stages]] entry, or change "{}".')
    for spelling, times in Counter(name for stage in agreement.stages for name in set(stage.names)).items():
        if times > 1:
            place.at("stages").refuse(f'two stages answer to "{spelling}".', "Take it out of one of them.")
    pipeline, minimum = agreement.pipeline, agreement.pipeline.minimum_stage
    if minimum is not None and minimum not in pipeline.stages:
        where = place.at("pipeline").at("minimum_stage")
        _unknown_stage(where, minimum, pipeline.stages, "List the stages of a deal in order under pipeline.stages.")


def _views(agreement: Agreement, place: Place) -> None:
    for team, view in agreement.pipeline.views.items():
        if view.minimum_stage is not None and view.minimum_stage not in agreement.pipeline.stages:
            where = place.at("views").at(team).at("minimum_stage")
            advice = "List the stages of a deal in order under pipeline.stages."
            _unknown_stage(where, view.minimum_stage, agreement.pipeline.stages, advice)


def _unknown_stage(where: Place, stage: str, names: Iterable[str], advice: str) -> None:
    declared = ", ".join(names) or "none"
    close = nearest(stage, names)
    key = where.path.rsplit(".", 1)[-1]
    hint = f"Declared stages: {declared}.{close if 'mean' in close else ''}\n  {advice.format(key)}"
    where.refuse(f'there is no stage "{stage}".', hint)


def _hours(agreement: Agreement, place: Place) -> None:
    for team, hours in agreement.hours.items():
        if hours.subdivision is None:
            continue
        known = subdivisions_of(hours.country) if hours.country else ()
        if hours.subdivision not in known:
            hint = f"It has: {', '.join(known)}." if known else "Name the country, or leave the subdivision out."
            problem = f'"{hours.subdivision}" is no part of {hours.country or "a country that is not named"} with its own holidays.'
            place.at(team).at("subdivision").refuse(problem, hint)


def _aims(agreement: Agreement, place: Place) -> None:
    segments = [segment.name for segment in agreement.segments]
    stated: dict[tuple[object, ...], int] = {}
    for position, goal in enumerate(agreement.goals, start=1):
        here = place.at("goals").at(f"number {position}")
        if goal.segment is not None and goal.segment not in segments:
            here.at("segment").refuse(f'there is no segment "{goal.segment}".', nearest(goal.segment, segments).strip())
        try:
            period = period_named(goal.period, agreement.company.fiscal_year_start_month)
        except UsedWrongly as error:
            message, _, hint = str(error).partition(". ")
            here.at("period").refuse(f"{message}.", hint)
            continue
        for measure in ("bookings", "pipeline", "leads"):
            if getattr(goal, measure) is not None:
                first = stated.setdefault((period.start, period.end, goal.team, goal.segment, measure), position)
                if first != position:
                    problem = (
                        f"{goal.period} has a goal for {measure} already: number {first}, of the same team and segment."
                    )
                    here.at(measure).refuse(
                        problem, "Keep the one that holds; another team or segment may have its own."
                    )
    if (total := sum(persona.share or 0 for persona in agreement.personas)) > 1 + 1e-9:
        place.at("personas").refuse(f"the shares add up to {total:.0%}.", "At most 100 % of leads can be aimed for.")
    _incentives(agreement, place.at("incentives"))


def _incentives(agreement: Agreement, place: Place) -> None:
    """Each team's parts, those of both teams included, pay at most all of one bonus."""
    for team in ("both",) if {one.team for one in agreement.incentives} == {"both"} else ("marketing", "sales"):
        parts = [one for one in agreement.incentives if one.team in (team, "both")]
        total = sum(one.weight for one in parts)
        if total > 1 + 1e-9:
            place.refuse(f"the weights of {team} add up to {total:.0%}.", "At most 100 % can be paid.")
        stated = {one.bonus for one in parts if one.team == team and one.bonus is not None}
        if len(stated) > 1:
            told = ", ".join(f"{bonus:,.0f}" for bonus in sorted(stated))
            place.refuse(f"the bonus of {team} is stated as {told}.", "State one; weights say how it is shared out.")


def _analysis(agreement: Agreement, place: Place) -> None:
    analysis = agreement.analysis
    if analysis.verdict_quarters < analysis.minimum_quarters:
        problem = f"{analysis.verdict_quarters} is fewer than minimum_quarters, {analysis.minimum_quarters}."
        place.at("verdict_quarters").refuse(problem, "A verdict needs at least as much history as a trend.")
    if analysis.verdict_probability < analysis.leaning_probability:
        problem = f"{analysis.verdict_probability:g} is below leaning_probability, {analysis.leaning_probability:g}."
        place.at("verdict_probability").refuse(problem, "Saying so needs more than leaning.")
