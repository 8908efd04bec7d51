"""Is the pipeline review a meeting of both teams?

**What it looks for** Pipeline reviews of the last two quarters: how many were held against the calendar both agreed, at how many either
team had nobody, and who of those present contributed.

**Why it matters** The review is the talk that shows whether alignment is real. Where marketing listens to a sales meeting, or does not
come, nobody owns the number together and nothing flows back.

**How sure** Counted: Wilson's range of the share of meetings without a team, of those of which it was noted who was there, Newcombe's of
the difference in contributions, and the exact Poisson range of the meetings held. A finding needs the whole range on the bad side, and 8
meetings.

**What to do** Give marketing a fixed part of the review: where deals came from, what is coming, what it changes after last week's losses.

**Where it misleads** A meeting that nobody wrote down was not held as far as this record knows, and speaking is not contributing.

**References** METHODS 2.5, 11.4.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from oarlock.diagnose.base import DiagnosisPart, Evidence, Finding, Found, Grade, Question, Severity, Team
from oarlock.measure.facts.places import tally
from oarlock.stats.proportions import newcombe_difference, poisson_interval, share
from oarlock.stats.result import Estimate
from oarlock.words import change_range, counted, number, percent, percent_range, points

if TYPE_CHECKING:
    from oarlock.ledger.reading import Ledger

DAYS = 182
LEAST = 8
EVERY_DAYS = {"week": 7.0, "month": 30.4375, "quarter": 91.3125, "year": 365.25}
TEAMS = (Team.MARKETING, Team.SALES)
LEVEL = 0.95
"""Of each range, so that the several questions asked of one set of meetings accuse in error as seldom as one would."""


@dataclass(frozen=True)
class _Reviews:
    """Reviews of the window.

    Attributes:
        held: How many. listed: of how many the record says who was there; of the others nothing is known.
        attended: Per team at how many of these it was. without: the latest of them at which nobody of it was.
        people, contributed: Per team how many of it came, and had a say, where it was noted who had one.
    """

    held: int
    listed: int
    attended: dict[str, int]
    people: dict[str, int]
    contributed: dict[str, int]
    without: dict[str, tuple[str, ...]]


def find(question: Question) -> Found:
    """Reviews that were not held, and those that one team made alone."""
    ledger = question.ledger
    for table in ("meetings", "attendance", "users"):
        if ledger.is_empty(table):
            return Found(missing=f"who was at the joint meetings is not recorded; import {table}")
    reviews = _reviews(ledger)
    findings = [*_not_held(question, reviews)]
    if reviews.listed < LEAST:
        unlisted = f", {reviews.listed:,} of them with a list of who was there" if reviews.listed < reviews.held else ""
        held = f"{counted(reviews.held, 'pipeline review')} in the last two quarters{unlisted}"
        missing = f"{held}; {LEAST} are needed to judge who takes part"
        return Found(tuple(findings), missing=missing)
    findings += [one for team in TEAMS if (one := _absent(team, reviews))]
    if not findings and (silent := _silent(reviews)):
        findings.append(silent)
    return Found(tuple(findings))


def _reviews(ledger: Ledger) -> _Reviews:
    import ibis

    since = ibis.literal(ledger.as_of.replace(tzinfo=None) - timedelta(days=DAYS), type="timestamp")
    meetings = ledger.table("meetings")
    meetings = meetings.filter(
        meetings.kind.fill_null("pipeline_review") == "pipeline_review", meetings.held_at >= since
    )
    listed = meetings.semi_join(ledger.table("attendance"), "meeting_id")
    (row,) = ledger.rows(meetings.aggregate(n=meetings.count()))
    (told,) = ledger.rows(listed.aggregate(n=listed.count()))
    there = _attended(ledger, meetings)
    by_team = there.group_by(["meeting_id", "team"]).aggregate(
        people=tally(there.noted > 0), spoke=tally(there.contributed)
    )
    teams = ledger.rows(
        by_team.group_by("team").aggregate(
            meetings=by_team.count(), people=by_team.people.sum(), spoke=by_team.spoke.sum()
        )
    )
    of = {one["team"]: one for one in teams}
    empty = {"meetings": 0, "people": 0, "spoke": 0}

    def counts(name: str) -> dict[str, int]:
        return {team.value: int(of.get(team.value, empty)[name]) for team in TEAMS}

    without = {team.value: _without(ledger, listed, there, team.value) for team in TEAMS}
    return _Reviews(row["n"], told["n"], counts("meetings"), counts("people"), counts("spoke"), without)


def _attended(ledger: Ledger, meetings: Any) -> Any:
    """One row per meeting and person of ours who was there; `noted`: of how many of that meeting it is known whether they had a say."""
    import ibis

    people = ledger.table("users").select(_user="user_id", team=ledger.table("users").team.lower())
    there = ledger.table("attendance").select("meeting_id", "user_id", "contributed")
    there = there.semi_join(meetings, "meeting_id")
    there = there.mutate(noted=there.contributed.count().over(ibis.window(group_by=there.meeting_id)))
    return there.inner_join(people, there.user_id == people["_user"])


def _without(ledger: Ledger, meetings: Any, there: Any, team: str) -> tuple[str, ...]:
    import ibis

    missed = meetings.anti_join(there.filter(there.team == team), "meeting_id")
    told = missed.order_by([ibis.desc("held_at"), "meeting_id"]).limit(20).select("meeting_id", "held_at")
    return tuple(row["meeting_id"] for row in ledger.rows(told))


def _not_held(question: Question, reviews: _Reviews) -> list[Finding]:
    """Reviews held against the calendar, where the record of meetings reaches back over the whole window."""
    import ibis

    ledger, every = question.ledger, question.agreement.review.pipeline_every
    meetings = ledger.table("meetings")
    (row,) = ledger.rows(meetings.aggregate(first=meetings.held_at.min()))
    start = ledger.as_of.replace(tzinfo=None) - timedelta(days=DAYS)
    if row["first"] is None or row["first"] > start:
        return []
    due = DAYS / EVERY_DAYS[every]
    ends = poisson_interval(reviews.held, level=LEVEL)
    if due < 3 or ends.hi >= due:
        return []
    share_ = Estimate(
        reviews.held / due, ends.lo / due, ends.hi / due, reviews.held, method="exact Poisson", level=LEVEL
    )
    sentence = (
        f"Both teams agreed on a pipeline review every {every}, {number(due)} in the last two quarters; {reviews.held:,} were held"
        f" ({percent(share_.value)}, {percent_range(share_.lo, share_.hi, level=LEVEL)}, n = {reviews.held:,})."
    )
    last = meetings.order_by([ibis.desc("held_at"), "meeting_id"]).limit(5).select("meeting_id", "held_at")
    return [
        Finding(
            "one_sided_review.not_held", Severity.WARNING if ends.hi < 0.75 * due else Severity.NOTE, Team.BOTH, sentence,
            (Evidence("held", "Reviews held, of those agreed", "share", after=share_.value, change=share_),),
            remedy="Put the reviews into both calendars for the whole quarter, or agree on fewer.",
            misleads="A meeting nobody wrote down counts as not held.", grade=Grade.B,
            records=tuple(one["meeting_id"] for one in ledger.rows(last)),
        )
    ]  # fmt: skip


def _absent(team: Team, reviews: _Reviews) -> Finding | None:
    missed = reviews.listed - reviews.attended[team.value]
    told = share(missed, reviews.listed, level=LEVEL)
    if told.lo is None or told.lo <= 0.25:
        return None
    sentence = (
        f"At {missed:,} of {reviews.listed:,} pipeline reviews of the last two quarters nobody of {team.value} was there"
        f" ({percent(told.value)}, {percent_range(told.lo, told.hi, level=LEVEL)}, n = {told.n:,})."
    )
    return Finding(
        f"one_sided_review.absent.{team.value}", Severity.WARNING, team, sentence,
        (Evidence("absent", f"Reviews without {team.value}", "share", after=told.value, change=told),),
        remedy=f"Move the review to an hour at which {team.value} can come, and give it a part of its own.",
        misleads="Who was there may not have been written down.", grade=Grade.B, records=reviews.without[team.value],
    )  # fmt: skip


def _silent(reviews: _Reviews) -> Finding | None:
    """The team whose people contribute less often, of those who came."""
    pairs = {team.value: (reviews.contributed[team.value], reviews.people[team.value]) for team in TEAMS}
    if any(n < LEAST for _, n in pairs.values()):
        return None
    less, more = sorted(TEAMS, key=lambda team: pairs[team.value][0] / pairs[team.value][1])
    gap = newcombe_difference(pairs[less.value], pairs[more.value], level=LEVEL)
    if gap.hi is None or gap.hi > -0.1:
        return None
    (k, n), (j, m) = pairs[less.value], pairs[more.value]
    ends = (more.value.capitalize(), less.value.capitalize())
    sentence = (
        f"At pipeline reviews {percent(k / n)} of those of {less.value} who came contributed, against {percent(j / m)} of {more.value}"
        f" ({points(gap.value)}, {change_range(gap.lo, gap.hi, level=LEVEL)}, n = {n + m:,})."
    )
    return Finding(
        f"one_sided_review.silent.{less.value}", Severity.WARNING, less, sentence,
        (Evidence("contributed", "Share of those present who contributed", "share", j / m, k / n, gap, ends=ends),),
        remedy=f"Give {less.value} a fixed part of the review: where deals came from, what is coming, what it changes after the losses.",
        misleads="Who speaks is not who contributes; ask both teams.", grade=Grade.B,
    )  # fmt: skip


DIAGNOSIS = DiagnosisPart(
    name="one_sided_review",
    title="One-sided review",
    question="Is the pipeline review a meeting of both teams?",
    answers_for=(Team.BOTH,),
    needs=("meetings", "attendance", "users"),
    find=find,
    page=__doc__,
)
