"""Settings written back into the text, with every comment kept."""

from __future__ import annotations

from datetime import date

import pytest

from oarlock.agreement import default_text, read_text, with_profile
from oarlock.agreement.editing import with_setting, with_version
from oarlock.agreement.signatures import Signature
from oarlock.errors import RuleInvalid, UsedWrongly

LEARNT = "employees between 50 and 1000 and \"Company size\" <> 'tiny'"
ADA = Signature("Ada Marsh", "marketing", date(2026, 1, 2))
BOB = Signature('Bob "the closer"', "sales", date(2026, 1, 3))


def test_a_learnt_profile_is_accepted_into_the_default_text():
    accepted = with_profile(default_text(), LEARNT)
    assert read_text(accepted).profile.text == LEARNT
    assert [
        line for line in accepted.splitlines() if not line.startswith('rule = "employees between 50 and 1000 and \\"')
    ] == (default_text().splitlines()), "one line is added, and none is changed"


def test_it_replaces_the_profile_that_stands_there_and_keeps_the_comment():
    text = "[profile]\nrule = \"score > 5 and industry = '#1'\"   # agreed in May\n[review]\n"
    assert with_profile(text, "score > 6") == '[profile]\nrule = "score > 6"   # agreed in May\n[review]\n'


def test_it_replaces_a_rule_of_several_lines():
    text = '[profile]\nrule = """\nscore > 5\n  and employees > 7\n"""\n\n[review]\npipeline_every = "week"\n'
    assert with_profile(text, "score > 6") == '[profile]\nrule = "score > 6"\n\n[review]\npipeline_every = "week"\n'


def test_it_adds_the_table_where_there_is_none():
    assert read_text(with_profile("version = 2", "score > 6")).profile.text == "score > 6"
    assert with_profile("version = 2\r\n", "score > 6") == 'version = 2\r\n\r\n[profile]\r\nrule = "score > 6"\r\n'


def test_a_bad_rule_is_not_written():
    with pytest.raises(RuleInvalid):
        with_profile(default_text(), "score >")


def test_a_text_laid_out_otherwise_is_left_alone():
    with pytest.raises(UsedWrongly, match=r"edit it by hand"):
        with_profile('profile = { rule = "score > 5" }', "score > 6")
    with pytest.raises(UsedWrongly, match=r"edit it by hand"):
        with_setting('note = """\nversion = 1\n"""\n', "", "version", 2)


def test_a_version_is_numbered_dated_and_signed():
    first = with_version(default_text(), 2, date(2026, 1, 5), [ADA])
    second = with_version(first, 3, date(2026, 4, 1), [ADA, BOB])
    agreement = read_text(second)
    assert (agreement.version, agreement.in_force_from, agreement.signatures) == (3, date(2026, 4, 1), (ADA, BOB))
    assert agreement.is_signed
    assert not read_text(first).is_signed
    assert "version = 3                      # one higher" in second
    assert with_version(second, 4, date(2026, 5, 1), []).count("[[signatures]]") == 1, (
        "only the commented example is left"
    )
