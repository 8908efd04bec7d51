"""Past leads as a learnt score is taught by them: what was known when they came, and whether they became opportunities in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.funnel import funnel_facts, reached
from oarlock.measure.facts.places import digest, seconds_between
from oarlock.measure.facts.response import lead_response

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.stats.scorecard import Value

MOST = 100_000
"""Leads taken at most, chosen by a hash of their id."""
OF_LEAD = ("source", "lead_type", "country")
OF_ACCOUNT = ("industry", "employees", "annual_revenue", "target_tier")


@dataclass(frozen=True, slots=True)
class Training:
    """One entry a lead: `features` by field, `outcomes` (None: too young, or not worked), its account, and when it came (days)."""

    features: dict[str, list[Value]]
    outcomes: list[bool | None]
    accounts: list[str]
    at: list[float]


def training(ledger: Ledger, agreement: Agreement) -> Training:
    """Leads of the record with the fields of leads and accounts, own attributes of leads among them.

    A lead counts as worked once a person reached out or sales decided on it. Fields are as known at the ledger's instant: where a source
    overwrites them later, name them under `scoring.denied`.
    """
    rows = ledger.rows(_rows(ledger, agreement))
    names = [*OF_LEAD, *OF_ACCOUNT, *ledger.attributes("leads")]
    return Training(
        {name: [row[name] for row in rows] for name in names},
        [_outcome(row) for row in rows],
        [row["cluster"] for row in rows],
        [row["day"] for row in rows],
    )


def _outcome(row: dict[str, Any]) -> bool | None:
    # Of leads that are too young only those that were quick are known, and they would pass for all of their weeks.
    if not row["ripe"]:
        return None
    if row["in_time"]:
        return True
    return False if row["worked"] else None


def _rows(ledger: Ledger, agreement: Agreement) -> Any:
    import ibis

    leads = funnel_facts(ledger, agreement)
    horizon = ibis.interval(days=agreement.scoring.horizon_days)
    young = ledger.as_of.replace(tzinfo=None) - timedelta(days=agreement.scoring.horizon_days)
    met = reached(leads, "opportunity")
    judged = leads.select(
        "lead_id",
        "account_id",
        "cluster",
        "created_at",
        day=seconds_between(ibis.literal("1970-01-01 00:00:00").cast("timestamp"), leads.created_at) / 86_400.0,
        in_time=(met <= leads.created_at + horizon).fill_null(False),
        decided=leads.sal_at.notnull() | leads.sql_at.notnull() | leads.disqualified_at.notnull() | met.notnull(),
        ripe=leads.created_at <= ibis.literal(young, type="timestamp"),
    )
    kept = judged.filter(digest(judged.lead_id).substr(0, 4) <= _sampled(ledger))
    answered = lead_response(ledger, agreement).select(_answered="lead_id", touched_at="first_touch_at")
    joined = kept.left_join(answered, kept.lead_id == answered["_answered"])
    worked = joined.mutate(worked=joined.decided | joined.touched_at.notnull()).drop("_answered")
    return _described(ledger, worked).order_by("day", "lead_id")


def _described(ledger: Ledger, rows: Any) -> Any:
    own = ledger.table("leads")
    own = own.select(_lead=own.lead_id, **{name: own[name] for name in (*OF_LEAD, *ledger.attributes("leads"))})
    joined = rows.inner_join(own, rows.lead_id == own["_lead"]).drop("_lead")
    accounts = ledger.table("accounts")
    theirs = accounts.select(_account=accounts.account_id, **{name: accounts[name] for name in OF_ACCOUNT})
    return joined.left_join(theirs, joined.account_id == theirs["_account"]).drop("_account")


def _sampled(ledger: Ledger) -> str:
    """The largest first four hexadecimal digits of a lead's hash that are taken: about `MOST` leads of any record."""
    share = min(1.0, MOST / max(ledger.count("leads"), 1))
    return f"{int(share * 0xFFFF):04x}"
