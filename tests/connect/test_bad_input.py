"""Bad input: each case is refused in words that name the thing, the place, what would be right and what to do, and nothing is lost."""

from __future__ import annotations

import csv
import errno
import gzip
import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from oarlock.connect import places
from oarlock.connect.report import Refused, Report
from oarlock.errors import FileUnreadable, LedgerUnwritable, MappingInvalid, UsedWrongly

Write = Callable[..., Path]
Ask = Callable[[str], list[tuple[object, ...]]]
Import = Callable[..., Report]
LEADS = "lead_id,created_at,source\nL1,2026-01-01,web\n"


def only(report: Report) -> Refused:
    (refused,) = report.refused
    return refused


def rejected(report: Report) -> list[dict[str, str]]:
    """All rows of the rejects files."""
    assert report.rejects is not None
    csv.field_size_limit(1 << 30)
    rows: list[dict[str, str]] = []
    for path in sorted(report.rejects.iterdir()):
        with path.open(newline="", encoding="utf-8") as stream:
            rows += csv.DictReader(stream)
    return rows


def counts(report: Report) -> tuple[int, int, int, int]:
    (step,) = report.steps
    return step.read, step.taken, step.refused, step.repeated


def says(error: object, *parts: str) -> None:
    text = str(error)
    for part in parts:
        assert part in text, text


def test_an_empty_file(importing: Import, written: Write) -> None:
    with pytest.raises(FileUnreadable) as caught:
        importing(written("leads.csv", ""))
    says(caught.value, "leads.csv", "empty, without even a header", "Export it again")


def test_a_header_only_is_a_file_with_no_rows(importing: Import, written: Write) -> None:
    report = importing(written("leads.csv", "lead_id,created_at\n"))
    assert counts(report) == (0, 0, 0, 0)
    assert not report.refused


def test_a_duplicate_header(importing: Import, written: Write) -> None:
    with pytest.raises(FileUnreadable) as caught:
        importing(written("leads.csv", "lead_id,created_at,score,score\nL1,2026-01-01,1,2\n"))
    says(caught.value, "leads.csv, line 1", '"score"', "columns 3 and 4", "rename or delete")


def test_a_wrong_encoding_is_named_with_its_line(importing: Import, written: Write) -> None:
    text = "lead_id,created_at,title\n" + "".join(
        f"L{i},2026-01-01,Geschäftsführer für Süßwaren in Köln\n" for i in range(40)
    )
    with pytest.raises(FileUnreadable) as caught:
        importing(written("leads.csv", text.encode("cp1252")))
    says(caught.value, "leads.csv, line 2", "not UTF-8", "looks like cp125", "iconv -f", "encoding = ")


def test_the_encoding_stated_in_a_mapping_is_read(
    importing: Import, written: Write, tmp_path: Path, stored: Callable[[str], list[tuple[str]]]
) -> None:
    mapping = tmp_path / "map.toml"
    mapping.write_text(
        '[[file]]\nname = "people.csv"\nencoding = "cp1252"\n[[file.rows]]\ntable = "leads"\n[file.rows.columns]\n'
        'lead_id = "id"\ncreated_at = "made"\ntitle = "title"\n'
    )
    importing(written("people.csv", "id;made;title\n1;2026-01-01;Geschäftsführer\n".encode("cp1252")), mapping=mapping)
    assert stored("SELECT title FROM {leads}") == [("Geschäftsführer",)]


def test_utf16_with_its_mark_is_named(importing: Import, written: Write) -> None:
    with pytest.raises(FileUnreadable) as caught:
        importing(written("leads.csv", LEADS.encode("utf-16")))
    says(caught.value, "not UTF-8", "utf_16")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_marks_delimiters_and_line_ends_are_found(
    importing: Import, written: Write, mark: bytes, delimiter: str, end: str
) -> None:
    text = LEADS.replace(",", delimiter).replace("\n", end)
    assert counts(importing(written("leads.csv", mark + text.encode()))) == (1, 1, 0, 0)


