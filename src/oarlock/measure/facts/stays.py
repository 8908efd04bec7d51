"""How long leads stay in each step of the funnel and deals in each stage, where they go from there, and what became of them: in counts.

What waits today is told beside it by stage and days in the stage, so that a chance can be given to each (METHODS 3.3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from oarlock.measure.cohorts import earliest, followed, passed_at_once
from oarlock.measure.facts.deals import CLOSED, deal_facts, deal_spells
from oarlock.measure.facts.funnel import ended, funnel_facts, walked
from oarlock.measure.facts.places import first_known, kept, kept_name, tally
from oarlock.measure.facts.stages import ENDS

if TYPE_CHECKING:
    import numpy as np

    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.stats.stage_clock import StageClocks

WINDOW = timedelta(days=730)
"""Entries of the last two years tell the clocks."""
UNNAMED = "(no stage)"
LEAST_HELD = 30
"""Won stays from which their amounts correct those that stand open."""


@dataclass(frozen=True)
class Waiting:
    """What is open of one kind, by stage and days spent in it.

    Attributes:
        kind: lead or deal. clocks: the stages' own. stage: (cells,) place in `clocks.stages`. age: days in the stage. count: how many.
        worth: (cells,) what a win of it is worth on average: its amount, times how won amounts compared with those that stood open; NaN
            where none is known. Leads have none of their own.
    """

    kind: str
    clocks: StageClocks
    stage: np.ndarray
    age: np.ndarray
    count: np.ndarray
    worth: np.ndarray
    held: float = 1.0

    def only(self, cells: Mapping[str, Any]) -> Waiting:
        """The same clocks with other cells, such as those of one segment: `stage`, `waited`, `n` and where known `amount`."""
        return replace(self, **_cells(cells, self.clocks.stages, self.held))

    def chances(self, until: Sequence[float]) -> np.ndarray:
        """(cells, instants) chance of a win within so many days from now."""
        import numpy as np

        told = np.zeros((len(self.stage), len(until)))
        for place in np.unique(self.stage):
            here = self.stage == place
            told[here] = self.clocks.chance(int(place), self.age[here], np.asarray(until))
        return told


def waiting_leads(ledger: Ledger, agreement: Agreement) -> Waiting | None:
    """Leads that are open and have no deal yet; None where no clock can be told."""
    leads = funnel_facts(ledger, agreement)
    roles = [role for role in walked(ledger, agreement) if role != "customer"]
    stays, fates = _lead_counts(ledger, agreement, leads, roles)
    return _waiting("lead", roles, stays, fates, open_cells(ledger, agreement, open_leads(ledger, agreement)))


def open_leads(ledger: Ledger, agreement: Agreement) -> Any:
    """Leads that are open and have no deal yet, with the last step each reached (`stage`) and since when (`since_at`).

    A lead that stands at the deal itself though no deal names it joined one that names another, which is counted among the deals.
    Of a lead that was put aside only what it entered since counts, for the first time or again: with nothing entered since it is closed,
    else it came back.
    """
    import ibis

    leads = funnel_facts(ledger, agreement)
    leads = leads.filter(leads.customer_at.isnull(), leads.opportunity_id.isnull())
    first, last = (leads[f"last_{role}_at"] for role in ENDS)
    leads = leads.mutate(aside_at=ibis.greatest(first_known(first, last), first_known(last, first)))
    furthest_first = [role for role in reversed(walked(ledger, agreement)) if role != "customer"]
    again = _entered_again(ledger, agreement, leads, furthest_first)
    leads = leads.left_join(again, leads.lead_id == again["_lead"])
    entries = {
        role: leads.aside_at.isnull().ifelse(leads[f"{role}_at"], leads[f"again_{role}_at"]) for role in furthest_first
    }
    told = leads.mutate(
        stage=ibis.cases(*((at.notnull(), role) for role, at in entries.items()), else_=ibis.null("string")),
        since_at=ibis.cases(*((at.notnull(), at) for at in entries.values()), else_=ibis.null("timestamp")),
    )
    return told.filter(told.stage.notnull(), told.stage != "opportunity").drop(
        "aside_at", "_lead", *(f"again_{role}_at" for role in furthest_first)
    )


def _entered_again(ledger: Ledger, agreement: Agreement, leads: Any, roles: Sequence[str]) -> Any:
    """Of leads that were put aside, when each first entered a step after that: one row per lead, again_<role>_at."""
    aside = leads.filter(leads.aside_at.notnull()).select("aside_at", _lead="lead_id")
    names = {role: list(agreement.names_of(role)) for role in roles}
    changes = ledger.table("stage_changes").select("lead_id", "changed_at", "stage")
    changes = changes.filter(changes.stage.isin(sorted({one for own in names.values() for one in own})))
    since = changes.inner_join(aside, [changes.lead_id == aside["_lead"], changes.changed_at > aside.aside_at])
    return since.group_by("_lead").aggregate(
        **{f"again_{role}_at": since.changed_at.min(where=since.stage.isin(own)) for role, own in names.items()}
    )


def open_deals(ledger: Ledger, agreement: Agreement) -> Any:
    """Deals that are open, with their stage, since when (`since_at`) and their amount now."""
    entries = deal_entries(ledger, agreement)
    return entries.filter(entries.left_at.isnull()).mutate(since_at=lambda t: t.entered_at)


def waiting_deals(ledger: Ledger, agreement: Agreement) -> Waiting | None:
    """Deals that are open, of leads and of none; None where no clock can be told."""
    import ibis

    entries = deal_entries(ledger, agreement)
    recent = entries.filter(entries.entered_at >= _since(ledger))
    never = ibis.null("timestamp")
    moved = recent.mutate(met=recent.to.isin(CLOSED).ifelse(never, recent.left_at))
    stays = ledger.run(
        passed_at_once(followed(ledger, agreement, moved, moved.entered_at, recent.left_at, never))
        .filter(lambda t: t.waited >= 0).group_by("stage", "to", "waited").aggregate(n=lambda t: t.count())
    )  # fmt: skip
    won, lost = ((recent.status == status).ifelse(recent.closed_at, never) for status in ("won", "lost"))
    fates = ledger.run(
        passed_at_once(followed(ledger, agreement, recent, recent.entered_at, won, lost))
        .filter(lambda t: t.waited >= 0).group_by("stage", "outcome", "waited").aggregate(
            n=lambda t: t.count(), told=lambda t: tally(t.then.notnull() & t.amount.notnull()),
            then=lambda t: t.then.sum(where=t.amount.notnull()), worth=lambda t: t.amount.sum(where=t.then.notnull()),
        )
    )  # fmt: skip
    names = sorted({str(one) for found in (stays, fates) for one in found["stage"]})
    return _waiting(
        "deal",
        names,
        stays,
        fates,
        open_cells(ledger, agreement, open_deals(ledger, agreement), by_amount=True),
        _held(fates),
    )


def _held(fates: Any) -> float:
    """Mean amount at which deals were won ÷ mean amount at which decided deals had entered the same stages; 1 where none can be told.

    Discounts lower it, and so does a record in which small deals are won more often than large ones.
    """
    import numpy as np

    told, then, worth = (
        np.ma.filled(np.ma.asarray(fates[name]).astype(float), 0.0) for name in ("told", "then", "worth")
    )
    stage, outcome = np.array([str(one) for one in fates["stage"]]), np.ma.getdata(fates["outcome"])
    usual = 0.0
    for name in sorted(set(stage.tolist())):
        decided, won = (stage == name) & (outcome > 0), (stage == name) & (outcome == 1)
        if told[decided].sum():
            usual += told[won].sum() * then[decided].sum() / told[decided].sum()
    won = outcome == 1
    return float(worth[won].sum() / usual) if usual > 0 and told[won].sum() >= LEAST_HELD else 1.0


def deal_entries(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per stay of a deal in a stage while open, kept.

    Columns: opportunity_id, stage, entered_at, left_at (null: still there), to (stage, won or lost; null: still there), then (its amount at
    the entry), status, closed_at and amount of the deal now.
    """
    name = kept_name("deal_entries", agreement.company.reporting_currency, agreement.company.time_zone)
    return kept(ledger, name, lambda: _entries(ledger, agreement))


