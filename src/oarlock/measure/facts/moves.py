"""Every change of a deal as signed amounts in buckets, for the bridge between two instants (METHODS 3.2).

The window of a change is the period it happens in: what is open with a close date in that period is in the bridge. A change of several
fields is split in a fixed order, amount, close date, qualification, status, so that each part goes to one bucket and the sum telescopes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.deals import described_versions
from oarlock.measure.facts.entries import available, fiscal_periods, in_scope
from oarlock.measure.facts.local import local, period_start, years_of
from oarlock.measure.facts.places import FAR, first_known, kept, kept_name

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

GROSS_STEPS = ("created", "amount", "close", "qualified", "status")


def bridge_states(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """One row per version of a deal in scope, deleted deals among them until their deletion, kept.

    Columns: opportunity_id, valid_from, valid_to, status, amount (0 unknown), closes_in (first day of the close date's period), ready
    (stage and category count), gone (this is the deletion), and each `_before`.
    """
    return kept(
        ledger, kept_name("bridge_states", *_basis(agreement, every)), lambda: _states(ledger, agreement, every)
    )


def gross_moves(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """One row per elementary change that moved the pipeline of its own period: opportunity_id, at, bucket, value."""
    import ibis

    s = kept(ledger, kept_name("bridge_steps", *_basis(agreement, every)), lambda: _stepped(ledger, agreement, every))
    steps = [
        _move(s, "created", s.v_created),
        _move(s, (s.v_amount > 0).ifelse("amount_up", "amount_down"), s.v_amount),
        _move(s, _moved_close(s), s.v_close),
        _move(s, (s.v_qualified > 0).ifelse("qualified_in", "disqualified_out"), s.v_qualified),
        _move(s, _moved_status(s), s.v_status),
    ]
    told = ibis.union(*steps)
    return told.filter(told.value != 0)


def standing_at(ledger: Ledger, agreement: Agreement, every: str) -> tuple[Any, Any]:
    """What stood in a period's window just before it began, and at its end or at the ledger's instant: deal, period, at, value."""
    states = bridge_states(ledger, agreement, every)
    states = states.filter(states.status == "open", states.ready, ~states.gone, states.amount != 0)
    periods = fiscal_periods(ledger, agreement, every)
    joined = states.inner_join(periods, states.closes_in == periods.period_start)
    opened = joined.filter(
        joined.valid_from < joined.opens, joined.valid_to.isnull() | (joined.valid_to >= joined.opens)
    )
    closed = joined.filter(
        joined.valid_from < joined.shuts, joined.valid_to.isnull() | (joined.valid_to >= joined.shuts)
    )
    return (
        opened.select("opportunity_id", "period_start", at=opened.opens, value=opened.amount),
        closed.select("opportunity_id", "period_start", at=_last_instant(ledger, closed), value=closed.amount),
    )


def net_moves(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """One row per deal and period whose end states differ: opportunity_id, at (the period's end), bucket, value."""
    import ibis

    opened, closed = standing_at(ledger, agreement, every)
    opened = opened.select("opportunity_id", "period_start")
    closed = closed.select("opportunity_id", "period_start")
    touched = ibis.union(opened, closed, distinct=True)
    periods = fiscal_periods(ledger, agreement, every).rename(_start="period_start")
    touched = touched.inner_join(periods, touched.period_start == periods["_start"]).drop("_start")
    both = _with_state(ledger, agreement, every, touched, "opens", "_0")
    both = _with_state(ledger, agreement, every, both, "shuts", "_1")
    v0, v1 = both.v_0, both.v_1
    stays, leaves, comes = (v0 != 0) & (v1 != 0), (v0 != 0) & (v1 == 0), (v0 == 0) & (v1 != 0)
    won = leaves & (both.status_1 == "won") & ~both.gone_1
    change = both.amount_1.fill_null(0.0) - both.amount_0.fill_null(0.0)
    at = _last_instant(ledger, both)
    rows = both.select(
        "opportunity_id",
        at=at,
        amount_value=(stays | won).ifelse(change, 0.0),
        way=leaves.ifelse(_way_out(both), _way_in(both)),
        way_value=won.ifelse(-both.amount_1, leaves.ifelse(-v0, comes.ifelse(v1, 0.0))),
    )
    amounts = rows.select(
        "opportunity_id",
        "at",
        bucket=(rows.amount_value > 0).ifelse("amount_up", "amount_down"),
        value=rows.amount_value,
    )
    told = ibis.union(amounts, rows.select("opportunity_id", "at", bucket=rows.way, value=rows.way_value))
    return told.filter(told.value != 0)


def _basis(agreement: Agreement, every: str) -> tuple[str, ...]:
    """What the bridge depends on in the agreement."""
    sourcing = (agreement.source_rule, dict(agreement.channels), agreement.attribution.ignored_kinds)
    return (every, *map(repr, (agreement.company, agreement.pipeline, sourcing)))


def _states(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    import ibis

    versions = described_versions(ledger, agreement)
    versions = versions.filter(in_scope(ledger, versions, agreement))
    fiscal = agreement.company.fiscal_year_start_month
    states = versions.select(
        "opportunity_id", "valid_from", "status", "gone",
        amount=versions.amount.fill_null(0.0),
        closes_in=period_start(versions.close_date, every, fiscal),
        ready=available(versions, agreement),
    )  # fmt: skip
    order = ibis.window(group_by=states.opportunity_id, order_by=[states.valid_from, states.gone])
    return states.mutate(
        valid_to=states.valid_from.lead().over(order),
        **{
            f"{name}_before": states[name].lag().over(order)
            for name in ("status", "amount", "closes_in", "ready", "gone")
        },
    )


def _stepped(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """The states with the change of each elementary step; a deal that arrives closed was created open in the same instant."""
    s = bridge_states(ledger, agreement, every)
    company = agreement.company
    moment = local(s.valid_from, company.time_zone, years_of(ledger))
    s = s.mutate(window=period_start(moment, every, company.fiscal_year_start_month), is_first=s.status_before.isnull())
    was_open = s.is_first | ((s.status_before == "open") & ~s.gone_before)
    # What is won outside the window or below the stage enters it in the same instant, or bookings would not tie.
    wins = was_open & (s.status == "won") & ~s.gone
    inside = (s.closes_in == s.window).fill_null(False)
    inside_before = s.is_first.ifelse(inside | wins, (s.closes_in_before == s.window).fill_null(False))
    ready_before = s.is_first.ifelse(s.ready | wins, s.ready_before)
    amount_before = s.is_first.ifelse(s.amount, s.amount_before)
    inside, ready = inside | wins, s.ready | wins
    stood = _worth(was_open & inside_before & ready_before, amount_before)
    amounted = _worth(was_open & inside_before & ready_before, s.amount)
    dated = _worth(was_open & inside & ready_before, s.amount)
    qualified = _worth(was_open & inside & ready, s.amount)
    stands = _worth((s.status == "open") & ~s.gone & inside & ready, s.amount)
    steps = s.mutate(
        v_created=s.is_first.ifelse(stood, 0.0),
        v_amount=amounted - stood,
        v_close=dated - amounted,
        v_qualified=qualified - dated,
        v_status=stands - qualified,
    )
    told = ("opportunity_id", "valid_from", "window", "closes_in", "closes_in_before", "status", "gone")
    return steps.select(*told, *(f"v_{step}" for step in GROSS_STEPS))


def _worth(condition: Any, amount: Any) -> Any:
    return condition.fill_null(False).ifelse(amount, 0.0)


def _move(s: Any, bucket: Any, value: Any) -> Any:
    import ibis

    named = ibis.literal(bucket) if isinstance(bucket, str) else bucket
    return s.select("opportunity_id", at=s.valid_from, bucket=named, value=value)


def _moved_close(s: Any) -> Any:
    earlier = (s.closes_in_before < s.window).fill_null(False)
    before_window = (s.closes_in < s.window).fill_null(False)
    return (s.v_close > 0).ifelse(
        earlier.ifelse("rolled_in_overdue", "pulled_in"), before_window.ifelse("moved_before_window", "slipped")
    )


def _moved_status(s: Any) -> Any:
    return (s.v_status > 0).ifelse("reopened", s.gone.ifelse("deleted", s.status))


def _with_state(ledger: Ledger, agreement: Agreement, every: str, rows: Any, instant: str, suffix: str) -> Any:
    """The rows with how the deal stood just before an instant of theirs, and what it was worth to the period's window."""
    import ibis

    # A view of its own: the deal is looked up twice, at both ends of the period. Plain comparisons only, or the join is not by hash.
    s = bridge_states(ledger, agreement, every).view()
    until = first_known(s.valid_to, ibis.literal(FAR, type="timestamp"))
    s = s.select("valid_from", "status", "amount", "closes_in", "ready", "gone", _deal="opportunity_id", _until=until)
    fits = [rows.opportunity_id == s["_deal"], s.valid_from < rows[instant], s["_until"] >= rows[instant]]
    joined = rows.left_join(s, fits)
    worth = _worth(
        (joined.status == "open") & joined.ready & ~joined.gone & (joined.closes_in == joined.period_start),
        joined.amount,
    )
    told = {f"{name}{suffix}": joined[name] for name in ("status", "amount", "closes_in", "ready", "gone")}
    return joined.select(*(joined[name] for name in rows.columns), **told, **{f"v{suffix}": worth})


def _way_in(b: Any) -> Any:
    import ibis

    return ibis.cases(
        (b.status_0.isnull(), "created"),
        (~b.ready_0, "qualified_in"),
        (b.status_0 != "open", "reopened"),
        (b.amount_0 == 0, "amount_up"),
        (b.closes_in_0 < b.period_start, "rolled_in_overdue"),
        else_="pulled_in",
    )


def _way_out(b: Any) -> Any:
    import ibis

    return ibis.cases(
        (b.gone_1, "deleted"),
        (b.status_1 != "open", b.status_1),
        (~b.ready_1, "disqualified_out"),
        (b.closes_in_1 < b.period_start, "moved_before_window"),
        (b.closes_in_1.isnull() | (b.closes_in_1 > b.period_start), "slipped"),
        else_="amount_down",
    )


def _last_instant(ledger: Ledger, rows: Any) -> Any:
    """The last instant of the rows' period, or the ledger's where that comes first."""
    import ibis

    last = rows.shuts - ibis.interval(microseconds=1)
    now = ibis.literal(ledger.as_of.replace(tzinfo=None), type="timestamp")
    return (last > now).ifelse(now, last)
