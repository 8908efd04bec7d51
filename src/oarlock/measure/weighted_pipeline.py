"""Weighted pipeline: what the deals due in a period are worth by their chances, our own beside the CRM's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.chances import crm_scale, with_own_chance
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.entries import no_close_dates
from oarlock.measure.facts.outlook import outlook, outside
from oarlock.measure.facts.points import ahead
from oarlock.measure.open_pipeline import OF_DEAL
from oarlock.measure.statistics.weighted import Weighted
from oarlock.words import count, number

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

NO_AMOUNT, NO_PAST = "no amount is known", "fewer than two earlier periods were over to learn a chance from"
NOT_SAID, NOT_ONE = "the CRM says no probability", "what the CRM calls a probability is none"
FEW_PERCENT = 5.0
"""Percent below which a CRM that gives no deal more is probably misread."""


def observe(ledger: Ledger, agreement: Agreement, every: str = "quarter") -> Any:
    """One row per deal, period and kind of chance: what stood as many business days before the period's end as we are before ours."""
    import ibis

    rows = outlook(ledger, agreement, every)
    rows = rows.filter(rows.days_left == ahead(ledger, agreement, every)[1])
    rows = with_own_chance(ledger, agreement, every, rows)
    crm = crm_scale(ledger, agreement).share(rows.probability)
    own = rows.mutate(
        by=ibis.literal("own"), why=_first(rows.amount.isnull(), NO_AMOUNT, rows.chance.isnull(), NO_PAST)
    )
    # A deal without an amount is left out of both, and counted once.
    missing = rows.amount.notnull() & crm.isnull()
    missing_why = _first(missing & rows.probability.isnull(), NOT_SAID, missing, NOT_ONE)
    theirs = rows.mutate(by=ibis.literal("crm"), chance=crm, why=missing_why)
    told = ibis.union(own, theirs)
    nothing = ibis.null("float64")
    settled = told.over == 1
    told = told.select(
        "opportunity_id", "period_start", "by", "stage", "forecast_category", "amount",
        at=told.placed_at,
        standing=told.amount,
        value=told.amount * told.chance,
        expected=settled.ifelse(told.chance, nothing),
        came=settled.ifelse(told.won, nothing),
        booked=(settled & told.chance.notnull()).ifelse(told.won_amount, nothing),
        excluded_for=told.why,
    )  # fmt: skip
    deals = deal_facts(ledger, agreement).select(*OF_DEAL, _deal="opportunity_id")
    joined = told.inner_join(deals, told.opportunity_id == deals["_deal"]).drop("_deal")
    return joined.mutate(unit_id=joined.opportunity_id)


def caveats(ledger: Ledger, agreement: Agreement) -> tuple[str, ...]:
    """Whether each kind of chance came true in the past periods, and how the CRM's probabilities were read."""
    told = _calibrated(ledger, agreement)
    scale = crm_scale(ledger, agreement)
    if scale.lowest is not None and scale.highest is not None:
        told.append(_read_in_percent(scale.lowest, scale.highest))
    if scale.odd:
        told.append(
            f"{scale.odd:,} of {scale.known:,} probabilities that the CRM gives lie outside"
            f" {'0 to 100' if scale.divisor == 100 else '0 to 1'} and count for nothing."
            " A column in percent is read as such only if every value in it is."
        )
    told.append(outside(ledger, agreement))
    return tuple(sentence for sentence in told if sentence)


def _read_in_percent(lowest: float, highest: float) -> str:
    """How a column of percentages was read, by its own values; where none of them is large, that this is a doubtful reading."""
    if highest <= FEW_PERCENT:
        span = f"{lowest:g}" if lowest == highest else f"{lowest:g} to {highest:g}"
        return (
            f"The CRM's probabilities above 0 are {span}: more than a share can be, so they were read as percent, and {highest:g} as "
            f"{highest:g}%. That is very low for all of them: if the CRM means something else, correct its export."
        )
    return f"The CRM writes its probabilities in percent throughout, so {highest:g} was read as {highest:g}%."


def _first(one: Any, reason: str, other: Any, second: str) -> Any:
    """The reason of the first condition that holds; null where neither does."""
    import ibis

    return ibis.cases((one, reason), (other, second), else_=ibis.null("string"))


def _calibrated(ledger: Ledger, agreement: Agreement) -> list[str]:
    """One sentence for each kind of chance of which something came true or could have."""
    rows = observe(ledger, agreement)
    rows = rows.filter(rows.came.notnull(), rows.expected.notnull())
    told = rows.group_by("by", "period_start").aggregate(
        came=rows.came.sum(),
        expected=rows.expected.sum(),
        worth=(rows.amount * rows.came).sum(),
        weighted=rows.value.sum(),
    )
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in ledger.rows(told.order_by("by", "period_start")):
        if row["expected"]:
            found.setdefault(row["by"], []).append(row)
    return [_came_true(kind, found[kind]) for kind in ("own", "crm") if kind in found]


def _came_true(kind: str, quarters: Sequence[Mapping[str, Any]]) -> str:
    from oarlock.stats.calibration import observed_over_expected_by_period
    from oarlock.stats.verdict import ABOVE, BELOW, verdict_of

    row = {name: sum(one[name] or 0.0 for one in quarters) for name in ("came", "expected", "worth", "weighted")}
    ratio = observed_over_expected_by_period([one["came"] for one in quarters], [one["expected"] for one in quarters])
    words = {ABOVE: "they understate", BELOW: "they overstate"}.get(verdict_of(ratio, 1.0), "no bias can be shown")
    name = "Our own chances" if kind == "own" else "The CRM's probabilities"
    money = f"; in money {row['worth'] / row['weighted']:.2f}" if row["weighted"] else ""
    return (
        f"{name} in past quarters at this point: {count(row['came'])} won where {number(row['expected'])} were expected, a ratio of"
        f" {ratio.value:.2f} (90% range {ratio.lo:.2f} to {ratio.hi:.2f}{money}): {words}."
    )


METRIC = Metric(
    name="weighted_pipeline",
    title="Weighted pipeline",
    question="What are the deals due in the period worth, by their chances of being won in it?",
    formula=(
        "sum of amount × chance over open deals with a close date in the period; own: the share of value in the same stage, as many"
        " business days before the end, that past periods won in time (shrunk to the stage's share, weight 10 deals); crm: the CRM's"
        " probability"
    ),
    unit=Unit.MONEY,
    grain="one deal and period",
    cohort="equal business days to the period's end",
    source=("opportunities", "opportunity_versions"),
    needs=("opportunities", "opportunity_versions"),
    unknown=no_close_dates,
    statistic=Weighted(NO_AMOUNT),
    better=Direction.NEITHER,
    answers_for=(Team.SALES,),
    observe=observe,
    within=("by",),
    always=(("own",), ("crm",)),
    arranged=lambda name: ("own", "crm").index(name) if name in ("own", "crm") else 2,
    windowed=True,
    ahead=True,
    caveats=caveats,
    references=("METHODS 3.4",),
    misleads=(
        "It is what deals that exist bring on average, not what the period will book: deals still to be created are missing (see"
        " `forecast_accuracy`), and half of the time less comes."
    ),
)
