"""The files of a simulated company: they are what an import expects, the same each time, and hang together."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from oarlock.connect.headers import table_named
from oarlock.demo import truth
from oarlock.demo.arrays import stream
from oarlock.demo.company import simulate
from oarlock.errors import UnknownName
from oarlock.ledger.tables import TABLES

WRITTEN = (
    "users accounts leads stage_changes assignments activities touches campaigns spend opportunities opportunity_versions contact_roles"
    " targets customer_events customer_events_2 costs revenue time_off calls call_segments listens meetings attendance survey_answers"
)


def ask(folder: Path, question: str) -> list[tuple]:
    """Runs a query in which `@leads` stands for the file of that table."""
    for table in sorted(WRITTEN.split(), key=len, reverse=True):
        question = question.replace(f"@{table}", f"'{folder / table}.parquet'")
    return duckdb.sql(question).fetchall()


def test_every_table_is_there_with_headers_the_ledger_knows(folder: Path) -> None:
    assert {path.stem for path in folder.glob("*.parquet")} == set(WRITTEN.split())
    for path in folder.glob("*.parquet"):
        spec, headers = TABLES[table_named(path.stem) or ""], pq.read_schema(path).names
        assert {name for name in headers if spec.column(name) is None} <= {"buyer_reason", "second_reason"}
        assert [c.name for c in spec.columns if c.required and c.name not in headers] == []


@pytest.mark.parametrize("table", WRITTEN.split())
def test_keys_are_unique_and_required_columns_filled(folder: Path, table: str) -> None:
    spec = TABLES[table_named(table) or ""]
    key = ", ".join(spec.key)
    assert ask(folder, f"select {key}, count(*) from @{table} group by all having count(*) > 1") == []
    for column in spec.columns:
        if column.required:
            assert ask(folder, f"select count(*) from @{table} where {column.name} is null") == [(0,)]


@pytest.mark.parametrize(
    ("table", "column", "target"),
    [
        ("leads", "account_id", "accounts"), ("leads", "campaign_id", "campaigns"), ("leads", "owner_id", "users"),
        ("stage_changes", "lead_id", "leads"), ("assignments", "user_id", "users"), ("touches", "lead_id", "leads"),
        ("touches", "campaign_id", "campaigns"), ("activities", "lead_id", "leads"), ("activities", "opportunity_id", "opportunities"),
        ("activities", "user_id", "users"), ("opportunities", "account_id", "accounts"), ("opportunities", "lead_id", "leads"),
        ("opportunities", "owner_id", "users"), ("opportunities", "campaign_id", "campaigns"),
        ("opportunity_versions", "opportunity_id", "opportunities"), ("contact_roles", "lead_id", "leads"),
        ("customer_events", "account_id", "accounts"), ("spend", "campaign_id", "campaigns"), ("time_off", "user_id", "users"),
        ("customer_events_2", "account_id", "accounts"), ("calls", "opportunity_id", "opportunities"), ("calls", "account_id", "accounts"),
        ("calls", "user_id", "users"), ("call_segments", "call_id", "calls"), ("listens", "call_id", "calls"),
        ("listens", "user_id", "users"), ("attendance", "meeting_id", "meetings"), ("attendance", "user_id", "users"),
    ],
)  # fmt: skip
def test_what_is_named_exists(folder: Path, table: str, column: str, target: str) -> None:
    key = TABLES[target].key[0]
    known = f"select 1 from @{target} b where b.{key} = a.{column}"
    assert ask(folder, f"select count(*) from @{table} a where {column} is not null and not exists ({known})") == [(0,)]


def test_size_s_is_what_it_says(folder: Path) -> None:
    counts = {table: ask(folder, f"select count(*) from @{table}")[0][0] for table in WRITTEN.split()}
    assert 25_000 < counts["leads"] < 55_000
    assert 130_000 < counts["touches"] < 280_000
    ((fresh,),) = ask(folder, "select count(*) from @opportunities where kind = 'new'")
    assert 2_500 < fresh < 5_500


def test_the_export_keeps_to_its_days(folder: Path) -> None:
    """Nothing lies beyond the end; leads and touches start with the export; no deal was closed before it."""
    for table in WRITTEN.split():
        spec = TABLES[table_named(table) or ""]
        if spec.happened and table != "spend":
            assert ask(folder, f"select max({spec.happened}) < timestamp '2026-01-01' from @{table}") == [(True,)]
    for table, column in (
        ("leads", "created_at"),
        ("touches", "touched_at"),
        ("activities", "happened_at"),
        ("stage_changes", "changed_at"),
    ):
        assert ask(folder, f"select min({column}) >= timestamp '2023-07-01' from @{table}") == [(True,)]
    assert ask(
        folder, "select min(valid_from) >= timestamp '2023-07-01' from @opportunity_versions where status <> 'open'"
    ) == [(True,)]


def test_a_won_deal_is_never_changed_again_and_a_deal_starts_when_it_was_opened(folder: Path) -> None:
    following = "select status, lead(status) over (partition by opportunity_id order by valid_from) as next from @opportunity_versions"
    assert ask(folder, f"select count(*) from ({following}) where status = 'won' and next is not null") == [(0,)]
    first = "select opportunity_id, min(valid_from) as first from @opportunity_versions group by 1"
    assert ask(
        folder, f"select count(*) from @opportunities join ({first}) using (opportunity_id) where created_at <> first"
    ) == [(0,)]


def test_the_record_has_the_flaws_of_a_record(folder: Path) -> None:
    """Missing industries and sizes, people entered twice, reopened deals, pushed close dates, machines that answer."""
    ((industry, employees),) = ask(
        folder, "select avg((industry is null)::int), avg((employees is null)::int) from @accounts"
    )
    assert 0.05 < industry < 0.15
    assert 0.05 < employees < 0.15
    ((people, cards),) = ask(folder, "select count(distinct email), count(email) from @leads")
    assert 0.004 < 1 - people / cards < 0.02
    in_order = "window w as (partition by opportunity_id order by valid_from)"
    columns = "status, close_date, lead(status) over w as next, lead(close_date) over w as later"
    following = f"select {columns} from @opportunity_versions {in_order}"
    changes = (
        "count(*) filter (status = 'lost' and next = 'open'), count(*) filter (next = 'open' and later > close_date)"
    )
    ((reopened, pushed),) = ask(folder, f"select {changes} from ({following})")
    assert reopened > 10
    assert pushed > 1_000
    assert ask(folder, "select count(distinct automated) from @activities") == [(2,)]


def test_the_same_seed_gives_the_same_files_and_another_does_not(folder: Path, tmp_path: Path) -> None:
    simulate(tmp_path / "again", seed=3, plant="slow_follow_up")
    simulate(tmp_path / "other", seed=4, plant="slow_follow_up")
    for path in folder.iterdir():
        assert _digest(path) == _digest(tmp_path / "again" / path.name), path.name
    assert _digest(folder / "leads.parquet") != _digest(tmp_path / "other" / "leads.parquet")


def test_no_stream_touches_another(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With other luck in one small table, that one alone is another."""
    from oarlock.demo.export import meetings

    monkeypatch.setattr(meetings, "stream", lambda seed, purpose: stream(seed + 1, purpose))
    simulate(tmp_path, seed=3, plant="slow_follow_up")
    other = {path.stem for path in folder.glob("*.parquet") if _digest(path) != _digest(tmp_path / path.name)}
    assert other == {"meetings", "attendance"}


