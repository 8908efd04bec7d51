"""Credit: what holds for any journeys (METHODS 15: 3 and 4), and equality with a plain re-solve and plain walks."""

from __future__ import annotations

from itertools import groupby

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.attribution import rules
from oarlock.stats.attribution.capture import capture_adjusted
from oarlock.stats.attribution.counting import CHUNK, highest_order, transitions
from oarlock.stats.attribution.markov import next_chances, removal_effects
from oarlock.stats.attribution.order import best_order
from oarlock.stats.attribution.paths import Paths, paths
from oarlock.stats.attribution.ranks import ranked, spread
from oarlock.stats.attribution.shapley import coverage, coverage_game, shapley_values
from oarlock.stats.experiments import accounts_per_arm, difference_in_differences, smallest_effect, synthetic_control

CHANNELS = 4
journey = st.tuples(
    st.lists(st.integers(0, CHANNELS - 1), min_size=1, max_size=7), st.integers(0, 4), st.integers(0, 4)
)
some = st.lists(journey, min_size=1, max_size=8).filter(lambda told: any(won for _, won, _ in told))
quick = settings(max_examples=60, deadline=None)


def told(rows: list[tuple[list[int], int, int]], channels: int = CHANNELS) -> Paths:
    codes = np.array([code for path, _, _ in rows for code in path])
    starts = np.cumsum([0, *(len(path) for path, _, _ in rows)])[:-1]
    wins, losses = (np.array([float(row[i]) for row in rows]) for i in (1, 2))
    return paths(codes, starts, channels, wins=wins, losses=losses)


def every_model(journeys: Paths) -> dict[str, np.ndarray]:
    """Credit per channel under each model."""
    n = journeys.lengths
    lead, opportunity, close = n // 3, n // 2, n - 1
    days = (n.sum() - np.arange(len(journeys.codes))).astype(float)
    weights = {
        "first": rules.first(journeys),
        "last": rules.last(journeys),
        "last_of": rules.last_of(journeys, journeys.codes != 0),
        "linear": rules.linear(journeys),
        "u_hubspot": rules.u_hubspot(journeys),
        "u_marketo": rules.u_marketo(journeys, lead),
        "w": rules.w_shaped(journeys, lead, opportunity),
        "full_path": rules.full_path(journeys, lead, opportunity, close),
        "j": rules.j_shaped(journeys),
        "inverse_j": rules.inverse_j(journeys),
        "time_decay": rules.time_decay(journeys, days),
        "person_balanced": rules.person_balanced(journeys, np.arange(len(journeys.codes)) % 3),
    }
    told = {name: rules.credit(journeys, one) for name, one in weights.items()}
    total = float(journeys.wins.sum())
    told |= {f"markov {k}": removal_effects(transitions(journeys, k)).credit(total) for k in (1, 2, 3)}
    return told | {"shapley": coverage(journeys)}


@quick
@given(some)
def test_credit_adds_up_to_the_conversions_under_every_model(rows) -> None:
    journeys = told(rows)
    for name, credit in every_model(journeys).items():
        assert credit.sum() == pytest.approx(journeys.wins.sum(), abs=1e-9), name
        assert (credit >= -1e-12).all(), name


@quick
@given(some)
def test_a_channel_that_never_appears_changes_nothing(rows) -> None:
    plain, wider = every_model(told(rows)), every_model(told(rows, CHANNELS + 2))
    for name, credit in plain.items():
        assert wider[name] == pytest.approx([*credit, 0, 0], abs=1e-9), name


@quick
@given(some, st.permutations(range(CHANNELS)))
def test_other_names_for_the_channels_only_move_the_credit(rows, names) -> None:
    renamed = [([names[code] for code in path], won, lost) for path, won, lost in rows]
    before, after = every_model(told(rows)), every_model(told(renamed))
    for name in before.keys() - {"last_of"}:  # which channel is not eligible is part of that model
        assert after[name][list(names)] == pytest.approx(before[name], abs=1e-9), name


@quick
@given(some, st.integers(1, 3), st.sampled_from([0, 5]))
def test_the_closed_form_is_the_re_solve(rows, order, least) -> None:
    """Every entry into the channel goes to null, and the chance to convert is solved again."""
    counts = transitions(told(rows), order)
    found = removal_effects(counts, least=least)
    ahead, converts, _ = next_chances(counts, least)
    size = CHANNELS + 1

    def chance(without: int | None) -> float:
        steps = np.zeros((len(ahead), len(ahead)))
        for state, channel in zip(*np.nonzero(ahead), strict=True):
            if channel != without:
                steps[state, (state % size ** (order - 1)) * size + channel + 1] += ahead[state, channel]
        return float(np.linalg.solve(np.eye(len(ahead)) - steps, converts)[0])

    whole = chance(None)
    assert found.chance == pytest.approx(whole)
    assert found.effects == pytest.approx([1 - chance(c) / whole for c in range(CHANNELS)], abs=1e-9)


