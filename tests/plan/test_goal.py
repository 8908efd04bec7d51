"""A money goal as leads by week, by hand."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from journal import store_of
from oarlock.agreement import Agreement, read_text
from oarlock.agreement.aims import Goal
from oarlock.errors import EmptySample, UsedWrongly
from oarlock.ledger.reading import Ledger
from oarlock.measure.facts.money_goals import goal_for, money_goals
from oarlock.plan.answer import PlanAnswer
from oarlock.plan.goal import make, planned
from oarlock.show.charts.plans import HEIGHT
from oarlock.show.planned import spec
from regular import LAST, regular


@pytest.fixture(scope="module")
def quarter(ledger: Ledger, agreement: Agreement) -> PlanAnswer:
    """50,000 for the quarter ahead of the regular company's record."""
    return make(ledger, agreement, goal=50_000, period="2026Q2")


def test_every_rate_is_the_records_own(quarter: PlanAnswer) -> None:
    plan = quarter.of
    rates = {rate.name: rate.own for rate in plan.rates}
    assert rates["lead_to_deal"].value == pytest.approx(0.20, abs=0.002)
    assert rates["deal_to_win"].value == pytest.approx(0.25, abs=0.003)
    assert rates["lead_to_win"].value == pytest.approx(0.05, abs=0.001)
    assert rates["deal_size"].value == pytest.approx(1000)
    assert all(
        rate.n > 100 and rate.lo is not None and rate.lo < rate.value < rate.hi for rate in list(rates.values())[:3]
    )


def test_leads_count_until_forty_days_before_the_end(quarter: PlanAnswer) -> None:
    """A lead is won on its 40th day: one of 22 May 2026 is won on 1 July, too late; its week is the last that helps."""
    plan = quarter.of
    assert plan.needed.last_useful == date(2026, 5, 18)
    assert [week.start for week in plan.needed.weeks if week.useful][-1] == date(2026, 5, 18)
    assert plan.needed.weeks[-1].share == 0


def test_the_need_is_goal_less_what_is_under_way(quarter: PlanAnswer) -> None:
    """50 wins are wanted; six Mondays of leads are under way and bring one win each, but for the last week nothing is booked yet."""
    plan = quarter.of
    in_flight = plan.needed.need.in_flight.value or 0
    assert in_flight == pytest.approx(6_000, rel=0.2)
    by_hand = (50_000 - in_flight) / (1000 * 0.05)
    assert plan.needed.by_chance[0.5] == pytest.approx(by_hand, rel=0.06)
    assert plan.needed.by_chance[0.5] < plan.needed.by_chance[0.8] < plan.needed.by_chance[0.9]


def test_more_leads_never_hurt_the_chance(ledger: Ledger, agreement: Agreement) -> None:
    need = planned(ledger, agreement, goal=20_000, period="2026Q2").needed.need
    chances = [need.chance_with(leads) for leads in (0, 100, 200, 400, 2000)]
    assert chances == sorted(chances)
    assert (need.brings(300, seed=1) <= need.brings(400, seed=1)).all()


def test_what_is_reached_needs_nothing(ledger: Ledger, agreement: Agreement) -> None:
    answer = make(ledger, agreement, goal=3_000, period="2026Q1")
    assert "is reached" in answer.sentence


def test_what_is_booked_beyond_the_goal_needs_nothing_for_any_chance(store: Any, agreement: Agreement) -> None:
    """Three days before the end no lead is won in time any more, and none is needed: two wins are booked."""
    answer = make(store.ledger(datetime(2026, 3, 29, tzinfo=UTC)), agreement, goal=2_000, period="2026Q1")
    told = answer.to_json()
    assert "is reached" in answer.sentence
    assert {one["chance"]: one["leads"] for one in told["needed"]} == {0.5: 0, 0.8: 0, 0.9: 0}
    assert told["pace"]["chance"] == 1


