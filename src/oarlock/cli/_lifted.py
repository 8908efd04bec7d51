"""A test's answer in words: what it could see first, then the arms, the difference, the verdict and its limit."""

from __future__ import annotations

import json
import math
import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from oarlock import words
from oarlock.cli._table import columns
from oarlock.measure.facts.outcomes import OUTCOMES, PER_ACCOUNT
from oarlock.stats.experiments import LIMIT

if TYPE_CHECKING:
    from oarlock.measure.facts.lift import Lift
    from oarlock.stats.result import Estimate

WIDTH = 100
MOST_PROBLEMS = 5
WORTH_SAYING = 0.01
"""Where the smallest possible chance is below this, it says nothing."""


def as_json(found: Lift, under: Mapping[str, Any]) -> str:
    """The answer for programs, after the terms it holds on; unknown and infinite are null."""
    from oarlock.diagnose.answer import plain

    test = found.test
    told = {
        **under,
        "design": found.design,
        "outcome": test.outcome,
        "unit": test.groups.column,
        "since": test.since,
        "until": test.until,
        "horizon_days": test.horizon,
        "reached_days": test.reached,
        "status": found.status,
        "smallest_effect": found.sight.smallest,
        "base": found.sight.base,
        "per_arm": found.sight.per_arm,
        "needed_per_arm": found.sight.needed,
        "treated": found.treated,
        "control": found.control,
        "treated_before": found.treated_before,
        "control_before": found.control_before,
        "effect": found.effect,
        "adjusted": found.adjusted,
        "p": found.p,
        "smallest_p": found.smallest_p,
        "verdict": found.verdict,
        "because": found.because,
        "left_out": found.left_out,
        "weights": found.weights,
        "notes": found.notes,
        "problems": [str(one) for one in found.problems],
        "limit": LIMIT,
    }
    return json.dumps(plain(told), ensure_ascii=False, indent=1)


def as_text(found: Lift, currency: str) -> str:
    """The answer for people."""
    test, told = found.test, _Words(found, currency)
    begun = f"since {words.day(test.since)}, {test.reached} of {test.horizon} days"
    design = found.design.capitalize() + ("" if told.is_randomised else f" by {test.groups.column}")
    outcome = (OUTCOMES if told.is_randomised else PER_ACCOUNT)[test.outcome]
    parts = [
        told.sight(),
        f"{design} ({test.groups.name}), {begun}: {outcome}.",
        told.arms(),
        told.verdict(),
    ]
    notes = [*_left_out(found), *found.notes]
    if found.weights:
        mix = ", ".join(f"{name} {words.percent(weight)}" for name, weight in found.weights.items())
        notes.insert(0, f"What would have been is a mix of {mix}.")
    problems = [str(one) for one in found.problems[:MOST_PROBLEMS]]
    if len(found.problems) > MOST_PROBLEMS:
        problems.append(f"… and {len(found.problems) - MOST_PROBLEMS} more rows left out.")
    filled = [_filled(part) if "\n" not in part else part for part in parts]
    ending = [*(_filled(f"Note: {note}") for note in notes), *problems, _filled(LIMIT)]
    return "\n\n".join([*filled, "\n".join(ending)]) + "\n"


