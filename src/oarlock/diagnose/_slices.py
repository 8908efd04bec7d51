"""The two slopes of each segment, as one finding each: where they part."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from oarlock.diagnose._trends import slopes
from oarlock.diagnose.base import Family, Finding, Severity, Team
from oarlock.errors import UnknownName

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def sliced(ledger: Ledger, agreement: Agreement, by: str) -> list[Finding]:
    """One finding per segment of the agreement, with its own trends.

    Raises:
        UnknownName: `by` is not "segment"; other slices of a single measure come from `oarlock measure --by`.
    """
    from oarlock.diagnose._series import two_series

    if by != "segment":
        raise UnknownName("slice of a diagnosis", by, ["segment"])
    whole = two_series(ledger, agreement)
    kept = {point.start for point in whole.points}
    findings = []
    for segment in agreement.segments:
        own = two_series(ledger, agreement, accounts_where=segment.rule)
        points = tuple(replace(point, marketing=point.marketing or 0.0) for point in own.points if point.start in kept)
        trends = slopes(points, agreement.analysis, seed=len(segment.name))
        bad = trends.family in (Family.DISCONNECT, Family.CONTRACTION)
        findings.append(
            Finding(
                id=f"slopes.segment.{segment.name}",
                severity=Severity.WARNING if bad else Severity.NOTE,
                answers_for=Team.BOTH,
                sentence=f"{segment.title or segment.name}: {trends.verdict}. {trends.sentence}",
                misleads="A segment has fewer deals than the whole, so its lines are less certain.",
            )
        )
    return findings