def test_a_target_without_a_rate_is_told(agreement: Agreement) -> None:
    """The only goal is in pounds, for which no rate is imported."""
    target = "2026-01-01 - noted table=targets period_start=2026-04-01 team=both bookings_goal=50000 currency=GBP"
    message = "1 row of targets in a currency without a rate to EUR"
    with (
        store_of(f"{target}\n{regular(weeks=20)}") as store,
        store.ledger(None) as ledger,
        pytest.raises(UsedWrongly, match=message),
    ):
        planned(ledger, agreement)


def test_the_rest_of_a_running_quarter_is_not_reckoned_as_a_whole_one(store: Any, agreement: Agreement) -> None:
    answer = make(store.ledger(datetime(2026, 2, 15, tzinfo=UTC)), agreement, goal=50_000, period="2026Q1")
    assert answer.of.pipeline is None
    assert "oarlock measure coverage" in " ".join(answer.more)


def test_a_currency_without_a_rate_is_told(agreement: Agreement) -> None:
    foreign = regular().replace("l00001 amount=1000", "l00001 amount=1000 currency=GBP")
    with store_of(foreign) as store, store.ledger(None) as ledger:
        answer = make(ledger, agreement, goal=50_000, period="2026Q2")
    assert any("in GBP counts without an amount" in one for one in answer.caveats)


def test_a_period_that_leads_cannot_reach_any_more_says_so(ledger: Ledger, agreement: Agreement) -> None:
    answer = make(ledger, agreement, goal=500_000, period="2026-04")
    assert "cannot be planned with leads any more" in answer.sentence
    assert answer.to_json()["reachable"] is False
    assert answer.to_json()["needed"][0]["leads"] is None


def test_a_rate_that_never_happened_is_flagged(ledger: Ledger, agreement: Agreement) -> None:
    answer = make(ledger, agreement, goal=50_000, period="2026Q2", deal_to_win=0.5)
    assert "Deal to win is stated as 50%; the record has 25%" in answer.more[0]
    usual = make(ledger, agreement, goal=50_000, period="2026Q2", deal_to_win=0.25)
    assert not any("is stated as" in line for line in usual.more)


def test_a_number_of_leads_shows_what_it_takes_for_granted(ledger: Ledger, agreement: Agreement) -> None:
    """100 wins from 400 leads at one win in four deals: every lead would have to become a deal."""
    answer = make(ledger, agreement, goal=100_000, period="2026Q2", leads=400)
    assert any(
        "takes for granted that 100% of leads become deals" in line and "outside" in line for line in answer.more
    )


def test_pipeline_is_reckoned_by_what_was_won_in_time(
    quarter: PlanAnswer, ledger: Ledger, agreement: Agreement
) -> None:
    """Deals stand open for 30 days, so that of those of a quarter about a third close in the next one: they have slipped and are not won.

    A deal is put down for its close date from the start, so none has slipped here: one in four is won in the quarter it stood in.
    """
    plan = quarter.of
    rate = next(one.own for one in plan.rates if one.name == "value_win_rate")
    assert plan.pipeline.in_time
    expected = plan.needed.missing / rate.value
    assert plan.pipeline.amount(0.5) == pytest.approx(expected, rel=0.05)
    assert plan.pipeline.amount(0.5) < plan.pipeline.amount(0.8) < plan.pipeline.amount(0.9)
    assert any(
        f"{rate.value:.0%} of the value that stood so in past quarters was won in them" in line for line in quarter.more
    )
    # A year is no quarter: what slips within it is won in it.
    year = make(ledger, agreement, goal=200_000, period="2027")
    assert not year.of.pipeline.in_time
    assert "it is known of quarters, and this period is none" in " ".join(year.more)


