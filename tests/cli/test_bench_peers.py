"""The packages that run beside us: what can be told without them, and they themselves where they are installed."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import pytest

from oarlock.cli._bench.beside import CHECKOUTS, Peers, peers_in
from oarlock.cli._bench.history import History, cells_of, differing, said
from oarlock.cli._bench.peers import daily_history
from oarlock.cli._bench.row import DAILY, OWN, Measured
from oarlock.cli._bench.runs import Cost
from oarlock.cli._bench.tables import as_table
from oarlock.errors import ToolMissing, UsedWrongly

VERSIONS = """opportunity_id,valid_from,stage,status,amount,close_date,forecast_category,probability
x,2024-01-02 09:00:00,Discovery,open,100,2024-02-01,pipeline,0.1
x,2024-01-04 00:00:00,Proposal,open,120,2024-02-01,pipeline,0.5
x,2024-01-06 10:00:00,Closed Won,won,120,2024-01-06,closed,1
y,2024-01-03 08:00:00,Discovery,open,,2024-03-01,pipeline,0.1
"""
DEALS = """opportunity_id,account_id,lead_id,owner_id,created_at,kind,source,campaign_id,currency
x,a,l,u,2024-01-02 09:00:00,new,Fair,c,USD
y,b,,u,2024-01-03 08:00:00,new,Ads,c,USD
"""
STAND = {
    ("2024-01-02", "Discovery"): (1, 100.0),
    ("2024-01-03", "Discovery"): (2, 100.0),
    ("2024-01-04", "Proposal"): (1, 120.0),
    ("2024-01-04", "Discovery"): (1, 0.0),
    ("2024-01-05", "Proposal"): (1, 120.0),
    ("2024-01-05", "Discovery"): (1, 0.0),
}
"""Open at the end of each day but the last: a stage entered at midnight is that day's."""


