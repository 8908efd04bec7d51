"""The pages that people wrote: what they tell a reader to type is there, and what they tell a reader to state is taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from oarlock import agreement, registry
from oarlock.cli._app import command, verbs

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *(page for page in sorted((ROOT / "docs").rglob("*.md")) if "reference" not in page.parts)]
TYPED = re.compile(r"(?:^ {4}|`|&& )oarlock ([a-z]+)([^`\n&]*)", re.MULTILINE)
INDENTED = re.compile(r"(?:^ {4}.*\n|^\n(?= {4}))+", re.MULTILINE)
NAMED_BY = {"measure": "measure", "diagnose": "diagnose"}
"""Commands whose first word names a part, and the folder of the parts."""


def test_every_command_and_option_is_there() -> None:
    wrong = []
    for page, verb, rest in _typed():
        if verb not in verbs():
            wrong.append(f"{page}: oarlock {verb}")
            continue
        words = rest.split()
        known = _options(verb, words[0] if words else "")
        wrong += [
            f"{page}: {verb} {word}" for word in re.findall(r"(?<![\w-])--[a-z][a-z-]*", rest) if word not in known
        ]
    assert wrong == []


def test_every_metric_and_diagnosis_is_there() -> None:
    named = [(page, verb, rest.split()[0]) for page, verb, rest in _typed() if verb in NAMED_BY and rest.split()]
    assert [
        one for one in named if re.fullmatch(r"[a-z_]+", one[2]) and one[2] not in registry.names(NAMED_BY[one[1]])
    ] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_clause_is_taken(page: Path) -> None:
    """What a page says to write into the agreement is read as an agreement that states nothing else."""
    for text in _clauses(page):
        agreement.read_text(text, file=page.name)


def _typed() -> Iterator[tuple[str, str, str]]:
    """Every command of the pages: the page, the verb, and what follows it."""
    for page in PAGES:
        for verb, rest in TYPED.findall(page.read_text(encoding="utf-8")):
            yield page.name, verb, rest.split(" #")[0]


@cache
def _options(verb: str, word: str) -> frozenset[str]:
    """The options of a verb, or of the command of that name below it."""
    told: Any = command(verb)
    told = getattr(told, "commands", {}).get(word, told)
    return frozenset(name for option in told.params for name in option.opts) | {"--help"}


def _clauses(page: Path) -> Iterator[str]:
    """The page's blocks of TOML."""
    for block in INDENTED.findall(page.read_text(encoding="utf-8")):
        text = "\n".join(line[4:] for line in block.splitlines())
        if re.match(r"\s*(#.*\n)*\[\[?[a-z]", text):
            yield text


def test_a_page_makes_the_book_it_fills() -> None:
    """Whoever types an example from the top meets no book that is not there."""
    wrong = []
    for page in PAGES:
        made: set[str] = set()
        for verb, rest in TYPED.findall(page.read_text(encoding="utf-8")):
            words = rest.split(" #")[0].split()
            if verb == "init" and words:
                made.add(words[0])
            elif verb == "import" and "examples" in page.parts and words[-1] not in made:
                wrong.append(f"{page.parent.name}: oarlock import ... --book {words[-1]}")
    assert wrong == []
