"""Records that are there a second time: which of them repeat an earlier one, and what they are compared by."""

from __future__ import annotations

from itertools import product

from journal import take
from oarlock.agreement import Agreement
from oarlock.ledger.reading import Ledger
from oarlock.ledger.store import Store
from oarlock.measure.engine import measure
from oarlock.measure.facts.places import lent
from oarlock.measure.facts.repeats import plain, repeats


def test_all_but_the_first_of_each_repeat_it(ledger: Ledger, agreement: Agreement) -> None:
    """
    2025-01-01 acme founded domain=acme.example
    2025-02-01 acm2 founded domain=ACME.example name=Other
    2025-02-01 solo founded name=Solo
    2025-02-02 sol2 founded name=SOLO
    2025-01-10 cem  created email=ann@acme.example
    2025-01-10 ann  created email=Ann@acme.example
    2025-01-12 ben  created email=ANN@acme.example
    2025-01-13 dan  created
    2025-01-14 eve  created
    2025-01-15 fay  created email=fay@acme.example
    2025-02-01 d1   opened account=acme amount=100 close=2025-02-20
    2025-02-02 d2   opened account=acme amount=100 close=2025-02-25
    2025-02-03 d3   opened account=acme amount=100 close=2025-03-25
    2025-02-04 d4   opened account=acme amount=100
    2025-02-05 d5   opened account=acme amount=100
    """
    found = {(row["_table"], row["_record"]) for row in ledger.rows(repeats(ledger, agreement)) if row["is_again"]}
    # Of two made at one instant the first by id is the one repeated; what says nothing repeats nothing.
    assert found == {
        ("accounts", "acm2"), ("accounts", "sol2"), ("leads", "cem"), ("leads", "ben"), ("opportunities", "d2"),
    }  # fmt: skip


def test_blanks_around_a_text_are_no_part_of_it(ledger: Ledger, agreement: Agreement) -> None:
    """Against Python's own, with every mixture of two blanks before and after."""
    blanks = (" ", "\t", "\n", "\r", "\v", "\f", "")
    texts = ["".join(parts) for parts in product(blanks, blanks, ("Van Fay", "v", ""), blanks, blanks)]
    table = lent(ledger, "texts", {"text": "VARCHAR"}, [(text,) for text in dict.fromkeys(texts)])
    rows = ledger.rows(table.select("text", plain=plain(table.text)))
    assert len(rows) > 4000
    for row in rows:
        assert row["plain"] == row["text"].strip().lower()


def test_a_record_of_blanks_cannot_be_told(agreement: Agreement) -> None:
    """Two leads whose address is a blank are neither one person nor two."""
    rows = [("ann", " "), ("ben", "\t"), ("cem", "cem@acme.example"), ("dan", " Cem@acme.example"), ("eve", None)]
    leads_told = [{"lead_id": who, "email": email, "created_at": "2025-01-02"} for who, email in rows]
    with Store.in_memory(threads=1) as store:
        take(store, {"leads": leads_told}, "blanks")
        found = measure(store.ledger(None), agreement, "duplicates")
        (leads,) = (row for row in found.rows if row.slice["table"] == "leads")
        assert (leads.n_events, leads.n) == (1, 2)
