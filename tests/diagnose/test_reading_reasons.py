"""What a loss reason speaks of."""

import pytest

from oarlock.diagnose._words import FIT, MARKET, OTHER, PRODUCT, SERVICE, reason_group


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Price too high", MARKET),
        ("no_decision", MARKET),
        ("Lost to competitor", MARKET),
        ("Missing feature: SSO", PRODUCT),
        ("failed security review", PRODUCT),
        ("Too small", FIT),
        ("bad onboarding", SERVICE),
        ("", OTHER),
        ("n/a", OTHER),
    ],
)
def test_the_words_of_a_reason_decide_its_group(text: str, group: int) -> None:
    assert reason_group(text) == group
