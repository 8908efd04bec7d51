"""What a diagnosis finds in companies whose truth is known: one of each here, twenty of each in docs/why/what-it-finds.md."""

from collections.abc import Callable

import pytest

from oarlock import registry
from oarlock.diagnose.answer import to_json
from oarlock.diagnose.base import Diagnosis, Verdict

CODES = registry.names("diagnose.causes")
INNOCENT = ("none", "seasonal", "mix_shift")


@pytest.mark.slow
@pytest.mark.parametrize("code", CODES)
def test_the_planted_cause_is_named_first(company: Callable[[str, int], Diagnosis], code: str) -> None:
    found = company(code, 3)
    assert [cause.code for cause in found.named][:1] == [code]
    cause = found.named[0]
    assert cause.since is not None
    assert cause.remedy
    assert cause.misleads


@pytest.mark.slow
@pytest.mark.parametrize("plant", INNOCENT)
def test_an_innocent_company_is_accused_of_nothing(company: Callable[[str, int], Diagnosis], plant: str) -> None:
    found = company(plant, 3)
    assert found.named == ()
    assert "No cause is named" in found.headline


@pytest.mark.slow
def test_every_cause_is_answered_with_a_reason(company: Callable[[str, int], Diagnosis]) -> None:
    found = company("none", 3)
    assert sorted(cause.code for cause in found.causes) == sorted(CODES)
    assert all(cause.sentence.endswith(".") for cause in found.causes)
    assert all(cause.since is None for cause in found.causes if cause.verdict is not Verdict.SUPPORTS)


@pytest.mark.slow
def test_money_at_stake_has_its_interval_around_it(company: Callable[[str, int], Diagnosis]) -> None:
    (first, *_) = company("slow_follow_up", 3).named
    amount = first.amount
    assert amount.estimate is not None
    assert amount.lo is not None
    assert amount.hi is not None
    assert 0 < amount.lo <= amount.estimate <= amount.hi
    assert amount.currency == "USD"


@pytest.mark.slow
def test_the_json_has_the_promised_shape(company: Callable[[str, int], Diagnosis]) -> None:
    answer = to_json(company("slow_follow_up", 3))
    assert {"as_of", "agreement", "slopes", "causes", "findings"} <= set(answer)
    assert {"status", "family", "verdict", "probability", "marketing", "bookings", "yield", "series"} <= set(
        answer["slopes"]
    )
    assert {"growth", "lo", "hi", "unit", "n"} <= set(answer["slopes"]["marketing"])
    assert {"code", "verdict", "grade", "amount", "sentence", "since", "evidence"} <= set(answer["causes"][0])
    assert answer["causes"][0]["verdict"] == "supports"
    assert {"id", "severity", "answers_for", "sentence"} <= set(answer["findings"][0])
