"""The eighteen invariants of METHODS section 15: where each is a property test, and those that hold over the whole product.

What speaks of one function stands beside that function's other tests; `WHERE` says where, by number. What speaks of the product, whatever
is asked of whatever company, stands here: on generated small companies, each with a few of the metrics and diagnoses, and, slow, with all.
"""

from __future__ import annotations

import ast
import itertools
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from companies import DAYS, FIRST, answers, companies, day
from journal import rows_of, store_of, take
from oarlock import agreement as agreements
from oarlock import registry
from oarlock.agreement import Rule
from oarlock.agreement.survey import TEAMS, Asked, Survey
from oarlock.book.replaying import replay
from oarlock.diagnose._trends import slopes
from oarlock.diagnose.answer import plain
from oarlock.diagnose.base import Family, Finding, Grade, Question, SeriesPoint, Severity, Slopes, Verdict
from oarlock.diagnose.slopes import SlopesAnswer
from oarlock.ledger.reading import Ledger
from oarlock.ledger.store import Store
from oarlock.measure.engine import measure
from oarlock.measure.result import Measurement, Measurements
from oarlock.stats.result import Estimate, Status
from oarlock.stats.verdict import CANT_TELL, verdict_of

TESTS = Path(__file__).parent
HERE = "test_invariants.py"

WHERE: Mapping[int, tuple[str, Sequence[str]]] = {
    1: ("the bridge adds up", (
        "stats/test_bridge.py::test_both_bridges_add_up_whatever_happened",
        "stats/test_bridge.py::test_won_in_the_gross_bridge_is_what_was_booked",
    )),
    2: ("outcomes and what is open add up to one", (
        "stats/test_survival.py::test_probabilities_add_up_and_never_fall",
        "stats/test_survival.py::test_without_censoring_it_is_the_plain_share",
    )),
    3: ("credit adds up, and channels are only names", (
        "stats/test_attribution.py::test_credit_adds_up_to_the_conversions_under_every_model",
        "stats/test_attribution.py::test_a_channel_that_never_appears_changes_nothing",
        "stats/test_attribution.py::test_other_names_for_the_channels_only_move_the_credit",
        "measure/test_credit.py::test_the_engine_weighs_as_the_arrays_do",
    )),
    4: ("the closed form of removal is the re-solve", (
        "stats/test_attribution.py::test_the_closed_form_is_the_re_solve",
        "stats/test_attribution.py::test_repeats_of_a_channel_change_nothing_at_order_one",
    )),
    5: ("mix and rate are the whole change", (
        "stats/test_accounting.py::test_mix_and_rate_are_the_whole_change",
        "stats/test_accounting.py::test_periods_exchanged_change_the_sign",
        "stats/test_accounting.py::test_a_category_split_in_identical_halves_leaves_the_totals",
    )),
    6: ("factors add up and turn with time", ("stats/test_accounting.py::test_factor_terms_add_up_and_turn_with_time",)),
    7: ("reasons add up to the net difference", (
        "stats/test_bridge.py::test_reasons_add_up_to_the_net_difference",
        "stats/test_bridge.py::test_the_distance_is_symmetric_and_zero_only_for_equal_lists",
        "stats/test_bridge.py::test_the_distance_is_one_only_for_lists_that_share_nothing",
        "diagnose/test_lists.py::test_whatever_the_lists_the_reasons_add_up_and_turning_them_round_turns_the_sign",
    )),
    8: ("a slope knows no unit, turns with time, and no period that is not over", (
        "stats/test_trend.py::test_the_unit_of_a_series_does_not_change_its_growth",
        "stats/test_trend.py::test_time_reversed_negates_the_slope",
        f"{HERE}::test_a_period_that_is_not_over_changes_nothing",
    )),
    9: ("as of a day, whatever came later", (
        "stats/test_bridge.py::test_as_of_now_is_what_stands_now",
        "stats/test_bridge.py::test_what_is_appended_never_changes_the_past",
        "ledger/test_history.py::test_an_append_only_log_never_changes_past_answers",
        f"{HERE}::test_what_is_learnt_later_changes_no_past_answer",
    )),
    10: ("the business clock adds up", (
        "agreement/test_clock.py::test_the_clock_is_additive",
        "agreement/test_clock.py::test_what_was_worked_by_an_instant_is_due_no_later",
    )),
    11: ("waiting falls with people and time", (
        "stats/test_capacity.py::test_waiting_falls_with_people_and_time_and_rises_with_arrivals",
    )),
    12: ("Wilson holds the share", ("stats/test_resample.py::test_wilson_lies_in_the_unit_range_and_holds_the_share",)),
    13: ("nobody's answer can be had", (
        "stats/test_two_teams.py::test_no_combination_of_what_is_shown_isolates_fewer_than_five",
        "measure/test_survey.py::test_no_two_answers_differ_by_fewer_than_five_people",
        f"{HERE}::test_nothing_that_is_told_of_answers_isolates_fewer_than_five",
    )),
    14: ("the score falls with any part", ("stats/test_two_teams.py::test_the_score_falls_when_any_part_falls",)),
    15: ("the same record gives the same bytes", (
        "stats/test_trend.py::test_the_same_seed_gives_the_same_draws",
        "ledger/test_journeys.py::test_order_of_arrival_does_not_matter",
        "ledger/test_identity.py::test_order_does_not_matter_and_undo_restores_exactly",
        f"{HERE}::test_the_same_rows_in_any_order_give_the_same_bytes",
    )),
    16: ("sourced is a partition", (f"{HERE}::test_who_sourced_what_was_won_adds_up_under_every_definition",)),
    17: ("a tighter threshold never adds leads", (f"{HERE}::test_a_tighter_threshold_never_adds_leads",)),
    18: ("no verdict without a status of ok", (
        "stats/test_planning.py::test_a_status_other_than_ok_forbids_a_verdict",
        f"{HERE}::test_a_measurement_that_is_not_ok_says_why_and_carries_no_verdict",
        f"{HERE}::test_a_diagnosis_gives_no_verdict_on_what_is_not_ok",
    )),
}  # fmt: skip
"""By number: what it says in a few words, and the property tests that hold it."""

