"""Regions or segments treated beside others: differences in differences, and a synthetic control where there is one treated (METHODS 4.8).

Everything is told per account of the unit, the accounts known when the test began, in whole weeks before and after that day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from oarlock.errors import Problem, UsedWrongly, nearest
from oarlock.measure.facts.lift import MOST_NAMED, WORTH_SEEING, Lift, LinkedTest, Sight, Verdict, judged
from oarlock.measure.facts.outcomes import happened, start_of, without_amount
from oarlock.measure.facts.places import days_between, first_known
from oarlock.measure.facts.points import first_deal_at
from oarlock.measure.slices import TOLD, reachable, sliced
from oarlock.stats.experiments import (
    difference_in_differences,
    shift_interval,
    smallest_gap,
    smallest_mean_effect,
    synthetic_control,
    units_per_arm,
)  # fmt: skip
from oarlock.stats.holdout import accounts_alike
from oarlock.stats.result import Estimate, is_rare
from oarlock.stats.seeds import seed_of
from oarlock.stats.trend import LEAST_PERIODS, pair_slopes, sen_interval
from oarlock.words import counted

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.stats.arrays import Bools, Floats

MOST_WEEKS_BEFORE = 104
YEAR = 52
UNIT = "slice_0"
BY_DESIGN = "who was treated was not left to chance: it is caused only as far as the others show what would have been"


@dataclass(frozen=True)
class Weeks:
    """Outcome per account: one row per week, one column per unit.

    Attributes:
        after: Weeks of the test; `before` ends where it begins. notes: what is to be said of them.
    """

    units: tuple[str, ...]
    treated: Bools
    before: Floats
    after: Floats
    notes: tuple[str, ...] = ()

    @property
    def spent(self) -> int:
        """Weeks of the test so far."""
        return len(self.after)


def lift_of_regions(ledger: Ledger, agreement: Agreement, test: LinkedTest) -> Lift:
    """The comparison of the units as the design allows.

    Raises:
        UsedWrongly: not a week is over, a group has no unit of the record, or accounts have no such column.
    """
    weeks, strange = _weeks(ledger, agreement, test)
    of = _differences if weeks.treated.sum() > 1 else _synthetic
    return of(weeks, test, (*test.groups.problems, *strange))


def _differences(weeks: Weeks, test: LinkedTest, problems: tuple[Problem, ...]) -> Lift:
    sight = _sight(weeks)
    change = weeks.after.sum(axis=0) - weeks.before[-weeks.spent :].sum(axis=0)
    sides = change[weeks.treated], change[~weeks.treated]
    seed = seed_of("lift", f"{test.groups.name}{test.since}{test.outcome}")
    found = difference_in_differences(*sides, seed=seed)
    ends = shift_interval(*sides, seed=seed)
    lo, hi = (None, None) if ends is None else (ends.lo, ends.hi)
    effect = Estimate(found.effect, lo, hi, len(change), method="permutation of units")
    verdict, because = judged(effect, found.p, sight, test, "units")
    drift, told = _drift(weeks, _near_end(effect) if verdict is Verdict.CAUSED else None)
    if ends is None and test.is_over:
        verdict = Verdict.UNDERPOWERED
        because = f"no assignment of so few units gives a p below {found.smallest_p:.3f}"
    elif verdict is Verdict.CAUSED:
        verdict, because = (Verdict.UNKNOWN, told) if drift else (verdict, f"the 90% range leaves out 0; {BY_DESIGN}")
    return Lift(
        "difference in differences", test, sight, _level(weeks.after, weeks.treated), _level(weeks.after, ~weeks.treated), effect,
        found.p, found.smallest_p, verdict, because, notes=(*_counted(weeks), f"Before the test: {told}."), problems=problems,
        treated_before=_level(weeks.before[-weeks.spent :], weeks.treated),
        control_before=_level(weeks.before[-weeks.spent :], ~weeks.treated),
    )  # fmt: skip


def _synthetic(weeks: Weeks, test: LinkedTest, problems: tuple[Problem, ...]) -> Lift:
    place, donors = int(np.flatnonzero(weeks.treated)[0]), ~weeks.treated
    found = synthetic_control(
        weeks.before[:, donors], weeks.before[:, place], weeks.after[:, donors], weeks.after[:, place]
    )
    effect = Estimate(float(found.effect.sum()), n=len(weeks.units), method="synthetic control")
    base = float(weeks.before[:, place].mean()) * weeks.spent
    gap = smallest_gap(weeks.before, weeks.spent, found.fit) if base > 0 else None
    sight = Sight(Estimate(base, n=len(weeks.before)), None if gap is None else gap * weeks.spent, 1, None)
    smallest_p = 1 / (int(donors.sum()) + 1)
    verdict, because = _of_placebos(found.p, found.caveats, sight, test)
    control = Estimate(float((weeks.after[:, donors] @ found.weights).sum()), n=int(donors.sum()))
    mixed_before = float((weeks.before[:, donors] @ found.weights).mean()) * weeks.spent
    names = [unit for unit, is_donor in zip(weeks.units, donors, strict=True) if is_donor]
    weights = {name: float(w) for name, w in zip(names, found.weights, strict=True) if w >= 0.005}
    return Lift(
        "synthetic control", test, sight, _level(weeks.after, weeks.treated), control, effect, found.p, smallest_p, verdict, because,
        notes=(*_counted(weeks), *(() if test.is_over else found.caveats)),
        weights=dict(sorted(weights.items(), key=lambda one: -one[1])), problems=problems,
        treated_before=Estimate(base, n=1), control_before=Estimate(mixed_before, n=control.n),
    )  # fmt: skip


def _of_placebos(p: float | None, caveats: tuple[str, ...], sight: Sight, test: LinkedTest) -> tuple[Verdict, str]:
    if not test.is_over:
        return judged(Estimate(None), None, sight, test, "units")
    if caveats or p is None:
        return Verdict.UNKNOWN, "a synthetic control of so little fits by luck: " + " ".join(caveats).removesuffix(".")
    if is_rare(p):
        return Verdict.CAUSED, f"the gap is among the largest of all placebos; {BY_DESIGN}"
    if sight.is_enough:
        return Verdict.NOT_SHOWN, "placebos have gaps as large, and a rise by a quarter would have been seen"
    return Verdict.UNDERPOWERED, "placebos have gaps as large, and a rise by a quarter could not have been seen"


def _sight(weeks: Weeks) -> Sight:
    """From how the changes of the units differed between such stretches of the year before; the treated had none of it then."""
    spent, units = weeks.spent, len(weeks.units)
    base = Estimate(float(weeks.before[-spent:].sum(axis=0)[weeks.treated].mean()), n=int(weeks.treated.sum()))
    k, m = int(weeks.treated.sum()), int((~weeks.treated).sum())
    stretches = min(len(weeks.before), max(YEAR, 2 * spent)) // spent
    if stretches < 2 or units < 3 or not base.value:
        return Sight(base, None, accounts_alike(k, m), None)
    change = np.diff(weeks.before[-stretches * spent :].reshape(stretches, spent, units).sum(axis=1), axis=0)
    spread = float(np.sqrt(change.var(axis=1, ddof=1).mean()))
    needed = units_per_arm(spread, WORTH_SEEING * base.value, few=True)
    smallest = smallest_mean_effect(spread, 2 / (1 / k + 1 / m), freedom=k + m - 2)
    return Sight(base, smallest, accounts_alike(k, m), needed)


def _near_end(effect: Estimate) -> float:
    """The end of the range that is nearest to 0."""
    return min(effect.lo or 0.0, effect.hi or 0.0, key=abs)


def _drift(weeks: Weeks, near: float | None) -> tuple[bool, str]:
    """Whether treated and others may have been parting before, and that in words; what is not shown to be small may be there.

    Small is less than a quarter of the usual and, in the direction of an effect, less than the end of its range nearest to 0: what is left
    of the range when both part on as before still leaves out 0.

    Args:
        near: That end, where an effect was seen.
    """
    gap = weeks.before[:, weeks.treated].mean(axis=1) - weeks.before[:, ~weeks.treated].mean(axis=1)
    if len(gap) < LEAST_PERIODS:
        return True, f"only {len(gap)} weeks before are recorded, too few to see whether treated and others ran alike"
    # Pieces as long as the test where there are enough of them: in single weeks of rare deals most slopes are 0.
    width = min(weeks.spent, len(gap) // LEAST_PERIODS)
    pieces = len(gap) // width
    sums = gap[len(gap) - pieces * width :].reshape(pieces, width).sum(axis=1)
    ends = sen_interval(pair_slopes(sums), pieces)
    # What such a slope would make of two stretches of the test's length, one after the other.
    lo, hi = (end * (weeks.spent / width) ** 2 for end in (ends.lo, ends.hi))
    band = WORTH_SEEING * float(weeks.before[-weeks.spent :, weeks.treated].sum(axis=0).mean())
    upper = band if near is None or near < 0 else min(band, near)
    lower = -band if near is None or near > 0 else max(-band, near)
    small = "by a quarter of the usual" + ("" if near is None else ", or by enough to explain what was seen")
    if lower < lo and hi < upper:
        return False, f"treated and others ran alike, not parting {small}"
    if lo >= upper or hi <= lower:
        return True, f"treated and others were parting {small}, so the difference may be just that"
    return True, f"it is not clear that treated and others were not parting {small}, so the difference may be older"


def _level(of: Floats, side: Bools) -> Estimate:
    return Estimate(float(of[:, side].sum(axis=0).mean()), n=int(side.sum()), method="mean of units")


def _counted(weeks: Weeks) -> tuple[str, ...]:
    told = (
        f"{counted(weeks.spent, 'whole week')} of the test, against {len(weeks.before)} before;"
        " all deals of a unit count, by the number of its accounts known when the test began."
    )
    return (told, *weeks.notes)


def _weeks(ledger: Ledger, agreement: Agreement, test: LinkedTest) -> tuple[Weeks, tuple[Problem, ...]]:
    """The units' weeks, and the units that the record does not have."""
    import ibis

    spent = test.reached // 7
    if test.horizon < 7:
        raise UsedWrongly(
            f"Regions are compared by whole weeks, and a horizon of {counted(test.horizon, 'day')} holds none. Give at least 7, such as"
            " --horizon 28."
        )
    if not spent:
        raise UsedWrongly(
            f"Regions are compared by whole weeks, and the test has taken {counted(test.reached, 'day')} so far. Ask again later."
        )
    groups, since = test.groups, start_of(test.since, agreement)
    start = ibis.literal(since, type="timestamp")
    accounts = ledger.table("accounts").select("account_id", "created_at")
    accounts, _ = sliced(ledger, agreement, accounts, (_column(ledger, test, accounts),))
    accounts = accounts.select(
        "account_id", UNIT, old=(accounts.created_at.isnull() | (accounts.created_at < start)).ifelse(1, 0)
    )
    listed = accounts.filter(accounts[UNIT].isin(sorted(groups.members)))
    size = {
        row[UNIT]: int(row["n"]) for row in ledger.rows(listed.group_by(UNIT).aggregate(n=listed.old.sum())) if row["n"]
    }
    _both_sides(ledger, test, accounts, set(size))
    before = _weeks_before(ledger, since, spent)
    rows = happened(ledger, agreement, test.outcome)
    first, last = (since + timedelta(weeks=number) for number in (-before, spent))
    notes = without_amount(ledger, agreement, listed, first, last) if test.outcome == "pipeline" else ()
    rows = rows.filter(rows.at >= ibis.literal(first, type="timestamp"), rows.at < ibis.literal(last, type="timestamp"))
    rows = rows.mutate(week=(days_between(start, rows.at) / 7).floor().cast("int64")).rename(_of="account_id")
    joined = rows.inner_join(listed, rows["_of"] == listed.account_id)
    told = joined.group_by(UNIT, "week").aggregate(total=first_known(joined.value, ibis.literal(0.0)).sum())
    units = tuple(sorted(size))
    counts = np.zeros((before + spent, len(units)))
    for row in ledger.rows(told):
        if row[UNIT] in size:
            counts[int(row["week"]) + before, units.index(row[UNIT])] = float(row["total"] or 0.0) / size[row[UNIT]]
    treated = np.array([groups.members[unit].treated for unit in units], dtype=np.bool_)
    return Weeks(units, treated, counts[:before], counts[before:], notes), _strange(test, set(size))


