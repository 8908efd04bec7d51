"""Each promise of either side judged by one grammar: what was kept in the last whole quarter, against what was promised (METHODS 9.4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from oarlock.agreement import default
from oarlock.diagnose._by_account import by_account
from oarlock.diagnose._worsened import Worsened, worsened
from oarlock.diagnose.base import Team
from oarlock.measure.engine import measure
from oarlock.measure.result import Measurement, Measurements
from oarlock.measure.statistics.attainment import PROMISED
from oarlock.stats.result import Interval, Status
from oarlock.stats.verdict import CANT_TELL, against_target

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

BELOW = "below target"
METRICS = {Team.SALES: "sales_promise_kept", Team.MARKETING: "marketing_promise_kept"}
AMOUNTS = ("volume", "value")
LEAST_FALL = 0.05
SETTINGS = {
    "first_response": ("first_response_hours", "share", "faster"), "attempts": ("attempts", "attempt_days"),
    "decision": ("decision_days",), "volume": ("leads_per_month",), "value": ("value",), "on_profile": ("on_profile_share",),
    "fields_complete": ("complete_fields", "complete_share"), "context": ("context",),
}  # fmt: skip
"""The settings of the agreement that make a promise: where one differs from ours, somebody wrote it on purpose."""


@dataclass(frozen=True)
class Judged:
    """One promise in the last whole quarter.

    Attributes:
        verdict: "meets", "below target" or "can't tell". p: chance of so little if the promise were just kept, not corrected.
        stated: The two teams signed it, or somebody wrote it on purpose; our own defaults are nobody's word.
        fall: Where the share fell for the worse in the months before, and lies below that still.
        series: The share by quarter, oldest first.
    """

    team: Team
    promise: str
    row: Measurement
    promised: float
    verdict: str
    p: float
    stated: bool
    fall: Worsened | None
    series: tuple[tuple[str, float | None], ...]


def judged(ledger: Ledger, agreement: Agreement, team: Team) -> tuple[Judged, ...]:
    """Every promise of one side that the last whole quarter under this agreement allows a word on."""
    quarterly = measure(ledger, agreement, METRICS[team], every="quarter", since=agreement.in_force_from)
    last = max((row.period for row in quarterly if row.period and row.complete), default=None)
    if last is None:
        return ()
    falls = _falls(ledger, agreement, METRICS[team])
    told = [row for row in quarterly if row.period == last and PROMISED in row.also]
    return tuple(_judged(agreement, team, row, quarterly, falls) for row in told)


def _judged(
    agreement: Agreement, team: Team, row: Measurement, quarterly: Measurements, falls: dict[str, Worsened]
) -> Judged:
    promise, promised = str(row.slice["promise"]), row.also[PROMISED]
    known = row.status is Status.OK and row.lo is not None and row.hi is not None
    verdict = against_target(Interval(row.lo or 0.0, row.hi or 0.0), promised) if known else CANT_TELL
    fall = falls.get(promise)
    if fall is not None and (row.hi is None or row.hi >= fall.share_before):
        fall = None
    series = tuple((one.period or "", one.estimate) for one in quarterly if one.slice["promise"] == promise)
    return Judged(
        team, promise, row, promised, verdict, _p(row, promised), is_stated(agreement, team, promise), fall, series
    )


def is_stated(agreement: Agreement, team: Team, promise: str) -> bool:
    """Whether the two teams signed the agreement, or the promise is not the one it came with."""
    if agreement.is_signed:
        return True
    mine, came_with = (one.sales if team is Team.SALES else one.marketing for one in (agreement, default()))
    return any(getattr(mine, name) != getattr(came_with, name) for name in SETTINGS[promise])


def _falls(ledger: Ledger, agreement: Agreement, metric: str) -> dict[str, Worsened]:
    """Promises kept less than before, by the months; amounts are no shares and are left out."""
    monthly = measure(ledger, agreement, metric, every="month", since=agreement.in_force_from)
    accounts = partial(by_account, ledger, agreement, metric, every="month", since=agreement.in_force_from)
    shares = replace(monthly, rows=tuple(row for row in monthly.rows if row.slice.get("promise") not in AMOUNTS))
    return {one.name[0]: one for one in worsened(shares, -1, accounts, least_change=LEAST_FALL, drop_last=1)}


def _p(row: Measurement, promised: float) -> float:
    """One-sided, by the upper half of the interval."""
    from scipy.special import ndtr

    from oarlock.stats.arrays import z_of

    if row.estimate is None or row.hi is None or row.hi <= row.estimate or row.estimate >= promised:
        return 1.0 if row.estimate is None or row.estimate >= promised else 0.0
    return float(ndtr(-z_of(0.90) * (promised - row.estimate) / (row.hi - row.estimate)))


def quarter_of(row: Measurement, agreement: Agreement) -> tuple[date, date]:
    """First day of a row's period and the day after its last."""
    from oarlock.agreement.calendar import period_named

    period = period_named(row.period or "", agreement.company.fiscal_year_start_month)
    return period.start, period.end