def test_what_slips_takes_more_pipeline(agreement: Agreement) -> None:
    """A deal that first stood in one quarter and is won in the next stood in both: half of the value that stood was won in time."""
    months = [date(2024, 1, 1) + timedelta(days=31 * i) for i in range(24)]
    lines = []
    for i, day in enumerate(months):
        quarter_end = date(day.year, 3 * ((day.month - 1) // 3) + 3, 25)
        later = quarter_end + timedelta(days=60)
        lines += [
            f"{day} l{i} created", f"{day} l{i} opportunity", f"{day} d{i} opened lead=l{i} amount=100 close={quarter_end}",
            f"{quarter_end} d{i} changed close={later}", f"{later} d{i} {'won' if i % 4 else 'lost'}",
        ]  # fmt: skip
    with store_of("\n".join(sorted(lines, key=lambda line: line[:10]))) as store, store.ledger(None) as ledger:
        plan = planned(ledger, agreement, goal=10_000, period="2026Q3")
    rate = next(one.own for one in plan.rates if one.name == "value_win_rate")
    decided = next(one.own for one in plan.rates if one.name == "deal_to_win")
    assert rate.value == pytest.approx((decided.value or 0) / 2, abs=0.06)
    assert plan.pipeline.amount(0.5) == pytest.approx(10_000 / rate.value, rel=0.06)


def test_few_wins_are_no_verdict(agreement: Agreement) -> None:
    """Five Mondays with one win each."""
    with store_of(regular(weeks=5)) as store, store.ledger(None) as ledger:
        answer = make(ledger, agreement, goal=50_000, period="2024Q3")
    assert "would need about" in answer.sentence
    assert answer.sentence.endswith("That rests on 5 won leads; a verdict needs 30.")
    assert answer.to_json()["status"] == "insufficient"


def test_few_deals_with_close_dates_tell_nothing_of_what_slips(agreement: Agreement) -> None:
    """Three Mondays with four deals each: twelve deals stood in a quarter that is over."""
    with store_of(regular(weeks=3)) as store, store.ledger(datetime(2024, 6, 1, tzinfo=UTC)) as ledger:
        answer = make(ledger, agreement, goal=50_000, period="2024Q3")
    rate = next(one for one in answer.to_json()["rates"] if one["rate"] == "value_win_rate")
    assert (rate["n"], rate["status"]) == (12, "insufficient")
    assert not answer.of.pipeline.in_time
    assert "only 12 deals stood so in past quarters, and 20 would tell it" in " ".join(answer.more)


def test_a_rate_that_cannot_be_read_yet_counts_what_is_open_as_open(agreement: Agreement) -> None:
    """Of four deals a week the fourth is won on its 30th day; after seven weeks those of three weeks are decided: one in four."""
    text = regular(weeks=7)
    with store_of(text) as store:
        ledger = store.ledger(datetime(2024, 2, 19, tzinfo=UTC))
        plan = planned(ledger, agreement, goal=50_000, period="2024Q3")
    rate = next(one for one in plan.rates if one.name == "deal_to_win")
    if rate.own.value is None:
        assert rate.basis == pytest.approx(0.25, abs=0.02)
    assert rate.basis > (rate.own.n_events or 0) / rate.own.n


def test_goals_that_are_over_are_named(ledger: Ledger, agreement: Agreement) -> None:
    told = replace(agreement, goals=(Goal("2025Q1", bookings=1.0), Goal("2025Q2", bookings=1.0)))
    with pytest.raises(
        UsedWrongly, match=r"still to be won was agreed\. There are goals for 2025Q1 and 2025Q2\. Say one"
    ):
        planned(ledger, told)


def test_the_plan_is_held_against_the_people(ledger: Ledger, agreement: Agreement) -> None:
    """Two people at 25 hours less 15 % work 28 leads of 1.5 hours a week, 368 a quarter."""
    answer = make(ledger, agreement, goal=100_000, period="2026Q2")
    (line,) = [line for line in answer.more if line.startswith("This plan needs")]
    assert "your 2 people who take leads can work 368" in line
    assert "too few" in line


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"goal": 0}, "above 0"),
        ({"goal": 100, "period": "2024Q1"}, "is over since"),
        ({"goal": 100, "period": "someday"}, "names no period"),
        ({"goal": 100, "period": "2026Q2", "deal_to_win": 1.2}, r"Did you mean 1.2%"),
        ({"goal": 100, "period": "2026Q2", "lead_to_deal": 0.0}, "above 0 and at most 1"),
        ({"goal": 100, "period": "2026Q2", "deal_size": -5.0}, "above 0"),
        ({"goal": 100, "period": "2026Q2", "chance": 1.0}, "between 0 and 1"),
        ({"goal": 100, "period": "2026Q2", "leads": 0.0}, "more than 0"),
        (
            {},
            r"No goal that is still to be won was agreed\. Say one, --goal 1200000 --period 2026Q2;",
        ),
    ],
)
def test_what_cannot_be_planned_is_said(
    ledger: Ledger, agreement: Agreement, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsedWrongly, match=message):
        make(ledger, agreement, **options)


