"""Listening: how many marketers listen to what customers say on sales calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.entries import fiscal_periods
from oarlock.measure.facts.local import local, period_start, years_of
from oarlock.measure.facts.places import first_known
from oarlock.measure.periods import INSTANT
from oarlock.measure.statistics import Share

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """One row per active marketer and period since the first recorded call; `hit` is null while the period runs."""
    import ibis

    # Just after the ledger's instant, so that a period that ends with it is over.
    instant = ibis.literal(ledger.as_of.replace(tzinfo=None) + INSTANT, type="timestamp")
    people = ledger.table("users")
    people = people.filter(people.team == "marketing", first_known(people.active, ibis.literal(True)))
    crossed = people.select("user_id").cross_join(_periods(ledger, agreement, every))
    company = agreement.company
    heard = ledger.table("listens").select("user_id", "listened_at")
    moment = local(heard.listened_at, company.time_zone, years_of(ledger))
    heard = heard.mutate(_period=period_start(moment, every, company.fiscal_year_start_month))
    heard = heard.group_by(_who="user_id", _period="_period").aggregate(times=heard.count())
    joined = crossed.left_join(heard, [crossed.user_id == heard["_who"], crossed.period_start == heard["_period"]])
    over = joined.shuts <= instant
    return joined.select(
        owner_id=joined.user_id,
        unit_id=joined.user_id,
        cluster=joined.user_id,
        at=joined.opens,
        hit=over.ifelse(joined.times.notnull(), ibis.null("boolean")),
    )


def _periods(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """Periods from the one of the first recorded call on."""
    import ibis

    periods = fiscal_periods(ledger, agreement, every)
    calls = ledger.table("calls")
    (row,) = ledger.rows(calls.aggregate(first=calls.started_at.min()))
    first = row["first"] or ledger.as_of.replace(tzinfo=None)
    return periods.filter(periods.shuts > ibis.literal(first, type="timestamp"))


def unknown(ledger: Ledger, _: Agreement) -> str:
    """Without marketers nobody could listen."""
    people = ledger.table("users")
    (row,) = ledger.rows(people.aggregate(n=people.user_id.count(where=people.team == "marketing")))
    return "" if row["n"] else "nobody in users is of team marketing; import users with their team"


METRIC = Metric(
    name="listening",
    title="Listening",
    question="How many marketers listen to sales calls?",
    formula="active marketers who listened to at least one recorded call in the period ÷ active marketers, in periods that are over; by"
    " quarters where no period is asked for",
    unit=Unit.SHARE,
    grain="one marketer and period",
    cohort="the period",
    source=("calls", "listens", "users"),
    needs=("calls", "users"),
    unknown=unknown,
    statistic=Share("the period is not over", least=5),
    better=Direction.HIGHER,
    answers_for=(Team.MARKETING,),
    observe=observe,
    windowed=True,
    misleads="Listening outside the recorder leaves no trace, and a recording left running counts; ask before you conclude.",
)
