"""Two teams' counts of one pipeline, on ledgers small enough to walk by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from journal import store_of
from oarlock import agreement as agreements
from oarlock.agreement import Agreement, Rule
from oarlock.agreement.views import View
from oarlock.diagnose._views import two_views
from oarlock.diagnose.base import Found, Question
from oarlock.diagnose.pipeline_numbers_differ import find
from oarlock.errors import AgreementInvalid
from oarlock.ledger.reading import Ledger

NOW = datetime(2026, 5, 15, 23, 59, tzinfo=UTC)
DEALS = """
2026-04-03  both  opened   amount=100 close=2026-06-10 stage=Proposal sourced_by=marketing
2026-04-03  far   opened   amount=40 close=2026-09-10 stage=Proposal sourced_by=marketing
2026-04-03  low   opened   amount=30 close=2026-06-10 stage=Discovery sourced_by=marketing
2026-01-03  own   opened   amount=70 close=2026-06-10 stage=Proposal sourced_by=sales
2026-01-03  old   opened   amount=20 close=2026-06-10 stage=Proposal sourced_by=marketing
2026-04-03  mov   opened   amount=10 close=2026-06-10 stage=Proposal sourced_by=marketing
2026-05-14  mov   changed  amount=15
2026-04-03  won   opened   amount=99 close=2026-06-10 stage=Proposal sourced_by=marketing
2026-05-13  won   won
2026-05-14  new   opened   amount=8 close=2026-06-10 stage=Proposal sourced_by=marketing
"""


@pytest.fixture
def agreement() -> Agreement:
    default = agreements.default()
    pipeline = replace(default.pipeline, stages=("Discovery", "Proposal"), minimum_stage="Proposal")
    return replace(default, pipeline=pipeline)


def _steps(found: Found) -> dict[str, tuple[float | None, tuple[str, ...]]]:
    main = found.findings[0]
    amounts = {evidence.name: evidence.after for evidence in main.evidence}
    return {one.id.rsplit(".", 1)[1]: (amounts[one.id.rsplit(".", 1)[1]], one.records) for one in found.findings[1:]}


def test_the_usual_counts_are_walked_step_by_step(agreement: Agreement) -> None:
    with store_of(DEALS) as store:
        found = find(Question(store.ledger(NOW), agreement))
    main = found.findings[0]
    assert _steps(found) == {
        "source": (-70, ("own",)),
        "stage": (30, ("low",)),
    }
    # Marketing: both, far, low, old, mov, new; sales: both, far, own, old, mov, new.
    assert [e.after for e in main.evidence if e.name == "net difference"] == [(100 + 40 + 30 + 20 + 15 + 8)]
    assert [e.before for e in main.evidence if e.name == "net difference"] == [(100 + 40 + 70 + 20 + 15 + 8)]
    assert main.evidence[0].after == pytest.approx((30 + 70) / (100 + 40 + 30 + 70 + 20 + 15 + 8))
    assert str(main.severity) == "note"
    assert "can't tell, 7 deals" in main.sentence
    assert "[pipeline.views]" in found.notes[0]


@pytest.mark.parametrize("day", ["2026-04-04", "2026-05-15", "2026-06-30"])
def test_the_usual_counts_are_not_emptied_by_the_calendar(agreement: Agreement, day: str) -> None:
    """A quarter's first days, its middle and its last day: both teams count the deals that stand open."""
    with store_of(DEALS) as store:
        found = find(Question(store.ledger(datetime.fromisoformat(f"{day}T23:59+00:00")), agreement))
    (net,) = (e for e in found.findings[0].evidence if e.name == "net difference")
    assert net.after is not None
    assert net.before is not None
    assert min(net.after, net.before) > 100
    assert len(found.notes) == 1


def test_a_stated_window_at_its_edge_says_so(agreement: Agreement) -> None:
    views = {"marketing": View(clock="created"), "sales": View(clock="close")}
    stated = replace(agreement, pipeline=replace(agreement.pipeline, views=views))
    with store_of(DEALS) as store:
        told = {
            day: find(Question(store.ledger(datetime.fromisoformat(f"{day}T23:59+00:00")), stated)).notes
            for day in ("2026-04-04", "2026-05-15", "2026-06-30")
        }
    assert told["2026-05-15"] == ()
    assert [note.split(" counts")[0] for note in told["2026-04-04"]] == ["Marketing"]
    assert [note.split(" counts")[0] for note in told["2026-06-30"]] == ["Sales"]


def test_a_list_of_another_day_differs_by_what_changed_since(agreement: Agreement) -> None:
    with store_of(DEALS) as store:
        found = two_views(store.ledger(NOW), agreement, View(days_before=3), View())
    assert found is not None
    steps = {step.reason: (step.amount, step.deals) for step in found.weeks[0].steps}
    # The older list still holds what was won since, not what was opened since, and the old amount.
    assert steps == {"as_of": (99 - 8 - 5, 3)}
    assert found.records == {"as_of": ("won", "new", "mov")}


def test_a_rule_says_by_its_columns_why_a_deal_is_left_out(agreement: Agreement) -> None:
    with store_of(DEALS) as store:
        ledger = store.ledger(NOW)
        by_source = two_views(ledger, agreement, View(), View(rule=Rule("sourced_by = 'sales'")))
        by_worth = two_views(ledger, agreement, View(), View(amount="first"))
    assert by_source is not None
    assert [step.reason for step in by_source.weeks[0].steps] == ["source"]
    assert by_worth is not None
    assert [(step.reason, step.amount, step.deals) for step in by_worth.weeks[0].steps] == [("amount_definition", 5, 1)]


