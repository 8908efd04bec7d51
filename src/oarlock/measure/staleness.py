"""Staleness: how much of what stands in the record nobody believes any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.cohorts import earliest
from oarlock.measure.facts.account_ends import account_ends, ends
from oarlock.measure.facts.deals import deal_facts, deal_spells
from oarlock.measure.facts.funnel import funnel_facts
from oarlock.measure.facts.places import first_known
from oarlock.measure.statistics import AtEnds, Share

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

WHAT = ("overdue_deals", "silent_accounts", "waiting_leads")
"""Open deals whose close date has passed; accounts without a sign of life in the window; MQLs not decided by their time."""


def observe(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """One row per open deal, account and MQL that came due, at the end of each period; `hit` says whether it was stale."""
    import ibis

    parts = [_deals(ledger, agreement, every), _accounts(ledger, agreement, every)]
    if not ledger.is_empty("stage_changes"):
        parts.append(_leads(ledger, agreement, every))
    return ibis.union(*parts)


def _deals(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    spells = deal_spells(ledger, agreement)
    spells = spells.filter(spells.status == "open", spells.close_date.notnull())
    spells = spells.select("opportunity_id", "valid_from", "close_date", until_at=first_known(spells.valid_to, _far()))
    standing = _at_ends(ledger, agreement, every, spells, "valid_from", "until_at")
    deals = deal_facts(ledger, agreement).select("account_id", "owner_id", "source", _deal="opportunity_id")
    joined = standing.inner_join(deals, standing.opportunity_id == deals["_deal"])
    return _row(joined, joined.opportunity_id, "overdue_deals", joined.close_date < joined["at"].date())


def _accounts(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """Accounts younger than the window cannot have been silent for it."""
    import ibis

    stood = account_ends(ledger, agreement, every, of_account=("owner_id", "created_at"))
    window = ibis.interval(days=agreement.accounts.window_days)
    old = stood.filter(stood.created_at.isnull() | (stood.created_at + window <= stood["at"]))
    silent = (old.engagement_minutes <= 0) & (old.sales_activities <= 0)
    return _row(old.mutate(source=ibis.null("string")), old.account_id, "silent_accounts", silent)


def _leads(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """MQLs whose time ran out within the window before the end: a stock of all that were ever forgotten would only grow."""
    import ibis

    leads = funnel_facts(ledger, agreement)
    leads = leads.filter(leads.mql_at.notnull())
    decided = earliest(
        leads.sal_at,
        leads.sql_at,
        leads.opportunity_at,
        leads.customer_at,
        leads.disqualified_at,
        leads.recycled_at,
    )
    due = leads.mql_at + ibis.interval(days=_dwell(agreement))
    leads = leads.select(
        "lead_id", "account_id", "owner_id", "source", due_at=due, decided_at=first_known(decided, _far())
    )
    leads = leads.mutate(leaves_at=leads.due_at + ibis.interval(days=agreement.accounts.window_days))
    came_due = _at_ends(ledger, agreement, every, leads, "due_at", "leaves_at")
    return _row(came_due, came_due.lead_id, "waiting_leads", came_due.decided_at > came_due.due_at)


def _at_ends(ledger: Ledger, agreement: Agreement, every: str, rows: Any, since: str, until: str) -> Any:
    """One row per row and end of a period from its instant `since` on, before `until`, with `at` and `is_last`."""
    crossed = rows.cross_join(ends(ledger, agreement, every))
    # As one number: a join on two inequalities would sort every row, where a few periods are quickly looked through.
    stands = (crossed[since] <= crossed["at"]) & (crossed["at"] < crossed[until])
    return crossed.filter(stands.ifelse(1, 0) == 1)


def _dwell(agreement: Agreement) -> int:
    """Days an MQL may wait: its stage's maximum dwell, else the promised decision."""
    stage = agreement.stage("mql")
    days = stage.max_dwell_days if stage and stage.max_dwell_days is not None else agreement.sales.decision_days
    return round(days)


def _row(rows: Any, unit: Any, what: str, hit: Any) -> Any:
    import ibis

    return rows.select(
        "account_id", "owner_id", "source", "at", "is_last",
        unit_id=unit, cluster=first_known(rows.account_id, unit), what=ibis.literal(what), hit=hit,
    )  # fmt: skip


def _far() -> Any:
    import ibis

    from oarlock.measure.facts.places import FAR

    return ibis.literal(FAR, type="timestamp")


METRIC = Metric(
    name="staleness",
    title="Staleness of the record",
    question="How much of what stands open has nobody looked after?",
    formula="at the end of the period: open deals past their close date ÷ open deals with one; accounts without a sign of life in the "
    "agreement's window ÷ accounts older than it; MQLs not decided by their time ÷ MQLs whose time ran out in the window",
    unit=Unit.SHARE,
    grain="one open deal, account or MQL that came due, at the end of a period",
    cohort="the end of the period",
    source=("accounts", "opportunities", "opportunity_versions", "leads", "stage_changes", "touches", "activities"),
    needs=("accounts",),
    statistic=AtEnds(Share("not known")),
    better=Direction.LOWER,
    answers_for=(Team.SALES,),
    observe=observe,
    within=("what",),
    windowed=True,
    references=("METHODS 0.6 (d)",),
    misleads="A quiet account may be a happy one, and work that nobody records looks like none.",
)
