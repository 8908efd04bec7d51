"""Two teams' counts of the same open pipeline, deal by deal, this week and in the weeks before; all of it in the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from oarlock.agreement import Rule
from oarlock.agreement.calendar import period_of
from oarlock.agreement.views import View
from oarlock.measure.facts.chances import crm_scale
from oarlock.measure.facts.deals import deal_facts, deal_spells
from oarlock.measure.facts.entries import available
from oarlock.measure.facts.local import local, local_of, years_of
from oarlock.measure.facts.places import bucket_of, first_known, kept, kept_name, lent
from oarlock.measure.statistics.resampled import BUCKETS, SCALE, whole
from oarlock.stats.reconcile import REASONS, UNEXPLAINED
from oarlock.stats.result import Estimate, Status
from oarlock.words import counted

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

WEEKS = 13
"""Weeks told, the latest first: a quarter."""
MOST = 20
NEVER = (date(1900, 1, 1), date(9999, 1, 1))
SPEAKS_OF = (
    ("source", {"sourced_by", "source", "campaign_id", "lead_id", "source_system"}),
    ("owner", {"owner_id"}),
    ("type", {"kind"}),
    ("stage", {"stage", "forecast_category"}),
    ("currency", {"currency"}),
)
"""Which reason a deal is left out for by a rule over these columns."""


@dataclass(frozen=True, slots=True)
class Step:
    """One reason in one week: what it moves from the first count to the second, in how many deals."""

    reason: str
    amount: float
    deals: int


@dataclass(frozen=True, slots=True)
class Week:
    """Both counts on one day, with the steps between them; `distance` is Ruzicka's, None where neither counts anything."""

    on: date
    one: float
    other: float
    deals: tuple[int, int]
    steps: tuple[Step, ...]
    distance: float | None


@dataclass(frozen=True)
class TwoViews:
    """The weeks, latest first; the distance of the latest with its range over resampled deals; deals by reason, the largest first."""

    weeks: tuple[Week, ...]
    distance: Estimate
    records: Mapping[str, tuple[str, ...]]
    unpriced: int


def default_views(agreement: Agreement) -> Mapping[str, View]:
    """What the two teams usually count: marketing what it sourced, sales all from the agreed stage on.

    Without a window: one that nobody stated is empty by the calendar on the first or the last days of it, which says nothing of the teams.
    """
    return {
        "marketing": View(rule=Rule("sourced_by = 'marketing'"), window="all"),
        "sales": View(window="all", minimum_stage=agreement.pipeline.minimum_stage),
    }


def columns_of(ledger: Ledger) -> tuple[str, ...]:
    """What a view's rule may speak of."""
    own = ("stage", "amount", "close_date", "forecast_category", "probability", "on_profile")
    return tuple(dict.fromkeys((*ledger.columns("opportunities"), *own)))


def two_views(ledger: Ledger, agreement: Agreement, one: View, other: View) -> TwoViews | None:
    """Both counts in the latest weeks, reconciled; None where neither counts a deal in any of them."""
    name = kept_name("two_views", agreement.company, agreement.pipeline, agreement.source_rule, one, other)
    pairs = kept(ledger, name, lambda: _pairs(ledger, agreement, one, other))
    weeks = _weeks(ledger, pairs)
    if not weeks:
        return None
    return TwoViews(weeks, _distance(ledger, pairs), _records(ledger, pairs), _unpriced(ledger, pairs))


