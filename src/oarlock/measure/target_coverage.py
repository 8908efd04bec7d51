"""Target coverage: of the accounts both teams go for, how many each team has reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.beginnings import Beginning, of_acts
from oarlock.measure.facts.account_ends import account_ends, is_target
from oarlock.measure.facts.period_ends import FIRST, UNTIL, period_ends
from oarlock.measure.facts.places import first_known, kept_name, lent
from oarlock.measure.statistics import AtEnds, Share
from oarlock.words import listed

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

KNOWN = "known"
BEFORE, AFTER, WHOLE = "before", "after", "whole"
STEPS = (KNOWN, "engaged", "worked", "both", "in_deal")
"""A person there is known; marketing has engaged it; sales has worked it; both; it has an open or a won deal."""
RESTS_ON = {
    KNOWN: ("leads",), "engaged": ("touches",), "worked": ("activities",), "both": ("touches", "activities"), "in_deal": ("opportunities",),
}  # fmt: skip
"""Tables without which a step is unknown, not 0."""


def observe(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """One row per target account, step and ends at which it stood the same; `hit` says whether the account had come that far."""
    import ibis

    stood = account_ends(ledger, agreement, every)
    targets = _with_known(ledger, agreement, stood.filter(is_target(agreement, stood.target_tier)), every)
    parts = _parts(ledger)
    steps = lent(ledger, kept_name("target_steps", *parts), {"step": "VARCHAR", "part": "VARCHAR"}, parts)
    each = targets.cross_join(steps)
    engaged = each.engagement_minutes >= agreement.accounts.engaged_minutes
    worked = each.sales_activities > 0
    is_before, is_after = each.part == BEFORE, each.part == AFTER
    reached = {
        KNOWN: is_after,
        "engaged": engaged,
        "worked": worked,
        "both": engaged & worked,
        "in_deal": (each.open_deals > 0) | (each.won_deals > 0),
    }
    return each.select(
        "account_id", "step",
        unit_id=each.account_id,
        cluster=each.account_id,
        hit=ibis.cases(*((each.step == name, hit) for name, hit in reached.items())),
        **{
            FIRST: is_after.ifelse(ibis.greatest(each[FIRST], each.known_end), each[FIRST]),
            UNTIL: is_before.ifelse(ibis.least(each[UNTIL], each.known_end), each[UNTIL]),
        },
    )  # fmt: skip


def _parts(ledger: Ledger) -> tuple[tuple[str, str], ...]:
    """The steps that can be told; within what a row spans somebody there may become known, so that it is parted there."""
    steps = [step for step in STEPS if not _missing(ledger, step)]
    return tuple((step, part) for step in steps for part in ((BEFORE, AFTER) if step == KNOWN else (WHOLE,)))


def _missing(ledger: Ledger, step: str) -> list[str]:
    return [table for table in RESTS_ON[step] if ledger.is_empty(table)]


def begun(ledger: Ledger, agreement: Agreement) -> dict[tuple[str, ...], Beginning]:
    """Since when each team's work is recorded: accounts from before seem to have been left alone."""
    found = {step: of_acts(ledger, agreement, *RESTS_ON[step]) for step in ("engaged", "worked", "both")}
    return {(step,): one for step, one in found.items() if one is not None}


def caveats(ledger: Ledger, _: Agreement) -> tuple[str, ...]:
    """Steps that cannot be told, and the files that would change that."""
    untold = [step for step in STEPS if _missing(ledger, step)]
    files = sorted({table for step in untold for table in _missing(ledger, step)})
    return (
        (f"Not told, because no {listed(files)} are recorded: {listed(untold)}. Import {listed(files)}.",)
        if untold
        else ()
    )


def _with_known(ledger: Ledger, agreement: Agreement, targets: Any, every: str) -> Any:
    """With the end from which on a person there is known, `known_end`; nobody is unlearnt again."""
    import ibis

    ends = period_ends(ledger, agreement, every)
    accounts, leads = ledger.table("accounts"), ledger.table("leads")
    leads = leads.semi_join(accounts.filter(is_target(agreement, accounts.target_tier)), "account_id")
    first = leads.group_by(_there="account_id").aggregate(since=ends.number(leads.created_at).min())
    both = targets.left_join(first, targets.account_id == first["_there"])
    return both.mutate(known_end=first_known(both.since, ibis.literal(ends.after, type="int16"))).drop(
        "_there", "since"
    )


def unknown(ledger: Ledger, agreement: Agreement) -> str:
    """Without targets there is nothing to cover, and without anything done about them nothing to tell."""
    if all(_missing(ledger, step) for step in STEPS):
        return "no leads, touches, activities or opportunities recorded; import them"
    accounts = ledger.table("accounts")
    targets = accounts.filter(is_target(agreement, accounts.target_tier))
    if ledger.rows(targets.aggregate(n=targets.count()))[0]["n"]:
        return ""
    wanted = ", ".join(agreement.accounts.target_tiers)
    if wanted:
        return f"no account has a target_tier of {wanted}; import accounts with target_tier, or change accounts.target_tiers"
    return "no account has a target_tier; import accounts with target_tier, the list both teams go for"


METRIC = Metric(
    name="target_coverage",
    title="Coverage of target accounts",
    question="How many of the accounts we go for has each team reached?",
    formula="target accounts that had come to the step by the end of the period ÷ target accounts there were",
    unit=Unit.SHARE,
    grain="one target account at the end of a period",
    cohort="the end of the period",
    source=("accounts", "leads", "touches", "activities", "opportunities"),
    needs=("accounts",),
    unknown=unknown,
    statistic=AtEnds(Share("not known")),
    better=Direction.HIGHER,
    answers_for=(Team.BOTH,),
    observe=observe,
    within=("step",),
    arranged=lambda step: STEPS.index(step) if step in STEPS else len(STEPS),
    windowed=True,
    begun=begun,
    caveats=caveats,
    references=("METHODS 7.6",),
    misleads="A list drawn up after the deals began covers itself: the tier is read as it is known at the instant asked about.",
)
