"""A changed rule replayed on past leads: how many fewer would pass, which wins would be lost, what time it frees."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from oarlock.errors import AgreementInvalid, UnknownName
from oarlock.stats.result import Estimate, Status

if TYPE_CHECKING:
    from oarlock.agreement import Agreement, Rule
    from oarlock.ledger.reading import Ledger

PROFILE = "profile"


@dataclass(frozen=True, slots=True)
class Replay:
    """What a changed rule would have done to the leads of the record.

    Attributes:
        what: `profile`, or the stage whose entry rule changes. old: the present rule's text, or None where every lead passes.
        count_leads: Leads judged. count_unknown: leads of which the new rule cannot be told, for want of a value; they do not pass.
        passing_before, passing_after: Leads that pass. dropped, added: those that pass only before, only after.
        fewer: Share of passing leads that would not pass any more, net; negative where more pass.
        wins_before: Passing leads that became customers. wins_lost: share of them that would not have passed, net.
        hours: Working hours a week that the fewer leads free, or None with the reason.
    """

    what: str
    old: str | None
    new: str | None
    count_leads: int
    count_unknown: int
    passing_before: int
    passing_after: int
    dropped: int
    added: int
    wins_before: int
    wins_dropped: int
    wins_added: int
    fewer: Estimate
    wins_lost: Estimate
    hours: Estimate


def replay(ledger: Ledger, agreement: Agreement, what: str, new: Rule | None) -> Replay:
    """Judges every lead of the record by the present rule and by the new one.

    Args:
        what: `profile`, or a stage of the agreement.
        new: The rule proposed, or None for having none: every lead passes.
    Raises:
        UnknownName: no such stage.
        AgreementInvalid: the rule names columns that neither leads nor accounts have; names the nearest.
    """
    old = rule_of(agreement, what)
    columns = {*ledger.columns("leads"), *ledger.columns("accounts")}
    problems = new.check(columns, where=f"the new rule of {what}") if new else []
    if problems:
        raise AgreementInvalid(problems)
    sums, totals = _by_account(ledger, agreement, old, new)
    seed = f"{what}\0{new and new.text}\0{ledger.version()}"
    fewer = _net_share(sums, totals, ("dropped", "added", "passing_before"), seed)
    wins = _net_share(sums, totals, ("wins_dropped", "wins_added", "wins_before"), seed)
    hours = _hours(ledger, fewer)
    before, after = (rule.text if rule else None for rule in (old, new))
    return Replay(what, before, after, **totals, fewer=fewer, wins_lost=wins, hours=hours)


def rules_that_differ(old: Agreement, new: Agreement) -> dict[str, Rule | None]:
    """The profile and the entry rules that differ between two agreements; None where the new one states none."""
    names = [PROFILE, *(stage.name for stage in new.stages if old.stage(stage.name) is not None)]
    pairs = {name: (rule_of(old, name), rule_of(new, name)) for name in names}
    return {
        name: after for name, (before, after) in pairs.items() if (before and before.text) != (after and after.text)
    }


def rule_of(agreement: Agreement, what: str) -> Rule | None:
    """The rule in force for the profile or for a stage's entry, or None where there is none.

    Raises:
        UnknownName: no such stage.
    """
    if what == PROFILE:
        return agreement.profile
    for stage in agreement.stages:
        if stage.name == what:
            return stage.entry
    raise UnknownName("stage", what, [PROFILE, *(stage.name for stage in agreement.stages)])


def _with_profile(agreement: Agreement, rule: Rule | None) -> Agreement:
    """The agreement with this rule as its profile: any rule over leads and accounts is judged the way a profile is."""
    return replace(agreement, profile=rule)


_COUNTS = ("passing_before", "passing_after", "dropped", "added", "wins_before", "wins_dropped", "wins_added")


def _by_account(ledger: Ledger, agreement: Agreement, old: Rule | None, new: Rule | None) -> tuple[Any, dict[str, int]]:
    """Counts per account, one column per name of `_COUNTS`, and their totals with the leads judged and not to be told."""
    import ibis
    import numpy as np

    from oarlock.measure.facts import lead_facts
    from oarlock.measure.facts.leads import leads_described

    after = leads_described(ledger, _with_profile(agreement, new))
    after = after.select(_judged=after.lead_id, new=after.on_profile)
    before = lead_facts(ledger, _with_profile(agreement, old))
    before = before.select(
        "lead_id", "cluster", was=before.on_profile.fill_null(old is None), won=before.won_at.notnull()
    )
    both = before.left_join(after, before.lead_id == after["_judged"])
    both = both.mutate(unknown=both.new.isnull() if new else ibis.literal(False), now=both.new.fill_null(new is None))
    flags = {
        "passing_before": both.was,
        "passing_after": both.now,
        "dropped": both.was & ~both.now,
        "added": ~both.was & both.now,
        "wins_before": both.was & both.won,
        "wins_dropped": both.was & ~both.now & both.won,
        "wins_added": ~both.was & both.now & both.won,
    }
    counts = {name: flag.ifelse(1, 0).sum() for name, flag in flags.items()}
    found = ledger.run(
        both.group_by("cluster").aggregate(n=both.count(), unknown=both.unknown.ifelse(1, 0).sum(), **counts)
    )
    totals = {"count_leads": int(found["n"].sum()), "count_unknown": int(found["unknown"].sum())}
    totals |= {name: int(found[name].sum()) for name in _COUNTS}
    return np.column_stack([np.asarray(found[name], dtype=np.float64) for name in _COUNTS]), totals


def _net_share(sums: Any, totals: dict[str, int], names: tuple[str, str, str], seed: str) -> Estimate:
    """(dropped − added) ÷ before, with an interval from resampling accounts."""
    from oarlock.stats.resample import bootstrap_interval, ratio
    from oarlock.stats.seeds import seed_of

    dropped, added, before = names
    if not totals[before]:
        return Estimate(
            None, status=Status.INSUFFICIENT, reason="no lead passes today, so there is no share to compare with"
        )
    place = {name: _COUNTS.index(name) for name in names}
    ends = bootstrap_interval(
        sums,
        lambda t: ratio(t[:, place[dropped]] - t[:, place[added]], t[:, place[before]]),
        seed=seed_of("agreement.replay", seed),
    )
    value = (totals[dropped] - totals[added]) / totals[before]
    return Estimate(
        value, ends.lo, ends.hi, totals[before], totals[dropped], method="account bootstrap", level=ends.level
    )


def _hours(ledger: Ledger, fewer: Estimate) -> Estimate:
    """Hours a week freed, if every passing lead takes its owners the same time."""
    if fewer.value is None:
        return Estimate(None, status=fewer.status, reason=fewer.reason)
    question = "SELECT sum(handling_hours_per_week) AS hours, count(handling_hours_per_week) AS n FROM users WHERE active IS NOT FALSE"
    (row,) = ledger.rows(question)
    if not row["n"]:
        reason = "nobody's hours are known; the column handling_hours_per_week of users would tell them"
        return Estimate(None, status=Status.INSUFFICIENT, reason=reason)
    hours = float(row["hours"])
    lo, hi = (None if end is None else end * hours for end in (fewer.lo, fewer.hi))
    return Estimate(
        fewer.value * hours, lo, hi, row["n"], method="hours of all sellers × share of leads", level=fewer.level
    )
