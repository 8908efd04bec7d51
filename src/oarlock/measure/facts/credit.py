"""Shares of each deal's credit by channel, under every rule model at once (METHODS 4.2), capture adjusted among them (4.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.journey_channels import has_purpose, journey_channels
from oarlock.measure.facts.journey_deals import REVENUE, WON, basis, ended_deals, reach
from oarlock.measure.facts.journeys import WIDE, deal_journeys
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


def _weighed(rows: Any, milestones: Any, ledger: Ledger, agreement: Agreement) -> Any:
    """One row per touch of converting deals with its weights, and `target`, the channel that its credit ends with.

    Columns: deal, code, target, and WEIGHTS, which are shares once divided by their sum over the deal.
    """
    settings, cycle = agreement.attribution, reach(ledger, agreement).cycle_days
    # Sums by number and a join to them cost a third of windows over the same rows.
    voices = rows.group_by(_of="deal", _person="person").aggregate(by_person=rows.count())
    rows = rows.inner_join(voices, [rows.deal == voices["_of"], rows.person == voices["_person"]]).drop(
        "_of", "_person"
    )
    latest = milestones.select("_of", "latest_at")
    rows = rows.inner_join(latest, rows.deal == latest["_of"])
    age = days_between(rows.touched_at, rows.latest_at)
    return rows.select(
        "deal", "code",
        target=_target(rows, ledger, agreement),
        voice=1 / rows.by_person.cast("float64"),
        decayed=_halved(age, settings.half_life_days),
        decayed_long=_halved(age, cycle / 4 if cycle else settings.half_life_days),
    )  # fmt: skip


def _milestones(rows: Any) -> Any:
    """What the shares need of a whole journey: how many touches it has, the last instant, and the touches that are milestones.

    A milestone is its place times WIDE plus the code of its channel, one number that tells both: the first touch, the last one, the last
    before the lead was created (`made`) and the last before the deal was opened; null where there is none.
    """
    import ibis

    none = ibis.null("int64")
    touch = rows.place * WIDE + rows.code
    told = rows.group_by(_of="deal").aggregate(
        n=rows.count(),
        leads=rows.by_lead.count(),
        begun=touch.min(),
        ended=touch.max(),
        made=rows.by_lead.ifelse(touch, none).max(),
        opened=rows.by_opening.ifelse(touch, none).max(),
        latest_at=rows.touched_at.max(),
    )
    # A lead created before its first touch was created by it: forms are filed a moment after they are sent.
    return told.mutate(made=(told.leads > 0).ifelse(first_known(told.made, told.begun), none)).drop("leads")


def _halved(age: Any, half_life: float) -> Any:
    return (age * (-0.6931471805599453 / half_life)).exp()


def _target(rows: Any, ledger: Ledger, agreement: Agreement) -> Any:
    """The channel that a touch's credit ends with: its own, unless it only captures."""
    captures = has_purpose(ledger, agreement, rows.code, "capture")
    return captures.ifelse(first_known(rows.maker, _BASE_CODE), rows.code).cast("int32")


def _shares_by_place(rows: Any) -> dict[str, Any]:
    """Shares of channels that go by the places of their touches alone; each model's sum to 1 over a journey."""
    begun, made, opened, ended = rows.begun, rows.made, rows.opened, rows.ended
    return {
        "first": _is_on(begun, rows).ifelse(1.0, 0.0),
        "last": _is_on(ended, rows).ifelse(1.0, 0.0),
        "linear": rows.touches / rows.n.cast("float64"),
        "u_hubspot": _positions(rows, [(begun, 400), (ended, 400)], 200),
        "u_marketo": _positions(rows, [(begun, 500), (made, 500)], 0),
        "w": _positions(rows, [(begun, 300), (made, 300), (opened, 300)], 100),
        "full_path": _positions(rows, [(begun, 225), (made, 225), (opened, 225), (ended, 225)], 100),
        "j": _positions(rows, [(begun, 200), (ended, 600)], 200),
    }


def _is_on(milestone: Any, rows: Any) -> Any:
    """Whether a milestone is a touch on the row's channel."""
    return (milestone % WIDE == rows.code).fill_null(False)


def _positions(rows: Any, milestones: list[tuple[Any, int]], rest: int) -> Any:
    """The share of a channel where milestones, which may be missing or fall together, take theirs (in thousandths) and others the rest.

    The same rule as `stats.attribution.rules.positional`, scaled to 1, added up over the touches of a channel; whole thousandths, because a
    literal fraction is a decimal on some engines.
    """
    import ibis

    at, known, places, here = (ibis.literal(0) for _ in range(4))
    for i, (milestone, share) in enumerate(milestones):
        new = milestone.notnull()
        at = at + _is_on(milestone, rows).ifelse(share, 0)
        known = known + new.ifelse(share, 0)
        for earlier, _ in milestones[:i]:
            new = new & (earlier.isnull() | (milestone != earlier)).fill_null(True)
        places = places + new.ifelse(1, 0)
        here = here + (new & _is_on(milestone, rows)).ifelse(1, 0)
    others = rows.n - places
    total = known + (others > 0).ifelse(rest, 0)
    each = rest / ibis.greatest(others, 1).cast("float64")
    return (at + each * (rows.touches - here)) / total.cast("float64")


def _by_channel(ledger: Ledger, agreement: Agreement, goal: str) -> Any:
    rows = deal_journeys(ledger, agreement, goal)
    rows = rows.filter(rows.outcome == WON)
    milestones = _milestones(rows)
    told = _shared(_summed(_weighed(rows, milestones, ledger, agreement)), milestones)
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
    """The weights of a deal's touches by channel, and how many `touches` it has on each.

    `passed` is the voice that ends with a channel, `own` whether any touch is its own.
    """
    import ibis

    stays = touches.target == touches.code
    own = touches.group_by("deal", "code").aggregate(
        **{name: touches[name].sum() for name in WEIGHTS},
        touches=touches.count(),
        kept=stays.ifelse(touches.voice, 0.0).sum(),
    )
    # What is passed on ends with a channel that has an earlier touch of the journey, or with none.
    gone = touches.filter(~stays)
    passed = gone.group_by(_of="deal", _to="target").aggregate(got=gone.voice.sum())
    joined = own.left_join(passed, [own.deal == passed["_of"], own.code == passed["_to"]])
    told = joined.select(
        "deal", "code", "touches", *WEIGHTS, passed=joined.kept + first_known(joined.got, 0.0), own=ibis.literal(1.0)
    )
    base = passed.filter(passed["_to"] == _BASE_CODE)
    nothing = dict.fromkeys((*WEIGHTS, "own"), ibis.literal(0.0))
    base = base.select(
        deal=base["_of"], code=base["_to"], touches=ibis.literal(0, type="int64"), passed=base.got, **nothing
    )
    return ibis.union(told, base.select(*told.columns))


def _shared(told: Any, milestones: Any) -> Any:
    """Weights of channels as shares of their deal: deal, code, and one share per model of RULES."""
    whole = told.group_by(_deal="deal").aggregate(**{f"of_{name}": told[name].sum() for name in (*WEIGHTS, "own")})
    whole = whole.inner_join(milestones, whole["_deal"] == milestones["_of"])
    joined = told.inner_join(whole, told.deal == whole["_deal"])
    balanced, channels = joined.of_voice, joined.of_own
    return joined.select(
        "deal", "code",
        **_shares_by_place(joined),
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