def _pairs(ledger: Ledger, agreement: Agreement, one: View, other: View) -> Any:
    """One row per week and deal that either counts: week_no, on_day, opportunity_id, one, other (millionths), in_one, in_other, reason."""
    weeks = _calendar(ledger, agreement, one, other)
    mine = _judged(ledger, agreement, weeks, "a", one, other)
    if _is_one_list(one, other):
        rows = mine.mutate(b_in=mine.alt_in, b_why=mine.alt_why, b_amount=mine.alt_amount)
        return _reasoned(rows, one, other)
    theirs = _judged(ledger, agreement, weeks, "b", other, one)
    theirs = theirs.select(
        _week="week_no", _key="key", _deal="opportunity_id", _on="on_day", b_in="a_in", b_amount="a_amount", b_why="a_why",
        back_in="alt_in", back_why="alt_why",
    )  # fmt: skip
    joined = mine.outer_join(theirs, [mine.week_no == theirs["_week"], mine.key == theirs["_key"]])
    rows = joined.select(
        week_no=first_known(joined.week_no, joined["_week"]),
        on_day=first_known(joined.on_day, joined["_on"]),
        opportunity_id=first_known(joined.opportunity_id, joined["_deal"]),
        a_in=joined.a_in.fill_null(False), b_in=joined.b_in.fill_null(False), a_amount=joined.a_amount, b_amount=joined.b_amount,
        # What a list of the other's day would have said of the state this list saw tells a change of days from a filter.
        alt_in=joined.alt_in.fill_null(False), alt_amount=joined.alt_amount, back_in=joined.back_in.fill_null(False),
        a_why=first_known(joined.a_why, joined.back_why), b_why=first_known(joined.b_why, joined.alt_why),
    )  # fmt: skip
    return _reasoned(rows, one, other)


def _is_one_list(one: View, other: View) -> bool:
    """Whether both views look at the same states of the same deals, so that one pass over them serves both."""
    return (one.days_before, one.system, one.matched_by) == (other.days_before, other.system, other.matched_by)


def _reasoned(rows: Any, one: View, other: View) -> Any:
    """The rows that either view counts, with the first reason that explains a difference."""
    import ibis

    rows = rows.filter(rows.a_in | rows.b_in)
    a, b = (
        rows.a_in.ifelse(whole(rows.a_amount), 0).fill_null(0),
        rows.b_in.ifelse(whole(rows.b_amount), 0).fill_null(0),
    )
    both, only = rows.a_in & rows.b_in, rows.a_in
    if one.days_before == other.days_before:
        missing = only.ifelse(rows.b_why, rows.a_why)
        # Two systems that hold one deal at two amounts do not mean the same by it.
        unequal = _text(
            "amount_definition" if (one.amount, one.system) != (other.amount, other.system) else UNEXPLAINED
        )
    else:
        moved = only.ifelse(rows.alt_in, rows.back_in)
        missing = moved.ifelse("as_of", only.ifelse(rows.b_why, rows.a_why))
        same_day = (whole(rows.alt_amount) == whole(rows.a_amount)).fill_null(False)
        unequal = same_day.ifelse("as_of", "amount_definition") if one.amount != other.amount else _text("as_of")
    reason = both.ifelse(unequal, first_known(missing, _text(UNEXPLAINED)))
    told = rows.select(
        "week_no", "on_day", "opportunity_id",
        in_one=rows.a_in, in_other=rows.b_in, one=a, other=b,
        unpriced=(rows.a_in & rows.a_amount.isnull()) | (rows.b_in & rows.b_amount.isnull()),
        why=reason,
    )  # fmt: skip
    return told.mutate(reason=(told.one == told.other).ifelse(ibis.null("string"), told.why)).drop("why")


def _judged(ledger: Ledger, agreement: Agreement, weeks: Any, side: str, own: View, alternative: View) -> Any:
    """One row per week and deal that stood open on the side's day: in its own view, and in the other one, why not, and what it is worth."""
    import ibis

    spells = deal_spells(ledger, agreement)
    earliest = ledger.as_of.replace(tzinfo=None) - timedelta(
        days=7 * WEEKS + max(own.days_before, alternative.days_before)
    )
    recent = spells.valid_to.isnull() | (spells.valid_to > ibis.literal(earliest, type="timestamp"))
    spells = spells.filter(spells.status == "open", recent).select(
        "opportunity_id", "valid_from", "valid_to", "stage", "amount", "close_date", "forecast_category", "probability"
    )
    at = weeks[f"{side}_at"]
    joined = spells.cross_join(weeks)
    stood = joined.filter(
        joined.valid_from <= joined[f"{side}_at"], joined.valid_to.isnull() | (joined.valid_to > joined[f"{side}_at"])
    )
    rows = _described(ledger, agreement, stood)
    if not _is_one_list(own, alternative) and own.system is not None:
        rows = rows.filter(rows.source_system == own.system)
    names = ("a", "b") if side == "a" else ("b", "a")
    carried = rows[own.matched_by].nullif("") if own.matched_by is not None else None
    rows = rows.mutate(key=rows.opportunity_id if carried is None else first_known(carried, rows.opportunity_id))
    rows = rows.mutate(**_seen_by(ledger, agreement, rows, own, names[0], "a"))
    rows = rows.mutate(**_seen_by(ledger, agreement, rows, alternative, names[1], "alt"))
    told = (
        "week_no",
        "on_day",
        "opportunity_id",
        "key",
        "a_in",
        "a_why",
        "a_amount",
        "alt_in",
        "alt_why",
        "alt_amount",
    )
    return rows.filter(rows[at.get_name()].notnull()).select(*told)


