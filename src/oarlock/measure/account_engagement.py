"""Account engagement: how much accounts have to do with us, all activity in one unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.beginnings import Beginning, of_acts
from oarlock.measure.facts.account_ends import account_ends, is_target
from oarlock.measure.facts.period_ends import FIRST, UNTIL
from oarlock.measure.facts.places import BUCKET
from oarlock.measure.statistics import AtEnds, Average

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """One row per account and ends at which its minutes in the window up to then, `value`, were the same; 0 where it did nothing."""
    ends = account_ends(ledger, agreement, every)
    return ends.select(
        "account_id", FIRST, UNTIL, BUCKET,
        unit_id=ends.account_id,
        cluster=ends.account_id,
        value=ends.engagement_minutes,
        target=is_target(agreement, ends.target_tier).ifelse("target", "not a target"),
    )  # fmt: skip


def begun(ledger: Ledger, agreement: Agreement) -> dict[tuple[str, ...], Beginning]:
    """Since when anything is recorded that could count: accounts from before seem to have done nothing."""
    found = of_acts(ledger, agreement, "touches", "activities")
    return {} if found is None else {(): found}


def caveats(ledger: Ledger, _: Agreement) -> tuple[str, ...]:
    """Which side's work is in no minute."""
    missing = [table for table in ("touches", "activities") if ledger.is_empty(table)]
    return (
        (f"No {missing[0]} are recorded, so none of their minutes are in it; import {missing[0]}.",)
        if len(missing) == 1
        else ()
    )


METRIC = Metric(
    name="account_engagement",
    title="Account engagement",
    question="How much do accounts engage with us, counted in one unit?",
    formula="minutes of answered touches and of meetings and replies in the agreement's window up to the end of the period, per account",
    unit=Unit.MINUTES,
    grain="one account at the end of a period",
    cohort="the end of the period",
    source=("accounts", "touches", "activities", "leads"),
    needs=("accounts",),
    unknown=lambda ledger, _: (
        "neither touches nor activities are recorded; import touches or activities"
        if ledger.is_empty("touches") and ledger.is_empty("activities")
        else ""
    ),
    statistic=AtEnds(Average("no account")),
    better=Direction.HIGHER,
    answers_for=(Team.BOTH,),
    observe=observe,
    windowed=True,
    begun=begun,
    caveats=caveats,
    misleads="The minutes are a convention of the agreement, not time anybody clocked; compare accounts and periods, not companies.",
)