METRICS, DIAGNOSES = registry.names("measure"), registry.names("diagnose")
AGREED = agreements.default()
AGREED = replace(
    AGREED,
    company=replace(AGREED.company, reporting_currency="EUR"),
    capacity=replace(AGREED.capacity, hourly_cost=60.0, commission_share=0.08, gross_margin=0.75),
    profile=Rule("employees >= 50"),
    channels={"webinar": "create", "search": "capture"},
    definitions={"marketing": Rule("score >= 20"), "sales": Rule("score >= 50")},
)

SURVEYED = replace(
    AGREED,
    survey=Survey(
        people={"marketing": 13, "sales": 12}, questions=(Asked("recommend", "Would you recommend us?", kind="nps"),)
    ),
)

# A company that breaks a property is told as it was found: making it smaller would take minutes.
FEW = settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
ALL = settings(FEW, max_examples=3)
some_metrics = st.lists(st.sampled_from(METRICS), min_size=3, max_size=3, unique=True)
some_diagnoses = st.lists(st.sampled_from(DIAGNOSES), min_size=2, max_size=2, unique=True)


@pytest.mark.parametrize("number", range(1, 19))
def test_every_invariant_is_a_property_test(number: int) -> None:
    _, tests = WHERE[number]
    assert tests
    for told in tests:
        file, name = told.split("::")
        assert name in _properties(TESTS / file), told


def _properties(file: Path) -> set[str]:
    """Names of the tests of a file that take what hypothesis gives them."""
    functions = (node for node in ast.parse(file.read_text()).body if isinstance(node, ast.FunctionDef))
    return {one.name for one in functions if any("given(" in ast.unparse(mark) for mark in one.decorator_list)}


# 8


@given(
    st.lists(st.tuples(st.floats(1, 1e6), st.floats(1, 1e6)), min_size=6, max_size=12), st.floats(0, 1e6), st.floats(0, 1e6)
)  # fmt: skip
@settings(max_examples=10, deadline=None)
def test_a_period_that_is_not_over_changes_nothing(
    whole: list[tuple[float, float]], marketing: float, bookings: float
) -> None:
    start = date(2024, 1, 1)
    points = [SeriesPoint(f"q{i}", start, start, one, other) for i, (one, other) in enumerate(whole)]
    running = SeriesPoint("running", start, start, marketing, bookings, complete=False)
    found, with_it = (slopes(one, AGREED.analysis, seed=1) for one in (points, [*points, running]))
    assert plain(replace(with_it, series=())) == plain(replace(found, series=()))


# 9


@settings(FEW, max_examples=2)
@given(companies(), st.integers(60, DAYS - 60), some_metrics, some_diagnoses)
def test_what_is_learnt_later_changes_no_past_answer(
    company: str, known: int, metrics: list[str], diagnoses: list[str]
) -> None:
    """Half of the record, then the other half: as of the first half's last day nothing moves, and as of now is what stands now."""
    cut = datetime.combine(FIRST + timedelta(days=known), time(), UTC)
    first = "\n".join(line for line in company.splitlines() if line[:10] < day(known))
    whole, before = rows_of(company).rows, rows_of(first).rows
    later = {table: [row for row in rows if row not in before.get(table, ())] for table, rows in whole.items()}
    with store_of(first) as store:
        told = _answers(store.ledger(cut), metrics, diagnoses)
        take(store, {table: rows for table, rows in later.items() if rows}, "later", at=day(known + 1))
        assert _answers(store.ledger(cut), metrics, diagnoses) == told
        now = store.ledger()
        assert _answers(store.ledger(now.as_of), metrics, diagnoses) == _answers(now, metrics, diagnoses)


