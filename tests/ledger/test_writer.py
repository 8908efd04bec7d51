"""Loads are taken once, compared by key, kept as history."""

from __future__ import annotations

import pytest

from oarlock.errors import UnknownName, UsedWrongly, WriterBusy
from oarlock.ledger.store import Store
from oarlock.ledger.taking import Counts
from oarlock.ledger.writer import Load, Writer

from .conftest import commit, committed, day

LEADS = """SELECT * FROM (VALUES ('ann', TIMESTAMP '2024-01-01', 'ann@north.example', 'gold'),
           ('bob', TIMESTAMP '2024-01-03', NULL, 'tin')) AS v(lead_id, created_at, email, "Customer Tier")"""


def test_a_first_load_is_taken_whole(store: Store) -> None:
    """Two leads arrive; both are new, and what the file brought beyond the known columns is an attribute."""
    assert commit(store, "one", "2024-01-04", leads=LEADS) == {"leads": Counts(read=2, new=2)}
    ledger = store.ledger()
    assert ledger.attributes("leads") == ("customer_tier",)
    assert ledger.headers("leads") == {"customer_tier": "Customer Tier"}
    assert ledger.rows("SELECT lead_id, customer_tier FROM leads ORDER BY lead_id") == [
        {"lead_id": "ann", "customer_tier": "gold"},
        {"lead_id": "bob", "customer_tier": "tin"},
    ]


def test_the_same_load_again_changes_nothing(store: Store) -> None:
    commit(store, "one", "2024-01-04", leads=LEADS)
    before = store.version()
    assert commit(store, "one", "2024-01-09", leads=LEADS) == {"leads": Counts(read=2, unchanged=2)}
    assert store.version() == before


def test_the_same_rows_under_another_load_are_unchanged(store: Store) -> None:
    commit(store, "one", "2024-01-04", leads=LEADS)
    assert commit(store, "two", "2024-01-09", leads=LEADS) == {"leads": Counts(read=2, unchanged=2)}
    assert store.ledger().count("leads") == 2


def test_a_changed_row_keeps_what_the_new_file_does_not_bring(store: Store) -> None:
    commit(store, "one", "2024-01-04", leads=LEADS)
    counts = commit(store, "two", "2024-01-09", leads="SELECT 'ann' AS lead_id, 'ann@south.example' AS email")
    assert counts == {"leads": Counts(read=1, changed=1)}
    (ann,) = store.ledger().rows("FROM leads WHERE lead_id = 'ann'")
    assert (ann["email"], ann["customer_tier"], ann["created_at"].day) == ("ann@south.example", "gold", 1)


def test_a_change_is_known_from_its_load_on(store: Store) -> None:
    commit(store, "one", "2024-01-04", leads=LEADS)
    commit(store, "two", "2024-01-09", leads="SELECT 'ann' AS lead_id, 'ann@south.example' AS email")
    asked = "SELECT email FROM leads WHERE lead_id = 'ann'"
    assert store.ledger(day("2024-01-08")).rows(asked) == [{"email": "ann@north.example"}]
    assert store.ledger(day("2024-01-09")).rows(asked) == [{"email": "ann@south.example"}]


def test_backfilled_history_is_known_when_it_happened(store: Store) -> None:
    commit(store, "one", "2024-06-01", leads=LEADS)
    assert store.ledger(day("2024-01-02")).rows("SELECT lead_id FROM leads") == [{"lead_id": "ann"}]
    assert store.ledger(day("2023-12-31")).count("leads") == 0


def test_a_row_that_says_when_it_was_learnt_is_believed(store: Store) -> None:
    late = "SELECT 'cyd' AS lead_id, TIMESTAMP '2024-01-02' AS created_at, TIMESTAMP '2024-02-01' AS known_at"
    commit(store, "one", "2024-06-01", leads=late)
    assert store.ledger(day("2024-01-31")).count("leads") == 0
    assert store.ledger(day("2024-02-01")).count("leads") == 1


