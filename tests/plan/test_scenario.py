"""Two scenarios side by side, and what may be set in one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from journal import store_of
from oarlock.agreement import Agreement
from oarlock.errors import UnknownName, UsedWrongly
from oarlock.ledger.reading import Ledger
from oarlock.ledger.store import Store
from oarlock.measure.facts.paid import paid
from oarlock.plan.answer import PlanAnswer
from oarlock.plan.scenario import make
from oarlock.plan.settings import scenario_of
from regular import regular


@pytest.mark.parametrize(
    ("word", "now", "then"),
    [("leads=+10%", 200, 220), ("leads=300", 200, 300), ("win_rate=22%", 0.2, 0.22), ("win-rate=0.22", 0.2, 0.22),
     ("win_rate=+5%", 0.2, 0.21), ("reps=+1", 18, 19), ("reps=-2", 18, 16), ("reps=20", 18, 20),
     ("goal=2M", 1e6, 2e6), ("goal=1,200,000", 1e6, 1.2e6), ("goal=+50K", 1e6, 1.05e6), ("leads=1,200", 20, 1200),
     ("win_rate=0,22", 0.2, 0.22), ("hours_per_lead=1,5", 1, 1.5)],
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


def test_where_no_lead_lands_in_time_none_are_counted(store: Store, agreement: Agreement) -> None:
    """In most futures the goal is reached by what is open, and in the others no number of leads would do."""
    late = store.ledger(datetime(2026, 3, 1, tzinfo=UTC))
    answer = make(late, agreement, changes=["leads=+10%"], goal=11_000.0, period="2026Q1")
    rows = {row["number"]: row for row in answer.to_json()["rows"]}
    assert 0.8 < rows["chance"]["scenario"]["estimate"] < 1.0
    assert "leads_needed" not in rows


def test_a_rate_above_one_is_refused(ledger: Ledger, agreement: Agreement) -> None:
    with pytest.raises(UsedWrongly, match="at most 1"):
        rows(ledger, agreement, "win_rate=1.2")


def test_a_rate_that_never_happened_is_flagged(ledger: Ledger, agreement: Agreement) -> None:
    answer = make(ledger, agreement, changes=["win_rate=90%"], against=["leads=+10%"], goal=20_000, period="2026Q2")
    assert answer.more[0].startswith("Deal to win is stated as 90%; the record has 25%")
    assert " with leads=+10%, " in answer.sentence


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


def test_spend_of_late_is_told_at_the_rate_of_its_day(agreement: Agreement) -> None:
    """Two months of 100 dollars, a euro's half in February and a whole in March: 150 euro, not 200 at today's rate."""
    lines = """
        2026-01-01 USD noted table=rates rate_to_reporting=0.5
        2026-03-01 USD noted table=rates rate_to_reporting=1
        2026-02-10 - noted table=spend channel=web amount=100 currency=USD
        2026-03-10 - noted table=spend channel=web amount=100 currency=USD
        2026-03-20 l1 created source=Web
    """
    with store_of(lines) as store, store.ledger(None) as ledger:
        told = paid(ledger, agreement)
    assert told is not None
    assert (told.spend, told.share) == (150.0, 1.0)


def test_spend_that_names_only_its_campaign_paid_for_the_leads_of_its_channel(agreement: Agreement) -> None:
    """The fair's two leads, one by its source and one by its campaign alone; not the one of which nobody knows where it came from."""
    lines = """
        2026-01-01 fair started channel=Trade-Show
        2026-03-10 - noted table=spend campaign_id=fair amount=100 currency=EUR
        2026-03-11 - noted table=spend amount=100 currency=EUR
        2026-03-20 l1 created source=trade_show
        2026-03-20 l2 created campaign_id=fair
        2026-03-20 l3 created
        2026-03-20 l4 created source=Referral
    """
    with store_of(lines) as store, store.ledger(None) as ledger:
        told = paid(ledger, agreement)
    assert told is not None
    assert (told.spend, told.share, told.leads) == (200.0, 0.5, 2)


def test_spend_of_no_channel_paid_for_all_leads(agreement: Agreement) -> None:
    lines = "2026-03-10 - noted table=spend amount=100 currency=EUR\n2026-03-20 l1 created\n2026-03-20 l2 created source=Web"
    with store_of(lines) as store, store.ledger(None) as ledger:
        told = paid(ledger, agreement)
    assert told is not None
    assert (told.share, told.leads) == (1.0, 2)


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


def answering(fast: frozenset[int]) -> str:
    """The regular company with one score for all; which of its twenty leads a week are called within the hour, the rest two days later."""
    lines = []
    for line in regular().splitlines():
        lines.append(re.sub(r"score=\d+", "score=50", line))
        day, _, lead, verb, *_ = [*line.split(), "", "", ""]
        if verb == "assigned":
            is_fast = (int(lead[1:]) - 1) % 20 in fast
            called = (
                f"{day} {line.split()[1][:2]}:50" if is_fast else f"{date.fromisoformat(day) + timedelta(days=2)} 16:50"
            )
            lines.append(f"{called} {lead} touched by=call")
    return "\n".join(sorted(lines, key=lambda line: line[:10]))


