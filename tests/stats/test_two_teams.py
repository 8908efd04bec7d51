"""Two teams' answers, secrecy, personas, vanity and the score: oracles that state error rates, and what holds for any input."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.coders import coding
from oarlock.stats.composite import change, draws, improved, score
from oarlock.stats.divergence import divergence, reason_shift
from oarlock.stats.ordinal import cliffs_delta, of_whole_team, permutation_p, shift
from oarlock.stats.panel import leads, validation_power
from oarlock.stats.predictive import arx, correlation, growth, power
from oarlock.stats.proportions import newcombe_difference
from oarlock.stats.raters import TwoByTwo, agreement, band, interval_jaccard
from oarlock.stats.result import Estimate, Interval, Status
from oarlock.stats.secrecy import is_safe, safe_cuts

Oracle = Callable[[str], dict[str, Any]]
answers = st.lists(st.integers(1, 5), min_size=2, max_size=12)


def test_the_gap_between_two_teams(oracle: Oracle) -> None:
    """S8.cliff, but for its standard error, which weighs each group's rows by its own size instead of the other's.

    The two agree for equal groups (S8.cliff.small). For unequal ones ours is what repeated samples show, below.
    """
    entry = oracle("S8.cliff")
    x, y = (np.array(entry["inputs"][team], dtype=float) for team in ("marketing", "sales"))
    expected, found = entry["expected"], cliffs_delta(x, y, level=0.95)
    assert found.estimate.value == pytest.approx(expected["delta"])
    assert found.p == pytest.approx(expected["p_permutation"], abs=1e-9)
    assert found.permutations == expected["permutations"]
    assert found.label == expected["magnitude"]
    apart = newcombe_difference((1, 8), (6, 9), level=0.95)
    assert [apart.value, apart.lo, apart.hi] == pytest.approx(expected["top2_diff"], abs=1e-6)
    d = np.sign(x[:, None] - y[None, :])
    delta, (m, n) = d.mean(), d.shape
    rows, columns = ((d.mean(axis=axis) - delta) ** 2 for axis in (1, 0))
    theirs = (m * m * rows.sum() + n * n * columns.sum() - ((d - delta) ** 2).sum()) / (m * n * (m - 1) * (n - 1))
    ours = (n * n * rows.sum() + m * m * columns.sum() - ((d - delta) ** 2).sum()) / (m * n * (m - 1) * (n - 1))
    assert math.sqrt(theirs) == pytest.approx(expected["se"], abs=1e-6)
    assert found.se == pytest.approx(math.sqrt(ours))


def test_the_standard_error_is_what_repeated_samples_show() -> None:
    rng = np.random.default_rng(5)
    for m, n in ((6, 30), (30, 6)):
        found = [cliffs_delta(rng.integers(1, 6, m), rng.integers(1, 6, n)) for _ in range(250)]
        spread = np.std([one.estimate.value for one in found])
        assert np.sqrt(np.mean([one.se**2 for one in found])) == pytest.approx(spread, rel=0.2)


@pytest.mark.parametrize("n", [5, 12])
def test_intervals_of_the_gap_cover(oracle: Oracle, n: int) -> None:
    """S8.sim.cliff_coverage states .885 to .909 for these sizes; 400 samples know it to ± .03."""
    expected = oracle("S8.sim.cliff_coverage")["expected"][str(n)]["z"]
    rng = np.random.default_rng(11)
    p, q = np.array([0.1, 0.2, 0.3, 0.25, 0.15]), np.array([0.05, 0.15, 0.2, 0.3, 0.3])
    true = sum(p[i] * q[j] * np.sign(i - j) for i in range(5) for j in range(5))
    inside = 0
    for _ in range(400):
        ends = cliffs_delta(rng.choice(5, n, p=p), rng.choice(5, n, p=q)).estimate
        inside += ends.lo <= true <= ends.hi
    assert inside / 400 == pytest.approx(expected, abs=0.045)


@given(answers, answers)
@settings(max_examples=40, deadline=None)
def test_the_gap_turns_its_sign_with_the_teams(one: list[int], other: list[int]) -> None:
    a, b = cliffs_delta(one, other), cliffs_delta(other, one)
    assert a.estimate.value == pytest.approx(-b.estimate.value)
    assert a.p == pytest.approx(b.p)
    assert -1 <= a.estimate.lo <= a.estimate.value + 1e-9
    assert a.estimate.value - 1e-9 <= a.estimate.hi <= 1


def test_drawn_divisions_agree_with_all_of_them() -> None:
    x, y = [1, 2, 2, 3, 1, 2, 4] * 3, [2, 3, 3, 4, 2, 5, 1] * 3
    exact, _ = permutation_p(x, y)
    long = permutation_p(x + [3] * 10, y + [3] * 10)[0]
    assert exact < long < 1
    assert permutation_p([1] * 40, [1] * 40)[0] == 1.0


def test_too_few_for_any_interval_give_the_whole_line() -> None:
    found, k = shift([0.0, 1.0], [2.0, 3.0])
    assert (k, found.lo, found.hi) == (-1, -math.inf, math.inf)


def test_counts_that_cannot_be() -> None:
    with pytest.raises(BadSample):
        of_whole_team(5, 6, 1)
    with pytest.raises(BadSample):
        agreement(TwoByTwo(-1, 0, 0, 5))
    with pytest.raises(EmptySample):
        agreement(TwoByTwo(0, 0, 0, 9))


def test_bands_rest_on_the_ends() -> None:
    ends = ((0.82, 0.9), (0.62, 0.78), (0.3, 0.5), (0.55, 0.7))
    assert [band(Interval(*one)) for one in ends] == ["same", "close", "different", "can't tell"]
    assert interval_jaccard((50, math.inf), (50, math.inf)) == 1.0
    assert interval_jaccard((50, 80), (100, 200)) == 0.0


people = st.integers(0, 13)


@given(st.lists(st.frozensets(people, max_size=14), min_size=1, max_size=5))
@settings(max_examples=80, deadline=None)
def test_no_combination_of_what_is_shown_isolates_fewer_than_five(cuts: list[frozenset[int]]) -> None:
    """METHODS 15, 13. Checked by another way: whether the rows shown span a vector that is 0 outside some four people."""
    named = {f"cut {i}": cut for i, cut in enumerate(cuts)}
    shown = [named[name] for name in safe_cuts(named)]
    assert all(len(cut) >= 5 for cut in shown)
    assert is_safe(shown)
    for one in shown:
        for other in shown:
            assert len(one - other) >= 5 or not one - other or not other <= one
    if not shown:
        return
    matrix = np.array([[person in cut for person in range(14)] for cut in shown], dtype=float)
    rank = np.linalg.matrix_rank(matrix)
    rng = np.random.default_rng(0)
    for _ in range(60):
        four = rng.choice(14, 4, replace=False)
        assert np.linalg.matrix_rank(np.delete(matrix, four, axis=1)) == rank


def test_a_group_of_twelve_beside_all_thirteen_is_not_shown() -> None:
    """S8.differencing."""
    assert safe_cuts({"all": range(13), "group": range(12)}) == ("all",)
    assert safe_cuts({"marketing": range(5), "sales": range(5, 9)}) == ("marketing",)
    assert safe_cuts({"marketing": range(6), "both": range(10)}) == ("marketing",)
    assert safe_cuts({"marketing": range(5), "both": range(10)}) == ("marketing", "both")


def test_persona_drift_beside_chance(oracle: Oracle) -> None:
    """S11.jsd.null."""
    entry = oracle("S11.jsd.null")
    found = divergence(entry["inputs"]["target"], [6, 9, 5, 10], seed=3)
    assert found.null_mean == pytest.approx(entry["expected"]["mean_null"], abs=entry["tol"])
    assert found.null_95 == pytest.approx(entry["expected"]["q95_null"], abs=entry["tol"])
    assert found.p == pytest.approx(entry["expected"]["p_mc"], abs=entry["tol"])


def test_few_reasons_are_judged_by_drawing() -> None:
    found = reason_shift([20, 24, 10, 6], [18, 10, 6, 6])
    assert found.method == "Monte Carlo"
    assert found.p == pytest.approx(found.p_g, abs=0.02)
    assert reason_shift([3, 1], [1, 4]).status is Status.INSUFFICIENT
    assert reason_shift([50, 50], [90, 10]).p < 0.001


def test_levels_of_two_walks_go_together_and_their_growth_does_not(oracle: Oracle) -> None:
    """S11.sim.spurious."""
    entry = oracle("S11.sim.spurious")
    rng = np.random.default_rng(2)
    levels = changes = 0
    for _ in range(500):
        x, y = rng.standard_normal((2, 24)).cumsum(axis=1)
        levels += correlation(x, y)[1] < 0.05
        changes += correlation(np.diff(x), np.diff(y))[1] < 0.05
    assert levels / 500 == pytest.approx(entry["expected"]["false_positive_levels"], abs=0.07)
    assert changes / 500 == pytest.approx(entry["expected"]["false_positive_differences"], abs=0.035)


def test_how_likely_a_real_effect_would_have_been_seen(oracle: Oracle) -> None:
    """S11.sim.vanity_power, for the rule of both tiers: power, and false alarms without an effect."""
    expected = oracle("S11.sim.vanity_power")["expected"]
    assert power(24) == pytest.approx(expected["n=24,beta=0.5"]["both_tier"], abs=0.1)
    assert power(60, draws=150) == pytest.approx(expected["n=60,beta=0.5"]["both_tier"], abs=0.1)
    assert power(24, effect=0.0) == pytest.approx(expected["n=24,beta=0.0"]["both_tier"], abs=0.035)
    assert power(23) == 0.0


def test_a_metric_that_leads_is_told_and_one_that_stands_still_is_not_judged() -> None:
    rng = np.random.default_rng(4)
    x = rng.standard_normal(40)
    y = 0.2 * rng.standard_normal(40)
    y[2:] += x[:-2]
    assert arx(y, x, lag=2).says() == "predictive"
    assert arx(y, np.zeros(40), lag=2).says() == "insufficient"
    assert arx(y[:18], x[:18], lag=2).says() == "insufficient"


def test_what_the_end_of_a_quarter_brings_is_no_merit_of_the_metric() -> None:
    """Leads and pipeline both rise in the last month of a quarter, and otherwise know nothing of each other."""
    wrong = {1: 0, 3: 0}
    for seed in range(100):
        rng = np.random.default_rng(seed)
        y, x = (np.tile([-2.0, 0.0, 2.0], 16) + rng.standard_normal(48) for _ in range(2))
        for season in wrong:
            wrong[season] += arx(y, x, lag=3, season=season).says() == "predictive"
    assert wrong[1] > 20
    assert wrong[3] < 10
    assert growth([0, 1, 2])[1] == pytest.approx(math.log(2))


def test_the_score_knows_how_unsure_it_is(oracle: Oracle, shared: Path) -> None:
    """S13.uncertainty and S13.weight_sensitivity."""
    inputs = next(
        e["inputs"] for e in json.loads((shared / "oracles" / "methods.json").read_text()) if e["id"] == "S13.score"
    )
    parts = {name: Estimate(*values) for name, values in inputs["components"].items()}
    found = score(parts, inputs["weights"], seed=1)
    spread, weights = oracle("S13.uncertainty"), oracle("S13.weight_sensitivity")
    assert (found.estimate.lo, found.estimate.hi) == pytest.approx(
        tuple(spread["expected"].values()), abs=spread["tol"]
    )
    assert (found.by_weights.lo, found.by_weights.hi) == pytest.approx(
        tuple(weights["expected"].values()), abs=weights["tol"]
    )


PARTS = ("definition", "numbers", "handoff")


@given(st.lists(st.floats(0, 1), min_size=3, max_size=3), st.integers(0, 2), st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_the_score_falls_when_any_part_falls(values: list[float], which: int, part: float) -> None:
    """METHODS 15, 14: it falls with any part, and never below the floor."""
    weights = {"definition": 0.4, "numbers": 0.4, "handoff": 0.2}
    before = score({name: Estimate(value) for name, value in zip(PARTS, values, strict=True)}, weights)
    lower = [value * part if i == which else value for i, value in enumerate(values)]
    after = score({name: Estimate(value) for name, value in zip(PARTS, lower, strict=True)}, weights)
    assert after.estimate.value <= before.estimate.value + 1e-9
    assert after.estimate.value >= 1.0 - 1e-9


def test_a_score_of_too_few_parts_is_no_score() -> None:
    weights = {"definition": 0.5, "numbers": 0.5}
    found = score({"definition": Estimate(0.5, 0.4, 0.6), "numbers": Estimate(None)}, weights)
    assert found.estimate.status is Status.INSUFFICIENT
    assert found.bounds.lo < found.estimate.value < found.bounds.hi
    with pytest.raises(EmptySample):
        score({"definition": Estimate(None)}, weights)


def test_a_change_of_the_score_is_told_on_paired_draws() -> None:
    weights = {"definition": 1.0}
    before = draws({"definition": Estimate(0.5, 0.45, 0.55)}, weights, seed=1, n=2000)
    assert improved(before, before + 1)[1] == "up"
    assert improved(before, before)[1] == "can't tell"
    assert improved(before, before - 1)[1] == "down"


def test_the_score_moves_over_the_parts_that_both_quarters_know() -> None:
    """One part known twice and surely better, one known only later: the change is that of the first, 100·(.7 − .4)."""
    weights = {"definition": 0.7, "numbers": 0.3}
    before = {"definition": Estimate(0.4, 0.35, 0.45), "numbers": Estimate(None)}
    after = {"definition": Estimate(0.7, 0.65, 0.75), "numbers": Estimate(0.1, 0.05, 0.2)}
    found = change(before, after, weights)
    assert found is not None
    assert (found.before, found.after, found.parts) == (pytest.approx(40), pytest.approx(70), ("definition",))
    spread = 100 * np.hypot(0.05, 0.05)
    assert (found.difference.lo, found.difference.hi) == pytest.approx((30 - spread, 30 + spread), abs=0.3)
    assert (found.word, found.difference.status) == ("up", Status.OK)
    few = change(before, after, {"definition": 0.5, "numbers": 0.5})
    assert few is not None
    assert (few.word, few.difference.status) == ("can't tell", Status.INSUFFICIENT)
    assert change({"numbers": Estimate(None)}, after, weights) is None
    level = change(before, before, weights)
    assert level is not None
    assert (level.word, level.difference.value) == ("can't tell", 0.0)


def test_one_company_cannot_validate_its_score(oracle: Oracle) -> None:
    """S13.sim.validation_power and S13.sim.validation_null: the one-sided test meets them; a two-sided one comes to .39 for 6 by 8."""
    entry, null = oracle("S13.sim.validation_power"), oracle("S13.sim.validation_null")
    for size, expected in entry["expected"].items():
        units, quarters = (int(part.split("=")[1]) for part in size.split(","))
        found = validation_power(units, quarters, draws=400 if units == 1 else 200)
        assert found == pytest.approx(expected, abs=entry["tol"]), size
    wrongly = validation_power(6, 8, effect=0.0, draws=200)
    assert wrongly == pytest.approx(null["expected"]["units=6,quarters=8"], abs=null["tol"])
    with pytest.raises(BadSample):
        leads(np.zeros((1, 2)), np.zeros((1, 2)))


def test_two_coders_of_many_codes() -> None:
    """By hand: 21 of 30 alike; rows 12, 10, 8 and columns 11, 10, 9 give the chance of kappa, their mean that of AC1."""
    found = coding([[8, 2, 2], [2, 7, 1], [1, 1, 6]])
    assert found.observed == pytest.approx(21 / 30)
    chance = (12 * 11 + 10 * 10 + 8 * 9) / 900
    assert found.kappa.value == pytest.approx((0.7 - chance) / (1 - chance))
    mean = np.array([23, 20, 17]) / 60
    agreed = (mean * (1 - mean)).sum() / 2
    assert found.ac1.value == pytest.approx((0.7 - agreed) / (1 - agreed))


def test_coders_intervals_cover_what_they_say() -> None:
    rng = np.random.default_rng(4)
    truth = np.array([[0.30, 0.05, 0.02], [0.06, 0.20, 0.04], [0.03, 0.05, 0.25]])
    whole = coding(truth * 1e6)
    found = [coding(rng.multinomial(80, truth.ravel()).reshape(3, 3).astype(float)) for _ in range(1500)]
    for name, se in (("kappa", "kappa_se"), ("ac1", "ac1_se")):
        values = [getattr(one, name) for one in found]
        spread = float(np.std([one.value for one in values]))
        assert np.mean([getattr(one, se) for one in found]) == pytest.approx(spread, rel=0.06)
        covered = np.mean([one.lo <= getattr(whole, name).value <= one.hi for one in values])
        assert 0.86 <= covered <= 0.94


def test_coders_who_always_say_one_thing_agree_beyond_no_chance() -> None:
    found = coding([[30, 0], [0, 0]])
    assert found.kappa.value is None
    assert found.ac1.value == pytest.approx(1.0)
    with pytest.raises(EmptySample):
        coding([[0, 0], [0, 0]])
    with pytest.raises(BadSample):
        coding([[1, 2, 3], [4, 5, 6]])


def test_an_outcome_that_falls_after_the_score_validates_nothing() -> None:
    rng = np.random.default_rng(3)
    change = rng.standard_normal((6, 8))
    assert leads(change, change + 0.1 * rng.standard_normal((6, 8))).p < 0.01
    assert leads(change, -change).p > 0.99
