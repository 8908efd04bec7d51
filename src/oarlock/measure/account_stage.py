"""Account stage: how many accounts stand where, the last stage whose rule an account meets counting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.beginnings import Beginning, of_acts
from oarlock.measure.facts.account_ends import TOLD, account_ends, is_target
from oarlock.measure.facts.period_ends import FIRST, UNTIL
from oarlock.measure.statistics import AtEnds, Exact
from oarlock.words import listed

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.agreement.accounts import AccountStage
    from oarlock.ledger.reading import Ledger

ELSE = "none"
"""Where an account stands that meets no stage's rule."""
UNKNOWN = "unknown"
"""Where an account stands that meets no rule that can be told, while another rests on what nobody recorded."""
RESTS_ON = {
    "engagement_minutes": ("touches", "activities"), "sales_activities": ("activities",), "people": ("leads",),
    "open_deals": ("opportunities",), "won_deals": ("opportunities",),
}  # fmt: skip
"""Tables of which one must be there for what a rule reads; without them it is unknown, not 0."""
ACTS = ("engagement_minutes", "sales_activities")
"""What is done about accounts: of the time before anybody recorded it, it is unknown."""


def observe(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """One row per account and ends at which it stood in a stage; rules on the company itself read it as it is known today."""
    import ibis

    stages = agreement.accounts.stages
    have = set(ledger.columns("accounts")) - {"account_id", FIRST, UNTIL, *TOLD}
    own = sorted({name for stage in stages for name in stage.rule.columns} & have)
    judged = account_ends(ledger, agreement, every, of_account=own)
    told = _told(stages, _unrecorded(ledger))
    last_first = [(stage.rule.on(judged), stage.name) for stage in told]
    rest = ELSE if len(told) == len(stages) else UNKNOWN
    return judged.select(
        "account_id", FIRST, UNTIL,
        unit_id=judged.account_id,
        cluster=judged.account_id,
        value=ibis.literal(1.0),
        stage=ibis.cases(*last_first, else_=rest) if last_first else ibis.literal(rest),
        target=is_target(agreement, judged.target_tier).ifelse("target", "not a target"),
    )  # fmt: skip


def _told(stages: tuple[AccountStage, ...], unrecorded: frozenset[str]) -> tuple[AccountStage, ...]:
    """The stages that can be told, the last one first: none that rests on what nobody recorded."""
    return tuple(stage for stage in reversed(stages) if unrecorded.isdisjoint(_reads(stage)))


def _unrecorded(ledger: Ledger) -> frozenset[str]:
    """What rules may read of which the record holds nothing at all."""
    return frozenset(name for name, tables in RESTS_ON.items() if all(ledger.is_empty(table) for table in tables))


def _reads(stage: AccountStage) -> set[str]:
    return {name.lower() for name in stage.rule.columns}


def begun(ledger: Ledger, agreement: Agreement) -> dict[tuple[str, ...], Beginning]:
    """Since when what a stage rests on is recorded; who stands in none is not known before all of it is."""
    late = {name: of_acts(ledger, agreement, *RESTS_ON[name]) for name in ACTS}
    found: dict[tuple[str, ...], Beginning] = {}
    for stage in agreement.accounts.stages:
        waits = [one for name, one in late.items() if one is not None and name in _reads(stage)]
        if waits:
            found[(stage.name,)] = max(waits, key=lambda one: one.on)
    return found | ({(ELSE,): max(found.values(), key=lambda one: one.on)} if found else {})


def caveats(ledger: Ledger, agreement: Agreement) -> tuple[str, ...]:
    """Stages that cannot be told, and the files that would change that."""
    told = _told(agreement.accounts.stages, _unrecorded(ledger))
    untold = [stage for stage in agreement.accounts.stages if stage not in told]
    if not untold:
        return ()
    files = sorted({t for name in _unrecorded(ledger) for s in untold if name in _reads(s) for t in RESTS_ON[name]})
    names = listed([ELSE, *(stage.name for stage in untold)])
    return (
        f"Not told, because no {listed(files)} are recorded: {names}. Accounts in the other stages may stand further. Import"
        f" {listed(files)}.",
    )


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
    listed=lambda agreement: (UNKNOWN, ELSE, *(stage.name for stage in agreement.accounts.stages)),
    windowed=True,
    begun=begun,
    caveats=caveats,
    misleads="Stages rest on thresholds of the agreement: a new threshold moves accounts without anything having happened. What was done "
    "about accounts before anybody recorded it is unknown, and with it every stage that rests on it.",
)