@pytest.fixture(scope="module")
def telling() -> Iterator[Ledger]:
    """Ten of twenty leads are called at once, of which three become deals; of the others one does: 20 points more."""
    with store_of(answering(frozenset({0, 1, 2, *range(4, 11)}))) as store, store.ledger(None) as ledger:
        yield ledger


def asked(ledger: Ledger, agreement: Agreement, *changes: str) -> tuple[dict[str, Any], PlanAnswer]:
    """A lead takes a quarter of an hour, so that the two people could answer all of a Monday's in time."""
    quick = replace(agreement, capacity=replace(agreement.capacity, hours_per_lead=0.25))
    answer = make(ledger, quick, changes=changes, goal=20_000, period="2026Q2")
    return answer.to_json(), answer


@pytest.fixture(scope="module")
def sooner(telling: Ledger, agreement: Agreement) -> tuple[dict[str, Any], PlanAnswer]:
    """Answers promised within four hours, with what the record says of that."""
    return asked(telling, agreement, "response_hours=4")


def test_answers_in_time_bring_what_goes_with_them(sooner: tuple[dict[str, Any], PlanAnswer]) -> None:
    """Half is answered in time by the record. Each point more in time is a fifth of a point more of leads that become deals, of 20 %."""
    told, answer = sooner
    one = told["answers"]["scenario"]
    row = {row["number"]: row for row in told["rows"]}
    assert one["answered_by_record"] == pytest.approx(0.5, abs=0.02)
    assert one["answered"] > 0.7
    assert (one["effect"]["source"], one["effect"]["grade"]) == ("measured", "B")
    assert one["effect"]["estimate"] == pytest.approx(0.2, abs=0.005)
    moved = (one["answered"] - one["answered_by_record"]) * 0.2
    assert row["lead_to_deal"]["difference"]["estimate"] == pytest.approx(moved, abs=0.005)
    assert row["bookings"]["difference"]["estimate"] == pytest.approx(
        row["bookings_of_answers"]["difference"]["estimate"]
    )
    assert row["bookings"]["difference"]["lo"] >= 0
    assert "goes with the time of answers" in " ".join(answer.more)
    assert any("evidence B" in one.taken for one in answer.assumed)


@pytest.mark.parametrize(("setting", "part"), [("0", 0.0), ("10%", 0.5), ("+50%", 1.5)])
def test_what_answers_bring_can_be_set(
    telling: Ledger, agreement: Agreement, sooner: tuple[dict[str, Any], PlanAnswer], setting: str, part: float
) -> None:
    measured, _ = sooner
    stated, answer = asked(telling, agreement, "response_hours=4", f"answer_effect={setting}")
    assert stated["answers"]["scenario"]["effect"]["source"] == "stated"
    change, usual = (
        {row["number"]: row for row in told["rows"]}["lead_to_deal"]["difference"]["estimate"]
        for told in (stated, measured)
    )
    assert change == pytest.approx(part * usual, abs=0.003)
    assert any("answer_effect says so" in one.because for one in answer.assumed)


def test_a_promise_as_it_is_and_a_later_one_bring_nothing(telling: Ledger, agreement: Agreement) -> None:
    for change in ("win_rate=+5%", "response_hours=16"):
        told, _ = asked(telling, agreement, change)
        assert told["answers"]["scenario"]["answered"] == told["answers"]["scenario"]["answered_by_record"]


@pytest.mark.parametrize(
    ("fast", "why"),
    [
        (range(0, 20, 2), "did not clearly become deals more often"),
        (range(20), "no leads that were answered sooner and later"),
    ],
)
def test_a_record_that_does_not_tell_takes_none(agreement: Agreement, fast: range, why: str) -> None:
    """Half of the deals are among the fast half; or all are fast and nothing can be compared."""
    with store_of(answering(frozenset(fast))) as store, store.ledger(None) as ledger:
        told, answer = asked(ledger, agreement, "response_hours=4")
    assert told["answers"]["scenario"]["rate_factor"]["estimate"] == 1
    assert told["answers"]["scenario"]["effect"]["source"] == "none"
    (assumed,) = [one for one in answer.assumed if one.name == "wins_of_answers"]
    assert why in assumed.because


def test_every_difference_has_a_range(telling: Ledger, agreement: Agreement) -> None:
    """And the chance moves most where the rates leave most open."""
    told, answer = asked(telling, agreement, "leads=+20%", "reps=+1")
    for row in told["rows"]:
        gap = row["difference"]
        assert gap["lo"] <= gap["estimate"] <= gap["hi"], row["number"]
        assert row["set"] == (row["number"] in ("leads_per_week", "cycle", "goal", "people", "response_hours"))
    (section, *_) = answer.sections
    assert all(len(row) == 7 for row in section.rows)
