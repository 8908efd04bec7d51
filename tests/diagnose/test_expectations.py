"""What both teams expect, whether they meet, and whether the agreement is still theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from journal import store_of
from oarlock import agreement as agreements
from oarlock.agreement import read_text
from oarlock.diagnose import agreement_stale, expectations_differ, one_sided_review
from oarlock.diagnose.base import Found, Question, Severity
from oarlock.stats.ordinal import cliffs_delta

DEFAULT = agreements.default()


def asked(diagnosis: Any, lines: list[str], agreement: Any = DEFAULT) -> Found:
    with store_of("\n".join(lines) or "2026-01-01 bob hired team=sales") as store:
        everything = store.ledger(None).as_of
        found: Found = diagnosis.find(Question(store.ledger(everything + timedelta(days=1)), agreement))
    return found


def answers(team: str, values: list[float], to: str) -> list[str]:
    row = "2026-03-02 pulse noted table=survey_answers respondent={0}{1} team={2} question={3} scale_min=1 scale_max=5 value={4}"
    return [row.format(team[0], number, team, to, value) for number, value in enumerate(values)]


def test_one_team_expects_an_hour_and_the_other_a_day(oracle: Callable[[str], Any]) -> None:
    """S8.sla_expectation: 24 times, 8 to 48."""
    given = oracle("S8.sla_expectation")["inputs"]
    lines = answers("marketing", given["marketing_hours"], "expected_hours") + answers(
        "sales", given["sales_hours"], "expected_hours"
    )
    (finding,) = asked(expectations_differ, lines).findings
    assert finding.id == "expectations_differ.believed"
    assert finding.severity is Severity.WARNING
    times = finding.evidence[0].change
    assert (times.value, times.lo, times.hi) == pytest.approx((24.0, 8.0, 48.0))
    assert "sales says 24.0× (8.0× to 48.0×, n = 14) as long as marketing" in finding.sentence


def test_teams_that_expect_the_same_and_what_is_written_are_no_finding() -> None:
    lines = answers("marketing", [8, 6, 8, 10, 8, 4], "expected_hours") + answers(
        "sales", [8, 8, 12, 6, 8, 8], "expected_hours"
    )
    found = asked(expectations_differ, lines)
    assert (found.findings, found.missing) == ((), "")


def test_nobody_knows_the_written_promise() -> None:
    lines = answers("marketing", [40, 48, 40, 56, 40, 40], "expected_hours") + answers(
        "sales", [40, 48, 48, 40, 40, 40], "expected_hours"
    )
    (finding,) = asked(expectations_differ, lines).findings
    assert finding.id == "expectations_differ.promise"


def test_leaders_of_small_teams_are_asked_openly() -> None:
    survey = replace(DEFAULT.survey, expected_hours={"marketing": 1.0, "sales": 24.0})
    (finding,) = asked(expectations_differ, [], replace(DEFAULT, survey=survey)).findings
    assert "24.0× apart (n = 2, asked openly)" in finding.sentence
    hidden = asked(
        expectations_differ,
        answers("marketing", [1] * 6, "expected_hours") + answers("sales", [24] * 4, "expected_hours"),
    )
    assert hidden.findings == ()
    assert "fewer than 5" in hidden.missing
    trust = asked(expectations_differ, answers("marketing", [1] * 6, "trust") + answers("sales", [4] * 4, "trust"))
    assert trust.missing.startswith("no question of the survey may be told: ")
    assert "fewer than 5" in trust.missing


def test_only_gaps_that_survive_the_correction_are_headlines(oracle: Callable[[str], Any]) -> None:
    given = oracle("S8.cliff")["inputs"]
    lines = answers("marketing", given["marketing"], "follow_up_fast") + answers(
        "sales", given["sales"], "follow_up_fast"
    )
    (finding,) = asked(expectations_differ, lines).findings
    assert finding.id == "expectations_differ.perceived"
    seen = cliffs_delta(given["sales"], given["marketing"]).estimate  # S8.cliff, seen from sales, at 90 %
    assert f"sales higher, Cliff's delta 0.71, {seen.lo:.2f} to {seen.hi:.2f}, n = 17" in finding.sentence
    assert finding.sentence.startswith("The one question asked of both teams they answer differently: ")
    assert "one of the top two answers from 12% and 67%, 54.2 points apart, " in finding.sentence
    assert "did not answer" not in finding.sentence, "how many people a team has is not known"
    for other in ("leads_fit", "leads_ready", "one_number", "goals_shared"):
        lines += answers("marketing", [3, 2, 4, 3, 5, 1], other) + answers("sales", [2, 3, 4, 5, 3, 1], other)
    assert asked(expectations_differ, lines).findings == ()


def test_what_either_believes_of_followed_up_leads_stands_beside_what_the_record_says() -> None:
    """Marketing believes in a third, sales in nine tenths; of 40 leads sales reached out to 30."""
    lines = [*answers("marketing", [30, 40, 25, 50, 35, 20, 60, 45], "leads_followed")]
    lines += answers("sales", [90, 80, 85, 95, 70, 90, 75, 80], "leads_followed")
    lines = [line.replace("scale_min=1 scale_max=5", "scale_min=0 scale_max=100") for line in lines]
    for i in range(40):
        lines += [f"2026-01-{5 + i % 20:02} l{i} created", f"2026-01-{5 + i % 20:02} l{i} mql"]
        lines += [f"2026-01-{5 + i % 20:02} l{i} assigned to=bob"]
        lines += [f"2026-01-{6 + i % 20:02} l{i} touched by=call"] if i % 4 else []
    (finding,) = asked(expectations_differ, [*lines, "2026-04-20 end created"]).findings
    assert "As measured, sales followed up 75% of the leads of Q1 2026 (62% to 84%, n = 40)." in finding.sentence


def test_a_question_turned_round_says_so(oracle: Callable[[str], Any]) -> None:
    """Sales says the teams do not work past each other: its answers are the higher ones once they are turned round."""
    given = oracle("S8.cliff")["inputs"]
    marketing, sales = ([6 - value for value in given[team]] for team in ("marketing", "sales"))
    lines = answers("marketing", marketing, "working_apart") + answers("sales", sales, "working_apart")
    (finding,) = asked(expectations_differ, lines).findings
    told = "“The two teams work past each other” turned round, so that high is good (sales higher, Cliff's delta 0.71"
    assert told in finding.sentence


@pytest.mark.parametrize(
    ("people", "end"),
    [
        ({"marketing": 8, "sales": 9}, "from 12% and 67%, 54.2 points apart, as everybody answered)."),
        ({"marketing": 8, "sales": 10}, "Whatever those who did not answer think, the teams differ in the top two answers."),
        ({"marketing": 20, "sales": 20}, "Those who did not answer could close the gap in the top two answers."),
    ],
)  # fmt: skip
def test_what_the_silent_could_change_is_said(oracle: Callable[[str], Any], people: dict[str, int], end: str) -> None:
    """One of 8 in marketing and 6 of 9 in sales: with one silent in sales at least 6 of 10; with many silent nothing is sure."""
    given = oracle("S8.cliff")["inputs"]
    lines = [line for team in people for line in answers(team, given[team], "follow_up_fast")]
    agreed = replace(DEFAULT, survey=replace(DEFAULT.survey, people=people))
    (finding,) = asked(expectations_differ, lines, agreed).findings
    assert finding.sentence.endswith(end)


def reviews(
    many: int, *, marketing: Callable[[int], bool], speaks: Callable[[int], bool] = lambda _: True
) -> list[str]:
    lines = [
        "2025-01-01 bob hired team=sales",
        "2025-01-01 mia hired team=marketing",
        "2025-06-01 old noted table=meetings kind=pipeline_review",
    ]
    for i in range(many):
        day = date(2026, 1, 5) + timedelta(days=7 * i)
        lines.append(f"{day} m{i} noted table=meetings kind=pipeline_review")
        lines.append(f"{day} m{i} noted table=attendance user_id=bob contributed=true")
        if marketing(i):
            lines.append(f"{day} m{i} noted table=attendance user_id=mia contributed={str(speaks(i)).lower()}")
    return [*lines, "2026-06-30 end created"]


def test_a_review_marketing_occasionally_attends() -> None:
    (finding,) = asked(one_sided_review, reviews(25, marketing=lambda i: i % 4 == 0)).findings
    assert (finding.id, finding.answers_for) == ("one_sided_review.absent.marketing", "marketing")
    assert finding.severity is Severity.WARNING
    assert finding.evidence[0].after == pytest.approx(18 / 25)
    assert len(finding.records) == 18


def test_a_review_of_both_is_no_finding_and_one_where_marketing_is_silent_is() -> None:
    assert asked(one_sided_review, reviews(25, marketing=lambda _: True)).findings == ()
    (finding,) = asked(one_sided_review, reviews(25, marketing=lambda _: True, speaks=lambda i: i % 5 == 0)).findings
    assert finding.id == "one_sided_review.silent.marketing"


def unlisted(many: int) -> list[str]:
    """Reviews of the last months of which nobody wrote down who was there."""
    return [
        f"{date(2026, 1, 7) + timedelta(days=7 * i)} u{i} noted table=meetings kind=pipeline_review"
        for i in range(many)
    ]


def test_nobody_was_absent_from_a_review_without_a_list_of_names() -> None:
    """Both came to twelve reviews, as far as that was noted; of twelve others nothing is known."""
    lines = [*reviews(12, marketing=lambda _: True), *unlisted(12)]
    found = asked(one_sided_review, lines)
    assert (found.findings, found.missing) == ((), "")
    absent = asked(one_sided_review, [*reviews(12, marketing=lambda i: i % 4 == 0), *unlisted(12)])
    (finding,) = absent.findings
    assert finding.sentence.startswith(
        "At 9 of 12 pipeline reviews of the last two quarters nobody of marketing was there (75%"
    )
    assert not [record for record in finding.records if record.startswith("u")]
    few = asked(one_sided_review, [*reviews(6, marketing=lambda _: False), *unlisted(20)])
    assert few.findings == ()
    assert few.missing.startswith(
        "26 pipeline reviews in the last two quarters, 6 of them with a list of who was there; 8 are needed"
    )


def test_who_had_a_say_counts_where_it_was_noted() -> None:
    """Marketing alone came to eleven reviews at which nobody noted who had a say: they are no silence."""
    lines = reviews(14, marketing=lambda _: True)
    for i in range(11):
        lines.append(f"{date(2026, 1, 7) + timedelta(days=7 * i)} u{i} noted table=meetings kind=pipeline_review")
        lines.append(f"{date(2026, 1, 7) + timedelta(days=7 * i)} u{i} noted table=attendance user_id=mia")
    found = [one.id for one in asked(one_sided_review, lines).findings]
    assert "one_sided_review.silent.marketing" not in found


def test_reviews_that_were_not_held() -> None:
    found = asked(one_sided_review, reviews(6, marketing=lambda _: True))
    assert [one.id for one in found.findings] == ["one_sided_review.not_held"]
    assert "8 are needed" in found.missing


def test_a_version_nobody_looked_at_is_stale_and_one_signed_again_is_not() -> None:
    text = 'version = 2\nin_force_from = 2024-01-01\n[[signatures]]\nname = "A"\nteam = "{}"\nsigned_on = {}\n'
    lines = ["2026-03-01 ann created"]
    found = asked(agreement_stale, lines, read_text(text.format("sales", "2024-01-01")))
    ids = [one.id for one in found.findings]
    assert ids[:2] == ["agreement_stale.age", "agreement_stale.unsigned"]
    assert "791 days ago" in found.findings[0].sentence
    again = asked(agreement_stale, lines, read_text(text.format("sales", "2026-01-01")))
    assert "agreement_stale.age" not in [one.id for one in again.findings]


def test_promises_without_a_record_and_stages_nobody_uses_are_noted() -> None:
    lines = ["2026-03-01 ann created"]
    assert "agreement_stale.promises_unmeasured" in [one.id for one in asked(agreement_stale, lines).findings]
    lines += [f"2026-03-{1 + i % 28:02} l{i} mql" for i in range(220)]
    told = {one.id: one for one in asked(agreement_stale, lines).findings}
    assert "pql" in told["agreement_stale.stages_unused"].sentence
    assert all(one.severity is Severity.NOTE for one in told.values())


def test_a_question_asked_on_two_scales_accuses_nobody_and_is_said() -> None:
    sales = [line.replace("scale_max=5", "scale_max=10") for line in answers("sales", [6] * 6, "trust")]
    found = asked(expectations_differ, [*answers("marketing", [5] * 6, "trust"), *sales])
    assert found.findings == ()
    (note,) = found.notes
    assert note.startswith("“trust” was asked on scales of 1 to 5 and 1 to 10")