def _column(ledger: Ledger, test: LinkedTest, accounts: Any) -> str:
    """The column of accounts that the file means, in whatever case it writes it."""
    told = test.groups.column
    known = sorted(
        {*(name for name in reachable(ledger, accounts) if "." not in name), *TOLD} - {"account_id", "created_at"}
    )
    for name in known:
        if name.lower() == told.lower():
            return name
    raise UsedWrongly(
        f'{test.groups.name}: accounts have no column "{told}".{nearest(told, ["account_id", *known])}\n'
        "  The first column holds what was assigned: account_id, or a column of accounts such as country."
    )


def _weeks_before(ledger: Ledger, since: Any, spent: int) -> int:
    first = first_deal_at(ledger)
    known = 0 if first is None else (since - first).days // 7
    if known < spent:
        raise UsedWrongly(
            f"The record reaches {max(0, known)} whole weeks back from the start of the test, and the test has taken {spent}.\n"
            "  Import earlier deals, or ask for a shorter horizon."
        )
    return min(known, MOST_WEEKS_BEFORE)


def _both_sides(ledger: Ledger, test: LinkedTest, accounts: Any, known: set[str]) -> None:
    for is_treated, name in ((True, "treated"), (False, "control")):
        stated = test.groups.arm(treated=is_treated)
        if not known.intersection(stated):
            told = ", ".join(f'"{one}"' for one in stated[:MOST_NAMED])
            raise UsedWrongly(
                f"{test.groups.name}: no account known when the test began is {name}; {test.groups.column} stated as {name}: {told}.\n"
                f"  {_there(ledger, accounts, test.groups.column)}"
            )


def _there(ledger: Ledger, accounts: Any, column: str) -> str:
    """What accounts hold in the column, the commonest first."""
    import ibis

    named = accounts.filter(accounts[UNIT].notnull(), accounts.old == 1).group_by(UNIT).aggregate(n=accounts.old.sum())
    values = [str(row[UNIT]) for row in ledger.rows(named.order_by(ibis.desc("n"), UNIT).limit(MOST_NAMED + 1))]
    more = ", …" if len(values) > MOST_NAMED else ""
    if not values:
        return f"No account of the record has a {column}; import accounts with it, or name another column."
    told = ", ".join(f'"{one}"' for one in values[:MOST_NAMED])
    return f"Write the values as accounts have them: {told}{more}."


def _strange(test: LinkedTest, known: set[str]) -> tuple[Problem, ...]:
    hint = f"Write the {test.groups.column} as accounts have it."
    return tuple(
        Problem(test.groups.name, f'no account known when the test began has {test.groups.column} "{unit}".', hint)
        for unit in sorted(test.groups.members)
        if unit not in known
    )