@quick
@given(some)
def test_repeats_of_a_channel_change_nothing_at_order_one(rows) -> None:
    collapsed = [([code for code, _ in groupby(path)], won, lost) for path, won, lost in rows]
    before, after = (removal_effects(transitions(told(one))).effects for one in (rows, collapsed))
    assert after == pytest.approx(before, abs=1e-9)


@quick
@given(some)
def test_an_order_as_long_as_the_journeys_is_plain_presence(rows) -> None:
    short = [(path[:3], won, lost) for path, won, lost in rows]
    journeys = told(short)
    presence = [sum(won for path, won, _ in short if c in path) / journeys.wins.sum() for c in range(CHANNELS)]
    assert removal_effects(transitions(journeys, 3), least=0).effects == pytest.approx(presence, abs=1e-9)


@quick
@given(some)
def test_counts_of_a_lower_order_are_the_sums(rows) -> None:
    journeys = told(rows)
    lowered, counted = transitions(journeys, 3).at(1), transitions(journeys, 1)
    assert np.array_equal(lowered.moves, counted.moves)
    assert np.array_equal(lowered.won, counted.won)


def test_chunks_meet_without_a_seam() -> None:
    rng = np.random.Generator(np.random.PCG64(3))
    n = 2 * CHUNK + 77
    codes = rng.integers(0, 3, n).astype(np.uint8)
    starts = np.unique(np.concatenate([[0, CHUNK - 1, CHUNK, CHUNK + 1], rng.integers(0, n, n // 4)]))
    journeys = paths(codes, starts, 3, wins=rng.integers(0, 2, len(starts)).astype(float))
    expected = np.zeros((4, 4, 4))
    ends = [*starts[1:], n]
    for begin, end in zip(starts, ends, strict=True):
        before = [0, 0]
        for code in codes[begin:end]:
            expected[before[0], before[1], code + 1] += 1
            before = [before[1], code + 1]
    assert np.array_equal(transitions(journeys, 2).moves, expected)


def test_a_simulated_walk_passes_through_as_often(oracle) -> None:
    """S4.markov.simulation: 400,000 walks, and the share of conversions that pass through each channel."""
    entry = oracle("S4.markov.simulation")
    rows = oracle(entry["inputs"]["ref"])["inputs"]["paths"]
    names = sorted({name for path, _, _ in rows for name in path})
    counts = transitions(told([([names.index(name) for name in path], won, lost) for path, won, lost in rows]))
    ahead, converts, _ = next_chances(counts, 0)
    rng = np.random.Generator(np.random.PCG64(1))
    walks = 100_000
    state, alive = np.zeros(walks, dtype=int), np.ones(walks, dtype=bool)
    seen, won = np.zeros((walks, len(names)), dtype=bool), np.zeros(walks, dtype=bool)
    chances = np.cumsum(np.column_stack([ahead, converts]), axis=1)
    while alive.any():
        step = (rng.random((walks, 1)) > chances[state]).sum(axis=1)
        moves = alive & (step < len(names))
        seen[moves, step[moves]] = True
        won |= alive & (step == len(names))
        alive, state = moves, np.where(moves, step + 1, state)
    shares = seen[won].mean(axis=0)
    assert won.mean() == pytest.approx(entry["expected"]["p_conv"], abs=entry["tol"])
    assert dict(zip(names, shares, strict=True)) == pytest.approx(entry["expected"]["removal"], abs=2 * entry["tol"])


def test_a_long_memory_is_chosen_only_where_it_foretells() -> None:
    """What comes depends on the channel before the last: order 2 knows it, order 1 cannot. Where each step forgets, order 1 is enough."""
    rng = np.random.Generator(np.random.PCG64(5))

    def folds(second_order: bool) -> list:
        made = []
        for _ in range(5):
            rows = []
            for _ in range(120):
                path = [int(rng.integers(0, 3))]
                while rng.random() < 0.8:
                    follows = second_order and len(path) > 1 and rng.random() < 0.8
                    path.append((path[-2] + 1) % 3 if follows else int(rng.integers(0, 3)))
                rows.append((path, int(rng.random() < 0.3), 1))
            made.append(transitions(told(rows, 3), 3))
        return made

    assert best_order(folds(True)).order == 2
    assert best_order(folds(False)).order == 1


@quick
@given(some)
def test_the_closed_form_of_shapley_is_the_lattice(rows) -> None:
    journeys = told(rows)
    assert coverage(journeys) == pytest.approx(shapley_values(coverage_game(journeys)), abs=1e-9)


def test_many_channels_split_as_few_do() -> None:
    """Beyond 62 channels sets no longer fit into a number; the answer is the same."""
    rows = [([0, 1, 1, 2], 6, 0), ([1], 2, 5)]
    assert coverage(told(rows, 100))[:3] == pytest.approx([2, 4, 2])


def test_a_journey_of_four_thousand_touches() -> None:
    rows = [([0, 1, 2, 3] * 1000, 1, 0), ([0], 0, 1)]
    for name, credit in every_model(told(rows)).items():
        assert credit.sum() == pytest.approx(1.0), name


def test_one_channel_gets_everything() -> None:
    for name, credit in every_model(told([([0], 3, 2), ([0, 0], 1, 0)], 1)).items():
        assert credit == pytest.approx([4.0]), name


def test_milestones_without_a_touch_leave_their_share_to_the_others() -> None:
    four = paths(np.arange(4), np.array([0]), 4, wins=np.ones(1))
    weights = rules.w_shaped(four, np.array([-1]), np.array([2]))
    assert weights == pytest.approx([3 / 7, 0.5 / 7, 3 / 7, 0.5 / 7])
    with pytest.raises(BadSample, match="outside"):
        rules.w_shaped(four, np.array([4]), np.array([2]))


def test_credit_of_capture_passes_to_who_made_the_demand() -> None:
    """Webinar, search, event, search: each search hands on to the creation before it; a search with nothing before, to base demand."""
    journeys = paths(np.array([0, 1, 2, 1, 1, 0]), np.array([0, 4]), 3, wins=np.ones(2))
    capture, create = np.array([False, True, False]), np.array([True, False, True])
    shares, base = capture_adjusted(journeys, rules.linear(journeys), capture, create)
    assert shares == pytest.approx([0.5, 0, 0.5, 0, 0, 0.5])
    assert base == pytest.approx([0, 0.5])


def test_ranks_say_how_often_they_hold() -> None:
    draws = np.array([[5.0, 3, 1], [5, 3, 1], [5, 1, 3], [5, 3, 2], [5, 3, 3]])
    found = ranked(draws)
    assert found.rank.tolist() == [1, 2, 3]
    assert found.chance[2].tolist() == pytest.approx([0, 0.4, 0.6])
    assert found.robust.tolist() == [True, True, False]
    assert spread(np.array([[0.5, 0.5], [0.2, 0.8]])) == pytest.approx([0.3, 0.3])


def test_what_cannot_be_credited_says_so() -> None:
    with pytest.raises(EmptySample, match="Not one journey converts"):
        removal_effects(transitions(told([([0], 0, 3)])))
    with pytest.raises(EmptySample, match="No journey"):
        paths(np.array([], int), np.array([], int), 1, wins=np.array([]))
    with pytest.raises(BadSample, match="codes lie between"):
        paths(np.array([3]), np.array([0]), 3, wins=np.ones(1))
    with pytest.raises(BadSample, match="conversions: journey 0 has -1"):
        paths(np.array([0]), np.array([0]), 1, wins=-np.ones(1))
    with pytest.raises(BadSample, match="of 3000 channels is at most 1, not 2"):
        transitions(told([([0], 1, 0)], 3000), 2)
    assert highest_order(12) == 3


@quick
@given(st.floats(0.01, 0.5), st.integers(10, 100_000))
def test_the_smallest_effect_is_the_one_that_needs_so_many_accounts(p, per_arm) -> None:
    rise = smallest_effect(p, per_arm)
    if np.isfinite(rise) and p + rise < 1:
        assert accounts_per_arm(p, p + rise) <= per_arm + 1
        assert accounts_per_arm(p, p + 0.99 * rise) >= per_arm


def test_many_units_are_permuted_by_drawing() -> None:
    rng = np.random.Generator(np.random.PCG64(2))
    found = difference_in_differences(rng.normal(1.5, 1, 20), rng.normal(0, 1, 20))
    assert found.p < 0.01
    assert found.assignments == 20_001
    assert difference_in_differences([3.0, 3.0], [3.0, 3.0]).p == 1.0


def test_synthetic_weights_beat_any_other_mix() -> None:
    rng = np.random.Generator(np.random.PCG64(4))
    donors = rng.normal(10, 3, (30, 6))
    treated = donors @ np.array([0.5, 0.3, 0.2, 0, 0, 0]) + rng.normal(0, 0.2, 30)
    after = rng.normal(10, 3, (5, 6))
    found = synthetic_control(donors, treated, after, after @ np.array([0.5, 0.3, 0.2, 0, 0, 0]) + 4)
    assert found.weights.sum() == pytest.approx(1.0)
    assert (found.weights >= 0).all()
    for mix in rng.dirichlet(np.ones(6), 200):
        assert found.fit <= np.sqrt(np.mean((donors @ mix - treated) ** 2)) + 1e-9
    assert found.effect == pytest.approx(np.full(5, 4.0), abs=0.5)
    assert found.p == pytest.approx(1 / 7)
    assert len(found.caveats) == 1
