"""A book, as Python users meet it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import oarlock
from oarlock.book import Book
from oarlock.book.stored import MOST_ANSWERS, Answer, Answers, key_of
from oarlock.errors import BookNotFound, UsedWrongly

NOW = datetime(2025, 7, 1, 12, tzinfo=UTC)

FILES = {
    "leads.csv": """lead_id,created_at,source,tier
        l1,2025-01-07,Webinar,gold
        l2,2025-01-09,Webinar,
        l3,2025-02-11,Brand Search,gold""",
    "opportunities.csv": """opportunity_id,lead_id,created_at,kind,sourced_by,currency
        o1,l1,2025-01-20,new,marketing,USD
        o2,l2,2025-02-03,new,marketing,USD""",
    "opportunity_versions.csv": """opportunity_id,valid_from,stage,status,amount
        o1,2025-01-20,Discovery,open,1000.10
        o1,2025-03-14,Closed Won,won,1000.10
        o2,2025-02-03,Discovery,open,2000
        o2,2025-04-02,Closed Lost,lost,2000""",
}


def clock() -> datetime:
    return NOW


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    for name, text in FILES.items():
        (folder / name).write_text("\n".join(line.strip() for line in text.splitlines()), encoding="utf-8")
    return folder


@pytest.fixture
def book(exports: Path) -> Iterator[Book]:
    with Book.in_memory(clock=clock) as made:
        made.take(exports)
        yield made


def test_a_book_is_made_opened_and_closed(tmp_path: Path) -> None:
    oarlock.init(tmp_path / "acme").close()
    with oarlock.open(tmp_path / "acme") as book:
        assert book.agreement.version == 1
        assert book.folder == tmp_path / "acme"
        assert "acme" in repr(book)


def test_no_book_says_how_to_make_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BookNotFound, match="oarlock init"):
        oarlock.open(tmp_path / "acme")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BookNotFound, match="Which book"):
        oarlock.open()


def test_in_memory_is_as_good(book: Book, exports: Path) -> None:
    again = book.take(exports)
    assert {step.taken for step in again.steps} == {3, 2, 4}
    assert {taken.new for taken in again.tables.values()} == {0}


def test_without_a_day_it_is_the_last_the_record_covers(book: Book) -> None:
    """The last thing that happened is a deal lost on 2 April."""
    assert book.as_of == datetime(2025, 4, 2, 23, 59, 59, 999999, tzinfo=UTC)
    assert book.as_of_until is None


def test_an_empty_book_covers_up_to_now() -> None:
    with Book.in_memory(clock=clock) as book:
        assert book.as_of == NOW


def test_a_day_ends_in_the_companys_time_zone(tmp_path: Path, exports: Path) -> None:
    """A lead of 9 January 00:00 UTC came on the 8th, 16:00, in Los Angeles."""
    oarlock.init(tmp_path / "acme").close()
    agreement = tmp_path / "acme" / "agreement.toml"
    text = agreement.read_text(encoding="utf-8").replace('time_zone = "UTC"', 'time_zone = "America/Los_Angeles"', 1)
    agreement.write_text(text, encoding="utf-8")
    with oarlock.open(tmp_path / "acme", clock=clock) as book:
        book.take(exports)
        assert book.ledger_at("2025-01-07").count("leads") == 1
        assert book.ledger_at("2025-01-08").count("leads") == 2
        assert book.ledger_at("2025-01-08").as_of == datetime(2025, 1, 9, 7, 59, 59, 999999, tzinfo=UTC)


@pytest.mark.parametrize("day", ["2025-13-01", "yesterday", "01.02.2025", ""])
def test_what_is_no_day_says_how_to_write_one(book: Book, day: str) -> None:
    with pytest.raises(UsedWrongly, match="2026-06-30"):
        book.measure("win_rate", as_of=day)


def test_measure_by_slice_and_period(book: Book) -> None:
    rows = book.measure("lead_volume", by="source", every="quarter").rows
    assert {(row.period, row.slice["source"], row.estimate) for row in rows} == {
        ("2025Q1", "Webinar", 2),
        ("2025Q1", "Brand Search", 1),
        ("2025Q2", "Webinar", 0),
        ("2025Q2", "Brand Search", 0),
    }


def test_a_notebook_shows_a_measurement_as_a_table_and_draws_it(book: Book) -> None:
    answer = book.measure("lead_volume", by="source", every="quarter")
    html = answer._repr_html_()
    assert html is not None
    assert "<th>source</th><th>count</th>" in html
    assert "<td>Q1 2025</td><td>Webinar</td>" in html
    drawn: Any = book.measure("lead_volume", by="source").chart()
    assert {bar["words"] for bar in drawn["data"]["values"]} == {"1", "2"}
    with pytest.raises(UsedWrongly, match=r"book\.measure"):
        replace(answer, _look=None).chart()


def test_text_of_a_record_is_no_markup_in_a_notebook(book: Book, tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text("lead_id,created_at,source\nl9,2025-01-07,<b>Fair\n", encoding="utf-8")
    book.take(tmp_path / "leads.csv")
    html = book.measure("lead_volume", by="source")._repr_html_() or ""
    assert "&lt;b&gt;Fair" in html
    assert "<b>" not in html


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * FROM leeds", 'Did you mean "leads'),
        ("SELECT lead_idd FROM leads", '"lead_id"'),
        ("SELECT FROM WHERE", "syntax error"),
        ("SELECT nothing(1) FROM leads", "nothing"),
        ("SELECT CAST(source AS INT) FROM leads", "Webinar"),
    ],
)
def test_sql_that_cannot_be_answered_is_no_damage(book: Book, query: str, message: str) -> None:
    with pytest.raises(UsedWrongly, match=re.escape(message)):
        book.sql(query)


@pytest.mark.parametrize("day", ["soon", "9999-12-31", 20250101, 1.5])
def test_what_is_no_day_is_said(book: Book, day: Any) -> None:
    for ask in (lambda: book.measure("win_rate", as_of=day), lambda: book.sql("SELECT 1", as_of=day)):
        with pytest.raises(UsedWrongly, match="is not a day"):
            ask()


def test_sql_gives_money_as_decimals(book: Book) -> None:
    answer = book.sql("SELECT sum(amount) AS won FROM opportunity_versions WHERE status = 'won'")
    assert answer.to_pylist() == [{"won": Decimal("1000.100000")}]
    nested = book.sql(
        "WITH won AS (SELECT * FROM opportunity_versions WHERE status = 'won') SELECT max(amount) AS most FROM won"
    )
    assert nested.to_pylist() == [{"most": Decimal("1000.100000")}]


def test_sql_knows_attributes_and_days(book: Book) -> None:
    assert book.sql("SELECT count(*) AS n FROM leads WHERE tier = 'gold'").to_pylist() == [{"n": 2}]
    assert book.sql("SELECT count(*) AS n FROM leads", as_of="2025-01-08").to_pylist() == [{"n": 1}]


@pytest.mark.parametrize("query", ["DROP TABLE leads", "SELECT 1; DROP TABLE leads", "INSERT INTO leads VALUES (1)"])
def test_sql_only_asks(book: Book, query: str) -> None:
    with pytest.raises(UsedWrongly, match="Only one SELECT"):
        book.sql(query)


def test_the_ledger_is_there_for_questions_of_ones_own(book: Book) -> None:
    webinar = book.ledger.leads.filter(lambda lead: lead.source == "Webinar")
    (row,) = book.ledger.rows(webinar.aggregate(n=webinar.count()))
    assert row == {"n": 2}


def test_an_old_export_is_known_from_its_day(book: Book, tmp_path: Path) -> None:
    """The lead's source was corrected in an export of 1 May."""
    (tmp_path / "leads.csv").write_text("lead_id,created_at,source\nl1,2025-01-07,Referral\n", encoding="utf-8")
    book.take(tmp_path / "leads.csv", known_at="2025-05-01")

    def source(day: str) -> object:
        return book.sql("SELECT source FROM leads WHERE lead_id = 'l1'", as_of=day).to_pylist()[0]["source"]

    assert [source("2025-04-30"), source("2025-05-01")] == ["Webinar", "Referral"]
    assert book.as_of == datetime(2025, 5, 1, 23, 59, 59, 999999, tzinfo=UTC)


