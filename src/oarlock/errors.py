"""Every exception Oarlock raises.

    OarlockError
    ├── UsedWrongly             the caller asked for something that does not exist or does not fit (exit status 2)
    │   ├── UnknownName         a metric, diagnosis, table, column or slice that is not there; names the nearest
    │   └── BookNotFound        no book at that place
    ├── AgreementInvalid        agreement.toml has problems; all of them at once
    ├── RuleInvalid             a rule does not parse, or names a column that is not there
    ├── FileUnreadable          a file cannot be read at all (encoding, damage, size); rows refused are values, not this
    ├── MappingInvalid          a mapping file does not fit its files
    ├── LedgerUnwritable        disk full, read-only, or no permission; says what is safe
    │   └── WriterBusy          another process is writing; names it
    ├── LedgerDamaged           a listed file is missing or does not fit
    ├── ToolMissing             an optional library is not installed; says how to get it
    └── StatisticsError
        ├── EmptySample         nothing to estimate from; an empty cohort has no share, not a share of 0
        └── BadSample           values that the method cannot take (a negative count, a probability of 1.2)

Problems found in data or settings are values (`Problem`), collected and shown together.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file or a setting: where, what, and what would have been right."""

    where: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" + (f"\n  {self.hint}" if self.hint else "")


class OarlockError(Exception):
    """Something could not go on. The message names the thing, the place, what would have been right, what to do."""


class UsedWrongly(OarlockError):
    """What was asked for does not exist or does not fit together."""


class UnknownName(UsedWrongly):
    """A name nobody knows, with the nearest ones that exist."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        super().__init__(f'There is no {kind} "{name}".{nearest(name, known)}')


class BookNotFound(UsedWrongly):
    """No book at that place."""


class ProblemsFound(OarlockError):
    """Carries every problem found, so that they can be mended in one go."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class AgreementInvalid(ProblemsFound):
    """The agreement has problems; `problems` holds all of them."""


class MappingInvalid(ProblemsFound):
    """A mapping file does not fit the files it maps; `problems` holds all of them."""


class RuleInvalid(OarlockError):
    """A rule does not parse, uses something outside the safe part of SQL, or names an unknown column."""


class FileUnreadable(OarlockError):
    """A file that cannot be read at all."""


class LedgerUnwritable(OarlockError):
    """The ledger cannot be written: the disk is full or read-only. What was acknowledged before is safe."""


class WriterBusy(LedgerUnwritable):
    """Another process holds the writer's lock."""


class LedgerDamaged(OarlockError):
    """A file that the catalog lists is missing or does not fit its row count."""


class ToolMissing(OarlockError):
    """Something optional is needed and not installed."""

    def __init__(self, doing: str, tool: str, remedy: str) -> None:
        super().__init__(f"{doing} needs {tool}, which is not installed here. Get it with: {remedy}")


class StatisticsError(OarlockError):
    """A statistic that cannot be computed from what was given."""


class EmptySample(StatisticsError):
    """Nothing to estimate from."""


class BadSample(StatisticsError):
    """Values that the method cannot take."""


MOST_NAMED = 40


def nearest(name: str, known: Iterable[str], *, most: int = 3) -> str:
    """A sentence naming the known words closest to `name`, else the known ones, the first forty of many."""
    words = sorted(set(known))
    lowered = {word.lower(): word for word in words}
    close = [lowered[word] for word in difflib.get_close_matches(name.lower(), lowered, n=most, cutoff=0.6)]
    if close:
        return " Did you mean " + " or ".join(f'"{word}"' for word in close) + "?"
    rest = f" and {len(words) - MOST_NAMED} more" if len(words) > MOST_NAMED else ""
    return f" Known: {', '.join(words[:MOST_NAMED])}{rest}." if words else ""
