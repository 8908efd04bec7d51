"""Pipeline metrics on ledgers small enough to do by hand: weighted, slipped, flowing, covering a goal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from journal import store_of
from oarlock.agreement import Agreement
from oarlock.ledger.reading import Ledger
from oarlock.measure.engine import measure
from oarlock.measure.result import Measurement, Measurements
from oarlock.stats.result import Status

Told = Callable[..., dict[Any, float | None]]
At = Callable[[str], Ledger]
Oracle = Callable[[str], dict[str, Any]]


def _kinds(found: Measurements) -> dict[str | None, Measurement]:
    return {row.slice["by"]: row for row in found}


def test_a_deal_is_weighted_by_what_its_stage_brought_at_this_point(at: At, agreement: Agreement) -> None:
    """
    2025-07-01  a1  opened  amount=100 close=2025-09-20 stage=A
    2025-07-01  a2  opened  amount=300 close=2025-09-20 stage=A
    2025-09-29  a1  won
    2025-09-29  a2  lost
    2025-10-01  b1  opened  amount=100 close=2025-12-20 stage=A
    2025-10-01  b2  opened  amount=100 close=2025-12-20 stage=A
    2025-12-18  b3  opened  amount=400 close=2025-12-30 stage=A
    2025-12-30  b1  won
    2025-12-30  b3  won
    2026-01-05  c1  opened  amount=120 close=2026-03-20 stage=A probability=0.5
    2026-01-05  c2  opened  close=2026-03-20 stage=A probability=0.5
    2026-01-05  c3  opened  amount=50 close=2026-06-20 stage=A
    2026-02-16  c2  changed
    """
    # At 31 business days to the end 200 of 600 came true, in four deals; over all seven points 1,800 of 4,600 (b3 stood at the last alone).
    chance = (4 * (200 / 600) + 10 * (1800 / 4600)) / 14
    found = measure(at("2026-02-16"), agreement, "weighted_pipeline")
    told = _kinds(found)
    assert told["own"].estimate == pytest.approx(120 * chance)
    assert told["crm"].estimate == pytest.approx(60)
    assert told["own"].n == 2, "a deal due in the next quarter is not counted"
    assert told["own"].also["open_amount"] == 120
    assert found.excluded == {"no amount is known": 1}
    assert found.records(by="own") == ("c1", "c2")
    past = measure(at("2026-02-16"), agreement, "weighted_pipeline", every="quarter")
    early = next(row for row in past if row.period == "2025Q4" and row.slice["by"] == "own")
    assert (early.estimate, early.status) == (None, Status.INSUFFICIENT)
    assert "fewer than two earlier periods" in early.reason


def test_on_the_last_business_day_the_next_quarter_is_ahead(at: At, agreement: Agreement) -> None:
    """
    2025-10-01  a1  opened  amount=100 close=2025-12-20 stage=A probability=0.4
    2025-11-01  a2  opened  amount=70 close=2026-02-20 stage=A probability=0.5
    2025-12-31  a1  won
    """
    (crm,) = [row for row in measure(at("2025-12-31"), agreement, "weighted_pipeline") if row.slice["by"] == "crm"]
    assert crm.estimate == 35


CRM = """
2026-01-05  c1  opened  amount=100 close=2026-03-20 probability={0}
2026-01-05  c2  opened  amount=100 close=2026-03-20 probability={1}
2026-01-05  c3  opened  amount=100 close=2026-03-20 probability={2}
2026-01-05  c4  opened  amount=100 close=2026-03-20
2026-01-06  c4  changed
"""


@pytest.mark.parametrize(
    ("said", "weighted", "excluded", "noted"),
    [
        ((0.2, 0.5, 0.9), 160, {"the CRM says no probability": 1}, ""),
        ((20, 50, 90), 160, {"the CRM says no probability": 1}, "in percent throughout"),
        (
            (0.2, 0.5, 1.2),
            70,
            {"the CRM says no probability": 1, "what the CRM calls a probability is none": 1},
            "1 of 3",
        ),
        (
            (0.2, 65, 0.9),
            110,
            {"the CRM says no probability": 1, "what the CRM calls a probability is none": 1},
            "1 of 3",
        ),
        (
            (20, 50, 1000),
            70,
            {"the CRM says no probability": 1, "what the CRM calls a probability is none": 1},
            "0 to 100",
        ),
    ],
)
def test_what_is_no_probability_counts_for_nothing(
    agreement: Agreement, said: tuple[float, ...], weighted: float, excluded: dict[str, int], noted: str
) -> None:
    with store_of(CRM.format(*said)) as store:
        found = measure(store.ledger(datetime(2026, 2, 16, tzinfo=UTC)), agreement, "weighted_pipeline")
    assert _kinds(found)["crm"].estimate == pytest.approx(weighted)
    assert {reason: n for reason, n in found.excluded.items() if "CRM" in reason} == excluded
    assert noted in " ".join(found.caveats)


def test_what_is_open_at_the_end_of_its_quarter_has_slipped(at: At, agreement: Agreement, told: Told) -> None:
    """
    2026-01-05  won  opened   amount=100 close=2026-03-10
    2026-03-11  won  won
    2026-01-05  put  opened   amount=300 close=2026-03-10
    2026-02-05  put  changed  close=2026-03-20
    2026-03-05  put  changed  close=2026-06-20
    2026-01-05  old  opened   amount=50 close=2026-03-01
    2026-01-05  end  opened   amount=50 close=2026-03-01
    2026-03-02  end  lost
    2026-04-02  new  opened   amount=60 close=2026-06-01
    """
    found = measure(at("2026-04-20"), agreement, "slippage", every="quarter")
    assert told(found) == {"2026Q1": pytest.approx(350 / 500), "2026Q2": 0.0}
    assert found.rows[0].also == {"pushes_per_deal": 2 / 4}
    assert found.rows[1].status is Status.IMMATURE
    assert told(measure(at("2026-03-06"), agreement, "slippage", every="quarter")) == {"2026Q1": 0.6}


def _cohort(name: str, deals: int, won: int, amount: int, days: int, account: str = "") -> list[str]:
    began = date(2025, 1, 1)
    ends = date.fromordinal(began.toordinal() + days)
    lines = []
    for number in range(deals):
        linked = f" account={account}" if account else ""
        lines.append(f"{began} {name}{number} opened amount={amount}{linked}")
        lines.append(f"{ends} {name}{number} {'won' if number < won else 'lost'}")
    return lines


def test_velocity_multiplies_inputs_of_one_cohort(oracle: Oracle, agreement: Agreement) -> None:
    told = oracle("S2.velocity")
    given = told["inputs"]
    won = round(given["opps"] * given["win"])
    lines = _cohort("d", given["opps"], won, given["avg"], given["cycle_days"])
    with store_of("\n".join(lines)) as store:
        (row,) = measure(store.ledger(None), agreement, "pipeline_velocity")
    assert row.estimate == pytest.approx(told["expected"]["v_per_day"])
    assert (row.n, row.n_events, row.unit) == (given["opps"], won, "money per day")
    assert row.also == {
        "deals": 40, "won": 10, "average_value": 25_000, "share_won": pytest.approx(0.25), "cycle_days": 80,
    }  # fmt: skip


def test_velocity_of_all_is_the_sum_over_segments(oracle: Oracle, agreement: Agreement) -> None:
    told = oracle("S2.velocity_pooling")
    small, large = told["inputs"]["smb"], told["inputs"]["ent"]
    lines = ["2025-01-01 little founded employees=10", "2025-01-01 giant founded employees=5000"]
    for name, one, account in (("s", small, "little"), ("e", large, "giant")):
        lines += _cohort(name, one["n"], round(one["n"] * one["w"]), one["v"], one["c"], account)
    with store_of("\n".join(lines)) as store:
        (whole,) = measure(store.ledger(None), agreement, "pipeline_velocity")
        parts = {
            row.slice["segment"]: row.estimate
            for row in measure(store.ledger(None), agreement, "pipeline_velocity", by="segment")
        }
        pooled = measure(store.ledger(None), replace(agreement, segments=()), "pipeline_velocity")
    assert parts == {
        "smb": pytest.approx(told["expected"]["smb"]),
        "enterprise": pytest.approx(told["expected"]["ent"]),
    }
    assert whole.estimate == pytest.approx(told["expected"]["sum"])
    assert whole.lo is not None
    assert whole.lo < whole.estimate
    assert "share_won" not in whole.also, "two segments have no one rate"
    assert any("twice too high" in caveat for caveat in pooled.caveats)


def test_a_young_cohort_has_no_velocity_yet(agreement: Agreement) -> None:
    lines = [
        *_cohort("d", 40, 20, 100, 80),
        *(f"2025-05-01 n{i} opened amount=100" for i in range(20)),
        "2025-05-20 last opened",
    ]
    with store_of("\n".join(lines)) as store:
        rows = measure(store.ledger(None), agreement, "pipeline_velocity", every="quarter").rows
    assert [row.status for row in rows] == [Status.OK, Status.IMMATURE]
