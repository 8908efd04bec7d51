"""The survey of two teams: how far apart they answer, and what nobody may learn from it."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal import store_of, take
from oarlock import agreement as agreements
from oarlock.agreement.survey import Survey
from oarlock.connect import files
from oarlock.errors import UnknownName
from oarlock.ledger.reading import Ledger
from oarlock.ledger.store import Store
from oarlock.ledger.writer import Writer
from oarlock.measure.engine import measure
from oarlock.measure.facts.answers import latest_answers, shown_answers, words_counted
from oarlock.stats.ordinal import cliffs_delta
from oarlock.stats.proportions import wilson_interval
from oarlock.stats.result import Status

AGREED = agreements.default()
LATER = datetime(2026, 6, 30, tzinfo=UTC)
"""When all surveys of these tests are closed."""
EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"


def answer(
    team: str, who: int, value: float, *, day: str = "2026-03-02", survey: str = "pulse", to: str = "follow_up_fast"
) -> str:
    return (
        f"{day} {survey} noted table=survey_answers respondent={team[0]}{who} team={team} question={to}"
        f" scale_min=1 scale_max=5 value={value}"
    )


def answers(team: str, values: list[int], **more: Any) -> list[str]:
    return [answer(team, number, value, **more) for number, value in enumerate(values)]


@contextmanager
def told(*lines: str, as_of: datetime | None = None) -> Iterator[Ledger]:
    with store_of("\n".join(lines)) as store:
        yield store.ledger(as_of or LATER)


def test_sales_believes_it_follows_up_fast_and_marketing_does_not(oracle: Callable[[str], Any]) -> None:
    given_ = oracle("S8.cliff")["inputs"]
    with told(*answers("marketing", given_["marketing"]), *answers("sales", given_["sales"])) as ledger:
        (row,) = measure(ledger, AGREED, "survey_gap").rows
    expected = oracle("S8.cliff")["expected"]
    assert row.slice == {"question": "follow_up_fast"}
    assert row.estimate == pytest.approx(expected["delta"])
    assert row.also["p"] == pytest.approx(expected["p_permutation"])
    assert (row.also["median_marketing"], row.also["median_sales"]) == (2.0, 4.0)
    assert row.also["top_two_gap"] == pytest.approx(expected["top2_diff"][0])
    assert row.also["top_two_marketing"] == pytest.approx(expected["top2_marketing"])
    assert "people_sales" not in row.also, "nobody said how many people a team has"
    assert row.hi < 0


def test_two_teams_asked_on_two_scales_are_not_compared() -> None:
    """Marketing says 5 of 5, sales 6 of 10: nobody is above the other."""
    sales = [line.replace("scale_max=5", "scale_max=10") for line in answers("sales", [6] * 6)]
    with told(*answers("marketing", [5] * 6), *sales) as ledger:
        (row,) = measure(ledger, AGREED, "survey_gap").rows
    assert (row.estimate, row.status, row.also, row.n) == (None, Status.CONFLICT, {}, 12)
    assert row.reason.startswith("asked on scales of 1 to 5 and 1 to 10")


@pytest.mark.parametrize(
    ("teams", "said"),
    [
        (("mktg", "vertrieb"), "the answers are of mktg and vertrieb, and the gap is that between marketing and sales; if one of these"),
        (("mktg", "sales"), "no answers of marketing"),
        (("", ""), "the answers do not say of which team they are; import survey_answers with team: marketing or sales"),
    ],
)  # fmt: skip
def test_teams_by_other_names_are_named(teams: tuple[str, str], said: str) -> None:
    lines = [
        answer(team or "x", 10 * place + n, 3).replace("team=x", "team=")
        for place, team in enumerate(teams)
        for n in range(6)
    ]
    with told(*lines) as ledger:
        found = measure(ledger, AGREED, "survey_gap")
    assert found.rows[0].reason.startswith(said)
    assert [line for line in found.caveats if "mktg" in line] == (
        ["Answers of mktg are of neither team; if one of these is marketing or sales by another name, translate it in a mapping"
         " (values.team)."]
        if teams == ("mktg", "sales")
        else []
    )  # fmt: skip


def test_a_reversed_question_is_turned_round() -> None:
    first = answers("marketing", [1, 1, 2, 1, 2], to="working_apart")
    lines = [*first, *answers("sales", [4, 5, 4, 5, 5], to="working_apart")]
    with told(*lines) as ledger:
        (row,) = measure(ledger, AGREED, "survey_gap").rows
        assert row.estimate == 1.0
        assert row.also["median_marketing"] == 5.0
        (caveat,) = [line for line in measure(ledger, AGREED, "survey_gap").caveats if "turned" in line]
    assert caveat == "Answers to working_apart are turned round: as all others they are high where things are well."


def test_a_reversed_question_without_its_scale_is_not_told_rather_than_left_out() -> None:
    """One answer of sales came without its scale: of the others nothing is told either, or it would look as if nobody had given it."""
    lines = [*answers("marketing", [1] * 6, to="working_apart"), *answers("sales", [4] * 6, to="working_apart")]
    lines.append(answer("sales", 6, 4, to="working_apart").replace("scale_min=1 scale_max=5", ""))
    with told(*lines) as ledger:
        (row,) = measure(ledger, AGREED, "survey_gap").rows
    assert (row.estimate, row.also) == (None, {})
    assert row.reason.endswith("cannot be turned round; import scale_min and scale_max")


def test_a_scale_of_a_hundred_has_no_top_two_answers() -> None:
    lines = [*answers("marketing", [30, 40, 50, 60, 99]), *answers("sales", [100, 99, 70, 80, 60])]
    with told(*(line.replace("scale_min=1 scale_max=5", "scale_min=0 scale_max=100") for line in lines)) as ledger:
        (row,) = measure(ledger, AGREED, "survey_gap").rows
    assert row.estimate == pytest.approx(-17 / 25)
    assert not [name for name in row.also if name.startswith("top_two")]


def test_four_answers_are_not_shown_nor_had_from_the_others() -> None:
    """Four of sales answer: they are hidden, and so is anything from which they could be counted."""
    with told(*answers("marketing", [3, 3, 4, 2, 5]), *answers("sales", [1, 2, 1, 1])) as ledger:
        (row,) = measure(ledger, AGREED, "survey_gap").rows
        assert (row.estimate, row.n, row.also, row.status) == (None, 0, {}, Status.INSUFFICIENT)
        for row_ in ledger.rows(shown_answers(ledger, AGREED)):
            assert row_["team"] == "marketing" or (row_["value"], row_["n"]) == (None, 0)


def test_a_team_of_four_people_is_not_shown_whatever_it_sent() -> None:
    agreed = replace(AGREED, survey=replace(AGREED.survey, people={"sales": 4}))
    with told(*answers("marketing", [3, 3, 4, 2, 5]), *answers("sales", [1, 2, 1, 1, 1])) as ledger:
        (row,) = measure(ledger, agreed, "survey_gap").rows
        assert row.estimate is None
        assert "ask its leader openly" in row.reason


def test_the_sixth_answer_cannot_be_had_by_asking_again_a_day_later() -> None:
    lines = [*answers("marketing", [3] * 6), *answers("sales", [4] * 5), answer("sales", 9, 1, day="2026-03-03")]
    seen = []
    for day in (3, 4, 16, 17, 30):
        with told(*lines, as_of=datetime(2026, 3, day, 12, tzinfo=UTC)) as ledger:
            seen.append(measure(ledger, AGREED, "survey_gap").rows[0].also["n_sales"])
    assert set(seen) == {5.0}


@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Pacific/Auckland"])
def test_nothing_is_shown_before_the_first_day_is_over(zone: str) -> None:
    """The seventh answer comes an hour after six: asked before and after it, one could subtract. The day is that of the company."""
    agreed = replace(AGREED, company=replace(AGREED.company, time_zone=zone))
    began = datetime(2026, 3, 2, 15, tzinfo=ZoneInfo(zone)).astimezone(UTC)

    def at(hours: float) -> str:
        return f"{began + timedelta(hours=hours):%Y-%m-%d %H:%M}"

    lines = [*answers("marketing", [3] * 6, day=at(0)), *answers("sales", [4] * 6, day=at(0))]
    lines += [answer("sales", 6, 1, day=at(1)), answer("sales", 7, 1, day=at(9.5))]
    over = timedelta(hours=9) - timedelta(microseconds=1)
    seen = []
    for after in (timedelta(0), timedelta(hours=2), over - timedelta(microseconds=1), over, timedelta(days=2)):
        with told(*lines, as_of=began + after) as ledger:
            (row,) = measure(ledger, agreed, "survey_gap").rows
        seen.append(row.also.get("n_sales", 0.0))
    assert seen == [0.0, 0.0, 0.0, 7.0, 7.0]
    assert "its first day is not over" in row.reason or row.estimate is not None


def test_a_file_of_answers_without_their_day_is_shown_at_once() -> None:
    """They count as given when they were imported; there is no first day of theirs to wait for."""
    rows = [
        {
            "survey_id": "old",
            "respondent": f"{team}{n}",
            "team": team,
            "question": "trust",
            "scale_min": 1,
            "scale_max": 5,
            "value": 3,
        }
        for team in ("marketing", "sales")
        for n in range(6)
    ]
    with Store.in_memory(threads=1) as store:
        take(store, {"survey_answers": rows}, "file", at="2026-03-02T10:00:00")
        (row,) = measure(store.ledger(datetime(2026, 3, 2, 11, tzinfo=UTC)), AGREED, "survey_gap").rows
    assert row.n == 12


def test_answers_over_several_days_are_shown_once_the_survey_is_closed() -> None:
    lines = [
        *answers("marketing", [3] * 6),
        *answers("sales", [4] * 3),
        *answers("marketing", [2] * 1, day="2026-03-20", survey="late"),
    ]
    lines += [answer("sales", 20 + i, 2, day="2026-03-05") for i in range(4)]
    lines += [answer("sales", 40, 5, day="2026-04-20")]
    with told(*lines, as_of=datetime(2026, 3, 6, tzinfo=UTC)) as ledger:
        assert "still open" in measure(ledger, AGREED, "survey_gap").rows[0].reason
    with told(*lines, as_of=datetime(2026, 5, 1, tzinfo=UTC)) as ledger:
        row = measure(ledger, AGREED, "survey_gap").rows[0]
        assert row.also["n_sales"] == 7.0, "what came after it was closed is not counted"


def test_a_survey_of_others_than_the_two_teams_counts_all_that_came() -> None:
    def given_over_months(team: str) -> list[str]:
        days = [f"2026-{1 + number // 4:02d}-{1 + number % 4 * 7:02d}" for number in range(12)]
        return [answer(team, number, 9 - number % 3, day=day, to="nps") for number, day in enumerate(days)]

    for team, shown in (("customers", 12), ("sales", 0)):
        lines = [
            line.replace("scale_min=1 scale_max=5", "scale_min=0 scale_max=10") for line in given_over_months(team)
        ]
        with told(*lines) as ledger:
            (row,) = measure(ledger, AGREED, "nps").rows
        assert row.n == shown, "of sales three came within the days a survey takes answers"


def test_one_who_joins_a_second_survey_under_the_same_tokens_is_not_told_apart() -> None:
    first = [*answers("marketing", [3] * 6), *answers("sales", [4] * 6)]
    second = [
        *answers("marketing", [2] * 6, survey="next", day="2026-06-02"),
        *answers("sales", [4] * 7, survey="next", day="2026-06-02"),
    ]
    with told(*first, *second) as ledger:
        found = measure(ledger, AGREED, "survey_gap")
        assert found.rows[0].estimate == -1.0, "the first survey still stands"
        assert (
            "follow_up_fast is told of the survey pulse: of the later one, next, fewer than 5 people"
            in found.caveats[0]
        )
        hidden = [r for r in ledger.rows(shown_answers(ledger, AGREED)) if r["hidden"] is not None]
        assert [(r["survey_id"], r["team"], r["hidden"]) for r in hidden] == [("next", "sales", "wave")]


def test_late_answers_do_not_hide_that_two_surveys_differ_by_one() -> None:
    """Four more answer the second survey when it is closed: what is shown of it still is the first and one person."""
    first = [*answers("marketing", [3] * 6), *answers("sales", [4] * 6)]
    second = [
        *answers("marketing", [2] * 6, survey="next", day="2026-05-02"),
        *answers("sales", [4] * 7, survey="next", day="2026-05-02"),
        *(answer("sales", 20 + i, 1, survey="next", day="2026-06-20") for i in range(4)),
    ]
    with told(*first, *second) as ledger:
        hidden = [r for r in ledger.rows(shown_answers(ledger, AGREED)) if r["hidden"] is not None]
    assert [(r["survey_id"], r["team"], r["hidden"]) for r in hidden] == [("next", "sales", "wave")]


def test_no_score_of_the_few_who_answered_on_the_right_scale() -> None:
    """Six customers answer, four of them on 1 to 10: the score of the other two is not told."""
    lines = [
        answer("customers", n, 9 - n, to="nps").replace("scale_min=1 scale_max=5", "scale_min=0 scale_max=10")
        for n in range(2)
    ]
    lines += [answer("customers", 5 + n, 9, to="nps").replace("scale_max=5", "scale_max=10") for n in range(4)]
    with told(*lines) as ledger:
        found = measure(ledger, AGREED, "nps")
    assert [(row.estimate, row.n) for row in found.rows] == [(None, 0)]
    assert "fewer than 5 answers" in found.rows[0].reason


day_of = st.integers(0, 25)


@given(st.lists(st.tuples(st.sampled_from(["marketing", "sales"]), day_of, st.integers(1, 5)), max_size=16))
@settings(max_examples=5, deadline=None)
def test_no_two_answers_differ_by_fewer_than_five_people(given_: list[tuple[str, int, int]]) -> None:
    """METHODS 15, 13: whatever is shown of a team at any two days differs by nobody or by at least five answers."""
    start = datetime(2026, 3, 2, tzinfo=UTC)
    lines = [
        answer(team, number, value, day=(start + timedelta(days=day)).date().isoformat())
        for number, (team, day, value) in enumerate(given_)
    ]
    if not lines:
        return
    with store_of("\n".join(lines)) as store:
        shown: dict[str, set[int]] = {"marketing": {0}, "sales": {0}}
        for day in (0, 3, 13, 14, 30):
            ledger = store.ledger(start + timedelta(days=day, hours=23))
            found = latest_answers(ledger, AGREED)
            for team in shown:
                values = found["follow_up_fast"].values if found else {}
                shown[team].add(len(values.get(team, ())))
    for sizes in shown.values():
        assert all(abs(a - b) >= 5 for a, b in itertools.combinations(sorted(sizes), 2))


@pytest.mark.parametrize("asked", [{"by": "n"}, {"where": "n >= 2"}, {"by": "team"}])
def test_no_slice_and_no_condition_cuts_a_group_into_parts_below_five(asked: dict[str, str]) -> None:
    with told(*answers("marketing", [3, 3, 4, 2, 5, 1]), *answers("sales", [1, 2, 1, 4, 5, 4])) as ledger:
        rows = measure(ledger, AGREED, "survey_gap", **asked).rows
        assert {(row.estimate, row.n) for row in rows} == {(None, 0)}
        with pytest.raises(UnknownName):
            measure(ledger, AGREED, "survey_gap", by="respondent")


def test_a_condition_that_leaves_out_one_answer_is_not_told_either() -> None:
    """All but one of sales said 4: those who are not alone with their answer are five, and the sixth would be had by subtraction."""
    with told(*answers("marketing", [3] * 6), *answers("sales", [4, 4, 4, 4, 4, 1])) as ledger:
        (whole,) = measure(ledger, AGREED, "survey_gap").rows
        (narrowed,) = measure(ledger, AGREED, "survey_gap", where="n >= 2").rows
    assert whole.also["n_sales"] == 6.0
    assert (narrowed.estimate, narrowed.also) == (None, {})
    assert "nor a part of a team's answers" in narrowed.reason


def people(**teams: int) -> Any:
    return replace(AGREED, survey=replace(AGREED.survey, people=teams))


def test_what_the_silent_could_change_is_told_where_the_staff_is_known(oracle: Callable[[str], Any]) -> None:
    """S8.finite_population: 9 of 12 in sales answer and 6 agree; all 8 of marketing answer, so that nothing of theirs is left to chance."""
    entry = oracle("S8.finite_population")
    agreed = people(marketing=8, sales=entry["inputs"]["team"])
    with told(
        *answers("marketing", [4, 2, 2, 1, 3, 3, 2, 1]), *answers("sales", [4, 5, 4, 4, 5, 5, 1, 2, 3])
    ) as ledger:
        found = measure(ledger, agreed, "survey_gap")
    also = found.rows[0].also
    assert also["top_two_sales"] == pytest.approx(entry["expected"]["share"])
    assert (also["top_two_least_sales"], also["top_two_most_sales"]) == tuple(entry["expected"]["worst_case_bounds"])
    assert also["top_two_least_marketing"] == also["top_two_most_marketing"] == also["top_two_marketing"] == 1 / 8
    ends = wilson_interval(6, 9)
    factor = entry["expected"]["fpc"]
    assert also["top_two_gap_lo"] == pytest.approx(1 / 8 - 2 / 3 - factor * (ends.hi - 2 / 3))
    assert also["top_two_gap_hi"] == pytest.approx(1 / 8 - 2 / 3 + factor * (2 / 3 - ends.lo))
    (silent,) = [line for line in found.caveats if "answered" in line]
    assert silent == (
        "follow_up_fast: 9 of 12 in sales answered; whatever the others think, 50% to 75% of the team give one of the top two answers."
    )


def test_of_many_questions_the_one_that_fewest_answered_says_how_far_the_shares_can_be_off() -> None:
    lines = [*answers("marketing", [4] * 6), *answers("sales", [4] * 9)]
    lines += [*answers("marketing", [4] * 6, to="one_number"), *answers("sales", [4] * 8, to="one_number")]
    with told(*lines) as ledger:
        silent = [line for line in measure(ledger, people(sales=10), "survey_gap").caveats if "answered" in line]
    assert silent == [
        "At the fewest 8 of 10 in sales answered (one_number): over the whole team a share of the top two answers can lie anywhere within"
        " 20 points."
    ]


def test_the_users_of_the_record_are_the_staff_where_the_agreement_does_not_say() -> None:
    hired = [f"2025-01-01 s{i} hired team=Sales" for i in range(9)] + ["2025-01-01 gone hired team=sales active=false"]
    with told(*hired, *answers("marketing", [3] * 6), *answers("sales", [4] * 6)) as ledger:
        also = measure(ledger, AGREED, "survey_gap").rows[0].also
        assert also["people_sales"] == 9.0
        assert "people_marketing" not in also
        fewer = measure(ledger, people(sales=5), "survey_gap").rows[0].also
        assert "people_sales" not in fewer, "six answered of five: the number is not known after all"


def test_no_bound_gives_away_what_is_hidden() -> None:
    """Four of sales answer of twelve: neither their share nor what the silent could make of it is told, nor marketing's beside it."""
    with told(*answers("marketing", [3, 3, 4, 2, 5]), *answers("sales", [1, 2, 1, 1])) as ledger:
        found = measure(ledger, people(marketing=5, sales=12), "survey_gap")
    assert found.rows[0].also == {}
    assert not [line for line in found.caveats if "answered" in line]


