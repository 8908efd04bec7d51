"""Every metric and the whole diagnosis, asked on other engines: the same expressions, the same answers.

`CANNOT` lists what an engine cannot do, with the reason; a listed one that works after all fails the test, so that the list stays true.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from tests.companies import COMPANY
from tests.parts.conftest import agreement as agreement

from journal import store_of
from oarlock import registry
from oarlock.agreement import Agreement
from oarlock.diagnose.answer import to_json
from oarlock.diagnose.engine import diagnose
from oarlock.ledger.elsewhere import Elsewhere
from oarlock.ledger.engines.postgres import Postgres
from oarlock.ledger.engines.spark import Spark
from oarlock.ledger.reading import Ledger
from oarlock.ledger.store import Store
from oarlock.measure.engine import measure

CANNOT: dict[str, dict[str, str]] = {"postgres": {}, "spark": {}}


@pytest.fixture(scope="module")
def company() -> Iterator[Store]:
    with store_of(COMPANY) as store:
        yield store


def _differing(here: Ledger, there: Ledger, agreement: Agreement, known: dict[str, str]) -> dict[str, str]:
    """What differs, or fails although nothing says it must, or works although something says it cannot."""
    wrong: dict[str, str] = {}
    for name in registry.names("measure"):
        mine = measure(here, agreement, name, every="quarter").to_json()
        try:
            theirs = measure(there, agreement, name, every="quarter").to_json()
        except Exception as error:  # noqa: BLE001 – whatever an engine raises is the finding
            if name not in known:
                wrong[name] = f"{type(error).__name__}: {str(error)[:200]}"
            continue
        if name in known:
            wrong[name] = f"works, though it is listed: {known[name]}"
        elif not _same(mine, theirs):
            wrong[name] = "another answer"
    wrong |= (
        {"diagnose": "another answer"} if not _same(_diagnosed(here, agreement), _diagnosed(there, agreement)) else {}
    )
    return wrong


def _diagnosed(ledger: Ledger, agreement: Agreement, name: str | None = None) -> Any:
    return json.loads(json.dumps(to_json(diagnose(ledger, agreement, name))))


def _same(mine: Any, theirs: Any) -> bool:
    """Equal, numbers to nine digits."""
    if isinstance(mine, dict) and isinstance(theirs, dict):
        return mine.keys() == theirs.keys() and all(_same(mine[key], theirs[key]) for key in mine)
    if isinstance(mine, list) and isinstance(theirs, list):
        return len(mine) == len(theirs) and all(_same(one, other) for one, other in zip(mine, theirs, strict=True))
    if isinstance(mine, float) and isinstance(theirs, int | float):
        return mine == pytest.approx(theirs, rel=1e-9, abs=1e-9)
    return bool(mine == theirs)


@pytest.mark.slow
def test_postgresql_answers_as_the_book_does(company: Store, agreement: Agreement, postgres: Postgres) -> None:
    here, there = company.ledger(None), Elsewhere(company.ledger(None), postgres)
    assert _differing(here, there, agreement, CANNOT["postgres"]) == {}
    assert _same(_diagnosed(here, agreement), _diagnosed(there, agreement))


@pytest.mark.slow
@pytest.mark.spark
def test_spark_answers_as_the_book_does(company: Store, agreement: Agreement, spark: Spark) -> None:
    here, there = company.ledger(None), Elsewhere(company.ledger(None), spark)
    assert _differing(here, there, agreement, CANNOT["spark"]) == {}
    assert _same(_diagnosed(here, agreement, "slopes"), _diagnosed(there, agreement, "slopes"))


def test_a_book_asks_where_it_is_told(postgres_address: str, tmp_path: Any) -> None:
    from oarlock.book import Book
    from oarlock.errors import UsedWrongly

    Book.init(tmp_path / "acme").close()
    with Book.open(tmp_path / "acme", engine=postgres_address) as book:
        assert book.measure("win_rate").rows[0].estimate is None
        assert isinstance(book.ledger, Elsewhere)
    with Book.open(tmp_path / "acme", engine="oracle://x") as book, pytest.raises(UsedWrongly, match="spark://"):
        book.measure("win_rate")
