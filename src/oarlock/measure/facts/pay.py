"""What variable pay rewards in this company: past quarters drawn again, and actions played through on them (METHODS 12).

A quarter is five numbers: leads, deals per lead, wins per deal, the worth of a win, and what comes without a lead. New quarters are drawn
from the company's own, all five together, around their trend. An action changes some of the five; by how much comes from the record where
it can tell, and is a stated assumption where it cannot.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from oarlock import registry
from oarlock.errors import EmptySample, nearest
from oarlock.measure.facts.past_quarters import quarters_of
from oarlock.measure.facts.pay_actions import Action, actions_of, library
from oarlock.words import listed

if TYPE_CHECKING:
    import numpy as np

    from oarlock.agreement import Agreement
    from oarlock.agreement.aims import Incentive
    from oarlock.ledger.reading import Ledger
    from oarlock.stats.payout import Curve

DRAWS = 20_000
LEAST_QUARTERS, FEW_QUARTERS = 3, 6
TEAMS = ("marketing", "sales")
TEXTBOOK = (1000.0, 0.2, 0.2, 25_000.0, 0.0, 25_000.0)
"""Leads, deals per lead, wins per deal, the worth of a win, what comes without a lead, the worth of a deal (METHODS 12.2)."""


@dataclass(frozen=True)
class Quarters:
    """Many quarters: one array per number."""

    leads: np.ndarray
    deals: np.ndarray
    wins: np.ndarray
    size: np.ndarray
    other: np.ndarray
    value: np.ndarray
    recorded: float = 1.0

    def after(self, action: Action) -> Quarters:
        """The same quarters with the action."""
        return Quarters(
            self.leads * action.leads, self.deals * action.deals, self.wins * action.wins, self.size * action.size, self.other, self.value,
            action.recorded,
        )  # fmt: skip

    @property
    def revenue(self) -> np.ndarray:
        """Bookings of each drawn or past quarter: leads × rates × size, and what comes without a lead."""
        revenue: np.ndarray = self.leads * self.deals * self.wins * self.size + self.other
        return revenue

    def result(self, metric: str) -> np.ndarray:
        """What a metric would say of them; see `PLAYED` for those that can be told."""
        from_leads = self.leads * self.deals * self.wins * self.size
        told: dict[str, np.ndarray] = {
            "lead_volume": self.leads,
            "bookings": self.revenue,
            "sourced_revenue": from_leads,
            "attributed_revenue": from_leads,
            "pipeline_created": self.leads * self.deals * self.value * self.recorded,
            "available_to_close": self.leads * self.deals * self.value * self.recorded,
            "win_rate": self.wins / self.recorded,
            "deal_size": self.size,
            "lead_to_customer_rate": self.deals * self.wins,
            "revenue_per_lead": self.revenue / self.leads,
        }
        return told[metric]


PLAYED = (
    "lead_volume", "bookings", "sourced_revenue", "attributed_revenue", "pipeline_created", "available_to_close", "win_rate", "deal_size",
    "lead_to_customer_rate", "revenue_per_lead",
)  # fmt: skip
"""Metrics that follow from the five numbers; pay on others can be replayed but not played through."""


@dataclass(frozen=True)
class Rewards:
    """An incentive plan held against this company.

    Attributes:
        parts: The parts that can be played, per team. unplayed: metrics paid for that cannot be.
        past: The complete quarters, oldest first. drawn: many more like them. actions: the library. goals: what pays in full, by metric.
    """

    agreement: Agreement
    parts: Mapping[str, tuple[Incentive, ...]]
    unplayed: tuple[str, ...]
    labels: tuple[str, ...]
    past: Quarters
    drawn: Quarters
    actions: tuple[Action, ...]
    goals: Mapping[str, float]

    @property
    def is_enough(self) -> bool:
        """Whether enough quarters stand behind it."""
        return len(self.labels) >= FEW_QUARTERS

    def bonus(self, team: str) -> float:
        """The team's pay of a quarter at goal; 100 where the agreement states none, so that pay reads as per cent."""
        own = [one.bonus for one in self.parts[team] if one.bonus is not None and one.team == team]
        both = [one.bonus for one in self.parts[team] if one.bonus is not None]
        return next(iter(own or both), 100.0)

    def is_in_money(self, team: str) -> bool:
        """Whether the agreement states the team's bonus."""
        return any(one.bonus is not None for one in self.parts[team])

    def pay(self, team: str, quarters: Quarters) -> np.ndarray:
        """What the team is paid in each of the quarters."""
        from oarlock.stats.payout import PayPart, paid

        built = [
            PayPart(
                one.weight,
                quarters.result(one.pays_for) / self.goals[one.pays_for],
                curve_of(one),
                one.room,
                joint=one.team == "both",
            )
            for one in self.parts[team]
        ]
        return paid(self.bonus(team), built)

    @cached_property
    def teams(self) -> tuple[str, ...]:
        """Teams that are paid for anything that can be played."""
        return tuple(team for team in TEAMS if self.parts[team])

    @property
    def revenue_goal(self) -> float:
        """The bookings goal of a quarter: that of the incentives, else what past quarters brought."""
        import numpy as np

        return self.goals.get("bookings", float(np.mean(self.past.revenue[-4:])))

    @cached_property
    def table(self) -> dict[str, tuple[float, dict[str, float]]]:
        """Action → change of revenue, and of each team's pay, on average over the drawn quarters."""
        before = {team: self.pay(team, self.drawn) for team in self.teams}
        told = {}
        for action in self.actions:
            after = self.drawn.after(action)
            told[action.name] = (
                float((after.revenue - self.drawn.revenue).mean()),
                {team: float((self.pay(team, after) - before[team]).mean()) for team in self.teams},
            )
        return told

    @cached_property
    def margins(self) -> Mapping[str, float | None]:
        """Action → change of the margin, on average over the drawn quarters; None where the agreement states no gross margin."""
        return {
            one.name: self._margin(self.drawn.after(one), one.size, self._margin(self.drawn)) for one in self.actions
        }

    def _margin(self, quarters: Quarters, price: float = 1.0, before: float | None = 0.0) -> float | None:
        """What revenue leaves once it is delivered and commission is paid, less `before`.

        Args:
            price: Factor on the price of a win. A discount lowers what comes in and not what delivering it costs.
        """
        capacity = self.agreement.capacity
        if capacity.gross_margin is None or before is None:
            return None
        revenue, commission = quarters.revenue, capacity.commission_share or 0.0
        delivered = (revenue - quarters.other) / price + quarters.other
        return float((revenue * (1 - commission) - delivered * (1 - capacity.gross_margin)).mean()) - before

    def revenue_range(self, action: Action) -> tuple[float, float]:
        """The middle 90 % of how much revenue an action moves a quarter by, without its sign, over the drawn quarters."""
        from oarlock.stats.draws import percentile_interval

        ends = percentile_interval(abs(self.drawn.after(action).revenue - self.drawn.revenue))
        return ends.lo, ends.hi

    @cached_property
    def conflicts(self) -> tuple[tuple[Action, str, float, float], ...]:
        """(action, team, change of pay, change of revenue) where pay and revenue part, beyond a thousandth of either."""
        found = []
        revenue = float(self.drawn.revenue.mean())
        for action in self.actions:
            change, by_team = self.table[action.name]
            for team, gain in by_team.items():
                told = abs(gain) > 1e-3 * self.bonus(team) and abs(change) > 1e-3 * revenue
                if told and (gain > 0) != (change > 0) and action.who in (team, "both"):
                    found.append((action, team, gain, change))
        return tuple(found)


