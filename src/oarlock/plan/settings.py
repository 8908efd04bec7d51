"""What may be set in a scenario, read from words such as `leads=+10%`, `win_rate=0.22` and `reps=+1`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from oarlock.errors import UnknownName, UsedWrongly

SETTINGS = {
    "leads": "leads that come: +10%, or so many a week",
    "lead_to_deal": "share of leads that become deals: 0.12, 12% or +5%",
    "win_rate": "share of deals that are won: 0.22, 22% or +5%",
    "deal_size": "worth of a won lead: 30000 or +5%",
    "cycle": "median days from lead to win: 60 or -20%",
    "budget": "marketing's spend a quarter: 200000 or +10%",
    "response_hours": "working hours within which leads are to be answered: 2 or -50%",
    "reps": "people who take leads: 20 or +1",
    "hours_per_lead": "working hours a lead takes: 1.2 or -20%",
    "answer_effect": "more leads that become deals where one is answered in time: 0 for none, 0.02, 2% or +50%",
    "goal": "the goal of the period: 1200000, 1.2M or +10%",
}
SHARES = ("lead_to_deal", "win_rate", "answer_effect")
_VALUE = re.compile(
    r"(?P<sign>[+-]?)(?:(?P<grouped>[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?)|(?P<number>\d+(?:[.,]\d+)?))(?P<unit>[kKmM%]?)"
)
"""A comma before three digits groups thousands, as 1,200 does; before any other number of them it is a decimal one."""
_TIMES = {"k": 1e3, "m": 1e6}


@dataclass(frozen=True, slots=True)
class Change:
    """One setting: a factor on what is, a step from it, or a value in its place."""

    name: str
    factor: float = 1.0
    step: float = 0.0
    value: float | None = None

    def of(self, now: float) -> float:
        """The value with the change."""
        return self.value if self.value is not None else now * self.factor + self.step


@dataclass(frozen=True, slots=True)
class Scenario:
    """A set of changes; without any, things as they are."""

    name: str
    changes: dict[str, Change] = field(default_factory=dict)

    def of(self, name: str, now: float) -> float:
        """A setting's value in this scenario."""
        return self.changes[name].of(now) if name in self.changes else now

    def stated(self, name: str, now: float) -> float | None:
        """A setting's value where the scenario says anything of it."""
        return self.changes[name].of(now) if name in self.changes else None


def scenario_of(words: Iterable[str]) -> Scenario:
    """The scenario that words such as `leads=+10%` describe; without any, things as they are.

    Raises:
        UsedWrongly: a word is no setting with a value; says what may be written.
    """
    told = list(words)
    changes = {change.name: change for change in map(_change, told)}
    return Scenario(", ".join(told) or "as it is", changes)


def _change(word: str) -> Change:
    name, sign, text = word.partition("=")
    name = name.strip().replace("-", "_")
    if not sign:
        raise UsedWrongly(
            f'"{word}" sets nothing. Write a name and a value, such as leads=+10%. Known: {", ".join(SETTINGS)}.'
        )
    if name not in SETTINGS:
        raise UnknownName("setting", name, SETTINGS)
    match = _VALUE.fullmatch(text.strip())
    if match is None:
        raise UsedWrongly(f'{name}: "{text.strip()}" is no value. Write {SETTINGS[name]}.')
    percent = match["unit"] == "%"
    plain = match["grouped"].replace(",", "") if match["grouped"] else match["number"].replace(",", ".")
    number = float(plain) * _TIMES.get(match["unit"].lower(), 1.0)
    signed = -number if match["sign"] == "-" else number
    if percent and (match["sign"] or name not in SHARES):
        if not match["sign"]:
            raise UsedWrongly(f"{name}: {text.strip()} of what? Write +{text.strip()} or -{text.strip()} for a change.")
        return Change(name, factor=1 + signed / 100)
    if percent:
        return Change(name, value=number / 100)
    return Change(name, step=signed) if match["sign"] else Change(name, value=number)
