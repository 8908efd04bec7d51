"""Completeness: how much of what the numbers rest on is filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.places import first_known, is_filled
from oarlock.measure.facts.repeats import KEYS
from oarlock.measure.slices import HIT
from oarlock.measure.statistics import Shares

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

OF_LEADS = ("email", "source", "account_id")
OF_ACCOUNTS = ("industry", "employees", "domain")
OF_DEALS = ("amount", "close_date", "source", "owner_id")
OF_LOST = "loss_reason"


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per record and field that it should have; `hit` says whether it is filled."""
    import ibis

    return ibis.union(
        *(
            _records(rows.filter(_should(rows, name)), table, field=ibis.literal(name), hit=is_filled(rows[name]))
            for table, (rows, names) in _asked(ledger, agreement).items()
            for name in names
        )
    )


def folded(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per record, with whether each field is filled in a column of its own; null where it should not have the field."""
    import ibis

    asked = _asked(ledger, agreement)
    every = list(dict.fromkeys(name for _, names in asked.values() for name in names))
    parts = []
    for table, (rows, names) in asked.items():
        nothing = ibis.null("boolean")
        hits = {n: _should(rows, n).ifelse(is_filled(rows[n]), nothing) if n in names else nothing for n in every}
        parts.append(_records(rows, table, **{HIT + name: hit for name, hit in hits.items()}))
    return ibis.union(*parts)


def _asked(ledger: Ledger, agreement: Agreement) -> dict[str, tuple[Any, tuple[str, ...]]]:
    """The records of each table and the fields that they should have."""
    promised = [name for name in agreement.marketing.complete_fields if name in ledger.columns("leads")]
    return {
        "leads": (ledger.table("leads"), tuple(dict.fromkeys((*promised, *OF_LEADS)))),
        "accounts": (ledger.table("accounts"), OF_ACCOUNTS),
        "opportunities": (deal_facts(ledger, agreement), (*OF_DEALS, OF_LOST)),
    }


def _should(rows: Any, name: str) -> Any:
    """Whether a record should have the field; never null."""
    import ibis

    return (rows.status == "lost").fill_null(False) if name == OF_LOST else ibis.literal(True)


def _records(rows: Any, table: str, **told: Any) -> Any:
    import ibis

    key = rows[KEYS[table]]
    ids = {id_: rows[id_] if id_ in rows.columns else ibis.null("string") for id_ in ("account_id", "owner_id")}
    source = rows.source if "source" in rows.columns else ibis.null("string")
    return rows.select(
        unit_id=key,
        cluster=first_known(ids["account_id"], key),
        at=rows.created_at,
        table=ibis.literal(table),
        source=source,
        **ids,
        **told,
    )


METRIC = Metric(
    name="completeness",
    title="Completeness of the record",
    question="How much of what the numbers rest on is filled in?",
    formula="records whose field is filled ÷ records that should have it, by the day the record was created, as it stands today",
    unit=Unit.SHARE,
    grain="one record and field",
    cohort="created_at",
    source=("leads", "accounts", "opportunities"),
    needs=("leads",),
    statistic=Shares("not known", of="field"),
    better=Direction.HIGHER,
    answers_for=(Team.BOTH,),
    observe=observe,
    folded=folded,
    within=("table", "field"),
    references=("METHODS 0.6",),
    misleads="A field that is filled need not be right: a required field invites whatever the form accepts.",
)
