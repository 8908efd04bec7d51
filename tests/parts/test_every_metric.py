"""What holds for every metric, whoever wrote it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from oarlock import registry
from oarlock.agreement import Agreement
from oarlock.errors import RuleInvalid, UnknownName
from oarlock.ledger.reading import Ledger
from oarlock.ledger.store import Store
from oarlock.ledger.tables import TABLES
from oarlock.measure.base import Metric
from oarlock.measure.engine import measure
from oarlock.measure.result import Measurements
from oarlock.stats.result import Status

NAMES = registry.names("measure")
ROW = {"period", "slice", "estimate", "lo", "hi", "n", "n_events", "status"}
EXTRA = {"reason", "complete", "also"}

every_metric = pytest.mark.parametrize("name", NAMES)


def _metric(name: str) -> Metric:
    part: Metric = registry.load("measure", name, "METRIC")
    return part


SLICED_BY = {
    "account_engagement": "industry",
    "account_stage": "industry",
    "listening": "team",
    "meeting_attendance": "kind",
    "on_profile_spend": "channel",
    "sales_marketing_ratio": "team",
    "survey_gap": "survey_id",
    "target_coverage": "industry",
}
"""What a metric is sliced by where its units have no `source`."""


def _slice_of(name: str) -> str:
    return SLICED_BY.get(name, "source")


@every_metric
def test_an_empty_ledger_is_unknown_and_not_zero(empty: Store, agreement: Agreement, name: str) -> None:
    found = measure(empty.ledger(None), agreement, name, every="quarter")
    assert [(row.estimate, row.status) for row in found] == [(None, Status.INSUFFICIENT)]
    assert found.rows[0].reason


@every_metric
def test_before_the_record_begins_nothing_is_known(ledger_before_all: Ledger, agreement: Agreement, name: str) -> None:
    """What has a period instead of an instant (costs, revenue, targets) is in the record, and yet of no month that has begun."""
    found = measure(ledger_before_all, agreement, name, every="quarter")
    assert not [row for row in found if row.estimate is not None]


@every_metric
def test_it_explains_itself(name: str) -> None:
    part = _metric(name)
    assert part.name == name
    for words in (part.title, part.question, part.formula, part.grain, part.cohort, part.misleads):
        assert words
    assert part.question.endswith("?")
    assert set(part.source) <= set(TABLES)
    assert part.answers_for


@every_metric
def test_slices_add_up(ledger: Ledger, agreement: Agreement, name: str) -> None:
    part = _metric(name)
    whole = measure(ledger, agreement, name, every="quarter")
    parts = measure(ledger, agreement, name, every="quarter", by=_slice_of(name))
    assert whole.rows
    key = _key(part)
    for row in whole:
        own = [other for other in parts if key(other) == key(row)]
        assert sum(other.n for other in own) == row.n
        if part.statistic.additive:
            assert sum(other.estimate or 0 for other in own) == pytest.approx(row.estimate or 0)


def _key(part: Metric) -> Any:
    return lambda row: (row.period, *(row.slice.get(name) for name in part.within))


@every_metric
def test_the_order_of_arrival_does_not_matter(
    ledger: Ledger, backwards: Ledger, agreement: Agreement, name: str
) -> None:
    answers = [measure(one, agreement, name, every="quarter").to_json() for one in (ledger, backwards)]
    assert answers[0] == answers[1]


@every_metric
def test_what_comes_later_does_not_change_what_was_known(early_ledger: Ledger, agreement: Agreement, name: str) -> None:
    early = measure(early_ledger, agreement, name, every="quarter")
    assert not [row for row in early if row.period is not None and row.period > "2025Q1"]


@every_metric
def test_the_json_is_as_promised(ledger: Ledger, agreement: Agreement, name: str) -> None:
    found = measure(ledger, agreement, name, every="quarter", by=_slice_of(name))
    told = json.loads(json.dumps(found.to_json()))
    assert told["metric"] == name
    assert set(told) >= {"metric", "unit", "as_of", "agreement", "rows"}
    for row in told["rows"]:
        assert ROW <= set(row) <= ROW | EXTRA
        assert row["status"] in set(Status)
        assert row["status"] == "ok" or row["reason"]
    assert found.to_arrow().num_rows == len(found)


@every_metric
def test_an_interval_contains_its_estimate(ledger: Ledger, agreement: Agreement, name: str) -> None:
    for row in measure(ledger, agreement, name, by=_slice_of(name)):
        if row.estimate is not None:
            assert row.lo is None or row.lo <= row.estimate
            assert row.hi is None or row.hi >= row.estimate


@every_metric
def test_every_number_leads_to_its_records(ledger: Ledger, agreement: Agreement, name: str) -> None:
    found = measure(ledger, agreement, name, every="quarter")
    for row in found.rows[:6]:
        if row.n and _counts_units(found):
            assert len(found.records(row)) >= 1


def _counts_units(found: Measurements) -> bool:
    return found.unit != "days"


@every_metric
def test_a_running_period_never_passes_for_a_full_one(early_ledger: Ledger, agreement: Agreement, name: str) -> None:
    found = measure(early_ledger, agreement, name, every="quarter")
    running = [row for row in found if row.period == "2025Q1"]
    assert all(not row.complete for row in running)
    if _metric(name).statistic.flows:
        assert all(row.status is Status.IMMATURE for row in running)


@every_metric
def test_a_misspelt_slice_or_rule_names_the_nearest(ledger: Ledger, agreement: Agreement, name: str) -> None:
    with pytest.raises(UnknownName, match=r"Did you mean|Known"):
        measure(ledger, agreement, name, by="chanel_of")
    with pytest.raises(RuleInvalid, match="there is no column"):
        measure(ledger, agreement, name, where="sorce_of = 'x'")


@every_metric
def test_a_rule_narrows(ledger: Ledger, agreement: Agreement, name: str) -> None:
    column = _slice_of(name)
    every = measure(ledger, agreement, name, by=column)
    only = measure(ledger, agreement, name, by=column, where=f"{column} = 'Webinar'")
    assert {row.slice[column] for row in only} <= {"Webinar", None}
    assert sum(row.n for row in only) == sum(row.n for row in every if row.slice[column] == "Webinar")
