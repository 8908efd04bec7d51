"""Small companies, as journals: one with something of everything, and any, for what holds of every company.

In any company everything may be missing and anything unknown: an account without a size, a deal without an amount, a lead nobody touched.
"""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

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
"""Something of everything."""

FIRST = date(2024, 1, 1)
DAYS = 720
"""So many days the record runs over."""
PATHS = (
    (),
    ("mql",),
    ("mql", "sal"),
    ("mql", "sal", "sql"),
    ("mql", "disqualified"),
    ("mql", "recycled"),
    ("sal", "customer"),
)

accounts = st.sampled_from(("acme", "tiny", "vast", ""))
sources = st.sampled_from(("Webinar", "Search", ""))
days = st.integers(0, DAYS - 1)


def day(number: int) -> str:
    """The day as a journal writes it."""
    return (FIRST + timedelta(days=number)).isoformat()


def _told(**details: object) -> str:
    """Details of a line, without those that are empty."""
    return " ".join(f"{name}={value}" for name, value in details.items() if value not in ("", None))


@st.composite
def _lead(draw: st.DrawFn, number: int) -> list[str]:
    who, since = f"l{number}", draw(days)
    told = _told(source=draw(sources), account=draw(accounts), score=draw(st.sampled_from((None, 20, 70))), owner="bob")
    lines = [f"{day(since)} 08:00 {who} created {told}"]
    for i, stage in enumerate(draw(st.sampled_from(PATHS))):
        reason = draw(st.sampled_from(("", "reason=too_small"))) if stage == "disqualified" else ""
        lines.append(f"{day(since + 4 * i)} 09:00 {who} {stage} {reason}")
    if draw(st.booleans()):
        lines.append(f"{day(since)} 10:00 {who} assigned to=bob")
    if draw(st.booleans()):
        lines.append(f"{day(since + draw(st.integers(0, 9)))} 11:00 {who} touched by=call")
    return lines


@st.composite
def _deal(draw: st.DrawFn, number: int, leads: int) -> list[str]:
    who, since = f"d{number}", draw(days)
    lead = f"l{draw(st.integers(0, leads - 1))}" if leads and draw(st.booleans()) else ""
    told = _told(
        account=draw(accounts), lead=lead, amount=draw(st.sampled_from((None, 10, 250))), kind="new", owner="bob",
        sourced_by=draw(st.sampled_from(("marketing", "sales", ""))), source=draw(sources),
        close=draw(st.sampled_from(("", day(since + 60)))),
    )  # fmt: skip
    lines = [f"{day(since)} 12:00 {who} opened {told}"]
    ends = draw(st.sampled_from(("", "won", "lost", "lost reason=price")))
    return [*lines, f"{day(since + draw(st.integers(1, 90)))} 13:00 {who} {ends}"] if ends else lines


@st.composite
def _customer(draw: st.DrawFn, number: int) -> list[str]:
    kind = draw(st.sampled_from(("started", "renewed", "churned", "survey", "referral", "ticket")))
    more = {"survey": "score=8", "churned": "amount=-10"}.get(kind, "amount=10")
    return [f"{day(draw(days))} 1{number % 9}:00 acme noted table=customer_events kind={kind} {more}"]


@st.composite
def answers(
    draw: st.DrawFn, *, question: str = "follow_up", most: int = 8, scale: tuple[int, int] = (1, 5)
) -> list[str]:
    """What the two teams answer to one question of one survey, over some days."""
    lines = []
    for team in ("marketing", "sales"):
        for number in range(draw(st.integers(0, most))):
            when = day(600 + draw(st.integers(0, 20)))
            told = f"respondent={team[0]}{number} team={team} question={question} scale_min={scale[0]} scale_max={scale[1]}"
            lines.append(f"{when} pulse noted table=survey_answers {told} value={draw(st.integers(*scale))}")
    return lines


@st.composite
def companies(draw: st.DrawFn) -> str:
    """A journal of up to a dozen leads and eight deals, with some of everything else."""
    lines = [
        f"{day(0)} bob hired team=sales name=Bob",
        f"{day(0)} mia hired team=marketing name=Mia",
        f"{day(0)} acme founded employees=200 industry=Software country=DE target_tier=A",
        f"{day(0)} tiny founded employees=5",
        f"{day(0)} vast founded",
        f"{day(0)} web started channel=Webinar purpose=create",
    ]
    leads, deals = draw(st.integers(0, 12)), draw(st.integers(0, 8))
    for number in range(leads):
        lines += draw(_lead(number))
    for number in range(deals):
        lines += draw(_deal(number, leads))
    for number in range(draw(st.integers(0, 4))):
        lines += [f"{day(draw(days))} web paid amount=100 channel=Webinar", *draw(_customer(number))]
    lines += [f"{day(draw(days))} web answered account=acme channel=Webinar" for _ in range(draw(st.integers(0, 4)))]
    if draw(st.booleans()):
        lines += draw(answers())
    return "\n".join(lines)
