"""Readers see the record as of an instant, and go on seeing the same."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
from ibis import _

from oarlock.errors import UnknownName, UsedWrongly
from oarlock.ledger.store import Store
from oarlock.ledger.tables import TABLES
from oarlock.ledger.writer import Writer

from .conftest import commit, committed, day

LEADS = "SELECT 'l' || i AS lead_id, TIMESTAMP '2024-01-01' + to_days(i::INTEGER) AS created_at, 'gold' AS tier FROM range({}) AS r(i)"


def test_every_table_can_be_asked_when_empty(store: Store) -> None:
    ledger = store.ledger()
    for name in TABLES:
        assert ledger.is_empty(name)
        assert ledger.count(name) == ledger.count_deleted(name) == 0
        assert ledger.rows(f"SELECT * FROM {name}") == []


def test_an_expression_and_its_sql_agree(store: Store) -> None:
    commit(store, "one", "2024-03-01", leads=LEADS.format(10))
    ledger = store.ledger()
    leads = ledger.leads
    assert ledger.rows(leads.filter(leads.tier == "gold").group_by("tier").agg(n=_.count())) == [
        {"tier": "gold", "n": 10}
    ]
    assert ledger.run("SELECT count(*) AS n FROM leads")["n"].tolist() == [10]
    assert ledger.arrow(leads.limit(0)).column_names == list(ledger.columns("leads"))
    assert set(leads.columns) == set(ledger.columns("leads"))


def test_gaps_come_back_as_masks_not_as_zeros(store: Store) -> None:
    commit(
        store,
        "one",
        "2024-03-01",
        leads="SELECT 'a' AS lead_id, TIMESTAMP '2024-01-01' AS created_at, NULL::DOUBLE AS score",
    )
    assert store.ledger().run("SELECT score FROM leads")["score"].mask.tolist() == [True]


def test_kept_rows_are_computed_once(store: Store) -> None:
    commit(store, "one", "2024-03-01", leads=LEADS.format(3))
    ledger = store.ledger()
    kept = ledger.keep("lead_facts", ledger.leads.select("lead_id", "created_at"))
    assert ledger.keep("lead_facts", ledger.leads.limit(0)) is kept
    assert ledger.rows(kept.count().as_table().rename(n="CountStar(lead_facts)")) == [{"n": 3}]
    assert ledger.keep("plain", "SELECT 1::BIGINT AS one").columns == ("one",)
    with pytest.raises(UsedWrongly):
        ledger.keep("leads", "SELECT 1")


def test_a_question_that_fails_leaves_the_next_one_as_it_would_have_been(store: Store) -> None:
    commit(store, "one", "2024-03-01", leads=LEADS.format(3))
    ledger = store.ledger()
    kept = ledger.keep("lead_facts", ledger.leads.select("lead_id", "created_at"))
    with pytest.raises(duckdb.Error, match="no_such_column"):
        ledger.rows("SELECT no_such_column FROM leads JOIN accounts USING (account_id)")
    assert ledger.run("SELECT count(*) AS n FROM accounts")["n"].tolist() == [0]
    assert len(ledger.rows(kept)) == 3


def test_a_reader_keeps_its_view_while_others_commit(store: Store) -> None:
    commit(store, "one", "2024-03-01", leads=LEADS.format(3))
    before = store.ledger()
    commit(store, "two", "2024-03-02", leads=LEADS.format(7))
    assert (before.count("leads"), store.ledger().count("leads")) == (3, 7)


def test_a_naive_instant_is_refused(memory: Store) -> None:
    with pytest.raises(UsedWrongly, match="no time zone"):
        memory.ledger(datetime(2024, 1, 1))
    with pytest.raises(UnknownName):
        memory.ledger().count("leeds")


def test_everything_known_is_as_of_the_latest_instant_in_the_record(store: Store) -> None:
    commit(store, "one", "2024-03-01", leads=LEADS.format(3))
    assert store.ledger().as_of == day("2024-01-03")
    assert store.ledger(day("2024-01-02")).count("leads") == 2


def test_filters_that_would_keep_every_row_are_left_out(store: Store) -> None:
    commit(store, "one", "2024-03-01", leads=LEADS.format(3))
    assert "known_at <=" not in store.ledger(day("2024-01-03"))._view("leads").present()
    assert "known_at <=" in store.ledger(day("2024-01-02"))._view("leads").present()


_READER = """
import sys
from oarlock.ledger.store import Store
with Store.open(sys.argv[1]) as store:
    for turn in range(15):
        with store.ledger() as ledger:
            counts = {ledger.count("leads"), ledger.count("accounts")}
            assert len(counts) == 1, counts
    print("in step", max(counts) > 0)
"""


def test_another_process_reads_whole_commits_while_one_writes(tmp_path: Path) -> None:
    """Each commit adds as many leads as accounts: a reader that saw a torn one would count unequal numbers."""
    with Store.create(tmp_path, threads=1) as store, Writer(store) as writer:
        load = "SELECT '{0}-' || range AS {1}_id, TIMESTAMP '2024-01-01' AS created_at FROM range(20)"
        reader = None
        for number in range(25):
            committed(
                writer,
                f"load {number}",
                "2024-01-04",
                leads=load.format(number, "lead"),
                accounts=load.format(number, "account"),
            )
            if number == 0:
                reader = subprocess.Popen(
                    [sys.executable, "-c", _READER, str(tmp_path)], stdout=subprocess.PIPE, text=True
                )
        assert reader is not None
        assert reader.communicate(timeout=60)[0].strip() == "in step True"


def test_a_question_leaves_the_settings_of_ibis_as_they_were(memory: Store) -> None:
    """Selects are nested in the SQL of a question alone: whoever uses ibis beside us, or shows our SQL, gets what they set."""
    import ibis

    commit(memory, "one", "2024-03-01", leads=LEADS.format(3))
    ledger = memory.ledger()
    leads = ledger.leads
    asked = leads.mutate(twice=leads.score * 2).filter(leads.lead_id.notnull()).select("lead_id", "twice")
    assert len(ledger.rows(asked)) == 3
    assert ibis.options.sql.fuse_selects
    with pytest.raises(Exception, match="nowhere"):
        ledger.rows(ibis.table({"a": "int64"}, name="nowhere"))
    assert ibis.options.sql.fuse_selects


def test_a_table_that_is_seen_as_it_lies_is_known_to_hold_rows(store: Store) -> None:
    """And one of which everything was deleted, or lies in the future, is looked at."""
    assert store.ledger().is_empty("leads")
    commit(store, "one", "2024-03-01", leads=LEADS.format(1))
    assert not store.ledger().is_empty("leads")
    assert store.ledger(day("2023-12-01")).is_empty("leads")
    key = store.ledger().rows("SELECT lead_id FROM leads")[0]["lead_id"]
    commit(store, "two", "2024-03-02", leads=f"SELECT '{key}' AS lead_id, TIMESTAMP '2024-03-02' AS deleted_at")
    assert store.ledger().is_empty("leads")
