"""The attribution playbook through the ledger: files that a strict reader refuses, and the credit that its authors computed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from oarlock import agreement as agreements
from oarlock.agreement import Agreement
from oarlock.connect.files import take
from oarlock.ledger.reading import Ledger
from oarlock.ledger.store import Store
from oarlock.ledger.writer import Writer
from oarlock.measure.engine import measure

MAPPING = Path(__file__).resolve().parents[2] / "docs" / "examples" / "attribution_playbook" / "mapping.toml"


@pytest.fixture(scope="module")
def playbook(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Store.in_memory(threads=1) as store:
        with Writer(store) as writer:
            report = take(
                writer,
                shared / "data" / "attribution_playbook",
                now=datetime(2026, 6, 1, tzinfo=UTC),
                mapping=MAPPING,
                rejects_folder=tmp_path_factory.mktemp("playbook") / "rejects",
            )
        assert not report.refused
        assert {file.name: file.rows for file in report.files}["sessions.csv"] == 90
        yield store.ledger(None)


@pytest.fixture(scope="module")
def stated() -> Agreement:
    default = agreements.default()
    company = replace(default.company, reporting_currency="USD")
    models = ("first", "last", "u_hubspot", "linear")
    return replace(default, company=company, attribution=replace(default.attribution, lookback_days=30, models=models))


REVENUE = {
    "first": {"direct": 140, "facebook_ads": 95, "google": 30, "adwords": 10},
    "last": {"direct": 145, "facebook_ads": 50, "google": 40, "adwords": 15, "bing": 25},
    "u_hubspot": {"direct": 141.40, "facebook_ads": 71.40, "google": 35.80, "adwords": 16.40, "bing": 10},
    "linear": {
        "direct": 141.428571,
        "facebook_ads": 70.178571,
        "google": 37.857143,
        "adwords": 19.107143,
        "bing": 6.428571,
    },
}
CONVERSIONS = {"direct": 10.976190, "facebook_ads": 5.392857, "google": 2.785714, "adwords": 1.369048, "bing": 0.476190}


def test_revenue_and_conversions_by_model(playbook: Ledger, stated: Agreement) -> None:
    found = measure(playbook, stated, "attributed_revenue")
    credit = {model: {} for model in REVENUE}
    for row in found:
        credit[row.slice["model"]][row.slice["channel"]] = row.estimate
    for model, expected in REVENUE.items():
        assert credit[model] == pytest.approx(expected, abs=1e-5), model
    linear = {row.slice["channel"]: row.also["conversions"] for row in found if row.slice["model"] == "linear"}
    assert linear == pytest.approx(CONVERSIONS, abs=1e-5)


def test_cost_by_linear_credit(playbook: Ledger, stated: Agreement) -> None:
    """34.33 and 57.85 a conversion: the money of a channel over its linear credit."""
    rows = playbook.rows("SELECT channel, sum(amount) / 1000000 AS spent FROM spend GROUP BY channel")
    spent = {row["channel"]: row["spent"] for row in rows}
    linear = {
        row.slice["channel"]: row.also["conversions"]
        for row in measure(playbook, stated, "attributed_revenue", where="model = 'linear'")
    }
    cost = {channel: money / linear[channel] for channel, money in spent.items()}
    assert cost == pytest.approx({"adwords": 34.330435, "facebook_ads": 57.854305}, abs=1e-4)
