"""Account stage: how many accounts stand where, the last stage whose rule an account meets counting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.account_ends import TOLD, account_ends, is_target
from oarlock.measure.facts.period_ends import FIRST, UNTIL
from oarlock.measure.statistics import AtEnds, Exact

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

ELSE = "none"
"""Where an account stands that meets no stage's rule."""


def observe(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """One row per account and ends at which it stood in a stage; rules on the company itself read it as it is known today."""
    import ibis

    have = set(ledger.columns("accounts")) - {"account_id", FIRST, UNTIL, *TOLD}
    own = sorted({name for stage in agreement.accounts.stages for name in stage.rule.columns} & have)
    judged = account_ends(ledger, agreement, every, of_account=own)
    last_first = [(stage.rule.on(judged), stage.name) for stage in reversed(agreement.accounts.stages)]
    return judged.select(
        "account_id", FIRST, UNTIL,
        unit_id=judged.account_id,
        cluster=judged.account_id,
        value=ibis.literal(1.0),
        stage=ibis.cases(*last_first, else_=ELSE) if last_first else ibis.literal(ELSE),
        target=is_target(agreement, judged.target_tier).ifelse("target", "not a target"),
    )  # fmt: skip


METRIC = Metric(
    name="account_stage",
    title="Accounts by stage",
    question="How many accounts stand at which stage?",
    formula="accounts by the last of the agreement's account stages whose rule they meet at the end of the period",
    unit=Unit.COUNT,
    grain="one account at the end of a period",
    cohort="the end of the period",
    source=("accounts", "touches", "activities", "leads", "opportunities"),
    needs=("accounts",),
    statistic=AtEnds(Exact("no account", each_once=True)),
    better=Direction.NEITHER,
    answers_for=(Team.BOTH,),
    observe=observe,
    within=("stage",),
    listed=lambda agreement: (ELSE, *(stage.name for stage in agreement.accounts.stages)),
    windowed=True,
    misleads="Stages rest on thresholds of the agreement: a new threshold moves accounts without anything having happened.",
)
