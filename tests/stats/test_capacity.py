"""Queues by formula and by simulation; pay and what it pays for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oarlock.errors import BadSample
from oarlock.stats.payout import Curve, PayPart, cliff_at, paid, paid_while_short, rank_agreement, rank_range
from oarlock.stats.queueing import Queue
from oarlock.stats.seeds import generator
from oarlock.stats.waiting_line import Absence, Served, in_rows, serve

Oracle = Callable[[str], dict[str, Any]]


@given(st.integers(1, 40), st.floats(0.1, 50), st.floats(0.05, 2), st.floats(0, 5), st.floats(0.01, 2))
def test_waiting_falls_with_people_and_time_and_rises_with_arrivals(
    people: int, arrivals: float, handling: float, hours: float, more: float
) -> None:
    here, more_people = Queue(people, arrivals, handling), Queue(people + 1, arrivals, handling)
    busier = Queue(people, arrivals + more, handling)
    if not here.is_stable:
        assert here.chance_of_wait is here.mean_wait is here.chance_over(hours) is None
        assert not busier.is_stable
        return
    late = here.chance_over(hours)
    assert late is not None
    assert 0 <= (here.chance_over(hours + more) or 0) <= late <= 1
    assert (more_people.chance_over(hours) or 0) <= late + 1e-12
    if busier.is_stable:
        assert (busier.chance_over(hours) or 0) >= late - 1e-12


def test_thousands_of_people_do_not_overflow() -> None:
    assert Queue(5000, 4900, 1.0).chance_of_wait == pytest.approx(0.08, abs=0.03)


def test_a_queue_without_people_is_refused() -> None:
    with pytest.raises(BadSample, match="at least one server"):
        Queue(0, 1, 1)


def line(entry: dict[str, Any], draw: Callable[[np.random.Generator, Any], Any], *, seed: int = 4) -> Served:
    """Sixty runs of 400 hours of Poisson arrivals."""
    rng, inputs = generator(seed), entry["inputs"]
    came = rng.exponential(1 / inputs["lam"], (60, 1, round(inputs["lam"] * 400))).cumsum(axis=2)
    return serve(came, draw(rng, came.shape), np.ones(inputs["c"]))


def waits(served: Served, *, after: float = 20.0) -> Any:
    return served.waits[served.arrivals > after]


def test_a_constant_flow_is_erlang_c(oracle: Oracle) -> None:
    entry = oracle("S10.sim.mmc")
    told = waits(line(entry, lambda rng, shape: rng.exponential(entry["inputs"]["h"], shape)))
    exact = Queue(5, 10, 0.4)
    for found, here, there in (
        ((told > 1e-9).mean(), exact.chance_of_wait, entry["expected"]["P_wait"]),
        (told.mean(), exact.mean_wait, entry["expected"]["mean_wait"]),
        ((told > 1).mean(), exact.chance_over(1.0), entry["expected"]["P_gt_1h"]),
    ):
        assert found == pytest.approx(here, abs=entry["tol"])
        assert found == pytest.approx(there, abs=entry["tol"])


@pytest.mark.parametrize("name", ["S10.sim.lognormal_cs2_0.25", "S10.sim.lognormal_cs2_2.0"])
def test_uneven_work_waits_as_simulated_and_about_as_approximated(name: str, oracle: Oracle) -> None:
    entry = oracle(name)
    cs2, h = entry["inputs"]["cs2"], entry["inputs"]["h"]
    sd = np.sqrt(np.log1p(cs2))
    told = waits(line(entry, lambda rng, shape: h * np.exp(rng.normal(-sd * sd / 2, sd, shape))))
    expected, close = entry["expected"], Queue(5, 10, 0.4, (1 + cs2) / 2)
    assert told.mean() == pytest.approx(expected["sim_mean_wait"], abs=entry["tol"])
    assert (told > 1).mean() == pytest.approx(expected["sim_P_gt_1h"], abs=entry["tol"])
    assert close.mean_wait == pytest.approx(expected["allen_cunneen"], abs=1e-6)
    assert close.chance_over(1.0) == pytest.approx(expected["tail_approx"], abs=1e-6)


def test_a_morning_peak_breaks_a_promise_that_the_average_keeps(oracle: Oracle) -> None:
    entry = oracle("S10.sim.peak")
    inputs, rng = entry["inputs"], generator(7)
    late = {}
    for shape in ("flat", "peak"):
        by_hour = np.tile(inputs[shape], 30)
        runs = []
        for _ in range(60):
            counts = rng.poisson(by_hour)
            runs.append(np.repeat(np.arange(len(by_hour)), counts) + rng.random(counts.sum()))
        came = in_rows(runs)[:, None, :]
        served = serve(came, rng.exponential(inputs["h"], came.shape), np.ones(inputs["c"]))
        late[shape] = (waits(served, after=8.0) > inputs["sla"]).mean()
    assert late["flat"] == pytest.approx(entry["expected"]["P_breach_flat"], abs=entry["tol"])
    assert late["peak"] == pytest.approx(entry["expected"]["P_breach_peak"], abs=entry["tol"])


def test_urgent_work_goes_first_until_the_other_has_waited_long_enough() -> None:
    urgent = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]
    came = np.array([[[0.1, *[np.inf] * 5], urgent]])
    served = serve(came, np.ones_like(came), [1.0], head_starts=[0.0, 3.0])
    assert served.starts[0, 0, 0] == 4.0  # those of hours 1 to 3 count as older; that of hour 4 no longer does
    assert served.starts[0, 1].tolist() == [0.0, 1.0, 2.0, 3.0, 5.0, 6.0]


def test_whoever_is_away_begins_nothing() -> None:
    came = np.array([[[0.0, 1.0, 2.0]]])
    served = serve(came, np.full_like(came, 0.5), [1.0], absences=[Absence(0, 0.5, 5.0)])
    assert served.starts[0, 0].tolist() == [0.0, 5.0, 5.5]
    assert served.longest_line(10.0).tolist() == [2]


def test_half_of_the_time_makes_work_last_twice_as_long() -> None:
    served = serve(np.array([[[0.0, 0.0]]]), np.ones((1, 1, 2)), [2.0])
    assert served.starts[0, 0].tolist() == [0.0, 2.0]
    assert served.busy.tolist() == [[4.0]]


def test_the_line_agrees_with_an_independent_simulator() -> None:
    """The same arrivals and times through simpy, first come first served."""
    simpy = pytest.importorskip("simpy")
    rng = generator(3)
    came, takes = rng.exponential(0.5, 400).cumsum(), rng.exponential(1.4, 400)
    begun = np.zeros(400)
    world = simpy.Environment()
    people = simpy.Resource(world, capacity=3)

    def piece(i: int) -> Any:
        yield world.timeout(came[i])
        with people.request() as asked:
            yield asked
            begun[i] = world.now
            yield world.timeout(takes[i])

    for i in range(400):
        world.process(piece(i))
    world.run()
    assert serve(came[None, None], takes[None, None], np.ones(3)).starts[0, 0] == pytest.approx(begun)


def test_all_or_nothing_is_a_cliff_and_a_ramp_is_none() -> None:
    assert cliff_at(Curve(1.0, 0.0, 1.0)) == pytest.approx(1.0)
    assert cliff_at(Curve(0.7, 2.0, 2.0)) is None


def test_a_gate_pays_nobody() -> None:
    part = PayPart(1.0, np.array([1.2, 1.2]), Curve())
    assert paid(100.0, [part], gate=np.array([0.0, 1.0])).tolist() == [0.0, pytest.approx(140.0)]


def test_a_joint_plan_follows_revenue_where_a_silo_does_not(oracle: Oracle) -> None:
    entry = oracle("S12.sim.alignment")
    inputs, rng = entry["inputs"], generator(11)
    n, expected = inputs["n"], entry["expected"]
    leads = np.exp(rng.normal(0, inputs["lead_log_sd"], n))
    revenue = leads * leads ** inputs["dilution"] * np.exp(rng.normal(0, inputs["q_log_sd"], n))
    curve = Curve(0.7, 2.0, 2.0)
    silo = paid(50_000, [PayPart(1.0, leads, curve)])
    both = paid(50_000, [PayPart(0.6, revenue, curve, joint=True), PayPart(0.4, leads, curve, room=0.25)])
    assert rank_agreement(silo, revenue) == pytest.approx(expected["spearman_M_silo"], abs=0.06)
    assert rank_agreement(both, revenue) == pytest.approx(expected["spearman_M_shared"], abs=entry["tol"])
    short_silo, short_both = (paid_while_short(pay, 50_000, revenue, 1.0) for pay in (silo, both))
    assert short_silo == pytest.approx(expected["M_paid_over_target_while_rev_below_goal_silo"], abs=entry["tol"])
    assert short_both == pytest.approx(expected["M_paid_over_target_while_rev_below_goal_shared"], abs=entry["tol"])


def test_pay_that_never_changes_has_no_rank_agreement() -> None:
    assert rank_agreement([1.0, 1.0, 1.0], [1.0, 2.0, 3.0]) is None


def test_few_quarters_leave_a_rank_correlation_open() -> None:
    """By hand: z(−0.28) = −0.288, reach 1.645 √(1.0392 ÷ 5) = 0.750."""
    assert rank_range(-0.28, 8) == pytest.approx((-0.777, 0.432), abs=0.002)
    assert rank_range(0.5, 3) == (-1.0, 1.0)
