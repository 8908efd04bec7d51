"""What may be shown of the survey: the one door through which anybody reads `survey_answers` (METHODS 8.4).

Nothing is told of fewer than 5 answers of a team to a question. Groups that are shown never overlap and no total over teams is ever
shown, so that nothing can be had by subtraction. The same group seen at two instants must not differ by fewer than 5 people either: of a
survey that is still open at most the answers of its first day are shown, once that day is over where the company is; after `open_days` all
that came until then, unless fewer than 5 came since that first day; later ones are never counted. That holds for a survey of the two teams,
or one that names no team: whoever reads it knows these few people and when they answered. A survey of others has no such day. Where the
same tokens answer two surveys (they should not: a token is random each time), the later one is hidden if its group differs from the earlier
one by 1 to 4 people. Own words are read here alone: what leaves is how many named a thing, from 10 answers on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from oarlock.agreement.survey import TEAMS
from oarlock.measure.facts.local import local, local_of, years_of
from oarlock.measure.facts.places import kept, kept_name
from oarlock.measure.periods import INSTANT
from oarlock.stats.secrecy import TEXT_THRESHOLD, THRESHOLD

if TYPE_CHECKING:
    import numpy as np

    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

DAY = 86_400.0
FEW, OPEN, SMALL_TEAM, WAVE, UNTURNED = "few", "open", "small_team", "wave", "unturned"
WHY_HIDDEN: Mapping[str, str] = {
    FEW: f"fewer than {THRESHOLD} answers of a team are not shown, nor a part of a team's answers",
    OPEN: f"the survey was still open on that day: its first day was not over, or fewer than {THRESHOLD} of a team had answered on it",
    SMALL_TEAM: f"a team has fewer than {THRESHOLD} people; ask its leader openly instead (agreement, [survey])",
    WAVE: f"fewer than {THRESHOLD} people joined or left since an earlier survey, so that their answers could be told",
    UNTURNED: "a high answer to this question is bad, and without its scale it cannot be turned round; import scale_min and scale_max",
}


def shown_answers(ledger: Ledger, agreement: Agreement) -> Any:
    """What may be shown of numeric answers: one row per survey, question, team, scale and value, kept on the ledger.

    Columns: survey_id, question (lower case), team (empty where none is recorded), scale_min, scale_max (null where not recorded), value
    (turned round where the question is), n (how many gave it), whole (how many of the team are shown in all, never to be told in parts),
    at (first answer of the survey, naive UTC), hidden (why nothing is shown of the group: then value is null and n is 0).
    """
    name = kept_name("shown_answers", agreement.survey, agreement.company.time_zone, ledger.as_of)
    return kept(ledger, name, lambda: _shown(ledger, agreement))


def teams_answering(ledger: Ledger, agreement: Agreement) -> tuple[frozenset[str], ...]:
    """The teams that answers are of, survey by survey, in lower case; the empty one stands for answers that name none."""
    told = shown_answers(ledger, agreement).select("survey_id", "team").distinct()
    teams: dict[str, set[str]] = {}
    for row in ledger.rows(told.order_by(["survey_id", "team"])):
        teams.setdefault(row["survey_id"], set()).add(row["team"])
    return tuple(frozenset(names) for names in teams.values())


@dataclass(frozen=True)
class Answers:
    """What the two teams answered to one question of one survey; a hidden team has no values.

    Attributes:
        values: Per team its answers, sorted. hidden: per team why it is not shown, a key of WHY_HIDDEN.
    """

    survey: str
    question: str
    at: datetime
    values: Mapping[str, np.ndarray]
    hidden: Mapping[str, str]


def latest_answers(ledger: Ledger, agreement: Agreement) -> dict[str, Answers]:
    """Per question the last survey of which both teams are shown, else the last there is."""
    import numpy as np

    if ledger.is_empty("survey_answers"):
        return {}
    table = shown_answers(ledger, agreement)
    table = table.filter(table.team.isin(list(TEAMS)))
    told: dict[tuple[str, datetime, str], dict[str, dict[str, Any]]] = {}
    for row in ledger.rows(table.order_by(["at", "survey_id", "question", "team", "value"])):
        teams = told.setdefault((row["question"], row["at"], row["survey_id"]), {"values": {}, "hidden": {}})
        if row["hidden"] is not None:
            teams["hidden"][row["team"]] = row["hidden"]
        else:
            teams["values"].setdefault(row["team"], []).extend([row["value"]] * row["n"])
    latest: dict[str, Answers] = {}
    for (question, at, survey), teams in sorted(told.items()):
        values = {team: np.asarray(given, dtype=np.float64) for team, given in teams["values"].items()}
        if len(values) == len(TEAMS) or question not in latest or len(latest[question].values) < len(TEAMS):
            latest[question] = Answers(survey, question, at, values, teams["hidden"])
    return latest


def people_of(ledger: Ledger, agreement: Agreement) -> dict[str, int]:
    """How many people each team has: as the agreement states it, else as many active users as the record names; unknown is left out."""
    stated = agreement.survey.people
    told = {} if len(stated) == len(TEAMS) or ledger.is_empty("users") else _users(ledger)
    return {team: stated.get(team, told.get(team, 0)) for team in TEAMS if team in stated or team in told}


def _users(ledger: Ledger) -> dict[str, int]:
    users = ledger.table("users")
    team = users.team.strip().lower()
    working = users.mutate(of=team).filter(users.active.fill_null(True), team.isin(list(TEAMS)))
    return {row["of"]: int(row["n"]) for row in ledger.rows(working.group_by("of").aggregate(n=working.count()))}


def words_counted(
    ledger: Ledger,
    agreement: Agreement,
    codes: Iterable[str],
    named: Callable[[str], Iterable[str]],
    *,
    least: int = TEXT_THRESHOLD,
) -> dict[str, tuple[int, dict[str, int]]]:
    """Per team with enough answers in own words to these questions: how many answered, and how many named each thing.

    Args:
        named: The things that one answer names; what it does not return never leaves this module.
        least: Answers of a team from which on they are counted; never below 5.
    """
    if ledger.is_empty("survey_answers") or not (wanted := [code.lower() for code in codes]):
        return {}
    base = _placed(ledger, agreement)
    base = base.filter(base.question.isin(wanted), base.said.notnull(), base.team.isin(list(TEAMS)))
    told: dict[str, tuple[int, dict[str, int]]] = {}
    if not ledger.rows(base.limit(1).select("team")):
        return told
    kept_rows = _kept_rows(base, agreement, max(least, THRESHOLD))
    last = kept_rows.group_by("team").aggregate(_last=kept_rows["at"].max()).rename(_team="team")
    rows = kept_rows.inner_join(last, (kept_rows.team == last["_team"]) & (kept_rows["at"] == last["_last"]))
    for row in ledger.rows(rows.select("team", "said").order_by(["team", "said"])):
        n, counts = told.get(row["team"], (0, {}))
        for one in dict.fromkeys(named(row["said"])):
            counts[one] = counts.get(one, 0) + 1
        told[row["team"]] = (n + 1, counts)
    return told


def _shown(ledger: Ledger, agreement: Agreement) -> Any:
    import ibis

    base = _placed(ledger, agreement)
    base = base.filter(base.value.notnull() | base.is_unturned)
    rows = _kept_rows(base, agreement, THRESHOLD)
    columns = ("survey_id", "question", "team", "scale_min", "scale_max", "value")
    counted = rows.group_by(list(columns)).aggregate(n=rows.count(), at=rows["at"].min())
    team = ibis.window(group_by=list(columns[:3]))
    counted = counted.mutate(hidden=ibis.null("string"), whole=counted.n.sum().over(team))
    states = _states(base, agreement, THRESHOLD)
    nothing, nobody = ibis.null("float64"), ibis.literal(0, type="int64")
    hidden = states.filter(states.hidden.notnull()).mutate(
        value=nothing, scale_min=nothing, scale_max=nothing, n=nobody, whole=nobody, at=states.began
    )
    order = (*columns, "n", "whole", "at", "hidden")
    return counted.select(*order).union(hidden.select(*order))


def _placed(ledger: Ledger, agreement: Agreement) -> Any:
    """All answers, each with `at` (the first answer of its survey), whether it came on that day, and in time."""
    import ibis

    answers = ledger.table("survey_answers")
    turned = [one.code.lower() for one in agreement.survey.questions if one.reversed]
    question = answers.question.strip().lower()
    value = answers.value
    if turned:
        value = question.isin(turned).ifelse(answers.scale_min + answers.scale_max - value, value)
    told = answers.select(
        "survey_id", "respondent", "scale_min", "scale_max", question=question, value=value,
        is_unturned=answers.value.notnull() & value.isnull(),
        team=answers.team.strip().lower().fill_null(""), said=answers.text.nullif(""),
        given_at=ibis.coalesce(answers.answered_at, answers.known_at), is_dated=answers.answered_at.notnull(),
    )  # fmt: skip
    told = told.filter(told.given_at.notnull())
    began = told.given_at.min().over(ibis.window(group_by=told.survey_id))
    told = told.mutate(at=began)
    until = ibis.literal(ledger.as_of.replace(tzinfo=None), type="timestamp")
    zone = agreement.company.time_zone
    day, first = (local(moment, zone, years_of(ledger)).date() for moment in (told.given_at, told["at"]))
    of_teams = told.team.isin([*TEAMS, ""]).ifelse(1, 0).max().over(ibis.window(group_by=told.survey_id))
    # Answers without a day of their own came as one file, on the day of the import: there is no day to wait for.
    is_dated = told.is_dated.ifelse(1, 0).max().over(ibis.window(group_by=told.survey_id)) == 1
    told = told.mutate(of_others=of_teams == 0, is_dated=is_dated)
    return told.mutate(
        is_first=day == first,
        is_first_over=~told.is_dated | (first < ibis.literal(local_of(ledger.as_of + INSTANT, zone).date())),
        in_time=told.of_others | (told.given_at.delta(told["at"], unit="second") / DAY <= agreement.survey.open_days),
        is_closed=told.of_others | (until.delta(told["at"], unit="second") / DAY >= agreement.survey.open_days),
    ).drop("of_others", "is_dated")


def _kept_rows(base: Any, agreement: Agreement, threshold: int) -> Any:
    """The answers of groups that may be shown, in the state in which they may be."""
    states = _states(base, agreement, threshold)
    shown = states.filter(states.hidden.isnull()).select(
        _survey=states.survey_id, _question=states.question, _team=states.team, takes_all=states.takes_all
    )
    same = (base.survey_id == shown["_survey"]) & (base.question == shown["_question"]) & (base.team == shown["_team"])
    rows = base.inner_join(shown, same)
    return rows.filter(rows.takes_all.ifelse(rows.in_time, rows.is_first))


def _states(base: Any, agreement: Agreement, threshold: int) -> Any:
    """One row per survey, question and team: whether all or only the first day's answers count, and why none do."""
    import ibis

    groups = base.group_by(["survey_id", "question", "team"]).aggregate(
        began=base["at"].min(),
        closed=base.is_closed.ifelse(1, 0).max(),
        n_first=base.respondent.nunique(where=base.is_first & base.is_first_over),
        n_all=base.respondent.nunique(where=base.in_time),
        unturned=base.is_unturned.ifelse(1, 0).max(),
    )
    since = groups.n_all - groups.n_first
    takes_all = (groups.closed == 1) & ((groups.n_first < threshold) | (since == 0) | (since >= threshold))
    groups = groups.mutate(takes_all=takes_all)
    n = groups.takes_all.ifelse(groups.n_all, groups.n_first)
    small = [team for team, people in agreement.survey.people.items() if people < THRESHOLD]
    waved = _after_another_wave(base, threshold)
    joined = groups.left_join(
        waved,
        (groups.survey_id == waved.later_survey)
        & (groups.question == waved.later_question)
        & (groups.team == waved.later_team),
    )
    hidden = ibis.cases(
        (joined.team.isin(small) if small else ibis.literal(False), SMALL_TEAM),
        ((n < threshold) & (joined.closed == 0), OPEN),
        (n < threshold, FEW),
        (joined.later_survey.notnull(), WAVE),
        (joined.unturned == 1, UNTURNED),
        else_=ibis.null("string"),
    )
    return joined.mutate(hidden=hidden).select("survey_id", "question", "team", "began", "takes_all", "hidden")


