"""Salesforce ids: 15 signs and 18 signs are one record, and the case of a letter tells records apart.

The rule of the last three signs is computed here a second time, in the words of Salesforce's help: five signs at a time, read from
the right, a capital is 1, and the five digits number the letters A–Z and the digits 0–5.
"""

from __future__ import annotations

import string
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oarlock.connect.report import Report
from oarlock.connect.salesforce_ids import one_form

Write = Callable[..., Path]
Import = Callable[..., Report]
Ask = Callable[[str], list[tuple[Any, ...]]]
SIGNS = string.ascii_letters + string.digits
FIFTEENS = st.builds("".join, st.tuples(st.just("00Q"), st.text(SIGNS, min_size=12, max_size=12)))


def eighteen(fifteen: str) -> str:
    """The long form by the book."""
    bits = ["".join("1" if sign.isupper() else "0" for sign in reversed(fifteen[at : at + 5])) for at in (0, 5, 10)]
    return fifteen + "".join((string.ascii_uppercase + "012345")[int(five, 2)] for five in bits)


def kept(text: str) -> str:
    (found,) = duckdb.execute(f"SELECT {one_form('x')} FROM (SELECT CAST(? AS VARCHAR) AS x)", [text]).fetchone() or ()
    return str(found)


@settings(deadline=None, max_examples=50)
@given(FIFTEENS)
def test_both_forms_are_one_and_a_lost_case_is_found_again(fifteen: str) -> None:
    long = eighteen(fifteen)
    assert [kept(fifteen), kept(long), kept(long.lower()), kept(long.upper())] == [long] * 4


def test_a_known_pair() -> None:
    assert kept("0011G000000QXWv") == kept("0011g000000qxwvqao".upper()) == "0011G000000QXWvQAO"


@pytest.mark.parametrize(
    "text",
    ["0061", "006000000000000001", "InternationalCo", "00Q5g00000AbCdEXYZ", "00q5g00000abcdexyz", "2026-01-01 09:0", "12345678901234é"],
)  # fmt: skip
def test_what_is_no_id_stays_as_it_is(text: str) -> None:
    assert kept(text) == text


SHORT, OTHER = "00Q5g00000AbCdE", "00Q5g00000abcde"


def test_a_report_and_a_data_export_meet(importing: Import, written: Write, stored: Ask) -> None:
    long = eighteen(SHORT)
    written(
        "Lead.csv",
        f"Id,LeadSource,IsConverted,ConvertedOpportunityId,Status,CreatedDate\n{long},Web,true,{eighteen('0065g00000AbCdE')},Qualified,2026-01-01\n"
        f"{eighteen(OTHER)},Ads,false,,Open,2026-01-02\n",
    )
    written(
        "LeadHistory.csv", f"LeadId,Field,OldValue,NewValue,CreatedDate\n{SHORT},Status,Open,Qualified,2026-01-05\n"
    )
    report = importing(
        written(
            "deals.csv",
            "Opportunity ID,Stage,Close Date,Amount,Created Date\n0065g00000AbCdE,Verbal,2026-09-01,5,2026-01-06\n",
        ).parent
    )
    assert not report.refused
    assert stored("SELECT lead_id, source FROM {leads} ORDER BY created_at") == [
        (long, "Web"),
        (eighteen(OTHER), "Ads"),
    ]
    assert stored("SELECT DISTINCT lead_id FROM {stage_changes} WHERE stage = 'Qualified'") == [(long,)]
    assert stored("SELECT opportunity_id, lead_id FROM {opportunities}") == [(eighteen("0065g00000AbCdE"), long)]


def test_the_same_record_in_both_forms_is_taken_once(importing: Import, written: Write, stored: Ask) -> None:
    head = "Id,Name,Industry,NumberOfEmployees,BillingCountry\n"
    first = importing(written("accounts1.csv", f"{head}0015g00000AbCdE,A,Retail,5,DE\n"), source="crm")
    second = importing(written("accounts2.csv", f"{head}{eighteen('0015g00000AbCdE')},A,Retail,6,DE\n"), source="crm")
    assert (first.tables["accounts"].new, second.tables["accounts"].changed) == (1, 1)
    assert stored("SELECT DISTINCT account_id FROM {accounts}") == [(eighteen("0015g00000AbCdE"),)]


def test_a_mapping_may_join_another_system_by_them(
    importing: Import, written: Write, stored: Ask, tmp_path: Path
) -> None:
    (tmp_path / "map.toml").write_text(
        '[[file]]\nname = "clicks.csv"\n[[file.rows]]\ntable = "touches"\n[file.rows.columns]\ntouch_id = "id"\ntouched_at = "at"\n'
        'lead_id = "salesforce_id(sfdc)"\n'
    )
    importing(written("clicks.csv", f"id,at,sfdc\n1,2026-01-01,{SHORT}\n"), mapping=tmp_path / "map.toml")
    assert stored("SELECT lead_id FROM {touches}") == [(eighteen(SHORT),)]
