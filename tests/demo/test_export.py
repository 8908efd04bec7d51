"""The files of a simulated company: they are what an import expects, the same each time, and hang together."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from oarlock.demo import truth
from oarlock.demo.company import simulate
from oarlock.errors import UnknownName
from oarlock.ledger.tables import TABLES

WRITTEN = (
    "users accounts leads stage_changes assignments activities touches campaigns spend opportunities opportunity_versions contact_roles"
    " targets customer_events costs revenue time_off"
)


def ask(folder: Path, question: str) -> list[tuple]:
    """Runs a query in which `@leads` stands for the file of that table."""
    for table in sorted(TABLES, key=len, reverse=True):
        question = question.replace(f"@{table}", f"'{folder / table}.parquet'")
    return duckdb.sql(question).fetchall()


def test_every_table_is_there_with_headers_the_ledger_knows(folder: Path) -> None:
    assert {path.stem for path in folder.glob("*.parquet")} == set(WRITTEN.split())
    for path in folder.glob("*.parquet"):
        spec, headers = TABLES[path.stem], pq.read_schema(path).names
        assert [name for name in headers if spec.column(name) is None] == []
        assert [c.name for c in spec.columns if c.required and c.name not in headers] == []


@pytest.mark.parametrize("table", WRITTEN.split())
def test_keys_are_unique_and_required_columns_filled(folder: Path, table: str) -> None:
    spec = TABLES[table]
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
    for table, spec in TABLES.items():
        if table in WRITTEN.split() and spec.happened and table != "spend":
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
