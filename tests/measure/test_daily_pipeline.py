"""The open pipeline of every day, from signed events, is what a table of one row per deal and day would say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from journal import store_of
from oarlock.agreement import Agreement
from oarlock.ledger.reading import Ledger
from oarlock.measure.engine import measure
from oarlock.measure.facts.local import is_fixed
from oarlock.measure.result import Measurements
from oarlock.stats.seeds import generator

FIRST = date(2026, 1, 1)
STAGES = ("A", "B", "C")
Row = tuple[str | None, str | None, float, int]

EXPLODED = """
WITH states AS (
    SELECT opportunity_id, stage, status, amount / 1e6 AS amount, valid_from,
        lead(valid_from) OVER (PARTITION BY opportunity_id ORDER BY valid_from) AS valid_to
    FROM opportunity_versions
), days AS (SELECT unnest(range(DATE '2026-01-01', DATE '{until}', INTERVAL 1 DAY))::DATE AS day)
SELECT day, stage, sum(amount) AS amount, count(*) AS deals
FROM states JOIN days ON valid_from < day + INTERVAL 1 DAY AND (valid_to IS NULL OR valid_to >= day + INTERVAL 1 DAY)
WHERE status = 'open' GROUP BY day, stage
"""


def _history(seed: int) -> str:
    """Deals that are opened, changed, closed and opened again at any hour, several times a day."""
    rng = generator(seed)
    lines = []
    for deal in range(40):
        hours = sorted(set(rng.integers(0, 50 * 24, rng.integers(1, 7)).tolist()))
        for place, hour in enumerate(hours):
            at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hour)
            verb = "opened" if not place else str(rng.choice(["changed", "changed", "won", "lost"]))
            details = f"stage={rng.choice(STAGES)}" + (
                f" amount={int(rng.integers(1, 900))}" if rng.random() < 0.8 else ""
            )
            lines.append(f"{at:%Y-%m-%d %H:%M} d{deal} {verb} {details}")
    return "\n".join([*lines, "2026-02-25 23:00 d0 changed"])


def _told(found: Measurements) -> set[Row]:
    return {(row.period, row.slice["stage"], row.estimate or 0.0, row.n) for row in found if row.n}


@pytest.mark.parametrize("seed", range(5))
def test_it_equals_the_exploded_table_row_by_row(agreement: Agreement, seed: int) -> None:
    with store_of(_history(seed)) as store:
        ledger = store.ledger(None)
        rows = ledger.rows(EXPLODED.format(until="2026-02-26"))
        found = measure(ledger, agreement, "open_pipeline", every="day", by="stage")
    exploded = {(str(row["day"])[:10], row["stage"], row["amount"] or 0.0, row["deals"]) for row in rows}
    assert _told(found) == exploded


def test_the_second_days_run_is_the_full_rebuild(agreement: Agreement) -> None:
    """METHODS 15 #9: what is learnt on the second day adds that day and changes none before it."""

    def of(ledger: Ledger) -> set[Row]:
        return _told(measure(ledger, agreement, "open_pipeline", every="day", by="stage"))

    with store_of(_history(7)) as store:
        twentieth = datetime(2026, 1, 20, 23, 59, 59, 999999, tzinfo=UTC)
        first, second = of(store.ledger(twentieth)), of(store.ledger(twentieth + timedelta(days=1)))
    assert {row for row in second if row[0] is not None and row[0] <= "2026-01-20"} == first
    assert [row for row in second if row[0] == "2026-01-21"]


def test_its_range_is_that_of_deals_one_by_one(agreement: Agreement) -> None:
    lines = [f"2026-01-01 d{i} opened stage=A amount=100" for i in range(16)]
    with store_of("\n".join(lines)) as store:
        found = measure(store.ledger(datetime(2026, 1, 2, 12, tzinfo=UTC)), agreement, "open_pipeline", every="day")
    (row, *_) = found.rows
    assert (row.estimate, row.n) == (1600, 16)
    assert row.lo == pytest.approx(1600 - 1.6449 * 400, abs=0.1)
    assert row.hi == pytest.approx(1600 + 1.6449 * 400, abs=0.1)


@pytest.mark.parametrize("zone", ["UTC", "Etc/GMT+5", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns"])
def test_a_clock_that_never_changes_is_one_whose_every_instant_has_the_same_offset(zone: str) -> None:
    ever = {
        datetime(year, month, 1, tzinfo=UTC).astimezone(ZoneInfo(zone)).utcoffset()
        for year in range(1930, 2030)
        for month in (1, 7)
    }
    assert is_fixed(zone) == (len(ever) == 1)
