"""Chances by stage and days in it: by hand, and against a company played through."""

from __future__ import annotations

import numpy as np
import pytest

from oarlock.errors import EmptySample
from oarlock.stats.stage_clock import StageClocks, stage_clocks


def two_stages() -> StageClocks:
    """A leads to B on the tenth day; of B half are won and half lost on the fifth."""
    stays = {"stage": [0, 1, 1], "days": [10, 5, 5], "to": [2, 3, 4], "n": [40, 20, 20]}
    fates = {"stage": [0, 0, 1, 1], "days": [15, 15, 5, 5], "outcome": [1, 2, 1, 2], "n": [20, 20, 20, 20]}
    return stage_clocks(["A", "B"], stays, fates)


def test_what_waits_must_first_leave_and_then_be_won() -> None:
    """In A for 8 days: two more there and five in B."""
    found = two_stages().chance(0, [8, 0, 9], [6, 7, 15])
    assert found == pytest.approx(np.array([[0, 0.5, 0.5], [0, 0, 0.5], [0.5, 0.5, 0.5]]))


def test_the_same_age_is_not_the_same_chance() -> None:
    """Twelve days old, both: one entered B two days ago, one never left A, where nobody has stayed so long."""
    of = two_stages()
    assert of.chance(1, [2], [3])[0, 0] == pytest.approx(0.5)
    assert of.chance(0, [12], [300])[0, 0] == 0


def test_the_chance_on_entry_is_the_entrys_own_clock() -> None:
    of = two_stages()
    assert of.entry(0).by([14, 15]) == pytest.approx([0, 0.5])
    assert of.chance(0, [0], [15])[0, 0] == pytest.approx(float(of.entry(0).by([15])[0]))


def test_a_stage_few_entered_has_the_clock_of_all() -> None:
    stays = {"stage": [0, 1], "days": [10, 5], "to": [3, 4], "n": [40, 3]}
    fates = {"stage": [0, 0, 1], "days": [10, 10, 5], "outcome": [1, 2, 2], "n": [20, 20, 3]}
    of = stage_clocks(["A", "B"], stays, fates)
    assert (of.is_known(0), of.is_known(1)) == (True, False)
    assert of.chance(1, [0], [10])[0, 0] == pytest.approx(of.pooled.by([10])[0])


def test_a_company_with_moves_to_and_fro_is_told_right() -> None:
    """Each day a deal in A goes to B with 5 %, is lost with 2 %; in B is won with 6 %, lost with 3 %, goes back with 4 %."""
    rng = np.random.default_rng(3)
    stays, fates, waits = [], [], []
    for _ in range(4000):
        day, stage, entries, since = 0, 0, [(0, 0)], 0
        watched = int(rng.integers(200, 400))
        final = 0
        while day < watched and not final:
            day += 1
            luck = rng.random()
            if stage == 0:
                move = 2 if luck < 0.05 else 4 if luck < 0.07 else 0
            else:
                move = 3 if luck < 0.06 else 4 if luck < 0.09 else 1 if luck < 0.13 else 0
            if day == 40:
                waits.append([stage, day - since, None])
            if move:
                stays.append((stage, day - since, move))
                if move in (3, 4):
                    final = 1 if move == 3 else 2
                    if day > 40 and len(waits) and waits[-1][2] is None:
                        waits[-1][2] = final == 1 and day <= 60
                else:
                    stage, since = move - 1, day
                    entries.append((stage, day))
            if day == 60 and len(waits) and waits[-1][2] is None and not final:
                waits[-1][2] = False
        if not final:
            stays.append((stage, day - since, 0))
        fates += [(at, day - entered, final) for at, entered in entries]
    count = np.ones(len(stays))
    s, f = np.array(stays), np.array(fates)
    of = stage_clocks(
        ["A", "B"],
        {"stage": s[:, 0], "days": s[:, 1], "to": s[:, 2], "n": count},
        {"stage": f[:, 0], "days": f[:, 1], "outcome": f[:, 2], "n": np.ones(len(f))},
    )
    for stage in (0, 1):
        here = [(days, won) for at, days, won in waits if at == stage and won is not None]
        told = of.chance(stage, [days for days, _ in here], [20.0])[:, 0]
        error = np.sqrt((told * (1 - told)).sum())
        assert abs(told.sum() - sum(won for _, won in here)) < 2.5 * error


def test_no_stay_has_no_clock() -> None:
    with pytest.raises(EmptySample):
        stage_clocks(
            ["A"], {"stage": [], "days": [], "to": [], "n": []}, {"stage": [], "days": [], "outcome": [], "n": []}
        )
