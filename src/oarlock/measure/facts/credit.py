"""Shares of each deal's credit by channel, under every rule model at once (METHODS 4.2), capture adjusted among them (4.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.journeys import (
    REVENUE,
    WON,
    basis,
    deal_journeys,
    ended_deals,
    has_purpose,
    journey_channels,
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
POSITIONAL = ("first", "last", "linear", "u_hubspot", "u_marketo", "w", "full_path", "j")
WEIGHTS = ("voice", "decayed", "decayed_long")
_BASE_CODE = -1


def share_of(model: str) -> str:
    """What the column is called that holds a model's share where one row tells all of them."""
    return f"share_{model}"


def deal_credit(ledger: Ledger, agreement: Agreement, goal: str = REVENUE) -> Any:
    """One row per converting deal and channel, kept: the share of the deal that each rule model gives the channel.

    Columns: deal, channel, and one share per model of RULES. `capture_adjusted` is `person_balanced` after credit of capture
    touches passed to the last earlier creation touch, else to BASE. A deal without a touch has one row, for NO_TOUCH, that takes it all.
    """
    cycle = reach(ledger, agreement).cycle_days
    name = kept_name(f"credit_of_{goal}", agreement.attribution.half_life_days, cycle, *basis(agreement))
    return kept(ledger, name, lambda: _by_channel(ledger, agreement, goal))


def _weighed(ledger: Ledger, agreement: Agreement, goal: str) -> Any:
    """One row per touch of converting deals with its weight under every rule model, and `target`, the channel that its credit ends with.

    Columns: deal, code, target, the shares of POSITIONAL, and those of WEIGHTS, which are shares once divided by their sum over the deal.
    """
    settings, cycle = agreement.attribution, reach(ledger, agreement).cycle_days
    rows = deal_journeys(ledger, agreement, goal)
    rows = rows.filter(rows.outcome == WON)
    # Sums by number and a join to them cost a third of windows over the same rows.
    voices = rows.group_by(_of="deal", _person="person").aggregate(by_person=rows.count())
    milestones = _milestones(rows)
    rows = rows.inner_join(voices, [rows.deal == voices["_of"], rows.person == voices["_person"]]).drop(
        "_of", "_person"
    )
    rows = rows.inner_join(milestones, rows.deal == milestones["_of"])
    age = days_between(rows.touched_at, rows.latest_at)
    return rows.select(
        "deal", "code",
        target=_target(rows, ledger, agreement),
        **_shares_by_place(rows),
        voice=1 / rows.by_person.cast("float64"),
        decayed=_halved(age, settings.half_life_days),
        decayed_long=_halved(age, cycle / 4 if cycle else settings.half_life_days),
    )  # fmt: skip


def _milestones(rows: Any) -> Any:
    """What the weights need of a whole journey: the last places before the lead and before the opening, and the last instant."""
    import ibis

    none = ibis.null("int64")
    told = rows.group_by(_of="deal").aggregate(
        leads=rows.by_lead.count(),
        lead_place=rows.by_lead.ifelse(rows.place, none).max(),
        opportunity_place=rows.by_opening.ifelse(rows.place, none).max(),
        latest_at=rows.touched_at.max(),
    )
    # A lead created before its first touch was created by it: forms are filed a moment after they are sent.
    return told.mutate(lead_place=(told.leads > 0).ifelse(first_known(told.lead_place, ibis.literal(1)), none))


def _halved(age: Any, half_life: float) -> Any:
    return (age * (-0.6931471805599453 / half_life)).exp()


def _target(rows: Any, ledger: Ledger, agreement: Agreement) -> Any:
    """The channel that a touch's credit ends with: its own, unless it only captures."""
    captures = has_purpose(ledger, agreement, rows.code, "capture")
    return captures.ifelse(first_known(rows.maker, _BASE_CODE), rows.code).cast("int32")