def _described(ledger: Ledger, agreement: Agreement, stood: Any) -> Any:
    """The states with what is known of their deals, attributes and all."""
    deals = deal_facts(ledger, agreement)
    facts = deals.select("sourced_by", "on_profile", "first_amount", _deal="opportunity_id")
    raw = ledger.table("opportunities")
    raw = raw.select(
        *(name for name in raw.columns if name not in (*stood.columns, "sourced_by", "on_profile")),
        _raw="opportunity_id",
    )
    joined = stood.inner_join(facts, stood.opportunity_id == facts["_deal"]).drop("_deal")
    return joined.inner_join(raw, joined.opportunity_id == raw["_raw"]).drop("_raw")


def _seen_by(ledger: Ledger, agreement: Agreement, rows: Any, view: View, dates: str, told: str) -> dict[str, Any]:
    """Whether a view counts each state, the first reason why not, and what it is worth to it."""
    import ibis

    checks = {reason: ibis.literal(True) for reason in REASONS}
    day = rows.close_date
    if view.clock == "created":
        day = local(rows.created_at, agreement.company.time_zone, years_of(ledger)).date()
    if view.window != "all":
        checks["close_window"] = (day >= rows[f"{dates}_from"]) & (day < rows[f"{dates}_to"])
    if view.minimum_stage is not None:
        checks["stage"] = available(
            rows, replace(agreement, pipeline=replace(agreement.pipeline, minimum_stage=view.minimum_stage))
        )
    if view.system is not None:
        checks["source"] &= rows.source_system == view.system
    if view.rule is not None:
        reason = next((name for name, columns in SPEAKS_OF if view.rule.columns & columns), "source")
        checks[reason] &= view.rule.on(rows).fill_null(False)
    fails = [(reason, ~check.fill_null(False)) for reason, check in checks.items()]
    why = ibis.cases(*((failed, reason) for reason, failed in fails), else_=ibis.null("string"))
    amount = {"amount": rows.amount, "first": first_known(rows.first_amount, rows.amount)}.get(view.amount)
    if amount is None:
        amount = rows.amount * crm_scale(ledger, agreement).share(rows.probability)
    return {f"{told}_in": why.isnull(), f"{told}_why": why, f"{told}_amount": amount}


def _calendar(ledger: Ledger, agreement: Agreement, one: View, other: View) -> Any:
    """The weeks, lent to the engine: week_no (0 the latest), on_day, and for each side the instant and the window on its day."""
    zone, rows = agreement.company.time_zone, []
    for number in range(WEEKS):
        at = ledger.as_of - timedelta(days=7 * number)
        row: list[Any] = [number, local_of(at, zone).date()]
        for view in (one, other):
            then = at - timedelta(days=view.days_before)
            row += [then.replace(tzinfo=None), *_window(view, local_of(then, zone).date(), agreement)]
        rows.append(row)
    columns = {
        "week_no": "DOUBLE", "on_day": "DATE", "a_at": "TIMESTAMP", "a_from": "DATE", "a_to": "DATE", "b_at": "TIMESTAMP",
        "b_from": "DATE", "b_to": "DATE",
    }  # fmt: skip
    return lent(ledger, kept_name("view_weeks", ledger.as_of, agreement.company, one, other), columns, rows)


def _window(view: View, day: date, agreement: Agreement) -> tuple[date, date]:
    if view.window == "all":
        return NEVER
    period = period_of(day, view.window, agreement.company.fiscal_year_start_month)
    return period.start, period.end


