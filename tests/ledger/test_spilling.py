"""A question larger than the memory it may take goes through the disk."""

from pathlib import Path

from oarlock.ledger.store import Store


def test_a_sort_beyond_the_memory_spills_into_the_ledgers_folder_and_cleans_up(tmp_path: Path) -> None:
    Store.create(tmp_path).close()
    store = Store.open(tmp_path, memory_limit="60MB", threads=1)
    (row,) = store.ledger().rows(
        "SELECT count(*) AS n, max(x) AS most FROM (SELECT range AS x, hash(range)::VARCHAR AS y FROM range(3_000_000) ORDER BY y)"
    )
    assert row == {"n": 3_000_000, "most": 2_999_999}
    store.close()
    assert not list((tmp_path / "ledger").glob("spill/*"))
