"""The opportunity daily history of dbt_salesforce: its project laid out, its source filled, what it wrote counted.

The checkouts stay as they are: the packages are copied, and what keeps them from DuckDB is mended in the copy. Neither repair touches what
a model computes: spark_utils' deprecated folder cannot be parsed on an adapter that is not Spark, and DuckDB takes no `partition_by` in
the form of another warehouse.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

PROJECT = """
name: beside
version: "1.0.0"
config-version: 2
profile: beside
flags: {send_anonymous_usage_stats: false}
vars: {salesforce__opportunity_history_enabled: true, salesforce_history_schema: main}
"""
PROFILE = "beside: {target: here, outputs: {here: {type: duckdb, path: DATABASE, threads: 2}}}"
TODAY = """{% macro duckdb__current_timestamp_backcompat() %}cast('{{ var("today") }}' as timestamp){% endmacro %}"""
"""The day of a run is told: a simulated company ends on a day of its own."""
UNKNOWN = {
    "VARCHAR": "description fiscal forecast_category_name name next_step record_type_id synced_quote_id",
    "TIMESTAMP": "last_activity_date last_referenced_date last_viewed_date",
    "BOOLEAN": "has_open_activity has_opportunity_line_item has_overdue_task",
    "INTEGER": "fiscal_quarter fiscal_year",
    "DOUBLE": "expected_revenue",
}
"""What else the package's own seeds have of a deal, and a simulated company does not: it is carried along, empty."""
SOURCE = """
CREATE OR REPLACE TABLE opportunity AS
SELECT opportunity_id AS id, account_id, owner_id, campaign_id, amount, probability, stage AS stage_name, forecast_category,
    close_date::TIMESTAMP AS close_date, created_at AS created_date, source AS lead_source, kind AS "type",
    status <> 'open' AS is_closed, status = 'won' AS is_won, false AS is_deleted,
    valid_from + INTERVAL 1 MICROSECOND AS _fivetran_start,
    coalesce(lead(valid_from) OVER deal, TIMESTAMP '9999-12-31 23:59:59') AS _fivetran_end,
    lead(valid_from) OVER deal IS NULL AS _fivetran_active, valid_from AS _fivetran_synced, {unknown}
FROM '{folder}/opportunity_versions.parquet' JOIN '{folder}/opportunities.parquet' USING (opportunity_id)
WHERE valid_from < TIMESTAMP '{before}'
WINDOW deal AS (PARTITION BY opportunity_id ORDER BY valid_from)
"""
"""A version ends the least time before the next one begins, as the package's source has it. It begins that time later than ours, since
their day is seen at its first instant and ours at the last of the day before: what changed at midnight itself is in neither."""
COUNTED = """
SELECT CAST(date_day - INTERVAL 1 DAY AS DATE)::VARCHAR, stage_name, count(*), coalesce(sum(amount), 0)
FROM salesforce__opportunity_daily_history WHERE NOT is_closed GROUP BY ALL
"""


def lay(project: Path, checkouts: Path, *packages: str) -> None:
    """Copies the packages and writes what a project needs."""
    installed = project / "dbt_packages"
    for name in packages:
        shutil.copytree(checkouts / name, installed / name, ignore=shutil.ignore_patterns(".git", "integration_tests"))
    shutil.rmtree(installed / "spark-utils" / "macros" / "dbt_utils" / "cross_db_utils" / "deprecated", True)
    for model in (installed / "dbt_salesforce" / "models" / "salesforce_history").rglob("*history.sql"):
        told = model.read_text(encoding="utf-8")
        model.write_text(re.sub(r"partition_by\s*=\s*\{.*?\]\s*,", "", told, flags=re.DOTALL), encoding="utf-8")
    (project / "macros").mkdir()
    (project / "macros" / "today.sql").write_text(TODAY, encoding="utf-8")
    (project / "dbt_project.yml").write_text(PROJECT, encoding="utf-8")
    profile = PROFILE.replace("DATABASE", json.dumps(str(project / "history.duckdb")))
    (project / "profiles.yml").write_text(profile, encoding="utf-8")


def fill(project: Path, exports: Path, before: str) -> None:
    """The company's deals in the shape of the package's source, as they were known before a day."""
    import duckdb

    nothing = [f'NULL::{kind} AS "{name}"' for kind, names in UNKNOWN.items() for name in names.split()]
    with duckdb.connect(str(project / "history.duckdb")) as engine:
        engine.execute(SOURCE.format(folder=exports, before=before, unknown=", ".join(nothing)))


def count(project: Path) -> None:
    """Rows in all and of the last day, and the open deals of every day by stage, with their amount."""
    import duckdb

    with duckdb.connect(str(project / "history.duckdb"), read_only=True) as engine:
        rows, last = engine.execute(
            "SELECT count(*), count(*) FILTER (date_day = (SELECT max(date_day) FROM salesforce__opportunity_daily_history))"
            " FROM salesforce__opportunity_daily_history"
        ).fetchall()[0]
        deals = engine.execute("SELECT count(DISTINCT id) FROM opportunity").fetchall()[0][0]
        cells = engine.execute(COUNTED).fetchall()
    sys.stdout.write(json.dumps({"rows": rows, "last": last, "deals": deals, "cells": cells}))


def main(name: str, project: str, *words: str) -> None:
    """Runs one of the three by its name."""
    run: dict[str, Callable[[], None]] = {
        "lay": lambda: lay(Path(project), Path(words[0]), *words[1:]),
        "fill": lambda: fill(Path(project), Path(words[0]), words[1]),
        "count": lambda: count(Path(project)),
    }
    run[name]()


if __name__ == "__main__":
    main(*sys.argv[1:])