def _weeks(ledger: Ledger, pairs: Any) -> tuple[Week, ...]:
    import ibis

    apart, most = (pairs.one - pairs.other).abs(), ibis.greatest(pairs.one, pairs.other)
    told = pairs.group_by("week_no", "on_day", "reason").aggregate(
        one=pairs.one.sum(), other=pairs.other.sum(), apart=apart.sum(), most=most.sum(), n=pairs.count(),
        n_one=pairs.in_one.ifelse(1, 0).sum(), n_other=pairs.in_other.ifelse(1, 0).sum(),
    )  # fmt: skip
    rows: dict[int, list[dict[str, Any]]] = {}
    for row in ledger.rows(told.order_by("week_no")):
        rows.setdefault(int(row["week_no"]), []).append(row)
    return tuple(_week(rows[number]) for number in sorted(rows))


def _week(rows: list[dict[str, Any]]) -> Week:
    def total(name: str) -> int:
        return sum(int(row[name]) for row in rows)

    steps = {
        row["reason"]: Step(row["reason"], (row["one"] - row["other"]) / SCALE, int(row["n"]))
        for row in rows
        if row["reason"]
    }
    on = rows[0]["on_day"]
    return Week(
        on.date() if isinstance(on, datetime) else on,
        total("one") / SCALE,
        total("other") / SCALE,
        (total("n_one"), total("n_other")),
        tuple(steps[reason] for reason in (*REASONS, UNEXPLAINED) if reason in steps),
        total("apart") / total("most") if total("most") else None,
    )


def _distance(ledger: Ledger, pairs: Any) -> Estimate:
    """The latest distance, its range by resampling deals in hashed batches of them."""
    import hashlib

    import ibis
    import numpy as np

    from oarlock.stats.draws import percentile_interval
    from oarlock.stats.reconcile import LEAST_RECORDS
    from oarlock.stats.resample import bootstrap_sums, ratio

    now = pairs.filter(pairs.week_no == 0)
    now = now.mutate(batch=bucket_of(now.opportunity_id))
    told = now.group_by("batch").aggregate(
        apart=(now.one - now.other).abs().sum(), most=ibis.greatest(now.one, now.other).sum(), n=now.count()
    )
    rows = ledger.rows(told.order_by("batch"))
    n = sum(int(row["n"]) for row in rows)
    sums = np.zeros((BUCKETS, 2))
    for row in rows:
        sums[int(row["batch"], 16)] = row["apart"], row["most"]
    if not sums[:, 1].sum():
        return Estimate(None, n=n, status=Status.INSUFFICIENT, reason="neither team's pipeline holds an amount today")
    seed = int.from_bytes(hashlib.sha256(sums.tobytes()).digest()[:8], "big")
    drawn = bootstrap_sums(sums, seed=seed)
    ends = percentile_interval(ratio(drawn[:, 0], drawn[:, 1]))
    few = n < LEAST_RECORDS
    return Estimate(
        float(sums[:, 0].sum() / sums[:, 1].sum()),
        ends.lo,
        ends.hi,
        n,
        status=Status.INSUFFICIENT if few else Status.OK,
        method="record bootstrap",
        reason=f"{counted(n, 'deal')}; a verdict needs {LEAST_RECORDS}" if few else "",
    )


def _records(ledger: Ledger, pairs: Any) -> dict[str, tuple[str, ...]]:
    import ibis

    now = pairs.filter(pairs.week_no == 0, pairs.reason.notnull()).mutate(apart=(pairs.one - pairs.other).abs())
    order = ibis.window(group_by="reason", order_by=[ibis.desc("apart"), "opportunity_id"])
    ranked = now.mutate(place=ibis.row_number().over(order))
    rows = ledger.rows(
        ranked.filter(ranked.place < MOST).select("reason", "place", "opportunity_id").order_by("reason", "place")
    )
    told: dict[str, tuple[str, ...]] = {}
    for row in rows:
        told[row["reason"]] = (*told.get(row["reason"], ()), row["opportunity_id"])
    return told


def _unpriced(ledger: Ledger, pairs: Any) -> int:
    now = pairs.filter(pairs.week_no == 0)
    (row,) = ledger.rows(now.aggregate(n=now.unpriced.ifelse(1, 0).sum()))
    return int(row["n"] or 0)


def _text(word: str) -> Any:
    import ibis

    return ibis.literal(word)
