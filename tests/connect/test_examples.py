"""The documented examples, run on the reference data: the figures are those of its cards, counted by others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from oarlock.connect.files import take
from oarlock.connect.report import Report
from oarlock.ledger.store import Store
from oarlock.ledger.writer import Writer

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"
Ask = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def example(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Imports a set by its mapping, once; answers the report and a way to ask the ledger as of an instant."""
    kept: dict[str, tuple[Report, Store]] = {}

    def load(name: str) -> tuple[Report, Callable[..., list[tuple[Any, ...]]]]:
        if name not in kept:
            store = Store.in_memory()
            with Writer(store) as writer:
                report = take(
                    writer,
                    shared / "data" / name,
                    now=datetime(2026, 6, 1, tzinfo=UTC),
                    mapping=EXAMPLES / name / "mapping.toml",
                    rejects_folder=tmp_path_factory.mktemp(name) / "rejects",
                )
            kept[name] = (report, store)
        report, store = kept[name]

        def ask(query: str, as_of: datetime | None = None) -> list[tuple[Any, ...]]:
            return [tuple(row.values()) for row in store.ledger(as_of).rows(query)]

        return report, ask

    yield load
    for _, store in kept.values():
        store.close()


def end_of(day: str, zone: str = "UTC") -> datetime:
    """The last microsecond of a day."""
    return datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(zone)) + timedelta(days=1, microseconds=-1)


STANDING = """
    SELECT count(*) FILTER (status = 'won'), count(*) FILTER (status = 'lost'), count(*) FILTER (status = 'open'),
        coalesce(sum(amount) FILTER (status = 'won'), 0) / 1000000
    FROM (SELECT *, row_number() OVER (PARTITION BY opportunity_id ORDER BY valid_from DESC) AS nth FROM opportunity_versions) WHERE nth = 1
"""


@pytest.mark.parametrize(
    ("day", "won", "lost", "still_open", "booked"),
    [
        ("2017-03-31", 531, 116, 1_330, 1_134_672),
        ("2017-06-30", 1_785, 894, 1_686, 4_220_783),
        ("2017-09-30", 3_042, 1_684, 2_409, 7_203_038),
        ("2017-12-31", 4_238, 2_473, 1_589, 10_005_534),
    ],
)
def test_maven_stands_as_it_stood(example: Any, day: str, won: int, lost: int, still_open: int, booked: int) -> None:
    _, ask = example("maven_crm")
    assert ask(STANDING, end_of(day)) == [(won, lost, still_open, booked)]


def test_maven_joins_the_misspelt_product_and_refuses_deals_without_a_date(example: Any, shared: Path) -> None:
    report, ask = example("maven_crm")
    file = next(file for file in report.files if file.name == "sales_pipeline.csv")
    assert (file.rows, file.refused) == (8_800, 500)
    assert {refused.column for refused in report.refused} == {"created_at", "valid_from"}
    assert ask("SELECT count(*), count(list_price), count(manager) FROM opportunities") == [(8_300, 8_300, 8_300)]
    by_product = dict(
        ask(
            "SELECT product, sum(amount) / 1000000 FROM opportunities JOIN opportunity_versions USING (opportunity_id)"
            " WHERE status = 'won' GROUP BY 1"
        )
    )
    assert by_product["GTX Pro"] == 3_510_578
    assert "GTXPro" not in by_product
    assert report.skipped == ("data_dictionary.csv",)


ORIGINS = {
    "organic_search": (2_296, 271, 14), "paid_search": (1_586, 195, 15), "social": (1_350, 75, 30), "unknown": (1_099, 179, 11),
    "direct_traffic": (499, 56, 10), "email": (493, 15, 21), "referral": (284, 24, 18.5), "other": (150, 4, 9), "display": (118, 6, 8.5),
    "other_publicities": (65, 3, 35), None: (60, 14, 7.5),
}  # fmt: skip


def test_olist_leads_and_wins_by_origin(example: Any) -> None:
    _, ask = example("olist")
    rows = ask(
        "SELECT l.source, count(*), count(w.lead_id), median(date_diff('day', l.created_at, w.changed_at)) FROM leads AS l"
        " LEFT JOIN (SELECT * FROM stage_changes WHERE stage = 'customer') AS w USING (lead_id) GROUP BY 1"
    )
    assert {source: (leads, won, days) for source, leads, won, days in rows} == ORIGINS


@pytest.mark.parametrize(
    ("day", "leads", "won"),
    [("2017-12-31", 2_002, 3), ("2018-01-31", 3_143, 76), ("2018-03-31", 5_345, 336), ("2018-06-30", 8_000, 722)],
)
def test_olist_as_of_a_day(example: Any, day: str, leads: int, won: int) -> None:
    _, ask = example("olist")
    at = end_of(day)
    (found,) = ask("SELECT count(*), (SELECT count(*) FROM stage_changes WHERE stage = 'customer') FROM leads", at)
    assert found == (leads, won)


