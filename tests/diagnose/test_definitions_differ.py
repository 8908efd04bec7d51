"""Two definitions of a good lead: replayed, priced, put into words, and one that both could share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from journal import rows_of, take
from oarlock import agreement as agreements
from oarlock.agreement import Agreement, Rule
from oarlock.diagnose._candidates import candidates, numeric_columns, told_difference
from oarlock.diagnose._definition_cells import Cell, _summed
from oarlock.diagnose._good_lead_words import compared, differ, size_range
from oarlock.diagnose._shared_definition import hours_of_sales
from oarlock.diagnose.base import Found, Question, Severity
from oarlock.diagnose.definitions_differ import find
from oarlock.ledger.reading import Ledger
from oarlock.ledger.store import Store

RULES = {"marketing": Rule("score >= 50"), "sales": Rule("score >= 80 and employees >= 50")}


def agreed(**changes: object) -> Agreement:
    default = agreements.default()
    capacity = replace(default.capacity, hourly_cost=60.0, gross_margin=0.75)
    return replace(default, definitions=RULES, capacity=capacity, **changes)


def company(many: int, chance: dict[str, float], *, sizes: tuple[int, ...] = (10, 200), seed: int = 4) -> list[str]:
    """Leads over two years, whose chance of a win depends on whether sales would call them good; each is worked and decided."""
    rng = np.random.default_rng(seed)
    lines = [
        "2024-01-01 bob hired team=sales role=sdr",
        *(f"2024-01-01 of{size} founded employees={size}" for size in sizes),
    ]
    for i in range(many):
        day = date(2024, 1, 2) + timedelta(days=i * 730 // many)
        size, score = int(rng.choice(sizes)), int(rng.integers(0, 20)) * 5
        cell = "sales" if score >= 80 and size >= 50 else "marketing" if score >= 50 else "neither"
        lines.append(f"{day} l{i} created account=of{size} score={score} source=Web")
        lines.append(f"{day} l{i} mql")
        lines.append(f"{day} l{i} touched by=call")
        if rng.random() < chance[cell]:
            lines.append(
                f"{day} d{i} opened lead=l{i} account=of{size} amount=20000 close=2026-06-30 kind=new currency=USD"
            )
            lines.append(f"{day + timedelta(days=30)} d{i} won")
    return lines


@contextmanager
def told(lines: list[str]) -> Iterator[Ledger]:
    with Store.in_memory(threads=1) as store:
        take(store, rows_of("\n".join(lines)).rows, "journal")
        yield store.ledger(None)


def by_id(found: Found) -> dict[str, object]:
    return {one.id: one for one in found.findings}


@pytest.fixture(scope="module")
def apart() -> Iterator[Ledger]:
    """Only what sales calls good is ever bought."""
    with told(company(1200, {"sales": 0.25, "marketing": 0.0, "neither": 0.0})) as ledger:
        yield ledger


def test_rules_that_pick_different_leads_are_told_with_what_the_difference_costs(apart: Ledger) -> None:
    finding = by_id(find(Question(apart, agreed())))["definitions_differ.rules"]
    assert finding.severity is Severity.WARNING
    jaccard = finding.evidence[0].change
    assert jaccard.hi < 0.6, "a fifth of what either picks is picked by both"
    assert "Marketing is the looser of the two." in finding.sentence
    (only_marketing,) = (one for one in finding.evidence if one.name == "marketing_only")
    # Nobody bought: each costs 1.5 hours at 60.
    assert only_marketing.after == pytest.approx(-90.0)
    assert finding.amount.lo >= 0
    assert finding.amount.hi >= finding.amount.estimate > 0
    assert len(finding.records) == 20


def test_the_shared_rule_is_the_one_that_picks_buyers(apart: Ledger) -> None:
    finding = by_id(find(Question(apart, agreed())))["definitions_differ.shared"]
    assert finding.severity is Severity.NOTE
    # The simplest within one standard error: a few leads more at 90 each are nothing beside the doubt about the wins.
    assert Rule(finding.evidence[0].sentence).columns <= {"score", "employees"}
    assert finding.evidence[0].after >= 0.9 * finding.evidence[0].before
    assert "marketing " in finding.sentence


def test_equal_rules_are_no_finding_and_unequal_words_for_them_neither(apart: Ledger) -> None:
    same = {"marketing": Rule("score >= 50"), "sales": Rule("not score < 50")}
    found = find(Question(apart, replace(agreed(), definitions=same)))
    assert found.findings == ()
    assert found.missing == ""


def test_leads_that_nobody_worked_have_no_outcome_but_a_range() -> None:
    lines = company(1200, {"sales": 0.25, "marketing": 0.0, "neither": 0.0})
    sold = {
        line.split()[1]
        for line in lines
        if " created " in line and "of200" in line and int(line.split("score=")[1].split()[0]) >= 80
    }
    lines = [line for line in lines if "touched" not in line or line.split()[1] in sold]
    with told(lines) as ledger:
        finding = by_id(find(Question(ledger, agreed())))["definitions_differ.rules"]
    (only_marketing,) = (one for one in finding.evidence if one.name == "marketing_only")
    assert only_marketing.change.lo == pytest.approx(-90.0)
    assert only_marketing.change.hi > 1000
    assert "audit 30" in finding.sentence


def test_without_definitions_or_with_too_few_leads_it_says_what_is_missing(apart: Ledger) -> None:
    nothing = find(Question(apart, agreements.default()))
    assert nothing.findings == ()
    assert "[definitions]" in nothing.missing
    with told(company(100, {"sales": 0.2, "marketing": 0.1, "neither": 0.0})) as ledger:
        assert "300 are needed" in find(Question(ledger, agreed())).missing
    unknown = replace(agreed(), definitions={**RULES, "sales": Rule("employes > 5")})
    assert 'no column "employes"' in find(Question(apart, unknown)).missing


def test_without_a_margin_the_rules_are_compared_and_not_priced(apart: Ledger) -> None:
    found = find(Question(apart, replace(agreed(), capacity=agreements.default().capacity)))
    assert by_id(found)["definitions_differ.rules"].amount is None
    assert "capacity.hourly_cost" in found.notes[0]


def test_lists_of_target_accounts_are_compared() -> None:
    lines = [f"2024-01-01 a{i} founded employees={i} target_tier={'A' if i < 30 else 'B'}" for i in range(60)]
    lines.append("2024-02-01 ann created")
    rules = {"marketing_accounts": Rule("target_tier = 'A'"), "sales_accounts": Rule("employees >= 25")}
    with told(lines) as ledger:
        finding = by_id(find(Question(ledger, replace(agreed(), definitions=rules))))["definitions_differ.target_lists"]
    assert finding.evidence[0].after == pytest.approx(5 / 60)
    assert finding.severity is Severity.WARNING


def test_effort_on_both_lists_is_told_from_money() -> None:
    """Five accounts are on both lists: 25 of 100 and 300 of 300 of the campaigns' money reach them, 100 reach nobody; 1 of 4 calls does."""
    lines = [f"2024-01-01 a{i} founded employees={i} target_tier={'A' if i < 30 else 'B'}" for i in range(60)]
    lines += [f"2024-02-0{i} p{i} created account=a{(26, 1, 2, 3)[i - 1]}" for i in range(1, 5)]
    lines += [f"2024-02-1{i} p{i} touched by=call" for i in range(1, 5)]
    for campaign, money, reached in (("c1", 100, (26, 1, 2, 3)), ("c2", 300, (27,)), ("c3", 100, ())):
        lines += [f"2024-02-01 {campaign} started channel=Event", f"2024-02-02 {campaign} paid amount={money}"]
        lines += [f"2024-02-03 {campaign} answered account=a{i} channel=Event" for i in reached]
    rules = {"marketing_accounts": Rule("target_tier = 'A'"), "sales_accounts": Rule("employees >= 25")}
    with told(lines) as ledger:
        finding = by_id(find(Question(ledger, replace(agreed(), definitions=rules))))["definitions_differ.target_lists"]
        lines = [line for line in lines if " paid " not in line]
    shares = {one.name: one.after for one in finding.evidence}
    assert shares["marketing_effort"] == pytest.approx(325 / 400)
    assert shares["sales_effort"] == pytest.approx(0.25)
    assert "At most 25% of either team's effort" in finding.sentence
    assert "20% of it with no account to assign it to" in finding.sentence
    with told(lines) as ledger:
        finding = by_id(find(Question(ledger, replace(agreed(), definitions=rules))))["definitions_differ.target_lists"]
    assert {one.name: one.after for one in finding.evidence}["marketing_effort"] == pytest.approx(2 / 5)
    assert "for want of money by campaign" in finding.sentence