def test_a_ragged_row_is_refused_with_its_line_and_its_words(importing: Import, written: Write) -> None:
    report = importing(written("leads.csv", LEADS + '"L\n2",2026-01-02,web\nL3,2026-01-03\nL4,2026-01-04,web,more\n'))
    assert counts(report) == (4, 2, 2, 0)
    assert [refused.line for refused in report.refused] == [5, 6]
    says(report.refused[0].reason, "2 cells", "the header 3")
    assert [json.loads(row["row"]) for row in rejected(report)] == [
        ["L3", "2026-01-03"],
        ["L4", "2026-01-04", "web", "more"],
    ]


def test_a_quote_that_is_never_closed_spoils_its_own_row_only(importing: Import, written: Write) -> None:
    report = importing(written("leads.csv", LEADS + 'L2,2026-01-02,"web\nL3,2026-01-03,web\n'))
    assert counts(report) == (3, 2, 1, 0)
    says(only(report).reason, "quote", "never closed")
    assert only(report).line == 3


@pytest.mark.parametrize(
    ("row", "column", "parts"),
    [
        ("L2,2026-02-31,web,1", "created_at", ("cannot be read as an instant", "such as 2026-03-31", "dates =")),
        (",2026-02-01,web,1", "lead_id", ("required, but empty", "Fill it in")),
        ("L2,,web,1", "created_at", ("required, but empty",)),
        ("L2,2026-02-01,web,many", "score", ("cannot be read as a number", 'decimal = ","')),
        ("L2,2026-02-01,web,nan", "score", ("cannot be read as a number",)),
        ("L2,2027-02-01,web,1", "created_at", ("later than now", "time zone")),
        ("L2,1900-01-01,web,1", "created_at", ("before 1971", "leave the row out")),
        ("L2,1970-01-01 00:00:00,web,1", "created_at", ("before 1971", "no date")),
        ("L1,2026-01-01,ads,1", "lead_id", ("second row with this key", "other content", "Keep the right one")),
    ],
)
def test_a_row_that_cannot_be_taken(
    importing: Import, written: Write, row: str, column: str, parts: tuple[str, ...]
) -> None:
    report = importing(written("leads.csv", f"lead_id,created_at,source,score\nL1,2026-01-01,web,1\n{row}\n"))
    assert counts(report) == (2, 1, 1, 0)
    assert (only(report).file, only(report).line, only(report).column) == ("leads.csv", 3, column)
    says(only(report).reason, *parts)
    assert json.loads(rejected(report)[0]["row"]) == row.split(",")


def test_the_same_row_twice_is_counted_as_such(importing: Import, written: Write) -> None:
    assert counts(importing(written("leads.csv", LEADS + "L1,2026-01-01,web\n"))) == (2, 1, 0, 1)


def test_a_negative_amount(importing: Import, written: Write) -> None:
    head = "opportunity_id,valid_from,status,amount\n"
    report = importing(written("opportunity_versions.csv", head + "O1,2026-01-01,open,-5\nO2,2026-01-01,open,5\n"))
    assert counts(report) == (2, 1, 1, 0)
    says(only(report).reason, "negative", "leave the cell empty if it is unknown")


def test_an_amount_may_be_negative_where_money_can_come_back(importing: Import, written: Write) -> None:
    report = importing(written("spend.csv", "day,channel,amount,currency\n2026-01-01,ads,-5,EUR\n"))
    assert counts(report) == (1, 1, 0, 0)


@pytest.mark.parametrize(
    ("name", "head", "bad", "good", "column"),
    [
        ("costs", "team,amount,period_start,period_end", "sales,1,2026-03-01,2026-02-01", "sales,1,2026-03-01,2026-04-01", "period_end"),
        ("targets", "team,period_start,period_end", "sales,2026-03-01,2026-02-01", "sales,2026-03-01,", "period_end"),
        ("time_off", "user_id,starts_at,ends_at", "u1,2026-03-02,2026-03-01", "u1,2026-03-01,2026-03-01", "ends_at"),
    ],
)  # fmt: skip
def test_a_period_that_ends_before_it_begins(
    importing: Import, written: Write, name: str, head: str, bad: str, good: str, column: str
) -> None:
    report = importing(written(f"{name}.csv", f"{head}\n{bad}\n{good}\n"))
    assert counts(report) == (2, 1, 1, 0)
    assert (only(report).line, only(report).column) == (2, column)
    says(only(report).reason, "before the row begins", "Swap the two")


