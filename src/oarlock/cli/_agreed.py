"""An agreement in words, two agreements compared, and a replay as text."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oarlock import words
from oarlock.book.folder import VERSIONS
from oarlock.errors import UsedWrongly

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.book.replaying import Replay
    from oarlock.stats.result import Estimate

WIDTH = 100


def as_text(agreement: Agreement) -> str:
    """The agreement in words, a line to a subject."""
    sales, marketing, company = agreement.sales, agreement.marketing, agreement.company
    lines = [
        ("Company", f"{company.name}, {company.reporting_currency}, {company.time_zone}"),
        ("Fiscal year", f"begins in month {company.fiscal_year_start_month}"),
        ("Version", _version(agreement)),
        (
            "Stages",
            " → ".join(f"{stage.name} ({stage.role})" if stage.role else stage.name for stage in agreement.stages),
        ),
        *((f"Into {stage.name}", stage.entry.words()) for stage in agreement.stages if stage.entry),
        (
            "Ideal customer",
            agreement.profile.words()
            if agreement.profile
            else "not stated; one is learnt from past outcomes and says so",
        ),
        ("Segments", "; ".join(f"{one.name}: {one.rule.words()}" for one in agreement.segments)),
        (
            "Sales promises",
            f"a first response within {words.hours(sales.first_response_hours, working=True)} for {words.percent(sales.share)} of leads,"
            f" {sales.attempts} attempts in {sales.attempt_days:g} days, a decision within {sales.decision_days:g} days",
        ),
        ("Marketing promises", _marketing(marketing, company.reporting_currency)),
        ("Source of a deal", agreement.source_rule.replace("_", " ")),
        *((f"{team}'s good lead", rule.words()) for team, rule in agreement.definitions.items()),
    ]
    return "".join(_line(name, text) for name, text in lines if text)


def _version(agreement: Agreement) -> str:
    since = (
        f"in force from {words.day(agreement.in_force_from)}" if agreement.in_force_from else "in force for all time"
    )
    signed = ", ".join(f"{one.name} ({one.team})" for one in agreement.signatures)
    return f"{agreement.version}, {since}, {f'signed by {signed}' if signed else 'not signed'}"


def _marketing(promise: Any, currency: str) -> str:
    told = []
    if promise.leads_per_month is not None:
        told.append(f"{words.number(promise.leads_per_month)} leads a month")
    if promise.value is not None:
        told.append(f"{words.money(promise.value, currency)} of pipeline a month")
    if promise.on_profile_share is not None:
        told.append(f"{words.percent(promise.on_profile_share)} of leads on profile")
    told.append(f"{words.listed(promise.complete_fields)} filled in for {words.percent(promise.complete_share)}")
    return ", ".join(told)


def _line(name: str, text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent=f"{name:<20}", subsequent_indent=" " * 20) + "\n"


def version_path(folder: Path, named: str | None) -> Path:
    """The file of a version: a path, a number, or the newest one kept beside the agreement.

    Raises:
        UsedWrongly: there is none.
    """
    kept = sorted((folder / VERSIONS).glob("*.toml"))
    if named is None:
        if not kept:
            raise UsedWrongly(
                f"{folder / VERSIONS} keeps no earlier version to compare with. Name a file: oarlock agreement diff OLD.toml"
            )
        return kept[-1]
    path = folder / VERSIONS / f"{int(named):04d}.toml" if named.isdigit() else Path(named)
    if not path.is_file():
        known = ", ".join(str(int(one.stem)) for one in kept if one.stem.isdigit()) or "none"
        raise UsedWrongly(
            f"There is no version {named}: {path} is no file. Versions kept: {known}. Name one of them, or an agreement's file."
        )
    return path


def replay_text(found: Replay) -> str:
    """A replay as three sentences with their ranges, and the counts behind them."""
    more = found.fewer.value is not None and found.fewer.value < 0
    lines = [
        f"{found.what}: {found.old or 'every lead passes'}  →  {found.new or 'every lead passes'}",
        f"  Passes {_share(found.fewer)} {'more' if more else 'fewer'} leads: {words.count(found.passing_before)} before,"
        f" {words.count(found.passing_after)} after ({words.count(found.dropped)} out, {words.count(found.added)} in).",
        f"  Loses {_share(found.wins_lost)} of wins: of {words.count(found.wins_before)}, {words.count(found.wins_dropped)} would not have"
        f" passed, and {words.count(found.wins_added)} others would.",
        f"  {_hours(found.hours)}",
        f"  Judged on {words.counted(found.count_leads, 'past lead')}; of {words.count(found.count_unknown)} it cannot be told, and"
        " those do not pass.",
    ]
    return "\n".join(lines) + "\n"


def _share(estimate: Estimate) -> str:
    if estimate.value is None:
        return f"an unknown share ({estimate.reason}) of"
    lo, hi = sorted((abs(estimate.lo or 0.0), abs(estimate.hi or 0.0)))
    same_side = (estimate.lo or 0.0) * (estimate.hi or 0.0) >= 0
    ends = (
        f"{words.percent(lo)} to {words.percent(hi)}"
        if same_side
        else f"{words.percent(estimate.lo)} to {words.percent(estimate.hi)}"
    )
    return f"{words.percent(abs(estimate.value))} (90% range {ends})"


def _hours(estimate: Estimate) -> str:
    if estimate.value is None:
        return f"Whether that frees time is unknown: {estimate.reason}."
    ends = f"{words.number(estimate.lo)} to {words.number(estimate.hi)}"
    return (
        f"{'Frees' if estimate.value >= 0 else 'Takes'} {words.number(abs(estimate.value))} hours a week (90% range {ends}), if every lead"
        f" takes the same time, from the handling hours of {words.counted(estimate.n, 'person', 'people')}."
    )