def test_people_do_together_what_they_can(folder: Path) -> None:
    """Nobody is at a meeting before he came or after he left; nobody listens to a call before it was made, or longer than it lasted."""
    early = "from @listens l join @calls c using (call_id) where l.listened_at < c.started_at or l.seconds > c.duration_seconds"
    assert ask(folder, f"select count(*) {early}") == [(0,)]
    marketers = "from @listens join @users using (user_id) where team <> 'marketing'"
    assert ask(folder, f"select count(*) {marketers}") == [(0,)]
    while_open = "from @calls c join @opportunities o using (opportunity_id) where c.started_at < o.created_at"
    assert ask(folder, f"select count(*) {while_open}") == [(0,)]
    away = "from @attendance join @meetings using (meeting_id) join @time_off using (user_id) where held_at between starts_at and ends_at"
    assert ask(folder, f"select count(*) {away}") == [(0,)]
    ((first, last),) = ask(
        folder,
        "select avg(n) filter (held_at < timestamp '2024-07-01'), avg(n) filter (held_at >= timestamp '2025-01-01') from"
        " (select held_at, count(*) n from @attendance join @meetings using (meeting_id) group by meeting_id, held_at)",
    )
    assert 0.8 * first < last < first


def test_a_second_opinion_is_mostly_the_first(folder: Path) -> None:
    """Of a few lost deals the buyer was asked, of a few rejections a manager."""
    for table, first, second in (
        ("opportunities", "loss_reason", "buyer_reason"),
        ("stage_changes", "reason", "second_reason"),
    ):
        ((n, alike),) = ask(
            folder,
            f"select count({second}), avg(({first} = {second})::int) filter ({second} is not null) from @{table}",
        )
        assert n > 40
        assert 0.75 < alike < 0.97