def _entries(ledger: Ledger, agreement: Agreement) -> Any:
    import ibis

    spells = deal_spells(ledger, agreement)
    spells = spells.mutate(place=(spells.status == "open").ifelse(spells.stage.fill_null(UNNAMED), spells.status))
    order = ibis.window(group_by=spells.opportunity_id, order_by=spells.valid_from)
    spells = spells.mutate(before=spells.place.lag().over(order))
    marks = spells.filter(spells.before.isnull() | (spells.before != spells.place))
    order = ibis.window(group_by=marks.opportunity_id, order_by=marks.valid_from)
    marks = marks.mutate(left_at=marks.valid_from.lead().over(order), to=marks.place.lead().over(order))
    stays = marks.filter(marks.status == "open")
    deals = deal_facts(ledger, agreement).select("status", "closed_at", "amount", _deal="opportunity_id")
    stays = stays.select(
        "opportunity_id", "left_at", "to", stage=stays.place, entered_at=stays.valid_from, then=stays.amount
    )
    joined = stays.inner_join(deals, stays.opportunity_id == deals["_deal"])
    return joined.drop("_deal")


def _lead_counts(ledger: Ledger, agreement: Agreement, leads: Any, roles: Sequence[str]) -> tuple[Any, Any]:
    """Stays by step, next step and days, and fates by step, outcome and days; a step that was skipped was no stay."""
    import ibis

    stays, fates = [], []
    for place, role in enumerate(roles):
        at, later = leads[f"{role}_at"], [*roles[place + 1 :], "customer"]
        rows = leads.mutate(entry=at).filter(at >= _since(ledger))
        onward = [rows[f"{name}_at"] for name in later]
        met = earliest(*onward)
        # Of steps entered at one instant it went to the last.
        to = ibis.cases(
            *((one == met, name) for name, one in reversed(list(zip(later, onward, strict=True)))),
            else_=ibis.null("string"),
        )
        rows = rows.mutate(met=met, to=to, over=ended(rows, rows.entry))
        named = ibis.literal(role)
        gone = passed_at_once(followed(ledger, agreement, rows, rows.entry, rows.met, rows.over))
        left = (gone.outcome == 1).ifelse(gone.to, (gone.outcome == 2).ifelse("lost", ibis.null("string")))
        stays.append(_counted(gone.select("waited", stage=named, to=left), "to"))
        won = passed_at_once(followed(ledger, agreement, rows, rows.entry, rows.customer_at, rows.over))
        fates.append(_counted(won.select("waited", "outcome", stage=named), "outcome"))
    return tuple(ledger.run(ibis.union(*one) if len(one) > 1 else one[0]) for one in (stays, fates))  # type: ignore[return-value]