def test_an_answer_off_its_scale(importing: Import, written: Write) -> None:
    """A 9 of 5, a scale the wrong way round, an answer on the edge, and one without a scale."""
    head = "survey_id,respondent,question,scale_min,scale_max,value\n"
    rows = "s,r1,trust,1,5,9\ns,r2,trust,5,1,3\ns,r3,trust,1,5,5\ns,r4,trust,,,9\n"
    report = importing(written("survey_answers.csv", head + rows))
    assert counts(report) == (4, 2, 2, 0)
    told = {refused.column: refused.reason for refused in report.refused}
    says(told["value"], "outside the scale", "leave it empty")
    says(told["scale_max"], "not above scale_min")


def test_words_that_numbers_rest_on_are_taken_in_any_case(importing: Import, written: Write, stored: Ask) -> None:
    head = "opportunity_id,created_at,kind,sourced_by\n"
    importing(written("opportunities.csv", head + "O1,2026-01-01,New,MARKETING\nO2,2026-01-01,New logo,Partner\n"))
    found = stored("SELECT kind, sourced_by FROM {opportunities} ORDER BY opportunity_id")
    assert found == [("new", "marketing"), ("New logo", "partner")]


def test_an_unknown_status(importing: Import, written: Write) -> None:
    report = importing(
        written("opportunity_versions.csv", "opportunity_id,valid_from,status\nO1,2026-01-01,Closed Won\n")
    )
    says(only(report).reason, "must be open, won or lost", "values.status")


def test_half_a_row_is_never_taken(importing: Import, written: Write) -> None:
    """A deal whose state cannot be read is not taken as a deal without one."""
    report = importing(
        written(
            "opportunities.csv", "opportunity_id,created_at,status,amount\nO1,2026-01-01,won,x\nO2,2026-01-02,open,1\n"
        )
    )
    assert report.tables["opportunities"].new == 1
    assert {refused.line for refused in report.refused} == {2}
    assert report.count_refused == 1


def test_close_dates_before_creation_and_unknown_stages_are_the_records_business(
    importing: Import, written: Write
) -> None:
    head = "opportunity_id,created_at,stage,status,amount,close_date,currency\n"
    report = importing(written("opportunities.csv", head + "O1,2026-02-01,Never heard of,won,5,2026-01-01,XTS\n"))
    assert not report.refused
    assert report.tables["opportunities"].new == 1


def test_a_deal_without_versions_is_taken(importing: Import, written: Write) -> None:
    report = importing(written("opportunities.csv", "opportunity_id,created_at\nO1,2026-02-01\n"))
    assert set(report.tables) == {"opportunities"}


def test_a_cell_of_50_mb(importing: Import, written: Write) -> None:
    report = importing(written("leads.csv", LEADS + f"L2,2026-01-02,{'x' * (50 << 20)}\nL3,2026-01-03,web\n"))
    assert counts(report) == (3, 2, 1, 0)
    says(only(report).reason, '"source"', "50.0 MB", "at most 1 MB")
    assert len(rejected(report)[0]["row"]) > 50 << 20


