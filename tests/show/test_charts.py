"""The charts' specs: valid Vega-Lite, honest about what is unknown, and quoting nothing into an expression unescaped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.show import factory

from oarlock.diagnose.base import Family
from oarlock.measure.result import Measurement, Measurements
from oarlock.show import charts, pictures
from oarlock.show.charts.bridge import bridge_rows
from oarlock.show.charts.dot_range import Promise
from oarlock.show.charts.multiples import Point
from oarlock.show.charts.theme import nice_step, period_labels, rounded_domain
from oarlock.show.charts.trend import numbered_notes, trend_rows
from oarlock.show.charts.whiskers import Bar
from oarlock.stats.result import Status

BARS = [
    Bar("Webinar", 0.31, 0.27, 0.35, "31%"),
    Bar("Webinar", 0.12, 0.1, 0.14, "12%"),
    Bar("Event", None, None, None, "–", "", "2 of 7"),
]
PANELS = {
    "Webinar": [Point("2025Q1", 3.0, 2.0, 4.0), Point("2025Q2", None)],
    "Paid": [Point("2025Q1", 1.0), Point("2025Q2", 2.0, complete=False)],
}
PROMISES = [
    Promise("First response in 4 h", 0.62, 0.58, 0.66, 0.9, "62%"),
    Promise("Attempts", None, None, None, 0.75, "–"),
]


def all_specs(width: int) -> Iterator[tuple[str, charts.Spec]]:
    bars = [(bar.bucket, bar.amount) for bar in factory.BRIDGE.bars]
    yield "trend", charts.trend_pair(factory.slopes(), width=width, currency="USD")
    yield "trend in money", charts.trend_pair(factory.slopes(), width=width, index=False, currency="USD")
    yield "bridge", charts.bridge(factory.BRIDGE.opening, bars, factory.BRIDGE.closing, currency="USD", width=width)
    yield "funnel", charts.funnel(factory.FUNNEL, width=width)
    yield "whiskers", charts.whisker_bars(BARS, width=width)
    yield "multiples", charts.small_multiples(PANELS, written=str, width=width)
    yield "dots", charts.dot_range(PROMISES, width=width)
    for family in Family:
        yield f"quadrant {family}", charts.quadrant(factory.slopes(family=family))


@pytest.fixture(scope="module")
def schema() -> Any:
    """Vega-Lite's own schema, compiled once; altair's wrappers are not needed for it."""
    jsonschema = pytest.importorskip("jsonschema")
    schema_file = pytest.importorskip("altair.vegalite.v6.schema.core").load_schema()
    return jsonschema.Draft7Validator(schema_file)


@pytest.mark.parametrize("width", [charts.WIDE, charts.NARROW])
def test_every_spec_is_valid_vega_lite(schema: Any, width: int) -> None:
    for name, spec in all_specs(width):
        problems = [error.message[:200] for error in schema.iter_errors(spec)]
        assert not problems, name


@pytest.mark.parametrize("width", [charts.WIDE, charts.NARROW])
def test_no_spec_names_an_address_to_load_from(width: int) -> None:
    for name, spec in all_specs(width):
        text = json.dumps({key: value for key, value in spec.items() if key != "$schema"})
        assert "http" not in text, name
        assert '"url"' not in text, name


def layers(spec: charts.Spec, mark: str) -> list[dict[str, Any]]:
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == mark]


def test_trend_has_faint_points_a_fit_and_its_band() -> None:
    """UX 3.6: 38 % thin line, 2.75 px fit, 16 % band; dash and marker tell the teams apart without colour."""
    spec = charts.trend_pair(factory.slopes())
    thin, fit = layers(spec, "line")
    (band,) = layers(spec, "area")
    (points,) = layers(spec, "point")
    assert (thin["mark"]["opacity"], fit["mark"]["strokeWidth"], band["mark"]["opacity"]) == (0.38, 2.75, 0.16)
    assert fit["encoding"]["strokeDash"]["scale"]["range"] == [[1, 0], [6, 3]]
    assert points["encoding"]["shape"]["scale"]["range"] == ["square", "circle"]


def test_index_starts_at_100_and_leaves_the_running_quarter_out() -> None:
    rows = charts.trend_pair(factory.slopes())["data"]["values"]
    assert [row["value"] for row in rows if row["i"] == 0] == [100, 100]
    assert {row["stretch"] for row in rows} == {"complete"}


def test_money_starts_at_zero_and_the_running_quarter_is_dotted_and_never_fitted() -> None:
    spec = charts.trend_pair(factory.slopes(), index=False, currency="USD")
    running = [row for row in spec["data"]["values"] if row["stretch"] == "running"]
    assert {row["fit"] for row in running} == {None}
    assert spec["layer"][-1]["encoding"]["y"]["scale"]["domain"][0] == 0
    assert "$10M" in spec["layer"][-1]["encoding"]["y"]["axis"]["labelExpr"]


def test_a_trend_without_a_band_draws_no_fit() -> None:
    bare = factory.Slope(factory.Estimate(0.05), fit=(1.0,) * 10)
    rows = trend_rows(factory.slopes(marketing=bare))
    assert {row["fit"] for row in rows if row["series"] == "marketing"} == {None}


def test_an_unknown_quarter_stays_unknown() -> None:
    gap = tuple(factory.replace(p, bookings=None) if p.period == "2024Q3" else p for p in factory.series())
    rows = [row for row in trend_rows(factory.slopes(series=gap)) if row["series"] == "sales"]
    assert rows[2]["value"] is None


def test_more_than_two_notes_become_numbers_with_a_list() -> None:
    marks = tuple((date(2025, month, 3), f"note {month}") for month in (2, 5, 8))
    crowded = factory.slopes(marks=marks)
    assert numbered_notes(crowded) == [(1, "note 2"), (2, "note 5"), (3, "note 8")]
    assert '"note": "1"' in json.dumps(charts.trend_pair(crowded))
    assert numbered_notes(factory.slopes()) == []


def test_quadrant_is_square_and_symmetric() -> None:
    spec = charts.quadrant(factory.slopes())
    scale = spec["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert spec["width"] == spec["height"]
    assert scale[0] == -scale[1]
    assert spec["layer"][0]["encoding"]["y"]["scale"]["domain"] == scale


def test_quadrant_tints_no_cell_when_nothing_can_be_told() -> None:
    assert charts.quadrant(factory.slopes(family=Family.CANT_TELL))["layer"][1]["data"]["values"] == []


def test_quadrant_without_estimates_has_no_cross() -> None:
    held = factory.held_back().slopes
    assert held is not None
    assert "#b04a00" not in json.dumps(charts.quadrant(held)["layer"])


def test_bridge_bars_stand_on_each_other_and_add_up() -> None:
    rows = bridge_rows(100.0, [("New", 30.0), ("Nothing", 0.0), ("Lost", -50.0)], 80.0, "USD")
    assert [(row["name"], row["start"], row["end"], row["words"]) for row in rows] == [
        ("Opening", 0.0, 100.0, "$100"),
        ("New", 100.0, 130.0, "+$30"),
        ("Lost", 130.0, 80.0, "−$50"),
        ("Closing", 0.0, 80.0, "$80"),
    ]


def test_funnel_shows_n_and_says_why_a_share_is_missing() -> None:
    values = charts.funnel(factory.FUNNEL)["data"]["values"]
    assert (values[1]["words"], values[1]["aside"]) == ("34%", "n 18,420")
    assert values[-1]["value"] is None
    assert values[-1]["note"].startswith("Too early")


def test_two_rows_of_one_name_stay_two_rows() -> None:
    values = charts.whisker_bars(BARS)["data"]["values"]
    assert len({row["name"] for row in values}) == 3


def test_multiples_share_one_scale() -> None:
    spec = charts.small_multiples(PANELS, written="{:g} wins".format)
    assert {tuple(layer["encoding"]["y"]["scale"]["domain"]) for layer in spec["spec"]["layer"]} == {(0, 4)}


def test_an_axis_may_begin_below_zero() -> None:
    """A minus before a minus would be no expression: the drawing itself is the test."""
    spec = charts.small_multiples({"Net": [Point("2025Q1", -20.0), Point("2025Q2", 30.0)]}, written=str)
    assert "−20" in pictures.svg(spec).replace("-20", "−20")


def test_the_axis_of_multiples_says_its_unit_and_the_range_is_drawn() -> None:
    spec = charts.small_multiples(PANELS, written="{:g} wins".format)
    spread, _, points = spec["spec"]["layer"]
    assert '"3 wins"' in points["encoding"]["y"]["axis"]["labelExpr"]
    assert [(row["lo"], row["hi"]) for row in spec["data"]["values"]][:2] == [(2.0, 4.0), (None, None)]
    assert spread["encoding"]["y2"] == {"field": "hi"}
    assert [row["complete"] for row in spec["data"]["values"]] == [True, True, True, False]


def test_a_label_cannot_become_an_expression() -> None:
    """Period labels end up in a Vega expression: quotes and backslashes in them must stay text."""
    evil = tuple(factory.replace(p, period='"];alert(1);["') for p in factory.series())
    spec = charts.trend_pair(factory.slopes(series=evil))
    expression = spec["layer"][-1]["encoding"]["x"]["axis"]["labelExpr"]
    assert json.loads(expression.removesuffix("[datum.value]"))[0] == '"];alert(1);["'


def test_sparkline_is_eight_lines_of_svg_and_needs_two_points() -> None:
    drawn = charts.sparkline([1, None, 3, 2])
    assert drawn.count("<") == 4
    assert "nan" not in drawn
    assert charts.sparkline([None, 3]) == ""
    assert charts.sparkline([2, 2, 2]).count("12.0") >= 3


def test_a_row_without_a_value_keeps_its_place_and_long_words_their_room() -> None:
    spec = charts.whisker_bars(
        [BARS[2], BARS[0], Bar("Event", 2.0, None, None, "2.49 working hours", "answered too late")]
    )
    place = spec["layer"][0]["encoding"]["y"]
    assert place["scale"]["domain"] == [row["name"] for row in spec["data"]["values"]]
    assert place["axis"]["labelPadding"] > 6 * len("2.49 working hours" + "answered too late")
    told = charts.whisker_bars(
        [Bar("Definition agreement", None, None, None, "–", "n 0", "ask each team, and write it down " * 5)]
    )
    assert max(map(len, told["data"]["values"][0]["note"].split("\n"))) * 6.4 < 760 - 20 * 6.4
    (aside,) = [layer for layer in layers(spec, "text") if layer["encoding"]["text"].get("field") == "aside"]
    assert aside["mark"]["dx"] < -6 * len("2.49 working hours")


def test_on_a_phone_a_row_is_as_high_as_its_name_is_long() -> None:
    long = "leads=+10%, reps=+1, deal_size=+5%, hours_per_lead=1.2"
    short, tall = (
        charts.whisker_bars([Bar(name, 1.0, None, None, "1", "bookings")], width=charts.NARROW) for name in ("ab", long)
    )
    lines = tall["data"]["values"][0]["name"].count("\n")
    assert lines >= 5
    assert tall["height"] >= 13 * lines
    assert short["height"] < tall["height"]


def test_whisker_is_cut_off_at_its_ends() -> None:
    drawn = charts.whisker(1.0, -3.0, 9.0, 2.0, width=100)
    assert "M0.0 7H100" in drawn
    assert charts.whisker(None, None, None, 2.0) == ""


def test_domains_are_round_and_hold_the_data() -> None:
    assert rounded_domain([83.0, 117.0]) == (80.0, 120.0, 10.0)
    assert rounded_domain([3.0, 3.0])[0] <= 3.0 <= rounded_domain([3.0, 3.0])[1]
    assert rounded_domain([0.0]) == (0.0, 0.0, 0.5) or rounded_domain([0.0])[1] >= 0
    assert nice_step(0.03) == pytest.approx(0.05)


def test_the_year_stands_where_it_changes() -> None:
    assert period_labels(["2025Q3", "2025Q4", "2026Q1"]) == [["Q3", "2025"], "Q4", ["Q1", "2026"]]
    assert period_labels(["FY25 Q1", "FY25 Q2"], every=2) == [["Q1", "FY25"], ""]


def test_an_open_range_ends_at_the_frame() -> None:
    """A slope on few quarters may have no finite range; the arm of the cross then reaches the edge."""
    spec = charts.quadrant(factory.slopes(bookings=factory.slope(0.001, float("-inf"), float("inf"), 7.7e6)))
    assert "Infinity" not in json.dumps(spec)
    edge = spec["layer"][0]["encoding"]["x"]["scale"]["domain"][1]
    assert [arm["y2"] for arm in spec["layer"][-2]["data"]["values"]] == [edge]


def answer(*rows: Measurement) -> Measurements:
    return Measurements("win_rate", "share", datetime(2026, 6, 30, tzinfo=UTC), 3, rows, ("source",), title="Win rate")


def test_measurements_by_slice_become_whisker_bars(schema: Any) -> None:
    spec = charts.measured(
        answer(
            Measurement(None, {"source": "Webinar"}, 0.31, 0.27, 0.35, 412, 128, Status.OK, "", "share"),
            Measurement(None, {"source": None}, 0.5, 0.1, 0.9, 4, 2, Status.INSUFFICIENT, "2 of 4", "share"),
        )
    )
    assert not list(schema.iter_errors(spec))
    assert [(row["words"], row["aside"], row["value"], row["note"]) for row in spec["data"]["values"]] == [
        ("31%", "n 412", 0.31, ""),
        ("–", "n 4", None, "2 of 4"),
    ]


def test_measurements_over_time_become_panels(schema: Any) -> None:
    spec = charts.measured(
        answer(
            Measurement("2026Q1", {"source": "Webinar"}, 0.31, 0.27, 0.35, 412, 128, Status.OK, "", "share"),
            Measurement("2026Q2", {"source": "Webinar"}, None, None, None, 0, 0, Status.IMMATURE, "too early", "share"),
        )
    )
    assert not list(schema.iter_errors(spec))
    assert [row["value"] for row in spec["data"]["values"]] == [0.31, None]


def test_no_rows_still_make_a_chart(schema: Any) -> None:
    assert not list(schema.iter_errors(charts.measured(answer())))