@pytest.mark.parametrize(
    ("journal", "message"),
    [
        ("", "no leads are recorded; import leads"),
        ("2026-01-01 ann created", "no deals are recorded"),
        (regular(weeks=20, wins=False), "was ever won"),
        (regular(weeks=20, linked=False), "no deal names its lead"),
    ],
)
def test_a_record_without_the_chain_says_which_file_is_missing(
    journal: str, message: str, agreement: Agreement
) -> None:
    with store_of(journal) as store, store.ledger(None) as ledger, pytest.raises(EmptySample, match=message):
        make(ledger, agreement, goal=100, period="2027Q1")


def test_nobody_to_work_leads_is_no_reason_not_to_plan(agreement: Agreement) -> None:
    with store_of(regular(people=0)) as store, store.ledger(None) as ledger:
        answer = make(ledger, agreement, goal=50_000, period="2026Q2")
    assert any("cannot be told: no lead was handed over; import assignments" in line for line in answer.more)


TARGETS = """
2026-01-01 - noted table=targets period_start=2026-04-01 period_end=2026-07-01 team=sales segment=small bookings_goal=100 currency=EUR
2026-01-01 - noted table=targets period_start=2026-04-01 period_end=2026-07-01 team=sales segment=large bookings_goal=300 currency=EUR
2026-01-01 - noted table=targets period_start=2026-07-01 period_end=2026-10-01 team=both bookings_goal=900 currency=EUR
2026-01-01 - noted table=targets period_start=2026-07-01 period_end=2026-10-01 team=sales bookings_goal=700 currency=EUR
2026-02-01 ann created
"""


def test_goals_come_from_targets_and_from_the_agreement(agreement: Agreement) -> None:
    with store_of(TARGETS) as store, store.ledger(None) as ledger:
        assert [(goal.period.label, goal.amount) for goal in money_goals(ledger, agreement)] == [
            ("2026Q2", 400),
            ("2026Q3", 900),
        ]
        agreed = replace(agreement, goals=(Goal(period="2026Q4", bookings=500.0), Goal(period="2026Q3", bookings=1.0)))
        assert [goal.amount for goal in money_goals(ledger, agreed)] == [400, 900, 500]
        chosen = goal_for(ledger, agreed)
        assert chosen is not None
        assert (chosen.amount, chosen.period.label) == (400, "2026Q2")


def test_the_same_record_gives_the_same_plan(quarter: PlanAnswer, store: Any, agreement: Agreement) -> None:
    again = make(store.ledger(None), agreement, goal=50_000, period="2026Q2")
    assert again.to_json() == quarter.to_json()


def test_what_is_open_counts_by_stage_and_days_in_it(quarter: PlanAnswer) -> None:
    """On 30 March 16 deals of the Mondays since 23 February are open, one in four is won for 1,000; four leads have no deal yet."""
    found = quarter.of.needed
    open_ = {(one.kind, one.stage): one for one in found.under_way.stages}
    (deal,) = [one for (kind, _), one in open_.items() if kind == "deal"]
    assert (deal.count, deal.wins, deal.worth) == (16, pytest.approx(4.0, abs=0.1), pytest.approx(4000, rel=0.03))
    lead = open_[("lead", "inquiry")]
    assert (lead.count, lead.wins) == (4, pytest.approx(1.0, abs=0.1))
    assert found.need.in_flight.value == pytest.approx(deal.worth + lead.worth)


