"""Pipeline metrics on ledgers small enough to do by hand: weighted, slipped, flowing, covering a goal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from journal import store_of
from oarlock.agreement import Agreement
from oarlock.agreement.aims import Goal
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
        ((20, 50, 90), 160, {"the CRM says no probability": 1}, "in percent throughout, so 90 was read as 90%"),
        ((1.2, 1.2, 1.2), 3.6, {"the CRM says no probability": 1}, "above 0 are 1.2: more than a share can be"),
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


def _quarters_of_deals(quarters: int, each: int, won: int) -> list[str]:
    """Past quarters that each had so many deals of 100 in the first week and won so many of them in the last."""
    lines = []
    for number in range(quarters):
        year, month = 2024 + number // 4, 3 * (number % 4) + 1
        for deal in range(each):
            name, end = f"q{number}d{deal}", f"{year}-{month + 2:02d}"
            lines.append(f"{year}-{month:02d}-01 {name} opened amount=100 close={end}-20 stage=A source=Web")
            lines.append(f"{end}-28 {name} {'won' if deal < won else 'lost'}")
    return lines


GOAL = "2025-01-01 - noted table=targets period_start=2025-04-01 period_end=2025-07-01 team=sales bookings_goal=500"
NOW = ["2025-04-01 won opened amount=100 close=2025-04-20 stage=A", "2025-04-10 won won"] + [
    f"2025-04-02 o{i} opened amount=100 close=2025-06-20 stage=A source=Web" for i in range(20)
]


def test_coverage_is_against_what_is_left_and_for_a_chance(agreement: Agreement) -> None:
    from oarlock.stats.coverage import chance_of_wins_learnt, deals_needed

    with store_of("\n".join([*_quarters_of_deals(5, 40, 10), GOAL, *NOW])) as store:
        ledger = store.ledger(datetime(2025, 5, 15, tzinfo=UTC))
        found = measure(ledger, agreement, "coverage")
        (sliced,) = measure(ledger, agreement, "coverage", by="source").rows[:1]
    (row,) = found.rows
    assert (row.estimate, row.n, row.status) == (2000 / (500 - 100), 20, Status.OK)
    known = chance_of_wins_learnt(4, 20, 50, 150)
    assert row.also["chance_of_goal"] == pytest.approx(known, abs=0.03)
    needed = deals_needed(4, 0.8, lambda n: chance_of_wins_learnt(4, n, 50, 150))
    assert row.also["pipeline_for_80"] == pytest.approx(100 * needed, abs=100)
    assert row.also["value_win_rate"] == 0.25
    assert "open against" in " ".join(found.caveats)
    assert (sliced.estimate, sliced.status) == (None, Status.INSUFFICIENT)
    assert "goals are stated for all or by segment" in sliced.reason


def test_without_a_goal_coverage_names_the_file_and_with_one_reached_there_is_nothing_left(
    agreement: Agreement,
) -> None:
    past = _quarters_of_deals(5, 40, 10)
    at = datetime(2025, 5, 15, tzinfo=UTC)
    with store_of("\n".join([*past, *NOW])) as store:
        (row,) = measure(store.ledger(at), agreement, "coverage")
        goals = (Goal("2025Q2", bookings=80.0),)
        (reached,) = measure(store.ledger(at), replace(agreement, goals=goals), "coverage")
    assert (row.estimate, row.n, row.status) == (None, 20, Status.INSUFFICIENT)
    assert "targets.csv" in row.reason
    assert "agreement.toml" in row.reason
    assert (reached.estimate, reached.status) == (None, Status.DEGENERATE)


def test_goals_of_months_fill_their_quarter_and_two_teams_goals_are_one() -> None:
    from oarlock.agreement.calendar import period_named
    from oarlock.measure.facts.goals import BookingsGoal, goal_of

    quarter = period_named("2025Q2", 1)
    months = [BookingsGoal(date(2025, m, 1), date(2025, m + 1, 1), "sales", None, 10.0) for m in (4, 5, 6)]
    assert goal_of(months, quarter) == 30
    assert goal_of(months[:2], quarter) is None
    both = [
        BookingsGoal(quarter.start, quarter.end, team, None, amount)
        for team, amount in (("marketing", 40.0), ("sales", 50.0))
    ]
    assert goal_of(both, quarter) == 50
    parts = [
        BookingsGoal(quarter.start, quarter.end, "both", name, amount)
        for name, amount in (("smb", 1.0), ("enterprise", 2.0))
    ]
    assert (goal_of(parts, quarter), goal_of(parts, quarter, "smb"), goal_of(parts, quarter, "mid_market")) == (
        3,
        1,
        None,
    )


def _models(found: Measurements, period: str | None = None) -> dict[str | None, Measurement]:
    return {row.slice["model"]: row for row in found if row.period == period}


def test_forecasts_of_past_quarters_are_scored_model_by_model(agreement: Agreement) -> None:
    """Nine quarters of 40 deals of 100, of which a quarter is won, so that every forecast that knows the past is right."""
    lines = [*_quarters_of_deals(9, 40, 10), "2026-05-01 last opened amount=100 close=2026-06-20 stage=A"]
    with store_of("\n".join(lines)) as store:
        ledger = store.ledger(datetime(2026, 5, 15, tzinfo=UTC))
        found = measure(ledger, agreement, "forecast_accuracy")
        quarterly = measure(ledger, agreement, "forecast_accuracy", every="quarter")
    told = _models(found)
    assert told["last year"].estimate == 0
    assert told["stage and time"].estimate == pytest.approx(0, abs=0.12)
    assert told["stage and time"].also["periods"] == 7
    assert told["stage and time"].also["inside_80"] == 1.0
    assert told["stage and time"].also["brier"] == pytest.approx(0.25 * 0.75)
    assert (told["commit"].estimate, told["commit"].status) == (None, Status.INSUFFICIENT)
    assert "commit" in told["commit"].reason
    assert "by last year" in found.caveats[0], "the simplest of those that are as good"
    past = _models(quarterly, "2026Q1")["stage and time"]
    assert past.lo is not None, "the quarter's own points, in blocks"
    assert past.hi is not None
    assert past.lo <= (past.estimate or 0.0) <= past.hi
    running = _models(quarterly, "2026Q2")["stage and time"]
    assert (running.estimate, running.complete) == (None, False)
    assert running.also["p90"] == 100


def test_few_quarters_do_not_validate_a_forecast(agreement: Agreement) -> None:
    with store_of(
        "\n".join([*_quarters_of_deals(5, 40, 10), "2025-04-02 last opened amount=1 close=2025-06-01"])
    ) as store:
        row = _models(measure(store.ledger(datetime(2025, 5, 15, tzinfo=UTC)), agreement, "forecast_accuracy"))[
            "stage and time"
        ]
    assert row.status is Status.INSUFFICIENT
    assert "not validated: 3 past periods" in row.reason


def test_a_forecast_made_then_is_the_one_reported_later(agreement: Agreement) -> None:
    """METHODS 15 #9: with as many business days left, the same quarter is forecast alike then and from a later day."""
    lines = _quarters_of_deals(6, 40, 10)
    with store_of("\n".join(lines)) as store:
        then = measure(
            store.ledger(datetime(2025, 2, 17, 23, tzinfo=UTC)), agreement, "forecast_accuracy", every="quarter"
        )
        later = measure(
            store.ledger(datetime(2025, 5, 19, 23, tzinfo=UTC)), agreement, "forecast_accuracy", every="quarter"
        )
    assert then.params == later.params == {"business_days_left": 30.0}
    for model in ("last year", "stage and time", "regression"):
        one, other = (_models(found, "2025Q1")[model].also for found in (then, later))
        assert {name: one[name] for name in one if name.startswith("p") and name[1:].isdigit()} == {
            name: other[name] for name in other if name.startswith("p") and name[1:].isdigit()
        }