# 13


@settings(FEW, max_examples=5)
@given(answers(question="recommend", most=12, scale=(0, 10)), st.lists(st.integers(600, 640), min_size=2, max_size=3))
def test_nothing_that_is_told_of_answers_isolates_fewer_than_five(lines: list[str], asked_on: list[int]) -> None:
    """Whatever is asked of a survey, on whatever days: two groups of which something is told differ by nobody or by five people."""
    if not lines:
        return
    cuts: dict[str, dict[str, Any]] = {"whole": {}, "sliced": {"by": "team"}, "narrowed": {"where": "n >= 2"}}
    with store_of("\n".join(lines)) as store:
        shown: dict[str, set[float]] = {team: {0.0} for team in (*TEAMS, "both")}
        for on, asked in itertools.product(sorted(asked_on), cuts.values()):
            ledger = store.ledger(datetime.combine(FIRST + timedelta(days=on), time(23), UTC))
            for row in measure(ledger, SURVEYED, "survey_gap", **asked).rows:
                for team in TEAMS:
                    shown[team].add(row.also.get(f"n_{team}", 0.0))
                    assert (f"n_{team}" in row.also) or not row.also, "no figure of a team that is not shown"
            for row in measure(ledger, SURVEYED, "nps", **asked).rows:
                shown[row.slice.get("team") or "both"].add(float(row.n))
    for sizes in shown.values():
        assert all(abs(one - other) >= 5 for one, other in itertools.combinations(sizes, 2))


# 15


@FEW
@given(companies(), st.integers(0, 2**32), some_metrics, some_diagnoses)
def test_the_same_rows_in_any_order_give_the_same_bytes(
    company: str, order: int, metrics: list[str], diagnoses: list[str]
) -> None:
    with store_of(company) as told, _shuffled(company, order) as shuffled:
        one, other = (_answers(store.ledger(), metrics, diagnoses) for store in (told, shuffled))
    assert one == other


@pytest.mark.slow
@ALL
@given(companies(), st.integers(0, 2**32))
def test_the_same_rows_in_any_order_give_the_same_bytes_in_all_that_can_be_asked(company: str, order: int) -> None:
    with store_of(company) as told, _shuffled(company, order) as shuffled:
        assert _answers(told.ledger(), METRICS, DIAGNOSES) == _answers(shuffled.ledger(), METRICS, DIAGNOSES)


ONCE = """
import sys
sys.path[:0] = {path}
from companies import COMPANY
from journal import store_of
from test_invariants import DIAGNOSES, METRICS, _answers
with store_of(COMPANY) as store:
    sys.stdout.write(_answers(store.ledger(), METRICS[::3], DIAGNOSES[::2]))
"""