def curve_of(one: Incentive) -> Curve:
    """The pay curve of a part; a joint one is paid at its goal or not at all."""
    from oarlock.stats.payout import Curve

    return Curve(1.0 if one.joint else one.threshold, one.accelerator, one.cap)


def rewards(ledger: Ledger, agreement: Agreement, incentives: tuple[Incentive, ...] | None = None) -> Rewards:
    """The agreement's incentive plan, or another one, held against this company.

    Raises:
        EmptySample: there is no plan, or too little past to replay; says which file or clause would change that.
    """
    import numpy as np

    plan = agreement.incentives if incentives is None else incentives
    if not plan:
        raise EmptySample("the agreement states no incentives; write them under [[incentives]]")
    rows = [one for one in quarters_of(ledger, agreement) if one["leads"] and one["deals_leads"] and one["wins_leads"]]
    if len(rows) < LEAST_QUARTERS:
        raise EmptySample(
            f"{len(rows)} complete quarters with leads, deals and wins are recorded; pay needs {LEAST_QUARTERS} to be replayed: "
            "import leads and opportunities of earlier quarters"
        )
    past = _quarters(rows)
    known = _played(plan)
    names = {one.pays_for for parts in known.values() for one in parts}
    if not names:
        raise EmptySample(f"pay for {what_is_left_out(unplayed_of(plan))}; what can be played: {', '.join(PLAYED)}")
    stated = {one.pays_for: one.goal for one in plan if one.goal is not None}
    goals = {name: stated.get(name) or float(np.mean(past.result(name)[-4:])) for name in sorted(names)}
    return Rewards(
        agreement,
        known,
        unplayed_of(plan),
        tuple(str(one["period"]) for one in rows),
        past,
        _drawn(past),
        actions_of(ledger, agreement),
        goals,
    )


