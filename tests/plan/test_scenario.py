"""Two scenarios side by side, and what may be set in one."""

from __future__ import annotations

import pytest

from oarlock.agreement import Agreement
from oarlock.errors import UnknownName, UsedWrongly
from oarlock.ledger.reading import Ledger
from oarlock.plan.scenario import make
from oarlock.plan.settings import scenario_of


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
