"""The survey section: what is refused, and with what advice."""

from __future__ import annotations

import pytest

from oarlock.agreement import read_text
from oarlock.errors import AgreementInvalid


def test_a_question_is_found_by_its_code() -> None:
    agreement = read_text('[[survey.questions]]\ncode = "fast"\ntext = "Fast?"\nkind = "nps"\n')
    assert agreement.survey.codes("nps") == ("fast",)
    assert agreement.survey.asked("FAST").about == "both"
    assert agreement.survey.asked("slow") is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[survey]\npeople = { sale = 9 }\n', 'there is no team "sale" here'),
        ('[survey]\npeople = { sales = 0 }\n', "0 is out of range"),
        ('[survey]\ngood_lead = "big"\n', "expected a table"),
        ('[[survey.questions]]\ncode = "a"\ntext = "A?"\nkind = "stars"\n', '"stars" is not among the words known here'),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_place(text: str, says: str) -> None:
    with pytest.raises(AgreementInvalid, match=r"survey") as refused:
        read_text(text)
    assert says in str(refused.value)
