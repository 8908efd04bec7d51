"""What every part is run on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from journal import store_of
from oarlock import agreement as agreements
from oarlock.agreement import Agreement, Rule
from oarlock.ledger.reading import Ledger
from oarlock.ledger.store import Store

COMPANY = """
2025-01-01        bob    hired    team=sales name=Bob
2025-01-01        acme   founded  employees=200 industry=Software country=DE target_tier=A
2025-01-01        tiny   founded  employees=5 industry=Retail country=FR
2025-01-01        web    started  channel=Webinar purpose=create
2025-01-05        web    paid     amount=900 channel=Webinar
2025-01-06        web    answered account=acme channel=Webinar
2025-01-06        web    answered account=tiny channel=Webinar
2025-01-07 09:00  ann    created  account=acme source=Webinar owner=bob country=DE wing=north
2025-01-07 09:30  ann    mql
2025-01-07 10:00  ann    assigned to=bob
2025-01-07 12:00  ann    touched  by=call
2025-01-09        ann    sal
2025-01-12        big    opened   lead=ann account=acme owner=bob amount=100 close=2025-03-20 kind=new sourced_by=marketing source=Webinar
2025-02-12        big    changed  amount=140 close=2025-05-20
2025-05-15        big    won
2025-02-03        ben    created  account=tiny source=Search owner=bob country=FR wing=south
2025-02-04        ben    mql
2025-02-04 10:00  ben    assigned to=bob
2025-02-09        ben    disqualified reason=too_small
2025-04-02        cem    created  source=Search wing=south
2025-04-03        cem    mql
2025-04-03 09:00  cem    assigned to=bob
2025-04-10        low    opened   account=tiny owner=bob amount=30 close=2025-06-20 kind=new sourced_by=sales source=Search
2025-06-10        low    lost     reason=price
2025-05-10        mid    opened   account=acme owner=bob amount=60 close=2025-08-20 kind=new sourced_by=marketing
2025-06-30        dan    created  source=Webinar wing=north
2025-01-01        mia    hired    team=marketing name=Mia
2025-01-12        big    noted    table=contact_roles lead_id=ann role=champion
2025-02-10 10:00  talk   noted    table=calls user_id=bob account_id=acme opportunity_id=big duration_seconds=1200
2025-02-12        talk   noted    table=listens user_id=mia seconds=600
2025-02-20        weekly noted    table=meetings kind=pipeline_review
2025-02-20        weekly noted    table=attendance user_id=bob contributed=true
2025-02-20        weekly noted    table=attendance user_id=mia contributed=false
2025-05-15        acme   noted    table=customer_events kind=started amount=140
2025-05-30        acme   noted    table=customer_events kind=survey score=9
2025-06-15        acme   noted    table=customer_events kind=referral
2025-06-16        acme   noted    table=customer_events kind=revenue amount=25
2025-02-20        tiny   noted    table=customer_events kind=started amount=30
2025-06-20        tiny   noted    table=customer_events kind=churned amount=-30
2025-01-01        -      noted    table=costs period_start=2025-01-01 period_end=2025-04-01 team=marketing kind=people amount=3000
2025-01-01        -      noted    table=costs period_start=2025-01-01 period_end=2025-04-01 team=sales kind=people amount=5000
2025-01-01        -      noted    table=revenue period_start=2025-01-01 period_end=2025-04-01 amount=90000
2025-01-01        -      noted    table=targets period_start=2025-01-01 period_end=2025-04-01 team=both bookings_goal=1000 lead_goal=9
2025-03-01        pulse  noted    table=survey_answers respondent=r1 team=sales question=follow_up scale_min=1 scale_max=5 value=4
2025-03-01        pulse  noted    table=survey_answers respondent=r2 team=marketing question=follow_up scale_min=1 scale_max=5 value=2
2025-04-07        bob    noted    table=time_off starts_at=2025-04-07 ends_at=2025-04-09
"""


@pytest.fixture(scope="session")
def agreement() -> Agreement:
    """The default agreement, in euro, with a profile, labelled channels and what an hour and a win cost, and both teams' definitions."""
    default = agreements.default()
    company = replace(default.company, reporting_currency="EUR")
    capacity = replace(default.capacity, hourly_cost=60.0, commission_share=0.08, gross_margin=0.75)
    return replace(
        default,
        company=company,
        capacity=capacity,
        profile=Rule("employees >= 50"),
        channels={"webinar": "create", "search": "capture"},
        definitions={"marketing": Rule("employees >= 5"), "sales": Rule("employees >= 50")},
    )


@pytest.fixture(scope="session")
def store() -> Iterator[Store]:
    """A small company with something of everything."""
    with store_of(COMPANY) as opened:
        yield opened


@pytest.fixture(scope="session")
def ledger(store: Store) -> Ledger:
    """That company as known at the end; what is kept on it is kept for all tests."""
    return store.ledger(None)


@pytest.fixture(scope="session")
def early_ledger(store: Store) -> Ledger:
    """The company as known in the middle of its first quarter."""
    return store.ledger(datetime(2025, 3, 10, 12, tzinfo=UTC))


@pytest.fixture(scope="session")
def backwards() -> Iterator[Ledger]:
    """The same company, told backwards."""
    with store_of(COMPANY, backwards=True) as opened:
        yield opened.ledger(None)


@pytest.fixture(scope="session")
def empty() -> Iterator[Store]:
    """A ledger without a row."""
    with Store.in_memory(threads=1) as opened:
        yield opened