def test_what_two_leaders_say_is_compared_term_by_term() -> None:
    """S7.interval_jaccard: 50 to 500 against 200 to 1,000 employees is a conflict."""
    slots = {slot.name: slot.state for slot in compared({
        "marketing": "Software companies with 50-500 employees that asked for a demo",
        "sales": "Software, 200 to 1,000 employees, a VP with budget this year",
    })}  # fmt: skip
    assert slots["size"] == "conflict"
    assert slots["industry"] == "same"
    assert slots["budget"] == "only one names it"
    alike = compared(
        {"marketing": "Fintech or banks, 100-900 employees", "sales": "banks and fintech, 100-1000 employees"}
    )
    assert not differ(alike)
    assert [size_range(text) for text in ("over 1k employees", "500+ people", "up to 50 staff", "nice people")] == [
        (1000.0, float("inf")), (500.0, float("inf")), (0.0, 50.0), None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("marketing", "sales", "slot", "state"),
    [
        ("financial services", "finance companies", "industry", "same"),
        ("agencies", "an agency", "industry", "same"),
        ("manufacturers and banks", "banking", "industry", "overlap"),
        ("software", "banks", "industry", "conflict"),
        ("a vice president", "VPs", "role", "same"),
        ("downloaded a whitepaper", "download of a whitepaper", "behaviour", "same"),
        ("asked for it", "has a need", "intent", "overlap"),
        ("has money for it", "with a budget", "budget", "overlap"),
        ("buys this year", "buys this quarter", "timing", "conflict"),
        ("over 50 employees", "more than 50 people", "size", "same"),
    ],
)  # fmt: skip
def test_other_words_for_the_same_thing_are_no_contradiction(marketing: str, sales: str, slot: str, state: str) -> None:
    assert {one.name: one.state for one in compared({"marketing": marketing, "sales": sales})}[slot] == state


