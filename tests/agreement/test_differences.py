"""Differences between versions, to be read by both teams."""

from __future__ import annotations

from dataclasses import replace

from oarlock.agreement import Rule, default, diff, read_text


def sentences(old, new) -> list[str]:
    return [change.sentence for change in diff(old, new)]


def test_the_same_agreement_has_no_differences():
    assert diff(default(), default()) == []
    assert diff(default(), replace(default(), version=2)) == [], "the number of a version is not what was agreed on"


def test_a_promise_that_changes():
    new = read_text(
        "[promises.sales]\nfirst_response_hours = 4\nfaster = []\n[promises.marketing]\nleads_per_month = 120\n"
    )
    assert [(change.path, change.before, change.after) for change in diff(default(), new)] == [
        ("promises.sales.first_response_hours", "8", "4"),
        ("promises.sales.faster.asked_for_sales", diff(default(), new)[1].before, ""),
        ("promises.marketing.leads_per_month", "", "120"),
    ]
    assert sentences(default(), new) == [
        "promises.sales.first_response_hours is 4 instead of 8. Working hours within which a person first responds.",
        'No longer in promises.sales.faster: "asked_for_sales".',
        "promises.marketing.leads_per_month is now 120, and was not stated before."
        " Leads delivered each month; left out, nothing was promised.",
    ]


def test_a_profile_that_is_stated_and_one_that_is_dropped():
    stated = replace(default(), profile=Rule("employees >= 50"))
    (change,) = diff(default(), stated)
    assert (change.path, change.after) == ("profile.rule", '"employees >= 50"')
    assert "was not stated before" in change.sentence
    assert "is no longer stated" in sentences(stated, default())[0]


def test_entries_that_come_go_and_move():
    old = read_text('segments = [{ name = "a", rule = "score > 1" }, { name = "b", rule = "score > 2" }]')
    new = read_text(
        'segments = [{ name = "c", rule = "score > 3" }, { name = "b", rule = "score > 5" }, { name = "a", rule = "score > 1" }]'
    )
    assert sentences(old, new) == [
        'segments.b.rule is "score > 5" instead of "score > 2". Which companies belong, over the columns of accounts.',
        'New in segments: "c", { name = "c", rule = "score > 3" }.',
        "The order of segments becomes b, a.",
    ]


def test_hours_and_channels_by_name():
    new = read_text(
        '[hours.sales]\nwindows = ["Mon-Thu, Sat 08:00-12:00, 13:00-18:00"]\n[channels]\ncapture = ["webinar*"]\n'
    )
    found = {change.path: change for change in diff(default(), new)}
    assert (
        'windows = ["Mon-Thu 08:00-12:00, 13:00-18:00", "Sat 08:00-12:00, 13:00-18:00"]' in found["hours.sales"].after
    )
    assert (found["channels.webinar*"].before, found["channels.webinar*"].after) == ('"create"', '"capture"')
    assert found["channels.podcast*"].sentence == 'No longer in channels: "podcast*".'
