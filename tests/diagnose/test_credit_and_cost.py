"""Money that follows the last touch, and channels that are dear and worth it: one company that has it, and one that almost has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from journal import store_of
from oarlock import agreement as agreements
from oarlock import registry
from oarlock.agreement import Agreement
from oarlock.diagnose.base import Found, Grade, Question, Severity


@pytest.fixture(scope="module")
def agreement() -> Agreement:
    default = agreements.default()
    company = replace(default.company, reporting_currency="EUR")
    return replace(default, company=company, channels={"webinar": "create", "direct": "capture"})


def asked(name: str, lines: list[str], agreement: Agreement, as_of: datetime | None = None) -> Found:
    part: Any = registry.load("diagnose", name, "DIAGNOSIS")
    with store_of("\n".join(lines)) as store:
        found: Found = part.find(Question(store.ledger(as_of), agreement))
    return found


def company(*, budget_moves: bool, touches_move: bool, made_before: bool = True) -> list[str]:
    """Two years, four deals a month; from the second year on capture takes more money, or stands last more often."""
    lines: list[str] = []
    for number in range(24):
        year, month = 2024 + number // 12, number % 12 + 1
        day = f"{year}-{month:02}"
        late = number >= 12
        capture = 700 if late and budget_moves else 300 + 10 * (number % 3)
        lines += [
            f"{day}-01 c{month} paid channel=Direct amount={capture}",
            f"{day}-01 w paid channel=Webinar amount={1000 - capture}",
        ]
        captured = 4 if late and touches_move else 1 + number % 3
        for i in range(5):
            name = f"{number}-{i}"
            lines.append(f"{day}-01 co{name} founded")
            if made_before or i >= captured:
                lines.append(f"{day}-02 w answered account=co{name} channel=Webinar")
            if i < captured:
                lines.append(f"{day}-04 d answered account=co{name} channel=Direct")
            lines += [f"{day}-06 deal{name} opened account=co{name} amount=100", f"{day}-26 deal{name} won"]
    lines.append("2026-01-03 late opened")
    return lines


def test_money_and_last_touches_move_to_capture(agreement: Agreement) -> None:
    found = asked("capture_over_creation", company(budget_moves=True, touches_move=True), agreement)
    (finding,) = found.findings
    assert (finding.id, finding.severity, finding.grade) == ("capture_over_creation.budget", Severity.SEVERE, Grade.A)
    assert "since Jan 2025" in finding.sentence
    assert "took 70% of the spend" in finding.sentence
    assert finding.amount is not None
    assert finding.amount.estimate == pytest.approx(3 * 390, rel=0.02)
    assert finding.amount.lo is not None
    assert 0 < finding.amount.lo <= finding.amount.estimate
    assert len(finding.records) == 20
    assert all(record.startswith("deal") for record in finding.records)
    assert "never" not in finding.sentence
    assert "cause" not in finding.sentence


def test_a_budget_that_moves_alone_is_a_warning(agreement: Agreement) -> None:
    (finding,) = asked("capture_over_creation", company(budget_moves=True, touches_move=False), agreement).findings
    assert (finding.severity, finding.grade) == (Severity.WARNING, Grade.B)


def test_a_month_that_ends_with_the_day_asked_about_counts(agreement: Agreement) -> None:
    for day, last in (
        (datetime(2025, 12, 31, 23, 59, tzinfo=UTC), "2025-12"),
        (datetime(2025, 12, 30, tzinfo=UTC), "2025-11"),
    ):
        (finding,) = asked(
            "capture_over_creation", company(budget_moves=True, touches_move=False), agreement, day
        ).findings
        (spend,) = [one for one in finding.evidence if one.name == "capture_spend"]
        assert spend.series[-1][0] == last


def test_last_touches_that_move_while_the_budget_stays_are_a_warning(agreement: Agreement) -> None:
    (finding,) = asked("capture_over_creation", company(budget_moves=False, touches_move=True), agreement).findings
    assert (finding.id, finding.severity) == ("capture_over_creation.credit", Severity.WARNING)
    assert "creation got" not in finding.sentence


def test_capture_that_follows_more_money_for_creation_accuses_nobody(agreement: Agreement) -> None:
    """A campaign on television from the second year on: more buyers come by the company's own name, and no money moved to capture."""
    television = [f"2025-{month:02}-01 tv paid channel=TV amount=1000" for month in range(1, 13)]
    with_tv = replace(agreement, channels={**agreement.channels, "tv": "create"})
    lines = [*company(budget_moves=False, touches_move=True), *television]
    (finding,) = asked("capture_over_creation", lines, with_tv).findings
    assert (finding.id, finding.severity) == ("capture_over_creation.credit", Severity.NOTE)
    # Last touches move from December on: 690 and twelve thirteenths of 1,000 a month since
    assert "creation got €1,610 a month since, €691 before" in finding.sentence


