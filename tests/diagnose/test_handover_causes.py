"""Leads that wait between two systems: nobody's leads got worse, and no word of the record changed its meaning."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pytest

from journal import store_of
from oarlock.agreement import Agreement
from oarlock.agreement import default as default_agreement
from oarlock.diagnose._frame import Frame
from oarlock.diagnose._ranking import _grade
from oarlock.diagnose._rates import partners_by_lead
from oarlock.diagnose._record_signals import record_signs
from oarlock.diagnose._scene import HORIZON_DAYS, Scene, days_to_come
from oarlock.diagnose._series import monthly_bookings
from oarlock.diagnose.base import Diagnosis, Grade, Verdict
from oarlock.diagnose.causes import base as hypothesis
from oarlock.diagnose.engine import diagnose
from oarlock.stats.result import Estimate

MONTHS, TURNED, LEADS = 30, 18, 40


def company(*, gap_days: int = 0, word: str = "sal") -> str:
    """Forty leads a month, answered an hour after they have an owner; from the nineteenth month on they wait for one.

    Args:
        gap_days: Days between qualification and assignment, after the change. word: How an acceptance is recorded, after the change.
    """
    lines, deals = [], 0
    for month in range(MONTHS):
        year, number = divmod(month, 12)
        first, turned = date(2024 + year, number + 1, 1), month >= TURNED
        for i in range(LEADS):
            lead, came = f"l{month:02}-{i:02}", datetime.combine(first, datetime.min.time()) + timedelta(days=i % 28)
            routed = came + timedelta(days=gap_days if turned else 0, hours=10)
            taken = routed + timedelta(days=1)
            lines += [
                f"{came:%Y-%m-%d} 09:00 {lead} created source=Webinar",
                f"{came:%Y-%m-%d} 09:30 {lead} mql",
                f"{routed:%Y-%m-%d %H:%M} {lead} assigned to=bob",
                f"{routed + timedelta(hours=1):%Y-%m-%d %H:%M} {lead} touched by=call",
            ]
            if i % (5 if gap_days and turned else 2):
                lines.append(f"{taken:%Y-%m-%d} 12:00 {lead} disqualified reason=no_need")
                continue
            deals += 1
            spelled = f"noted table=stage_changes stage={word}" if turned and word != "sal" else "sal"
            lines.append(f"{taken:%Y-%m-%d} 12:00 {lead} {spelled}")
            opened = taken + timedelta(days=3)
            close = opened + timedelta(days=20 + deals % 3)
            lines.append(
                f"{opened:%Y-%m-%d} d-{lead} opened lead={lead} amount=10000 close={close:%Y-%m-%d} kind=new sourced_by=marketing"
            )
            lines.append(f"{close:%Y-%m-%d} d-{lead} {'won' if deals % 2 else 'lost reason=price'}")
    lines.append("2026-07-01 end created")
    return "\n".join(line for line in lines if line[:10] <= "2026-07-01")


def given_up() -> str:
    """From the nineteenth month on sales tries once instead of until it reaches somebody: fewer deals, more leads that nobody reached."""
    lines = []
    for line in company().splitlines():
        last = line.split(" ")[2 if ":" in line[:17] else 1].rsplit("-", 1)[-1]
        unreached = line[:10] >= "2025-07-01" and last.isdigit() and int(last) % 4 < 2
        if not unreached or line.endswith(("created source=Webinar", "mql", "to=bob", "by=call")):
            lines.append(line)
        elif line.endswith((" sal", "no_need")):
            lines.append(f"{line[:16]} {line.split(' ')[2]} disqualified reason=no_response")
    return "\n".join(lines)


def asked(text: str, agreement: Agreement | None = None) -> Diagnosis:
    with store_of(text) as store:
        return diagnose(store.ledger(None), agreement or default_agreement(), "slopes")


def test_leads_that_wait_for_an_owner_are_answered_late_and_not_worse() -> None:
    found = asked(company(gap_days=3))
    assert [cause.code for cause in found.named] == ["slow_follow_up"]
    assert "leads that waited longer for an owner than for its answer rose from 0% to 100%" in found.named[0].sentence
    weak = next(cause for cause in found.causes if cause.code == "weak_qualification")
    assert weak.verdict is not Verdict.SUPPORTS


def test_leads_that_nobody_reached_were_not_judged() -> None:
    """Half as many deals a lead, and those that somebody spoke with judged as before: marketing's leads are what they were."""
    found = asked(given_up())
    weak = next(cause for cause in found.causes if cause.code == "weak_qualification")
    assert "fell from 50% to 25%" in weak.sentence
    assert weak.verdict is not Verdict.SUPPORTS


