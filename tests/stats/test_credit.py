"""`oarlock.credit` on real and published data, and on what cannot be credited."""

from __future__ import annotations

import csv
import gzip
import itertools
import json
import warnings
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import oarlock
from oarlock.errors import BadSample, EmptySample, UnknownName
from oarlock.stats.attribution.counting import transitions
from oarlock.stats.attribution.shapley import shapley_values
from oarlock.stats.attribution.table import read_paths

Rows = list[dict[str, Any]]


def told(found: tuple[Any, ...], what: str = "credit") -> dict[str, float]:
    return {row.channel: getattr(row, what) for row in found}


def rows_of(file: Path) -> Rows:
    opener = gzip.open if file.suffix == ".gz" else open
    with opener(file, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def path_data(shared: Path) -> Rows:
    return rows_of(shared / "data" / "channelattribution_pathdata" / "path_data.csv.gz")


def oracle_of(shared: Path, name: str) -> dict[str, dict[str, float]]:
    rows = rows_of(shared / "data" / "channelattribution_pathdata" / name)
    return {row.pop("channel"): {key: float(value) for key, value in row.items()} for row in rows}


@pytest.mark.parametrize(
    ("model", "conversions", "value"),
    [
        ("first", "first_touch_conversions", "first_touch_value"),
        ("last", "last_touch_conversions", "last_touch_value"),
        ("linear", "linear_touch_conversions", "linear_touch_value"),
        ("u", "u_40_20_40_conversions", "u_40_20_40_value"),
        ("shapley", "linear_unique_channel_conversions", None),
    ],
)
def test_path_data_by_rules(path_data: Rows, shared: Path, model: str, conversions: str, value: str | None) -> None:
    expected = oracle_of(shared, "oracle_heuristics.csv")
    found = oarlock.credit(path_data, model, ranges=False)
    assert told(found) == pytest.approx({name: row[conversions] for name, row in expected.items()}, abs=1e-6)
    if value:
        assert told(found, "value") == pytest.approx({name: row[value] for name, row in expected.items()}, abs=1e-6)


def test_path_data_by_removal_effects(path_data: Rows, shared: Path) -> None:
    expected = oracle_of(shared, "oracle_markov_order1.csv")
    found = oarlock.credit(path_data, "markov")
    for what, column in (
        ("removal_effect", "removal_effect_with_null"),
        ("credit", "markov_conversions_with_null"),
        ("value", "markov_value_with_null"),
    ):
        assert told(found, what) == pytest.approx({name: row[column] for name, row in expected.items()}, abs=1e-6)
    converting = [{**row, "total_null": 0} for row in path_data]
    without = {name: row["markov_conversions_without_null"] for name, row in expected.items()}
    assert told(oarlock.credit(converting, ranges=False)) == pytest.approx(without, abs=1e-6)
    simulated = {
        name: row["pkg_conversions_seed1"] for name, row in expected.items() if row["pkg_conversions_seed1"] > 100
    }
    assert {name: told(found)[name] for name in simulated} == pytest.approx(simulated, rel=0.005)
    assert all(row.lo < row.credit < row.hi for row in found)


def test_path_data_transitions(path_data: Rows, shared: Path) -> None:
    table = read_paths(path_data)
    counts = transitions(table.journeys)
    moves = counts.moves.copy()
    moves[np.arange(1, 13), np.arange(1, 13)] = 0  # the oracle collapses repeats
    seen = (moves[:, 1:].sum(axis=1) + counts.won + counts.lost)[:, None]
    chances = np.hstack([moves[:, 1:], counts.won[:, None], counts.lost[:, None]]) / seen
    names = ["(start)", *table.channels], [*table.channels, "(conv)", "(null)"]
    rows = rows_of(shared / "data" / "channelattribution_pathdata" / "oracle_transition_matrix_order1.csv")
    assert len(rows) == 138
    for row in rows:
        found = chances[names[0].index(row["from"]), names[1].index(row["to"])]
        assert found == pytest.approx(float(row["probability"]), abs=1e-9)
    assert np.count_nonzero(chances) == 138


def test_other_names_and_another_order_change_nothing(path_data: Rows) -> None:
    rename = {"alpha": "zz", "beta": "aa"}
    changed = [
        {**row, "path": " > ".join(rename.get(name, name) for name in row["path"].split(" > "))}
        for row in reversed(path_data)
    ]
    for model, order in (("markov", 1), ("markov", 2), ("shapley", 1)):
        before = told(oarlock.credit(path_data, model, order=order, ranges=False))
        after = told(oarlock.credit(changed, model, order=order, ranges=False))
        assert after == pytest.approx({rename.get(name, name): one for name, one in before.items()}, abs=1e-9)


@pytest.fixture(scope="module")
def worked(shared: Path) -> dict[str, Any]:
    examples = json.loads((shared / "data" / "worked_examples" / "examples.json").read_text())
    return {one["id"]: one for kind in ("markov", "rules", "shapley") for one in examples[kind]}


@pytest.mark.parametrize("name", ["three-paths", "self-loops"])
def test_published_chains(worked: dict[str, Any], name: str) -> None:
    expected = worked[name]["exact"]
    found = oarlock.credit(worked[name]["paths"], "markov")
    assert told(found, "removal_effect") == pytest.approx(expected["removal_effect"])
    assert told(found) == pytest.approx(expected["attributed_conversions"])


def test_a_deal_of_12000_under_six_rules(worked: dict[str, Any]) -> None:
    deal = worked["12000-deal"]
    days = [deal["conversion_day"] - touch["day"] for touch in deal["touches"]]
    # Each touch under a name of its own, so that the credit of each touch shows.
    names = [f"{place} {touch['channel']}" for place, touch in enumerate(deal["touches"])]
    names[-1] = "direct"
    row = {"path": names, "conversions": 1, "nulls": 0, "value": deal["value"], "days": days}
    published = deal["published"]
    for model, key in (
        ("first", "first_touch"), ("last", "last_touch"), ("last_non_direct", "last_non_direct"), ("linear", "linear"),
        ("u", "position_40_20_40"),
    ):  # fmt: skip
        found = told(oarlock.credit([row], model), "value")
        assert [found[name] for name in names] == pytest.approx(published[key]), model
    found = told(oarlock.credit([row], "time_decay"), "value")
    exact = deal["exact"]["time_decay_half_life_7_days"]
    assert [found[name] for name in names] == pytest.approx(exact, abs=1e-4)


def test_published_rules(worked: dict[str, Any]) -> None:
    journeys = worked["two-journeys"]
    for model, key in (
        ("first", "first_touch"), ("last", "last_touch"), ("linear", "linear"), ("u_hubspot", "position_40_20_40"),
    ):  # fmt: skip
        assert told(oarlock.credit(journeys["paths"], model)) == pytest.approx(journeys["published"][key])
    hours = worked["half-life-one-hour"]
    days = [touch["hours_before"] / 24 for touch in hours["touches"]]
    row = {"path": [touch["channel"] for touch in hours["touches"]], "conversions": 1, "days": days}
    assert told(oarlock.credit([row], "time_decay", half_life=1 / 24)) == pytest.approx(hours["published"])


def test_published_games(worked: dict[str, Any]) -> None:
    one = worked["facebook-organic-linkedin"]
    sets = one["share_of_conversions_by_exact_channel_set"]
    rows = [{"path": names.split("+"), "conversions": share} for names, share in sets.items()]
    assert told(oarlock.credit(rows, "shapley", ranges=False)) == pytest.approx(one["exact"]["shapley"])
    game = worked["two-player-synergy"]["characteristic_function"]
    values = shapley_values(np.array([0.0, game["A"], game["B"], game["A+B"]]))
    assert dict(zip("AB", values, strict=True)) == pytest.approx(worked["two-player-synergy"]["exact"]["shapley"])


@pytest.fixture(scope="module")
def playbook(shared: Path) -> tuple[Rows, dict[str, float]]:
    """Sessions of at most 30 days before each conversion as paths, and the money spent by source."""
    folder = shared / "data" / "attribution_playbook"
    visits: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    for row in rows_of(folder / "sessions.csv"):  # 33 rows end before utm_campaign; a strict reader refuses the file
        visits[row["customer_id"]].append((_instant(row["started_at"]), row["utm_source"]))
    made = []
    for row in rows_of(folder / "customer_conversions.csv"):
        at = _instant(row["converted_at"])
        touches = sorted((when, who) for when, who in visits[row["customer_id"]] if at - timedelta(30) <= when <= at)
        made.append({"path": [who for _, who in touches], "conversions": 1, "nulls": 0, "value": row["revenue"]})
    spent: dict[str, float] = defaultdict(float)
    for row in rows_of(folder / "ad_spend.csv"):
        spent[row["utm_source"]] += float(row["spend"])
    return made, spent


def _instant(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M:%S")


def test_the_playbook(playbook: tuple[Rows, dict[str, float]]) -> None:
    rows, spent = playbook
    assert (len(rows), sum(len(row["path"]) for row in rows)) == (21, 39)
    linear = oarlock.credit(rows, "linear")
    assert told(linear) == pytest.approx(
        {"direct": 10.976190, "facebook_ads": 5.392857, "google": 2.785714, "adwords": 1.369048, "bing": 0.476190},
        abs=1e-6,
    )
    assert told(linear, "value")["facebook_ads"] == pytest.approx(70.178571, abs=1e-6)
    cost = {name: spent[name] / told(linear)[name] for name in spent}
    assert cost == pytest.approx({"adwords": 34.330435, "facebook_ads": 57.854305}, abs=1e-6)
    assert told(oarlock.credit(rows, "u"))["direct"] == pytest.approx(10.94)
    assert told(oarlock.credit(rows, "last"), "value")["bing"] == 25


def test_any_table_will_do() -> None:
    import pandas
    import pyarrow

    columns = {"path": ["A > B", "A"], "conversions": [2, 1], "nulls": [3, 4]}
    rows = [{"path": ["A", "B"], "conversions": 2, "nulls": 3}, {"path": ("A",), "conversions": 1, "nulls": 4}]
    named = {name.title(): cells for name, cells in columns.items()}
    tables = (columns, named, rows, iter(rows), pyarrow.table(columns), pandas.DataFrame(columns))
    answers = [oarlock.credit(table) for table in tables]
    assert all(answer == answers[0] for answer in answers)
    assert [(row.channel, row.n) for row in answers[0]] == [("A", 3), ("B", 2)]


@pytest.mark.parametrize(
    ("table", "model", "message"),
    [
        ([{"path": ["A"], "conversions": -1}], "linear", r"row 0, conversions: -1 is below 0"),
        ([{"path": ["A"], "conversions": 1, "nulls": -2}], "markov", r"row 0, nulls: -2 is below 0"),
        ([{"path": ["A"], "conversions": 1}, {"path": [], "conversions": 1}], "linear", r"row 1, path: is empty"),
        ([{"path": "", "conversions": 1}], "linear", r"row 0, path: is empty"),
        ([{"path": "A -> B", "conversions": 1}], "linear", r'row 0, path: "->" stands in "A -> B"\. Write ">" between'),
        ([{"path": "A > > B", "conversions": 1}], "linear", r"row 0, path: touch 1 is ''"),
        ([{"path": ["A", None], "conversions": 1}], "linear", r"touch 1 is None"),
        ([{"path": None, "conversions": 1}], "linear", r"expected a list of channels"),
        ([{"path": ["A"]}], "linear", r'no column "conversions"'),
        ([{"conversions": 1}], "linear", r'no column "path"'),
        ([{"path": ["A"], "conversions": 1, "null": 3}], "linear", r'"null".* Did you mean "nulls"'),
        ([{"path": ["A"], "conversions": None}], "linear", r"row 0, conversions: expected a number, not None"),
        ([{"path": ["A"], "conversions": float("inf")}], "linear", r"expected a number"),
        ([{"path": ["A"], "conversions": 1}], "w", r'needs a column "lead"'),
        ([{"path": ["A"], "conversions": 1, "lead": 1}], "u_marketo", r"lead: 1 is no place in a path of 1"),
        ([{"path": ["A"], "conversions": 1}], "time_decay", r'needs a column "days"'),
        ([{"path": ["A"], "conversions": 1, "days": [1, 2]}], "time_decay", r"expected a list of 1"),
        ([{"path": ["A"], "conversions": 1}], "person_balanced", r'needs a column "people"'),
        ("A > B", "linear", r"not as str"),
        ([("A", 1)], "linear", r"row 0: expected a dictionary"),
        ({"path": ["A", "B"], "conversions": [1]}, "linear", r"differ in length"),
    ],
)
def test_a_table_that_cannot_be_credited_says_where_and_why(table: Any, model: str, message: str) -> None:
    with pytest.raises(BadSample, match=message):
        oarlock.credit(table, model)


def test_without_a_row_or_a_conversion_there_is_nothing_to_credit() -> None:
    with pytest.raises(EmptySample, match="no row"):
        oarlock.credit({"path": [], "conversions": []})
    with pytest.raises(EmptySample, match="not one journey converts"):
        oarlock.credit([{"path": ["A"], "conversions": 0, "nulls": 5}], "linear")
    with pytest.raises(UnknownName, match='Did you mean "markov"'):
        oarlock.credit([{"path": ["A"], "conversions": 1}], "markow")
    with pytest.raises(UnknownName, match="attribution model"):
        oarlock.credit([{"path": ["A"], "conversions": 1}], ["markov", "linear"])  # type: ignore[arg-type]
    with pytest.raises(BadSample, match="whole number from 1 to 3, not 4"):
        oarlock.credit([{"path": ["A"], "conversions": 1}], order=4)
    with pytest.raises(BadSample, match="half-life of time_decay is a number of days above 0"):
        oarlock.credit([{"path": ["A"], "conversions": 1, "days": [1]}], "time_decay", half_life=0)


def test_edges_that_work() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        (only,) = oarlock.credit([{"path": ["A"], "conversions": 3, "nulls": 4}])
        assert (only.credit, only.share, only.removal_effect, only.lo, only.hi) == (3.0, 1.0, 1.0, 3.0, 3.0)
        long = oarlock.credit([{"path": ["A", "B", "C", "D"] * 1000, "conversions": 1, "nulls": 1}], order=2)
        assert sum(row.credit for row in long) == pytest.approx(1.0)
        milestones = {"path": list("abcdef"), "conversions": 1, "lead": 2, "opportunity": 4, "close": None}
        assert told(oarlock.credit([milestones], "w"))["b"] == pytest.approx(1 / 30)


def test_the_same_table_gives_the_same_ranges() -> None:
    rows = [{"path": ["A", "B"], "conversions": 20, "nulls": 80}, {"path": ["B"], "conversions": 5, "nulls": 95}]
    assert oarlock.credit(rows) == oarlock.credit(rows)
    narrow = [{**row, "conversions": 100 * row["conversions"], "nulls": 100 * row["nulls"]} for row in rows]
    wide, tight = (oarlock.credit(table, "first")[0] for table in (rows, narrow))
    assert (tight.hi - tight.lo) / tight.credit < (wide.hi - wide.lo) / wide.credit / 5


@pytest.mark.parametrize(
    ("more", "settings", "told"),
    [
        ({"value": [-5]}, {}, "row 0, value: -5 is below 0; take what was paid back off"),
        ({"conversions": [0], "nulls": [1], "value": [9]}, {}, "row 0, value: 9 without a conversion"),
        ({"days": [[3, -1]]}, {"model": "time_decay"}, "row 0, days: -1 is below 0; a touch after the conversion"),
        ({}, {"order": 1.5}, "not 1.5"),
        ({}, {"order": 2.0}, "not 2.0"),
        ({}, {"order": "2"}, "not '2'"),
        ({}, {"half_life": "7"}, "a number of days above 0, such as 7, not '7'"),
        ({"path": "A > B"}, {}, """the column "path" is 'A > B'; expected a list with a cell for each path"""),
        ({"path": [{"A", "B"}]}, {}, "row 0, path: expected a list of channels"),
        ({"lead": ["first"]}, {"model": "u_marketo"}, "leave the cell empty where there is none"),
        ({"lead": [-1]}, {"model": "u_marketo"}, "-1 is below 0; places run from 0, and the cell stays empty"),
        ({"Path": ["A"]}, {}, 'two columns say "path", one of them "Path"'),
    ],
)
def test_what_no_journey_can_have(more: dict[str, Any], settings: dict[str, Any], told: str) -> None:
    with pytest.raises(BadSample, match=told):
        oarlock.credit({"path": ["A > B"], "conversions": [1], **more}, **settings)


@pytest.mark.parametrize("model", ["linear", "markov"])
def test_conversions_worth_nothing_are_worth_0_to_each_channel(model: str) -> None:
    found = oarlock.credit({"path": ["A > B"], "conversions": [2], "value": [0]}, model)
    assert told(found, "value") == {"A": 0, "B": 0}


def test_higher_orders_by_solving_the_chain_without_each_channel() -> None:
    """Random journeys, thousands of each so that no state is rare: removal by deleting states and solving again."""
    rng = np.random.default_rng(9)
    for _ in range(20):
        told_paths = [[f"c{c}" for c in rng.integers(0, 4, rng.integers(1, 7))] for _ in range(8)]
        wins, losses = rng.integers(1, 4, 8) * 1000, rng.integers(0, 4, 8) * 1000
        for order in (1, 2, 3):
            if len({name for path in told_paths for name in path}) < order:
                continue
            table = {"path": told_paths, "conversions": wins.tolist(), "nulls": losses.tolist()}
            effects = told(oarlock.credit(table, order=order, ranges=False), "removal_effect")
            whole = _solved(told_paths, wins, losses, order, None)
            for name, effect in effects.items():
                assert effect == pytest.approx(1 - _solved(told_paths, wins, losses, order, name) / whole, abs=1e-9)


def _solved(journeys: list[list[str]], wins: Any, losses: Any, order: int, without: str | None) -> float:
    """The chance to convert where every way into one channel is lost."""
    moves: dict[Any, dict[Any, float]] = {}
    for path, won, lost in zip(journeys, wins, losses, strict=True):
        states = ["start", *(tuple(path[max(0, i + 1 - order) : i + 1]) for i in range(len(path)))]
        steps = [(a, b, won + lost) for a, b in itertools.pairwise(states)]
        for a, b, n in [*steps, (states[-1], "won", won), (states[-1], "lost", lost)]:
            moves.setdefault(a, {}).setdefault(b, 0.0)
            moves[a][b] += float(n)
    kept = [state for state in moves if state == "start" or state[-1] != without]
    place = {state: i for i, state in enumerate(kept)}
    stay, win = np.eye(len(kept)), np.zeros(len(kept))
    for state in kept:
        n = sum(moves[state].values())
        win[place[state]] = moves[state].get("won", 0.0) / n
        for following, count in moves[state].items():
            if following in place:
                stay[place[state], place[following]] -= count / n
    return float(np.linalg.solve(stay, win)[place["start"]])