def test_a_deal_that_is_older_than_any_that_was_won_counts_for_nothing(agreement: Agreement) -> None:
    """Every deal is won or lost 30 days after it opened; one that has been open for 60 is no win to expect."""
    stuck = regular(weeks=40) + "\n2024-08-01 d9 opened amount=9000 kind=new\n2024-10-20 ann created"
    with store_of(stuck) as store, store.ledger(None) as ledger:
        found = planned(ledger, agreement, goal=50_000, period="2024Q4").needed
    (deal,) = [one for one in found.under_way.stages if one.kind == "deal"]
    assert deal.worth <= 1000 * deal.count  # the 9,000 are not in it


def two_cycles(weeks: int = 110) -> str:
    """Leads are won after 20 days or after 60, one in twenty each."""
    lines, monday = [], date(2024, 1, 1)
    for week in range(weeks):
        day = monday + timedelta(weeks=week)
        for i in range(20):
            lead = f"l{week}_{i}"
            lines.append(f"{day} {lead} created source=Web")
            if i > 3:
                lines.append(f"{day + timedelta(days=5)} {lead} disqualified")
                continue
            opened, closed = day + timedelta(days=10), day + timedelta(days=20 if i % 2 else 60)
            if opened < LAST:
                lines.append(f"{opened} d{lead} opened lead={lead} amount=1000 kind=new sourced_by=marketing")
            if closed < LAST:
                lines.append(f"{closed} d{lead} {'won' if i < 2 else 'lost'}")
    return "\n".join(sorted(lines, key=lambda line: line[:10]))


def test_weeks_are_asked_by_the_cycle(agreement: Agreement) -> None:
    """For the second quarter both halves of a lead's wins fall into it until the end of April, only the fast half after."""
    with store_of(two_cycles()) as store, store.ledger(None) as ledger:
        found = planned(ledger, agreement, goal=60_000, period="2026Q2").needed
    whole = {week.start: week for week in found.weeks if week.days == 7}
    early, late = whole[date(2026, 4, 13)], whole[date(2026, 5, 18)]
    assert (early.share, late.share) == (pytest.approx(0.1, abs=0.01), pytest.approx(0.05, abs=0.01))
    assert late.leads == pytest.approx(early.leads / 2, rel=0.1)
    assert sum(week.leads for week in found.weeks) == pytest.approx(found.total)
    assert found.total * found.need.each == pytest.approx(sum(week.leads * week.share for week in found.weeks))


def test_goals_of_months_are_reached_month_by_month(agreement: Agreement) -> None:
    """All of the quarter is wanted by the end of May: June's leads have nothing left to bring."""
    goals = (Goal("2026-04", bookings=12_000.0), Goal("2026-05", bookings=30_000.0), Goal("2026-06", bookings=10.0))
    with store_of(two_cycles()) as store, store.ledger(None) as ledger:
        (told,) = (one for one in money_goals(ledger, replace(agreement, goals=goals)) if one.period.label == "2026Q2")
        assert [amount for _, amount in told.parts] == [12_000, 30_000, 10]
        answer = make(ledger, replace(agreement, goals=goals), period="2026Q2")
        even = planned(ledger, agreement, goal=42_010, period="2026Q2").needed
    parts = answer.of.needed.parts
    assert answer.of.needed.booked + sum(one.in_hand + one.from_leads for one in parts[:2]) >= 42_000 * 0.98
    assert sum(one.from_leads for one in even.parts[:2]) < sum(one.from_leads for one in parts[:2])
    (table,) = [section for section in answer.sections if section.title == "By month"]
    assert [row[0] for row in table.rows] == ["Wed 1 Apr 2026", "Fri 1 May 2026", "Mon 1 Jun 2026"]