def _after_another_wave(base: Any, threshold: int) -> Any:
    """Groups whose tokens also answered an earlier survey, and that differ from it by 1 to 4 people.

    As either survey may have been shown: with the answers of its first day, or with all that came in time.
    """
    import ibis

    told = ("survey_id", "question", "team", "respondent", "at")
    stages = {"first": base.is_first & base.in_time, "all": base.in_time}
    people = ibis.union(
        *(base.filter(held).select(*told, stage=ibis.literal(name)).distinct() for name, held in stages.items())
    )
    of_group = ibis.window(group_by=["survey_id", "question", "team", "stage"])
    people = people.mutate(people=people.count().over(of_group))
    people = people.filter(people.people >= threshold)
    before = people.rename(**{f"e_{name}": name for name in people.columns})
    pairs = people.inner_join(
        before,
        (people.respondent == before.e_respondent)
        & (people.question == before.e_question)
        & (people.team == before.e_team)
        & ((before.e_at < people["at"]) | ((before.e_at == people["at"]) & (before.e_survey_id < people.survey_id))),
    )
    shared = pairs.group_by(
        ["survey_id", "question", "team", "stage", "people", "e_survey_id", "e_stage", "e_people"]
    ).aggregate(shared=pairs.count())
    apart = shared.people + shared.e_people - 2 * shared.shared
    found = shared.filter((apart > 0) & (apart < threshold))
    return found.select(later_survey=found.survey_id, later_question=found.question, later_team=found.team).distinct()
