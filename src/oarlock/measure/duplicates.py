"""Duplicates: how many records are there a second time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.places import first_known
from oarlock.measure.facts.repeats import KEYS, recorded, repeats
from oarlock.measure.statistics import Share

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead, account and deal; `hit` says whether an earlier record is the same one, null where there is nothing to tell by."""
    import ibis

    again = repeats(ledger, agreement)
    told = recorded(ledger, agreement).items()
    return ibis.union(*(_records(rows, table, again.filter(again["_table"] == table)) for table, rows in told))


def _records(rows: Any, table: str, again: Any) -> Any:
    import ibis

    key, source = KEYS[table], rows.source if "source" in rows.columns else ibis.null("string")
    records = rows.select(
        unit_id=rows[key],
        cluster=first_known(rows.account_id, rows[key]),
        at=rows.created_at,
        table=ibis.literal(table),
        source=source,
        account_id=rows.account_id,
    )
    joined = records.left_join(again, records.unit_id == again["_record"])
    hit = joined["_record"].isnull().ifelse(False, joined.is_again)
    return joined.select("unit_id", "cluster", "at", "table", "source", "account_id", hit=hit)


METRIC = Metric(
    name="duplicates",
    title="Duplicates",
    question="How many records are there a second time?",
    formula="leads of a person already there (by match, else e-mail), accounts of a domain or name already there, deals of an account, "
    "closing month and amount already there ÷ records that can be compared, by the day they were created",
    unit=Unit.SHARE,
    grain="one record",
    cohort="created_at",
    source=("leads", "accounts", "opportunities"),
    needs=("leads",),
    statistic=Share("nothing to compare it by"),
    better=Direction.LOWER,
    answers_for=(Team.BOTH,),
    observe=observe,
    within=("table",),
    references=("METHODS 0.6 (h)",),
    misleads="Two people may share an address, and a person who comes again is no fault of the record; look at a few before merging.",
)