LOAN_STATES = ("sent", "sent back", "accepted", "declined", "cancelled")
LOANS = {
    "2011-10-31": ((431, 6_841_607), (119, 1_727_633), (226, 3_194_040), (83, 1_224_202), (122, 1_929_347)),
    "2011-11-30": ((458, 6_987_004), (118, 1_796_200), (722, 10_810_362), (244, 3_691_101), (439, 6_729_103)),
    "2011-12-31": ((475, 7_834_067), (36, 640_000), (1_128, 16_720_044), (396, 6_129_693), (780, 11_795_984)),
    "2012-01-31": ((41, 751_123), (27, 503_000), (1_313, 19_869_597), (446, 6_944_635), (1_009, 15_350_133)),
    "2020-01-01": ((1, 18_000), (1, 20_000), (1_334, 20_260_597), (453, 7_084_135), (1_047, 16_035_756)),
}
"""Cases and requested amounts by state at the end of a day."""


@pytest.mark.parametrize("day", LOANS)
def test_loan_offers_at_the_end_of_a_day(example: Any, day: str) -> None:
    _, ask = example("loan_offers")
    newest = "SELECT *, row_number() OVER (PARTITION BY opportunity_id ORDER BY valid_from DESC) AS nth FROM opportunity_versions"
    rows = ask(
        f"SELECT stage, count(*), sum(amount) / 1000000 FROM ({newest}) WHERE nth = 1 GROUP BY 1",
        end_of(day, "Europe/Amsterdam"),
    )
    assert {stage: (count, amount) for stage, count, amount in rows} == dict(zip(LOAN_STATES, LOANS[day], strict=True))


def test_loan_offers_keep_every_event(example: Any) -> None:
    report, ask = example("loan_offers")
    assert ask("SELECT count(*), count(DISTINCT opportunity_id) FROM opportunity_versions") == [(17_572, 2_836)]
    assert dict(ask("SELECT stage, count(*) FROM opportunity_versions GROUP BY 1"))["cancelled"] == 2_115
    assert not report.refused


def test_help_desk_first_response(example: Any) -> None:
    _, ask = example("helpdesk_sla")
    (found,) = ask(
        "SELECT count(*), median(minutes), quantile_cont(minutes, 0.9) / 60,"
        " count(*) FILTER (minutes <= 5), count(*) FILTER (minutes <= 60),"
        " count(*) FILTER (minutes <= 1440) FROM (SELECT (epoch_us(min(happened_at)) - epoch_us(any_value(assigned_at))) / 6e7 AS minutes"
        " FROM assignments JOIN activities USING (lead_id) GROUP BY lead_id)"
    )
    assert found == (3_280, pytest.approx(227.9667, abs=1e-4), pytest.approx(240.3924, abs=1e-4), 1_070, 1_411, 2_059)
    assert ask("SELECT count(*) FROM leads") == [(3_475,)]


def test_help_desk_keeps_every_event_and_who_resolved_again(example: Any) -> None:
    _, ask = example("helpdesk_sla")
    assert ask("SELECT count(*) FROM stage_changes") == [(16_162,)]
    again = "SELECT lead_id FROM stage_changes WHERE stage = 'Resolve ticket' GROUP BY 1 HAVING count(*) > 1"
    assert ask(f"SELECT count(*) FROM ({again})") == [(307,)]


def test_salesforce_copies_are_all_deleted_and_the_report_says_so(example: Any) -> None:
    report, ask = example("dbt_salesforce")
    assert report.tables["opportunities"].deleted == 10
    assert ask("SELECT count(*) FROM opportunities") == [(0,)]
    assert ask("SELECT count(*) FROM opportunities_deleted") == [(10,)]
    assert ask(
        "SELECT count(*) FILTER (status = 'won'), count(*) FILTER (status = 'open') FROM opportunity_versions_deleted"
    ) == [(5, 1)]
    assert any("All 10 rows of opportunities are marked as deleted" in note for note in report.notes)
    assert not any("reconstructed" in note for note in report.notes), "the history table gives the versions"
    assert ask("SELECT count(*) FILTER (lead_type = 'contact'), count(*) FROM leads") == [(4, 5)]
    assert not report.refused
    assert not report.problems


SPENT = {
    "LinkedIn": (20, 530_620_000, "2020-03-23", "2021-05-25", 20),
    "Google Ads": (16, 231_330_000, "2021-01-05", "2021-02-26", 16),
    "Google Ads, account": (15, 1_632_333_323, "2021-07-10", "2021-09-04", 15),
    "Bing": (403, 946_340_000, "2018-09-17", "2019-06-27", 403),
    "Facebook": (10, 643_630_000, "2020-12-02", "2020-12-14", 0),
}
"""Days of a campaign, millionths, first and last day, and rows with a currency, by platform."""