def test_the_reasons_add_up_in_every_week(agreement: Agreement) -> None:
    with store_of(DEALS) as store:
        found = two_views(store.ledger(NOW), agreement, View(clock="created", days_before=2), View(amount="first"))
    assert found is not None
    assert len(found.weeks) > 5
    for week in found.weeks:
        assert sum(step.amount for step in week.steps) == pytest.approx(week.one - week.other)
        assert not [step for step in week.steps if step.reason == "unexplained"]


def _many(count: int) -> str:
    lines = []
    for i in range(count):
        lines.append(f"2026-04-03  m{i} opened amount=100 close=2026-09-10 stage=Proposal sourced_by=marketing")
        lines.append(f"2026-01-03  s{i} opened amount=100 close=2026-06-10 stage=Proposal sourced_by=sales")
    return "\n".join([*lines, "2026-05-15 s0 changed"])


def test_counts_that_are_stated_and_far_apart_are_a_warning_and_unstated_ones_never(agreement: Agreement) -> None:
    views = {"marketing": View(rule=Rule("sourced_by = 'marketing'"), clock="created"), "sales": View()}
    stated = replace(agreement, pipeline=replace(agreement.pipeline, views=views))
    with store_of(_many(20)) as store:
        ledger = store.ledger(NOW)
        (warned, *_), (noted, *_) = (find(Question(ledger, one)).findings for one in (stated, agreement))
        same = replace(agreement, pipeline=replace(agreement.pipeline, views=dict.fromkeys(views, View())))
        (agreed,) = find(Question(ledger, same)).findings
    assert (str(warned.severity), warned.id) == ("warning", "pipeline_numbers_differ.distance.two_pipelines")
    assert str(noted.severity) == "note"
    assert agreed.id == "pipeline_numbers_differ.distance.same_number"


def test_what_cannot_be_counted_names_the_clause_or_the_file(agreement: Agreement) -> None:
    def missing(text: str, one: Agreement) -> str:
        with store_of(text) as store:
            return find(Question(store.ledger(NOW), one)).missing

    views = {"marketing": View(rule=Rule("sorced_by = 'x'"))}
    wrong = replace(agreement, pipeline=replace(agreement.pipeline, views=views))
    assert "pipeline.views.marketing.rule" in missing(DEALS, wrong)
    assert "sourced_by" in missing("2026-04-03 a opened amount=1 close=2026-06-10", agreement)
    closing = replace(agreement, pipeline=replace(agreement.pipeline, views={"sales": View(clock="close")}))
    assert "close_date" in missing("2026-04-03 a opened amount=1 sourced_by=marketing", closing)


def test_views_are_read_from_the_agreement() -> None:
    text = '[pipeline]\nstages = ["A", "B"]\n[pipeline.views.sales]\nminimum_stage = "B"\ndays_before = 3\n'
    read = agreements.read_text(text)
    assert read.pipeline.views == {"sales": View(minimum_stage="B", days_before=3)}
    with pytest.raises(AgreementInvalid, match="C"):
        agreements.read_text(text.replace('"B"\nd', '"C"\nd'))


def test_as_of_now_says_what_stands_now(agreement: Agreement) -> None:
    """METHODS 15 #9 through the views: a day on which nothing changed says the same as the day before it."""

    def told(ledger: Ledger) -> list[float]:
        found = two_views(ledger, agreement, View(), View())
        assert found is not None
        return [week.one for week in found.weeks]

    with store_of(DEALS) as store, store_of(DEALS + "2026-07-01 later opened amount=5 close=2026-09-01") as longer:
        assert told(store.ledger(NOW)) == told(longer.ledger(NOW))


def test_two_systems_that_hold_the_same_deals_are_matched_by_the_id_one_carries(agreement: Agreement) -> None:
    """MAP deals carry the CRM's id; one is only there, one has another amount there."""
    from journal import rows_of, take
    from oarlock.ledger.store import Store

    crm = "2026-04-03 c1 opened amount=100 close=2026-06-10\n2026-04-03 c2 opened amount=50 close=2026-06-10"
    map_ = "\n".join(
        f"2026-04-03 {name} opened amount={amount} close=2026-06-10 crm_id={known}"
        for name, amount, known in (("m1", 100, "c1"), ("m2", 80, "c2"), ("m3", 30, "-"))
    ).replace(" crm_id=-", "")
    with Store.in_memory(threads=1) as store:
        for system, text in (("salesforce", crm), ("hubspot", map_)):
            told = rows_of(text).rows
            told["opportunities"] = [{**row, "source_system": system} for row in told["opportunities"]]
            take(store, told, system)
        found = two_views(
            store.ledger(NOW), agreement, View(system="hubspot", matched_by="crm_id"), View(system="salesforce")
        )
    assert found is not None
    assert {step.reason: (step.amount, step.deals) for step in found.weeks[0].steps} == {
        "source": (30, 1),
        "amount_definition": (30, 1),
    }
    assert found.records == {"amount_definition": ("m2",), "source": ("m3",)}
