"""The exact oracles of the pipeline, read from the reference file, through the real metrics."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from journal import store_of
from oarlock.agreement import Agreement
from oarlock.measure.engine import measure

Oracle = Callable[[str], dict[str, Any]]
END_OF_DAY = timedelta(days=1) - timedelta(microseconds=1)


def _histories(histories: dict[str, Any]) -> str:
    """The oracle's field histories as a journal: one version a day on which anything changed."""
    lines = []
    for deal, history in histories.items():
        days: dict[str, dict[str, str]] = {}
        for day, field, value in history["events"]:
            days.setdefault(day, {})[{"amt": "amount"}.get(field, field)] = value
        for place, (day, changed) in enumerate(days.items()):
            stage = changed.get("stage")
            verb = "opened" if not place else stage if stage in ("won", "lost") else "changed"
            details = " ".join(f"{name}={value}" for name, value in changed.items())
            lines.append(f"{day} {deal} {verb} {details}" + (" kind=new sourced_by=marketing" if not place else ""))
    return "\n".join(lines)


def _qualified(agreement: Agreement) -> Agreement:
    pipeline = replace(agreement.pipeline, stages=("prospecting", "qualified"), minimum_stage="qualified")
    return replace(agreement, pipeline=pipeline)


def _at(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC) + END_OF_DAY


def test_pipeline_entered_is_counted_as_it_stood_then(oracle: Oracle, agreement: Agreement) -> None:
    told = oracle("S1.atc_asof")
    with store_of(_histories(told["inputs"]["histories"])) as store:
        today = store.ledger(_at(told["inputs"]["today"]))
        quarter = {"since": datetime(2025, 1, 1).date(), "until": datetime(2025, 4, 1).date()}
        found = measure(today, _qualified(agreement), "available_to_close", every="quarter", **quarter)
        entered = {row.slice["form"]: row.estimate for row in found if row.period == "2025Q1"}
        (won,) = [
            row for row in measure(today, agreement, "bookings", every="quarter", **quarter) if row.period == "2025Q1"
        ]
    assert entered["entered"] == told["expected"]["atc_entered"]
    assert won.estimate == told["expected"]["bookings"]
    assert won.estimate / entered["entered"] == pytest.approx(told["expected"]["yield_entered"])


def test_a_snapshot_of_the_running_quarter_is_what_stands_today(oracle: Oracle, agreement: Agreement) -> None:
    told = oracle("S1.atc_asof")
    with store_of(_histories(told["inputs"]["histories"])) as store:
        found = measure(
            store.ledger(_at(told["inputs"]["snapshot"])), _qualified(agreement), "available_to_close", every="quarter"
        )
    (snap,) = [row for row in found if row.period == "2025Q1" and row.slice["form"] == "snap"]
    assert snap.estimate == told["expected"]["atc_snapshot"]
    assert not snap.complete
    assert snap.status == "immature"


def test_the_first_deal_lies_on_the_company_s_day(agreement: Agreement) -> None:
    """Ten in the evening of New Year's Eve in New York is the next year in UTC; what stood at the end of that quarter stood in it."""
    company = replace(agreement.company, time_zone="America/New_York")
    with store_of("2025-01-01 03:00 d opened amount=100 close=2024-12-31") as store:
        found = measure(
            store.ledger(datetime(2025, 7, 1, 3, tzinfo=UTC)),
            replace(agreement, company=company),
            "available_to_close",
            every="quarter",
        )
    snaps = {row.period: row.estimate for row in found if row.slice["form"] == "snap"}
    assert snaps["2024Q4"] == 100


@pytest.mark.parametrize("bridge", ["gross", "net"])
def test_the_bridge_adds_up_bucket_by_bucket(oracle: Oracle, agreement: Agreement, bridge: str) -> None:
    told = oracle("S3.waterfall")
    with store_of(_deals(told["inputs"]["opps"])) as store:
        found = measure(store.ledger(_at("2025-05-15")), agreement, "pipeline_bridge", every="quarter")
        bookings = measure(store.ledger(_at("2025-05-15")), agreement, "bookings", every="quarter")
    rows = {
        row.slice["bucket"]: row.estimate for row in found if row.period == "2025Q2" and row.slice["bridge"] == bridge
    }
    opening, closing = rows.pop("opening"), rows.pop("closing")
    assert (opening, closing) == (told["expected"]["opening"], told["expected"]["closing"])
    assert {bucket: amount for bucket, amount in rows.items() if amount} == told["expected"][bridge]
    assert opening + sum(rows.values()) == closing
    assert [row.estimate for row in bookings if row.period == "2025Q2"] == [told["expected"]["bookings_in_period"]]


def _deals(histories: list[list[Any]]) -> str:
    lines = []
    for number, history in enumerate(histories):
        for place, (day, changed) in enumerate(history):
            stage = changed.get("stage")
            verb = (
                "opened"
                if not place
                else stage
                if stage in ("won", "lost")
                else "deleted"
                if "deleted" in changed
                else "changed"
            )
            details = " ".join(f"{name}={value}" for name, value in changed.items() if name in ("amount", "close"))
            lines.append(
                f"{day} deal{number} {verb} {details}" + (" kind=new sourced_by=marketing" if not place else "")
            )
    return "\n".join(lines)