def _shares_by_place(rows: Any) -> dict[str, Any]:
    """Shares that go by the place of the touch alone; each model's sum to 1 over a journey."""
    lead, opened = rows.lead_place, rows.opportunity_place
    return {
        "first": (rows.place == 1).ifelse(1, 0).cast("float64"),
        "last": (rows.place == rows.n).ifelse(1, 0).cast("float64"),
        "linear": 1 / rows.n.cast("float64"),
        "u_hubspot": _positions(rows, [(_one(), 400), (rows.n, 400)], 200),
        "u_marketo": _positions(rows, [(_one(), 500), (lead, 500)], 0),
        "w": _positions(rows, [(_one(), 300), (lead, 300), (opened, 300)], 100),
        "full_path": _positions(rows, [(_one(), 225), (lead, 225), (opened, 225), (rows.n, 225)], 100),
        "j": _positions(rows, [(_one(), 200), (rows.n, 600)], 200),
    }


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
    told = _shared(_summed(_weighed(ledger, agreement, goal)))
    told = (
        told.mutate(channel=_name(told.code, journey_channels(ledger, agreement))).drop("code").rename(_touched="deal")
    )
    deals = ended_deals(ledger, agreement, goal)
    deals = deals.filter(deals.outcome == WON).select("deal")
    joined = deals.left_join(told, deals.deal == told["_touched"])
    untouched = joined["_touched"].isnull()
    return joined.select(
        "deal",
        channel=untouched.ifelse(NO_TOUCH, joined.channel),
        **{model: untouched.ifelse(1.0, joined[model]) for model in RULES},
    )


def _summed(touches: Any) -> Any:
    """The weights of a deal's touches by channel; `passed` is the voice that ends with a channel, `own` whether any touch is its own."""
    import ibis

    stays = touches.target == touches.code
    own = touches.group_by("deal", "code").aggregate(
        **{name: touches[name].sum() for name in (*POSITIONAL, *WEIGHTS)}, kept=stays.ifelse(touches.voice, 0.0).sum()
    )
    # What is passed on ends with a channel that has an earlier touch of the journey, or with none.
    gone = touches.filter(~stays)
    passed = gone.group_by(_of="deal", _to="target").aggregate(got=gone.voice.sum())
    joined = own.left_join(passed, [own.deal == passed["_of"], own.code == passed["_to"]])
    told = joined.select(
        "deal", "code", *POSITIONAL, *WEIGHTS, passed=joined.kept + first_known(joined.got, 0.0), own=ibis.literal(1.0)
    )
    base = passed.filter(passed["_to"] == _BASE_CODE)
    nothing = dict.fromkeys((*POSITIONAL, *WEIGHTS, "own"), ibis.literal(0.0))
    base = base.select(deal=base["_of"], code=base["_to"], passed=base.got, **nothing)
    return ibis.union(told, base.select(*told.columns))


def _shared(told: Any) -> Any:
    """Weights of channels as shares of their deal: deal, code, and one share per model of RULES."""
    whole = told.group_by(_of="deal").aggregate(**{f"of_{name}": told[name].sum() for name in (*WEIGHTS, "own")})
    joined = told.inner_join(whole, told.deal == whole["_of"])
    balanced, channels = joined.of_voice, joined.of_own
    return joined.select(
        "deal", "code", *POSITIONAL,
        person_balanced=joined.voice / balanced,
        capture_adjusted=joined.passed / balanced,
        shapley=joined.own / channels,
        time_decay=joined.decayed / joined.of_decayed,
        time_decay_cycle=joined.decayed_long / joined.of_decayed_long,
    )  # fmt: skip


def _name(code: Any, channels: tuple[str, ...]) -> Any:
    import ibis

    return ibis.cases(
        (code == _BASE_CODE, BASE), *[(code == i, name) for i, name in enumerate(channels)], else_=NO_TOUCH
    )


def _one() -> Any:
    import ibis

    return ibis.literal(1)
