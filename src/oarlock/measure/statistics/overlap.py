"""How far two yes-or-no judgements of the same units agree: the headline is what both name, of what either names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from oarlock.measure.base import Answered
from oarlock.measure.facts.places import tally
from oarlock.stats.result import Estimate, Status

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked

CELLS = ("both", "first_only", "second_only", "neither", "unknown")


@dataclass(frozen=True)
class Overlap:
    """Two columns of judgements; a unit of which either cannot be told is counted as that and left out.

    Attributes:
        first, second: The columns. names: what the two are called in `also`. least: units below which it carries no verdict.
    """

    first: str
    second: str
    names: tuple[str, str]
    least: int
    excluded: str = "a value is missing that a rule needs"
    additive: bool = False
    flows: bool = False

    def __call__(self, asked: Asked) -> Answered:
        """Jaccard of each group, with the four cells and the secondary coefficients."""
        a, b = asked.table[self.first], asked.table[self.second]
        found = asked.grouped(
            both=tally(a & b), first_only=tally(a & ~b), second_only=tally(~a & b), neither=tally(~a & ~b),
            unknown=tally(a.isnull() | b.isnull()),
        )  # fmt: skip
        counts = {name: found.counts(name).tolist() for name in CELLS}
        estimates, also = {}, {}
        for i, key in enumerate(found.keys):
            cells = {name: counts[name][i] for name in CELLS}
            estimates[key], also[key] = self._told(cells, asked.level)
        unknown = sum(counts["unknown"])
        return Answered(estimates, {self.excluded: unknown} if unknown else {}, also=also)

    def _told(self, cells: dict[str, int], level: float) -> tuple[Estimate, dict[str, float]]:
        from oarlock.stats.raters import TwoByTwo, agreement

        table = TwoByTwo(*(cells[name] for name in CELLS[:4]))
        called = dict(zip(CELLS, ("both", *(f"{name}_only" for name in self.names), "neither", "unknown"), strict=True))
        also = {called[name]: float(cells[name]) for name in CELLS}
        if not table.named:
            reason = "neither rule names a single unit" if table.n else f"no unit can be judged ({self.excluded})"
            return Estimate(None, n=0, status=Status.INSUFFICIENT, method="Jaccard", reason=reason, level=level), also
        found = agreement(table, level=level)
        also |= {
            "observed": found.observed,
            "pabak": found.pabak,
            "gwet_ac1": found.gwet_ac1,
            "prevalence_index": found.prevalence_index,
            "bias_index": found.bias_index,
            "mcnemar_p": found.mcnemar_p,
        }
        if found.kappa.value is not None:
            also |= {"kappa": found.kappa.value, "kappa_se": found.kappa_se}
        if table.n >= self.least:
            return found.jaccard, also
        reason = f"{table.n} units judged; a verdict needs {self.least}"
        return replace(found.jaccard, status=Status.INSUFFICIENT, reason=reason), also
