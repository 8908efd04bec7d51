"""A test before it is run: what a holdout of accounts could see, how many accounts it takes, and who is held out (METHODS 4.8).

The rate is that of as long a time before the day of the plan, of accounts that then stood as those that are drawn now stand: without an
open deal, and no customers. `oarlock lift` reads the groups that are drawn, and leaves out whoever has got a deal before the test begins.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from oarlock import words
from oarlock.errors import EmptySample, UsedWrongly
from oarlock.measure.facts.account_ends import is_target
from oarlock.measure.facts.lift import Sight, is_recorded
from oarlock.measure.facts.outcomes import check
from oarlock.measure.facts.places import tally
from oarlock.measure.facts.points import first_deal_at
from oarlock.measure.facts.usual import SIZE, stood
from oarlock.measure.slices import LARGEST, SIZES
from oarlock.plan.answer import PlanAnswer, PlanPart, Section, answered, estimate_json

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

RISES = (0.10, 0.25, 0.50, 1.00)
"""Rises of the usual rate that a channel may be hoped to bring."""
GROUP = ("treated", "control")
HAVE = {"deal": "get a deal", "won": "buy"}
PAST = {"deal": "got a deal", "won": "bought"}
BANDS = [*(name for _, name in SIZES), LARGEST]


@dataclass(frozen=True)
class HoldoutPlan:
    """The values behind the answer.

    Attributes:
        targets: Whether only target accounts take part. share: of the accounts, held out. strata: accounts that take part, by size.
        busy: Accounts that take no part because they have an open deal or are customers.
        sight: What the test can see. needed: accounts per group to see each rise; None where the rate would pass 1.
        groups: account_id, group and stratum of each account, where they were drawn.
    """

    targets: bool
    outcome: str
    horizon: int
    share: float
    strata: Mapping[str, int]
    busy: int
    sight: Sight
    needed: Mapping[float, int | None]
    groups: tuple[tuple[str, str, str], ...] = ()

    @property
    def accounts(self) -> int:
        """Accounts that take part."""
        return sum(self.strata.values())


def planned(
    ledger: Ledger,
    agreement: Agreement,
    *,
    share: float = 0.5,
    horizon: int = 90,
    outcome: str = "deal",
    draw: bool = False,
    seed: int = 1,
) -> HoldoutPlan:
    """The values.

    Args:
        share: Of the accounts, held out. horizon: days of the test. outcome: deal or won. draw: whether groups are drawn, by the seed.
    Raises:
        UsedWrongly: an option that cannot be. EmptySample: no account can take part; says which file would change that.
    """
    from oarlock.measure.facts.lift_of_accounts import sight_of_shares
    from oarlock.stats.experiments import accounts_per_arm
    from oarlock.stats.holdout import accounts_alike

    _fits(share, outcome)
    check(ledger, outcome, horizon)
    targets, rows = _accounts(ledger, agreement, outcome, horizon)
    told = ledger.rows(rows.group_by(SIZE).aggregate(
        free=tally(rows.busy_0 == 0), busy=tally(rows.busy_0 != 0), were=tally((rows.busy_1 == 0) & (rows.was_there == 1)),
        hits=tally((rows.busy_1 == 0) & (rows.was_there == 1) & (rows.did_0 > 0)),
    ))  # fmt: skip
    strata = {row[SIZE]: int(row["free"]) for row in sorted(told, key=_by_size) if row["free"]}
    if sum(strata.values()) < 2:
        raise EmptySample("no two accounts without an open deal that are no customers; import accounts")
    held = round(share * sum(strata.values()))
    hits, were = (sum(int(row[name]) for row in told) for name in ("hits", "were"))
    sight = sight_of_shares(hits, were, accounts_alike(sum(strata.values()) - held, held))
    now = ledger.as_of.replace(tzinfo=None)
    if not is_recorded(ledger, now - timedelta(days=horizon), now):
        sight = sight_of_shares(0, 0, sight.per_arm)
    usual = sight.base.value or 0.0
    needed = {
        rise: accounts_per_arm(usual, usual * (1 + rise)) if 0 < usual * (1 + rise) < 1 else None for rise in RISES
    }
    groups = _drawn(ledger, rows, share, seed) if draw else ()
    return HoldoutPlan(
        targets, outcome, horizon, share, strata, sum(int(row["busy"]) for row in told), sight, needed, groups
    )


def make(ledger: Ledger, agreement: Agreement, **options: Any) -> PlanAnswer:
    """The plan as an answer; options as of `planned`."""
    plan = planned(ledger, agreement, **options)
    return answered(
        ledger,
        agreement,
        name="holdout",
        title="What a holdout of accounts could see",
        sentence=_sentence(plan),
        more=tuple(_more(plan)),
        sections=_sections(plan),
        numbers=_numbers(plan),
        caveats=tuple(_caveats(ledger, plan)),
        of=plan,
    )


def _fits(share: float, outcome: str) -> None:
    if not 0 < share < 1:
        raise UsedWrongly(f"The share held out lies between 0 and 1, not {share:g}. Write --share 0.5 or --share 20%.")
    if outcome == "pipeline":
        raise UsedWrongly("A holdout is planned by a share of accounts: --outcome deal or --outcome won.")


def _accounts(ledger: Ledger, agreement: Agreement, outcome: str, horizon: int) -> tuple[bool, Any]:
    """The accounts to draw from, targets where there are any: what each did in as long a time before, and how it stood at both ends."""
    now = ledger.as_of.replace(tzinfo=None)
    earlier = now - timedelta(days=horizon)
    accounts = ledger.table("accounts")
    wanted = accounts.filter(is_target(agreement, accounts.target_tier))
    targets = bool(ledger.rows(wanted.aggregate(n=wanted.count()))[0]["n"])
    return targets, stood(ledger, agreement, wanted if targets else accounts, outcome, now, earlier)


def _by_size(row: Mapping[str, Any]) -> tuple[int, str]:
    name = str(row[SIZE])
    return (BANDS.index(name) if name in BANDS else len(BANDS), name)


def _drawn(ledger: Ledger, rows: Any, share: float, seed: int) -> tuple[tuple[str, str, str], ...]:
    """Only here accounts leave the engine, one row each: they are what is written."""
    from oarlock.stats.holdout import drawn

    found = ledger.run(rows.filter(rows.busy_0 == 0).order_by("account_id").select("account_id", SIZE))
    sizes = [str(one) for one in found[SIZE]]
    names = sorted(set(sizes))
    held = drawn([names.index(one) for one in sizes], share, seed=seed)
    ids = [str(one) for one in found["account_id"]]
    return tuple((one, GROUP[int(out)], size) for one, out, size in zip(ids, held.tolist(), sizes, strict=True))


def _sentence(plan: HoldoutPlan) -> str:
    sight, many = (
        plan.sight,
        f"{words.counted(plan.accounts, _noun(plan))}, {words.percent(plan.share)} of them held out",
    )
    if sight.smallest is None and sight.base.value is None:
        return (
            f"What a holdout of {many}, could see is unknown: the record does not reach back over half of the {plan.horizon} days"
            " before, of which the usual rate would be told."
        )
    if sight.smallest is None:
        return (
            f"What a holdout of {many}, could see is unknown: {'all' if sight.base.value else 'none'} of"
            f" {words.counted(sight.base.n, 'account')} {PAST[plan.outcome]} in the {plan.horizon} days before."
        )
    usual = _usual(plan)
    if sight.smallest == float("inf"):
        return f"A holdout of {many}, could see no effect at all with 80% power; the usual is {usual}."
    return (
        f"The smallest effect that a holdout of {many}, can see with 80% power is {_points(sight.smallest)},"
        f" {words.percent(sight.smallest / (sight.base.value or 1.0))} of the usual {usual}."
    )


def _more(plan: HoldoutPlan) -> list[str]:
    told = []
    if plan.sight.smallest is not None and plan.sight.needed is not None:
        fewer = "which there are" if plan.sight.is_enough else "more than there are"
        told.append(
            f"To see a rise by a quarter takes {words.counted(plan.sight.needed, 'account')} per group, {fewer}"
            f" ({words.count(plan.sight.per_arm)} per group, as equal groups would count)."
        )
        if not plan.sight.is_enough:
            half = "" if plan.share == 0.5 else "hold out half, "
            advice = f"{half}wait longer (--horizon), or count an earlier outcome"
            told.append(f"{advice[0].upper()}{advice[1:]}; a test that could see nothing proves nothing.")
    if plan.groups:
        held = sum(group == GROUP[1] for _, group, _ in plan.groups)
        told.append(
            f"Drawn within sizes: {words.count(len(plan.groups) - held)} treated, {words.count(held)} held out."
        )
    return told


def _sections(plan: HoldoutPlan) -> tuple[Section, ...]:
    base = plan.sight.base
    rows = tuple(
        (f"+{words.percent(rise)}", _points(rise * (base.value or 0.0)), words.MISSING if needed is None else words.count(needed))
        for rise, needed in plan.needed.items() if base.value
    )  # fmt: skip
    strata = tuple((size, words.count(count)) for size, count in plan.strata.items())
    return (
        Section("Accounts per group that it takes", ("to see a rise of", "in points", "accounts"), rows),
        Section("Who takes part, by size", ("employees", "accounts"), strata),
    )


def _numbers(plan: HoldoutPlan) -> dict[str, Any]:
    return {
        "outcome": plan.outcome, "horizon_days": plan.horizon, "share_held_out": plan.share, "targets_only": plan.targets,
        "accounts": plan.accounts, "busy": plan.busy, "strata": dict(plan.strata), "base": estimate_json(plan.sight.base),
        "smallest_effect": plan.sight.smallest, "per_group": plan.sight.per_arm,
        "needed_per_group": [{"rise": rise, "accounts": needed} for rise, needed in plan.needed.items()],
        "groups": [{"account_id": one, "group": group, "stratum": size} for one, group, size in plan.groups],
    }  # fmt: skip


def _caveats(ledger: Ledger, plan: HoldoutPlan) -> list[str]:
    told = (
        [f"{words.counted(plan.busy, 'account')} with an open deal, or customers, take no part."] if plan.busy else []
    )
    first, earlier = first_deal_at(ledger), ledger.as_of.replace(tzinfo=None) - timedelta(days=plan.horizon)
    if first is not None and first > earlier:
        told.append(f"The first deal of the record is of {first:%Y-%m-%d}, so the usual rate may be higher than shown.")
    if plan.targets:
        told.append(
            "Target accounts are those of now; if accounts became targets because they had a deal, the usual rate is too high."
        )
    return told


def _usual(plan: HoldoutPlan) -> str:
    base = plan.sight.base
    ends = words.percent_range(base.lo, base.hi)
    return f"{words.percent(base.value)} ({ends}, n = {words.count(base.n)}) of accounts that {HAVE[plan.outcome]} in {plan.horizon} days"


def _points(rise: float) -> str:
    return words.points(rise, fine=rise < words.RARE)


def _noun(plan: HoldoutPlan) -> str:
    return "target account" if plan.targets else "account"


PLAN = PlanPart(
    name="holdout",
    title="Holdout",
    question="What could a test with held-out accounts see, and who is held out?",
    make=make,
)
