"""Who buys against whom we mean to reach, and which metrics tell the pipeline to come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from journal import store_of
from oarlock import agreement as agreements
from oarlock.agreement import Rule
from oarlock.agreement.market import Persona
from oarlock.diagnose import customer_views_differ, vanity_metrics
from oarlock.diagnose._months import monthly
from oarlock.diagnose.base import Found, Question, Severity

NAMES = ("VP_Ops", "IT_manager", "CFO", "Founder")
SHARES = (0.4, 0.3, 0.2, 0.1)
AGREED = replace(
    agreements.default(),
    personas=tuple(
        Persona(name, Rule(f"title = '{name}'"), "", share) for name, share in zip(NAMES, SHARES, strict=True)
    ),
)


def asked(diagnosis: Any, lines: list[str], agreement: Any = AGREED) -> Found:
    with store_of("\n".join(lines)) as store:
        found: Found = diagnosis.find(Question(store.ledger(None), agreement))
    return found


def leads(counts: tuple[int, ...], *, won: bool = False, prefix: str = "l") -> list[str]:
    lines = []
    for name, many in zip(NAMES, counts, strict=True):
        for i in range(many):
            who = f"{prefix}{name}{i}"
            lines += [f"2026-02-01 {who} created title={name}", f"2026-02-02 {who} mql"]
            if won:
                lines += [f"2026-02-10 d{who} opened lead={who} amount=10 close=2026-05-01", f"2026-04-01 d{who} won"]
    return lines


def test_founders_buy_and_operations_do_not(oracle: Callable[[str], Any]) -> None:
    """S11.jsd and S11.persona_share_ci: founders over, operations under; the leads handed over differ as little as chance has it."""
    others = leads((394, 291, 195, 90), prefix="x")
    (finding,) = asked(customer_views_differ, [*leads((6, 9, 5, 10), won=True), *others]).findings
    assert finding.severity is Severity.WARNING
    evidence = {one.name: one for one in finding.evidence}
    for name, expected in oracle("S11.persona_share_ci")["expected"].items():
        ends = evidence[name.replace(" ", "_")].change
        assert (ends.lo, ends.hi) == pytest.approx(tuple(expected["ci"]), abs=1e-6)
    assert evidence["persona"].after == pytest.approx(oracle("S11.jsd")["expected"]["jsd_corrected"], abs=0.003)
    assert "VP Ops under at 20%" in finding.sentence
    assert "Founder over at 33%" in finding.sentence
    assert "sales or the product selects others" in finding.sentence
    assert len(finding.records) == 20


def test_buyers_as_meant_are_no_finding() -> None:
    found = asked(customer_views_differ, leads((16, 12, 8, 4), won=True))
    assert (found.findings, found.missing) == ((), "")


def test_leads_unlike_the_target_are_execution_where_the_buyers_fit_it() -> None:
    (finding,) = asked(
        customer_views_differ, [*leads((32, 24, 16, 8), won=True), *leads((5, 15, 10, 270), prefix="x")]
    ).findings
    assert "that is execution" in finding.sentence


def test_leads_and_buyers_alike_and_unlike_the_target_leave_open_which_is_wrong() -> None:
    (finding,) = asked(
        customer_views_differ, [*leads((2, 6, 4, 28), won=True), *leads((5, 15, 10, 70), prefix="x")]
    ).findings
    assert "or the target leaves out who buys" in finding.sentence
    assert "that is execution" not in finding.sentence
    assert "p < 0.001" in next(one.sentence for one in finding.evidence if one.name == "execution")


def test_few_buyers_give_ranges_and_no_verdict() -> None:
    (finding,) = asked(customer_views_differ, leads((0, 0, 0, 8), won=True)).findings
    assert finding.severity is Severity.NOTE
    assert "no verdict" in finding.sentence


def test_a_deal_counts_once_split_over_its_people() -> None:
    lines = leads((1, 1, 1, 1))
    for i in range(30):
        lines += [f"2026-02-10 d{i} opened lead=lVP_Ops0 amount=10 close=2026-05-01", f"2026-04-01 d{i} won"]
        lines.append(f"2026-02-11 d{i} noted table=contact_roles lead_id=lFounder0 role=buyer")
    (finding,) = asked(customer_views_differ, lines).findings
    evidence = {one.name: one for one in finding.evidence}
    assert "n = 30" in evidence["buyers"].sentence
    assert (evidence["VP_Ops"].after, evidence["Founder"].after) == (0.5, 0.5)


def test_without_personas_it_says_so() -> None:
    assert "[[personas]]" in asked(customer_views_differ, leads((1, 1, 1, 1)), agreements.default()).missing


def months(tells: bool, *, many: int = 48) -> list[str]:
    """Leads and answered touches a month; pipeline follows the leads a month later, or nothing."""
    rng = np.random.default_rng(8)
    size = np.maximum(2, np.round(12 * np.exp(0.4 * rng.standard_normal(many)))).astype(int)
    pipeline = np.exp(0.1 * rng.standard_normal(many)) * 1000
    if tells:
        pipeline[1:] *= size[:-1] / 12
    lines = []
    for month in range(many):
        start = date(2022 + month // 12, month % 12 + 1, 2)
        lines += [f"{start + timedelta(days=int(i % 25))} m{month}x{i} created source=Web" for i in range(size[month])]
        many_touches = int(rng.integers(5, 40))
        lines += [f"{start} web answered lead=m{month}x0 channel=ads" for _ in range(1)]
        lines += [
            f"{start} - noted table=touches touch_id=t{month}x{i} channel=ads lead_id=m{month}x0"
            for i in range(many_touches)
        ]
        lines.append(
            f"{start + timedelta(days=1)} p{month} opened lead=m{max(month - 1, 0)}x0 amount={pipeline[month]:.0f}"
            " close=2027-01-01 sourced_by=marketing kind=new currency=USD"
        )
    return [*lines, f"{2022 + many // 12}-{many % 12 + 1:02}-05 end created"]


def test_a_metric_that_tells_nothing_is_noted_with_how_likely_it_would_have_been_seen() -> None:
    (finding,) = asked(vanity_metrics, months(tells=True)).findings
    assert finding.severity is Severity.NOTE
    told = {one.name: one for one in finding.evidence}
    assert told["leads"].change.lo > 0
    assert told["touches"].change.lo < 0 < told["touches"].change.hi
    assert "Shown to: new leads." in finding.sentence
    assert "not shown is not worthless" in finding.sentence


def test_touches_that_lead_to_nobody_are_unusable() -> None:
    nobody = [line.split(" lead_id=")[0] if "table=touches" in line else line for line in months(tells=True)]
    nobody = [line for line in nobody if " answered " not in line]
    found = {one.id: one for one in asked(vanity_metrics, nobody).findings}
    assert found["vanity_metrics.unusable"].severity is Severity.NOTE
    assert "names a lead or an account" in found["vanity_metrics.unusable"].sentence


def test_two_years_are_needed() -> None:
    found = asked(vanity_metrics, months(tells=True, many=20))
    assert found.findings == ()
    assert "24 are needed" in found.missing


def test_months_are_those_of_the_company_and_spend_is_in_its_currency() -> None:
    """Half past three on the first of March in UTC is still February in New York; a dollar's worth of euro is that of its day."""
    lines = """
        2026-02-01 EUR noted table=rates rate_to_reporting=2
        2026-03-01 EUR noted table=rates rate_to_reporting=3
        2026-02-10 - noted table=spend channel=web amount=100 currency=EUR
        2026-03-10 - noted table=spend channel=web amount=100 currency=USD
        2026-02-05 a created
        2026-03-01 03:30 a mql
        2026-03-01 03:30 - noted table=touches touch_id=t1 channel=web lead_id=a
        2026-02-06 d opened lead=a amount=10 close=2026-06-30 kind=new sourced_by=marketing
        2026-03-06 e opened lead=a amount=10 close=2026-06-30 kind=new sourced_by=marketing
        2026-04-15 end created
    """
    company = replace(AGREED.company, time_zone="America/New_York", reporting_currency="USD")
    with store_of(lines) as store, store.ledger(None) as ledger:
        told = {name: list(series) for name, series in monthly(ledger, replace(AGREED, company=company)).items()}
    assert told["handed_over"] == told["touches"] == [1, 0]
    assert told["spend"] == [200, 100]
