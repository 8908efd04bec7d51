"""What is looked for in every record, each as one query for the rows that have the flaw."""

from __future__ import annotations

from dataclasses import dataclass

DEALS = """
SELECT o.opportunity_id, o.account_id, o.owner_id, o.source, o.created_at, v.status, v.amount, v.close_date, v.valid_from
FROM opportunities AS o LEFT JOIN (
    SELECT opportunity_id, arg_max(status, valid_from) AS status,
           arg_max(amount, valid_from) FILTER (amount IS NOT NULL) AS amount,
           arg_max(close_date, valid_from) FILTER (close_date IS NOT NULL) AS close_date, max(valid_from) AS valid_from
    FROM opportunity_versions GROUP BY opportunity_id) AS v USING (opportunity_id)
"""
"""One row per opportunity as it stands; kept once for all checks under the name `record_deals`."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that may be wrong with rows of one table.

    Attributes:
        flawed: Query for the flawed rows: `record` (an id a person can look up) and `weight`. Placeholders: {as_of} is the asking day.
        among: Query for the total `weight` they are a share of.
        says: What is wrong, after "12 of 400 opportunities": a verb for many, first, and no word that speaks of many after it.
        tolerated: Shares up to this are a note; above, a warning. METHODS 0.6 where it names one.
        needs: Tables that must have rows, or the check says nothing (a table nobody delivered is not a flaw).
    """

    id: str
    table: str
    flawed: str
    among: str
    says: str
    fix: str
    tolerated: float = 0.0
    needs: tuple[str, ...] = ()


def _deals(
    id_: str, where: str, says: str, fix: str, *, among: str = "true", tolerated: float = 0.0, by_value: bool = False
) -> Check:
    weight = "abs(coalesce(amount, 0))::DOUBLE" if by_value else "1.0"
    return Check(
        id=id_,
        table="opportunities",
        flawed=f"SELECT opportunity_id AS record, {weight} AS weight FROM record_deals WHERE ({among}) AND ({where})",
        among=f"SELECT sum({weight}) AS weight FROM record_deals WHERE {among}",
        says=says,
        fix=fix,
        tolerated=tolerated,
        needs=("opportunities",),
    )


def _orphans(table: str, column: str, key: str, parent: str) -> Check:
    return Check(
        id=f"{table}.{column}_unknown",
        table=table,
        # A child of a deleted parent is no orphan: its parent is known, and hidden.
        flawed=f"SELECT {column} AS record, 1.0 AS weight FROM {table} WHERE {column} IS NOT NULL"
        f" AND {column} NOT IN (SELECT {key} FROM {parent} UNION ALL SELECT {key} FROM {parent}_deleted)",
        among=f"SELECT count({column})::DOUBLE AS weight FROM {table}",
        says=f"name {'an' if column[0] in 'aeio' else 'a'} {column} that is not in `{parent}`",
        fix=f"Import the missing rows of `{parent}`; until then these rows count in no result that goes through it.",
        tolerated=0.01,
        needs=(table, parent),
    )


def _missing(table: str, key: str, column: str, fix: str, *, tolerated: float) -> Check:
    return Check(
        id=f"{table}.{column}_missing",
        table=table,
        flawed=f"SELECT {key} AS record, 1.0 AS weight FROM {table} WHERE {column} IS NULL OR {column} = ''",
        among=f"SELECT count(*)::DOUBLE AS weight FROM {table}",
        says=f"have no {column}",
        fix=fix,
        tolerated=tolerated,
        needs=(table,),
    )


def _overlapping(table: str, same: str, of: str, *, tolerated: float, fix: str, empty_is_all: bool = False) -> Check:
    """Rows whose period begins inside that of another row of the same kind; `empty_is_all`: one without a kind holds those with one."""
    alike = " AND ".join(f"e.{column} IS NOT DISTINCT FROM r.{column}" for column in same.split())
    if empty_is_all:
        alike = f"({alike} OR (e.{same} IS NULL) <> (r.{same} IS NULL))"
    begins = [f"({x}.period_start, {x}.period_end, coalesce({x}.{same.split()[-1]}, ''))" for x in "er"]
    return Check(
        id=f"{table}.overlapping",
        table=table,
        flawed=f"SELECT CAST(r.period_start AS VARCHAR) AS record, 1.0 AS weight FROM {table} AS r WHERE EXISTS (SELECT 1 FROM {table} AS e"
        f" WHERE {alike} AND {begins[0]} < {begins[1]} AND e.period_end > r.period_start)",
        among=f"SELECT count(*)::DOUBLE AS weight FROM {table}",
        says=f"begin inside the period of another row of the same {of}",
        fix=fix,
        tolerated=tolerated,
        needs=(table,),
    )