def test_a_deleted_row_is_marked_and_can_come_back(store: Store) -> None:
    commit(store, "one", "2024-01-04", leads=LEADS)
    gone = "SELECT 'bob' AS lead_id, TIMESTAMP '2024-01-07' AS deleted_at"
    assert commit(store, "two", "2024-01-08", leads=gone) == {"leads": Counts(read=1, deleted=1)}
    ledger = store.ledger()
    assert (ledger.count("leads"), ledger.count_deleted("leads")) == (1, 1)
    assert ledger.rows("SELECT lead_id FROM leads_deleted") == [{"lead_id": "bob"}]
    assert store.ledger(day("2024-01-07")).count("leads") == 2
    back = "SELECT 'bob' AS lead_id, NULL::TIMESTAMP AS deleted_at"
    assert commit(store, "three", "2024-01-10", leads=back) == {"leads": Counts(read=1, changed=1)}
    assert (store.ledger().count("leads"), store.ledger().count_deleted("leads")) == (2, 0)


def test_rows_with_gaps_in_their_key_meet_again(store: Store) -> None:
    """Spend of a channel without a campaign is the same row when it comes again."""
    spend = "SELECT DATE '2024-01-01' AS day, NULL::VARCHAR AS campaign_id, 'ads' AS channel, {}::BIGINT AS amount"
    commit(store, "one", "2024-01-04", spend=spend.format(5))
    assert commit(store, "two", "2024-01-05", spend=spend.format(6)) == {"spend": Counts(read=1, changed=1)}
    assert store.ledger().rows("SELECT amount FROM spend") == [{"amount": 6}]


def test_a_mistake_in_one_table_keeps_all_tables_out(store: Store) -> None:
    with Writer(store) as writer, pytest.raises(UsedWrongly, match="lead_id"):
        committed(writer, "one", "2024-01-04", accounts="SELECT 'north' AS account_id", leads="SELECT 'x' AS nothing")
    ledger = store.ledger()
    assert (ledger.count("accounts"), ledger.loads()) == (0, [])


def test_a_table_nobody_knows_is_named(memory: Store) -> None:
    with Writer(memory) as writer, pytest.raises(UnknownName, match='"leads"'):
        writer.commit(Load("one", day("2024-01-04")), {"leeds": "x"})


def test_two_staged_rows_of_one_key_are_refused_where_rows_are_compared(memory: Store) -> None:
    commit(memory, "one", "2024-01-04", leads=LEADS)
    with pytest.raises(UsedWrongly, match="ann more than once"):
        commit(memory, "two", "2024-01-05", leads=f"{LEADS} UNION ALL {LEADS}")
    assert memory.ledger().count("leads") == 2


def test_a_second_writer_is_told_who_writes(store: Store) -> None:
    with Writer(store), pytest.raises(WriterBusy, match="writes"), Writer(store, patience=0.1):
        pass
    with Writer(store, patience=0.1) as writer:
        assert writer.connection is not None


def test_the_message_of_a_busy_writer_names_process_and_command(store: Store) -> None:
    if store.folder is None:
        pytest.skip("threads share one process")
    with (
        Writer(store, command="oarlock import exports/"),
        pytest.raises(WriterBusy, match=r"process \d+ \(\"oarlock import exports/\"\)"),
    ):
        Writer(store, patience=0).__enter__()


def test_attributes_get_names_that_never_clash(store: Store) -> None:
    """Headers that would collide with a column, with ours, or with each other are told apart, the same way on every load."""
    first = """SELECT 'ann' AS lead_id, TIMESTAMP '2024-01-01' AS created_at, 'a' AS "Lead ID", 'b' AS "row no", 'c' AS "Größe (m²)",
               'd' AS "grosse m2", 'e' AS "2nd call", 'f' AS "???" """
    commit(store, "one", "2024-01-04", leads=first)
    assert store.ledger().headers("leads") == {
        "lead_id_2": "Lead ID", "row_no_2": "row no", "grosse_m2": "Größe (m²)", "grosse_m2_2": "grosse m2",
        "column_2nd_call": "2nd call", "column": "???",
    }  # fmt: skip
    names = {header: name for name, header in store.ledger().headers("leads").items()}
    again = """SELECT 'ann' AS lead_id, 'z' AS "grosse m2", 'c' AS "Größe (m²)" """
    commit(store, "two", "2024-01-05", leads=again)
    assert {header: name for name, header in store.ledger().headers("leads").items()} == names
    (ann,) = store.ledger().rows("FROM leads")
    assert (ann[names["grosse m2"]], ann[names["Größe (m²)"]], ann[names["Lead ID"]]) == ("z", "c", "a")
