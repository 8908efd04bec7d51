"""Two scenarios side by side, and what may be set in one."""

from __future__ import annotations

import re

import pytest

from journal import store_of
from oarlock.agreement import Agreement
from oarlock.errors import UnknownName, UsedWrongly
from oarlock.ledger.reading import Ledger
from oarlock.plan.scenario import make
from oarlock.plan.settings import scenario_of
from regular import regular


@pytest.mark.parametrize(
    ("word", "now", "then"),
    [("leads=+10%", 200, 220), ("leads=300", 200, 300), ("win_rate=22%", 0.2, 0.22), ("win-rate=0.22", 0.2, 0.22),
     ("win_rate=+5%", 0.2, 0.21), ("reps=+1", 18, 19), ("reps=-2", 18, 16), ("reps=20", 18, 20)],
)  # fmt: skip
def test_settings_are_read_as_written(word: str, now: float, then: float) -> None:
    (name,) = scenario_of([word]).changes
    assert scenario_of([word]).of(name, now) == pytest.approx(then)


@pytest.mark.parametrize(
    ("word", "error", "message"),
    [("leads", UsedWrongly, "sets nothing"), ("lead=+1", UnknownName, '"leads"'), ("reps=many", UsedWrongly, "is no value"),
     ("leads=10%", UsedWrongly, "of what")],
)  # fmt: skip
def test_what_is_no_setting_is_said(word: str, error: type[UsedWrongly], message: str) -> None:
    with pytest.raises(error, match=message):
        scenario_of([word])


def rows(
    ledger: Ledger, agreement: Agreement, *changes: str, against: tuple[str, ...] = ()
) -> dict[str, dict[str, dict[str, float]]]:
    told = make(ledger, agreement, changes=changes, against=against, goal=20_000, period="2026Q2").to_json()
    return {row["number"]: row for row in told["rows"]}


def test_more_leads_bring_more_and_load_more(ledger: Ledger, agreement: Agreement) -> None:
    """Ten a week more for seven and a half weeks, one in twenty won: 4 wins more, 4,000."""
    told = rows(ledger, agreement, "leads=+10")
    assert told["bookings"]["difference"]["estimate"] == pytest.approx(3_800, rel=0.1)
    assert told["bookings"]["difference"]["lo"] >= 0
    assert told["load"]["scenario"]["estimate"] == pytest.approx(told["load"]["against"]["estimate"] * 1.5)


def test_two_scenarios_are_held_against_each_other(ledger: Ledger, agreement: Agreement) -> None:
    told = rows(ledger, agreement, "reps=+1", against=("reps=+2",))
    assert (told["people"]["scenario"]["estimate"], told["people"]["against"]["estimate"]) == (3, 4)
    assert told["bookings"]["difference"] == {"estimate": 0, "lo": 0, "hi": 0}


def test_a_rate_above_one_is_refused(ledger: Ledger, agreement: Agreement) -> None:
    with pytest.raises(UsedWrongly, match="at most 1"):
        rows(ledger, agreement, "win_rate=1.2")


def test_nothing_set_is_nothing_asked(ledger: Ledger, agreement: Agreement) -> None:
    with pytest.raises(UsedWrongly, match="What is to be different"):
        make(ledger, agreement, goal=1, period="2026Q2")


def test_a_shorter_cycle_brings_later_leads_in_time(ledger: Ledger, agreement: Agreement) -> None:
    """All wins take 40 days. In 20, leads of almost three weeks more count, one of twenty a week won; one open deal is won before April."""
    told = rows(ledger, agreement, "cycle=20")
    assert (told["cycle"]["scenario"]["estimate"], told["cycle"]["against"]["estimate"]) == (20, 40)
    assert told["bookings"]["difference"]["estimate"] == pytest.approx(2_860 - 1_000, rel=0.15)


def test_answers_in_half_the_time_are_late_more_often(ledger: Ledger, agreement: Agreement) -> None:
    told = rows(ledger, agreement, "response_hours=-50%")
    assert told["late"]["difference"]["estimate"] > 0
    assert told["late"]["difference"]["lo"] <= told["late"]["difference"]["hi"]
    assert told["response_hours"]["scenario"]["estimate"] == told["response_hours"]["against"]["estimate"] / 2
    assert told["bookings"]["difference"]["estimate"] == 0


SPEND = "\n".join(f"2026-03-{day:02} - noted table=spend channel=web amount=100 currency=EUR" for day in range(1, 21))


def test_a_budget_brings_leads_as_of_late(agreement: Agreement) -> None:
    """All leads come by the web, for 2,000 in 13 weeks; half as much again brings half as many again, and that is said to be assumed."""
    with store_of(f"{regular()}\n{SPEND}") as store, store.ledger(None) as ledger:
        answer = make(ledger, agreement, changes=("budget=+50%",), goal=20_000, period="2026Q2")
    (pace,) = [row for row in answer.to_json()["rows"] if row["number"] == "leads_per_week"]
    assert pace["scenario"]["estimate"] == pytest.approx(1.5 * pace["against"]["estimate"])
    (assumed,) = [one for one in answer.assumed if one.name == "leads_of_budget"]
    assert "only an experiment would tell" in assumed.because


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("reps=0", "leaves nobody to take leads. Give at least one"),
        ("hours_per_lead=0", "a lead takes more than 0 hours"),
        ("response_hours=0", "Give hours above 0"),
        ("cycle=0", "Give days above 0"),
        ("leads=-100%", "leaves none to come. Give more than 0"),
        ("budget=100", "no spend is recorded in the last 13 weeks"),
        ("goal=0", "above 0"),
        ("goal=-100%", "above 0"),
        ("win_rate=120%", "Did you mean 1.2%"),
        ("deal_size=0", "above 0"),
    ],
)
def test_what_no_company_can_do_is_refused_with_what_would_be_right(
    ledger: Ledger, agreement: Agreement, word: str, message: str
) -> None:
    with pytest.raises(UsedWrongly, match=re.escape(message)):
        rows(ledger, agreement, word)


def test_wins_on_the_day_of_their_lead_have_no_cycle_to_change(agreement: Agreement) -> None:
    """Other settings work; the cycle itself cannot be made shorter than none."""
    lines = []
    for week in range(8):
        day = f"2026-0{1 + week // 4}-{1 + 7 * (week % 4):02d}"
        lines += [f"{day} 09:00 l{week} inquiry", f"{day} 09:00 d{week} opened amount=100 lead=l{week} kind=new"]
        lines += [f"{day} 09:00 l{week} customer", f"{day} 09:00:01 d{week} won amount=100"]
    with store_of("\n".join(lines)) as store, store.ledger(None) as ledger:
        assert rows(ledger, agreement, "leads=+10%")
        with pytest.raises(UsedWrongly, match="no time between lead and win"):
            rows(ledger, agreement, "cycle=-20%")
