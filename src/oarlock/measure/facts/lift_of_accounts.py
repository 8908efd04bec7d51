"""An account holdout, as it was assigned: the share of accounts with a deal, or their pipeline, against accounts held back."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from oarlock.errors import Problem, UsedWrongly
from oarlock.measure.facts.groups import Groups
from oarlock.measure.facts.lift import MOST_NAMED, WORTH_SEEING, Lift, LinkedTest, Sight, Verdict, is_recorded, judged
from oarlock.measure.facts.outcomes import start_of, was_there, with_outcomes, with_standing, without_amount
from oarlock.measure.facts.places import kept_name, lent
from oarlock.measure.facts.points import first_deal_at
from oarlock.measure.facts.usual import Before, before_of_like
from oarlock.stats.experiments import accounts_per_arm, smallest_effect, smallest_mean_effect, units_per_arm
from oarlock.stats.holdout import accounts_alike, holdout
from oarlock.stats.proportions import share
from oarlock.stats.result import Estimate, Status
from oarlock.stats.seeds import seed_of
from oarlock.words import counted, percent

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.stats.arrays import Bools

BUSY = "with an open deal, or won already, when the test began"
UNKNOWN = "unknown to the record"
LONE = "in a stratum that has only one arm"
"""Why accounts count in neither group, as it follows a number of accounts, one or many."""
LEFT_OUT = 0.5
"""Of the share of accounts under way among all like them: a list with fewer was made of those that were not."""
UNALIKE = 0.01
"""Chance of so large a difference before the test, below which the arms are not taken to be assigned at random."""


def lift_of_accounts(ledger: Ledger, agreement: Agreement, test: LinkedTest) -> Lift:
    """The comparison of the two arms, whoever of the treated was reached.

    Raises:
        UsedWrongly: an arm has no account that counts.
    """
    groups = test.groups
    rows, missing = _rows(ledger, agreement, test)
    ids = [str(one) for one in rows["account_id"]]
    free = np.ma.getdata(rows["busy_0"]) == 0
    did, before = (np.ma.getdata(rows[name]).astype(np.float64) for name in ("did_0", "did_1"))
    treated = np.array([groups.members[one].treated for one in ids], dtype=np.bool_)
    names = sorted({member.stratum for member in groups.members.values()})
    strata = np.array([names.index(groups.members[one].stratum) for one in ids], dtype=np.int64)
    _both_arms(groups, treated[free])
    per_arm = accounts_alike(int((treated & free).sum()), int((~treated & free).sum()))
    is_share = test.outcome != "pipeline"
    usual, told = _usual(ledger, agreement, test, rows)
    sight = _sight(usual, per_arm, is_share=is_share) if usual else _blind(0, 0, per_arm)
    seed = seed_of("lift", f"{groups.name}{test.since}{test.outcome}{len(ids)}")
    found = holdout(treated[free], did[free], before[free], strata[free], is_share=is_share, seed=seed)
    verdict, because = judged(found.effect, found.p, sight, test, "accounts")
    if verdict is Verdict.CAUSED and found.p_before < UNALIKE:
        verdict, because = Verdict.UNKNOWN, _unalike(found.p_before)
    left = {BUSY: int((~free).sum()), UNKNOWN: len(groups.members) - len(ids), LONE: found.lone}
    return Lift(
        "account holdout", test, sight, found.treated, found.control, found.effect, found.p, found.smallest_p, verdict, because,
        adjusted=found.adjusted,
        left_out={reason: count for reason, count in left.items() if count},
        notes=(*_notes(ledger, agreement, test, int(np.ma.getdata(rows["is_new"]).sum())), *told, *missing),
        problems=(*groups.problems, *_strangers(groups, set(ids))),
    )  # fmt: skip


def sight_of_shares(hits: int, accounts: int, per_arm: int) -> Sight:
    """What so many accounts per arm can see, from how many of the accounts of as long a time before had the outcome."""
    if not 0 < hits < accounts:
        return _blind(hits, accounts, per_arm)
    rate = share(hits, accounts)
    usual = float(rate.value or 0.0)
    wanted = usual * (1 + WORTH_SEEING)
    needed = accounts_per_arm(usual, wanted) if wanted < 1 else None
    return Sight(rate, smallest_effect(usual, per_arm) if per_arm else math.inf, per_arm, needed)


def _sight(usual: Before, per_arm: int, *, is_share: bool) -> Sight:
    if is_share:
        return sight_of_shares(usual.hits, usual.accounts, per_arm)
    if not usual.hits:
        return _blind(0, usual.accounts, per_arm)
    mean = usual.total / usual.accounts
    spread = math.sqrt(max(0.0, usual.squares / usual.accounts - mean**2))
    base = Estimate(mean, n=usual.accounts, n_events=usual.hits, method="mean")
    smallest = smallest_mean_effect(spread, per_arm) if per_arm else math.inf
    return Sight(base, smallest, per_arm, units_per_arm(spread, WORTH_SEEING * mean))


def _usual(
    ledger: Ledger, agreement: Agreement, test: LinkedTest, rows: dict[str, Any]
) -> tuple[Before | None, tuple[str, ...]]:
    """What those listed did in the time before, or all like them where the list leaves out who was under way; and which it is, in words.

    None where the record does not reach back.
    """
    at, earlier = start_of(test.since, agreement), start_of(test.since - timedelta(days=test.horizon), agreement)
    if not is_recorded(ledger, earlier, at):
        return None, ()
    stood = (np.ma.getdata(rows["busy_1"]) == 0) & (np.ma.getdata(rows["was_there"]) == 1)
    did = np.ma.getdata(rows["did_1"]).astype(np.float64)[stood]
    busy = float((np.ma.getdata(rows["busy_0"]) != 0).mean())
    own = Before(len(did), int((did != 0).sum()), float(did.sum()), float(did @ did), busy)
    listed = _listed(ledger, sorted(test.groups.members))
    like = before_of_like(ledger, agreement, test.outcome, at, earlier, listed.select(account_id=listed.listed_id))
    if busy >= LEFT_OUT * like.busy:
        return own, ()
    return like, (
        "The file lists hardly anyone who was under way when the test began, so the usual is that of all such accounts that stood alike"
        f" {counted(test.horizon, 'day')} before.",
    )


def _blind(hits: int, accounts: int, per_arm: int) -> Sight:
    """Where all or none had the outcome before, or nobody was there, nothing can be reckoned."""
    status = Status.DEGENERATE if accounts else Status.INSUFFICIENT
    return Sight(Estimate(hits / accounts if accounts else None, n=accounts, status=status), None, per_arm, None)


def _rows(ledger: Ledger, agreement: Agreement, test: LinkedTest) -> tuple[dict[str, Any], tuple[str, ...]]:
    """One row per listed account, and what is to be said of amounts.

    did_0 in the test, did_1 in as long a time as the horizon before, busy_0 and busy_1 at their starts.
    """
    import ibis

    units = sorted(test.groups.members)
    since, until = (start_of(day, agreement) for day in (test.since, test.until))
    earlier = start_of(test.since - timedelta(days=test.horizon), agreement)
    listed = _listed(ledger, units)
    accounts = ledger.table("accounts").select("account_id", "created_at")
    accounts = accounts.semi_join(listed, accounts.account_id == listed.listed_id)
    is_new = (accounts.created_at >= ibis.literal(since, type="timestamp")).fill_null(False).ifelse(1, 0)
    accounts = accounts.select("account_id", was_there=was_there(accounts, earlier), is_new=is_new)
    missing = without_amount(ledger, agreement, accounts, earlier, until) if test.outcome == "pipeline" else ()
    told = with_outcomes(ledger, agreement, accounts, test.outcome, ((since, until), (earlier, since)))
    told = with_standing(ledger, agreement, told, (since, earlier))
    return ledger.run(told.order_by("account_id")), missing


def _listed(ledger: Ledger, units: list[str]) -> Any:
    return lent(ledger, kept_name("listed_accounts", units), {"listed_id": "VARCHAR"}, [(one,) for one in units])


def _unalike(chance: float) -> str:
    return (
        f"the two groups differed before the test already, as they would in {percent(chance)} of all cases if they had been assigned at"
        " random; draw them with oarlock plan holdout --groups"
    )


def _both_arms(groups: Groups, treated: Bools) -> None:
    for is_treated, name in ((True, "treated"), (False, "control")):
        if not (treated if is_treated else ~treated).any():
            stated = len(groups.arm(treated=is_treated))
            raise UsedWrongly(
                f"{groups.name}: no {name} account can be compared, of {stated} stated; those {UNKNOWN},"
                f" or {BUSY}, do not count.\n  Name accounts of both groups by the account_id of the record."
                + _first(groups)
            )


def _strangers(groups: Groups, known: set[str]) -> tuple[Problem, ...]:
    """The listed accounts that the record does not know, in one problem."""
    strange = [one for one in sorted(groups.members) if one not in known]
    if not strange:
        return ()
    more = f" and {len(strange) - MOST_NAMED} more" if len(strange) > MOST_NAMED else ""
    told = ", ".join(f'"{one}"' for one in strange[:MOST_NAMED])
    hint = "Write ids as the record has them, or import accounts."
    return (Problem(groups.name, f"the record has no account {told}{more}.", hint),)


def _first(groups: Groups) -> str:
    return "".join(f"\n{one}" for one in groups.problems[:MOST_NAMED])


def _notes(ledger: Ledger, agreement: Agreement, test: LinkedTest, new: int) -> tuple[str, ...]:
    # To leave new accounts out would be to choose by what the test may have done: some are written down because of it.
    told = []
    if new:
        verb = "counts" if new == 1 else "count"
        told.append(
            f"{counted(new, 'account')} came into the record after the test began and {verb}; the usual rate is without such."
        )
    first, earlier = first_deal_at(ledger), test.since - timedelta(days=test.horizon)
    if first is not None and first > start_of(earlier, agreement):
        told.append(
            f"The first deal of the record is of {first:%Y-%m-%d}, so the time before the test, from {earlier}, is not all in it:"
            " the usual rate may be higher than shown."
        )
    return tuple(told)