def test_everybody_answers_alone_and_on_the_scale(folder: Path) -> None:
    """A token belongs to one person and one survey, so that nobody can be followed; each team is large enough to be shown."""
    assert ask(
        folder,
        "select count(*) from (select 1 from @survey_answers group by respondent having count(distinct survey_id) > 1)",
    ) == [(0,)]
    outside = "value is not null and scale_min is not null and (value < scale_min or value > scale_max or value <> round(value))"
    assert ask(folder, f"select count(*) from @survey_answers where {outside}") == [(0,)]
    each = "select survey_id, team, count(distinct respondent) n from @survey_answers group by all"
    ((surveys, fewest),) = ask(folder, f"select count(*), min(n) from ({each})")
    assert surveys == 20
    assert fewest >= 5


def test_who_waits_for_an_answer_says_so_more_than_who_gives_it(folder: Path) -> None:
    """Slow follow-up is felt by both teams, by marketing most."""
    said = "select team, avg(value) from @survey_answers where question = 'follow_up_fast' and survey_id"
    before, after = (dict(ask(folder, f"{said} {when} group by team")) for when in ("< '2024'", "> '2025Q2'"))
    assert before["marketing"] - after["marketing"] > 1
    assert 0 < before["sales"] - after["sales"] < before["marketing"] - after["marketing"]


def test_customers_pay_by_the_quarter_until_they_leave(folder: Path) -> None:
    """Three or four invoices a year of a contract; none long after the customer left for good."""
    gone = "select account_id, max(happened_at) gone from @customer_events where kind = 'churned' group by 1"
    back = "select account_id, max(happened_at) back from @customer_events where kind in ('started', 'renewed', 'expanded') group by 1"
    late = f"from @customer_events_2 join ({gone}) using (account_id) left join ({back}) using (account_id)"
    assert ask(
        folder, f"select count(*) {late} where happened_at > gone + interval 120 day and coalesce(back < gone, true)"
    ) == [(0,)]
    ((paid, contracted),) = ask(
        folder,
        "select (select sum(amount) from @customer_events_2 where year(happened_at) = 2025),"
        " (select sum(amount) from @customer_events where year(happened_at) = 2025 and kind in ('started', 'renewed', 'expanded'))",
    )
    assert 0.8 < paid / contracted < 1.1


def test_the_truth_stands_beside_the_files(folder: Path) -> None:
    told = truth.read(folder)
    assert told.names == ("slow_follow_up",)
    assert told.began_on is not None
    assert "2024-04-01" <= told.began_on < "2025-04-15"  # the middle third of the ten quarters
    assert told.effect


def test_an_unknown_plant_or_size_is_named_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="slow_follow_up"):
        simulate(tmp_path, seed=1, plant="slow_followup")
    with pytest.raises(UnknownName, match="XL"):
        simulate(tmp_path, seed=1, size="XL")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
