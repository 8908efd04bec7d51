"""The alignment score: what is known of six parts, what holds it down, and when it is no score."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from journal import store_of
from oarlock import agreement as agreements
from oarlock.agreement import Rule
from oarlock.agreement.aims import Incentive
from oarlock.agreement.views import View
from oarlock.cli._diagnosed import as_text
from oarlock.diagnose._alignment import PARTS, UNVALIDATED, aligned
from oarlock.diagnose._feedback import acted_on, feedback
from oarlock.diagnose.answer import to_json
from oarlock.diagnose.base import Question
from oarlock.diagnose.engine import diagnose
from oarlock.stats.result import Status

DEFAULT = agreements.default()
PROMISES = replace(DEFAULT.promises, marketing=replace(DEFAULT.marketing, context=()))
RULES = {"marketing": Rule("score >= 50"), "sales": Rule("score >= 80")}
AGREED = replace(DEFAULT, definitions=RULES, promises=PROMISES)


def answers(team: str, values: list[int]) -> list[str]:
    row = "2026-03-02 pulse noted table=survey_answers respondent={0}{1} team={2} question=one_number scale_min=1 scale_max=5 value={3}"
    return [row.format(team[0], number, team, value) for number, value in enumerate(values)]


def company() -> list[str]:
    """400 leads: half pass marketing's rule, a fifth both; all but every fourth are answered in an hour; half of the rejections say why.

    Who was turned down for the time in February asked for another try, and every second of them got it; April is too young to tell.
    """
    lines = ["2025-01-01 bob hired team=sales"]
    for i in range(400):
        day = f"2026-{1 + i % 4:02}-{1 + i % 27:02}"
        lines += [
            f"{day} 10:00 l{i} created score={i % 100} source=Web email=a@b.c account=acme",
            f"{day} 10:00 l{i} mql",
        ]
        lines.append(f"{day} 10:00 l{i} assigned to=bob")
        if i % 4:
            lines.append(f"{day} 11:00 l{i} touched by=call")
        if i % 5 == 0:
            lines.append(f"{day} 12:00 l{i} disqualified{' reason=not_now' if i % 10 else ''}")
        if i % 40 == 5:
            lines.append(f"2026-04-{1 + i % 27:02} 12:00 l{i} recycled")
    return [*lines, "2026-06-30 end created"]


def test_the_parts_are_told_with_what_is_missing() -> None:
    with store_of("\n".join(company())) as store:
        found = aligned(Question(store.ledger(None), AGREED))
    assert found is not None
    parts = {part.name: part for part in found.parts}
    assert parts["definition"].value.value == pytest.approx(20 / 50)
    assert parts["definition"].missing == ""
    assert parts["feedback"].value.value == pytest.approx(0.5 * 0.5)
    assert parts["feedback"].missing == "50% of 80 say why, and 50% of 20 that ask for another try or owner got it"
    assert parts["feedback"].value.n == 20, "the loops that are old enough to have been acted on"
    assert parts["handoff"].value.value == pytest.approx(0.75, abs=0.02)
    assert "[pipeline.views]" in parts["numbers"].missing
    assert parts["numbers"].value.value is None
    assert found.score.status is Status.INSUFFICIENT
    assert found.known_weight == pytest.approx(0.55)
    assert "No score" in found.sentence
    assert found.if_missing_were_worst < found.if_missing_were_best


def test_with_enough_parts_it_is_a_score_with_its_bottleneck_and_next_action() -> None:
    lines = [*company(), *answers("marketing", [4, 4, 5, 3, 4]), *answers("sales", [4, 5, 4, 3, 4])]
    with store_of("\n".join(lines)) as store:
        found = aligned(Question(store.ledger(None), AGREED))
        whole = diagnose(store.ledger(None), AGREED)
    assert found is not None
    assert found.score.status is Status.OK
    assert found.known_weight == pytest.approx(0.65)
    assert found.score.lo < found.score.value < found.score.hi
    # .15·ln(1/.25) = .208 against .20·ln(1/.40) = .183 for the definition.
    assert found.bottleneck == "feedback"
    assert found.next_action == PARTS["feedback"][3]
    assert UNVALIDATED in found.sentence
    told = json.loads(json.dumps(to_json(whole), allow_nan=False))["alignment"]
    assert told["score"]["value"] == pytest.approx(found.score.value)
    assert "What holds it down most is reasons that come back" in " ".join(as_text(whole).split())


def test_it_says_how_seldom_one_company_could_validate_it() -> None:
    """Ten quarters of deals: METHODS 13.3 has .18 for 8 and .26 for 16 quarters of one unit."""
    old = "2024-01-01 d0 opened amount=10 close=2024-03-01"
    lines = [old, *company(), *answers("marketing", [4, 4, 5, 3, 4]), *answers("sales", [4, 5, 4, 3, 4])]
    with store_of("\n".join(lines)) as store:
        found = aligned(Question(store.ledger(None), AGREED))
    assert found is not None
    told = re.search(r"9 quarters of one company would show in (\d+) of 100 cases, even if it did", found.sentence)
    assert told is not None
    assert 15 <= int(told[1]) <= 30


def test_two_counts_that_never_differ_are_one_number_for_sure() -> None:
    """Whichever deals are drawn again, both teams count the same: nothing is left for the range."""
    deals = [f"2026-0{1 + i % 5}-10 d{i} opened amount={100 + i} close=2026-06-20 stage=Proposal" for i in range(40)]
    alike = replace(AGREED, pipeline=replace(AGREED.pipeline, views={"marketing": View(), "sales": View()}))
    with store_of("\n".join([*company(), *deals])) as store:
        found = aligned(Question(store.ledger(None), alike))
    assert found is not None
    (numbers,) = [part.value for part in found.parts if part.name == "numbers"]
    assert (numbers.value, numbers.lo, numbers.hi) == (1.0, 1.0, 1.0)


def test_reasons_that_nobody_could_act_on_yet_are_half_of_what_is_asked() -> None:
    """Everybody says "too small", which asks for another segment: whether that was changed no record of leads can tell."""
    lines = [line.replace("not_now", "too_small") for line in company()]
    with store_of("\n".join(lines)) as store:
        told, missing = feedback(Question(store.ledger(None), AGREED))
    assert told.value is None
    assert missing.startswith(
        "50% of 80 say why, but whether that leads to anything cannot be told: 0 rejections ask for another try"
    )


def test_a_lead_sent_to_another_owner_is_a_loop_too() -> None:
    """24 existing customers turned down in February; 18 got another owner within the quarter, 2 later, 4 never."""
    lines = ["2026-01-01 bob hired team=sales"]
    for i in range(24):
        lines += [f"2026-02-01 l{i} created", f"2026-02-01 l{i} mql", f"2026-02-01 l{i} assigned to=bob"]
        lines.append(f"2026-02-03 l{i} disqualified reason=existing_customer")
        lines += [f"2026-{'03' if i < 18 else '06'}-01 l{i} assigned to=eva"] if i < 20 else []
    with store_of("\n".join([*lines, "2026-06-30 end created"])) as store:
        ledger = store.ledger(None)
        assert acted_on(ledger, AGREED) == (18, 24)
        told, _ = feedback(Question(ledger, AGREED))
    assert told.value == pytest.approx(0.75)
    assert (told.lo or 0) < 0.75 < (told.hi or 0) < 1


def test_an_empty_record_has_no_score() -> None:
    with store_of("2026-01-01 bob hired team=sales") as store:
        assert aligned(Question(store.ledger(None), agreements.default())) is None
        assert diagnose(store.ledger(None), agreements.default(), "slopes").alignment is None


def test_pay_that_follows_revenue_is_a_part_of_it() -> None:
    """Both teams paid for bookings alone: pay rises and falls with revenue, save where the curve is flat."""
    lines = ["2023-01-01 bob hired team=sales"]
    for quarter in range(12):
        day = f"{2023 + quarter // 4}-{1 + 3 * (quarter % 4):02}-05"
        for i in range(8 + quarter % 3):
            lead = f"q{quarter}x{i}"
            lines += [f"{day} {lead} created source=Web", f"{day} {lead} mql"]
            if i % 2:
                lines += [
                    f"{day} d{lead} opened lead={lead} amount={900 + 60 * quarter} close=2027-01-01 kind=new currency=USD"
                ]
                lines += [f"{day[:8]}25 d{lead} {'won' if i % 4 == 1 else 'lost'}"]
    plan = tuple(Incentive(team, "bookings", 1.0) for team in ("marketing", "sales"))
    with store_of("\n".join([*lines, "2026-01-10 end created"])) as store:
        found = aligned(Question(store.ledger(None), replace(DEFAULT, incentives=plan)))
    assert found is not None
    (goals,) = (part for part in found.parts if part.name == "goals")
    assert goals.value.value is not None, goals.missing
    assert goals.value.value > 0.8