def test_ads_of_four_platforms_are_spend_to_the_last_millionth(example: Any) -> None:
    report, ask = example("dbt_ad_reporting")
    rows = ask(
        "SELECT channel || CASE WHEN campaign_id IS NULL THEN ', account' ELSE '' END, count(*), sum(amount), min(day), max(day),"
        " count(currency) FILTER (currency = 'USD') FROM spend GROUP BY 1"
    )
    assert {name: (n, int(spent), str(first), str(last), usd) for name, n, spent, first, last, usd in rows} == SPENT
    assert not report.refused
    assert ask("SELECT count(*) FROM spend ANTI JOIN campaigns USING (campaign_id) WHERE campaign_id IS NOT NULL") == [
        (0,)
    ]


def test_finer_reports_are_added_up_and_counted(example: Any) -> None:
    report, _ = example("dbt_ad_reporting")
    added = {
        step.file.split("_")[0]: (step.read, step.taken, step.added)
        for step in report.steps
        if step.table == "spend" and step.added
    }
    assert added == {"microsoft": (2_630, 403, 2_227), "google": (19, 15, 4)}


def test_tickets_keep_their_statuses_and_count_the_rest(example: Any) -> None:
    report, ask = example("dbt_zendesk")
    steps = {step.table: step for step in report.steps}
    moves = steps["stage_changes"]
    assert (moves.read, moves.taken, moves.refused, moves.repeated, moves.left_out) == (38, 27, 0, 3, 8)
    assert ask("SELECT count(*) FROM stage_changes WHERE lead_id = '11071'") == [(13,)]
    assert (report.tables["leads"].new, report.tables["leads"].deleted) == (8, 2)
    early = "SELECT count(*) FROM stage_changes JOIN leads USING (lead_id) WHERE changed_at < created_at"
    assert ask(early) == [(1,)], "the history of 11071 begins before the ticket"


def test_marketo_activities_belong_to_nobody_in_the_list(example: Any) -> None:
    report, ask = example("dbt_marketo")
    assert ask("SELECT kind, count(*), count(DISTINCT lead_id) FROM touches GROUP BY 1 ORDER BY 1") == [
        ("click", 100, 6),
        ("open", 100, 98),
    ]
    assert ask("SELECT count(*) FROM leads") == [(100,)]
    assert ask("SELECT count(*) FROM touches JOIN leads USING (lead_id)") == [(0,)]
    assert dict(ask("SELECT channel, count(*) FROM campaigns GROUP BY 1")) == {
        "Webinar": 47, "Content": 23, "Email Campaign": 14, "Operational": 13, "Email Nurture": 2, "Web Request": 1,
    }  # fmt: skip
    assert not report.refused


def test_a_marketo_merge_moves_what_was_done_and_a_delete_marks(tmp_path: Path) -> None:
    """Ann was merged into Bea, Cid was deleted, Dee stays; the files start with byte-order marks, as Marketo's do."""
    files = {
        "lead": "id,created_at,email\n1,2026-01-01,ann@x.example\n2,2026-01-02,bea@x.example\n3,2026-01-03,c@x.example\n4,,d@x.example\n",
        "activity_merge_leads": "id,activity_date,lead_id,merge_ids\n90,2026-02-01 10:00:00,2,[1]\n",
        "activity_delete_lead": "id,activity_date,lead_id\n91,2026-02-02 10:00:00,3\n",
        "activity_open_email": "activity_date,id,lead_id,email_template_id\n2026-01-20,50,1,7\n2026-02-20,51,2,7\n,52,2,7\n",
        "activity_click_email": "activity_date,id,lead_id,email_template_id\n2026-01-21,60,1,7,extra\n",
        "program": "id,name,channel,start_date,end_date,_fivetran_deleted\n1001,A,Webinar,,,FALSE\n",
    }
    for name, text in files.items():
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / f"marketo_{name}_data.csv").write_text(text, "utf-8-sig")
    with Store.in_memory() as store:
        with Writer(store) as writer:
            report = take(
                writer, tmp_path / "in", now=datetime(2026, 6, 1, tzinfo=UTC), mapping=EXAMPLES / "dbt_marketo" / "mapping.toml",
                rejects_folder=tmp_path / "rejects",
            )  # fmt: skip
        touches = store.ledger(None).rows("SELECT touch_id, lead_id FROM touches ORDER BY 1")
        gone = store.ledger(None).rows("SELECT lead_id, merged_into FROM leads_deleted ORDER BY 1")
    assert touches == [{"touch_id": "50", "lead_id": "2"}, {"touch_id": "51", "lead_id": "2"}]
    assert gone == [{"lead_id": "1", "merged_into": "2"}, {"lead_id": "3", "merged_into": None}]
    reasons = {(refused.column, refused.reason.split(",")[0]) for refused in report.refused}
    assert reasons == {("created_at", "required"), ("touched_at", "required"), ("", "the row has 5 cells")}
    counts = {step.file.split("_")[-3]: (step.read, step.taken, step.refused) for step in report.steps if step.refused}
    assert counts == {"marketo": (4, 3, 1), "open": (3, 2, 1), "click": (1, 0, 1)}