def _counted(rows: Any, what: str) -> Any:
    kept = rows.filter(rows.waited >= 0)
    return kept.group_by("stage", what, "waited").aggregate(n=kept.count())


def open_cells(
    ledger: Ledger, agreement: Agreement, rows: Any, *, by_amount: bool = False, by: Sequence[str] = ()
) -> Mapping[str, Any]:
    """What waits, in counts by stage and days in it, by the size of the amount to a tenth of its power of ten and by further columns."""
    import ibis

    never = ibis.null("timestamp")
    stood = followed(ledger, agreement, rows, rows.since_at, never, never)
    if not by_amount:
        return ledger.run(stood.group_by("stage", "waited", *by).aggregate(n=stood.count()))
    amount = (stood.amount > 0).ifelse(stood.amount, ibis.null("float64"))
    sized = stood.mutate(size=(amount.log10() * 10).round().cast("int64"))
    return ledger.run(
        sized.group_by("stage", "waited", "size", *by).aggregate(n=sized.count(), amount=sized.amount.sum())
    )


def _waiting(kind: str, names: Sequence[str], stays: Any, fates: Any, now: Any, held: float = 1.0) -> Waiting | None:

    from oarlock.errors import EmptySample
    from oarlock.stats.stage_clock import stage_clocks

    place = {name: i for i, name in enumerate(names)}
    ends = {"won": len(names) + 1, "customer": len(names) + 1, "lost": len(names) + 2}
    codes: dict[Any, int] = {None: 0, **{name: i + 1 for name, i in place.items()}, **ends}
    try:
        clocks = stage_clocks(
            names,
            {**_lengths(stays, place), "to": _coded(stays["to"], codes)},
            {**_lengths(fates, place), "outcome": _whole(fates["outcome"])},
        )
    except EmptySample:
        return None
    return Waiting(kind, clocks, **_cells(now, names, held), held=held)


def _cells(now: Mapping[str, Any], names: Sequence[str], held: float) -> dict[str, Any]:
    """The cells of the stages there are clocks of."""
    import numpy as np

    place = {name: i for i, name in enumerate(names)}
    known = np.array([str(one) in place for one in now["stage"]], dtype=bool)
    count = _whole(now["n"])[known].astype(np.float64)
    worth = np.full(len(count), np.nan)
    if "amount" in now:
        worth = held * np.ma.filled(np.ma.asarray(now["amount"]).astype(float), np.nan)[known] / np.maximum(count, 1)
    stage = _coded([one for one, there in zip(now["stage"], known, strict=True) if there], place)
    return {"stage": stage, "age": np.maximum(_whole(now["waited"])[known], 0), "count": count, "worth": worth}


def _lengths(found: Any, place: Mapping[str, int]) -> dict[str, Any]:
    return {"stage": _coded(found["stage"], place), "days": _whole(found["waited"]), "n": _whole(found["n"])}


def _coded(values: Any, codes: Mapping[Any, int]) -> Any:
    import numpy as np

    told = [None if one is None or one is np.ma.masked else str(one) for one in values]
    return np.array([codes[one] for one in told], dtype=np.int64)


def _whole(values: Any) -> Any:
    import numpy as np

    return np.ma.getdata(values).astype(np.int64)


def _since(ledger: Ledger) -> Any:
    import ibis

    return ibis.literal(ledger.as_of.replace(tzinfo=None) - WINDOW, type="timestamp")
