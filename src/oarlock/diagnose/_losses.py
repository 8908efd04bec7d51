"""Lost deals of the last year, by what is said of the loss, as the diagnosis of losses reads them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from oarlock.agreement.calendar import starts_at
from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.cohorts import local_day
from oarlock.measure.facts import deal_facts
from oarlock.measure.facts.places import first_known
from oarlock.measure.facts.profile_of import unjudged
from oarlock.measure.statistics import Ratio, Share

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

YEAR = 365
SECOND_OF_DEALS = (
    "buyer_reason", "buyer_loss_reason", "interview_reason", "loss_interview_reason", "second_loss_reason", "second_reason",
    "loss_reason_2",
)  # fmt: skip
"""Columns of opportunities in which somebody other than the seller says why a deal was lost."""
WON_REASONS = ("won_reason", "win_reason", "closed_won_reason")
"""Columns of opportunities that say why a deal was won."""
SAYS_NOTHING = (
    "other",
    "unknown",
    "n/a",
    "na",
    "none",
    "-",
    "?",
    "misc",
    "tbd",
    "no reason",
    "not specified",
    "closed lost",
    "lost",
)
"""Loss reasons, in lower case, that are words without being reasons."""
QUESTIONS = ("loss_reasons", "top_loss_reasons", "why_we_lose")
"""Questions of a survey whose answers name why deals are lost, the most frequent first, parted by commas, semicolons or lines."""


def lost_since(ledger: Ledger, agreement: Agreement) -> date:
    """The day from which losses are looked at: a year back."""
    since: date = local_day(ledger, agreement) - timedelta(days=YEAR)
    return since


def lost(ledger: Ledger, agreement: Agreement) -> Any:
    """Deals of new business lost in the last year, with `says` (the reason in lower case; null where none, or one that says nothing)."""
    return of_last_year(ledger, agreement, all_lost(ledger, agreement))


def of_last_year(ledger: Ledger, agreement: Agreement, deals: Any) -> Any:
    """Those of the deals that were closed in the last year."""
    import ibis

    start = starts_at(lost_since(ledger, agreement), agreement.company.time_zone).replace(tzinfo=None)
    return deals.filter(deals.closed_at >= ibis.literal(start, type="timestamp"))


def all_lost(ledger: Ledger, agreement: Agreement) -> Any:
    """Deals of new business lost at any time, with `says` as `lost` has it."""
    deals = _closed(ledger, agreement, "lost")
    return deals.mutate(says=reason_said(deals.loss_reason))


def all_won(ledger: Ledger, agreement: Agreement) -> Any | None:
    """Deals of new business won at any time, with `says` from a column that says why; None where the record has no such column."""
    told = ledger.table("opportunities")
    said = first_of(ledger, told, WON_REASONS, "opportunities")
    if said is None:
        return None
    return _with(_closed(ledger, agreement, "won"), told.select(_told=told.opportunity_id, says=said))


def coded_twice(ledger: Ledger, agreement: Agreement) -> Any | None:
    """Deals lost in the last year with `says` and `second`, what somebody else says; None where the record has no such column."""
    told = ledger.table("opportunities")
    said = first_of(ledger, told, SECOND_OF_DEALS, "opportunities")
    if said is None:
        return None
    return _with(lost(ledger, agreement), told.select(_told=told.opportunity_id, second=said))


def reason_said(column: Any) -> Any:
    """The reason in lower case; null where none, or one that says nothing."""
    import ibis

    word = column.strip().lower().nullif("")
    return word.isin(SAYS_NOTHING).ifelse(ibis.null("string"), word)


def first_of(ledger: Ledger, table: Any, names: Iterable[str], of: str) -> Any | None:
    """What the first filled of the columns says, as `reason_said` reads it; None where the table has none of them.

    Args:
        of: The table's name, for its columns.
    """
    there = [reason_said(table[name]) for name in names if name in ledger.columns(of)]
    if not there:
        return None
    return there[0] if len(there) == 1 else first_known(*there)


def _closed(ledger: Ledger, agreement: Agreement, status: str) -> Any:
    deals = deal_facts(ledger, unjudged(agreement))
    deals = deals.filter(deals.status == status, deals.closed_at.notnull())
    if agreement.pipeline.kinds:
        deals = deals.filter(deals.kind.isnull() | deals.kind.isin(sorted(agreement.pipeline.kinds)))
    return deals


def _with(deals: Any, told: Any) -> Any:
    return deals.left_join(told, deals.opportunity_id == told["_told"]).drop("_told")


def unexplained(*, by_value: bool) -> Metric:
    """The share of lost deals, or of their value, without a reason that says anything."""

    def observe(ledger: Ledger, agreement: Agreement) -> Any:
        deals = lost(ledger, agreement)
        told = deals.mutate(unit_id=deals.opportunity_id, at=deals.closed_at, hit=deals.says.isnull())
        return told.mutate(numerator=told.hit.ifelse(told.amount, told.amount * 0.0), denominator=told.amount)

    return Metric(
        name="unexplained_losses",
        title="Unexplained losses",
        question="How many lost deals say why?",
        formula="lost deals of new business without a reason that says anything ÷ all lost",
        unit=Unit.SHARE,
        grain="one lost deal",
        cohort="closed_at",
        source=("opportunities", "opportunity_versions"),
        statistic=Ratio("no amount is known") if by_value else Share("cannot be told", by_account=True),
        better=Direction.LOWER,
        answers_for=(Team.SALES,),
        observe=observe,
    )


def reasons(ledger: Ledger, agreement: Agreement) -> Counter[str]:
    """Lost deals by what they say."""
    deals = lost(ledger, agreement)
    told = deals.filter(deals.says.notnull()).group_by("says").aggregate(n=lambda t: t.count())
    return Counter({row["says"]: row["n"] for row in ledger.rows(told)})


def named_by_marketing(ledger: Ledger, agreement: Agreement) -> tuple[Counter[str], int]:
    """How often people of marketing named a loss reason in a survey, and how many answered; nothing of fewer than five of them."""
    import re

    from oarlock.measure.facts.answers import words_counted
    from oarlock.stats.secrecy import THRESHOLD

    def named(text: str) -> list[str]:
        return [word.strip().lower() for word in re.split(r"[,;\n]", text) if word.strip()]

    codes = (*QUESTIONS, *agreement.survey.codes("top_reasons"))
    # A few words each, counted and matched with coded reasons: a choice rather than a text.
    told = words_counted(ledger, agreement, codes, named, least=THRESHOLD)
    answered, votes = told.get("marketing", (0, {}))
    return Counter(votes), answered
