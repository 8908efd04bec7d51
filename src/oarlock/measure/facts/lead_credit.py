"""Credit of channels over the journeys of all leads: paths up to the first win, and those of every lead that was not won (METHODS 4.3).

The journeys of leads that were won are cut at the win and counted in the engine; those of the many others are read from the stored
journeys, a byte a touch, and counted as they lie.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from oarlock.errors import EmptySample
from oarlock.measure.facts.buyers import answered_touches, ignored_kinds
from oarlock.measure.facts.chain import BUCKETS, before, counted, drawn_shares, transitions_of
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.journey_channels import NO_CHANNEL
from oarlock.measure.facts.journey_deals import WON
from oarlock.measure.facts.places import BUCKET, first_known, kept, kept_name

if TYPE_CHECKING:
    import numpy as np

    from oarlock.agreement import Agreement
    from oarlock.ledger.journeys import Journeys
    from oarlock.ledger.reading import Ledger
    from oarlock.stats.attribution.counting import Transitions
    from oarlock.stats.attribution.crediting import ChannelCredit

MODEL = "markov"
RUNS = 16
"""Runs of neighbouring journeys in each sixteenth."""


@dataclass(frozen=True, slots=True)
class LeadCredit:
    """What the chain of all leads gives each channel, the largest first. Bookkeeping: it says presence, not what would be without it.

    Attributes:
        channels: Credit in leads won and in money, with its 90 % range over journeys drawn again, the total held.
        order: Channels that the chain remembers.
        journeys: Leads with a touch. converted: of them those that were won; the credit sums to them.
        untouched: Leads that were won without a touch before; nobody is credited for them.
    """

    channels: tuple[ChannelCredit, ...]
    order: int
    journeys: int
    converted: int
    untouched: int


def lead_credit(ledger: Ledger, agreement: Agreement, order: int = 1) -> LeadCredit:
    """The removal effects of the channels over all leads.

    A lead converts when the first deal that names it is won; touches after that are no part of its path, nor are kinds of touch that
    `[attribution] ignored_kinds` names. Every other lead counts as one that did not convert, those still under way too.

    Args:
        order: Channels that the chain remembers, 1 to 3.
    Raises:
        EmptySample: no touches, or no lead was won after one; says which file would change that.
        BadSample: an order that cannot be, or too high for so many channels.
    """
    from oarlock.ledger.journeys import journeys
    from oarlock.stats.attribution.markov import removal_effects
    from oarlock.stats.attribution.order import summed

    ledger = ledger.own
    for table in ("touches", "opportunities", "opportunity_versions"):
        if ledger.is_empty(table):
            raise EmptySample(f"no {table.replace('_', ' ')} recorded; import {table}")
    won = _won(ledger, agreement)
    ignored = ignored_kinds(agreement)
    walked = journeys(ledger, marking=f"SELECT lead_id FROM {won.get_name()}", without_kinds=ignored)
    rest, rest_parts = _not_won(walked, order)
    name = kept_name("paths_of_leads_won", won.get_name(), ignored, walked.channels, order)
    rows = kept(ledger, name, lambda: _paths(ledger, agreement, won, walked.channels, order))
    parts = _parts(ledger, rows, len(walked.channels), order)
    whole = summed([*parts, rest])
    converted = int(whole.won.sum())
    if not converted:
        raise EmptySample("no lead that a deal names was won after a touch; import opportunities with their lead_id")
    effects = removal_effects(whole)
    shares = effects.credit(1.0)
    worth = None if whole.value is None else float(whole.value.sum())
    value = removal_effects(whole, by_value=True).credit(worth) if worth else None
    draws = drawn_shares(parts, rest, shares, by_value=False, never_parts=rest_parts)
    in_paths = whole.at(1).moves.sum(axis=0)[1:] > 0
    credits = _told(walked.channels, shares, effects.effects, value, converted, draws, _present(ledger, rows), in_paths)
    (row,) = ledger.rows(won.aggregate(n=won.count()))
    return LeadCredit(credits, order, int(converted + whole.lost.sum()), converted, int(row["n"]) - converted)


def _won(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead that was won, kept: lead_id, won_at (the first of its deals), worth (of that deal), bucket (of its account)."""
    basis = (
        agreement.company.reporting_currency,
        agreement.source_rule,
        dict(agreement.channels),
        agreement.attribution.ignored_kinds,
    )

    def build() -> Any:
        deals = deal_facts(ledger, agreement)
        deals = deals.filter(deals.status == "won", deals.lead_id.notnull(), deals.closed_at.notnull())
        first = deals.group_by(_of="lead_id").aggregate(won_at=deals.closed_at.min())
        told = deals.inner_join(first, [deals.lead_id == first["_of"], deals.closed_at == first.won_at])
        return told.group_by("lead_id").aggregate(
            won_at=told.won_at.max(), worth=told.amount.sum(), bucket=told[BUCKET].substr(0, 1).min()
        )

    return kept(ledger, kept_name("leads_won", *basis), build)


