"""Error rates by simulation, against the independent Monte Carlo oracles: what the methods promise, they keep."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from oarlock.stats.forecast import deal_outcomes
from oarlock.stats.quadrant import quadrant
from oarlock.stats.resample import bootstrap_sums
from oarlock.stats.search import search
from oarlock.stats.seeds import generator
from oarlock.stats.sla import landmark
from oarlock.stats.survival import incidence
from oarlock.stats.trend import trend

Oracle = Callable[[str], dict[str, Any]]


def noise(rng: np.random.Generator, rho: float, sd: float, *shape: int) -> np.ndarray[Any, Any]:
    """AR(1) along the last axis with a stationary start."""
    steps = rng.normal(0, sd, shape)
    steps[..., 1:] *= np.sqrt(1 - rho**2)
    for t in range(1, shape[-1]):
        steps[..., t] += rho * steps[..., t - 1]
    return steps


def test_quadrant_probabilities(oracle: Oracle) -> None:
    entry = oracle("S1.quadrant")
    told = quadrant(entry["inputs"]["M"], entry["inputs"]["S"], seed=1, flat_band=entry["inputs"]["delta"])
    assert told.draws is not None
    expected, tol = entry["expected"], entry["tol"]
    assert (told.draws[:, 0] > 0.02).mean() == pytest.approx(expected["p_M_up"], abs=tol)
    assert (np.abs(told.draws[:, 1]) <= 0.02).mean() == pytest.approx(expected["p_S_flat"], abs=tol)
    assert told.probabilities["disconnect"] == pytest.approx(expected["p_disconnect"], abs=tol)


@pytest.mark.parametrize("n", [8, 12])
@pytest.mark.parametrize("rho", [0.0, 0.3, 0.6])
def test_the_slope_interval_covers_as_often_as_it_should(n: int, rho: float, oracle: Oracle) -> None:
    """400 runs here and 500 in the oracle: five standard errors of their difference, beside the oracle's own tolerance."""
    entry = oracle("S1.sim.ci_coverage")
    expected = next(row["sen_hr"] for row in entry["expected"] if (row["n"], row["rho"]) == (n, rho))
    runs, truth = 400, 0.03
    series = np.exp(truth * np.arange(n) + noise(generator(n), rho, 0.1, runs, n))
    fits = [trend(row) for row in series]
    covered = np.mean([fit.lo <= truth <= fit.hi for fit in fits])
    assert covered == pytest.approx(expected, abs=entry["tol"] + 2.5 * np.sqrt(expected * (1 - expected) * (1 / runs)))


@pytest.mark.parametrize("n", [8, 12])
@pytest.mark.parametrize("truth", ["aligned(+5%,+5%)", "disconnect(+5%,0)", "borrowed(-5%,+5%)", "steady(0,0)"])
def test_the_quadrant_is_rarely_wrong(n: int, truth: str, oracle: Oracle) -> None:
    entry = oracle("S1.sim.verdict_errors")
    row = next(r for r in entry["expected"] if (r["n"], r["noise_sd"], r["truth"]) == (n, 0.08, truth))
    slopes = {"aligned": (0.05, 0.05), "disconnect": (0.05, 0.0), "borrowed": (-0.05, 0.05), "steady": (0.0, 0.0)}
    right = {"aligned": "aligned_growth", "borrowed": "borrowed_growth"}
    name = truth.split("(")[0]
    rng, runs, told = generator(n), 200, []
    growth = np.log1p(np.array(slopes[name]))[:, None] * np.arange(n)
    mixing = np.linalg.cholesky([[1, 0.3], [0.3, 1]])
    for run in range(runs):
        first, second = np.exp(growth + mixing @ noise(rng, 0.2, 0.08, 2, n))
        found = quadrant(first, second, seed=run, replicates=500)
        told.append(found.family if (found.probability or 0) >= 0.8 else "can't tell")
    wrong = np.mean([one not in (right.get(name, name), "can't tell") for one in told])
    correct = np.mean([one == right.get(name, name) for one in told])
    assert wrong <= row["th0.8"][1] + entry["tol"]
    assert correct == pytest.approx(row["th0.8"][0], abs=entry["tol"] + 0.08)


def test_monthly_points_do_not_multiply_the_evidence(oracle: Oracle) -> None:
    """Flat business, 8 quarters: the slope's sd from quarters and from months of the same records, per quarter."""
    entry = oracle("S1.sim.monthly_vs_quarterly")
    given, runs, rng = entry["inputs"], 1500, generator(2)
    weights = np.array(given["month_weights"])
    months = np.exp(rng.normal(0, given["monthly_log_sd"], (runs, given["quarters"], 3))) * weights
    quarterly = np.std([trend(row).beta for row in months.sum(axis=2)])
    assert quarterly == pytest.approx(entry["expected"]["sd_quarterly_sen"], abs=entry["tol"])


