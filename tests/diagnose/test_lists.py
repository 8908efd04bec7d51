"""Two lists of deals: each difference has its reason, and the reasons add up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oarlock.book import Book
from oarlock.diagnose._lists import DealList, Listed, compared
from oarlock.errors import FileUnreadable, UsedWrongly

QUARTER = (date(2026, 4, 1), date(2026, 7, 1))


def _as_told(records: list[dict[str, Any]]) -> tuple[DealList, DealList]:
    """The oracle's records as two lists that show the reason it names in what they say of the deal."""
    marketing, sales = [], []
    for record in records:
        row = Listed(record["id"], None, "Proposal", date(2026, 5, 1), "marketing")
        if record["reason"] == "stage":
            row = replace(row, stage="Discovery")
        if record["reason"] == "source":
            row = replace(row, source="sales")
        if record["reason"] == "close_window":
            row = replace(row, close_date=date(2026, 9, 1))
        mine, theirs = (replace(row, amount=Decimal(record[team])) for team in ("marketing", "sales"))
        if record["reason"] == "as_of":
            theirs = replace(theirs, stage="Negotiation")
        if record["reason"] == "duplicate":
            marketing += [replace(mine, amount=Decimal(0)), mine]
            sales.append(replace(theirs, amount=Decimal(0)))
            continue
        if record["marketing"]:
            marketing.append(mine)
        if record["sales"]:
            sales.append(theirs)
    return (
        DealList("marketing", tuple(marketing), date(2026, 5, 1), keeps={"source": ["marketing"]}, amount_is="total"),
        DealList("sales", tuple(sales), date(2026, 5, 4), QUARTER, {"stage": ["Proposal", "Negotiation"]}, "annual"),
    )


def test_the_oracles_two_lists_are_walked_step_by_step(oracle: Callable[[str], dict[str, Any]]) -> None:
    told = oracle("S3.reconcile")
    found = compared(*_as_told(told["inputs"]["records"]))
    expected = told["expected"]
    assert (found.found.one, found.found.other) == (expected["marketing"], expected["sales"])
    assert dict(found.found.by_reason) == expected["by_reason"]
    assert found.passes
    assert found.distance.value == pytest.approx(expected["ruzicka_distance"])
    assert found.found.verdict == "two pipelines"


texts = st.one_of(st.none(), st.sampled_from(["x", "y", "z"]))
days = st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
rows = st.builds(
    Listed,
    st.sampled_from([f"o{i}" for i in range(12)]),
    st.one_of(st.none(), st.integers(0, 10**8).map(lambda cents: Decimal(cents) / 100)),
    texts, days, texts, texts, texts, texts,
)  # fmt: skip
lists = st.builds(
    DealList, st.just("a"), st.lists(rows, max_size=25).map(tuple), days, st.one_of(st.none(), st.just(QUARTER))
)


@given(lists, lists.map(lambda one: replace(one, name="b")))
@settings(max_examples=150, deadline=None)
def test_whatever_the_lists_the_reasons_add_up_and_turning_them_round_turns_the_sign(a: DealList, b: DealList) -> None:
    if not a.rows and not b.rows:
        return
    found, turned = compared(a, b), compared(b, a)
    assert sum(found.found.by_reason.values()) == found.found.net
    assert sum(d.one - d.other for d in found.differing) == found.found.net
    assert dict(turned.found.by_reason) == {reason: -amount for reason, amount in found.found.by_reason.items()}
    assert turned.found.distance == found.found.distance
    assert (found.found.distance == 0) == (not found.differing)


@given(lists)
@settings(max_examples=50, deadline=None)
def test_a_list_agrees_with_itself_and_not_at_all_with_a_list_of_others(a: DealList) -> None:
    once = replace(a, rows=tuple({row.id: replace(row, amount=Decimal(7)) for row in a.rows}.values()))
    if not once.rows:
        return
    assert compared(once, once).found.distance == 0
    others = replace(once, name="b", rows=tuple(replace(row, id=f"other-{row.id}") for row in once.rows))
    assert compared(once, others).found.distance == 1


LEDGER = """opportunity_id,created_at,currency
o1,2026-01-05,USD
o2,2026-05-02,USD
"""
VERSIONS = """opportunity_id,valid_from,status,amount,close_date
o1,2026-01-05,open,100,2026-06-01
o2,2026-05-02,open,70,2026-06-01
"""


def test_a_book_knows_which_deal_was_created_after_the_other_list_was_drawn(tmp_path: Any) -> None:
    (tmp_path / "opportunities.csv").write_text(LEDGER)
    (tmp_path / "opportunity_versions.csv").write_text(VERSIONS)
    with Book.in_memory() as book:
        book.take(tmp_path)
        found = book.reconcile(
            [{"id": "o1", "amount": 100}],
            [{"id": "o1", "amount": 100}, {"id": "o2", "amount": 70}],
            as_of_a="2026-05-01",
            as_of_b="2026-05-04",
        )
    assert dict(found.found.by_reason) == {"as_of": -70}
    assert "created on 2026-05-02" in found.differing[0].why


def test_a_long_and_a_short_salesforce_id_are_one_deal_and_bad_cells_are_named_together() -> None:
    with Book.in_memory() as book:
        found = book.reconcile(
            [{"id": "0065g00000AbCdE", "amount": "1,200.50"}], [{"id": "0065g00000AbCdEAAZ", "amount": "$1200.5"}]
        )
        assert (found.found.net, found.found.distance) == (0, 0.0)
        with pytest.raises(FileUnreadable, match=r"(?s)row 1.*no amount.*row 2.*the id is empty"):
            book.reconcile([{"id": "x", "amount": "many"}, {"id": "", "amount": 1}], [])
        for odd in ("1.234,50", "12,5", "-3", "1,23,456"):
            with pytest.raises(FileUnreadable, match="is no amount"):
                book.reconcile([{"id": "x", "amount": odd}], [])
        with pytest.raises(UsedWrongly, match='no column "amount"'):
            book.reconcile([{"id": "x", "worth": 1}], [])
