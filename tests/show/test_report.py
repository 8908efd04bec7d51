"""The report in every state: complete words, nothing loaded, nothing from the record alive."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from tests.show import factory

from oarlock.errors import ToolMissing
from oarlock.show import pictures, report
from oarlock.show.causes import evidence_table
from oarlock.show.page import page, verdict_pill

pytest.importorskip("vl_convert", reason="charts need oarlock[pictures]")

EVIL = '<script>fetch("http://evil.example/x")</script><img src=http://evil.example/p.png onerror=alert(1)>{{7*7}}'


class Outline(HTMLParser):
    """The tags of a page in order, with their attributes and the text of its headings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def written() -> str:
    return report.html(factory.view())


@pytest.mark.parametrize("state", factory.STATES)
def test_every_state_makes_a_whole_page(state: str) -> None:
    found = factory.STATES[state]()
    text = report.html(factory.view(found))
    assert found.headline in text
    assert text.rstrip().endswith("</html>")
    assert report.html(factory.bare_view(found)).count("<h1") == 1


def test_the_verdict_comes_first(written: str) -> None:
    headings = re.findall(r"<h[123][^>]*>", written)
    assert headings[0].startswith("<h1")
    assert written.index("Disconnect</span>") < written.index("<h1") < written.index("<h2")