CHECKS = (
    _deals("opportunities.without_versions", "valid_from IS NULL", "have no row in `opportunity_versions`",
           "Import the deals' history, or a list with stage, status and amount; without it they count in no pipeline."),
    _deals("opportunities.closes_before_created", "close_date < CAST(created_at AS DATE)", "close before the day of creation",
           "Correct the close date or the creation date in the source.", among="close_date IS NOT NULL"),
    _deals("opportunities.close_date_overdue", "close_date < DATE '{as_of}'",
           "are open with a close date that has passed (share by amount)",
           "Have their owners close them or move the date; pipeline by close date cannot be trusted until then.", among="status = 'open'",
           tolerated=0.10, by_value=True),
    _deals("opportunities.amount_missing", "amount IS NULL", "have no amount in any version",
           "Fill the amount in the source.", tolerated=0.05),
    _deals("opportunities.won_without_amount", "amount IS NULL", "are won without an amount",
           "Fill the amount; bookings are too low until then.", among="status = 'won'"),
    _deals("opportunities.owner_missing", "owner_id IS NULL OR owner_id = ''", "have no owner (share by amount)",
           "Assign an owner in the source.", tolerated=0.05, by_value=True),
    _deals("opportunities.source_missing", "source IS NULL OR source = ''", "have no source (share by amount)",
           "Fill the source; what marketing sourced cannot be told until then.", tolerated=0.05, by_value=True),
    Check("opportunities.duplicates", "opportunities",
          "SELECT opportunity_id AS record, 1.0 AS weight FROM record_deals WHERE account_id IS NOT NULL AND amount IS NOT NULL"
          " AND close_date IS NOT NULL QUALIFY row_number() OVER (PARTITION BY account_id, date_trunc('month', close_date), amount"
          " ORDER BY created_at, opportunity_id) > 1",
          "SELECT count(*)::DOUBLE AS weight FROM record_deals",
          "repeat an earlier one: same account, close month and amount",
          "Merge the ones that are the same deal in the source.", tolerated=0.02, needs=("opportunities",)),
    Check("activities.after_close", "activities",
          "SELECT a.activity_id AS record, 1.0 AS weight FROM activities AS a JOIN record_deals AS d USING (opportunity_id)"
          " WHERE d.status IN ('won', 'lost') AND a.happened_at > d.valid_from + INTERVAL 30 DAY",
          "SELECT count(opportunity_id)::DOUBLE AS weight FROM activities",
          "lie more than 30 days after the close of the opportunity",
          "Log work after the close on the account, or reopen the deal if it was closed too early.", tolerated=0.05,
          needs=("activities", "opportunities")),
    Check("stage_changes.before_creation", "stage_changes",
          "SELECT s.lead_id AS record, 1.0 AS weight FROM stage_changes AS s JOIN leads AS l USING (lead_id)"
          " WHERE CAST(s.changed_at AS DATE) < CAST(l.created_at AS DATE)",
          "SELECT count(*)::DOUBLE AS weight FROM stage_changes",
          "lie on a day before the creation of the lead",
          "Check which of the two dates the export really holds; times between them would be negative.", tolerated=0.01,
          needs=("stage_changes", "leads")),
    _missing("leads", "lead_id", "email",
             "Ask for the address on every form; leads without one cannot be matched to people.", tolerated=0.05),
    _missing("leads", "lead_id", "source", "Fill the channel; cost and quality by channel leave these leads out.", tolerated=0.05),
    _missing("leads", "lead_id", "owner_id", "Route them; a lead without an owner waits for nobody.", tolerated=0.25),
    _overlapping("revenue", "segment", "segment or of all", tolerated=0.0, empty_is_all=True,
                 fix="Leave out totals that stand beside their parts: what overlaps counts twice."),
    _overlapping("costs", "team kind", "team and kind", tolerated=1.0,
                 fix="Nothing, where these are two costs. Otherwise leave one out: what overlaps counts twice."),
    Check("targets.two_goals", "targets",
          "SELECT CAST(r.period_start AS VARCHAR) AS record, 1.0 AS weight FROM targets AS r WHERE EXISTS (SELECT 1 FROM targets AS e"
          " WHERE e.period_start = r.period_start AND e.period_end IS NOT DISTINCT FROM r.period_end"
          " AND e.segment IS NOT DISTINCT FROM r.segment AND e.team <> r.team AND e.bookings_goal <> r.bookings_goal)",
          "SELECT count(*)::DOUBLE AS weight FROM targets",
          "state another goal for bookings than another team for the same period",
          "Agree on one number and import it for team both; until then that of sales counts, not that of marketing.", needs=("targets",)),
    _orphans("stage_changes", "lead_id", "lead_id", "leads"),
    _orphans("assignments", "lead_id", "lead_id", "leads"),
    _orphans("activities", "lead_id", "lead_id", "leads"),
    _orphans("touches", "lead_id", "lead_id", "leads"),
    _orphans("leads", "account_id", "account_id", "accounts"),
    _orphans("opportunities", "account_id", "account_id", "accounts"),
    _orphans("opportunity_versions", "opportunity_id", "opportunity_id", "opportunities"),
    _orphans("touches", "campaign_id", "campaign_id", "campaigns"),
    _orphans("spend", "campaign_id", "campaign_id", "campaigns"),
)  # fmt: skip
