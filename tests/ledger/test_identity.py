"""Leads and accounts are matched with a reason, the same in any order, and a match taken back leaves things as they were."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oarlock.errors import UsedWrongly
from oarlock.ledger.identity import normal
from oarlock.ledger.identity.matching import match, matches, undo
from oarlock.ledger.store import Store
from oarlock.ledger.writer import Writer

from .conftest import commit, committed, day

NOW = day("2024-06-01")
CREATED = "(SELECT TIMESTAMP '2024-01-01' AS created_at)"
ACCOUNTS = f"""SELECT * FROM (VALUES ('a1', 'GTX Pro', 'gtx.test'), ('a2', 'GTXPro', NULL), ('a3', 'Other', 'https://www.GTX.test/home'),
               ('a4', 'Phoenix Ltd', 'phoenix.test'), ('a5', 'Phoenix', 'fenix.test'), ('a6', 'Free Rider', 'gmail.com'),
               ('a7', 'Rider', 'gmail.com')) AS v(account_id, name, domain), {CREATED}"""
LEADS = f"""SELECT * FROM (VALUES ('l1', 'Ann@GTX.test', NULL, NULL), ('l2', ' ann@gtx.test', NULL, NULL),
            ('l3', 'bob@gmail.com', NULL, 'Phoenix, Inc.'),
            ('l4', 'cyd@gtx.test', 'a6', NULL), ('l5', 'n/a', NULL, 'gtx  pro GmbH'), ('l6', 'n/a', NULL, NULL))
            AS v(lead_id, email, account_id, "Company"), {CREATED}"""


def run(store: Store) -> int:
    with Writer(store) as writer:
        return match(writer, at=NOW)


def seen(store: Store) -> list[dict[str, Any]]:
    return store.ledger().rows("SELECT lead_id, person_id, account_id FROM leads ORDER BY lead_id")


def test_matches_say_why(store: Store) -> None:
    commit(store, "one", "2024-02-01", accounts=ACCOUNTS, leads=LEADS)
    assert run(store) == 9
    found = {(m.entity, m.id): m for m in matches(store.ledger())}
    ann = found["lead", "l2"]
    assert (ann.master_id, ann.reason, ann.confidence, ann.matched_with) == (
        "l1",
        "same e-mail (ann@gtx.test)",
        "certain",
        "l1",
    )
    assert {id_: m.master_id for (entity, id_), m in found.items() if entity == "account"} == {
        "a1": "a1",
        "a2": "a1",
        "a3": "a1",
    }
    assert found["account", "a2"].reason == "same company name (gtxpro)"
    assert found["account", "a3"].reason == "same domain (gtx.test)"
    assert {id_: m.master_id for (entity, id_), m in found.items() if entity == "lead_account"} == {
        "l1": "a1", "l2": "a1", "l3": "a4", "l5": "a1",
    }  # fmt: skip


def test_readers_see_persons_and_accounts(store: Store) -> None:
    """l4's own account stands; a word that is no address matches nobody; two companies of one name and two domains stay two."""
    commit(store, "one", "2024-02-01", accounts=ACCOUNTS, leads=LEADS)
    run(store)
    told = {row["lead_id"]: (row["person_id"], row["account_id"]) for row in seen(store)}
    assert told["l1"] == told["l2"] == ("l1", "a1")
    assert told["l4"] == (None, "a6")
    assert told["l6"] == (None, None)
    assert len(matches(store.ledger(), entity="account")) == 3


def test_matching_again_changes_nothing(store: Store) -> None:
    commit(store, "one", "2024-02-01", accounts=ACCOUNTS, leads=LEADS)
    run(store)
    before = store.version()
    assert run(store) == 9
    assert store.version() == before


