"""The causes of a diagnosis, written: what each says, what it costs, and the numbers it rests on."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from oarlock import words
from oarlock.diagnose.base import Cause, Evidence, Grade, Money, Team, Verdict
from oarlock.show import charts
from oarlock.show.figures import Table, readable
from oarlock.stats.result import Estimate

OWNER = {Team.MARKETING: "Marketing", Team.SALES: "Sales", Team.BOTH: "Shared"}
STRENGTH = {Grade.A: "Strong", Grade.B: "Moderate", Grade.C: "Direction only", Grade.D: "Data missing"}
RECORDS_SHOWN = 20
CAVEAT = "This says where the change sits, not what caused it."
"""Every named cause carries it; a report says it once, below them all."""


@dataclass(frozen=True, slots=True)
class CauseRow:
    """A cause, written; `bar` and `spark` are drawings."""

    code: str
    title: str
    sentence: str
    verdict: Verdict
    owner: str
    swatch: str
    amount: str
    amount_range: str
    bar: Markup
    spark: Markup
    since: str
    strength: str
    grade: str
    n: str
    p_value: str
    remedy: str
    misleads: str
    missing: str
    evidence: Table | None
    sentences: tuple[str, ...]
    records: tuple[str, ...]
    more_records: int


def cause_rows(causes: Sequence[Cause]) -> tuple[CauseRow, ...]:
    """Rows of one table: their bars share one scale."""
    amounts = [value for c in causes for value in (c.amount.estimate, c.amount.lo, c.amount.hi) if value is not None]
    top = max((abs(value) for value in amounts if math.isfinite(value)), default=0.0)
    return tuple(_row(cause, top) for cause in causes)


def _row(cause: Cause, top: float) -> CauseRow:
    amount, n = cause.amount, sample_size(cause)
    series = next((evidence.series for evidence in cause.evidence if evidence.series), ())
    return CauseRow(
        code=cause.code,
        sentence=cause.sentence.removesuffix(CAVEAT).rstrip() or cause.title,
        owner=OWNER[cause.answers_for],
        swatch=cause.answers_for.value,
        amount=words.money(amount.estimate, amount.currency),
        amount_range=words.money_range(amount.lo, amount.hi, amount.currency),
        # Drawn by our own code from numbers alone: safe to place unescaped.
        bar=Markup(charts.whisker(*_outward(amount), top)),  # noqa: S704
        spark=Markup(charts.sparkline([value for _, value in series])),  # noqa: S704
        since=_month(cause.since) if cause.since else "",
        strength=STRENGTH[cause.grade],
        grade=cause.grade.value,
        n=f"n {words.count(n)}" if n else "",
        p_value=_p(cause) or "",
        remedy=cause.remedy,
        misleads=cause.misleads,
        missing="" if cause.missing and cause.missing in cause.sentence else cause.missing,
        title=cause.title,
        verdict=cause.verdict,
        evidence=evidence_table(cause.evidence, amount.currency),
        sentences=tuple(dict.fromkeys(evidence.sentence for evidence in cause.evidence if evidence.sentence)),
        records=cause.records[:RECORDS_SHOWN],
        more_records=max(len(cause.records) - RECORDS_SHOWN, 0),
    )


def evidence_table(evidence: Sequence[Evidence], currency: str) -> Table | None:
    """The numbers something rests on, one row each; None without any. What only a sentence tells has no row."""
    told = [one for one in evidence if not one.sentence or (one.before, one.after, one.change) != (None, None, None)]
    cells = tuple(evidence_cells(one, currency) for one in told)
    return _known_columns(("Measure", *_ends(evidence), "Change", "90% range", "n"), cells) if cells else None


def _ends(evidence: Sequence[Evidence]) -> tuple[str, str]:
    """What the two columns of values are: of what is held against nothing the one is its value."""
    ends = list(dict.fromkeys(one.ends for one in evidence if one.before is not None))
    if not ends:
        return "Against", "Value"
    return ends[0] if len(ends) == 1 else ("Against", "Value")


def _known_columns(headers: tuple[str, ...], cells: tuple[tuple[str, ...], ...]) -> Table:
    """The table without the columns that no row knows anything for."""
    kept = [i for i in range(len(headers)) if any(row[i] != words.MISSING for row in cells)]
    return Table(tuple(headers[i] for i in kept), tuple(tuple(row[i] for i in kept) for row in cells))


def _month(since: str | None) -> str:
    """When it began, no finer than a month: a change point is never known to the day."""
    return words.period(since[:7] if since and re.fullmatch(r"\d{4}-\d\d-\d\d", since) else since)


def _outward(amount: Money) -> tuple[float | None, float | None, float | None]:
    """The amount and its range counted away from zero, so that a loss is a bar too."""
    if amount.estimate is None or amount.estimate >= 0:
        return amount.estimate, amount.lo, amount.hi
    return -amount.estimate, None if amount.hi is None else -amount.hi, None if amount.lo is None else -amount.lo


def causes_table(causes: Sequence[Cause]) -> Table:
    """All causes looked at, the named ones and the others, in full numbers."""
    said = {Verdict.SUPPORTS: "Supports", Verdict.AGAINST: "Against", Verdict.CANT_TELL: "Can't tell"}
    headers = (
        "Cause",
        "Evidence says",
        "Owner",
        "At stake a quarter",
        "90% range",
        "Since",
        "Grade",
        "n",
        "p, adjusted",
    )
    return Table(
        headers,
        tuple(
            (
                cause.title,
                said[cause.verdict],
                OWNER[cause.answers_for],
                words.exact_money(cause.amount.estimate, cause.amount.currency),
                words.bare(words.money_range(cause.amount.lo, cause.amount.hi, cause.amount.currency)),
                _month(cause.since),
                cause.grade.value,
                words.count(sample_size(cause) or None),
                _p(cause) or words.MISSING,
            )
            for cause in causes
        ),
    )


def evidence_cells(evidence: Evidence, currency: str) -> tuple[str, ...]:
    """One number a cause rests on: name, before, after, change, range, n; times are named in the first cell only."""
    unit, name = evidence.unit.replace("_", " "), readable(evidence.name)
    if unit in ("days", "hours", "working hours"):
        unit, name = "", f"{name}, {unit}"
    before, after = (words.measured(value, unit, currency) for value in (evidence.before, evidence.after))
    change = evidence.change or Estimate(None)
    n = words.count(change.n) if change.n else words.MISSING
    cells = _own_cells if _is_the_value(evidence) else _change_cells
    return (name, before, after, *cells(change, unit, currency), n)


def _is_the_value(evidence: Evidence) -> bool:
    """Whether the range is that of the value itself, as where there is nothing before it or only a target."""
    told = evidence.change.value if evidence.change is not None else None
    if told is None or evidence.after is None or not math.isclose(told, evidence.after, rel_tol=1e-9):
        return False
    return evidence.before is None or not math.isclose(told, evidence.after - evidence.before, rel_tol=1e-9)


def _own_cells(value: Estimate, unit: str, currency: str) -> tuple[str, str]:
    """No change, and the range of the value."""
    return words.MISSING, words.bare(words.measured_range(value.lo, value.hi, unit, currency, level=value.level))


def _p(cause: Cause) -> str | None:
    """The adjusted p-value, a thousandth where it is smaller; None where there is none."""
    return None if cause.p_value is None else f"{max(cause.p_value, 0.001):.2g}"


def sample_size(cause: Cause) -> int:
    """The largest n among the evidence, 0 without any."""
    return max((evidence.change.n for evidence in cause.evidence if evidence.change), default=0)


def _change_cells(change: Estimate, unit: str, currency: str) -> tuple[str, str]:
    if unit == "share":
        spread = words.change_range(change.lo, change.hi, level=change.level)
    else:
        spread = words.measured_range(change.lo, change.hi, unit, currency, level=change.level)
    return words.measured_change(change.value, unit, currency), words.bare(spread)
