"""Real and vendor-shaped input with known answers, imported by the documented examples' mappings."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from oarlock import agreement as agreements
from oarlock.agreement import Agreement, history
from oarlock.agreement.clock import due_at, working_hours
from oarlock.agreement.hours import Window, WorkingHours
from oarlock.connect.files import take
from oarlock.ledger.hygiene import flaws
from oarlock.ledger.reading import Ledger
from oarlock.ledger.store import Store
from oarlock.ledger.writer import Writer
from oarlock.measure.engine import measure

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"
At = Callable[[str], Ledger]


@pytest.fixture(scope="module")
def agreement() -> Agreement:
    """The default agreement as it stands: these examples need no other."""
    return agreements.default()


def _end_of(day: str, zone: str = "UTC") -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(zone)) + timedelta(days=1) - timedelta(microseconds=1)


def _imported(shared: Path, name: str, rejects: Path, mapping: str = "mapping.toml") -> Store:
    store = Store.in_memory(threads=1)
    with Writer(store) as writer:
        take(
            writer,
            [shared / "data" / name],
            now=datetime(2026, 1, 1, tzinfo=UTC),
            mapping=EXAMPLES / name / mapping,
            rejects_folder=rejects,
        )
    return store


@pytest.fixture(scope="module")
def maven(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[At]:
    with _imported(shared, "maven_crm", tmp_path_factory.mktemp("rejects")) as store:
        yield lambda day: store.ledger(_end_of(day))


@pytest.fixture(scope="module")
def olist(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with _imported(shared, "olist", tmp_path_factory.mktemp("rejects")) as store:
        yield store.ledger(_end_of("2018-11-14"))


@pytest.fixture(scope="module")
def helpdesk(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with _imported(shared, "helpdesk_sla", tmp_path_factory.mktemp("rejects")) as store:
        yield store.ledger(None)


@pytest.fixture(scope="module")
def loans(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[At]:
    with _imported(shared, "loan_offers", tmp_path_factory.mktemp("rejects"), "bridge.toml") as store:
        yield lambda day: store.ledger(_end_of(day, "Europe/Amsterdam"))


@pytest.fixture(scope="module")
def zendesk(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with _imported(shared, "dbt_zendesk", tmp_path_factory.mktemp("rejects")) as store:
        yield store.ledger(None)


@pytest.fixture(scope="module")
def marketo(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with _imported(shared, "dbt_marketo", tmp_path_factory.mktemp("rejects")) as store:
        yield store.ledger(None)


def test_maven_wins_and_bookings(maven: At, agreement: Agreement) -> None:
    (rate,) = measure(maven("2017-12-31"), agreement, "win_rate")
    assert (rate.n, rate.n_events, rate.estimate) == (6711, 4238, pytest.approx(0.631501, abs=5e-7))
    (booked,) = measure(maven("2017-12-31"), agreement, "bookings")
    assert (booked.estimate, booked.n) == (10_005_534, 4238)


def test_maven_in_the_middle_of_the_year(maven: At, agreement: Agreement) -> None:
    (open_,) = measure(maven("2017-06-30"), agreement, "open_pipeline")
    assert (open_.n, open_.estimate) == (1686, None)
    (booked,) = measure(maven("2017-06-30"), agreement, "bookings")
    assert (booked.estimate, booked.n) == (4_220_783, 1785)


def test_maven_by_quarter_and_manager(maven: At, agreement: Agreement) -> None:
    ledger = maven("2017-12-31")
    quarters = {row.period: row.estimate for row in measure(ledger, agreement, "bookings", every="quarter")}
    assert quarters == {"2017Q1": 1_134_672, "2017Q2": 3_086_111, "2017Q3": 2_982_255, "2017Q4": 2_802_496}
    managers = {row.slice["manager"]: row.estimate for row in measure(ledger, agreement, "bookings", by="manager")}
    assert managers["Melvin Marxen"] == 2_251_930
    products = {row.slice["product"]: row.estimate for row in measure(ledger, agreement, "bookings", by="product")}
    assert 3_510_578 in products.values()


@pytest.mark.parametrize(
    ("days", "share"),
    [(7, 0.0355), (14, 0.0535), (30, 0.069375), (60, 0.080875), (90, 0.0865), (180, 0.096922), (365, 0.113458)],
)
def test_olist_follows_leads_to_the_win(olist: Ledger, agreement: Agreement, days: int, share: float) -> None:
    (row,) = measure(olist, agreement, "lead_to_customer_rate", horizon=days)
    assert (row.n, row.n_events) == (8000, 842)
    assert row.estimate == pytest.approx(share, abs=5e-7)


def test_olist_by_origin(olist: Ledger, agreement: Agreement) -> None:
    rows = {row.slice["source"]: row for row in measure(olist, agreement, "time_to_customer", by="source")}
    counts = {source: (row.n, row.n_events, row.also.get("median_so_far")) for source, row in rows.items()}
    assert counts["organic_search"] == (2296, 271, 14.0)
    assert counts["referral"] == (284, 24, 18.5)
    assert counts["unknown"] == (1099, 179, 11.0)
    assert counts[None] == (60, 14, 7.5)
    (whole,) = measure(olist, agreement, "time_to_customer")
    assert whole.also == {"median_so_far": 14.0}


def test_helpdesk_in_business_hours(helpdesk: Ledger, agreement: Agreement) -> None:
    """The card counts Monday to Friday, 8 to 18, without holidays."""
    hours = WorkingHours(windows=tuple(Window(day, 8 * 60, 18 * 60) for day in range(5)))
    (row,) = measure(helpdesk, replace(agreement, hours={"default": hours}), "first_response_time")
    assert (row.n, row.n_events) == (3475, 3280)
    assert row.also["median_so_far"] * 60 == pytest.approx(184.0667, abs=5e-5)


def _replayed(file: Path, since: str, until: str) -> dict[str, int]:
    """The bridge of the raw log, event by event: the file's order is the order, and its times are those of Amsterdam's clocks."""
    stands: dict[str, str] = {}
    moved: Counter[str] = Counter()
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            case, amount, day = row["case"], int(row["case:AMOUNT_REQ"]), row["completeTime"][:10]
            before, after = stands.get(case), STATES.get(row["event"], "open")
            stands[case] = after
            if day <= until and (before, after) != ("open", "open"):
                way = {None: "created", "open": after}.get(before, "reopened")
                moved[way if day > since else "opening"] += amount if after == "open" else -amount
    return {**moved, "closing": sum(moved.values())}


STATES = {"O_ACCEPTED": "won", "O_DECLINED": "lost", "O_CANCELLED": "lost"}


@pytest.mark.parametrize("bridge", ["gross", "net"])
def test_loan_offers_bridge_two_months_to_the_cent(loans: At, agreement: Agreement, shared: Path, bridge: str) -> None:
    """The card: on 2011-10-31 sent 6,841,607 and sent back 1,727,633; on 2011-12-31 sent 7,834,067 and sent back 640,000.

    Accepted grows from 3,194,040 to 16,720,044; declined and cancelled from 1,224,202 + 1,929,347 to 6,129,693 + 11,795,984.
    """
    company = replace(
        agreement.company, fiscal_year_start_month=11, time_zone="Europe/Amsterdam", reporting_currency="EUR"
    )
    rows = measure(loans("2011-12-31"), replace(agreement, company=company), "pipeline_bridge", every="quarter")
    told = {r.slice["bucket"]: r.estimate for r in rows if (r.period, r.slice["bridge"]) == ("FY12 Q1", bridge)}
    opening, closing = told.pop("opening"), told.pop("closing")
    assert (opening, closing) == (6_841_607 + 1_727_633, 7_834_067 + 640_000)
    assert opening + sum(told.values()) == closing
    if bridge == "gross":
        assert told["won"] == 3_194_040 - 16_720_044
        assert told["lost"] + told["reopened"] == (1_224_202 + 1_929_347) - (6_129_693 + 11_795_984)
        by_hand = _replayed(shared / "data" / "loan_offers" / "offers_2011q4.csv.gz", "2011-10-31", "2011-12-31")
        assert {**told, "opening": opening, "closing": closing} == {"pulled_in": 0, **by_hand}


ZENDESK = EXAMPLES / "dbt_zendesk"


def test_a_ticket_walks_through_its_statuses(zendesk: Ledger) -> None:
    """The card: open 30 days, pending 28, on hold 20, solved 1; together 79. Of first entries: 1, 4, 73 and 1."""
    stays = zendesk.rows(
        "SELECT stage, sum(days) AS days FROM (SELECT stage, date_diff('day', changed_at, lead(changed_at)"
        " OVER (PARTITION BY lead_id ORDER BY changed_at)) AS days FROM stage_changes WHERE lead_id = '11071') GROUP BY stage"
    )
    days = {row["stage"]: row["days"] for row in stays}
    assert days == {"open": 30, "pending": 28, "on-hold": 20, "solved": 1, "closed": None}
    rows = measure(zendesk, history.in_force(ZENDESK, date(2020, 11, 16)), "time_in_stage")
    walked = {row.slice["stage"]: row.estimate for row in rows if row.estimate is not None}
    assert walked == {"mql": 1, "sal": 4, "sql": 73, "opportunity": 1}


def test_a_policy_s_versions_are_the_agreement_s(shared: Path) -> None:
    with (shared / "data" / "dbt_zendesk" / "sla_policy_metric_history_data.csv").open() as lines:
        told = [
            row
            for row in csv.DictReader(lines)
            if (row["sla_policy_id"], row["metric"]) == ("1001", "first_reply_time")
        ]
    assert len(told) == 8
    for row in told:
        promise = history.in_force(ZENDESK, date.fromisoformat(row["sla_policy_updated_at"][:10])).promises.sales
        hours = {faster.name: faster.first_response_hours for faster in promise.faster}
        assert hours.get(row["priority"], promise.first_response_hours) * 60 == float(row["target"])


def test_a_schedule_is_kept_in_its_own_zone(shared: Path) -> None:
    """Minutes since Sunday, local; the file's columns in UTC are those of summer."""
    hours = history.in_force(ZENDESK, date(2021, 1, 1)).hours_of("success")
    with (shared / "data" / "dbt_zendesk" / "schedule_data.csv").open() as lines:
        rows = list(csv.DictReader(lines))
    told = {
        Window((int(r["start_time"]) // 1440 - 1) % 7, int(r["start_time"]) % 1440, int(r["end_time"]) % 1440)
        for r in rows
    }
    assert set(hours.windows) == told
    for sunday, hours_late in ((datetime(2020, 7, 5, tzinfo=UTC), 0), (datetime(2020, 12, 6, tzinfo=UTC), 1)):
        for row in rows:
            opens = sunday + timedelta(minutes=int(row["start_time_utc"]), hours=hours_late)
            minute = timedelta(minutes=1)
            assert working_hours(hours, opens, opens + minute) == pytest.approx(1 / 60)
            assert working_hours(hours, opens - minute, opens) == 0


@pytest.mark.parametrize(
    ("opened", "due"), [("2020-05-29T19:40", "2020-06-01T08:40"), ("2020-06-05T19:40", "2020-06-08T08:25")]
)
def test_an_urgent_ticket_is_due_by_the_promise_of_its_day(opened: str, due: str) -> None:
    pacific = ZoneInfo("America/Los_Angeles")
    at = datetime.fromisoformat(opened).replace(tzinfo=pacific)
    agreed = history.in_force(ZENDESK, at)
    urgent = next(faster for faster in agreed.promises.sales.faster if faster.name == "urgent")
    assert due_at(agreed.hours_of("success"), at, urgent.first_response_hours) == datetime.fromisoformat(due).replace(
        tzinfo=pacific
    )


@pytest.mark.parametrize(
    "metric", ["lead_to_customer_rate", "stage_conversion", "sourced_share", "first_response_time"]
)
def test_rates_of_people_nobody_wrote_to_are_empty_and_not_zero(
    marketo: Ledger, agreement: Agreement, metric: str
) -> None:
    assert [(row.estimate, row.status.value) for row in measure(marketo, agreement, metric)] == [(None, "insufficient")]


def test_touches_of_nobody_are_told_as_such(marketo: Ledger, agreement: Agreement) -> None:
    told = [flaw.sentence for flaw in flaws(marketo, agreement) if "touches" in flaw.sentence]
    assert any("200" in sentence for sentence in told), told
    (volume,) = measure(marketo, agreement, "lead_volume")
    assert volume.estimate == 100


def test_olist_months_before_the_wins_are_recorded_are_not_told(olist: Ledger, agreement: Agreement) -> None:
    """The card: deals before December 2017 are missing, so early cohorts are truncated at the left."""
    months = measure(olist, agreement, "lead_to_customer_rate", every="month", horizon=90)
    told = {row.period: (row.n, row.n_events, row.status.value, row.estimate) for row in months}
    assert all(told[f"2017-{month:02d}"][2:] == ("artefact", None) for month in range(6, 13))
    assert told["2018-02"][:3] == (1_028, 149, "ok")
    assert any("Tue 5 Dec 2017" in caveat for caveat in months.caveats)
    (whole,) = measure(olist, agreement, "lead_to_customer_rate", horizon=90)
    assert (whole.n, whole.estimate) == (8_000, pytest.approx(0.0865, abs=5e-7))
