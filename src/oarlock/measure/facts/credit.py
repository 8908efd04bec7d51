"""Shares of each deal's credit by channel, under every rule model at once (METHODS 4.2), capture adjusted among them (4.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.journeys import (
    REVENUE,
    WON,
    basis,
    deal_journeys,
    ended_deals,
    journey_channels,
    journey_deals,
    reach,
)
from oarlock.measure.facts.places import days_between, first_known, kept, kept_name

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

NO_TOUCH = "no touch recorded"
BASE = "base demand"
RULES = (
    "first", "person_balanced", "capture_adjusted", "last", "linear", "u_hubspot", "u_marketo", "w", "full_path", "j", "time_decay",
    "time_decay_cycle", "shapley",
)  # fmt: skip
_OWN = tuple(model for model in RULES if model != "capture_adjusted")
_BASE_CODE = -1
_WIDE = 65_536
"""More than any channel's code, so that place and code fit into one number that keeps the order of places."""


def deal_credit(ledger: Ledger, agreement: Agreement, goal: str = REVENUE) -> Any:
    """One row per converting deal and channel, kept: the share of the deal that each rule model gives the channel.

    Columns: opportunity_id, channel, and one share per model of RULES. `capture_adjusted` is `person_balanced` after credit of capture
    touches passed to the last earlier creation touch, else to BASE. A deal without a touch has one row, for NO_TOUCH, that takes it all.
    """
    cycle = reach(ledger, agreement).cycle_days
    name = kept_name(f"credit_of_{goal}", agreement.attribution.half_life_days, cycle, *basis(agreement))
    return kept(ledger, name, lambda: _by_channel(ledger, agreement, goal))


def weighed_touches(ledger: Ledger, agreement: Agreement, goal: str = REVENUE) -> Any:
    """One row per touch of converting deals with its share under every rule model, and `target`, the channel that it passes credit to."""
    rows = deal_journeys(ledger, agreement, goal)
    rows = rows.filter(rows.outcome == WON)
    return _weighed(_measured(rows, ledger, agreement))


def _measured(rows: Any, ledger: Ledger, agreement: Agreement) -> Any:
    """With what the weights need of the whole journey."""
    import ibis

    settings, cycle = agreement.attribution, reach(ledger, agreement).cycle_days
    deal = ibis.window(group_by=rows.deal)
    rows = rows.mutate(
        by_person=rows.count().over(ibis.window(group_by=[rows.deal, rows.person])),
        by_channel=rows.count().over(ibis.window(group_by=[rows.deal, rows.code])),
        lead_place=_latest(rows, "lead_at").over(deal),
        opportunity_place=_latest(rows, "created_at").over(deal),
        latest_at=rows.touched_at.max().over(deal),
        made_by=_maker(rows, ledger, agreement),
    )
    age = days_between(rows.touched_at, rows.latest_at)
    none = ibis.null("int64")
    return rows.mutate(
        # A lead created before its first touch was created by it: forms are filed a moment after they are sent.
        lead_place=rows.lead_at.isnull().ifelse(none, first_known(rows.lead_place, ibis.literal(1))),
        voice=1 / rows.by_person.cast("float64"),
        kind=1 / rows.by_channel.cast("float64"),
        decayed=_halved(age, settings.half_life_days),
        decayed_long=_halved(age, cycle / 4 if cycle else settings.half_life_days),
        target=_target(rows, ledger, agreement),
    )


def _latest(rows: Any, instant: str) -> Any:
    """Place of the last touch at or before an instant of the deal."""
    import ibis

    return (rows.touched_at <= rows[instant]).ifelse(rows.place, ibis.null("int64")).max()


def _halved(age: Any, half_life: float) -> Any:
    return (age * (-0.6931471805599453 / half_life)).exp()


def _maker(rows: Any, ledger: Ledger, agreement: Agreement) -> Any:
    """The last creation touch so far, as one number of its place and its channel."""
    import ibis

    so_far = ibis.window(group_by=rows.deal, order_by=rows.place, rows=(None, 0))
    made = _has_purpose(rows, "create", ledger, agreement)
    return made.ifelse(rows.place * _WIDE + rows.code, ibis.null("int64")).max().over(so_far)


def _target(rows: Any, ledger: Ledger, agreement: Agreement) -> Any:
    """The channel that a touch's credit ends with: its own, unless it only captures."""
    captures = _has_purpose(rows, "capture", ledger, agreement)
    passed = first_known(rows.made_by % _WIDE, _BASE_CODE)
    return captures.ifelse(passed, rows.code).cast("int64")