def test_a_match_taken_back_stays_back(store: Store) -> None:
    commit(store, "one", "2024-02-01", accounts=ACCOUNTS, leads=LEADS)
    run(store)
    (wrong,) = matches(store.ledger(), entity="lead", ids=["l2"])
    with Writer(store) as writer:
        undo(writer, wrong.number, at=NOW)
        with pytest.raises(UsedWrongly, match="no match"):
            undo(writer, wrong.number, at=NOW)
    assert matches(store.ledger(), ids=["l2"], entity="lead") == []
    run(store)
    assert matches(store.ledger(), ids=["l2"], entity="lead") == []


def test_a_match_that_no_longer_holds_is_retired_and_may_come_back(store: Store) -> None:
    commit(store, "one", "2024-02-01", leads=LEADS)
    run(store)
    for load, address, expected in (("two", "other@gtx.test", 0), ("three", "ann@gtx.test", 2)):
        commit(store, load, "2024-03-01", leads=f"SELECT 'l2' AS lead_id, '{address}' AS email")
        run(store)
        assert len(matches(store.ledger(), entity="lead")) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("GTXPro", "gtxpro"), ("G.T.X. Pro GmbH & Co. KG", "gtxpro"), ("Société Générale S.A.", "societegenerale"), ("Acme Co., Inc.", "acme"),
     ("Müller und Söhne AG", "mullerundsohne"), ("AB", None), ("日本電気株式会社", "日本電気株式会社")],
)  # fmt: skip
def test_company_names_are_compared_without_dress(memory: Store, name: str, expected: str | None) -> None:
    assert memory.ledger().rows(f"SELECT {normal.company('n')} AS key FROM (SELECT '{name}' AS n)") == [
        {"key": expected}
    ]


LEAD = st.tuples(st.sampled_from(["ann@x.test", "ANN@x.test", "bob@y.test", None]), st.sampled_from(["a1", "a2", None]))
ACCOUNT = st.tuples(
    st.sampled_from(["North", "North Inc", "South", None]), st.sampled_from(["x.test", "www.y.test", None])
)


def load_of(leads: list[Any], accounts: list[Any]) -> dict[str, str]:
    def text(value: str | None) -> str:
        return "NULL" if value is None else f"'{value}'"

    told = ", ".join(f"('l{i}', {text(email)}, {text(account)})" for i, (email, account) in leads)
    firms = ", ".join(f"('a{i}', {text(name)}, {text(domain)})" for i, (name, domain) in accounts)
    return {
        "leads": f"SELECT * FROM (VALUES {told}) AS v(lead_id, email, account_id), {CREATED}",
        "accounts": f"SELECT * FROM (VALUES {firms}) AS v(account_id, name, domain), {CREATED}",
    }


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LEAD, min_size=2, max_size=5), st.lists(ACCOUNT, min_size=2, max_size=5), st.data())
def test_order_does_not_matter_and_undo_restores_exactly(
    leads: list[Any], accounts: list[Any], data: st.DataObject
) -> None:
    """All at once, or half matched before the rest arrives: the same matches. All matches taken back: what was seen before."""
    indexed_leads, indexed_accounts = list(enumerate(leads)), list(enumerate(accounts))
    with Store.in_memory(threads=1) as at_once, Store.in_memory(threads=1) as by_halves:
        commit(at_once, "all", "2024-02-01", **load_of(indexed_leads, indexed_accounts))
        before = seen(at_once)
        run(at_once)
        with Writer(by_halves) as writer:
            committed(writer, "late half", "2024-02-01", **load_of(indexed_leads[1:], indexed_accounts[1:]))
            match(writer, at=NOW)
            committed(writer, "early half", "2024-02-01", **load_of(indexed_leads[:1], indexed_accounts[:1]))
            match(writer, at=NOW)
        assert seen(by_halves) == seen(at_once)
        found = matches(at_once.ledger())
        assert [(m.entity, m.id, m.master_id) for m in matches(by_halves.ledger())] == [
            (m.entity, m.id, m.master_id) for m in found
        ]
        with Writer(at_once) as writer:
            for one in data.draw(st.permutations(found)):
                undo(writer, one.number, at=NOW)
        assert seen(at_once) == before
