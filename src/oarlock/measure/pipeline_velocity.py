"""Pipeline velocity: how much money a day a cohort of deals brings, summed over the segments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.waits import deals_to_decision
from oarlock.measure.slices import sliced
from oarlock.measure.statistics.flow import STRATUM, Flow

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per deal with a known state, from its creation to its decision or the ledger's instant, with its segment as stratum."""
    import ibis

    rows = deals_to_decision(ledger, agreement)
    rows = rows.mutate(value=(rows.status == "won").ifelse(rows.amount, ibis.null("float64")))
    if not agreement.segments or ledger.is_empty("accounts"):
        return rows.mutate(**{STRATUM: ibis.literal("all")})
    table, (column,) = sliced(ledger, agreement, rows, ["segment"])
    return table.mutate(**{STRATUM: table[column].fill_null("(none)")}).drop(column)


def caveats(ledger: Ledger, agreement: Agreement) -> tuple[str, ...]:
    """That it grows with the cohort, and where there are no segments to sum over."""
    length = "It counts all deals of a cohort: compare cohorts of one length, as --every quarter gives them."
    if agreement.segments and not ledger.is_empty("accounts"):
        return (length,)
    what = "The agreement states no segments" if not agreement.segments else "No accounts are recorded"
    return (
        length,
        f"{what}, so small fast deals and large slow ones are pooled: the figure can be twice too high.",
    )


METRIC = Metric(
    name="pipeline_velocity",
    title="Pipeline velocity",
    question="How much money a day do the deals of a cohort bring?",
    formula=(
        "in each segment deals created × average won amount × share won within the horizon ÷ median days of those that are won; a total is"
        " the sum over segments, never the formula on pooled numbers"
    ),
    unit=Unit.MONEY_PER_DAY,
    grain="one deal",
    cohort="created_at",
    source=("opportunities", "opportunity_versions"),
    needs=("opportunities", "opportunity_versions"),
    statistic=Flow("decided before it was created"),
    better=Direction.HIGHER,
    answers_for=(Team.BOTH,),
    observe=observe,
    caveats=caveats,
    references=("METHODS 2.2",),
    misleads=(
        "It grows with the number of deals in the cohort: compare periods of one length. Calendar days throughout; a cohort too young"
        " for its horizon has none yet."
    ),
)
