"""Documented examples that follow customers beyond the win; the figures are those of the data's cards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from oarlock import agreement as agreements
from oarlock.connect.files import take
from oarlock.ledger.reading import Ledger
from oarlock.ledger.store import Store
from oarlock.ledger.writer import Writer
from oarlock.measure.engine import measure

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"


@pytest.fixture(scope="module")
def imported(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, str], Ledger]]:
    """The ledger of a set, imported once."""
    stores: dict[str, Store] = {}

    def load(example: str, path: str) -> Ledger:
        if example not in stores:
            store = stores[example] = Store.in_memory()
            with Writer(store) as writer:
                mapping = EXAMPLES / example / "mapping.toml"
                rejects = tmp_path_factory.mktemp(example) / "rejects"
                take(
                    writer,
                    shared / "data" / path,
                    now=datetime(2026, 6, 1, tzinfo=UTC),
                    mapping=mapping,
                    rejects_folder=rejects,
                )
        return stores[example].ledger(None)

    yield load
    for store in stores.values():
        store.close()


@pytest.fixture
def agreement() -> Any:
    default = agreements.default()
    return replace(default, company=replace(default.company, reporting_currency="BRL"))


def test_the_survey_drill_gives_the_known_scores(imported: Any, agreement: Any) -> None:
    ledger = imported("survey_ess", "survey/ess9gb.csv")
    (whole,) = measure(ledger, agreement, "nps").rows
    assert (whole.estimate, whole.n) == (pytest.approx(-48.5427, abs=1e-4), 1_887)
    assert whole.also["standard_error"] == pytest.approx(1.5481, abs=1e-4)
    assert whole.lo == pytest.approx(-48.5427 - 1.645 * 1.5481, abs=0.1)
    teams = {row.slice["team"]: row for row in measure(ledger, agreement, "nps", by="team")}
    assert (teams["men"].estimate, teams["men"].n) == (pytest.approx(-43.3180, abs=1e-4), 868)
    assert (teams["women"].estimate, teams["women"].n) == (pytest.approx(-52.9931, abs=1e-4), 1_019)
    assert teams["women"].also["detractors"] == 632


def test_olist_closes_the_loop_to_money(imported: Any, agreement: Any) -> None:
    ledger = imported("olist", "olist")
    found = measure(ledger, agreement, "realised_revenue")
    (whole,) = found.rows
    assert (whole.estimate, whole.n, whole.n_events) == (pytest.approx(676_851.48), 842, 380)
    assert found.excluded == {"it has brought nothing in yet": 462}
    origins = {row.slice["source"]: row.estimate for row in measure(ledger, agreement, "realised_revenue", by="source")}
    assert origins["unknown"] == pytest.approx(213_742.70)
    assert origins["organic_search"] == pytest.approx(207_023.45)
    assert origins["paid_search"] == pytest.approx(155_277.05)
    assert origins["social"] == pytest.approx(43_477.99)
    assert origins["direct_traffic"] == pytest.approx(21_903.90)
    kinds = {
        row.slice["opportunities.lead_type"]: (row.estimate, row.n_events, row.n)
        for row in measure(ledger, agreement, "realised_revenue", by="opportunities.lead_type")
    }
    assert kinds["online_big"] == (pytest.approx(290_930.94), 79, 126)
    assert kinds["online_medium"] == (pytest.approx(206_918.67), 172, 332)
