"""Who is on the profile is asked where somebody asks for it, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from oarlock.agreement import Agreement, Rule
from oarlock.errors import RuleInvalid
from oarlock.ledger.reading import Ledger
from oarlock.ledger.store import Store
from oarlock.measure.engine import measure
from oarlock.measure.facts.customers import customers
from oarlock.measure.query import asks_of_profile


class Listening(Ledger):
    """A ledger that writes down the tables it keeps and the questions it is asked."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, None)
        self.kept: list[str] = []
        self.asked: list[str] = []

    def keep(self, name: str, question: Any) -> Any:
        """Keeps, and remembers the name without what it depends on."""
        self.kept.append(name.rpartition("_")[0])
        return super().keep(name, question)

    def _make_view(self, name: str, *, deleted: bool) -> None:
        self.asked.append(name)
        super()._make_view(name, deleted=deleted)


@pytest.mark.parametrize(
    "metric", ["acceptance_rate", "stage_conversion", "first_response_time", "win_rate", "bookings"]
)
def test_a_profile_that_nobody_asks_of_costs_no_look_at_the_accounts(
    store: Store, agreement: Agreement, metric: str
) -> None:
    """
    2026-01-02  acme founded  employees=200
    2026-01-03  ann  created  account=acme source=Webinar
    2026-01-03  ann  mql
    2026-01-03  ann  assigned to=bob
    2026-01-05  ann  touched  by=call
    2026-01-06  ann  sal
    2026-01-07  big  opened   lead=ann account=acme amount=100
    2026-02-20  big  won
    """
    ledger = Listening(store)
    agreed = replace(agreement, profile=Rule("employees >= 50"))
    plain = measure(ledger, agreed, metric)
    assert "accounts" not in ledger.asked
    (row,) = measure(
        ledger, agreed, metric, by="profile", where="lead_id = 'ann'" if metric != "stage_conversion" else None
    ).rows[:1]
    assert row.slice["profile"] == "on profile"
    assert row.estimate == plain.rows[0].estimate
    assert "accounts" in ledger.asked


def test_deals_are_made_once_whatever_profile_is_asked_of(store: Store, agreement: Agreement) -> None:
    """
    2026-01-02  acme founded  employees=200
    2026-01-02  tiny founded  employees=5
    2026-01-07  big  opened   account=acme amount=100
    2026-01-07  low  opened   account=tiny amount=10
    2026-02-20  big  won
    2026-02-20  low  won
    """
    ledger = Listening(store)
    told = []
    for rule in ("employees >= 50", "employees < 50"):
        agreed = replace(agreement, profile=Rule(rule))
        found = measure(ledger, agreed, "bookings", by="profile")
        told.append({row.slice["profile"]: row.estimate for row in found.rows})
        judged = {row["account_id"]: row["on_profile"] for row in ledger.rows(customers(ledger, agreed))}
        assert judged == {"acme": rule == "employees >= 50", "tiny": rule == "employees < 50"}
    measure(ledger, agreement, "win_rate")
    assert told[0] == {"on profile": 100, "off profile": 10}
    assert told[1] == {"on profile": 10, "off profile": 100}
    assert [ledger.kept.count(name) for name in ("deal_facts", "customers")] == [1, 1]


def test_a_metric_a_slice_or_a_condition_asks_of_the_profile(agreement: Agreement) -> None:
    """Nothing else does; a promise about the profile makes the promise ask."""
    assert asks_of_profile("on_profile_spend", agreement, (), None)
    assert asks_of_profile("bookings", agreement, ("source", "profile"), None)
    assert asks_of_profile("bookings", agreement, (), "ON_PROFILE and source = 'Webinar'")
    assert not asks_of_profile("bookings", agreement, ("segment",), "source = 'profile'")
    assert not asks_of_profile("marketing_promise_kept", agreement, (), None)
    promise = replace(agreement.marketing, on_profile_share=0.7)
    promised = replace(agreement, promises=replace(agreement.promises, marketing=promise))
    assert asks_of_profile("marketing_promise_kept", promised, (), None)


def test_a_condition_that_does_not_parse_says_where_it_stands(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-03  ann  created
    """
    with pytest.raises(RuleInvalid, match=r'^where: the rule does not parse after "source ="'):
        measure(ledger, agreement, "lead_volume", where="source =")
