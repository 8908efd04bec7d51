"""How every account stood at the end of each period: engagement, sales' work, people, deals.

Each thing that counts is two signed events, one when it begins to count and one when it stops (a touch leaves the window, a deal
closes), so that what stood is a running sum over the periods in which anything changed (METHODS 3.1). What is kept are runs of periods
in which an account stood the same: most accounts change in two or three periods of their lives, and stand still in all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.buyers import with_account
from oarlock.measure.facts.deals import deal_facts, deal_spells
from oarlock.measure.facts.entries import fiscal_periods
from oarlock.measure.facts.local import local, period_start, years_of
from oarlock.measure.facts.places import BUCKET, FAR, bucket_of, first_known, kept, kept_name
from oarlock.measure.facts.sourcing import channels_seen

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

TOLD = ("engagement_minutes", "sales_activities", "people", "open_deals", "won_deals")
OF_ENDS = ("account_id", "period_start", "at", "is_last", *TOLD)
"""Columns of `account_ends`, before those of the account."""


def account_ends(ledger: Ledger, agreement: Agreement, every: str, *, of_account: Sequence[str] = ()) -> Any:
    """One row per account and period that has begun, from the one it was created in, not kept.

    Columns: account_id, period_start (day), at (naive UTC: just before the period's end, or the ledger's instant), is_last (the latest
    period), engagement_minutes and sales_activities (within the agreement's window up to then), people, open_deals and won_deals (then).

    Args:
        of_account: Columns of the account to carry, and the bucket it is resampled in: joined to its few runs, not to each period.
    """
    runs = account_runs(ledger, agreement, every)
    if of_account:
        accounts = ledger.table("accounts")
        accounts = accounts.select(*of_account, _account="account_id", **{BUCKET: bucket_of(accounts.account_id)})
        runs = runs.inner_join(accounts, runs.account_id == accounts["_account"]).drop("_account")
    moments = ends(ledger, agreement, every)
    crossed = runs.cross_join(moments)
    # As one number: a join on two inequalities would sort every run, where a few periods are quickly looked through.
    stands = (crossed.first_start <= crossed.period_start) & (crossed.period_start < crossed.until_start)
    told = crossed.filter(stands.ifelse(1, 0) == 1)
    return told.select(*OF_ENDS, *of_account, *([BUCKET] if of_account else []))


def account_runs(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """One row per account and run of periods in which it stood the same, from the period it was created in, kept on the ledger.

    Columns: account_id, first_start (day the run's first period begins), until_start (day the period after its last begins; FAR for the
    last run), and TOLD.
    """
    company, accounts = agreement.company, agreement.accounts
    basis = (every, company, accounts.window_days, dict(accounts.touch_minutes), dict(accounts.activity_minutes))
    return kept(ledger, kept_name("account_runs", *basis), lambda: _runs(ledger, agreement, every))


def ends(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """The ends of the periods since the record's first year: period_start (day), at (naive UTC: just before the end, or the ledger's
    instant), is_last."""
    import ibis

    instant = ibis.literal(ledger.as_of.replace(tzinfo=None), type="timestamp")
    periods = fiscal_periods(ledger, agreement, every)
    periods = periods.filter(periods.period_start >= ibis.date(date(years_of(ledger)[0], 1, 1).isoformat()))
    last = periods.shuts > instant
    return periods.select(
        "period_start", at=last.ifelse(instant, periods.shuts - ibis.interval(microseconds=1)), is_last=last
    )


def is_target(agreement: Agreement, tier: Any) -> Any:
    """Whether an account with that tier is a target of both teams."""
    wanted = sorted(agreement.accounts.target_tiers)
    return (tier.isin(wanted) if wanted else tier.nullif("").notnull()).fill_null(False)


def _runs(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    import ibis

    first, last = _first_and_last(ledger, agreement, every)
    born = _born(ledger, agreement, every, first)
    begins = born.select("account_id", "period_start", **{name: ibis.literal(0.0) for name in TOLD}, born=_one())
    changes = _changes(ledger, agreement, every, last)
    told = begins if changes is None else ibis.union(begins, changes.mutate(born=ibis.literal(0, type="int8")))
    summed = told.group_by("account_id", "period_start").aggregate(
        born=told.born.max(), **{name: told[name].sum() for name in TOLD}
    )
    # What changed before an account was created counts from its first period on, because its sums run through that one.
    so_far = ibis.window(group_by=summed.account_id, order_by=summed.period_start, preceding=None, following=0)
    order = ibis.window(group_by=summed.account_id, order_by=summed.period_start)
    runs = summed.select(
        "account_id",
        first_start=summed.period_start,
        until_start=first_known(summed.period_start.lead().over(order), ibis.date(FAR.date().isoformat())),
        exists=summed.born.max().over(so_far),
        # A sum of minutes that came and went may be a rounding error away from nothing.
        **{name: summed[name].sum().over(so_far).round(6) for name in TOLD},
    )
    return runs.filter(runs.exists == 1).drop("exists")


def _one() -> Any:
    import ibis

    return ibis.literal(1, type="int8")


def _born(ledger: Ledger, agreement: Agreement, every: str, first: date) -> Any:
    """Every account that was created by now, with the first period it is told of: none before `first`."""
    import ibis

    company, begins = agreement.company, ibis.date(first.isoformat())
    accounts = ledger.table("accounts")
    instant = ibis.literal(ledger.as_of.replace(tzinfo=None), type="timestamp")
    accounts = accounts.filter(accounts.created_at.isnull() | (accounts.created_at <= instant))
    moment = local(accounts.created_at, company.time_zone, years_of(ledger))
    created = period_start(moment, every, company.fiscal_year_start_month)
    return accounts.select("account_id", period_start=ibis.greatest(first_known(created, begins), begins))


def _first_and_last(ledger: Ledger, agreement: Agreement, every: str) -> tuple[date, date]:
    """The first days of the first and of the last period that is told."""
    periods = ends(ledger, agreement, every)
    (row,) = ledger.rows(periods.aggregate(first=periods.period_start.min(), last=periods.period_start.max()))
    return row["first"] or FAR.date(), row["last"] or FAR.date()


def _changes(ledger: Ledger, agreement: Agreement, every: str, last: date) -> Any:
    """Signed changes by account and period up to `last`, of everything that is told; None where nothing ever happened."""
    import ibis

    parts = []
    if not ledger.is_empty("touches"):
        parts += _come_and_go(_touched(ledger, agreement, every))
    if not ledger.is_empty("activities"):
        parts += _come_and_go(_worked(ledger, agreement, every))
    if not ledger.is_empty("leads"):
        leads = ledger.table("leads").select("account_id", at="created_at")
        parts.append(_counted(_placed(ledger, agreement, every, leads), "people", 1.0))
    if not ledger.is_empty("opportunities"):
        parts += _dealt(ledger, agreement, every)
    known = [part.filter(part.account_id.notnull(), part.period_start <= ibis.date(last.isoformat())) for part in parts]
    return ibis.union(*known) if len(known) > 1 else known[0] if known else None


def _touched(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """Minutes of touches by account, period in which they begin and period in which they cease to count."""
    import ibis

    touches = ledger.table("touches").select("lead_id", "account_id", "channel", at="touched_at")
    touches = with_account(ledger, touches)
    by_minutes: dict[float, list[str]] = {}
    for channel in channels_seen(ledger, "touches", "channel"):
        by_minutes.setdefault(agreement.accounts.minutes_of(channel), []).append(channel)
    branches = [(touches.channel.isin(sorted(names)), amount) for amount, names in sorted(by_minutes.items())]
    worth = ibis.cases(*branches, else_=agreement.accounts.minutes_of("")) if branches else ibis.literal(0.0)
    return _spells(ledger, agreement, every, touches.mutate(minutes=worth.cast("float64"), worked=ibis.literal(0.0)))


def _worked(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """What sales did, likewise; minutes only where the account took part: a meeting, or something that came from it."""
    import ibis

    done = ledger.table("activities").filter(lambda t: t.automated.isnull() | ~t.automated)
    done = done.select("lead_id", "opportunity_id", "account_id", "kind", "direction", at="happened_at")
    deals = ledger.table("opportunities").select(_deal="opportunity_id", _of_deal="account_id")
    joined = done.left_join(deals, done.opportunity_id == deals["_deal"])
    done = joined.select(
        "lead_id", "kind", "direction", "at", account_id=first_known(joined.account_id, joined["_of_deal"])
    )
    done = with_account(ledger, done, "activities")
    kinds = sorted(agreement.accounts.activity_minutes.items())
    took_part = ((done.kind == "meeting") | (done.direction.lower() == "inbound")).fill_null(False)
    branches = [((done.kind.lower() == kind) & took_part, amount) for kind, amount in kinds]
    worth = ibis.cases(*branches, else_=0.0) if branches else ibis.literal(0.0)
    ours = (done.direction.isnull() | (done.direction.lower() != "inbound")).ifelse(1.0, 0.0)
    return _spells(ledger, agreement, every, done.mutate(minutes=worth.cast("float64"), worked=ours))


def _spells(ledger: Ledger, agreement: Agreement, every: str, rows: Any) -> Any:
    """Sums by account, `begins` and `ceases`: few rows, whatever the number of touches."""
    import ibis

    company, years = agreement.company, years_of(ledger)
    moment = local(rows["at"], company.time_zone, years)
    later = moment + ibis.interval(days=agreement.accounts.window_days)
    placed = rows.select(
        "account_id",
        "minutes",
        "worked",
        begins=period_start(moment, every, company.fiscal_year_start_month),
        ceases=period_start(later, every, company.fiscal_year_start_month),
    )
    return placed.group_by("account_id", "begins", "ceases").aggregate(
        minutes=placed.minutes.sum(), worked=placed.worked.sum()
    )


def _come_and_go(spells: Any) -> list[Any]:
    """What begins to count and what ceases, as changes."""
    return [
        _change(spells, spells.begins, engagement_minutes=spells.minutes, sales_activities=spells.worked),
        _change(spells, spells.ceases, engagement_minutes=-spells.minutes, sales_activities=-spells.worked),
    ]


def _dealt(ledger: Ledger, agreement: Agreement, every: str) -> list[Any]:
    """Deals that open, cease to be open, are won, and cease to be won."""
    spells = deal_spells(ledger, agreement).select("opportunity_id", "status", "status_before", at="valid_from")
    deals = deal_facts(ledger, agreement).select("account_id", _deal="opportunity_id")
    joined = spells.inner_join(deals, spells.opportunity_id == deals["_deal"])
    moved = joined.select("account_id", "at", "status", before=joined.status_before.fill_null(""))
    moved = _placed(ledger, agreement, every, moved.filter(moved.status != moved.before))
    told = {"open_deals": "open", "won_deals": "won"}
    return [
        *(_counted(moved.filter(moved.status == status), name, 1.0) for name, status in told.items()),
        *(_counted(moved.filter(moved.before == status), name, -1.0) for name, status in told.items()),
    ]


def _placed(ledger: Ledger, agreement: Agreement, every: str, rows: Any) -> Any:
    company = agreement.company
    moment = local(rows["at"], company.time_zone, years_of(ledger))
    return rows.mutate(period_start=period_start(moment, every, company.fiscal_year_start_month))


def _counted(rows: Any, name: str, sign: float) -> Any:
    import ibis

    return _change(rows, rows.period_start, **{name: ibis.literal(sign)})


def _change(rows: Any, period: Any, **told: Any) -> Any:
    """Rows of changes with every told column, nothing where not named."""
    import ibis

    values = {name: told.get(name, ibis.literal(0.0)).cast("float64") for name in TOLD}
    return rows.select(account_id=rows.account_id, period_start=period, **values)