def test_leaders_who_contradict_each_other_are_told() -> None:
    survey = replace(
        agreements.default().survey,
        good_lead={"marketing": "50-500 employees, demo", "sales": "over 2000 employees, VP, budget"},
    )
    with Store.in_memory(threads=1) as store:
        found = find(Question(store.ledger(None), replace(agreements.default(), survey=survey)))
    (finding,) = found.findings
    assert finding.id == "definitions_differ.words"
    assert "contradict each other on size" in finding.sentence


def test_candidates_are_the_rules_and_what_lies_one_edit_away() -> None:
    texts = {one.rule.text for one in candidates(RULES, {"score": (40.0, 60.0, 90.0), "employees": (10.0, 100.0)})}
    assert {"score >= 50", "score >= 80 AND employees >= 50".replace("AND", "and")} <= texts
    assert {"score >= 40", "score >= 60", "employees >= 50", "score >= 80 and employees >= 100"} <= texts
    assert "(score >= 50) or (score >= 80 and employees >= 50)" in texts
    assert "score >= 50 and employees >= 50" in texts
    assert numeric_columns(RULES.values()) == ("employees", "score")
    assert told_difference("sales", RULES["sales"], RULES["sales"]) == "sales keeps its rule"


def test_either_bound_of_a_range_is_moved_but_never_past_the_other() -> None:
    between = {"marketing": Rule("score >= 50"), "sales": Rule("employees between 50 and 60")}
    texts = {one.rule.text for one in candidates(between, {"employees": (10.0, 55.0, 100.0)})}
    assert {f"employees BETWEEN {ends}" for ends in ("10 AND 60", "55 AND 60", "50 AND 55", "50 AND 100")} <= {
        text.replace("between", "BETWEEN").replace(" and ", " AND ") for text in texts
    }


def test_leads_that_sales_only_picks_from_are_no_sample_of_their_kind() -> None:
    """Of 1,000 leads sales worked the ten that buy: ten wins are known, not a thousand. Of the other 100 it worked 90."""
    picked, worked = Cell(1000, 10, 10, 1500.0), Cell(100, 90, 9, 150.0)
    summed = _summed([picked, worked])
    assert (summed.n, summed.worked, summed.won, summed.hours) == (1100, 100, 19, 1650.0)
    assert summed.wins == pytest.approx(10 + 100 * 9 / 90)
    assert summed.variance == pytest.approx(100**2 * 0.1 * 0.9 / 90)
    assert not picked.is_known


def test_a_rule_of_ones_own_that_takes_more_hours_than_there_are_says_so() -> None:
    """One seller of two hours a week has about 22 a quarter."""
    lines = company(1800, {"sales": 0.25, "marketing": 0.05, "neither": 0.0})
    lines[0] += " handling_hours_per_week=2"
    with told(lines) as ledger:
        finding = by_id(find(Question(ledger, agreed())))["definitions_differ.shared"]
    assert "by that of marketing, which takes" in finding.sentence
    assert "more than there are" in finding.sentence


def test_hours_are_those_of_the_people_who_take_leads() -> None:
    """By hand: 10 hours a week of the one who was given a lead of late, less 15 %, over 13.04 weeks; an account executive takes none."""
    lines = [
        "2024-01-01 bob hired team=sales role=sdr handling_hours_per_week=10",
        "2024-01-01 eve hired team=sales role=ae handling_hours_per_week=25",
        "2024-02-01 ann created",
        "2024-02-01 ann assigned to=bob",
    ]
    with told(lines) as ledger:
        assert hours_of_sales(ledger, agreed()) == pytest.approx(10 * 0.85 * 365.25 / 4 / 7)


def test_a_tighter_threshold_never_adds_leads(apart: Ledger) -> None:
    """METHODS 15, 17."""
    from oarlock.measure.engine import measure

    passed = []
    for threshold in (0, 30, 60, 90, 101):
        rules = {"marketing": Rule(f"score >= {threshold}"), "sales": Rule("score >= 0")}
        (row,) = measure(apart, replace(agreed(), definitions=rules), "definition_agreement").rows
        passed.append(row.also["both"] + row.also["marketing_only"])
    assert passed == sorted(passed, reverse=True)
