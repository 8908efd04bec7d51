"""Histories of single fields: what held when, in which order, and what is refused because it does not link (METHODS 3.1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from oarlock.connect.files import take
from oarlock.connect.linking import Row, in_order
from oarlock.connect.report import Report
from oarlock.ledger.store import Store
from oarlock.ledger.writer import Writer

Write = Callable[..., Path]
Import = Callable[..., Report]
Ask = Callable[[str], list[tuple[Any, ...]]]
LOG = "OpportunityId,Field,OldValue,NewValue,CreatedDate\n"
DEALS = "Id,StageName,Amount,CloseDate,IsClosed,IsWon,CreatedDate\n"
NAMES = {"stage": "StageName", "amount": "Amount", "owner": "Owner"}


def versions(stored: Ask, *columns: str, deal: str = "006A") -> list[tuple[Any, ...]]:
    told = ", ".join(columns)
    return stored(
        f"SELECT valid_from, {told} FROM {{opportunity_versions}} WHERE opportunity_id = '{deal}' AND deleted_at IS NULL ORDER BY 1"
    )


def test_the_oracle_of_a_log_as_of_any_day(
    importing: Import, written: Write, stored: Ask, oracle: Callable[[str], dict[str, Any]]
) -> None:
    case = oracle("S3.asof")
    given, now = case["inputs"], case["inputs"]["current"]
    rows = [f"006A,{NAMES[field]},{old},{new},{day}T09:00:0{nth}Z" for day, nth, field, old, new in given["log"]]
    written("OpportunityFieldHistory.csv", LOG + "\n".join(reversed(rows)) + "\n")
    importing(
        written(
            "Opportunity.csv", f"{DEALS}006A,{now['stage']},{now['amount']},,false,false,{given['created']}\n"
        ).parent
    )
    for asked, (value, status) in case["expected"].items():
        field, _, day = asked.partition("@")
        if field == "owner":
            continue  # the record keeps an owner's changes on versions by id; kim is a name
        found = stored(
            f"SELECT {field} FROM {{opportunity_versions}} WHERE valid_from < DATE '{day}' + INTERVAL 1 DAY"
            " ORDER BY valid_from DESC LIMIT 1"
        )
        if status == "not_created":
            assert found == []
        else:
            assert found == [(value * 1_000_000 if field == "amount" else value,)], asked


def test_the_oracle_of_a_broken_chain(
    importing: Import, written: Write, stored: Ask, oracle: Callable[[str], dict[str, Any]]
) -> None:
    case = oracle("S3.asof.broken")
    rows = "".join(f"006A,{NAMES[f]},{old},{new},{day}T09:00:00Z\n" for day, _, f, old, new in case["inputs"]["log"])
    path = written("OpportunityFieldHistory.csv", f"{LOG}{rows}006B,StageName,Discovery,Proposal,2025-02-01\n")
    report = importing(path)
    assert stored("SELECT DISTINCT opportunity_id FROM {opportunity_versions}") == [("006B",)]
    (refused,) = report.refused
    assert (refused.count, refused.line, refused.value) == (2, 2, "006A")
    assert "do not link" in refused.reason
    assert report.rejects is not None
    assert (report.rejects / "OpportunityFieldHistory.csv").read_text().count("006A") == 4


def test_each_field_stands_beside_the_others(importing: Import, written: Write, stored: Ask) -> None:
    """A deal of January, whose amount and close date moved in February, and that was won in March; B never changed."""
    written(
        "OpportunityFieldHistory.csv",
        LOG
        + "006A,created,,,2026-01-05T10:00:00Z\n006B,created,,,2026-01-06T10:00:00Z\n"
        + "006A,CloseDate,2026-03-31,2026-04-30,2026-02-01T10:00:00Z\n006A,Amount,1000,1200.5,2026-02-01T10:00:00Z\n"
        + "006A,StageName,Discovery,Closed Won,2026-03-10T10:00:00Z\n006A,CloseDate,2026-04-30,2026-03-10,2026-03-10T10:00:00Z\n"
        + "006A,ForecastCategoryName,Best Case,Closed,2026-03-10T10:00:00Z\n006A,Probability,50,100,2026-03-10T10:00:00Z\n",
    )
    written(
        "Opportunity.csv",
        DEALS
        + "006A,Closed Won,1200.50,2026-03-10,true,true,2026-01-05T10:00:00Z\n006B,Demo,50,2026-09-01,false,false,2026-01-06T10:00:00Z\n",
    )
    report = importing(written("User.csv", "Id,Username,IsActive\n0051,a,true\n").parent)
    assert not report.refused
    told = versions(stored, "stage", "status", "amount", "close_date", "forecast_category", "probability")
    assert told == [
        (datetime(2026, 1, 5, 10), "Discovery", "open", 1_000_000_000, date(2026, 3, 31), "Best Case", 0.5),
        (datetime(2026, 2, 1, 10), "Discovery", "open", 1_200_500_000, date(2026, 4, 30), "Best Case", 0.5),
        (datetime(2026, 3, 10, 10), "Closed Won", "won", 1_200_500_000, date(2026, 3, 10), "Closed", 1.0),
    ]
    assert versions(stored, "stage", "status", "amount", "close_date", deal="006B") == [
        (datetime(2026, 1, 6, 10), "Demo", "open", 50_000_000, date(2026, 9, 1))
    ]


def test_changes_of_one_second_are_put_in_the_order_that_links(importing: Import, written: Write, stored: Ask) -> None:
    rows = [("Proposal", "Verbal"), ("Discovery", "Demo"), ("Verbal", "Closed Lost"), ("Demo", "Proposal")]
    lines = "".join(f"006A,StageName,{old},{new},2026-02-01T10:00:00Z\n" for old, new in rows)
    report = importing(
        written("OpportunityFieldHistory.csv", f"{LOG}{lines}006A,StageName,New,Discovery,2026-01-15T10:00:00Z\n")
    )
    assert not report.refused
    assert [stage for _, stage in versions(stored, "stage")] == [
        "Discovery",
        "Demo",
        "Proposal",
        "Verbal",
        "Closed Lost",
    ]
    assert versions(stored, "status")[-1] == (datetime(2026, 2, 1, 10, 0, 0, 3), "lost")


def test_of_two_orders_the_one_that_meets_what_comes_before_and_after() -> None:
    def row(at: int, place: int, old: str, new: str, today: str | None = None) -> Row:
        return ("006A", "stage", at, place, old, new, today)

    there_and_back = [row(2, 2, "b", "a"), row(2, 3, "a", "b")]
    assert in_order([row(1, 1, "x", "a"), *there_and_back]) == [(3, 1), (2, 2)]
    assert in_order([*there_and_back, row(3, 4, "b", "c")]) == [(2, 1), (3, 2)]
    assert in_order([*there_and_back, row(3, 4, "a", "c")]) == [(3, 1), (2, 2)]
    assert in_order([row(2, 2, "b", "a", "a"), row(2, 3, "a", "b", "a")]) == [(3, 1), (2, 2)]
    assert in_order([row(1, 1, "x", "y")]) == []


def test_a_log_that_does_not_end_at_today_is_refused_and_the_list_stands(
    importing: Import, written: Write, stored: Ask
) -> None:
    written("OpportunityFieldHistory.csv", f"{LOG}006A,StageName,Discovery,Proposal,2026-02-01\n")
    report = importing(
        written("Opportunity.csv", f"{DEALS}006A,Verbal,10,2026-09-01,false,false,2026-01-05T10:00:00Z\n").parent
    )
    (refused,) = report.refused
    assert "does not end at what the list of opportunities says" in refused.reason
    assert [(stage, made) for _, stage, made in versions(stored, "stage", "reconstructed")] == [
        (None, "true"),
        ("Verbal", "true"),
    ]


def test_before_tracking_began_nothing_is_claimed(importing: Import, written: Write, stored: Ask) -> None:
    """A began in 2024, tracking in 2026: what its first change tells held since 2026 only."""
    written(
        "OpportunityFieldHistory.csv",
        f"{LOG}006B,created,,,2026-01-02\n006A,StageName,Proposal,Verbal,2026-03-01\n006B,StageName,Discovery,Demo,2026-02-01\n",
    )
    written(
        "Opportunity.csv",
        f"{DEALS}006A,Verbal,10,2026-09-01,false,false,2024-06-01\n006B,Demo,20,2026-09-01,false,false,2026-01-02\n",
    )
    importing(written("User.csv", "Id,Username,IsActive\n0051,a,true\n").parent)
    assert versions(stored, "stage", "amount") == [
        (datetime(2024, 6, 1), None, None),
        (datetime(2026, 1, 2), "Proposal", None),
        (datetime(2026, 3, 1), "Verbal", None),
        (datetime(2026, 6, 1, 12), "Verbal", 10_000_000),
    ]
    assert versions(stored, "stage", deal="006B")[0] == (datetime(2026, 1, 2), "Discovery")


def test_whole_states_are_better_than_changes_and_nothing_stands_twice(
    importing: Import, written: Write, stored: Ask
) -> None:
    log = f"{LOG}006A,StageName,Discovery,Proposal,2026-02-01\n006B,StageName,Discovery,Proposal,2026-02-02\n"
    deals = f"{DEALS}006A,Proposal,10,2026-09-01,false,false,2026-01-05\n006B,Proposal,20,2026-09-01,false,false,2026-01-06\n"
    whole = "Id,OpportunityId,StageName,Amount,CloseDate,CreatedDate\n"
    whole += "0081,006A,Discovery,9,2026-08-01,2026-01-05\n0082,006A,Proposal,10,2026-09-01,2026-02-01T08:30:00Z\n"
    first = importing(written("a/OpportunityFieldHistory.csv", log), written("a/Opportunity.csv", deals))
    assert not first.refused
    assert len(versions(stored, "stage")) == 3
    importing(written("b/OpportunityHistory.csv", whole), written("a/OpportunityFieldHistory.csv", log))
    kept = "SELECT valid_from, amount FROM {opportunity_versions} WHERE opportunity_id = '006A'"
    assert stored(f"{kept} AND from_changes IS NULL ORDER BY 1") == [
        (datetime(2026, 1, 5), 9_000_000),
        (datetime(2026, 2, 1, 8, 30), 10_000_000),
    ]


def test_in_one_import_whole_states_alone_count(importing: Import, written: Write, stored: Ask) -> None:
    written(
        "OpportunityFieldHistory.csv",
        f"{LOG}006A,StageName,Discovery,Proposal,2026-02-01\n006B,StageName,A,B,2026-02-02\n",
    )
    report = importing(
        written(
            "OpportunityHistory.csv",
            "Id,OpportunityId,StageName,Amount,CreatedDate\n0082,006A,Proposal,10,2026-02-01\n",
        ).parent
    )
    assert not report.refused
    assert versions(stored, "amount") == [(datetime(2026, 2, 1), 10_000_000)]
    assert [stage for _, stage in versions(stored, "stage", deal="006B")] == ["B"]


def test_a_log_of_a_later_month_goes_on(importing: Import, written: Write, stored: Ask) -> None:
    one = f"{LOG}006A,StageName,Discovery,Proposal,2026-02-01\n"
    importing(written("a/OpportunityFieldHistory.csv", one))
    importing(written("b/OpportunityFieldHistory.csv", f"{one}006A,StageName,Proposal,Closed Won,2026-03-01\n"))
    assert [stage for _, stage in versions(stored, "stage")] == ["Proposal", "Closed Won"]


def test_a_row_without_a_deal_or_an_instant_is_refused_for_that(importing: Import, written: Write) -> None:
    report = importing(
        written(
            "OpportunityFieldHistory.csv",
            f"{LOG},StageName,A,B,2026-02-01\n006A,StageName,A,B,soon\n006B,StageName,A,B,2026-02-01\n",
        )
    )
    assert {(refused.column, refused.line) for refused in report.refused} == {("opportunity_id", 2), ("valid_from", 3)}
    assert report.count_refused == 2


def test_an_owner_s_changes_are_read_by_their_ids(importing: Import, written: Write, stored: Ask) -> None:
    rows = "006A,Owner,Ann,Bob,2026-02-01\n006A,Owner,0051,0052,2026-02-01\n006A,StageName,A,B,2026-03-01\n"
    importing(written("OpportunityFieldHistory.csv", LOG + rows))
    assert versions(stored, "owner_id", "stage") == [
        (datetime(2026, 2, 1), "0052", "A"),
        (datetime(2026, 3, 1), "0052", "B"),
    ]


def test_a_deal_is_deleted_when_its_log_says_so(importing: Import, written: Write, stored: Ask) -> None:
    written(
        "OpportunityFieldHistory.csv",
        f"{LOG}006A,IsDeleted,false,true,2026-02-03T10:00:00Z\n006A,StageName,A,B,2026-02-01\n",
    )
    text = "Id,StageName,CloseDate,CreatedDate,IsDeleted,SystemModstamp\n006A,B,2026-09-01,2026-01-05,true,2026-05-01\n"
    importing(written("Opportunity.csv", text).parent)
    assert stored("SELECT deleted_at FROM {opportunities}") == [(datetime(2026, 2, 3, 10),)]


LEADS = "Id,Status,LeadSource,IsConverted,OwnerId,CreatedDate\n"
LEAD_LOG = "LeadId,Field,OldValue,NewValue,CreatedDate,CreatedById\n"


def test_a_lead_s_first_stage_and_owner_stand_from_its_creation(importing: Import, written: Write, stored: Ask) -> None:
    written(
        "LeadHistory.csv",
        LEAD_LOG
        + "00QA,created,,,2026-01-01T09:00:00Z,0059\n00QA,Status,Working,Qualified,2026-01-05T09:00:00Z,0052\n"
        + "00QA,Status,Open,Working,2026-01-05T09:00:00Z,0052\n00QA,Owner,Queue,Bob,2026-01-02T09:00:00Z,0059\n"
        + "00QA,Owner,00G1,0052,2026-01-02T09:00:00Z,0059\n00QA,Owner,0052,0053,2026-01-04T09:00:00Z,0059\n",
    )
    report = importing(written("Lead.csv", f"{LEADS}00QA,Qualified,Web,false,0053,2026-01-01T09:00:00Z\n").parent)
    assert not report.refused
    assert stored("SELECT changed_at, stage, changed_by FROM {stage_changes} WHERE stage <> 'inquiry' ORDER BY 1") == [
        (datetime(2026, 1, 1, 9), "Open", None),
        (datetime(2026, 1, 5, 9), "Working", "0052"),
        (datetime(2026, 1, 5, 9, 0, 0, 1), "Qualified", "0052"),
    ]
    assert stored("SELECT assigned_at, user_id FROM {assignments} ORDER BY 1") == [
        (datetime(2026, 1, 2, 9), "0052"), (datetime(2026, 1, 4, 9), "0053"),
    ]  # fmt: skip


def test_a_lead_older_than_its_history_does_not_begin_where_the_history_does(
    importing: Import, written: Write, stored: Ask
) -> None:
    written("LeadHistory.csv", f"{LEAD_LOG}00QB,created,,,2026-02-01,\n00QA,Status,Working,Qualified,2026-03-01,\n")
    importing(
        written(
            "Lead.csv", f"{LEADS}00QA,Qualified,Web,false,0053,2024-01-01\n00QB,Open,Web,false,0053,2026-02-01\n"
        ).parent
    )
    assert stored("SELECT lead_id, changed_at, stage FROM {stage_changes} WHERE stage <> 'inquiry'") == [
        ("00QA", datetime(2026, 3, 1), "Qualified")
    ]


def test_a_lead_s_torn_history_is_refused_and_its_owner_s_is_not(
    importing: Import, written: Write, stored: Ask
) -> None:
    rows = "00QA,Status,Open,Working,2026-01-05,\n00QA,Status,Nurture,Qualified,2026-01-09,\n00QA,Owner,0051,0052,2026-01-06,\n"
    report = importing(written("LeadHistory.csv", LEAD_LOG + rows))
    assert [(refused.table, refused.count) for refused in report.refused] == [("stage_changes", 2)]
    assert stored("SELECT user_id FROM {assignments}") == [("0052",)]
    assert stored("SELECT count(*) FROM {stage_changes}") == [(0,)]


def test_the_fold_agrees_with_a_replay_of_random_histories(tmp_path: Path) -> None:
    """Forty deals with random moves, several in one second and in any order of lines: each ends where it stands today."""
    import random

    chance = random.Random(7)  # noqa: S311 - a test's dice
    lines, truth = [], {}
    for deal in range(40):
        state = {"StageName": "S0", "Amount": "100", "CloseDate": "2026-06-01"}
        second = 0
        for _ in range(chance.randint(1, 12)):
            second += chance.choice([0, 0, 60, 3600])
            field = chance.choice(list(state))
            fresh = {
                "StageName": f"S{chance.randint(0, 4)}",
                "Amount": str(chance.randint(1, 9) * 100),
                "CloseDate": f"2026-0{chance.randint(6, 9)}-01",
            }[field]
            if fresh != state[field]:
                lines.append(
                    f"006{deal},{field},{state[field]},{fresh},2026-01-01T{second // 3600:02d}:{second // 60 % 60:02d}:00Z"
                )
                state[field] = fresh
        truth[f"006{deal}"] = dict(state)
    chance.shuffle(lines)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "OpportunityFieldHistory.csv").write_text(LOG + "\n".join(lines) + "\n")
    now = [
        f"{deal},{s['StageName']},{s['Amount']},{s['CloseDate']},false,false,2025-12-31" for deal, s in truth.items()
    ]
    (tmp_path / "in" / "Opportunity.csv").write_text(DEALS + "\n".join(now) + "\n")
    with Store.in_memory() as store:
        with Writer(store) as writer:
            report = take(
                writer, tmp_path / "in", now=datetime(2026, 5, 31, tzinfo=UTC), rejects_folder=tmp_path / "rejects"
            )
        rows = store.ledger(None).rows(
            "SELECT opportunity_id, stage, amount, close_date FROM opportunity_versions"
            " QUALIFY row_number() OVER (PARTITION BY opportunity_id ORDER BY valid_from DESC) = 1"
        )
    assert not report.refused
    assert len(rows) == 40
    for row in rows:
        told = {
            "StageName": row["stage"],
            "Amount": str(int(row["amount"] / 1_000_000)),
            "CloseDate": str(row["close_date"]),
        }
        assert told == truth[row["opportunity_id"]]