def zipped(path: Path, **entries: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def test_a_zip_of_exports_is_read(importing: Import, tmp_path: Path) -> None:
    report = importing(zipped(tmp_path / "exports.zip", **{"crm/leads.csv": LEADS.encode(), "readme.md": b"hello"}))
    assert [file.name for file in report.files] == ["exports.zip/crm/leads.csv"]
    assert report.skipped == ("exports.zip/readme.md",)


def test_a_zip_bomb(importing: Import, tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "bomb.zip", **{"leads.csv": b"lead_id,created_at\n" + b"\n" * (80 << 20)})
    with pytest.raises(FileUnreadable) as caught:
        importing(bomb)
    says(caught.value, "bomb.zip/leads.csv", "taken for a zip bomb", "At most 250 times", "unpack it yourself")


def test_a_gzip_bomb_and_a_workbook_bomb(importing: Import, tmp_path: Path) -> None:
    (tmp_path / "leads.csv.gz").write_bytes(gzip.compress(b"\n" * (80 << 20)))
    with pytest.raises(FileUnreadable, match="taken for a zip bomb"):
        importing(tmp_path / "leads.csv.gz")
    zipped(tmp_path / "leads.xlsx", **{"xl/workbook.xml": b" " * (80 << 20)})
    with pytest.raises(FileUnreadable, match="taken for a zip bomb"):
        importing(tmp_path / "leads.xlsx")


@pytest.mark.parametrize("name", ["../leads.csv", "/etc/leads.csv", "a/../../leads.csv", "..\\leads.csv"])
def test_an_archive_that_points_outside(importing: Import, tmp_path: Path, name: str) -> None:
    with pytest.raises(FileUnreadable) as caught:
        importing(zipped(tmp_path / "slip.zip", **{name: LEADS.encode()}))
    says(caught.value, "slip.zip", "points outside", "nothing of it was unpacked")


def test_a_link_and_too_many_entries_in_an_archive(
    importing: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = zipfile.ZipInfo("leads.csv")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(FileUnreadable, match="is a link"):
        importing(tmp_path / "link.zip")
    with pytest.raises(FileUnreadable, match="at most 1 are unpacked"):
        places.find([zipped(tmp_path / "many.zip", a=b"", b=b"")], tmp_path, places.Limits(entries=1))


def test_a_damaged_archive_workbook_and_parquet(importing: Import, written: Write) -> None:
    for name in ("leads.zip", "leads.csv.gz", "leads.xlsx", "leads.parquet"):
        with pytest.raises(FileUnreadable, match=name):
            importing(written(name, b"this is none of that"))


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_workbook_with_a_sheet_for_each_table(
    importing: Import, tmp_path: Path, stored: Callable[[str], list[tuple[object, ...]]]
) -> None:
    from datetime import datetime

    made = datetime(2026, 1, 2, 3, 4)
    path = workbook(
        tmp_path / "book.xlsx",
        Leads=[["Lead ID", "Created at", "Score"], ["L1", made, 5], ["L2", "2026-02-31", None]],
        Accounts=[["account_id", "employees"], [17, 250]],
        Empty=[],
    )
    report = importing(path)
    assert stored("SELECT lead_id, created_at, score FROM {leads}") == [("L1", made, 5.0)]
    assert stored("SELECT account_id, employees FROM {accounts}") == [("17", 250)]
    assert (only(report).file, only(report).line) == ("book.xlsx, sheet Leads", 3)


def test_a_sheet_nobody_knows_is_named_and_the_command_it_is_told_can_be_typed(
    importing: Import, tmp_path: Path
) -> None:
    report = importing(workbook(tmp_path / "book.xlsx", users=[["user_id"], ["u1"]], Notes=[["hello"], ["you"]]))
    (problem,) = report.problems
    assert problem.where == "book.xlsx, sheet Notes"
    assert "`oarlock import book.xlsx --suggest`" in problem.hint


def test_a_workbook_whose_only_sheet_is_empty(importing: Import, tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match=r"leads\.xlsx: the sheet is empty"):
        importing(workbook(tmp_path / "leads.xlsx", Leads=[]))


def test_a_workbook_that_declares_entities(importing: Import, tmp_path: Path) -> None:
    good = workbook(tmp_path / "leads.xlsx", leads=[["lead_id", "created_at"], ["L1", "2026-01-01"]])
    with zipfile.ZipFile(good) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    laughs = b'<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>'
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<workbook", laughs + b"<workbook", 1)
    with pytest.raises(FileUnreadable, match="declares XML entities"):
        importing(zipped(tmp_path / "bad" / "leads.xlsx", **parts))


FORMULAS = ['=cmd|" /C calc"!A0', "+1+1", "-2+3", "@SUM(A1)", "  =1+1", "\t=1", "＝1+1"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_kept_verbatim_and_does_not_run_when_written_again(
    importing: Import, written: Write, formula: str
) -> None:
    row = io.StringIO()
    csv.writer(row).writerow([formula, "2026-02-31", formula])
    report = importing(written("leads.csv", LEADS + row.getvalue() + "L9,2026-01-01," + "\n"))
    (refused,) = rejected(report)
    assert json.loads(refused["row"])[0] == formula
    for cell in refused.values():
        assert cell.lstrip()[:1] not in ("=", "+", "@", "＝")


def test_a_file_nobody_knows_is_named_and_the_rest_is_taken(importing: Import, written: Write) -> None:
    written("leads.csv", LEADS)
    folder = written("notes.csv", "colour,shape\nred,round\n").parent
    report = importing(folder)
    assert report.tables["leads"].new == 1
    says(report.problems[0], "notes.csv", "nothing tells which table", '"colour"', "--suggest")


def test_a_table_that_lacks_a_column_it_needs(importing: Import, written: Write) -> None:
    with pytest.raises(FileUnreadable) as caught:
        importing(written("leads.csv", "lead_id,created\nL1,2026-01-01\n"))
    says(caught.value, "leads.csv, line 1", '"created_at"', 'Did you mean "created"', "Needed: lead_id, created_at")


def test_a_path_that_is_not_there(importing: Import, tmp_path: Path) -> None:
    with pytest.raises(UsedWrongly, match="no such file or folder"):
        importing(tmp_path / "nowhere")


def test_every_problem_of_a_mapping_at_once(importing: Import, written: Write, tmp_path: Path) -> None:
    mapping = tmp_path / "map.toml"
    mapping.write_text(
        'sauce = "x"\n[read]\ntime_zone = "Europe/Atlantis"\ndates = "dd.mm"\ndecimal = "x"\n[[file]]\nname = "a.csv"\n'
        '[[file.rows]]\ntable = "leeds"\n[file.rows.columns]\nlead_id = 5\n'
        '[[file.rows]]\ntable = "leads"\nwhere = "a = ("\n[file.rows.columns]\nlead_id = "a"\n'
    )
    with pytest.raises(MappingInvalid) as caught:
        importing(written("a.csv", "a\n1\n"), mapping=mapping)
    assert len(caught.value.problems) == 8
    says(
        caught.value,
        "sauce",
        "source",
        "Europe/Atlantis",
        "dd.mm",
        "leeds",
        '"leads"',
        "created_at",
        "is no expression",
        "is 5, not a text",
    )


def test_a_mapping_that_does_not_fit_its_files(importing: Import, written: Write, tmp_path: Path) -> None:
    mapping = tmp_path / "map.toml"
    mapping.write_text(
        '[[file]]\nname = "a.csv"\n[[file.rows]]\ntable = "leads"\n[file.rows.columns]\n'
        'lead_id = "idd"\ncreated_at = "coalesce(mad, day)"\n'
        '[[file]]\nname = "b.csv"\n'
    )
    with pytest.raises(MappingInvalid) as caught:
        importing(written("a.csv", "id,made\n1,2026-01-01\n"), mapping=mapping)
    says(
        caught.value,
        '"idd"',
        'Did you mean "id"',
        '"mad"',
        '"made"',
        "file b.csv",
        "no file of this name",
        "Given: a.csv",
    )


@pytest.mark.parametrize(
    "evil", ["read_csv('/etc/passwd')", "(select 1)", "1; drop table leads", "getenv('HOME')", "a; select 2"]
)
def test_a_mapping_reaches_nothing_but_its_file(importing: Import, written: Write, tmp_path: Path, evil: str) -> None:
    mapping = tmp_path / "map.toml"
    mapping.write_text(
        f'[[file]]\nname = "a.csv"\n[[file.rows]]\ntable = "leads"\n[file.rows.columns]\nlead_id = "{evil}"\ncreated_at = "made"\n'
    )
    with pytest.raises(MappingInvalid):
        importing(written("a.csv", "id,made\n1,2026-01-01\n"), mapping=mapping)


def test_a_book_folder_that_is_a_file(importing: Import, written: Write, tmp_path: Path) -> None:
    (tmp_path / "book").write_text("a file where the folder should be")
    with pytest.raises(LedgerUnwritable, match="nothing was imported") as caught:
        importing(written("leads.csv", LEADS))
    says(caught.value, "book/staging", "Move away")


@pytest.mark.parametrize(("number", "words"), [(errno.ENOSPC, "full"), (errno.EROFS, "(?i)read-only")])
def test_a_disk_that_cannot_be_written_while_rows_are_staged(
    importing: Import,
    written: Write,
    stored: Callable[[str], list[tuple[int]]],
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    words: str,
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("oarlock.connect.raw._cleaned", failing)
    with pytest.raises(LedgerUnwritable, match=words):
        importing(written("leads.csv", LEADS))
    assert stored("SELECT count(*) FROM {leads}") == [(0,)]
