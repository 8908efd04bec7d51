"""Answers given before, told again when nothing they rest on has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from oarlock.book.folder import chosen, is_book
from oarlock.book.stored import Answer, Answers, key_of
from oarlock.errors import OarlockError


def answered(words: Sequence[str], environ: Mapping[str, str]) -> Answer | None:
    """The stored answer to exactly this command, or None; whatever is wrong is left to the command itself to say."""
    if _writes_elsewhere(words) or "--help" in words:
        return None
    folder = chosen(_book_of(words), environ)
    if folder is None or not is_book(folder):
        return None
    try:
        return Answers(folder).look_up(key_of(folder, words))
    except (OSError, OarlockError):
        return None


def store(folder: Path, words: Sequence[str], answer: Answer) -> None:
    """Keeps an answer for the next time; a command that writes a file is never stored, one asked afresh replaces the stored one."""
    if not _writes_elsewhere(words):
        Answers(folder).keep(key_of(folder, [word for word in words if word != "--fresh"]), answer)


def _writes_elsewhere(words: Sequence[str]) -> bool:
    return any(word == "--out" or word.startswith("--out=") for word in words)


def _book_of(words: Sequence[str]) -> str | None:
    """The value of `--book`, read without the full parser; the last one counts, as there."""
    found = None
    for here, after in zip(words, [*words[1:], None], strict=True):
        if here == "--book":
            found = after
        elif here.startswith("--book="):
            found = here.removeprefix("--book=")
    return found