@pytest.mark.slow
def test_another_process_says_the_same() -> None:
    """Names hash otherwise in every process; what is told must not depend on it."""
    script = ONCE.format(path=[str(TESTS), str(TESTS.parent / "src")])
    told = [
        subprocess.run(
            [sys.executable, "-c", script], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0]
    assert told[0] == told[1]


# 16


@FEW
@given(companies())
def test_who_sourced_what_was_won_adds_up_under_every_definition(company: str) -> None:
    with store_of(company) as store:
        ledger = store.ledger()
        (total,) = measure(ledger, AGREED, "bookings").rows
        parts = measure(ledger, AGREED, "sourced_revenue").rows
    for definition in {row.slice["definition"] for row in parts} - {None}:
        told = [row for row in parts if row.slice["definition"] == definition]
        assert sum(row.estimate or 0.0 for row in told) == pytest.approx(total.estimate or 0.0, abs=1e-6)
        assert sum(row.n for row in told) == total.n


# 17


@FEW
@given(companies(), st.lists(st.integers(0, 300), min_size=2, max_size=2))
def test_a_tighter_threshold_never_adds_leads(company: str, thresholds: list[int]) -> None:
    """In the definition test, in the replay of a changed rule, and in any condition on a metric."""
    with store_of(company) as store:
        ledger = store.ledger()
        passed = [_passing(ledger, threshold) for threshold in sorted(thresholds)]
    for wider, tighter in zip(*passed, strict=True):
        assert tighter <= wider


def _passing(ledger: Ledger, threshold: int) -> list[float]:
    """How many leads pass a bound on the score, or on the size of their company, in every place where one can be set."""
    rule, size = Rule(f"score >= {threshold}"), Rule(f"employees >= {threshold}")
    agreed = replace(AGREED, definitions={**AGREED.definitions, "marketing": rule})
    (tested,) = measure(ledger, agreed, "definition_agreement").rows
    narrowed = measure(ledger, AGREED, "lead_volume", where=rule.text).rows
    replayed = replay(ledger, AGREED, "profile", size) if ledger.count("leads") else None
    return [
        tested.also.get("both", 0.0) + tested.also.get("marketing_only", 0.0),
        sum(row.estimate or 0.0 for row in narrowed),
        replayed.passing_after if replayed else 0,
    ]


# 18


@FEW
@given(companies(), some_metrics, st.floats(-1e6, 1e6))
def test_a_measurement_that_is_not_ok_says_why_and_carries_no_verdict(
    company: str, metrics: list[str], threshold: float
) -> None:
    with store_of(company) as store:
        _no_verdicts_in_measures(store.ledger(), metrics, threshold)


@FEW
@given(companies(), some_diagnoses)
def test_a_diagnosis_gives_no_verdict_on_what_is_not_ok(company: str, diagnoses: list[str]) -> None:
    with store_of(company) as store:
        _no_verdicts_in_diagnoses(store.ledger(), diagnoses)


@pytest.mark.slow
@ALL
@given(companies(), st.floats(-1e6, 1e6))
def test_no_verdict_without_a_status_of_ok_in_all_that_can_be_asked(company: str, threshold: float) -> None:
    with store_of(company) as store:
        ledger = store.ledger()
        _no_verdicts_in_measures(ledger, METRICS, threshold)
        _no_verdicts_in_diagnoses(ledger, DIAGNOSES)


def _no_verdicts_in_measures(ledger: Ledger, metrics: Sequence[str], threshold: float) -> None:
    for name in metrics:
        for every in (None, "quarter"):
            found = measure(ledger, AGREED, name, every=every)
            for row in found:
                _is_silent_unless_ok(row, threshold)
            for change in found.changes:
                assert change.raw.status is Status.OK or not change.reversed_by


def _is_silent_unless_ok(row: Measurement, threshold: float) -> None:
    told = Estimate(row.estimate, row.lo, row.hi, row.n, status=row.status)
    if row.status is not Status.OK:
        assert row.reason.strip()
        assert verdict_of(told, threshold) == CANT_TELL
    if row.estimate is None:
        assert row.status is not Status.OK


def _no_verdicts_in_diagnoses(ledger: Ledger, diagnoses: Sequence[str]) -> None:
    for name in diagnoses:
        found = registry.load("diagnose", name, "DIAGNOSIS").find(Question(ledger, AGREED))
        for finding in found.findings:
            _accuses_nobody_unless_ok(finding)
        if isinstance(found, SlopesAnswer):
            _trends_are_silent_unless_ok(found.slopes)
            for cause in found.causes:
                assert cause.verdict is Verdict.CANT_TELL or not cause.missing
                assert cause.grade is not Grade.D or cause.verdict is Verdict.CANT_TELL


def _accuses_nobody_unless_ok(finding: Finding) -> None:
    if finding.severity is not Severity.NOTE:
        told = [one.change for one in finding.evidence if one.change is not None]
        assert not told or any(one.status is Status.OK for one in told), finding.id
        assert finding.grade is not Grade.D, finding.id


def _trends_are_silent_unless_ok(trends: Slopes) -> None:
    if trends.status is not Status.OK:
        assert trends.family is Family.CANT_TELL
        assert trends.probability is None
        assert trends.reason


# What the product answers, as bytes


def _answers(ledger: Ledger, metrics: Sequence[str], diagnoses: Sequence[str]) -> str:
    """Every answer as JSON: what the command line writes for other programs."""
    told = [_measured(measure(ledger, AGREED, name, every="quarter")) for name in metrics]
    found = [registry.load("diagnose", name, "DIAGNOSIS").find(Question(ledger, AGREED)) for name in diagnoses]
    return json.dumps([told, plain(found)], allow_nan=False)


def _measured(found: Measurements) -> dict[str, Any]:
    return {**found.to_json(), "changes": [change.to_json() for change in found.changes]}


@contextmanager
def _shuffled(company: str, order: int) -> Iterator[Store]:
    """The company with the rows of every table in another order."""
    rows, rng = rows_of(company).rows, random.Random(order)  # noqa: S311 - an order, no secret
    with Store.in_memory(threads=1) as store:
        take(store, {table: rng.sample(told, len(told)) for table, told in rows.items()}, "journal")
        yield store
