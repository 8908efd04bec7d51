"""Customers after the win, done by hand."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from oarlock.agreement import Agreement
from oarlock.ledger.reading import Ledger
from oarlock.measure.engine import measure
from oarlock.measure.nps import shifted
from oarlock.stats.promoters import net_promoters, standard_error
from oarlock.stats.result import Status


def customers(lines: int, left: int) -> str:
    """So many customers of January 2024, half won by marketing; some left after 100 days."""
    told = []
    for i in range(lines):
        by = "marketing" if i % 2 else "sales"
        told.append(f"2024-01-01  d{i}  opened  account=a{i} kind=new amount=1000 sourced_by={by} source=Ads")
        told.append(f"2024-01-10  d{i}  won")
        told.append(f"2024-01-15  a{i}  noted  table=customer_events kind=started amount=100")
    told += [f"2024-04-24  a{i}  noted  table=customer_events kind=churned amount=-100" for i in range(left)]
    return "\n".join([*told, "2025-06-30  end  created"])


def test_who_is_still_there_after_so_many_months(ledger: Ledger, agreement: Agreement) -> None:
    rows = {row.slice["month"]: row for row in measure(ledger, agreement, "retention")}
    assert list(rows) == ["1", "3", "6", "12"]
    assert [round(row.estimate or 0, 3) for row in rows.values()] == [1.0, 1.0, 0.75, 0.75]
    assert (rows["12"].n, rows["12"].n_events, rows["12"].status) == (40, 10, Status.OK)
    assert rows["12"].lo == pytest.approx(0.62, abs=0.03)
    won_by = measure(ledger, agreement, "retention", by="won_by")
    half = {row.slice["won_by"]: row.estimate for row in won_by if row.slice["month"] == "12"}
    assert half == {"marketing": pytest.approx(0.75), "sales": pytest.approx(0.75)}


test_who_is_still_there_after_so_many_months.__doc__ = customers(40, 10)


def test_a_cohort_that_nobody_could_lose_yet_is_too_early(at: Callable[[str], Ledger], agreement: Agreement) -> None:
    early = {row.slice["month"]: row for row in measure(at("2024-05-30"), agreement, "retention")}
    assert (early["3"].estimate, early["3"].status) == (1.0, Status.OK)
    assert "6" not in early


test_a_cohort_that_nobody_could_lose_yet_is_too_early.__doc__ = customers(40, 10)


def began_late(listed: bool = True) -> str:
    """Ten customers a month from January 2023; each month one in twenty of those there leaves. The list and its churn begin in May 2024.

    Who left before is on no list. Starts come from start events, or from won deals alone.
    """
    lines, begins = [], date(2024, 5, 1)
    rng = np.random.default_rng(8)
    for i in range(300):
        start = date(2023, 1, 5) + timedelta(days=3 * i)
        end = start + timedelta(days=int(rng.exponential(20 * 30.4)) + 1)
        if end < begins:
            continue
        if listed or start >= begins:
            lines.append(f"{start}  a{i}  noted  table=customer_events kind=started amount=100")
        else:
            lines += [f"{start}  d{i}  opened  account=a{i} kind=new amount=100", f"{start}  d{i}  won"]
        if end < date(2025, 7, 1):
            lines.append(f"{end}  a{i}  noted  table=customer_events kind=churned amount=-100")
    return "\n".join([*lines, "2025-06-30  end  created"])


def test_customers_of_before_the_record_count_from_its_beginning_on(ledger: Ledger, agreement: Agreement) -> None:
    """True is exp(−12/20) = .549 after a year; to count who stayed from the start would say .68."""
    found = measure(ledger, agreement, "retention")
    year = next(row for row in found if row.slice["month"] == "12")
    assert year.status is Status.OK
    assert (year.lo or 0) < math.exp(-12 / 20) < (year.hi or 0)
    assert year.estimate == pytest.approx(_by_hand(began_late(), 365), abs=1e-9)
    assert any("Churn is recorded from" in caveat for caveat in found.caveats)
    quarters = {
        row.period: row for row in measure(ledger, agreement, "retention", every="quarter") if row.slice["month"] == "3"
    }
    assert quarters["2023Q2"].status is Status.ARTEFACT
    assert quarters["2024Q3"].estimate is not None


test_customers_of_before_the_record_count_from_its_beginning_on.__doc__ = began_late()


def _by_hand(journal: str, until: int) -> float:
    """Kaplan–Meier over customers that join late, one day of age after another."""
    told: dict[str, dict[str, date]] = {}
    for line in journal.splitlines():
        if "customer_events" in line:
            day, who, *_ = line.split()
            told.setdefault(who, {})["end" if "churned" in line else "start"] = date.fromisoformat(day)
    opens = min(one["end"] for one in told.values() if "end" in one)
    lives = [
        (max(0, (opens - one["start"]).days), (one.get("end", date(2025, 6, 30)) - one["start"]).days, "end" in one)
        for one in told.values()
    ]
    lives = [(joined, left, gone) for joined, left, gone in lives if joined == 0 or left > joined]
    there = 1.0
    for age in range(1, until + 1):
        at_risk = sum((joined < age or joined == 0) and left >= age for joined, left, _ in lives)
        if at_risk:
            there *= 1 - sum(gone and left == age for _, left, gone in lives) / at_risk
    return there


def test_customers_of_before_known_from_deals_alone_do_not_count(ledger: Ledger, agreement: Agreement) -> None:
    """Nobody knows whether who won in 2023 and is on no list was still there when churn began to be recorded."""
    found = measure(ledger, agreement, "retention")
    year = next(row for row in found if row.slice["month"] == "12")
    listed = began_late(listed=False).count("kind=started")
    assert year.n == pytest.approx(listed, abs=12)
    assert found.excluded


test_customers_of_before_known_from_deals_alone_do_not_count.__doc__ = began_late(listed=False)


def test_revenue_is_told_of_years_in_which_churn_was_recorded(
    ledger: Ledger, at: Callable[[str], Ledger], agreement: Agreement
) -> None:
    """Churn since May 2024: the first window of twelve months ends in May 2025."""
    rows = measure(ledger, agreement, "net_revenue_retention", every="quarter").rows
    assert {row.period for row in rows} == {"2025Q2"}
    assert (rows[0].lo or 0) < math.exp(-12 / 20) < (rows[0].hi or 0)
    (early,) = measure(at("2025-01-31"), agreement, "net_revenue_retention").rows
    assert early.estimate is None
    assert "a year of it can be told" in early.reason


test_revenue_is_told_of_years_in_which_churn_was_recorded.__doc__ = began_late()


def test_a_record_in_which_nobody_ever_leaves_is_unknown(ledger: Ledger, agreement: Agreement) -> None:
    (row,) = measure(ledger, agreement, "retention").rows
    assert row.estimate is None
    assert "no customer is recorded as churned" in row.reason


test_a_record_in_which_nobody_ever_leaves_is_unknown.__doc__ = customers(30, 0)

MONEY = """
    2023-01-05  big    noted    table=customer_events kind=started amount=1000
    2023-06-05  big    noted    table=customer_events kind=expanded amount=200
    2024-02-05  big    noted    table=customer_events kind=expanded amount=300
    2023-02-05  mid    noted    table=customer_events kind=started amount=500
    2024-03-05  mid    noted    table=customer_events kind=contracted amount=-100
    2023-03-05  low    noted    table=customer_events kind=started amount=300
    2024-04-05  low    noted    table=customer_events kind=churned amount=-300
    2024-02-01  new    noted    table=customer_events kind=started amount=9000
    2023-02-01  odd    noted    table=customer_events kind=started
    2024-06-30  end    created
