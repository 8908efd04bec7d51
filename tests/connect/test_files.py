"""Importing: what a second import changes, which rows stand in for others, how columns are read, and that the counts add up."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oarlock.connect import raw, watching
from oarlock.connect.files import take
from oarlock.connect.formula import safe_cell
from oarlock.connect.headers import snake, table_named
from oarlock.connect.report import Report, Step
from oarlock.connect.suggest import suggest
from oarlock.errors import OarlockError
from oarlock.ledger.store import Store
from oarlock.ledger.writer import Writer

Write = Callable[..., Path]
Import = Callable[..., Report]
Ask = Callable[[str], list[tuple[Any, ...]]]
LEADS = "lead_id,created_at,source\nL1,2026-01-01,web\nL2,2026-01-02,ads\n"


def test_the_same_file_again_changes_nothing(importing: Import, written: Write, stored: Ask) -> None:
    path = written("leads.csv", LEADS)
    first, again = importing(path), importing(path)
    assert again.load_id == first.load_id
    assert (again.tables["leads"].new, again.tables["leads"].unchanged) == (0, 2)
    assert stored("SELECT count(*) FROM {leads}") == [(2,)]


def test_a_later_file_updates(importing: Import, written: Write) -> None:
    importing(written("leads.csv", LEADS))
    later = importing(written("leads.csv", LEADS.replace("ads", "event") + "L3,2026-01-03,web\n"))
    assert (later.tables["leads"].new, later.tables["leads"].changed, later.tables["leads"].unchanged) == (1, 1, 1)


def test_source_is_the_channel_of_leads_and_the_system_elsewhere(
    importing: Import, written: Write, stored: Ask
) -> None:
    written("accounts.csv", "account_id,source\nA1,erp\n")
    importing(written("leads.csv", LEADS).parent)
    assert stored("SELECT DISTINCT source_system FROM {leads}") == [("files",)]
    assert stored("SELECT source_system FROM {accounts}") == [("erp",)]


def test_unknown_columns_become_attributes_and_empty_ones_do_not(
    importing: Import, written: Write, stored: Ask
) -> None:
    importing(written("leads.csv", "Lead ID,Created At,Favourite Colour,Nothing\nL1,2026-01-01,red,\n"))
    assert stored("SELECT favourite_colour FROM {leads}") == [("red",)]
    assert "nothing" not in [row[0] for row in stored("DESCRIBE {leads}")]


@pytest.mark.parametrize(
    ("text", "millionths"),
    [
        ("0.1", 100_000),
        ("1234567.891", 1_234_567_891_000),
        ("0.000001", 1),
        ("1e3", 1_000_000_000),
        ("9007199254.740993", 9_007_199_254_740_993),
    ],
)
def test_money_never_passes_through_a_float(
    importing: Import, written: Write, stored: Ask, text: str, millionths: int
) -> None:
    importing(written("spend.csv", f"day,channel,amount\n2026-01-01,ads,{text}\n"))
    assert stored("SELECT amount FROM {spend}") == [(millionths,)]


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-01-02", datetime(2026, 1, 2)),
        ("2026-01-02 03:04", datetime(2026, 1, 2, 3, 4)),
        ("2026-01-02T03:04:05.678Z", datetime(2026, 1, 2, 3, 4, 5, 678_000)),
        ("2026-01-02T03:04+02:00", datetime(2026, 1, 2, 1, 4)),
        ("2026-01-02 03:04:05.000+0200", datetime(2026, 1, 2, 1, 4, 5)),
    ],
)
def test_instants_are_kept_in_utc(importing: Import, written: Write, stored: Ask, text: str, instant: datetime) -> None:
    importing(written("leads.csv", f"lead_id,created_at\nL1,{text}\n"))
    assert stored("SELECT created_at FROM {leads}") == [(instant,)]


def test_a_mapping_says_how_dates_numbers_and_zones_are_written(
    importing: Import, written: Write, stored: Ask, tmp_path: Path
) -> None:
    mapping = tmp_path / "map.toml"
    mapping.write_text(
        '[read]\ndates = ["%d.%m.%Y", "%d.%m.%Y %H:%M"]\ntime_zone = "Europe/Berlin"\ndecimal = ","\nthousands = "."\nempty = ["k. A."]\n'
        '[[file]]\nname = "*.csv"\n[[file.rows]]\ntable = "opportunities"\n[file.rows.columns]\nopportunity_id = "Nr"\n'
        'created_at = "Datum"\nowner_id = "Wer"\n[[file.rows]]\ntable = "opportunity_versions"\n[file.rows.columns]\n'
        'opportunity_id = "Nr"\nvalid_from = "Datum"\n'
        'status = "\'open\'"\namount = "Wert"\n'
    )
    importing(
        written("angebote.csv", "Nr;Datum;Wert;Wer\n1;31.03.2026 10:00;1.234,50;k. A.\n2;01.02.2026;7;Ann\n"),
        mapping=mapping,
    )
    assert stored("SELECT created_at, owner_id FROM {opportunities} ORDER BY 1") == [
        (datetime(2026, 1, 31, 23), "Ann"),
        (datetime(2026, 3, 31, 8), None),
    ]
    assert stored("SELECT amount FROM {opportunity_versions} ORDER BY valid_from") == [(7_000_000,), (1_234_500_000,)]


DEALS = "opportunity_id,created_at,stage,status,amount,close_date\n"


def test_versions_are_reconstructed_from_how_deals_stand(importing: Import, written: Write, stored: Ask) -> None:
    deals = (
        DEALS
        + "O1,2026-01-01,Done,won,5,2026-02-01\nO2,2026-01-05,Talks,open,7,2027-01-01\nO3,2026-03-01,Gone,lost,,2026-02-01\n"
    )
    report = importing(written("opportunities.csv", deals))
    rows = stored(
        "SELECT opportunity_id, valid_from, status, amount, reconstructed FROM {opportunity_versions} ORDER BY 1, 2"
    )
    assert rows == [
        ("O1", datetime(2026, 1, 1), "open", None, "true"),
        ("O1", datetime(2026, 2, 1), "won", 5_000_000, "true"),
        ("O2", datetime(2026, 1, 5), "open", None, "true"),
        ("O2", datetime(2026, 6, 1, 12), "open", 7_000_000, "true"),
        ("O3", datetime(2026, 2, 1), "lost", None, "true"),
    ]
    assert any("would give it" in note for note in report.notes)


def test_a_history_is_better_than_a_reconstruction(importing: Import, written: Write, stored: Ask) -> None:
    written("opportunity_versions.csv", "opportunity_id,valid_from,status\nO1,2026-01-01,open\nO1,2026-01-20,won\n")
    importing(
        written("opportunities.csv", DEALS + "O1,2026-01-01,Done,won,5,2026-02-01\nO2,2026-01-05,Talks,open,,\n").parent
    )
    assert stored(
        "SELECT opportunity_id, count(*), max(reconstructed) FROM {opportunity_versions} GROUP BY 1 ORDER BY 1"
    ) == [
        ("O1", 2, None),
        ("O2", 2, "true"),
    ]


def test_a_history_that_comes_later_takes_the_place_of_the_reconstruction(
    importing: Import, written: Write, store: Store
) -> None:
    importing(written("opportunities.csv", DEALS + "O1,2026-01-01,Done,won,5,2026-02-01\n"))
    history = "opportunity_id,valid_from,status\nO1,2026-01-01,open\nO1,2026-01-20,won\n"
    importing(written("opportunity_versions.csv", history), now=datetime(2026, 6, 2, tzinfo=UTC))
    rows = store.ledger(None).rows("SELECT valid_from, status, reconstructed FROM opportunity_versions ORDER BY 1")
    assert [tuple(row.values()) for row in rows] == [
        (datetime(2026, 1, 1), "open", None),
        (datetime(2026, 1, 20), "won", None),
    ]


def test_an_export_of_a_past_day_refuses_what_came_later(importing: Import, written: Write) -> None:
    report = importing(written("leads.csv", LEADS), known_at=datetime(2026, 1, 1, 23, tzinfo=UTC))
    assert [refused.line for refused in report.refused] == [3]


def parquet(path: Path, query: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as engine:
        engine.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return path


def test_parquet_is_taken_with_its_types(importing: Import, tmp_path: Path, stored: Ask) -> None:
    query = (
        "SELECT * FROM (VALUES ('O1', TIMESTAMPTZ '2026-01-02 03:04:05+02', 'open', 12.5::DECIMAL(18, 2), DATE '2026-03-01', 0.5),"
        " ('O2', NULL, 'won', 1.0, NULL, NULL), ('', TIMESTAMPTZ '2026-01-01 00:00:00Z', 'open', -1.0, NULL, NULL))"
        " v(opportunity_id, valid_from, status, amount, close_date, probability)"
    )
    report = importing(parquet(tmp_path / "opportunity_versions.parquet", query))
    assert stored("SELECT opportunity_id, valid_from, amount, probability FROM {opportunity_versions}") == [
        ("O1", datetime(2026, 1, 2, 1, 4, 5), 12_500_000, 0.5)
    ]
    assert {(refused.line, refused.column) for refused in report.refused} == {
        (2, "valid_from"),
        (3, "opportunity_id"),
        (3, "amount"),
    }
    assert report.count_refused == 2


def test_a_big_file_tells_how_far_it_is_while_it_is_read(
    importing: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(raw, "DIRECT_ABOVE", 0)
    monkeypatch.setattr(watching, "EVERY", 0.001)
    path, told = tmp_path / "exports" / "leads.csv", list[tuple[int, int | None]]()
    path.parent.mkdir()
    rows = f"SELECT 'L' || range AS lead_id, '2026-01-01' AS created_at, hash(range) AS words FROM range({300_000})"
    duckdb.execute(f"COPY ({rows}) TO '{path}' (HEADER)")
    importing(path, progress=lambda _, done, total, __: told.append((done, total)))
    on_the_way = [(done, total) for done, total in told[:-1] if total is not None]
    assert len(on_the_way) >= 3
    assert [done for done, _ in on_the_way] == sorted(done for done, _ in on_the_way)
    assert all(total is not None and 0.9 < total / 300_000 < 1.1 for _, total in on_the_way)
    assert told[-1] == (300_000, 300_000)


def test_watching_leaves_the_connection_as_it_was_and_an_error_as_it_is() -> None:
    connection = duckdb.connect()
    asked = "SELECT current_setting('enable_progress_bar'), current_setting('progress_bar_time')"
    before = connection.execute(asked).fetchall()
    with pytest.raises(duckdb.InvalidInputException):
        watching.run_watched(connection, "SELECT error('no')", lambda *_: None, lambda: 5)
    assert connection.execute(asked).fetchall() == before


def test_progress_is_told(importing: Import, written: Write) -> None:
    told: list[tuple[str, int, int | None, float]] = []
    importing(written("leads.csv", LEADS), progress=lambda *what: told.append(what))
    assert told[-1][:3] == ("leads.csv", 2, 2)


def test_counts_that_do_not_add_up_are_a_fault() -> None:
    with pytest.raises(AssertionError, match="do not add up"):
        Step("a.csv", "leads", 3, 1, 1, 0, 0)


def test_names_are_compared_as_people_mean_them() -> None:
    assert [table_named(name) for name in ("Leads", "lead", "Opportunity Versions", "touches_2026-01", "opportunities (3)", "notes")] == [
        "leads", "leads", "opportunity_versions", "touches", "opportunities", None,
    ]  # fmt: skip
    assert [snake(name) for name in ("Close Date", "IsWon", "org:resource", "2nd owner")] == [
        "close_date",
        "is_won",
        "org_resource",
        "c_2_nd_owner",
    ]


def test_a_draft_of_a_mapping_can_be_used_as_it_is(
    importing: Import, written: Write, tmp_path: Path, stored: Ask
) -> None:
    path = written(
        "crm.csv",
        "Deal Id;Opened;Phase;Close Date;Value\nD1;02.01.2026;Won;03.02.2026;1.000,50\nD2;05.01.2026;Talking;;\n",
    )
    text = suggest(path)
    assert 'dates = "%d.%m.%Y"' in text
    assert 'decimal = ","' in text
    (tmp_path / "map.toml").write_text(text)
    importing(path, mapping=tmp_path / "map.toml")
    assert stored("SELECT opportunity_id, status, amount FROM {opportunity_versions} ORDER BY valid_from") == [
        ("D1", "open", None),
        ("D2", "open", None),
        ("D1", "won", 1_000_500_000),
    ]


CELL = st.text(st.characters(codec="utf-8"), max_size=6) | st.sampled_from(
    ["2026-01-01", "2026-02-31", "L1", "", '"', ",", "\n", "\r\n", "=1+1", "won"]
)
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def imported(content: bytes) -> Report | None:
    """The report, or None when the file was refused as a whole in words of ours."""
    with tempfile.TemporaryDirectory() as place, Store.in_memory() as store, Writer(store) as writer:
        path = Path(place) / "leads.csv"
        path.write_bytes(content)
        try:
            return take(writer, path, now=NOW, rejects_folder=Path(place) / "book" / "rejects")
        except OarlockError:
            return None


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(st.lists(CELL, min_size=1, max_size=5), max_size=8))
def test_any_rows_add_up(rows: list[list[str]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["lead_id", "created_at", "source"])
    writer.writerows(rows)
    report = imported(text.getvalue().encode())
    assert report is not None
    (step,) = report.steps
    assert step.read == step.taken + step.refused + step.repeated
    blank = sum(len(row) == 1 and not row[0].strip() for row in rows)
    assert step.read == len(rows) - blank


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(tail=st.binary(max_size=80) | st.text('ab,";\n\r\t 1', max_size=60).map(str.encode))
def test_any_bytes_are_taken_or_refused_in_our_words(tail: bytes) -> None:
    report = imported(b"lead_id,created_at\nL1,2026-01-01\n" + tail)
    for step in report.steps if report else ():
        assert step.read == step.taken + step.refused + step.repeated


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(st.lists(CELL.filter(lambda text: "\r" not in text), min_size=3, max_size=3), max_size=8))
def test_the_fast_reader_and_the_careful_one_agree(rows: list[list[str]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["lead_id", "created_at", "source"])
    writer.writerows(rows)
    careful = imported(text.getvalue().encode())
    before, raw.DIRECT_ABOVE = raw.DIRECT_ABOVE, 0
    try:
        fast = imported(text.getvalue().encode())
    finally:
        raw.DIRECT_ABOVE = before
    assert careful is not None
    assert fast is not None
    assert (fast.steps, fast.refused) == (careful.steps, careful.refused)


@given(text=st.text(max_size=20))
def test_no_cell_runs(text: str) -> None:
    safe = safe_cell(text)
    if re.fullmatch(r"[+-]?\d+(\.\d+)?", text):
        assert safe == text
    elif safe.lstrip():
        first = safe.lstrip()[0]
        assert first not in "=+-@＝＋－＠" or re.fullmatch(r"[+-]?[\d.,eE+-]+%?", safe)
        assert safe in (text, "'" + text)


SUMMED = """
[[file]]
name = "ads.csv"
[[file.rows]]
table = "spend"
sum = ["amount"]
[file.rows.columns]
day = "date"
campaign_id = "campaign"
channel = "'ads'"
amount = "number(micros) / 1000000"
currency = "currency"
"""


def test_a_report_finer_than_the_table_is_added_up(
    importing: Import, written: Write, stored: Ask, tmp_path: Path
) -> None:
    (tmp_path / "map.toml").write_text(SUMMED)
    rows = "2026-01-01,c1,desktop,100001,USD\n2026-01-01,c1,mobile,2,USD\n2026-01-01,c2,mobile,7,USD\n2026-01-01,c1,tv,none,USD\n"
    path = written("ads.csv", f"date,campaign,device,micros,currency\n{rows}2026-01-02,c1,mobile,5\n")
    (step,) = importing(path, mapping=tmp_path / "map.toml").steps
    assert (step.read, step.taken, step.refused, step.added) == (5, 2, 2, 1)
    assert stored("SELECT campaign_id, amount FROM {spend} ORDER BY 1") == [("c1", 100_003), ("c2", 7)]


def test_amounts_of_two_currencies_are_not_added_up(
    importing: Import, written: Write, stored: Ask, tmp_path: Path
) -> None:
    (tmp_path / "map.toml").write_text(SUMMED)
    path = written("ads.csv", "date,campaign,micros,currency\n2026-01-01,c1,5,USD\n2026-01-01,c1,7,EUR\n")
    (step,) = importing(path, mapping=tmp_path / "map.toml").steps
    assert (step.taken, step.refused, step.added) == (1, 1, 0)
    assert stored("SELECT amount, currency FROM {spend}") == [(5, "USD")]


def test_only_amounts_can_be_added_up(importing: Import, written: Write, tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(SUMMED.replace('["amount"]', '["channel", "amounts"]'))
    with pytest.raises(OarlockError) as complaint:
        importing(written("ads.csv", "date,campaign,micros,currency\n"), mapping=tmp_path / "map.toml")
    assert '"channel" cannot be added up' in str(complaint.value)
    assert '"amounts" cannot be added up. Did you mean "amount"?' in str(complaint.value)