def test_own_words_are_counted_from_ten_on() -> None:
    def said(team: str, many: int) -> list[str]:
        row = "2026-03-02 pulse noted table=survey_answers respondent={0}{1} team={2} question=good_lead text=software-demo"
        return [row.format(team[0], number, team) for number in range(many)]

    with told(*said("marketing", 10), *said("sales", 9)) as ledger:
        found = words_counted(ledger, AGREED, ["good_lead"], lambda text: text.split("-"))
    assert found == {"marketing": (10, {"software": 10, "demo": 10})}


def test_nobody_reads_the_answers_but_the_one_door() -> None:
    source = Path(__file__).resolve().parents[2] / "src" / "oarlock"
    readers = {
        str(file.relative_to(source))
        for file in source.rglob("*.py")
        if "survey_answers" in file.read_text() and 'table("survey_answers")' in file.read_text()
    }
    assert readers == {"measure/facts/answers.py"}


@pytest.fixture(scope="module")
def bfi(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Store.in_memory() as store:
        with Writer(store) as writer:
            files.take(
                writer, shared / "data" / "survey" / "bfi.csv", now=datetime(2026, 6, 1, tzinfo=UTC),
                mapping=EXAMPLES / "survey_bfi" / "mapping.toml", rejects_folder=tmp_path_factory.mktemp("bfi"),
            )  # fmt: skip
        yield store.ledger(LATER)


def test_two_groups_of_2800_people_differ_as_published(bfi: Ledger) -> None:
    rows = {row.slice["question"]: row for row in measure(bfi, replace(AGREED, survey=Survey()), "survey_gap").rows}
    assert rows["a1"].estimate == pytest.approx(0.2040, abs=5e-5)
    assert (rows["a1"].also["n_marketing"], rows["a1"].also["n_sales"]) == (918, 1866)
    assert rows["e4"].estimate == pytest.approx(-0.0899, abs=5e-5)
    assert rows["c1"].also["p"] == pytest.approx(0.3892, abs=0.01)
    assert rows["c1"].lo < 0 < rows["c1"].hi
    assert rows["a1"].also["p_holm"] < 0.001


def test_britons_answer_as_published(shared: Path) -> None:
    with (shared / "data" / "survey" / "ess9gb.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["imbgeco"]]
    groups = [np.array([float(r["imbgeco"]) for r in rows if r["female"] == female]) for female in ("0", "1")]
    found = cliffs_delta(*groups)
    assert found.estimate.value == pytest.approx(0.0765, abs=5e-5)
    assert found.p == pytest.approx(0.003737, abs=0.002)
