"""Attribution and incrementality: oracles S4."""

from __future__ import annotations

from typing import Any

import numpy as np

from oarlock.stats.attribution import rules
from oarlock.stats.attribution.counting import Transitions, transitions
from oarlock.stats.attribution.influence import influence
from oarlock.stats.attribution.markov import next_chances, removal_effects
from oarlock.stats.attribution.paths import Paths, paths
from oarlock.stats.attribution.shapley import coverage, coverage_game, rate_game, shapley_values
from oarlock.stats.experiments import accounts_per_arm, difference_in_differences, synthetic_control

from .suite import Given, check, ends, pair

COVERS = ("S4",)
B2B = [
    [["content", "brand_search"], 20, 80], [["event", "outbound"], 15, 35], [["content", "event", "brand_search"], 10, 20],
    [["brand_search"], 25, 100], [["outbound"], 5, 145], [["content", "content", "outbound"], 5, 40],
]  # fmt: skip
"""The paths of S4.markov.b2b, to which other entries refer by name."""


def walked(told: list[Any], *, with_losses: bool = True) -> tuple[Paths, list[str]]:
    """Journeys and their channels from [path, conversions, nulls]."""
    names = sorted({name for path, _, _ in told for name in path})
    codes = np.array([names.index(name) for path, _, _ in told for name in path])
    starts = np.cumsum([0, *(len(path) for path, _, _ in told)])[:-1]
    wins, losses = (np.array([float(row[i]) for row in told]) for i in (1, 2))
    return paths(codes, starts, len(names), wins=wins, losses=losses if with_losses else losses * 0), names


def effects(journeys: Paths, names: list[str], order: int = 1) -> dict[str, float]:
    found = removal_effects(transitions(journeys, order), least=0)
    return dict(zip(names, found.effects, strict=True))


@check("S4.markov.tutorial")
def tutorial(given: Given) -> Any:
    journeys, names = walked(given["paths"])
    found = removal_effects(transitions(journeys))
    credit = found.credit(float(journeys.wins.sum()))
    return {
        "p_conv": found.chance,
        "removal": dict(zip(names, found.effects, strict=True)),
        "credit": dict(zip(names, credit, strict=True)),
    }


@check("S4.markov.b2b")
def b2b(given: Given) -> Any:
    assert given["paths"] == B2B
    journeys, names = walked(given["paths"])
    found = removal_effects(transitions(journeys))
    won, lost = journeys.wins, journeys.losses
    present = [
        sum(won[i] for i, (path, _, _) in enumerate(given["paths"]) if name in path) / won.sum() for name in names
    ]
    assert np.isclose(found.chance, won.sum() / (won + lost).sum())
    return {
        "p_conv": found.chance,
        "removal": dict(zip(names, found.effects, strict=True)),
        "credit": dict(zip(names, found.credit(float(won.sum())), strict=True)),
        "removal_order2": effects(journeys, names, 2),
        "removal_order3": effects(journeys, names, 3),
        "presence_in_converting_paths": dict(zip(names, present, strict=True)),
    }


@check("S4.markov.trap_converting_only")
def converting_only(given: Given) -> Any:
    journeys, names = walked(B2B, with_losses=False)
    found = removal_effects(transitions(journeys))
    return {"p_conv": found.chance, "removal": dict(zip(names, found.effects, strict=True))}


@check("S4.markov.trap_renormalise")
def renormalised(given: Given) -> Any:
    """The wrong variant, worked out here to show that ours is not it."""
    journeys, names = walked(B2B)
    counts = transitions(journeys)
    whole = removal_effects(counts).chance
    return {name: 1 - _chance_without(counts, channel) / whole for channel, name in enumerate(names)}


def _chance_without(counts: Transitions, channel: int) -> float:
    ahead, converts, _ = next_chances(counts, 0)
    stays = 1 - ahead[:, [channel]]
    ahead = np.delete(np.delete(ahead, channel, 1), channel + 1, 0) / np.delete(stays, channel + 1, 0)
    converts = np.delete(converts / stays[:, 0], channel + 1)
    steps = np.hstack([np.zeros((len(ahead), 1)), ahead])
    return float(np.linalg.solve(np.eye(len(steps)) - steps, converts)[0])