def test_explain_says_what_where_from_and_how_many(book: Book) -> None:
    text = book.explain("win_rate")
    assert "Formula" in text
    assert "2 opportunities" in text
    assert "opportunity_id, required" not in text
    assert "required" in book.explain("leads")
    with pytest.raises(UsedWrongly, match='"win_rate"'):
        book.explain("winrate")


def test_the_report_shows_one_model_and_says_of_what_a_bare_number_is(book: Book, tmp_path: Path) -> None:
    from oarlock.book.numbers import _numbers, _written

    touches = "touch_id,touched_at,lead_id,channel\nt1,2025-01-07,l1,Webinar\nt2,2025-01-19,l1,Brand Search\n"
    (tmp_path / "touches.csv").write_text(touches, encoding="utf-8")
    book.take(tmp_path)
    told = _numbers(book, "attributed_revenue", NOW)
    assert [number.slices for number in told] == [("first", "Webinar")]
    assert [_written("month", 3), _written("reason", None), _written("stage", "mql")] == [
        "month 3",
        "not recorded",
        "mql",
    ]


def test_stored_answers_are_bounded_and_expire(tmp_path: Path) -> None:
    answers = Answers(tmp_path)
    assert answers.look_up("k1") is None
    answers.keep("gone", Answer("old", until=0.0))
    assert answers.look_up("gone") is None
    for number in range(MOST_ANSWERS + 5):
        answers.keep(f"k{number}", Answer(json.dumps(number), status=3))
    assert answers.look_up("k0") is None
    assert answers.look_up(f"k{MOST_ANSWERS + 4}") == Answer(str(MOST_ANSWERS + 4), 3)


def test_a_key_changes_with_the_question_and_the_agreement(tmp_path: Path) -> None:
    oarlock.init(tmp_path / "acme").close()
    first = key_of(tmp_path / "acme", ["measure", "win_rate"])
    assert key_of(tmp_path / "acme", ["measure", "win_rate"]) == first
    assert key_of(tmp_path / "acme", ["measure", "bookings"]) != first
    (tmp_path / "acme" / "agreements" / "0001.toml").write_text("version = 1\n", encoding="utf-8")
    assert key_of(tmp_path / "acme", ["measure", "win_rate"]) != first
