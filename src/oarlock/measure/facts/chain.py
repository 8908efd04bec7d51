"""The Markov chain of all journeys: those that ended in a win, those that did not, and accounts that never opened a deal (METHODS 4.3).

The engine counts what followed what; only these counts come to Python. Deals are counted by sixteenths of accounts, so that the order can
be chosen on held-out accounts and effects can be resampled; journeys without a deal are so many that resampling them would change nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from oarlock.measure.cohorts import now
from oarlock.measure.facts.buyers import answered_touches, with_account
from oarlock.measure.facts.journey_channels import channel_codes, journey_channels
from oarlock.measure.facts.journey_deals import NOT_WON, REVENUE, WON, basis, ended_deals, reach
from oarlock.measure.facts.journeys import deal_journeys
from oarlock.measure.facts.places import BUCKET, days_between, first_known, kept_name, remembered

if TYPE_CHECKING:
    import numpy as np

    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.stats.attribution.counting import Transitions

BUCKETS = 16
DRAWS = 200
MANY_CHANNELS = 20
"""Beyond so many channels order 3 is not tried: its counts would be as many as the touches."""
TOO_MANY_CHANNELS = 60
SCALE = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """What the chain gives each channel.

    Attributes:
        channels: Names by code. shares: of the worth of what converted, by removal effect; they sum to 1.
        draws: (draws, channels) shares over resampled accounts.
        order: Channels it remembers. journeys, converted: how many it rests on; untouched deals are no journey.
    """

    channels: tuple[str, ...]
    shares: np.ndarray
    draws: np.ndarray
    order: int
    journeys: int
    converted: int

    @property
    def split(self) -> dict[str, float]:
        """The part of every touched deal that each channel gets; those that get none are left out."""
        return {name: share for name, share in zip(self.channels, self.shares.tolist(), strict=True) if share > 0}


def chain(ledger: Ledger, agreement: Agreement, goal: str = REVENUE) -> Chain | None:
    """The chain of this ledger, found once; None where no journey converts."""
    return remembered(ledger, kept_name("chain", goal, *basis(agreement)), lambda: _found(ledger, agreement, goal))


def _found(ledger: Ledger, agreement: Agreement, goal: str) -> Chain | None:
    from oarlock.stats.attribution.markov import removal_effects
    from oarlock.stats.attribution.order import best_order, summed

    channels = journey_channels(ledger, agreement)
    if not channels:
        return None
    highest = 1 if len(channels) > TOO_MANY_CHANNELS else 2 if len(channels) > MANY_CHANNELS else 3
    parts = _of_deals(ledger, agreement, goal, len(channels), highest)
    if not sum(part.won.sum() for part in parts) > 0:
        return None
    order = best_order(parts).order if _can_choose(parts) else 1
    name = kept_name("journeys_without_deal", order, *basis(agreement))
    never = remembered(ledger, name, lambda: _without_deal(ledger, agreement, len(channels), order))
    parts = [part.at(order) for part in parts]
    whole = summed([*parts, never])
    worth = whole.value is not None and whole.value.sum() > 0
    shares = removal_effects(whole, by_value=worth).credit(1.0)
    drawn = drawn_shares(parts, never, shares, worth)
    journeys, converted = int(whole.won.sum() + whole.lost.sum()), int(whole.won.sum())
    return Chain(channels, shares, drawn, order, journeys, converted)


def _can_choose(parts: list[Transitions]) -> bool:
    return sum(1 for part in parts if part.won.sum() + part.lost.sum() > 0) >= 2


def drawn_shares(
    parts: list[Transitions],
    never: Transitions,
    shares: np.ndarray,
    by_value: bool,
    never_parts: Sequence[Transitions] = (),
) -> np.ndarray:
    """Shares of the channels when the sixteenths of accounts are drawn again with replacement.

    How much a share moves is taken from the chain of order 1, whatever the order: solving thousands of states hundreds of times would
    say the same of accounts.

    Args:
        never: Journeys that never convert, the same in every draw.
        never_parts: Their own parts, of order 1, where those are drawn again as well.
    """
    import numpy as np

    from oarlock.errors import EmptySample
    from oarlock.stats.attribution.markov import removal_effects
    from oarlock.stats.attribution.order import summed
    from oarlock.stats.seeds import generator, seed_of

    first, rest = [part.at(1) for part in parts], never.at(1)
    usual = removal_effects(summed([*first, rest]), by_value=by_value).credit(1.0)
    rng = generator(seed_of("chain", str(first[0].moves.shape)))
    drawn = []
    for _ in range(DRAWS):
        picked = [first[i] for i in rng.integers(0, len(first), len(first))]
        if never_parts:
            rest = summed([never_parts[i] for i in rng.integers(0, len(never_parts), len(never_parts))])
        try:
            again = removal_effects(summed([*picked, rest]), by_value=by_value).credit(1.0)
        except EmptySample:  # a draw without a conversion says nothing
            continue
        moved = shares * np.divide(again, usual, out=np.ones_like(usual), where=usual > 0)
        drawn.append(moved / moved.sum() if moved.sum() > 0 else shares)
    return np.array(drawn).reshape(len(drawn), -1)


def _of_deals(ledger: Ledger, agreement: Agreement, goal: str, channels: int, order: int) -> list[Transitions]:
    import numpy as np

    rows = deal_journeys(ledger, agreement, goal)
    deals = ended_deals(ledger, agreement, goal)
    deals = deals.select("amount", _of="deal", bucket=deals[BUCKET].substr(0, 1))
    rows = rows.inner_join(deals, rows.deal == deals["_of"])
    rows = rows.mutate(ended=(rows.place == rows.n).ifelse(rows.outcome, 0))
    found = counted(ledger, rows, order, extra=("bucket",))
    bucket = np.array([int(letter, 16) for letter in found["bucket"].tolist()], dtype=np.int64)
    return [transitions_of(found, bucket == one, channels, order) for one in range(BUCKETS)]


def _without_deal(ledger: Ledger, agreement: Agreement, channels: int, order: int) -> Transitions:
    """Journeys of accounts (or people without one) that never opened a deal, first touched longer ago than the look-back."""
    import ibis
    import numpy as np

    touches = with_account(ledger, answered_touches(ledger, agreement))
    touches = touches.mutate(party=first_known(touches.account_id, touches.lead_id))
    touches = touches.filter(touches.party.notnull())
    deals = ledger.table("opportunities")
    dealt = ibis.union(
        deals.filter(deals.account_id.notnull()).select(party=deals.account_id),
        deals.filter(deals.lead_id.notnull()).select(party=deals.lead_id),
    )
    rest = touches.anti_join(dealt, "party")
    rest = rest.mutate(code=channel_codes(ledger, agreement, rest.channel))
    by = ibis.window(group_by=rest.party, order_by=[rest.touched_at, rest.touch_id])
    # Only whole parties are left out below, so one sorting tells what came before and when it began.
    rest = rest.mutate(
        **before(rest, by, order),
        begun=rest.touched_at.min().over(ibis.window(group_by=rest.party)),
        ended=ibis.literal(0),
        amount=ibis.null("float64"),
    )
    rest = rest.filter(days_between(rest.begun, now(ledger)) > reach(ledger, agreement).lookback_days)
    found = counted(ledger, rest, order)
    counts = transitions_of(found, np.ones(len(found["n"]), dtype=bool), channels, order)
    # Where more came than went on, the others ended; nothing ends before it begins.
    lost = counts.moves.sum(axis=0) - counts.moves.sum(axis=-1)
    lost[..., 0] = 0
    return replace(counts, lost=lost)


def before(rows: Any, by: Any, order: int) -> dict[str, Any]:
    """The codes of the `order` touches before each; code 0 stands for "before the journey"."""
    import ibis

    return {f"back_{k}": first_known(rows.code.lag(k).over(by) + 1, ibis.literal(0)) for k in range(1, order + 1)}


def counted(ledger: Ledger, rows: Any, order: int, extra: tuple[str, ...] = ()) -> dict[str, Any]:
    """How often each channel came after the `order` before it, and how often journeys ended there."""
    keys = [*extra, *(f"back_{k}" for k in range(order, 0, -1)), "here", "ended"]
    rows = rows.mutate(here=rows.code + 1)
    worth = (rows.amount * float(SCALE)).round().cast("int64")
    told = rows.group_by(keys).aggregate(n=rows.count(), worth=worth.sum(where=rows.ended == WON))
    return ledger.run(told)


def transitions_of(found: dict[str, Any], which: Any, channels: int, order: int) -> Transitions:
    """The engine's counts, of those rows that `which` marks, as arrays."""
    import numpy as np

    from oarlock.stats.attribution.counting import Transitions

    size = channels + 1
    names = [*(f"back_{k}" for k in range(order, 0, -1)), "here"]
    columns = [np.ma.getdata(found[name])[which].astype(np.int64) for name in names]
    n, ended = (np.ma.getdata(found[name])[which].astype(np.int64) for name in ("n", "ended"))
    worth = np.ma.filled(np.ma.asarray(found["worth"])[which].astype(np.float64), 0.0) / SCALE

    def summed(positions: list[Any], weights: Any) -> Any:
        shape = (size,) * len(positions)
        flat = np.ravel_multi_index(tuple(positions), shape) if len(positions[0]) else np.empty(0, dtype=np.int64)
        return np.bincount(flat, weights=weights, minlength=size ** len(positions)).astype(np.float64).reshape(shape)

    last = columns[1:]
    return Transitions(
        summed(columns, n),
        summed(last, np.where(ended == WON, n, 0)),
        summed(last, np.where(ended == NOT_WON, n, 0)),
        summed(last, worth),
    )