def test_capture_without_creation_before_it_is_demand_of_its_own(agreement: Agreement) -> None:
    lines = company(budget_moves=True, touches_move=True, made_before=False)
    (finding,) = asked("capture_over_creation", lines, agreement).findings
    assert finding.severity is Severity.NOTE


def test_nothing_moves_and_nobody_is_accused(agreement: Agreement) -> None:
    assert asked("capture_over_creation", company(budget_moves=False, touches_move=False), agreement) == Found()


def test_what_is_missing_to_look(agreement: Agreement) -> None:
    unlabelled = replace(agreement, channels={})
    told = asked("capture_over_creation", company(budget_moves=True, touches_move=True), unlabelled)
    assert "[channels]" in told.missing
    silent = [line for line in company(budget_moves=False, touches_move=False) if " paid " not in line]
    assert "import spend" in asked("capture_over_creation", silent, agreement).missing
    assert (
        "import touches"
        in asked("capture_over_creation", ["2025-01-01 d opened", "2025-01-02 d won"], agreement).missing
    )


def channels(sizes: dict[str, int], cost: dict[str, int], wins: dict[str, int]) -> list[str]:
    """A year of leads and spend by channel, with wins of a size after a month, told a year later."""
    lines: list[str] = []
    for month in range(1, 13):
        for channel in sizes:
            lines.append(f"2024-{month:02}-01 {channel} paid channel={channel} amount={cost[channel]}")
            for i in range(10):
                lead = f"{channel}-{month}-{i}"
                lines.append(f"2024-{month:02}-03 {lead} created source={channel}")
                if i < wins[channel]:
                    amount = sizes[channel] + 10 * i
                    lines += [
                        f"2024-{month:02}-10 d-{lead} opened lead={lead} amount={amount} source={channel}",
                        f"2024-{month:02}-28 d-{lead} won",
                    ]
                else:
                    lines.append(f"2024-{month:02}-20 {lead} disqualified")
    lines.append("2025-12-31 last created source=Webinar")
    return lines


def test_a_dear_channel_with_large_deals_is_worth_more(agreement: Agreement) -> None:
    """METHODS 5.4: twice the cost of a win, four times the deal."""
    wins = dict.fromkeys(("Webinar", "Event", "Search"), 4)
    sizes, cost = (
        {"Webinar": 15000, "Event": 60000, "Search": 16000},
        {"Webinar": 32000, "Event": 64000, "Search": 32000},
    )
    lines = channels(sizes, cost, wins)
    (finding,) = asked("channel_worth_more", lines, agreement).findings
    assert (finding.id, finding.severity) == ("channel_worth_more.event", Severity.WARNING)
    assert "of revenue" in finding.sentence
    assert finding.amount is not None
    assert finding.records


def test_a_channel_is_dear_by_what_a_win_costs_with_its_commission(agreement: Agreement) -> None:
    """Half the spend for a win, but deals eight times as large: with 8 % commission its win is the dearest, and worth it."""
    wins = dict.fromkeys(("Webinar", "Event", "Search"), 4)
    sizes = {"Webinar": 15_000, "Event": 120_000, "Search": 16_000}
    lines = channels(sizes, {"Webinar": 32_000, "Event": 16_000, "Search": 32_000}, wins)
    capacity = replace(agreement.capacity, hourly_cost=60.0, commission_share=0.08, gross_margin=0.75)
    (finding,) = asked("channel_worth_more", lines, replace(agreement, capacity=capacity)).findings
    assert (finding.id, finding.severity) == ("channel_worth_more.event", Severity.WARNING)
    assert "of margin" in finding.sentence


def test_a_dear_channel_with_the_same_deals_is_only_dear(agreement: Agreement) -> None:
    same = dict.fromkeys(("Webinar", "Event", "Search"), 4)
    lines = channels(dict.fromkeys(same, 15000), {"Webinar": 8000, "Event": 16000, "Search": 8000}, same)
    assert asked("channel_worth_more", lines, agreement) == Found()


def test_without_spend_no_channel_is_dear(agreement: Agreement) -> None:
    assert "import spend" in asked("channel_worth_more", ["2025-01-01 ann created"], agreement).missing