@pytest.fixture
def peers(tmp_path: Path) -> Peers:
    """Those of the interpreter and the folder that the environment names, else of our own."""
    checkouts = os.environ.get("OARLOCK_BENCH_DBT")
    return peers_in(os.environ.get("OARLOCK_BENCH_PEERS"), Path(checkouts) if checkouts else None, tmp_path)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Two deals, as files of both kinds."""
    import duckdb

    folder = tmp_path / "files"
    folder.mkdir()
    for name, text in {"opportunity_versions": VERSIONS, "opportunities": DEALS}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        duckdb.execute(f"COPY (SELECT * FROM '{folder / name}.csv') TO '{folder / name}.parquet' (FORMAT parquet)")
    return folder


def row(part: str, size: str, ours: float, other: float, beside: str = "") -> Measured:
    return Measured(part, size, Cost(ours, ours, 100), Cost(other, other, 50), "what it did", beside=beside)


def test_beside_a_package_more_is_better() -> None:
    floor, package = row("markov order 1", "L", 4, 2), row("markov order 1", "L", 4, 120, "Chain 1.0")
    assert (floor.ratio, floor.target) == (2, None)
    assert (package.ratio, package.target) == (30, 30)
    assert row(DAILY, "M", 1, 300, "models 2.1").target == 250
    assert row(DAILY, "M", 1, 3).target is None


def test_the_two_kinds_are_told_apart() -> None:
    rows = [row("import", "L", 6, 3), row("shapley 15 channels", OWN, 0.01, 130, "mta 0.0.9"), row("import", "S", 1, 1)]
    floors, packages = as_table(rows, ["S", "L"]).split("Beside packages")
    assert "Less is better" in floors
    assert "More is better" in packages
    assert "shapley" not in floors
    assert "import" not in packages
    assert "13000.0" in packages
    assert as_table(rows[:1], ["L"]).count("better") == 1


def test_days_differ_by_count_or_by_a_cent() -> None:
    ours = {("d1", "A"): (2, 10.0), ("d2", "A"): (2, 10.0), ("d3", "A"): (1, 0.0)}
    assert differing(ours, cells_of([["d1", "A", 2, 10.001], ["d2", "A", 2, 10.0], ["d3", "A", 1, None]])) == 0
    assert differing(ours, cells_of([["d1", "A", 2, 10.01], ["d2", "A", 1, 10.0], ["d4", "A", 1, 1]])) == 4
    assert cells_of([["d1", "A", 0, 0.0]]) == {}


def test_what_a_run_lost_on_its_second_day_is_said() -> None:
    history = History(Cost(9, 9, 1), Cost(5, 6, 1), 8, STAND, 1, 2)
    told = said(history, STAND | {("2024-01-06", "Discovery"): (1, 0.0)}, date(2024, 1, 6))
    assert "all counts and amounts as ours in 6 days and stages" in told
    assert "wrote 1 of the day's 2 rows" in told
    assert "1 counts or amounts other than ours" in said(
        history, {**STAND, ("2024-01-05", "Proposal"): (1, 99)}, date(2024, 1, 6)
    )


def checkouts(folder: Path) -> Path:
    """Four packages, as far as anything looks at them."""
    for name in CHECKOUTS:
        (folder / name).mkdir(parents=True)
        (folder / name / "dbt_project.yml").write_text("version: '2.1.0'\n", encoding="utf-8")
    history = folder / "dbt_salesforce" / "models" / "salesforce_history"
    history.mkdir(parents=True)
    (history / "salesforce__opportunity_daily_history.sql").write_text(
        "{{ config(enabled = true,\n partition_by = {'field': 'day'} if target.type not in ['spark'] else ['day'],\n unique_key = 'id') }}",
        encoding="utf-8",
    )
    deprecated = folder / "spark-utils" / "macros" / "dbt_utils" / "cross_db_utils" / "deprecated"
    deprecated.mkdir(parents=True)
    return folder


def test_the_packages_are_mended_in_a_copy(tmp_path: Path) -> None:
    theirs = checkouts(tmp_path / "theirs")
    model = Path("dbt_salesforce") / "models" / "salesforce_history" / "salesforce__opportunity_daily_history.sql"
    before = (theirs / model).read_text()
    daily_history.lay(tmp_path / "project", theirs, *CHECKOUTS)
    copy = tmp_path / "project" / "dbt_packages"
    assert "partition_by" in before == (theirs / model).read_text()
    assert (copy / model).read_text().split() == [
        "{{",
        "config(enabled",
        "=",
        "true,",
        "unique_key",
        "=",
        "'id')",
        "}}",
    ]
    assert not (copy / "spark-utils" / "macros" / "dbt_utils" / "cross_db_utils" / "deprecated").exists()
    assert (theirs / "spark-utils" / "macros" / "dbt_utils" / "cross_db_utils" / "deprecated").exists()
    assert Peers(checkouts=theirs).salesforce == "dbt_salesforce 2.1.0"


def test_deals_are_told_in_the_shape_of_the_packages_source(files: Path, tmp_path: Path) -> None:
    import duckdb

    daily_history.fill(tmp_path, files, "2024-01-06")
    with duckdb.connect(str(tmp_path / "history.duckdb")) as told:
        rows = told.execute(
            "SELECT id, stage_name, is_closed, _fivetran_active, _fivetran_end - valid FROM ("
            " SELECT *, lead(_fivetran_start) OVER (PARTITION BY id ORDER BY _fivetran_start) AS valid FROM opportunity) ORDER BY ALL"
        ).fetchall()
    assert [row[:4] for row in rows] == [
        ("x", "Discovery", False, False), ("x", "Proposal", False, True), ("y", "Discovery", False, True),
    ]  # fmt: skip
    assert rows[0][4].total_seconds() == -1e-6, "a version ends the least time before the next begins"


def test_a_peer_that_cannot_be_had_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsedWrongly, match="no interpreter nowhere/python"):
        peers_in("nowhere/python", None, tmp_path)
    with pytest.raises(UsedWrongly, match="no checkout of dbt_salesforce, dbt_fivetran_utils, dbt-utils, spark-utils"):
        peers_in(sys.executable, tmp_path, tmp_path)
    found = peers_in(None, None, tmp_path)
    assert found.python == sys.executable
    assert not found.has("dbt"), "there is no project to run"
    if "dbt-duckdb" not in found.versions:
        with pytest.raises(ToolMissing, match="dbt-duckdb"):
            peers_in(None, checkouts(tmp_path / "theirs"), tmp_path)


@pytest.mark.slow
def test_the_daily_history_of_the_package_is_our_answer(files: Path, tmp_path: Path, peers: Peers) -> None:
    """Ours must equal theirs on every day; it is theirs that loses the second day, where it does."""
    from oarlock.cli import main
    from oarlock.cli._bench.pipeline import daily

    if not peers.has("dbt"):
        pytest.skip("no dbt: name its interpreter in OARLOCK_BENCH_PEERS and the four checkouts in OARLOCK_BENCH_DBT")
    book = tmp_path / "book"
    assert main(["init", str(book)]) == 0
    assert main(["import", str(files), "--book", str(book)]) == 0
    found = daily(book, files, tmp_path, "S", peers)
    assert found.beside.startswith("dbt_salesforce")
    assert f"all counts and amounts as ours in {len(STAND)} days and stages" in found.floor_is
    assert found.ratio > 1


def test_credit_is_measured_beside_the_packages_there_are(tmp_path: Path, peers: Peers) -> None:
    """Three leads, two of them won: the chain's credit sums to two; without a peer the floor is reading the same columns."""
    import duckdb

    from oarlock.cli import main
    from oarlock.cli._bench.attribution import credit_rows, markov, path_rows

    tables = {
        "leads": "lead_id,created_at\nann,2024-01-01\nben,2024-01-01\ncem,2024-01-01\n",
        "touches": (
            "touch_id,touched_at,lead_id,channel\n1,2024-01-01,ann,Ads\n2,2024-01-02,ann,Fair\n3,2024-01-02,ben,Ads\n"
            "4,2024-01-03,cem,Fair\n"
        ),
        "opportunities": "opportunity_id,lead_id,created_at\nx,ann,2024-01-05\ny,ben,2024-01-05\n",
        "opportunity_versions": "opportunity_id,valid_from,status\nx,2024-01-06,won\ny,2024-01-06,won\n",
    }
    files, parquet, book = tmp_path / "files", tmp_path / "parquet", tmp_path / "book"
    files.mkdir()
    parquet.mkdir()
    for name, text in tables.items():
        (files / f"{name}.csv").write_text(text, encoding="utf-8")
        duckdb.execute(f"COPY (SELECT * FROM '{files / name}.csv') TO '{parquet / name}.parquet' (FORMAT parquet)")
    assert main(["init", str(book)]) == 0
    assert main(["import", str(files), "--book", str(book)]) == 0
    credit = markov(book, 1)()
    assert credit == pytest.approx({None: 0.0, "Ads": 2 * 0.75 / 1.25, "Fair": 2 * 0.5 / 1.25})
    for present in [Peers(), peers] if peers.has("channelattribution") else [peers]:
        rows = list(credit_rows(parquet, book, "S", lambda _: None, present))
        assert [row.part for row in rows] == ["markov order 1", "markov order 2"]
        assert all(row.cost.cpu > 0 and row.floor.cpu > 0 and row.floor_is for row in rows)
        assert all(bool(row.beside) == present.has("channelattribution") for row in rows)
    assert not list(path_rows(tmp_path, lambda _: None, Peers()))


def test_incidence_equals_its_peer_before_anything_is_said(tmp_path: Path, peers: Peers) -> None:
    from oarlock.cli._bench.incidence import incidence_rows

    if not peers.has("incidence"):
        pytest.skip("scikit-survival is not installed here, nor for the interpreter named in OARLOCK_BENCH_PEERS")
    (found,) = incidence_rows(tmp_path, lambda _: None, peers)
    assert found.cost.cpu > 0
    assert found.floor.cpu > 0


@pytest.mark.slow
def test_another_game_is_said_to_be_one(tmp_path: Path, peers: Peers) -> None:
    from oarlock.cli._bench.attribution import path_rows

    if not peers.has("mam"):
        pytest.skip(
            "marketing-attribution-models is not installed here, nor for the interpreter named in OARLOCK_BENCH_PEERS"
        )
    only = Peers(peers.python, {name: told for name, told in peers.versions.items() if name != "mta"})
    *_, found = path_rows(tmp_path, lambda _: None, only)
    assert "another game" in found.floor_is
    assert "lies elsewhere" in found.floor_is
