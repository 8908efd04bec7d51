"""Versions: what was in force when, and how a new one is adopted."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from oarlock.agreement import adopt, default_text, in_force, read
from oarlock.agreement.history import replaced_on, versions
from oarlock.agreement.signatures import Signature
from oarlock.errors import AgreementInvalid, LedgerUnwritable, UsedWrongly

SIGNED = (Signature("Ada", "marketing", date(2026, 3, 1)), Signature("Bob", "sales", date(2026, 3, 2)))


@pytest.fixture
def book(tmp_path):
    (tmp_path / "agreement.toml").write_text(default_text(time_zone="America/New_York"))
    return tmp_path


def faster(book) -> str:
    return (book / "agreement.toml").read_text().replace("first_response_hours = 8", "first_response_hours = 4")


def test_last_quarter_is_judged_by_last_quarters_promise(book):
    adopted = adopt(book, faster(book), in_force_from=date(2026, 4, 1), signatures=SIGNED)
    assert (adopted.version, adopted.is_signed, adopted.sales.first_response_hours) == (2, True, 4)
    assert in_force(book, date(2026, 3, 31)).sales.first_response_hours == 8
    assert in_force(book, date(2026, 4, 1)).sales.first_response_hours == 4
    assert read(book / "agreement.toml") == adopted
    assert [one.version for one in versions(book)] == [1, 2]


def test_the_end_of_a_day_in_the_company_s_time_zone_belongs_to_that_day(book):
    adopt(book, faster(book), in_force_from=date(2026, 4, 1))
    assert in_force(book, datetime(2026, 4, 1, 4, tzinfo=UTC)).version == 1  # midnight in New York
    assert in_force(book, datetime(2026, 4, 1, 4, 1, tzinfo=UTC)).version == 2
    with pytest.raises(ValueError, match="has no time zone"):
        in_force(book, datetime(2026, 4, 1))


def test_before_the_first_date_the_oldest_version_stands_in(book):
    text = "in_force_from = 2026-01-01\n" + default_text()
    (book / "agreement.toml").write_text(text)
    adopt(book, text, in_force_from=date(2026, 4, 1))
    assert in_force(book, date(2020, 1, 1)).version == 1
    assert in_force(book, date(2026, 2, 1)).version == 1


def test_three_versions_follow_each_other(book):
    for month in (4, 7, 10):
        adopt(book, faster(book), in_force_from=date(2026, month, 1))
    assert [in_force(book, date(2026, month, 15)).version for month in (1, 5, 8, 11)] == [1, 2, 3, 4]
    assert sorted(path.name for path in (book / "agreements").iterdir()) == ["0001.toml", "0002.toml", "0003.toml"]


def test_a_change_still_to_come_is_not_known_yet(book):
    for month in (4, 7, 10):
        adopt(book, faster(book), in_force_from=date(2026, month, 1))
    assert replaced_on(book, date(2026, 3, 31)) == ()
    assert replaced_on(book, date(2026, 7, 1)) == (date(2026, 4, 1), date(2026, 7, 1))
    assert replaced_on(book, datetime(2026, 7, 1, 4, tzinfo=UTC)) == (date(2026, 4, 1),)  # midnight in New York


def test_a_version_cannot_be_backdated(book):
    adopt(book, faster(book), in_force_from=date(2026, 4, 1))
    with pytest.raises(UsedWrongly, match="Version 2 holds from 2026-04-01"):
        adopt(book, faster(book), in_force_from=date(2026, 4, 1))


def test_a_bad_text_changes_nothing(book):
    before = (book / "agreement.toml").read_bytes()
    with pytest.raises(AgreementInvalid):
        adopt(book, faster(book) + "\n[promises.sales]\n", in_force_from=date(2026, 4, 1))
    with pytest.raises(AgreementInvalid):
        adopt(book, "versoin = 1", in_force_from=date(2026, 4, 1))
    assert (book / "agreement.toml").read_bytes() == before
    assert not (book / "agreements").exists()


def test_a_crash_between_the_two_files_loses_nothing(book, monkeypatch):
    real = Path.replace
    calls = []

    def dies_on_the_second(self, target):
        calls.append(target)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", dies_on_the_second)
    with pytest.raises(LedgerUnwritable, match=r"No space left on device\. Version 1 of the agreement still stands"):
        adopt(book, faster(book), in_force_from=date(2026, 4, 1))
    assert [one.version for one in versions(book)] == [1]
    assert not list(book.rglob("*.draft"))
    monkeypatch.undo()
    assert adopt(book, faster(book), in_force_from=date(2026, 4, 1)).version == 2


def test_a_number_is_not_given_to_two_texts(book):
    adopt(book, faster(book), in_force_from=date(2026, 4, 1))
    (book / "agreement.toml").write_text(default_text(company="Another"))
    with pytest.raises(UsedWrongly, match="already holds another text"):
        adopt(book, default_text(), in_force_from=date(2026, 5, 1))