def _has_purpose(rows: Any, purpose: str, ledger: Ledger, agreement: Agreement) -> Any:
    import ibis

    codes = [
        code for code, name in enumerate(journey_channels(ledger, agreement)) if agreement.purpose_of(name) == purpose
    ]
    return rows.code.isin(codes) if codes else ibis.literal(False)


def _weighed(rows: Any) -> Any:
    """The shares; each model's sum to 1 over a journey."""
    import ibis

    deal = ibis.window(group_by=rows.deal)
    first, last = rows.place == 1, rows.place == rows.n
    lead, opened = rows.lead_place, rows.opportunity_place
    weights = {
        "first": first.ifelse(1, 0).cast("float64"),
        "last": last.ifelse(1, 0).cast("float64"),
        "linear": 1 / rows.n.cast("float64"),
        "u_hubspot": _positions(rows, [(_one(), 400), (rows.n, 400)], 200),
        "u_marketo": _positions(rows, [(_one(), 500), (lead, 500)], 0),
        "w": _positions(rows, [(_one(), 300), (lead, 300), (opened, 300)], 100),
        "full_path": _positions(rows, [(_one(), 225), (lead, 225), (opened, 225), (rows.n, 225)], 100),
        "j": _positions(rows, [(_one(), 200), (rows.n, 600)], 200),
        "person_balanced": rows.voice / rows.voice.sum().over(deal),
        "shapley": rows.kind / rows.kind.sum().over(deal),
        "time_decay": rows.decayed / rows.decayed.sum().over(deal),
        "time_decay_cycle": rows.decayed_long / rows.decayed_long.sum().over(deal),
    }
    return rows.select("deal", "code", "target", **weights)


def _positions(rows: Any, milestones: list[tuple[Any, int]], rest: int) -> Any:
    """Shares (in thousandths) at places that may be missing or fall together; what is left over is scaled to 1.

    The same rule as `stats.attribution.rules.positional`; whole thousandths, because a literal fraction is a decimal on some engines.
    """
    import ibis

    at, known, places = ibis.literal(0), ibis.literal(0), ibis.literal(0)
    for i, (place, share) in enumerate(milestones):
        there = place.notnull()
        at = at + (there & (rows.place == place)).fill_null(False).ifelse(share, 0)
        known = known + there.ifelse(share, 0)
        new = there
        for earlier, _ in milestones[:i]:
            new = new & (earlier.isnull() | (place != earlier)).fill_null(True)
        places = places + new.ifelse(1, 0)
    others = rows.n - places
    total = known + (others > 0).ifelse(rest, 0)
    each = rest / ibis.greatest(others, 1).cast("float64")
    return (at > 0).ifelse(at.cast("float64"), each) / total.cast("float64")


def _by_channel(ledger: Ledger, agreement: Agreement, goal: str) -> Any:
    import ibis

    touches = weighed_touches(ledger, agreement, goal)
    own = touches.select("deal", "code", *_OWN, capture_adjusted=ibis.null("float64"))
    passed = touches.select(
        "deal",
        code=touches.target.cast("int32"),
        **dict.fromkeys(_OWN, ibis.null("float64")),
        capture_adjusted=touches.person_balanced,
    )
    both = ibis.union(own, passed.select(*own.columns))
    told = both.group_by("deal", "code").aggregate(**{model: both[model].sum() for model in RULES})
    named = _name(told.code, journey_channels(ledger, agreement))
    told = told.select(_touched="deal", channel=named, **{model: told[model].fill_null(0.0) for model in RULES})
    deals = ended_deals(ledger, agreement, goal)
    deals = deals.filter(deals.outcome == WON).select("opportunity_id")
    numbers = journey_deals(ledger, agreement).select("deal", _id="opportunity_id")
    deals = deals.inner_join(numbers, deals.opportunity_id == numbers["_id"])
    joined = deals.left_join(told, deals.deal == told["_touched"])
    untouched = joined["_touched"].isnull()
    return joined.select(
        "opportunity_id",
        channel=untouched.ifelse(NO_TOUCH, joined.channel),
        **{model: untouched.ifelse(1, joined[model]) for model in RULES},
    )


def _name(code: Any, channels: tuple[str, ...]) -> Any:
    import ibis

    return ibis.cases(
        (code == _BASE_CODE, BASE), *[(code == i, name) for i, name in enumerate(channels)], else_=NO_TOUCH
    )


def _one() -> Any:
    import ibis

    return ibis.literal(1)
