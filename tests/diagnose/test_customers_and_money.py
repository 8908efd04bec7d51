"""Customers let down, and money off profile: found where it is planted, not where it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

import oarlock.agreement
from journal import store_of
from oarlock.agreement import Rule
from oarlock.diagnose import customer_experience, off_profile_spend, slopes
from oarlock.diagnose._blurred import blurred
from oarlock.diagnose.base import Found, Question, Severity


def asked(part: object, text: str) -> Found:
    agreement = replace(oarlock.agreement.default(), profile=Rule("employees >= 50"))
    found: Found = part.find(Question(store_of(text).ledger(None), agreement))  # type: ignore[attr-defined]
    return found


def customers(*, lost_after: int, at_age: int = 70) -> str:
    """Thirty months of eight new customers each; from September 2024 on more of them leave, at this age in days or a little later."""
    lines = []
    for month in range(30):
        day = date(2023, 1, 5) + timedelta(days=30 * month)
        for i in range(8):
            who = f"a{month}_{i}"
            lines.append(f"{day}  d{who}  opened  account={who} kind=new amount=1000 sourced_by=marketing source=Ads")
            lines.append(f"{day}  d{who}  won")
            left = i == month % 8 or (
                at_age + 30 * month >= 610 and i in [(month + k) % 8 for k in range(1, lost_after)]
            )
            gone = day + timedelta(days=at_age + 3 * i)
            if left and gone < date(2025, 6, 20):
                lines.append(f"{gone}  {who}  noted  table=customer_events kind=churned amount=-1000")
    return "\n".join([*lines, "2025-06-30  end  created"])


def test_customers_that_leave_early_are_found_without_a_fall_of_bookings() -> None:
    found = asked(customer_experience, customers(lost_after=5))
    (finding,) = found.findings
    assert (finding.id, finding.severity) == ("customer_experience.early_churn", Severity.WARNING)
    assert "rose from" in finding.sentence
    assert "Alignment of sales and marketing cannot fix this" in finding.remedy
    assert finding.amount is not None
    assert finding.amount.lo is not None
    assert finding.amount.lo > 0
    assert finding.records


def test_customers_that_do_not_renew_their_first_year_are_found() -> None:
    """Yearly contracts end on the day a year is over, when none is in its first year any more."""
    found = asked(customer_experience, customers(lost_after=6, at_age=365))
    assert [finding.id for finding in found.findings] == ["customer_experience.early_churn"]
    assert asked(customer_experience, customers(lost_after=1, at_age=365)).findings == ()


def test_customers_that_leave_as_they_always_did_accuse_nobody() -> None:
    assert asked(customer_experience, customers(lost_after=1)).findings == ()


def test_without_an_amount_the_finding_says_why() -> None:
    text = customers(lost_after=5).replace(" amount=1000", "").replace(" amount=-1000", "")
    (finding,) = asked(customer_experience, text).findings
    assert finding.amount is None
    assert "No money is put on it, as no customer's start amount is known" in finding.misleads
    assert set(customer_experience.NO_MONEY) == set(customer_experience.TITLES)


def test_churn_that_began_to_be_recorded_late_is_no_rise_of_it() -> None:
    """The same companies, but who left before October 2024 is on no list and no event of it is recorded."""
    lines = customers(lost_after=1).splitlines()
    gone = {line.split()[1] for line in lines if "churned" in line and line < "2024-10-01"}
    kept = [line for line in lines if not any(f"{who} " in line for who in gone)]
    known = dict.fromkeys(line.split("account=")[1].split()[0] for line in kept if "account=" in line)
    starts = {line.split("account=")[1].split()[0]: line[:10] for line in kept if "account=" in line}
    kept += [f"{starts[who]}  {who}  noted  table=customer_events kind=started amount=1000" for who in known]
    assert len(gone) > 10
    assert asked(customer_experience, "\n".join(kept)).findings == ()


def test_a_record_without_customers_says_what_is_missing() -> None:
    assert "customer_events" in asked(customer_experience, "2025-01-01  ann  created").missing


def spend(*, broad_from: int) -> str:
    """Thirty months of two campaigns, one that reaches small companies; from a month on most of the money goes there."""
    lines = ["2023-01-01  big  founded  employees=500", "2023-01-01  tiny  founded  employees=5"]
    lines += ["2023-01-01  good  started  channel=Ads", "2023-01-01  wide  started  channel=Ads"]
    for month in range(30):
        day = date(2023, 1, 5) + timedelta(days=30 * month)
        wide, good = (700, 300) if month >= broad_from else (200 + 20 * (month % 3), 800)
        lines.append(f"{day}  good  paid  amount={good} channel=Ads")
        lines.append(f"{day}  wide  paid  amount={wide} channel=Ads")
        lines.append(f"{day}  good  answered  account=big channel=Ads")
        lines.append(f"{day}  wide  answered  account=tiny channel=Ads")
    lines.append("2025-06-01  lost  paid  amount=123 channel=Ads")
    return "\n".join([*lines, "2025-07-05  end  created"])


def test_money_that_moved_off_profile_is_found_with_its_date_and_its_campaign() -> None:
    found = asked(off_profile_spend, spend(broad_from=18))
    (finding,) = found.findings
    assert (finding.id, finding.severity) == ("off_profile_spend.rose", Severity.SEVERE)
    assert "from 22% to 70%, from Jun 2024 on" in finding.sentence
    assert finding.records == ("wide",)
    assert finding.amount is not None
    # 48 points more of 1,000 a month
    assert finding.amount.estimate is not None
    assert 1_250 < finding.amount.estimate < 1_550
    assert any("123 USD of spend reached no account" in note for note in found.notes)


def audience(*, small_from: int) -> str:
    """Thirty months of two campaigns that cost the same throughout; from a month on one is answered mostly by small companies."""
    lines = ["2023-01-01  big  founded  employees=500", "2023-01-01  tiny  founded  employees=5"]
    lines += ["2023-01-01  good  started  channel=Ads", "2023-01-01  turned  started  channel=Ads"]
    for month in range(30):
        day = date(2023 + month // 12, month % 12 + 1, 5)
        for campaign in ("good", "turned"):
            small = 8 if campaign == "turned" and month >= small_from else 2 + month % 2
            lines.append(f"{day}  {campaign}  paid  amount=500 channel=Ads")
            answers = ["tiny"] * small + ["big"] * (10 - small)
            lines += [f"{day}  {campaign}  answered  account={who} channel=Ads" for who in answers]
    return "\n".join([*lines, "2025-07-05  end  created"])


def test_a_campaign_that_lasts_and_changes_whom_it_reaches_is_found() -> None:
    """By hand: one of two equal campaigns goes from 25 to 80 % off profile, so 27.5 points of 1,000 a month."""
    (finding,) = asked(off_profile_spend, audience(small_from=18)).findings
    assert finding.id == "off_profile_spend.rose"
    assert finding.records == ("turned",)
    assert finding.amount is not None
    assert finding.amount.estimate == pytest.approx(3 * 275, rel=0.05)
    assert finding.amount.lo is not None
    assert finding.amount.lo > 0
    (usual,) = asked(off_profile_spend, audience(small_from=99)).findings
    assert usual.severity is Severity.NOTE


def test_a_campaign_that_was_off_profile_all_along_is_not_named_with_a_rise() -> None:
    """One campaign of a fifth of the money always reached small companies; it did not take the share up, the one that turned did."""
    lines = ["2023-01-01  wide  started  channel=Ads"]
    for month in range(30):
        day = date(2023 + month // 12, month % 12 + 1, 5)
        lines.append(f"{day}  wide  paid  amount=250 channel=Ads")
        lines += [f"{day}  wide  answered  account={who} channel=Ads" for who in ["tiny"] * 9 + ["big"]]
    (finding,) = asked(off_profile_spend, audience(small_from=18) + "\n" + "\n".join(lines)).findings
    assert finding.id == "off_profile_spend.rose"
    assert finding.records == ("turned",)


def test_money_that_moved_to_a_campaign_a_little_worse_is_found_though_few_answer() -> None:
    """A third of the money moves from a campaign that is 40 % off profile to one of 60 %; five a month answer, none to all small."""
    lines = ["2023-01-01  big  founded  employees=500", "2023-01-01  tiny  founded  employees=5"]
    lines += ["2023-01-01  good  started  channel=Ads", "2023-01-01  wide  started  channel=Ads"]
    for month in range(30):
        day, late = date(2023 + month // 12, month % 12 + 1, 5), month >= 18
        for campaign, amount, turns in (
            ("good", 350 if late else 700, (0, 4, 1, 3, 2)),
            ("wide", 650 if late else 300, (5, 1, 4, 2, 3)),
        ):
            small = turns[month % 5]
            lines.append(f"{day}  {campaign}  paid  amount={amount} channel=Ads")
            lines += [
                f"{day}  {campaign}  answered  account={who} channel=Ads"
                for who in ["tiny"] * small + ["big"] * (5 - small)
            ]
    (finding,) = asked(off_profile_spend, "\n".join([*lines, "2025-07-05  end  created"])).findings
    assert finding.id == "off_profile_spend.rose"
    assert "from Jul 2024 on" in finding.sentence


def test_money_off_profile_as_usual_is_a_note() -> None:
    (finding,) = asked(off_profile_spend, spend(broad_from=99)).findings
    assert (finding.id, finding.severity) == ("off_profile_spend.share", Severity.NOTE)
    assert "that is what it usually is" in finding.sentence


def half_known(*, unknown_from: int) -> str:
    """Thirty months in which a campaign reaches ten new companies each, five that fit; from a month on four of these have no industry."""
    lines = ["2023-01-01  all  started  channel=Ads"]
    for month in range(30):
        day = date(2023 + month // 12, month % 12 + 1, 5)
        lines.append(f"{day}  all  paid  amount=500 channel=Ads")
        for i in range(10):
            blank = month >= unknown_from and 0 < i < 5
            fit = f"employees={500 if i < 5 else 5}{'' if blank else ' industry=Software'}"
            lines += [f"{day}  a{month}x{i}  founded  {fit}", f"{day}  all  answered  account=a{month}x{i} channel=Ads"]
    return "\n".join([*lines, "2025-07-05  end  created"])


FIT = replace(oarlock.agreement.default(), profile=Rule("employees >= 100 and industry = 'Software'"))


def test_a_field_that_is_filled_less_often_is_no_rise_of_money_off_profile() -> None:
    """By hand: 5 of 10 are off profile throughout; of those that can be judged it seems 5 of 6 since, as the others lack their industry."""
    with store_of(half_known(unknown_from=18)) as store:
        found = off_profile_spend.find(Question(store.ledger(None), FIT))
    (finding,) = found.findings
    assert (finding.id, finding.severity) == ("off_profile_spend.share", Severity.NOTE)
    assert "that is what it usually is" not in finding.sentence
    (told,) = (note for note in found.notes if "not held against anybody" in note)
    assert "40% cannot be judged against the profile, 0% of those before, for want of employees and industry" in told


def test_accounts_that_can_be_judged_as_before_leave_no_doubt() -> None:
    with store_of(half_known(unknown_from=99)) as store:
        assert blurred(Question(store.ledger(None), FIT), date(2024, 7, 1)) == ""


def test_money_that_all_reached_somebody_leaves_no_note_of_none() -> None:
    """Thirds of a unit add up to different last digits in different orders; that is no money that reached nobody."""
    lines = audience(small_from=99).replace("amount=500 ", "amount=33.333333 ")
    assert not any("reached no account" in note for note in asked(off_profile_spend, lines).notes)


def test_without_a_profile_nothing_is_off_it() -> None:
    found = off_profile_spend.find(Question(store_of(spend(broad_from=18)).ledger(None), oarlock.agreement.default()))
    assert (found.findings, "[profile]" in found.missing) == ((), True)


def test_what_lost_customers_take_from_bookings_has_a_range() -> None:
    """Nobody brings others here, so that the whole amount is of customers who left, and of how many months told how many do."""
    told = [customers(lost_after=5)]
    for month in range(30):
        day = date(2023, 1, 9) + timedelta(days=30 * month)
        told += [
            f"{day} a{month}_{i} noted table=customer_events kind=survey score={(9, 6)[month > 20]}" for i in range(8)
        ]
    with store_of("\n".join(told)) as store:
        found = slopes.find(Question(store.ledger(None), oarlock.agreement.default()))
    amount = next(cause.amount for cause in found.causes if cause.code == "customer_experience")
    assert amount.lo is not None
    assert amount.estimate is not None
    assert amount.hi is not None
    assert 0 < amount.lo < 0.95 * amount.estimate
    assert amount.hi > 1.05 * amount.estimate
