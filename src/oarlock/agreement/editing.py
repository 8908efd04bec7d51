"""Writes settings back into the agreement's text, keeping its comments, its order and every other line."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable
from datetime import date
from typing import Any

from oarlock.agreement.rules import Rule
from oarlock.agreement.signatures import Signature
from oarlock.errors import UsedWrongly

_HEADER = re.compile(r"\s*\[\[?\s*(?P<name>[^\[\]]+?)\s*\]\]?\s*(#.*)?$")


def with_profile(text: str, rule: Rule | str) -> str:
    """The text with this rule as the ideal customer profile: how a learnt profile is accepted.

    Raises:
        RuleInvalid: the rule cannot be taken.
        UsedWrongly: the text is laid out so that the line cannot be placed safely.
    """
    accepted = rule if isinstance(rule, Rule) else Rule(rule)
    _ = accepted.tree
    return with_setting(text, "profile", "rule", accepted.text)


def with_version(text: str, version: int, in_force_from: date, signatures: Iterable[Signature]) -> str:
    """The text as a version of its own: its number, the day from which it holds, and who signed.

    Raises:
        UsedWrongly: the text is laid out so that the lines cannot be placed safely.
    """
    numbered = with_setting(text, "", "version", version)
    dated = with_setting(numbered, "", "in_force_from", in_force_from)
    return _with_signatures(dated, tuple(signatures))


def with_setting(text: str, section: str, key: str, value: str | int | date) -> str:
    """The text with one setting changed or added.

    Args:
        text: TOML.
        section: The table it stands in, dotted; empty for the top of the file.
        key: Its name.
        value: What it shall be.
    Raises:
        UsedWrongly: the text is laid out so that the line cannot be placed safely; it is left for a person to edit.
    """
    lines = text.splitlines(keepends=True)
    line_end = "\r\n" if "\r\n" in text else "\n"
    span = _section(lines, section)
    if span is None:
        start = "" if not lines or lines[-1].endswith("\n") else line_end
        lines += [start, line_end, f"[{section}]{line_end}"]
        span = (len(lines), len(lines))
    live = next((i for i in range(*span) if re.match(rf"\s*{key}\s*=", lines[i])), None)
    if live is None:
        lines.insert(_place_for(lines, span, key), f"{key} = {_toml(value)}{line_end}")
    else:
        end = _end_of_value(lines, live, span[1])
        comment = _comment(lines[live]) if end == live + 1 else ""
        lines[live:end] = [f"{key} = {_toml(value)}{comment}{line_end}"]
    return _verified(text, "".join(lines), [*section.split("."), key] if section else [key], value)


def _with_signatures(text: str, signatures: tuple[Signature, ...]) -> str:
    """The text signed by these and nobody else."""
    lines = text.splitlines(keepends=True)
    while (span := _section(lines, "signatures")) is not None:
        kept = [line for line in lines[slice(*span)] if not line.strip() or line.lstrip().startswith("#")]
        lines[span[0] - 1 : span[1]] = kept
    signed = "".join(lines).rstrip() + "\n"
    for one in signatures:
        signed += f"\n[[signatures]]\nname = {_toml(one.name)}\nteam = {_toml(one.team)}\nsigned_on = {one.signed_on}\n"
    told = [{"name": one.name, "team": one.team, "signed_on": one.signed_on} for one in signatures]
    return _verified(text, signed, ["signatures"], told or None)


def _section(lines: list[str], section: str) -> tuple[int, int] | None:
    """The lines of a table: from the one after its header to the one before the next header; None where there is none."""
    headers = [(i, match["name"]) for i, line in enumerate(lines) if (match := _HEADER.match(line))]
    ends = [*(i for i, _ in headers), len(lines)]
    if not section:
        return (0, ends[0])
    return next(((i + 1, ends[n + 1]) for n, (i, name) in enumerate(headers) if name == section), None)


def _place_for(lines: list[str], span: tuple[int, int], key: str) -> int:
    """Where a new line goes: after the commented example of it, else before the first setting of the table."""
    example = next((i for i in range(*span) if re.match(rf"\s*#\s*{key}\s*=", lines[i])), None)
    if example is not None:
        return example + 1
    return next((i for i in range(*span) if lines[i].strip() and not lines[i].lstrip().startswith("#")), span[0])


def _end_of_value(lines: list[str], first: int, last: int) -> int:
    """The line after a setting whose value may run over several lines."""
    for end in range(first + 1, last + 1):
        if _parses("".join(lines[first:end])):
            return end
    return first + 1


def _comment(line: str) -> str:
    """The comment behind a setting, with the space before it."""
    for match in re.finditer(r"\s*#", line):
        if _parses(line[: match.start()]):
            return line[match.start() :].rstrip("\r\n")
    return ""


def _parses(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _verified(before: str, after: str, path: list[str], value: Any) -> str:
    """The edited text, if it says exactly what the old one did but for the one setting."""
    try:
        found = tomllib.loads(after)
    except tomllib.TOMLDecodeError:
        found = {}
    if found != _set(tomllib.loads(before), path, value):
        raise UsedWrongly(
            f'The setting "{".".join(path)}" could not be placed in this text without touching others; edit it by hand.'
        )
    return after


def _set(document: dict[str, Any], path: list[str], value: Any) -> dict[str, Any]:
    first, *rest = path
    if rest:
        return document | {first: _set(document.get(first, {}), rest, value)}
    return {key: one for key, one in document.items() if key != first} | ({} if value is None else {first: value})


def _toml(value: str | int | date) -> str:
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)
