"""Headers and file names, compared as people mean them: `Lead ID`, `lead_id` and `LeadId` are one name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from oarlock.errors import Problem
from oarlock.ledger.tables import TABLES

_WORDS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_BATCH = re.compile(r"[\W_]*(part|batch|export|v)?[\W_]*\d[\d\W_]*$|[\W_]+$", re.IGNORECASE)


def snake(header: str) -> str:
    """`Close Date` → `close_date`, `IsWon` → `is_won`, `org:resource` → `org_resource`; a nameless one stays empty."""
    words = _WORDS.findall(header) if header.isascii() else re.findall(r"\w+", header)
    joined = "_".join(word.lower() for word in words)
    return f"c_{joined}" if joined[:1].isdigit() else joined


def bare(header: str) -> str:
    """Letters and digits only, in lower case: the form in which vendors' headers are compared."""
    return re.sub(r"[\W_]+", "", header).lower()


def table_named(stem: str) -> str | None:
    """The ledger table a file name stands for, or None; singular, capitals, and a trailing number or date are tolerated."""
    wanted = bare(_BATCH.sub("", stem))
    return next((name for name in TABLES if wanted in {bare(name), *_singulars(bare(name))}), None)


def _singulars(word: str) -> Iterable[str]:
    """`opportunities` → `opportunity`; `touches` → `touch`; a name that ends otherwise has none."""
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("ches"):
        yield word[:-2]
    if word.endswith("s"):
        yield word[:-1]


def twice(headers: Sequence[str], file: str) -> Problem | None:
    """The problem of two columns with one name, or None; nameless columns do not count."""
    seen: dict[str, int] = {}
    for position, header in enumerate(headers, start=1):
        name = header.strip()
        if name and name in seen:
            return Problem(
                f"{file}, line 1",
                f'the header "{name}" stands over columns {seen[name]} and {position}.',
                "Each column needs its own name: rename or delete one of the two, then import again.",
            )
        seen[name] = position
    return None


def unique(names: Sequence[str]) -> tuple[str, ...]:
    """The names, with `_2`, `_3` added where two became alike."""
    counts: dict[str, int] = {}
    out = []
    for name in names:
        counts[name] = counts.get(name, 0) + 1
        out.append(name if counts[name] == 1 else f"{name}_{counts[name]}")
    return tuple(out)