@check("S4.shapley")
def shapley(given: Given) -> Any:
    journeys, names = walked(B2B)
    closed, lattice = coverage(journeys), shapley_values(coverage_game(journeys))
    assert np.allclose(closed, lattice, rtol=0, atol=1e-12)
    return {"shapley": dict(zip(names, closed, strict=True)), "total": closed.sum()}


@check("S4.shapley.rate_game")
def shapley_of_rates(given: Given) -> Any:
    journeys, names = walked(B2B)
    game = rate_game(journeys)
    return {"shapley": dict(zip(names, shapley_values(game), strict=True)), "v_all": game[-1]}


@check("S4.heuristics")
def heuristics(given: Given) -> Any:
    one, w, full = _journey(6), given["milestones_w"], given["milestones_full"]

    def places(*at: int) -> list[np.ndarray]:
        return [np.array([place]) for place in at]

    decay = rules.time_decay(_journey(3), np.array(given["decay_days"], dtype=float), half_life=given["H"])
    told = {
        "first": rules.first(one),
        "last": rules.last(one),
        "linear": rules.linear(one),
        "u": rules.u_hubspot(one),
        "u_two": rules.u_hubspot(_journey(2)),
        "u_one": rules.u_hubspot(_journey(1)),
        "w": rules.w_shaped(one, *places(*w[1:])),
        "w_first_equals_lead": rules.w_shaped(one, *places(0, 4)),
        "w_only_milestones": rules.w_shaped(_journey(3), *places(1, 2)),
        "full": rules.full_path(one, *places(*full[1:])),
        "decay": decay,
    }
    return {name: weights.tolist() for name, weights in told.items()}


def _journey(n: int) -> Paths:
    return paths(np.arange(n), np.array([0]), n, wins=np.ones(1))


@check("S4.buying_group")
def buying_group(given: Given) -> Any:
    touches = [(person, channel) for person, channels in given["people"].items() for channel in channels]
    people, names = sorted(given["people"]), sorted({channel for _, channel in touches})
    codes = np.array([names.index(channel) for _, channel in touches])
    journeys = paths(codes, np.array([0]), len(names), wins=np.ones(1))
    person = np.array([people.index(who) for who, _ in touches])
    return {
        "touch_linear": dict(zip(names, rules.credit(journeys, rules.linear(journeys)), strict=True)),
        "person_balanced": dict(
            zip(names, rules.credit(journeys, rules.person_balanced(journeys, person)), strict=True)
        ),
    }


@check("S4.influence_baseline")
def base_rate(given: Given) -> Any:
    found = influence(pair(given["won_touched"]), pair(given["lost_touched"]), level=given["level"])
    assert not found.is_told
    return {"risk_ratio": found.risk_ratio, "diff": [found.difference.value, *ends(found.difference)]}


@check("S4.did_permutation")
def did(given: Given) -> Any:
    found = difference_in_differences(given["treated_changes"], given["control_changes"])
    return {
        "att": found.effect,
        "p_two_sided": found.p,
        "assignments": found.assignments,
        "smallest_possible_p": found.smallest_p,
    }


@check("S4.sample_size")
def sample_size(given: Given) -> Any:
    risks = {"alpha": given["alpha"], "power": given["power"]}
    return {
        "accounts_per_arm": accounts_per_arm(given["p1"], given["p2"], **risks),
        "at_4_vs_6pct": accounts_per_arm(0.04, 0.06, **risks),
    }


@check("S4.synthetic_control")
def synthetic(given: Given) -> Any:
    before, after = np.array(given["pre_donors"]), np.array(given["post_donors"])
    found = synthetic_control(before, given["pre_treated"], after, given["post_treated"])
    assert found.p is not None
    assert found.p >= 1 / (before.shape[1] + 1)
    return {"weights": found.weights.tolist(), "effect": found.effect.tolist()}
