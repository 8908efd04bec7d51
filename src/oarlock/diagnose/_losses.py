"""Lost deals of the last year, by what is said of the loss, as the diagnosis of losses reads them."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from oarlock.agreement.calendar import starts_at
from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.cohorts import local_day
from oarlock.measure.facts import deal_facts
from oarlock.measure.statistics import Ratio, Share

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

YEAR = 365
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
    import ibis

    deals = deal_facts(ledger, agreement)
    start = starts_at(lost_since(ledger, agreement), agreement.company.time_zone).replace(tzinfo=None)
    deals = deals.filter(deals.status == "lost", deals.closed_at >= ibis.literal(start, type="timestamp"))
    if agreement.pipeline.kinds:
        deals = deals.filter(deals.kind.isnull() | deals.kind.isin(sorted(agreement.pipeline.kinds)))
    word = deals.loss_reason.strip().lower().nullif("")
    return deals.mutate(says=word.isin(SAYS_NOTHING).ifelse(ibis.null("string"), word))


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
        statistic=Ratio("no amount is known") if by_value else Share("cannot be told"),
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