def test_a_new_spelling_of_a_stage_is_no_new_definition() -> None:
    known = default_agreement()
    stages = tuple(
        replace(stage, also=(*stage.also, "Handshake")) if stage.role == "sal" else stage for stage in known.stages
    )
    text = company(word="Handshake")
    assert [cause.code for cause in asked(text).named] == ["definition_change"]
    assert asked(text, replace(known, stages=stages)).named == ()


def test_what_falls_into_the_months_of_a_new_definition_says_that_it_is_withheld() -> None:
    found = asked(company(gap_days=3, word="Handshake"))
    assert [cause.code for cause in found.named] == ["definition_change"]
    slow = next(cause for cause in found.causes if cause.code == "slow_follow_up")
    assert slow.sentence.endswith("What is recorded changed in the same months, so that this cannot be told from it.")


def test_the_horizon_is_that_of_the_slowest_quarter() -> None:
    came = np.zeros((12, 77))
    came[:6, 8] = 50
    came[6:, 30] = 50
    came[6:, 60] = 0.5
    assert days_to_come(came) == 30
    assert days_to_come(np.zeros((12, 77))) == HORIZON_DAYS


def moved_to_capture() -> str:
    """Who asks for a demo is qualified at once, who reads a paper after a day; from the nineteenth month on most ask for a demo."""
    lines = []
    for month in range(30):
        year, number = divmod(month, 12)
        for i in range(40):
            came, lead = f"{2024 + year}-{number + 1:02}-{1 + i % 28:02}", f"l{month:02}-{i:02}"
            asks = i % 10 < (8 if month >= 18 else 3)
            lines.append(f"{came} 09:00 {lead} created source={'Demo' if asks else 'Whitepaper'}")
            lines.append(f"{came} {'09:10' if asks else '15:00'} {lead} mql")
            if i % 4 == 0:
                lines.append(f"{came} 16:00 d-{lead} opened lead={lead} amount=900 kind=new sourced_by=marketing")
                lines.append(f"{came} 17:00 d-{lead} {'won' if i % 8 else 'lost'}")
    return "\n".join([*lines, "2026-07-01 end created"])


def test_a_mix_of_channels_that_moved_is_no_new_definition() -> None:
    told = next(cause for cause in asked(moved_to_capture()).causes if cause.code == "definition_change")
    assert told.verdict is not Verdict.SUPPORTS
    assert not any(one.name == "qualified_at_once" and one.before != one.after for one in told.evidence)


@pytest.mark.parametrize(
    ("channel", "told"), [("source=Fair ", ["Deals of the same channel that are credited to marketing"]), ("", [])]
)
def test_deals_without_a_channel_show_no_new_rule_of_credit(channel: str, told: list[str]) -> None:
    """In the thirteenth month most deals cease to be credited to marketing. Those of no known channel may have come by other ones."""
    lines = ["2026-01-01 end created"]
    for month in range(24):
        for i in range(40):
            opened = f"{2024 + month // 12}-{month % 12 + 1:02}-{1 + i % 28:02}"
            team = "marketing" if i % 10 < (8 if month < 12 else 3) else "sales"
            lines.append(
                f"{opened} d{month:02}-{i:02} opened {channel}amount=100 close=2026-05-20 kind=new sourced_by={team}"
            )
    with store_of("\n".join(lines)) as store:
        ledger, agreed = store.ledger(None), default_agreement()
        frame = Frame(date(2024, 1, 1), ledger.as_of)
        signs = record_signs(Scene(ledger, agreed, frame, monthly_bookings(ledger, agreed, frame)))
    assert [sign.title for sign in signs if sign.jumped] == told


@pytest.mark.parametrize(("by_lead", "part"), [(True, 1.0), (False, 0.0)])
def test_partners_deals_move_with_the_leads_they_came_of(by_lead: bool, part: float) -> None:
    lead = "lead=ann " if by_lead else ""
    text = f"""
    2025-03-03 ann created source=Reseller
    2025-03-04 ann mql
    2025-03-09 big opened {lead}amount=100 close=2025-05-20 kind=new sourced_by=partner
    2025-07-01 end created
    """
    with store_of(text) as store:
        ledger, agreed = store.ledger(None), default_agreement()
        frame = Frame(date(2025, 3, 1), ledger.as_of)
        assert partners_by_lead(Scene(ledger, agreed, frame, monthly_bookings(ledger, agreed, frame))) == part


def test_an_amount_that_may_be_nothing_is_graded_as_a_direction() -> None:
    sure, unsure = Estimate(-0.3, -0.4, -0.2, n=9), Estimate(-0.1, -0.3, 0.1, n=9)
    assert _grade(hypothesis.Tested(effect=sure, replicated=True), Verdict.SUPPORTS) is Grade.A
    assert _grade(hypothesis.Tested(effect=sure, in_money=unsure, replicated=True), Verdict.SUPPORTS) is Grade.C
    assert _grade(hypothesis.Tested(effect=Estimate(None), artefact=True), Verdict.SUPPORTS) is Grade.B