def _played(plan: tuple[Incentive, ...]) -> dict[str, tuple[Incentive, ...]]:
    """By team, the parts of a plan that it is paid for and that follow from the five numbers."""
    return {team: tuple(one for one in plan if one.team in (team, "both") and one.pays_for in PLAYED) for team in TEAMS}


def unplayed_of(plan: tuple[Incentive, ...]) -> tuple[str, ...]:
    """Metrics that a plan pays for and that do not follow from the five numbers."""
    return tuple(sorted({one.pays_for for one in plan} - set(PLAYED)))


def what_is_left_out(names: tuple[str, ...]) -> str:
    """Why pay for these is not played through, and for a name nobody knows the nearest."""
    known = {*registry.names("measure"), *PLAYED}
    strange = [f'there is no metric "{name}".{nearest(name, known)}' for name in names if name not in known]
    do, they = ("does", "it is") if len(names) == 1 else ("do", "they are")
    told = f"{listed(names)} {do} not follow from leads, rates and amounts, so {they} not played through"
    return f"{told} ({' '.join(strange)})" if strange else told


def assumed_rewards(agreement: Agreement) -> Rewards:
    """The plan on one textbook quarter at goal, where the record has too few to replay: what depends on the agreement alone."""
    import numpy as np

    leads, deals, wins, size, other, value = (np.array([number]) for number in TEXTBOOK)
    one = Quarters(leads, deals, wins, size, other, value)
    plan = agreement.incentives
    known = _played(plan)
    goals = {part.pays_for: float(one.result(part.pays_for)[0]) for parts in known.values() for part in parts}
    return Rewards(agreement, known, unplayed_of(plan), (), one, one, library(None), goals)


def _quarters(rows: list[Mapping[str, Any]]) -> Quarters:
    import numpy as np

    def of(name: str) -> Any:
        return np.array([float(one[name]) for one in rows])

    leads, deals, wins = of("leads"), of("deals_leads"), of("wins_leads")
    return Quarters(
        leads,
        deals / leads,
        wins / deals,
        of("bookings_leads") / wins,
        of("bookings_other"),
        of("pipeline") / of("deals"),
    )


def _drawn(past: Quarters) -> Quarters:
    """Quarters like the last four, varied as past ones did around their trend: own deviations drawn jointly, and smoothed."""
    import numpy as np

    from oarlock.stats.seeds import generator

    rng = generator(41)
    names = ("leads", "deals", "wins", "size", "other", "value")
    logs = np.array([np.log(np.maximum(getattr(past, name), 1e-9)) for name in names])
    logs[np.array([getattr(past, name).min() <= 0 for name in names])] = 0.0  # what never came does not vary
    at = np.arange(logs.shape[1], dtype=np.float64)
    slope = np.array([np.polyfit(at, row, 1) for row in logs])
    off = logs - (slope[:, :1] * at + slope[:, 1:])
    level = np.array([float(np.mean(getattr(past, name)[-4:])) for name in names])
    which = rng.integers(0, off.shape[1], DRAWS)
    jitter = rng.standard_normal((len(names), DRAWS)) * off.std(axis=1)[:, None] * 0.5
    return Quarters(*(level[:, None] * np.exp(off[:, which] + jitter)))