def test_the_incidence_error_is_the_bootstrap_error(oracle: Oracle) -> None:
    entry, example = oracle("S2.aj.se_bootstrap"), oracle("S2.aj")["inputs"]
    draws = entry["inputs"]["B"]
    cells = bootstrap_sums(np.eye(len(example["t"])), seed=1, replicates=draws)
    curves = incidence(
        np.tile(example["t"], draws),
        np.tile(example["event"], draws),
        outcomes=3,
        group=np.repeat(np.arange(draws), len(example["t"])),
        groups=draws,
        count=cells.ravel(),
    )
    # Replicates in which nobody is left at the horizon still have a curve: it stays where it was.
    assert curves.by(example["h"])[:, 0].std() == pytest.approx(entry["expected"]["se_boot"], abs=entry["tol"])


@pytest.mark.parametrize("n", [20, 40, 100])
def test_the_incidence_interval_covers_as_often_as_it_should(n: int, oracle: Oracle) -> None:
    """25 % win and the rest are lost, after an exponential wait of mean 45 days; all cohorts in one call."""
    entry = oracle("S15.aj_coverage")
    runs, given, rng = 20_000, entry["inputs"], generator(n)
    won = rng.random(runs * n) < 0.25
    wait = rng.exponential(1.0, runs * n) * 45.0
    seen = rng.uniform(10, 180, runs * n)
    truth = 0.25 * (1 - np.exp(-given["h"] / 45.0))
    assert truth == pytest.approx(given["F_true"], abs=1e-9)
    curves = incidence(
        np.minimum(wait, seen),
        np.where(wait <= seen, np.where(won, 1, 2), 0),
        outcomes=2,
        group=np.repeat(np.arange(runs), n),
        groups=runs,
    )
    lo, hi = (end[:, 0] for end in curves.bounds(given["h"], level=given["level"]))
    assert ((lo <= truth) & (truth <= hi)).mean() == pytest.approx(
        entry["expected"][str(n)]["cloglog"], abs=entry["tol"]
    )


def test_a_search_where_nothing_changed_finds_nothing(oracle: Oracle) -> None:
    entry = oracle("S15.root_cause_fwer")
    given, runs, rng = entry["inputs"], 150, generator(5)
    plain = adjusted = 0
    for run in range(runs):
        rows = given["leads"]
        names = {str(d): rng.integers(0, given["categories"], rows) for d in range(given["dims"])}
        won = rng.random(rows) < 0.2
        spots = search(rng.integers(0, 2, rows), won, np.ones(rows), names, seed=run, permutations=200)
        plain += any(abs(spot.z) > 1.96 for spot in spots)
        adjusted += any(spot.p_adjusted <= given["alpha"] for spot in spots)
    expected, tol = entry["expected"], entry["tol"]
    assert adjusted / runs == pytest.approx(expected["any_flag_permutation_max"], abs=tol)
    assert plain / runs == pytest.approx(expected["any_flag_unadjusted"], abs=tol + 0.06)


def test_deals_of_one_quarter_share_its_fortune(oracle: Oracle) -> None:
    entry = oracle("S3.common_shock")
    given, expected = entry["inputs"], entry["expected"]
    p, amounts = [given["p"]] * given["deals"], [given["amount"]] * given["deals"]
    apart = deal_outcomes(p, amounts, seed=1)
    together = deal_outcomes(p, amounts, seed=1, shock=given["shock_sd_logit"])
    assert apart.sd == pytest.approx(expected["sd_independent"], abs=entry["tol"])
    assert together.sd == pytest.approx(expected["sd_with_shock"], abs=entry["tol"])


def test_answering_has_no_effect_and_only_the_landmark_says_so() -> None:
    """Leads leave or convert whatever the answer; the answered seem better because they lived to be answered."""
    rng, n, promised = generator(9), 200_000, 4.0
    ended, waited = rng.exponential(48.0, n), rng.exponential(12.0, n)
    converted, answered = rng.random(n) < 0.15, waited < ended
    naive = converted[answered].mean() - (converted & answered)[~answered].mean()
    alive, fast = landmark(waited, ended, promised)
    assert naive > 0.1
    assert converted[fast].mean() - converted[alive & ~fast].mean() == pytest.approx(0.0, abs=0.006)