def test_headings_never_skip_a_level(written: str) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", written)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_nothing_can_be_loaded_and_no_script_is_there(written: str) -> None:
    outline = Outline(written)
    policy = next(m["content"] for m in outline.named("meta") if m.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:")
    assert not outline.named("script")
    for tag, attributes in outline.tags:
        for name in ("src", "href", "xlink:href", "srcset", "action"):
            value = attributes.get(name)
            assert value is None or value.startswith(("#", "data:")), (tag, value)
        assert not [name for name in attributes if name.startswith("on")]
    assert not re.findall(r"url\((?!data:|#)", written)


def test_every_chart_has_a_sentence_and_its_numbers_as_a_table(written: str) -> None:
    figures = list(Outline(written).named("figure"))
    assert len(figures) == 4
    assert all(figure["role"] == "img" and figure["aria-label"] for figure in figures)
    assert written.count("Show the numbers as a table") == len(figures) + 1  # and one for the causes


def test_charts_follow_the_theme(written: str) -> None:
    drawings = re.findall(r"<figure.*?</figure>", written, re.S)
    assert all("var(--" in drawing for drawing in drawings)
    assert not [drawing for drawing in drawings if re.search(r'(fill|stroke)="#', drawing)]


def test_ids_are_unique(written: str) -> None:
    ids = [attributes["id"] for _, attributes in Outline(written).tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:href="|url\()#([\w-]+)', written)) <= set(ids)


def test_the_page_stays_small(written: str) -> None:
    assert len(written) < 300_000


def test_nothing_from_the_record_is_alive() -> None:
    """A CRM field with markup is shown as the text it is, in HTML, in drawings and in attributes."""
    cause = factory.cause(sentence=EVIL, remedy=EVIL, misleads=EVIL, records=(EVIL,), since=EVIL, title=EVIL)
    cause = replace(cause, evidence=(replace(cause.evidence[0], name=EVIL, sentence=EVIL),))
    found = factory.diagnosis(
        causes=(cause,), headline=EVIL, notes=(EVIL,), company=EVIL, profile=EVIL,
        slopes=factory.slopes(verdict=EVIL, sentence=EVIL, marks=((factory.date(2025, 5, 20), EVIL),)),
        gates=(replace(factory.gates(failed=True)[1], sentence=EVIL, fix=EVIL),),
    )  # fmt: skip
    steps = (replace(factory.FUNNEL[1], stage=EVIL), replace(factory.FUNNEL[-1], reason=EVIL))
    flow = replace(factory.BRIDGE, period=EVIL, bars=(factory.BridgeBar(EVIL, 1e6),))
    whole = factory.view(
        found, company=EVIL, freshness=EVIL, funnel=steps, funnel_title=EVIL, bridge=flow,
        flaws=(factory.Flaw(EVIL, fix=EVIL, records=(EVIL,)),),
        definitions=(factory.Definition(EVIL, EVIL, EVIL, EVIL, EVIL, (EVIL,)),),
    )  # fmt: skip
    text = report.html(whole)
    outline = Outline(text)
    assert not outline.named("script")
    assert not outline.named("img")
    assert not [1 for _, attributes in outline.tags if "onerror" in attributes]
    assert "{{7*7}}" in text


def test_a_leaning_verdict_never_looks_like_a_full_one() -> None:
    pill = verdict_pill(factory.leaning().slopes)
    assert (pill.state, pill.word) == ("risk", "Leaning disconnect")
    assert verdict_pill(factory.slopes(leaning=True)).word == "Leaning disconnect"


def test_an_artefact_is_held_back_with_its_gate_and_fix() -> None:
    text = report.html(factory.view(factory.held_back()))
    assert "Held back" in text
    assert "Export OpportunityHistory from Salesforce" in text
    assert "history is missing" in text


def test_no_history_says_which_file_would_give_it() -> None:
    assert "OpportunityHistory (Salesforce) gives it" in report.html(factory.view(factory.no_history()))


def test_nothing_found_is_an_answer() -> None:
    assert page(factory.view(factory.healthy())).nothing_named == (
        "Nothing found: 1 possible cause looked at, none supported by the evidence."
    )
    assert (
        page(factory.view(factory.undecided())).nothing_named
        == "No cause is named. 1 of 2 possible causes cannot be told yet."
    )


def test_unknown_money_is_not_zero() -> None:
    unknown = factory.cause(amount=factory.Money(None, None, None, "USD"))
    (row,) = page(factory.view(factory.diagnosis(causes=(unknown,)))).named
    assert (row.amount, str(row.bar)) == ("–", "")


def test_a_loss_is_a_bar_too() -> None:
    loss = factory.cause(amount=factory.Money(-1.9e6, -2.6e6, -1.1e6, "USD"))
    gain = factory.cause()
    (lost,) = page(factory.view(factory.diagnosis(causes=(loss,)))).named
    (won,) = page(factory.view(factory.diagnosis(causes=(gain,)))).named
    assert lost.amount == "−$1.9M"
    assert lost.bar == won.bar


def test_a_bridge_that_does_not_add_up_says_so() -> None:
    torn = replace(factory.BRIDGE, closing=30e6)
    assert page(factory.view(bridge=torn)).balance == "$200,000 is not accounted for."
    assert page(factory.view()).balance == "The bars add up: opening plus every change is closing."


def test_the_running_quarter_is_told_in_words() -> None:
    assert page(factory.view()).running == (
        "Q3 2026 is still running and not drawn: so far $17.2M of pipeline and $2.9M of bookings."
    )


def test_evidence_is_written_in_its_unit() -> None:
    rows = page(factory.view()).named
    assert rows[0].evidence is not None
    assert rows[1].evidence is not None
    assert rows[0].evidence.rows == (
        ("Median first response, working hours", "3.1", "19.6", "+16.5", "12.8 to 20.1", "1,284"),
    )
    assert rows[1].evidence.rows[0][1:] == ("18%", "37%", "+19 points", "+14.0 to +24.0", "2,067")


def test_the_missing_renderer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "vl_convert", None)
    pictures._drawer.cache_clear()
    with pytest.raises(ToolMissing, match=r"oarlock\[pictures\]"):
        report.html(factory.view())
    pictures._drawer.cache_clear()


def test_the_missing_pdf_writer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    with pytest.raises(ToolMissing, match="libpango"):
        report.pdf(factory.view())


def test_pictures_are_the_same_twice_and_have_two_forms() -> None:
    from oarlock.show import charts

    spec = charts.quadrant(factory.slopes())
    assert pictures.svg(spec) == pictures.svg(spec)
    assert pictures.png(spec)[:4] == b"\x89PNG"


def test_a_reason_that_the_sentence_gives_is_not_said_twice() -> None:
    why = "only 5 complete quarters"
    slopes = factory.slopes(sentence=f"No trend can be told: {why}.", reason=why)
    assert page(factory.view(factory.diagnosis(slopes=slopes))).lede == f"No trend can be told: {why}."


def test_a_diagnosis_without_a_headline_still_has_a_heading() -> None:
    assert page(factory.view(factory.diagnosis(headline="", slopes=None))).headline == "Can't tell yet"


def test_an_open_range_of_money_breaks_nothing() -> None:
    wide = factory.cause(amount=factory.Money(1.9e6, 0.0, float("inf"), "USD"))
    (row,) = page(factory.view(factory.diagnosis(causes=(wide,)))).named
    assert (row.amount, row.amount_range) == ("$1.9M", "–")


def test_codes_of_the_bridge_become_words() -> None:
    flow = replace(factory.BRIDGE, period="2026Q3", bars=(factory.BridgeBar("pulled_in", 1.6e6),))
    figure = page(factory.view(bridge=flow)).bridge
    assert figure is not None
    assert figure.title == "Open pipeline, Q3 2026"
    assert figure.table.rows[1][0] == "Pulled in"


def test_a_beginning_is_told_to_the_month() -> None:
    (row,) = page(factory.view(factory.diagnosis(causes=(factory.cause(since="2025-02-14"),)))).named
    assert row.since == "Feb 2025"
    (row,) = page(factory.view(factory.diagnosis(causes=(factory.cause(since="FY25 Q1"),)))).named
    assert row.since == "FY25 Q1"


def test_a_passed_check_asks_for_no_fix() -> None:
    passed = replace(factory.gates()[0], fix="Do something nobody has to do.")
    assert "nobody has to do" not in report.html(factory.view(factory.diagnosis(gates=(passed,))))


def test_causes_not_named_say_which_and_why() -> None:
    ruled_out, untold = page(factory.view(factory.undecided())).unproven
    assert (ruled_out.title, str(ruled_out.verdict)) == ("Longer cycle", "against")
    assert untold.missing.startswith("No handling hours")
    assert page(factory.view(factory.undecided())).certainty == ""


def test_the_caveat_of_all_causes_is_said_once() -> None:
    caveat = "This says where the change sits, not what caused it"
    causes = tuple(factory.cause(sentence=f"Leads waited longer. {caveat}.") for _ in range(3))
    assert report.html(factory.view(factory.diagnosis(causes=causes))).count(caveat) == 1


def test_evidence_without_a_range_has_no_empty_columns() -> None:
    bare = factory.cause(evidence=(factory.Evidence("never_touched", "", "share", 0.041, 0.28),))
    (row,) = page(factory.view(factory.diagnosis(causes=(bare,)))).named
    assert row.evidence is not None
    assert (row.evidence.headers, row.evidence.rows) == (
        ("Measure", "Before", "After"),
        (("Never touched", "4.1%", "28%"),),
    )


@pytest.mark.parametrize(
    ("evidence", "headers"),
    [
        (({"after": 0.3},), ("Measure", "Value")),
        (({"before": 0.2, "after": 0.3, "ends": ("Marketing", "Sales")},), ("Measure", "Marketing", "Sales")),
        (({"before": 0.2, "after": 0.3, "ends": ("Target", "Value")}, {"after": 0.1}), ("Measure", "Target", "Value")),
        (({"before": 0.2, "after": 0.3}, {"before": 0.2, "after": 0.3, "ends": ("Sales", "Marketing")}), ("Measure", "Against", "Value")),
    ],
)  # fmt: skip
def test_what_is_no_before_and_after_is_not_called_so(
    evidence: tuple[dict[str, Any], ...], headers: tuple[str, ...]
) -> None:
    table = evidence_table(tuple(factory.Evidence("seen", "", "share", **one) for one in evidence), "EUR")
    assert table is not None
    assert table.headers == headers


def test_what_only_a_sentence_tells_has_no_row_of_numbers() -> None:
    told = factory.Evidence("where", "No part stands out.", "share")
    assert evidence_table((told,), "EUR") is None
    table = evidence_table((told, factory.Evidence("seen", "Seen less", "share", after=0.3)), "EUR")
    assert table is not None
    assert [row[0] for row in table.rows] == ["Seen"]


def test_every_number_stands_with_its_range_and_what_is_unknown_says_why(written: str) -> None:
    assert "27% to 35%" in written
    assert "2 of 4; a verdict needs 20" in written
    assert "1 number not known" in written
    assert "import customer_events" in written


def test_a_command_in_a_sentence_is_set_as_code_and_stays_escaped() -> None:
    (one, *_) = factory.diagnosis().findings
    written = report.html(
        factory.view(factory.diagnosis(findings=(replace(one, remedy="Try `oarlock <plan>`, or a lone ` & more."),)))
    )
    assert "or a lone" in written
    assert "<plan>" not in written
    two = replace(one, remedy="Try `oarlock plan <x>` & more.")
    assert "Try <code>oarlock plan &lt;x&gt;</code> &amp; more." in report.html(
        factory.view(factory.diagnosis(findings=(two,)))
    )


def test_a_fix_sets_names_as_code() -> None:
    gate = factory.replace(factory.gates(failed=True)[1], fix="Add a row to `rates`.")
    told = factory.view(factory.diagnosis(gates=(gate,)), flaws=(factory.Flaw("No rate.", fix="Write `rates.csv`."),))
    assert {"Add a row to <code>rates</code>.", "Write <code>rates.csv</code>."} <= set(
        re.findall(r"(?<=</strong> ).*?</code>\.", report.html(told))
    )


def test_a_profile_that_is_missing_is_said_once() -> None:
    none = "No ideal customer profile: none is stated, and too few deals were decided to learn one from."
    assert page(factory.view(factory.diagnosis(profile=none))).profile == none
    stated = page(factory.view(factory.diagnosis(profile="stated in the agreement: employees > 50.")))
    assert stated.profile == "Ideal customer profile: stated in the agreement: employees > 50."


def test_a_count_that_the_sentence_begins_with_is_not_said_twice() -> None:
    told = page(factory.view())
    assert [count for _, _, _, count, _ in told.flaws] == [
        "612",
        "",
    ]  # "41% of lost deals ..." and "38 leads share ..."


def test_notes_are_no_missing_files() -> None:
    written = report.html(factory.view(factory.diagnosis(notes=("One thing.",))))
    assert written.index("Good to know when reading it") < written.index("One thing.")
    assert "What is missing" not in written


def test_a_finding_leads_to_what_it_rests_on(written: str) -> None:
    assert "What it rests on" in written
    assert "slopes.disconnect" in written


def test_what_a_finding_rests_on_is_told_in_words_once_and_escaped() -> None:
    (one, *_) = factory.diagnosis().findings
    told = (
        factory.Evidence("direction", "Bookings: of 45 pairs 36 <rise>", "score", after=0.6),
        factory.Evidence("again", one.sentence, "share", after=0.5),
    )
    written = report.html(factory.view(factory.diagnosis(findings=(replace(one, evidence=told),))))
    assert written.count("of 45 pairs 36 &lt;rise&gt;") == 1
