"""The segment and the profile class of a row, through one join of accounts or through the row's own columns."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import oarlock.agreement
from journal import store_of
from oarlock.agreement import Rule
from oarlock.agreement.market import Segment
from oarlock.diagnose import _strata
from oarlock.measure.facts.leads import leads_described

RECORD = """
2026-03-01        acme  founded  employees=200 country=DE
2026-03-01        tiny  founded  employees=5
2026-03-01        dark  founded
2026-03-02 08:00  ann   created  account=acme
2026-03-02 08:00  ben   created  account=tiny
2026-03-02 08:00  cem   created  account=dark
2026-03-02 08:00  dee   created  account=gone
2026-03-02 08:00  eve   created  country=DE
"""


@pytest.mark.parametrize(
    ("rule", "profile", "expected"),
    [
        ("employees >= 100", "employees > 0", {"ann": (0, 0), "ben": (1, 0), "cem": (1, 2), "dee": (1, 2), "eve": (1, 2)}),
        ("employees is null", "employees > 9", {"ann": (1, 0), "ben": (1, 1), "cem": (0, 2), "dee": (0, 2), "eve": (0, 2)}),
        ("country = 'DE'", "employees > 9", {"ann": (1, 0), "ben": (1, 1), "cem": (1, 2), "dee": (1, 2), "eve": (0, 2)}),
    ],
)  # fmt: skip
def test_a_lead_is_marked_by_its_account(rule: str, profile: str, expected: dict[str, tuple[int, int]]) -> None:
    """A lead without an account is marked as one of whose account nothing is known; its own country stands before its account's."""
    segment = Segment(name="big", title="Big", rule=Rule(rule))
    agreement = replace(oarlock.agreement.default(), segments=(segment,), profile=Rule(profile))
    with store_of(RECORD) as store:
        ledger = store.ledger()

        def described(agreed: Any) -> Any:
            return leads_described(ledger, agreed)

        told = ledger.rows(_strata.marked(ledger, agreement, described).select("lead_id", "segment_no", "profile_no"))
    assert {row["lead_id"]: (row["segment_no"], row["profile_no"]) for row in told} == expected