def test_the_teams_own_commit_is_what_it_says_and_what_was_booked(agreement: Agreement) -> None:
    lines = [
        "2024-01-02 a opened amount=100 close=2024-03-20 forecast_category=Commit",
        "2024-01-02 b opened amount=50 close=2024-03-20 forecast_category=Pipeline",
        "2024-03-30 a lost", "2024-03-30 b won", "2024-04-02 c opened amount=9 close=2024-06-20",
    ]  # fmt: skip
    with store_of("\n".join(lines)) as store:
        found = measure(
            store.ledger(datetime(2024, 4, 15, tzinfo=UTC)), agreement, "forecast_accuracy", every="quarter"
        )
    commit = _models(found, "2024Q1")["commit"]
    assert commit.estimate == 1.0, "100 said, 50 came"
    assert commit.also["bias"] == 1.0


def test_a_running_quarter_is_completed_as_quarters_before_it_were(oracle: Oracle, agreement: Agreement) -> None:
    """The oracle S1.completion through bookings: 4.2 so far, where six past quarters had .36 to .45 of theirs at this point."""
    told = oracle("S1.completion")
    lines = []
    for number, share in enumerate(told["inputs"]["completion_at_same_days_to_end"]):
        year, month = 2024 + number // 4, 3 * (number % 4) + 1
        for part, day, amount in (("a", f"{month:02d}-10", share), ("b", f"{month + 2:02d}-28", 1 - share)):
            lines.append(f"{year}-{month:02d}-02 q{number}{part} opened amount={round(1000 * amount)}")
            lines.append(f"{year}-{day} q{number}{part} won")
    lines += [f"2025-07-02 now opened amount={1000 * told['inputs']['qtd']}", "2025-07-09 now won"]
    with store_of("\n".join(lines)) as store:
        found = measure(store.ledger(datetime(2025, 8, 1, tzinfo=UTC)), agreement, "bookings", every="quarter")
    running = found.rows[-1]
    assert (running.period, running.status, running.complete) == ("2025Q3", Status.IMMATURE, False)
    assert running.also["expected"] == pytest.approx(1000 * told["expected"]["chain_ladder"], rel=1e-6)
    assert running.also["expected_lo"] == pytest.approx(1000 * told["expected"]["pred_lo"], rel=1e-6)
    assert running.also["expected_hi"] == pytest.approx(1000 * told["expected"]["pred_hi"], rel=1e-6)
    assert "still running" in running.reason
    assert "are to be expected" in running.reason


def test_open_deals_of_no_period_to_come_are_counted_aloud(at: At, agreement: Agreement) -> None:
    """
    2025-10-05  old  opened  amount=100 close=2025-12-20
    2026-01-05  non  opened  amount=50
    2026-01-05  due  opened  amount=70 close=2026-01-20
    2026-02-16  due  changed
    """
    found = measure(at("2026-02-16"), agreement, "weighted_pipeline")
    assert _kinds(found)["own"].n == 1, "a close date of this quarter that has passed is still of this quarter"
    assert found.caveats == (
        "Of 3 open deals, 1 deal worth €100 whose close date has passed and 1 deal without a close date are in no quarter to come:"
        " ask their owners.",
    )
