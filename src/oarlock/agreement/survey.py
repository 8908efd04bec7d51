"""The survey of the two teams: what both are asked, how many they are, and what their leaders say openly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oarlock.agreement._settings import (
    BAD,
    REQUIRED,
    Kind,
    Place,
    many,
    named,
    number,
    one_of,
    setting,
    text,
    truth,
    whole,
)

ABOUT = ("sales", "marketing", "both")
KINDS = ("agree", "hours", "percent", "choice", "text", "nps", "top_reasons")
TEAMS = ("marketing", "sales")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the survey.

    Attributes:
        code: Short name, as `survey_answers.question` spells it.
        text: The question as people read it.
        about: Whose work it speaks of: sales, marketing or both.
        kind: agree (a scale), hours, percent, choice, text (own words), nps (0 to 10) or top_reasons (three loss reasons).
        reversed: On its scale a high answer is bad; the answer is turned round before it is counted.
    """

    code: str = setting(REQUIRED, text)
    text: str = setting(REQUIRED, text)
    about: str = setting("both", one_of(*ABOUT))
    kind: str = setting("agree", one_of(*KINDS))
    reversed: bool = setting(False, truth)


def by_team(kind: Kind) -> Kind:
    """A table with one value for marketing, one for sales, or both."""

    def read(place: Place, value: Any) -> Any:
        if not isinstance(value, Mapping):
            return place.refuse(f"expected a table, not {named(value)}.", "Write { marketing = ..., sales = ... }.")
        for team in value.keys() - set(TEAMS):
            place.at(team).refuse(f'there is no team "{team}" here.', f"Teams: {', '.join(TEAMS)}.")
        told = {team: kind(place.at(team), one) for team, one in value.items() if team in TEAMS}
        return {team: one for team, one in told.items() if one is not BAD}

    return read


@dataclass(frozen=True, slots=True)
class Survey:
    """What both teams are asked, each person alone and without a name.

    Attributes:
        open_days: Days from its first answer for which a survey takes answers; until then at most those of the first day are shown.
        people: How many people each team has; a team below 5 is not asked anonymously, and what it answered is not shown.
        questions: What is asked. A question of the record that is not among them is taken for a scale, hours or own words by its values.
        good_lead: What each team's leader, asked openly, calls a good lead, in their own words.
        expected_hours: Within how many working hours each team's leader, asked openly, expects sales to contact a new lead.
    """

    open_days: float = setting(14.0, number(1, 365))
    people: Mapping[str, int] = setting({}, by_team(whole(1)))
    questions: tuple[Asked, ...] = setting((), many(Asked, by="code"))
    good_lead: Mapping[str, str] = setting({}, by_team(text))
    expected_hours: Mapping[str, float] = setting({}, by_team(number(0, 10_000, above=True)))

    def asked(self, code: str) -> Asked | None:
        """The question of that code, letters' case aside; None where the agreement does not ask it."""
        wanted = code.casefold()
        return next((one for one in self.questions if one.code.casefold() == wanted), None)

    def codes(self, kind: str) -> tuple[str, ...]:
        """Codes of all questions of a kind."""
        return tuple(one.code for one in self.questions if one.kind == kind)