def test_a_month_that_no_lead_can_reach_is_named(ledger: Ledger, agreement: Agreement) -> None:
    """Every win takes 40 days: no lead of April is won in April."""
    goals = (Goal("2026-04", bookings=30_000.0), Goal("2026-05", bookings=1000.0), Goal("2026-06", bookings=1000.0))
    answer = make(ledger, replace(agreement, goals=goals), period="2026Q2")
    assert any("were agreed by" in line and "no lead is won that fast" in line for line in answer.more)


def test_what_is_unknown_is_said_with_what_is_assumed(quarter: PlanAnswer) -> None:
    assumed = {one["name"]: one for one in quarter.to_json()["assumed"]}
    assert assumed["season"]["taken"] == "none"
    assert (assumed["hours_per_lead"]["status"], assumed["hours_per_lead"]["value"]) == ("assumed", 1.5)
    (table,) = [section for section in quarter.sections if section.title == "Unknown, and assumed"]
    assert len(table.rows) == len(assumed)
    picture = spec(quarter)
    assert any("unknown, assumed none because" in line for line in picture["title"]["text"])
    assert picture["height"] >= HEIGHT + picture["title"]["lineHeight"] * len(picture["title"]["text"])


def test_a_rate_of_ten_leads_is_unknown(agreement: Agreement) -> None:
    """Eight of ten leads become a deal, four are won: nothing that a plan may take for known."""
    lines = []
    for i in range(10):
        lines.append(f"2025-01-0{i % 9 + 1} l{i} created")
        if i < 8:
            lines += [f"2025-02-01 d{i} opened lead=l{i} amount=500", f"2025-03-01 d{i} {'won' if i < 4 else 'lost'}"]
        else:
            lines.append(f"2025-02-01 l{i} disqualified")
    with store_of("\n".join(lines) + "\n2025-06-01 l99 created") as store, store.ledger(None) as ledger:
        answer = make(ledger, agreement, goal=50_000, period="2025Q4")
    assumed = {one["name"]: one for one in answer.to_json()["assumed"]}
    assert {"lead_to_deal", "deal_to_win", "deal_size"} <= set(assumed)
    assert "a verdict needs 20" in assumed["lead_to_deal"]["because"]
    (chain,) = [section for section in answer.sections if section.title.startswith("The chain")]
    assert all(row[1].startswith("unknown, assumed") for row in chain.rows if row[0] in ("Lead to deal", "Deal to win"))
    assert answer.to_json()["status"] == "insufficient"


def two_segments(weeks: int = 117) -> str:
    """Ten leads a week of small firms, one of them won for 1,000, and ten of large ones, two of them won for 3,000; all after 40 days."""
    lines = ["2023-12-01 small founded employees=20", "2023-12-01 large founded employees=900"]
    for week in range(weeks):
        day = date(2024, 1, 1) + timedelta(weeks=week)
        for firm, won, amount in (("small", 1, 1000), ("large", 2, 3000)):
            for i in range(10):
                lead = f"{firm}{week}_{i}"
                lines.append(f"{day} {lead} created account={firm} source=Web")
                opened, closed = day + timedelta(days=10), day + timedelta(days=40)
                if i > 4:
                    lines.append(f"{day + timedelta(days=5)} {lead} disqualified")
                elif opened < LAST:
                    lines.append(
                        f"{opened} d{lead} opened lead={lead} account={firm} amount={amount} kind=new sourced_by=marketing"
                    )
                    if closed < LAST:
                        lines.append(f"{closed} d{lead} {'won' if i < won else 'lost'}")
    return "\n".join(sorted(lines, key=lambda line: line[:10]))


