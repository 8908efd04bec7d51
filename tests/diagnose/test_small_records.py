"""Records too small, too short or too thin for a verdict: said, never guessed."""

import json
from datetime import UTC, datetime

import oarlock.agreement
from journal import store_of
from oarlock.diagnose.answer import to_json
from oarlock.diagnose.base import Diagnosis, Grade, Verdict
from oarlock.diagnose.engine import diagnose
from oarlock.ledger.store import Store


def told(store: Store, day: str) -> Diagnosis:
    ledger = store.ledger(datetime.fromisoformat(day).replace(tzinfo=UTC))
    return diagnose(ledger, oarlock.agreement.default())


def test_an_empty_record_names_the_files_that_would_change_that() -> None:
    found = told(Store.in_memory(), "2026-01-01")
    assert found.causes == ()
    assert "opportunities.csv" in found.notes[0]
    assert "no deals" in found.headline
    assert found.slopes is not None
    assert found.slopes.marketing.growth.reason == "no quarter is complete yet"
    json.dumps(to_json(found), allow_nan=False)


def test_three_deals_allow_no_verdict() -> None:
    """
    2025-01-10  ann  mql
    2025-02-01  big  opened   amount=100 close=2025-03-31 lead=ann
    2025-03-20  big  won      amount=100
    2025-04-02  mid  opened   amount=50  close=2025-06-30
    2025-05-20  mid  lost
    2025-07-02  new  opened   amount=70  close=2025-09-30
    """
    found = told(store_of(test_three_deals_allow_no_verdict.__doc__ or ""), "2025-10-01")
    assert found.slopes is not None
    assert found.slopes.verdict == "Can't tell yet"
    assert found.named == ()
    assert found.headline.endswith("Whether one of the causes looked for stands behind it cannot be told yet.")
    assert all(cause.verdict is Verdict.CANT_TELL and cause.grade is Grade.D for cause in found.causes if cause.missing)
    json.dumps(to_json(found), allow_nan=False)


def test_what_is_learnt_later_does_not_change_what_was_said_then() -> None:
    """
    2025-01-10  ann  mql
    2025-02-01  big  opened   amount=100 close=2025-03-31 lead=ann
    2025-03-20  big  won      amount=100
    2025-08-01  late opened   amount=900 close=2025-09-30
    2025-09-01  late won      amount=900
    """
    text = test_what_is_learnt_later_does_not_change_what_was_said_then.__doc__ or ""
    then = told(store_of(text), "2025-07-01")
    only_then = told(store_of("\n".join(text.strip().splitlines()[:3])), "2025-07-01")
    assert to_json(then) == to_json(only_then)


def test_money_without_a_rate_is_said_with_both_ways_to_mend_it() -> None:
    """
    2025-02-01  big  opened   amount=100 close=2025-03-31 currency=EUR
    2025-03-20  big  won      amount=100
    """
    found = told(store_of(test_money_without_a_rate_is_said_with_both_ways_to_mend_it.__doc__ or ""), "2025-10-01")
    (note,) = [note for note in found.notes if "EUR" in note]
    assert note.startswith("1 deal in EUR")
    assert 'reporting_currency = "EUR"' in note
    assert "rates.csv" in note
