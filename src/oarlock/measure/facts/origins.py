"""What a forecast of a period could know at each of its points, and what came: the cells that the forecasting ladder is fitted to.

A cell is the deals of one period and point that look alike: kind and stage, time in the stage, moves of the close date, size, who sourced
them, whether somebody was active on them in the last fortnight. They are counted in the engine; only counts and sums leave it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.deals import deal_spells
from oarlock.measure.facts.outlook import basis, outlook, wins
from oarlock.measure.facts.places import days_between, kept, kept_name, tally
from oarlock.measure.facts.points import points_table

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

RECENT_DAYS = 14
COMMITTED = ("commit", "committed", "closed", "commit (manager)")
FEATURES = ("cell", "age_band", "pushed", "size_band", "ours", "active")
LN4 = 1.3862943611198906


def origins(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """One row per deal and point it stood at, and one per win and point of its period, kept.

    Columns: opportunity_id, period_start, days_left, placed_at, the features (null on wins), is_standing, amount (what stood; null
    unknown), won (of what stood, 1 or 0), won_amount (standing and won), committed (amount where the category says commit), booked_before
    (won by the point), booked (won in the period).
    """
    return kept(ledger, kept_name("origins", every, *basis(agreement)), lambda: _origins(ledger, agreement, every))


def _origins(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    import ibis

    nothing, text = ibis.null("float64"), ibis.null("string")
    rows = _featured(ledger, agreement, every)
    commits = rows.forecast_category.lower().isin(COMMITTED).fill_null(False)
    standing = rows.select(
        "opportunity_id", "period_start", "days_left", "placed_at", *FEATURES,
        is_standing=ibis.literal(1.0),
        amount=rows.amount,
        won=rows.won,
        won_amount=rows.won_amount,
        committed=commits.ifelse(rows.amount, nothing),
        booked_before=nothing,
        booked=nothing,
    )  # fmt: skip
    won = wins(ledger, agreement, every)
    at = points_table(ledger, agreement, every).rename(_starts="period_start")
    won = won.inner_join(at, won.won_in == at["_starts"])
    booked = won.select(
        "opportunity_id", "days_left", "placed_at",
        period_start=won.won_in, cell=text, age_band=nothing, pushed=nothing, size_band=nothing, ours=nothing, active=nothing,
        is_standing=ibis.literal(0.0), won=nothing, won_amount=nothing, committed=nothing,
        booked_before=(won.closed_at <= won.point_at).ifelse(won.amount, nothing),
        booked=won.amount,
    ).mutate(amount=nothing)  # fmt: skip
    return ibis.union(standing, booked.select(*standing.columns))


def _featured(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """The outlook with what a deal looked like at its point."""
    rows = outlook(ledger, agreement, every)
    past = _pasts(ledger, agreement)
    rows = rows.inner_join(past, [rows.opportunity_id == past["_deal"], rows.valid_from == past["_from"]])
    days = days_between(rows.stage_at, rows.point_at)
    sized = (rows.amount > 0).fill_null(False)
    rows = rows.mutate(
        age_band=(days <= 14).ifelse(0.0, (days <= 56).ifelse(1.0, 2.0)),
        pushed=(rows.pushes >= 2).ifelse(2.0, rows.pushes.cast("float64")),
        # Powers of four, so that no currency and no company needs bounds of its own.
        size_band=sized.ifelse((sized.ifelse(rows.amount, 1.0).ln() / LN4).floor(), -1.0).cast("float64"),
        ours=(rows.sourced_by == "marketing").fill_null(False).ifelse(1.0, 0.0),
    )
    return _with_activity(ledger, rows)


def _pasts(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per open state: since when its stage stood, and how often the close date had been moved to a later day by then."""
    import ibis

    spells = deal_spells(ledger, agreement)
    order = ibis.window(group_by=spells.opportunity_id, order_by=spells.valid_from)
    known = spells.select(
        "opportunity_id", "valid_from", "status", "stage",
        stage_before=spells.stage.lag().over(order),
        later=((spells.status == "open") & (spells.close_date > spells.close_before)).fill_null(False).ifelse(1, 0),
    )  # fmt: skip
    moved = (known.stage != known.stage_before).fill_null(True)
    known = known.mutate(moved_at=moved.ifelse(known.valid_from, ibis.null("timestamp")))
    so_far = ibis.window(group_by=known.opportunity_id, order_by=known.valid_from, preceding=None, following=0)
    told = known.mutate(stage_at=known.moved_at.max().over(so_far), pushes=known.later.sum().over(so_far))
    return told.filter(told.status == "open").select("stage_at", "pushes", _deal="opportunity_id", _from="valid_from")


def _with_activity(ledger: Ledger, rows: Any) -> Any:
    """Whether something was done with the deal in the fortnight before its point; 0 throughout where no activity names a deal."""
    import ibis

    if ledger.is_empty("activities"):
        return rows.mutate(active=ibis.literal(0.0))
    done = ledger.table("activities").select("happened_at", _done="opportunity_id")
    done = done.filter(done["_done"].notnull())
    at = rows.select("point_at", _at="opportunity_id")
    joined = at.inner_join(done, at["_at"] == done["_done"])
    near = joined.filter(
        joined.happened_at <= joined.point_at, joined.happened_at > joined.point_at - ibis.interval(days=RECENT_DAYS)
    )
    near = near.group_by("_at", _point="point_at").aggregate(n=tally(near.happened_at.notnull()))
    told = rows.left_join(near, [rows.opportunity_id == near["_at"], rows.point_at == near["_point"]])
    return told.mutate(active=told.n.notnull().ifelse(1.0, 0.0))