@pytest.fixture(scope="module")
def parted(agreement: Agreement) -> Agreement:
    """Goals of 10,000 for small firms and of 150,000 for large ones."""
    segments = read_text(
        '[[segments]]\nname = "smb"\nrule = "employees <= 100"\n[[segments]]\nname = "enterprise"\nrule = "employees > 100"\n'
    ).segments
    goals = (Goal("2026Q2", segment="smb", bookings=10_000.0), Goal("2026Q2", segment="enterprise", bookings=150_000.0))
    return replace(agreement, segments=segments, goals=goals)


def test_each_segment_needs_leads_at_its_own_rate_and_worth(parted: Agreement) -> None:
    with store_of(two_segments()) as store, store.ledger(None) as ledger:
        answer = make(ledger, parted)
    plan = answer.of
    small, large = plan.segments.segments
    assert (small.rate.value, large.rate.value) == (pytest.approx(0.1, rel=0.03), pytest.approx(0.2, rel=0.03))
    assert (small.worth.value, large.worth.value) == (pytest.approx(1000, rel=0.06), pytest.approx(3000, rel=0.06))
    for one in (small, large):
        by_hand = (one.goal - one.in_hand) / (one.rate.value * one.worth.value)
        assert one.leads.value == pytest.approx(by_hand, rel=0.03)
        assert one.leads.lo < one.leads.value < one.leads.hi
        assert sum(one.by_week) == pytest.approx(one.leads.value)
        assert one.pace == pytest.approx(10, abs=1)
    assert small.in_hand + large.in_hand == pytest.approx(plan.needed.under_way.total, rel=0.05)
    (line,) = [line for line in answer.more if line.startswith("At the expected rates the goals of the segments")]
    assert "fewer than the whole" in line
    assert "rates and worths of a win differ between segments" in line
    assert [one["segment"] for one in answer.to_json()["segments"]] == ["smb", "enterprise"]


def test_a_segment_with_three_wins_is_drawn_to_all_and_says_so(parted: Agreement) -> None:
    """Of the small firms 30 leads of three weeks remain, three of them won."""
    text = "\n".join(
        line for line in two_segments().splitlines() if "small" not in line or re.search(r"small9[0-2]_", line)
    )
    with store_of(f"2023-12-01 small founded employees=20\n{text}") as store, store.ledger(None) as ledger:
        answer = make(ledger, parted)
    (small,) = [one for one in answer.of.segments.segments if one.segment == "smb"]
    assert 0.1 < small.rate.value < 0.2
    assert "rate_smb" in {one["name"] for one in answer.to_json()["assumed"]}


def test_goals_of_segments_nobody_defined_are_named(ledger: Ledger, agreement: Agreement) -> None:
    goals = (Goal("2026Q2", bookings=50_000.0), Goal("2026Q2", segment="smb", bookings=1.0))
    answer = make(ledger, replace(agreement, segments=(), goals=goals))
    assert any("states no segments; write them under [[segments]]" in line for line in answer.more)


def test_segments_without_a_win_cannot_be_told_and_the_rest_can(parted: Agreement) -> None:
    """The leads name no account: the whole is planned, the segments are not."""
    text = f"2023-12-01 small founded employees=20\n{regular(weeks=110)}"
    with store_of(text) as store, store.ledger(None) as ledger:
        answer = make(ledger, parted)
    assert "leads a week until" in answer.sentence
    assert any("no win of a lead with an amount belongs to a segment; import accounts" in line for line in answer.more)


def test_two_teams_that_aim_for_different_sums_are_told_so(ledger: Ledger, agreement: Agreement) -> None:
    goals = (Goal("2026Q2", "sales", bookings=50_000), Goal("2026Q2", "marketing", bookings=90_000))
    answer = make(ledger, replace(agreement, goals=goals), period="2026Q2")
    assert answer.of.goal.amount == 50_000
    assert (
        "The teams aim for different sums: sales for €50K, marketing for €90K. That of sales counts." in answer.caveats
    )
    agreed = replace(agreement, goals=(*goals, Goal("2026Q2", "both", bookings=70_000)))
    assert not any("aim for" in caveat for caveat in make(ledger, agreed, period="2026Q2").caveats)
