"""Every metric and the whole diagnosis, asked on other engines: the same expressions, the same answers.

`CANNOT` lists what an engine cannot do, with the reason; a listed one that works after all fails the test, so that the list stays true.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.companies import COMPANY
from tests.parts.conftest import agreement as agreement

from journal import store_of
from oarlock import registry
from oarlock.agreement import Agreement
from oarlock.book.groups import groups_of
from oarlock.cli._lifted import as_json
from oarlock.diagnose.answer import to_json
from oarlock.diagnose.engine import diagnose
from oarlock.ledger.elsewhere import Elsewhere
from oarlock.ledger.engines.postgres import Postgres
from oarlock.ledger.engines.spark import Spark
from oarlock.ledger.reading import Ledger
from oarlock.ledger.store import Store
from oarlock.measure.engine import measure
from oarlock.measure.facts.lift import lift
from oarlock.measure.facts.lift_of_accounts import BUSY

CANNOT: dict[str, dict[str, str]] = {"postgres": {}, "spark": {}}


@pytest.fixture(scope="module")
def company() -> Iterator[Store]:
    with store_of(COMPANY) as store:
        yield store


@pytest.fixture(scope="module")
def with_a_test() -> Iterator[Store]:
    """Forty accounts, every third with an old deal that was lost, every fifth with one in the test; one is a customer, one left."""
    lines = [
        f"2024-01-01 a{i} founded employees={20 + 40 * (i % 2)} country={'DE' if i % 2 else 'FR'}" for i in range(40)
    ]
    for i in range(0, 40, 3):
        lines += [
            f"2026-0{1 + i % 2}-0{1 + i % 9} o{i} opened account=a{i} amount={i}.5 kind=new",
            f"2026-03-02 o{i} lost",
        ]
    for i in range(0, 40, 5):
        lines += [f"2026-04-1{i % 9} n{i} opened account=a{i} amount={100 + i} kind=new", f"2026-05-02 n{i} won"]
    for number, account, kind in ((1, 7, "started"), (2, 8, "started"), (3, 8, "churned")):
        lines += [f"2025-0{number}-01 e{number} noted table=customer_events account_id=a{account} kind={kind}"]
    with store_of("\n".join([*lines, "2026-06-03 z founded"])) as store:
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


def _tested(ledger: Ledger, agreement: Agreement) -> Any:
    """A linked test of accounts and one of regions, and the plan for one, with its draw."""
    accounts = sorted(str(row["account_id"]) for row in ledger.rows(ledger.table("accounts").select("account_id")))
    since = date(2026, 4, 6)
    arms = {account: "treated" if i % 2 else "control" for i, account in enumerate(accounts)}
    regions = [{"size": name, "group": group} for name, group in (("11 to 50", "treated"), ("51 to 200", "control"))]
    asked = [(arms, "deal"), (arms, "won"), (arms, "pipeline"), (regions, "deal"), (regions, "pipeline")]
    told = [as_json(lift(ledger, agreement, groups_of(groups), since, 50, outcome), {}) for groups, outcome in asked]
    plan = registry.load("plan", "holdout", "PLAN").make(ledger, agreement, draw=True, horizon=60)
    return [*map(json.loads, told), plan.to_json()]


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


def test_postgresql_tells_of_tests_as_the_book_does(
    with_a_test: Store, agreement: Agreement, postgres: Postgres
) -> None:
    here, there = with_a_test.ledger(None), Elsewhere(with_a_test.ledger(None), postgres)
    mine = _tested(here, agreement)
    assert _same(mine, _tested(there, agreement))
    assert mine[0]["left_out"] == {BUSY: 1}


@pytest.mark.slow
@pytest.mark.spark
def test_spark_answers_as_the_book_does(company: Store, agreement: Agreement, spark: Spark) -> None:
    here, there = company.ledger(None), Elsewhere(company.ledger(None), spark)
    assert _differing(here, there, agreement, CANNOT["spark"]) == {}
    assert _same(_diagnosed(here, agreement, "slopes"), _diagnosed(there, agreement, "slopes"))


@pytest.mark.slow
@pytest.mark.spark
def test_spark_tells_of_tests_as_the_book_does(with_a_test: Store, agreement: Agreement, spark: Spark) -> None:
    here, there = with_a_test.ledger(None), Elsewhere(with_a_test.ledger(None), spark)
    assert _same(_tested(here, agreement), _tested(there, agreement))


def test_a_book_asks_where_it_is_told(postgres_address: str, tmp_path: Any) -> None:
    from oarlock.book import Book
    from oarlock.errors import UsedWrongly

    Book.init(tmp_path / "acme").close()
    with Book.open(tmp_path / "acme", engine=postgres_address) as book:
        assert book.measure("win_rate").rows[0].estimate is None
        assert isinstance(book.ledger, Elsewhere)
    with Book.open(tmp_path / "acme", engine="oracle://x") as book, pytest.raises(UsedWrongly, match="spark://"):
        book.measure("win_rate")


def _survey() -> str:
    """Two waves under the same tokens, a reversed question, late answers, four answers, and customers."""
    row = (
        "{at} {survey} noted table=survey_answers respondent={team}{n} team={team} question={question} scale_min=0"
        " scale_max=10 value={value}"
    )
    lines = [
        row.format(at=at, survey=survey, team=team, n=n, question=question, value=(3 * n + len(question)) % 11)
        for at, survey, more in (("2026-03-02 23:30", "pulse", 0), ("2026-06-02 10:00", "next", 1))
        for team, people in (("sales", 6 + more), ("marketing", 9), ("north", 4), ("south", 7))
        for question in ("trust", "nps", "working_apart")
        for n in range(people)
    ]
    late = [
        row.format(at="2026-06-20", survey="next", team="sales", n=n, question="trust", value=1) for n in range(20, 24)
    ]
    return "\n".join([*lines, *late, "2026-07-01 end created"])


def _surveyed(there: Any, agreement: Agreement) -> None:
    agreed = replace(agreement, company=replace(agreement.company, time_zone="America/Los_Angeles"))
    with store_of(_survey()) as store:
        here, other = store.ledger(None), Elsewhere(store.ledger(None), there)
        every_way: tuple[dict[str, Any], ...] = ({}, {"every": "quarter"}, {"by": "team"})
        for asked in every_way:
            for name in ("survey_gap", "nps"):
                mine = measure(here, agreed, name, **asked)
                assert _same(mine.to_json(), measure(other, agreed, name, **asked).to_json()), (name, asked)
        assert {row.n for row in measure(here, agreed, "survey_gap")} == {15}


def test_postgresql_shows_of_a_survey_what_the_book_does(agreement: Agreement, postgres: Postgres) -> None:
    _surveyed(postgres, agreement)


@pytest.mark.slow
@pytest.mark.spark
def test_spark_shows_of_a_survey_what_the_book_does(agreement: Agreement, spark: Spark) -> None:
    _surveyed(spark, agreement)
