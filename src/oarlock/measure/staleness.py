"""Staleness: how much of what stands in the record nobody believes any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.beginnings import Beginning, of_acts
from oarlock.measure.cohorts import earliest
from oarlock.measure.facts.account_ends import SETTLED, account_ends
from oarlock.measure.facts.deals import deal_facts, deal_spells
from oarlock.measure.facts.funnel import funnel_facts, put_aside
from oarlock.measure.facts.local import begins, years_of
from oarlock.measure.facts.period_ends import FIRST, UNTIL, Ends, period_ends
from oarlock.measure.facts.places import BUCKET, bucket_of, first_known
from oarlock.measure.facts.stages import ENDS
from oarlock.measure.statistics import AtEnds, Share

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

WHAT = ("overdue_deals", "silent_accounts", "waiting_leads")
"""Open deals whose close date has passed; accounts without a sign of life in the window; MQLs not decided by their time."""


def observe(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """One row per open deal, account and MQL that came due, and ends of periods at which it stood the same; `hit`: it was stale then.

    A row that would end before it begins stands at no end; who meets rows with ends drops it, for less than a question to each row.
    """
    import ibis

    ends = period_ends(ledger, agreement, every)
    parts = [_deals(ledger, agreement, ends)]
    if not (ledger.is_empty("touches") and ledger.is_empty("activities")):
        parts.append(_accounts(ledger, agreement, every))
    if not ledger.is_empty("stage_changes"):
        parts.append(_leads(ledger, agreement, ends))
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _deals(ledger: Ledger, agreement: Agreement, ends: Ends) -> Any:
    """What a deal's state spans, parted by the day after its close date."""
    import ibis

    spells = deal_spells(ledger, agreement)
    spells = spells.filter(spells.status == "open", spells.close_date.notnull())
    deals = deal_facts(ledger, agreement).select("account_id", "owner_id", "source", BUCKET, _deal="opportunity_id")
    spells = spells.select("opportunity_id", "valid_from", "valid_to", "close_date")
    # Most states stand at no end: they are left out before anything else is asked of them.
    spells = spells.mutate(opens=ends.number(spells.valid_from), shuts=_number_or_never(ends, spells.valid_to))
    spells = spells.filter(spells.opens < spells.shuts)
    joined = spells.inner_join(deals, spells.opportunity_id == deals["_deal"])
    zone, years = agreement.company.time_zone, years_of(ledger)
    joined = joined.mutate(late=ends.number(begins(joined.close_date + ibis.interval(days=1), zone, years)))
    return ibis.union(
        _row(
            joined, joined.opportunity_id, "overdue_deals", False, joined.opens, ibis.least(joined.late, joined.shuts)
        ),
        _row(
            joined, joined.opportunity_id, "overdue_deals", True, ibis.greatest(joined.opens, joined.late), joined.shuts
        ),
    )


def _accounts(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """Accounts younger than the window cannot have been silent for it."""
    import ibis

    stood = account_ends(ledger, agreement, every)
    silent = (stood.engagement_minutes <= 0) & (stood.sales_activities <= 0)
    stood = stood.mutate(source=ibis.null("string"))
    return _row(
        stood, stood.account_id, "silent_accounts", silent, ibis.greatest(stood[FIRST], stood[SETTLED]), stood[UNTIL]
    )


def _leads(ledger: Ledger, agreement: Agreement, ends: Ends) -> Any:
    """MQLs whose time ran out within the window before the end: a stock of all that were ever forgotten would only grow."""
    import ibis

    leads = funnel_facts(ledger, agreement)
    leads = leads.filter(leads.mql_at.notnull())
    decided = earliest(
        leads.sal_at,
        leads.sql_at,
        leads.opportunity_at,
        leads.customer_at,
        *(put_aside(leads, role, leads.mql_at) for role in ENDS),
    )
    due = leads.mql_at + ibis.interval(days=_dwell(agreement))
    bucket = bucket_of(first_known(leads.account_id, leads.lead_id))
    leads = leads.mutate(due_at=due, decided_at=decided, **{BUCKET: bucket})
    waits = leads.decided_at.isnull() | (leads.decided_at > leads.due_at)
    leaves = leads.due_at + ibis.interval(days=agreement.accounts.window_days)
    return _row(leads, leads.lead_id, "waiting_leads", waits, ends.number(leads.due_at), ends.number(leaves))


def _dwell(agreement: Agreement) -> int:
    """Days an MQL may wait: its stage's maximum dwell, else the promised decision."""
    stage = agreement.stage("mql")
    days = stage.max_dwell_days if stage and stage.max_dwell_days is not None else agreement.sales.decision_days
    return round(days)


def _row(rows: Any, unit: Any, what: str, hit: Any, first: Any, until: Any) -> Any:
    import ibis

    return rows.select(
        "account_id", "owner_id", "source", BUCKET, unit_id=unit, what=ibis.literal(what),
        hit=ibis.literal(hit) if isinstance(hit, bool) else hit, **{FIRST: first.cast("int16"), UNTIL: until.cast("int16")},
    )  # fmt: skip


def _number_or_never(ends: Ends, instant: Any) -> Any:
    """The number of the end after an instant; `after` where it never comes."""
    return instant.isnull().ifelse(ends.after, ends.number(instant))


def unknown(ledger: Ledger, _: Agreement) -> str:
    """Without anything that could go stale there is nothing to tell."""
    if all(ledger.is_empty(table) for table in ("accounts", "opportunities", "stage_changes")):
        return "no accounts, opportunities or stage changes recorded; import accounts, opportunities or stage_changes"
    return ""


def begun(ledger: Ledger, agreement: Agreement) -> dict[tuple[str, ...], Beginning]:
    """Since when signs of life are recorded: before, every account looks silent."""
    found = of_acts(ledger, agreement, "touches", "activities")
    return {} if found is None else {("silent_accounts",): found}


def caveats(ledger: Ledger, _: Agreement) -> tuple[str, ...]:
    """Which signs of life nobody records."""
    missing = [table for table in ("touches", "activities") if ledger.is_empty(table)]
    if ledger.is_empty("accounts") or not missing:
        return ()
    if len(missing) > 1:
        return (
            "Silent accounts are not told: neither touches nor activities are recorded; import touches or activities.",
        )
    by = "marketing reached" if missing == ["touches"] else "sales worked"
    return (f"No {missing[0]} are recorded, so that accounts which only {by} look silent; import {missing[0]}.",)


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
    needs=(),
    unknown=unknown,
    statistic=AtEnds(Share("not known")),
    better=Direction.LOWER,
    answers_for=(Team.SALES,),
    observe=observe,
    within=("what",),
    windowed=True,
    begun=begun,
    caveats=caveats,
    references=("METHODS 0.6 (d)",),
    misleads="A quiet account may be a happy one, and work that nobody records looks like none.",
)