def _paths(ledger: Ledger, agreement: Agreement, won: Any, channels: tuple[str | None, ...], order: int) -> Any:
    """The touches of leads won, up to the win, each with the codes before it."""
    import ibis

    touches = answered_touches(ledger, agreement).select("touch_id", "touched_at", "channel", _lead="lead_id")
    rows = touches.inner_join(won, [touches["_lead"] == won.lead_id, touches.touched_at <= won.won_at])
    named = [(rows.channel == name, code) for code, name in enumerate(channels) if name is not None]
    rows = rows.mutate(code=ibis.cases(*named, else_=0).cast("int32") if named else ibis.literal(0, type="int32"))
    by = ibis.window(group_by=rows.lead_id, order_by=[rows.touched_at, rows.touch_id])
    ended = rows.code.lead().over(by).isnull().ifelse(WON, 0)
    return rows.select(
        "lead_id", "bucket", "code", **before(rows, by, order), ended=ended, amount=first_known(rows.worth, 0.0)
    )


def _parts(ledger: Ledger, rows: Any, channels: int, order: int) -> list[Transitions]:
    """Counts by sixteenths of accounts."""
    import numpy as np

    found = counted(ledger, rows, order, extra=("bucket",))
    bucket = np.array([int(letter, 16) for letter in found["bucket"].tolist()], dtype=np.int64)
    return [transitions_of(found, bucket == one, channels, order) for one in range(BUCKETS)]


def _not_won(walked: Journeys, order: int) -> tuple[Transitions, list[Transitions]]:
    """Counts of the journeys of all leads but those won; and by sixteenths of them at order 1, to draw them again.

    A sixteenth is every sixteenth run of journeys, so that each holds old leads and new ones.
    """
    import numpy as np

    from oarlock.stats.attribution.counting import transitions
    from oarlock.stats.attribution.order import summed
    from oarlock.stats.attribution.paths import paths

    lengths, channels = np.diff(walked.starts, append=len(walked.channel_code)), len(walked.channels)
    rest = ~walked.is_marked
    codes, lengths = walked.channel_code[np.repeat(rest, lengths)], lengths[rest]
    if not len(lengths):
        return _nothing(channels, order), []
    ends = np.cumsum(lengths)
    starts = ends - lengths

    def counts(first: int, last: int, remembered: int) -> Transitions:
        """Of the journeys from one to before another."""
        here = codes[starts[first] : ends[last - 1]]
        never = np.zeros(last - first)
        return _worthless(
            transitions(paths(here, starts[first:last] - starts[first], channels, wins=never), remembered)
        )

    edges = np.unique(np.linspace(0, len(lengths), BUCKETS * RUNS + 1).astype(np.int64)).tolist()
    runs = [counts(first, last, 1) for first, last in pairwise(edges)]
    parts = [summed(runs[i::BUCKETS]) for i in range(min(BUCKETS, len(runs)))]
    return (summed(parts) if order == 1 else counts(0, len(lengths), order)), parts


def _worthless(counts: Transitions) -> Transitions:
    """Counts of journeys that convert nothing, with a value of nothing."""
    import numpy as np

    from oarlock.stats.attribution.counting import Transitions

    return Transitions(counts.moves, counts.won, counts.lost, np.zeros_like(counts.won))


def _nothing(channels: int, order: int) -> Transitions:
    import numpy as np

    from oarlock.stats.attribution.counting import Transitions

    none = np.zeros((channels + 1,) * order)
    return Transitions(np.zeros((channels + 1,) * (order + 1)), none, none, none)


def _present(ledger: Ledger, rows: Any) -> dict[int, int]:
    """Leads won whose path holds each channel."""
    told = rows.group_by("code").aggregate(n=rows.lead_id.nunique())
    return {int(row["code"]): int(row["n"]) for row in ledger.rows(told)}


def _told(
    names: tuple[str | None, ...], shares: np.ndarray, effects: np.ndarray, value: np.ndarray | None, converted: int,
    draws: np.ndarray, present: dict[int, int], in_paths: np.ndarray,
) -> tuple[ChannelCredit, ...]:  # fmt: skip
    from oarlock.stats.attribution.crediting import ChannelCredit
    from oarlock.stats.draws import percentile_ends

    ends = percentile_ends(draws) if len(draws) else None
    rows = [
        ChannelCredit(
            channel=name or NO_CHANNEL,
            credit=float(shares[i] * converted),
            share=float(shares[i]),
            value=None if value is None else float(value[i]),
            removal_effect=float(effects[i]),
            lo=None if ends is None else min(float(ends[0][i]), float(shares[i])) * converted,
            hi=None if ends is None else max(float(ends[1][i]), float(shares[i])) * converted,
            n=float(present.get(i, 0)),
            model=MODEL,
        )
        for i, name in enumerate(names)
        if in_paths[i]
    ]
    return tuple(sorted(rows, key=lambda row: (-row.credit, row.channel)))