"""


def test_what_last_years_customers_pay_now(ledger: Ledger, agreement: Agreement) -> None:
    found = measure(ledger, agreement, "net_revenue_retention")
    (row,) = found.rows
    # Twelve months ago 1,200 + 500 + 300; now 1,500 + 400 + 0. `new` was none then; of `odd` nobody knows what it paid.
    assert (row.estimate, row.n) == (pytest.approx(1_900 / 2_000), 3)
    assert found.excluded == {"what it paid at the start is not known": 1}
    assert row.also == {
        "revenue_then": pytest.approx(2_000),
        "gained": pytest.approx(0.15),
        "shrunk": pytest.approx(0.05),
        "lost": pytest.approx(0.15),
        "gross_retention": pytest.approx(0.80),
    }
    quarters = {r.period: r.estimate for r in measure(ledger, agreement, "net_revenue_retention", every="quarter")}
    assert quarters["2024Q1"] == pytest.approx((1_500 + 400 + 300) / (1_000 + 500 + 300))
    assert quarters["2024Q2"] == pytest.approx(1_900 / 2_000)


test_what_last_years_customers_pay_now.__doc__ = MONEY


def test_who_came_back_paid_then_what_it_paid_then(ledger: Ledger, agreement: Agreement) -> None:
    """
    2023-01-05  big    noted    table=customer_events kind=started amount=1000
    2024-06-05  big    noted    table=customer_events kind=churned
    2024-09-05  big    noted    table=customer_events kind=started amount=9000
    2023-02-05  mid    noted    table=customer_events kind=started amount=500
    2024-12-30  end    created
    """
    quarters = {r.period: r for r in measure(ledger, agreement, "net_revenue_retention", every="quarter")}
    assert quarters["2024Q2"].also["revenue_then"] == pytest.approx(1_500)
    assert quarters["2024Q2"].estimate == pytest.approx(500 / 1_500)


def test_promoters_less_detractors() -> None:
    found = net_promoters(191, 589, 1_107)
    assert found.value == pytest.approx(-48.5427, abs=1e-4)
    assert standard_error(191, 589, 1_107) == pytest.approx(1.5481, abs=1e-4)
    alike = net_promoters(5, 0, 0)
    assert (alike.value, alike.hi) == (100, 100)
    assert alike.lo is not None
    assert alike.lo < 60  # five of five say little


def scores(*values: float) -> str:
    """One survey answer a day."""
    lines = [
        f"2025-03-{i + 1:02d}  a{i}  noted  table=customer_events kind=survey score={v}" for i, v in enumerate(values)
    ]
    return "\n".join([*lines, "2025-04-30  end  created"])


def test_only_answers_on_the_right_scale_count(ledger: Ledger, agreement: Agreement) -> None:
    found = measure(ledger, agreement, "nps")
    (row,) = found.rows
    assert (row.estimate, row.n) == (pytest.approx(100 * (3 - 2) / 6), 6)
    assert found.excluded == {"a score outside 0 to 10": 1, "a score that is no whole number": 1}


test_only_answers_on_the_right_scale_count.__doc__ = scores(10, 9, 9, 8, 6, 0, 11, 8.5)


def test_a_shifted_scale_is_refused_whole(ledger: Ledger, agreement: Agreement) -> None:
    found = measure(ledger, agreement, "nps")
    (row,) = found.rows
    assert (row.estimate, row.n, row.reason) == (None, 0, "no answer on a scale of 0 to 10")
    assert found.excluded == {"the scores end at 5, which is no scale of 0 to 10": 12}


test_a_shifted_scale_is_refused_whole.__doc__ = scores(5, 5, 4, 3, 4, 5, 5, 4, 2, 1, 5, 4)


def test_the_scale_shows_in_the_scores() -> None:
    assert shifted({0.0: 3, 1.0: 5, 9.0: 40}) == ""
    assert "1 to 10" in shifted({1.0: 5, 5.0: 10, 9.0: 40})
    assert "0 to 10" in shifted({60.0: 30, 90.0: 20, 10.0: 2})
    assert shifted({5.0: 3, 4.0: 2}) == "", "five answers show no scale"
    assert shifted({8.0: 10, 9.0: 40, 1.0: 1}) == "", "content customers need not use the lower end"


def survey(question: str, lowest: int, highest: int, **teams: int) -> str:
    lines = [
        f"2025-03-01  s1  noted  table=survey_answers respondent={team}{i} team={team} question={question} scale_min={lowest}"
        f" scale_max={highest} value=9"
        for team, n in teams.items()
        for i in range(n)
    ]
    return "\n".join([*lines, "2025-04-30  end  created"])


def test_few_anonymous_answers_stay_hidden_and_so_does_what_gives_them_away(
    ledger: Ledger, agreement: Agreement
) -> None:
    # Three answers of the north are in no number, so that the whole less the other teams is nobody.
    found = measure(ledger, agreement, "nps", by="team")
    rows: dict[Any, Any] = {row.slice["team"]: row for row in found}
    assert [rows[team].estimate for team in ("east", "north", "south", "west")] == [100, None, 100, 100]
    assert (rows["north"].n, rows["north"].also) == (0, {})
    whole = measure(ledger, agreement, "nps")
    assert whole.rows[0].n == 21
    assert whole.caveats == found.caveats != ()


def test_what_our_own_teams_say_is_in_no_score_of_customers(ledger: Ledger, agreement: Agreement) -> None:
    found = measure(ledger, agreement, "nps")
    assert {row.slice["asked_of"]: (row.estimate, row.n) for row in found.rows} == {
        "own teams": (100, 6),
        "survey": (100, 7),
    }


test_what_our_own_teams_say_is_in_no_score_of_customers.__doc__ = survey("would_you_recommend", 0, 10, sales=6, north=7)


def test_no_condition_cuts_a_score_out_of_a_teams_answers(ledger: Ledger, agreement: Agreement) -> None:
    assert measure(ledger, agreement, "nps").rows[0].n == 6
    (cut,) = measure(ledger, agreement, "nps", where="score >= 9").rows
    assert (cut.estimate, cut.n) == (None, 0)
    assert "nor a part of a team's answers" in cut.reason


test_no_condition_cuts_a_score_out_of_a_teams_answers.__doc__ = "\n".join(
    [
        *(
            f"2025-03-01  s1  noted  table=survey_answers respondent=r{i} team=sales question=nps scale_min=0 scale_max=10"
            f" value={9 if i else 2}"
            for i in range(6)
        ),
        "2025-04-30  end  created",
    ]
)


test_few_anonymous_answers_stay_hidden_and_so_does_what_gives_them_away.__doc__ = survey(
    "would_you_recommend", 0, 10, north=3, west=6, south=7, east=8
)


def test_a_survey_on_another_scale_is_counted_as_that(ledger: Ledger, agreement: Agreement) -> None:
    found = measure(ledger, agreement, "nps")
    assert found.rows[0].estimate is None
    assert found.excluded == {"asked on a scale of 1 to 10": 9}


test_a_survey_on_another_scale_is_counted_as_that.__doc__ = survey("nps", 1, 10, sales=9)


def test_who_came_because_somebody_recommended_us(ledger: Ledger, agreement: Agreement) -> None:
    """
    2025-01-01  ann    created  source=Website lead_type=Referral
    2025-01-02  a      opened   kind=new sourced_by=customer
    2025-01-02  b      opened   kind=new sourced_by=marketing source=Ads
    2025-01-02  c      opened   kind=new lead=ann
    2025-01-02  d      opened   kind=new sourced_by=marketing source=Reseller
    2025-01-02  e      opened   kind=new
    2025-01-02  f      opened   kind=renewal sourced_by=customer
    2025-02-01  a      won
    2025-02-01  b      won
    2025-02-01  c      won
    2025-02-01  d      won
    2025-02-01  e      won
    2025-02-01  f      won
    """
    found = measure(ledger, agreement, "referral_share")
    (row,) = found.rows
    assert (row.n_events, row.n) == (3, 4)
    assert found.excluded == {"nothing says where it came from": 1}
    by = {
        row.slice["referred_by"]: row.n_events for row in measure(ledger, agreement, "referral_share", by="referred_by")
    }
    assert by == {"customer": 1, "partner": 1, "referral": 1, None: 0}


def test_customers_that_brought_nothing_are_counted_as_that(ledger: Ledger, agreement: Agreement) -> None:
    """
    2025-01-02  d      opened   account=a kind=new source=Ads
    2025-02-01  d      won
    2025-01-02  e      opened   account=b kind=new source=Ads
    2025-02-01  e      won
    2025-03-01  a      noted    table=customer_events kind=revenue amount=70
    2025-03-02  a      noted    table=customer_events kind=revenue amount=-20
    2025-03-02  a      noted    table=customer_events kind=started amount=900
    """
    found = measure(ledger, agreement, "realised_revenue", by="source")
    (row,) = found.rows
    assert (row.estimate, row.n, row.n_events) == (50, 2, 1)
    assert found.excluded == {"it has brought nothing in yet": 1}
