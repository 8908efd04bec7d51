"""Pay curves, conflicts, timing and cliffs: oracles S12."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from oarlock.stats.payout import Curve, PayPart, conflicts, largest_jump, paid, timing_gain

from .suite import Given, check

COVERS = ("S12",)
CURVE = Curve(0.7, 2.0, 2.0)
BONUS = {"M": 50_000.0, "S": 100_000.0}


@check("S12.curve")
def curve(given: Given) -> Any:
    pays = Curve(given["thr"], given["acc"], given["cap"])
    return {key: float(pays.paid(float(key))) for key in ("0.69", "0.7", "0.85", "1.0", "1.2", "1.5", "1.8")}


@check("S12.conflicts")
def table(given: Given) -> Any:
    actions: Mapping[str, Mapping[str, float]] = given["actions"]
    pay: dict[str, dict[str, dict[str, float]]] = {"silo": {}, "shared": {}, "shared2": {}}
    for action, did in actions.items():
        revenue, leads = did["rev"] / 1e6, did["leads"] / 1000
        own = {
            "shared": {"M": leads, "S": did["winrate"] / 0.04},
            "shared2": {"M": given["accepted_pipeline"][action] / 4e6, "S": did["rev"] / did["leads"] / 1000},
        }
        pay["silo"][action] = {"M": _pay("M", [(1.0, leads)]), "S": _pay("S", [(1.0, revenue)])}
        for plan, parts in own.items():
            pay[plan][action] = {
                team: _pay(team, [(0.6, revenue), (0.4, part)], room=0.25 if (plan, team) == ("shared", "M") else None)
                for team, part in parts.items()
            }
    revenue = {action: did["rev"] for action, did in actions.items()}
    found = {plan: conflicts(by_action, revenue) for plan, by_action in pay.items()}
    return {
        "table": {
            action: {"revenue": revenue[action], **{plan: pay[plan][action] for plan in pay}} for action in actions
        },
        **{
            f"conflicts_{plan}": [[one.action, one.team, round(one.pay, 2), round(one.revenue, 2)] for one in some]
            for plan, some in found.items()
        },
    }


def _pay(team: str, parts: list[tuple[float, float]], *, room: float | None = None) -> float:
    shared, *own = parts
    built = [PayPart(shared[0], np.array([shared[1]]), CURVE, joint=True)]
    built += [PayPart(weight, np.array([at]), CURVE, room=room) for weight, at in own]
    return float(paid(BONUS[team], built)[0])


@check("S12.timing_gain")
def moved(given: Given) -> Any:
    first, second = given["two_quarters"]
    shift = given["moved"]
    low = 0.68
    return {
        "no_shift": float(CURVE.paid([first, second]).sum()),
        "shift": float(CURVE.paid([first - shift, second + shift]).sum()),
        "gain": timing_gain(CURVE, first, second, shift),
        "low_quarters_no_shift": float(CURVE.paid([low, low]).sum()),
        "low_quarters_shift": timing_gain(CURVE, low, low, shift),
        "linear_plan_gain": timing_gain(Curve(0.0, 1.0, 2.0), first, second, shift),
    }


@check("S12.cliff_detect")
def cliffs(given: Given) -> Any:
    return {
        "max_jump_curve": largest_jump(CURVE, grid=given["grid"]),
        "max_jump_allornothing": largest_jump(Curve(1.0, 0.0, 1.0), grid=given["grid"]),
        "rule": "jump > 0.05 of target bonus within 0.1 % attainment -> cliff",
    }