class _Words:
    """Numbers of one answer as its outcome writes them: shares in points, money as money."""

    def __init__(self, found: Lift, currency: str) -> None:
        self.found, self.currency = found, currency
        self.is_randomised = found.test.groups.is_of_accounts
        self.is_share = found.test.outcome != "pipeline" and self.is_randomised
        self.is_money = found.test.outcome == "pipeline"
        self.per = "" if self.is_share or self.is_money else " per 100 accounts"
        rates = [one.value or 0.0 for one in (found.treated, found.control, found.sight.base)]
        self.is_rare = self.is_share and max(rates) < words.RARE

    def level(self, value: float | None) -> str:
        """An outcome of an arm."""
        if self.is_money:
            return words.money(value, self.currency)
        return self._percent(value) if self.is_share else self._a_hundred(value)

    def gap(self, value: float | None) -> str:
        """A difference of two arms."""
        if self.is_money:
            return words.money(value, self.currency, signed=True)
        return words.points(value, fine=self.is_rare) if self.is_share else self._a_hundred(value, signed=True)

    def spread(self, one: Estimate) -> str:
        """The range of a difference, without its level."""
        if one.lo is None or one.hi is None:
            return words.MISSING
        return f"{self.gap(one.lo).removesuffix(' points')} to {self.gap(one.hi)}"

    def sight(self) -> str:
        """The smallest effect that could be seen, and what it rests on."""
        sight, test = self.found.sight, self.found.test
        base, unit = sight.base, "accounts" if self.is_randomised else "units"
        many = f"{words.count(sight.per_arm)} {unit} per arm"
        if sight.smallest is None or not base.value:
            seen = (
                f"none of {words.counted(base.n, unit.removesuffix('s'))} had it {self._earlier()}"
                if base.value == 0
                else "the record does not reach back over half as long a time before"
            )
            return f"The smallest effect this test can see is unknown: {seen} ({many})."
        usual = f"{self.level(base.value)} {self._earlier()}" + (
            f" (n = {words.count(base.n)})" if self.is_randomised else ""
        )
        needed = (
            ""
            if sight.needed is None
            else f" To see a rise by a quarter takes {words.count(sight.needed)} {unit} per arm."
        )
        if not math.isfinite(sight.smallest):
            return f"No effect is large enough for this test to see with 80% power: {usual}, {many}.{needed}"
        if self.found.design == "synthetic control":
            many = f"mixes of the others missed a {test.groups.column} by so much in such stretches before"
        relative = words.percent(sight.smallest / base.value)
        return (
            f"The smallest effect this test can see with 80% power is {self.gap(sight.smallest)}{self.per}, {relative} of the usual"
            f" {usual}; {many}.{needed}"
        )

    def arms(self) -> str:
        """Both arms and the difference, as a table; of regions with the time before, because the difference is that of the changes."""
        found = self.found
        control = "mix of the others" if found.design == "synthetic control" else "control"
        rows = [
            (name, words.count(one.n), *self._before(earlier), self.level(one.value), self._ends(one))
            for name, one, earlier in (
                ("treated", found.treated, found.treated_before), (control, found.control, found.control_before),
            )
        ]  # fmt: skip
        title = "difference" if found.treated_before is None or self.found.weights else "difference of the changes"
        gaps = [(title, found.effect), ("difference, given the time before", found.adjusted)]
        empty = () if found.treated_before is None else ("",)
        rows += [
            (name, words.count(one.n), *empty, self.gap(one.value), self.spread(one))
            for name, one in gaps
            if one is not None
        ]
        earlier = () if found.treated_before is None else (self._earlier().removeprefix("in the "),)
        unit = "accounts" if self.is_randomised else found.test.groups.column
        header = ("", unit, *earlier, f"outcome{self.per}", "90% range")
        return columns(header, rows, right=tuple(range(1, len(header)))).rstrip("\n")

    def _before(self, one: Estimate | None) -> tuple[str, ...]:
        return () if one is None else (self.level(one.value),)

    def verdict(self) -> str:
        """The verdict with its chance and its reason."""
        found = self.found
        chance = ""
        if found.p is not None:
            how = "accounts were assigned anew" if self.is_randomised else "the treatment had fallen on others"
            chance = f" As large a difference comes in {words.percent(found.p)} of all cases if {how}"
            chance += (
                f" (the smallest possible: {words.percent(found.smallest_p)})."
                if found.smallest_p >= WORTH_SAYING
                else "."
            )
        return f"{str(found.verdict).capitalize()}: {found.because}.{chance}"

    def _ends(self, one: Estimate) -> str:
        return words.MISSING if one.lo is None or one.hi is None else f"{self.level(one.lo)} to {self.level(one.hi)}"

    def _earlier(self) -> str:
        test = self.found.test
        return f"in the {words.counted(test.horizon, 'day') if self.is_randomised else words.counted(test.reached // 7, 'week')} before"

    def _percent(self, value: float | None) -> str:
        return f"{100 * value:.2f}%" if self.is_rare and value is not None else words.percent(value)

    def _a_hundred(self, value: float | None, *, signed: bool = False) -> str:
        told = words.number(None if value is None else 100 * value)
        return f"+{told}" if signed and value is not None and value > 0 else told


def _left_out(found: Lift) -> list[str]:
    return [
        f"Left out of both groups: {words.counted(count, 'account')} {why}." for why, count in found.left_out.items()
    ]


def _filled(text: str) -> str:
    return textwrap.fill(text, WIDTH)
