"""What a good lead is, in people's own words: the things an answer names, found by a dictionary (METHODS 7.5)."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from oarlock.stats.raters import interval_jaccard

SLOTS: Mapping[str, str] = {
    "industry": "software saas fintech financ\\w* bank\\w* insur\\w* health\\w* pharma\\w* retail manufactur\\w* logistic\\w* energy"
    " government education media telecom\\w* hospitality construction automotive e-?commerce consult\\w* agenc(?:y|ies) non-?profit\\w*",
    "role": "c-level ceos? ctos? cfos? cios? cmos? coos? cros? vps? vice[ ]presidents? directors? heads? managers? founders? owners?"
    " executives? decision.?makers? champions? buyers? engineers? developers? admins? analysts? operations revops procurement",
    "behaviour": "demos? webinars? downloads? downloaded whitepapers? ebooks? trials? visits? visited pricing[ ]page opened clicked replied"
    " attended form newsletter events? content",
    "intent": "asked asks requested requests? looking[ ]for evaluat\\w+ compar\\w+ problem pain need needs project interest\\w* intent"
    " initiative rfp",
    "timing": "this[ ](?:week|month|quarter|year) next[ ](?:month|quarter|year) within[ ]\\d+[ ]\\w+ timeline time[ ]?frame"
    " urgen\\w+ soon deadline renewal",
    "budget": "budget\\w* fund\\w* money afford\\w* spend\\w* willing[ ]to[ ]pay",
    "handoff": "score\\w* mql sql hand(?:ed)?[ ]?over hand-?off qualified pass(?:ed)?[ ]on"
    " after[ ](?:a|the|one|two|first)[ ](?:call|meeting)\\w* bant",
}
"""Words of the trade by what they speak of, as patterns; a blank inside a pattern stands in brackets."""
_NUMBER = r"\d[\d,.]*k?"
_FROM = r"(?:over|above|more than|at least|min\w*|>=?|from)\s*"
_TO = r"(?:under|below|less than|fewer than|up to|at most|max\w*|<=?)\s*"
_PEOPLE = r"\s*(?:\w+\s)?(?:employees|people|staff|seats|fte|headcount|persons|users)"
SIZE = re.compile(
    rf"(?:(?P<lo>{_NUMBER})\s*(?:-|–|to|and)\s*(?P<hi>{_NUMBER})|{_FROM}(?P<a>{_NUMBER})|(?P<b>{_NUMBER})\s*\+|{_TO}(?P<c>{_NUMBER}))"
    rf"{_PEOPLE}",
    re.IGNORECASE,
)
SYNONYMS = {"vice[ ]presidents?": "vps?", "downloaded": "downloads?", "visited": "visits?"}
"""Patterns that speak of the same thing as another."""
BY_WORD = "timing"
"""Of which each word counts by itself: this quarter is not this year, though one pattern finds both."""
ONE_MEANING = frozenset({"intent", "budget"})
"""Slots whose words all say the same thing, that there is some: whoever says money where another says budget contradicts nobody."""
SAME, OVERLAP, CONFLICT, ONE_SIDED = "same", "overlap", "conflict", "only one names it"
ALIKE, APART = 0.8, 0.5


@dataclass(frozen=True)
class Slot:
    """One thing a definition may name, as the two teams name it; `phrases` quote each team's own words."""

    name: str
    state: str
    phrases: Mapping[str, str]

    @property
    def told(self) -> str:
        """ "size: marketing says 50-500 employees, sales 200-1000 employees"."""
        return f"{self.name}: " + ", ".join(f"{team} says “{phrase}”" for team, phrase in self.phrases.items())


def compared(said: Mapping[str, str]) -> tuple[Slot, ...]:
    """Every slot that either text names, with how the two agree on it."""
    (one, first), (other, second) = said.items()
    found = []
    for name in ("size", *SLOTS):
        mine, theirs = phrases(name, first), phrases(name, second)
        told = {team: ", ".join(words) for team, words in ((one, mine), (other, theirs)) if words}
        if told:
            state = ONE_SIDED if len(told) == 1 else _state(name, first, second)
            found.append(Slot(name, state, told))
    return tuple(found)


def differ(slots: tuple[Slot, ...]) -> bool:
    """Whether the two are materially different: any conflict, or two things that one side alone names."""
    states = [slot.state for slot in slots]
    return CONFLICT in states or states.count(ONE_SIDED) >= 2


def phrases(slot: str, text: str) -> tuple[str, ...]:
    """The words of the text that speak of the slot, in order, each once."""
    if slot == "size":
        return tuple(dict.fromkeys(match.group(0).strip() for match in SIZE.finditer(text)))
    found = re.finditer(_pattern(slot), text, re.IGNORECASE)
    return tuple(dict.fromkeys(match.group(0).lower() for match in found))


def _patterns(slot: str) -> list[str]:
    return re.split(r"(?<!\[) (?!\])", SLOTS[slot])


def _pattern(slot: str) -> str:
    return rf"\b(?:{'|'.join(_patterns(slot))})\b"


def named(text: str) -> tuple[str, ...]:
    """The slots the text speaks of."""
    return tuple(slot for slot in ("size", *SLOTS) if phrases(slot, text))


def size_range(text: str) -> tuple[float, float] | None:
    """The range of company sizes a text names: its first; None where it names none."""
    match = SIZE.search(text)
    if match is None:
        return None
    if match["lo"]:
        return _whole(match["lo"]), _whole(match["hi"])
    if match["c"]:
        return 0.0, _whole(match["c"])
    return _whole(match["a"] or match["b"]), math.inf


def _size_state(first: str, second: str) -> str:
    one, other = size_range(first), size_range(second)
    alike = interval_jaccard(one, other) if one and other else 0.0
    return SAME if alike >= ALIKE else OVERLAP if alike >= APART else CONFLICT


def _state(slot: str, first: str, second: str) -> str:
    if slot == "size":
        return _size_state(first, second)
    one, other = ({_term(slot, word) for word in phrases(slot, text)} for text in (first, second))
    if one == other:
        return SAME
    return OVERLAP if one & other or slot in ONE_MEANING else CONFLICT


def _term(slot: str, word: str) -> str:
    """What a word of the slot speaks of: financial and finance are one thing, and so are banks and banking."""
    if slot == BY_WORD:
        return word.rstrip("s")
    found = next(pattern for pattern in _patterns(slot) if re.fullmatch(pattern, word))
    return SYNONYMS.get(found, found)


def _whole(text: str) -> float:
    digits = text.lower().rstrip("k").replace(",", "").rstrip(".")
    return float(digits or 0) * (1000 if text.lower().endswith("k") else 1)
