"""Credit per channel from a table of paths, under one named model: `oarlock.credit`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np

from oarlock.errors import BadSample, EmptySample, UnknownName
from oarlock.stats.arrays import Floats
from oarlock.stats.attribution import rules
from oarlock.stats.attribution.counting import transitions
from oarlock.stats.attribution.markov import removal_effects
from oarlock.stats.attribution.paths import Paths
from oarlock.stats.attribution.shapley import coverage
from oarlock.stats.attribution.table import PathTable, read_paths
from oarlock.stats.draws import percentile_ends

DRAWS = 400
MOST_PATHS = 50_000
MOST_CHAIN = 200
"""Beyond so many paths, or states of a chain, no range is drawn: it would take longer than the answer is worth."""


@dataclass(frozen=True, slots=True)
class ChannelCredit:
    """What one channel gets. Bookkeeping: it says that the channel was present, not what would be without it.

    Attributes:
        credit: Conversions; over all channels they sum to the conversions given. share: of all conversions.
        value: Of the conversions' value; None where the table has none.
        removal_effect: Share of modelled conversions that pass through it; None for other models than `markov`.
        lo, hi: 90 % range of the credit over resampled journeys, the total held; None where none was drawn.
        n: Converting journeys that hold the channel.
    """

    channel: str
    credit: float
    share: float
    value: float | None
    removal_effect: float | None
    lo: float | None
    hi: float | None
    n: float
    model: str


def credit(
    paths: Any,
    model: str = "markov",
    *,
    order: int = 1,
    half_life: float = rules.HALF_LIFE_DAYS,
    ranges: bool = True,
) -> tuple[ChannelCredit, ...]:
    """Credit per channel, the largest first.

    Args:
        paths: A data frame, an Arrow table, a dictionary of columns, or rows as dictionaries, with `path` (a list of channels, or text
            such as "Event > Search") and `conversions`; where there are any, `nulls` (journeys on that path that did not convert; left
            out, a row without a conversion is one; a Markov chain of converting paths alone says that every journey converts) and
            `value` (of the conversions together). `time_decay` needs `days` (a list: days
            from each touch to the conversion), `person_balanced` needs `people` (a list: who each touch was), `u_marketo` needs `lead`,
            `w` also `opportunity`, `full_path` also `close`: the place of that touch in the path, from 0.
        model: first, last, last_non_direct, linear, u (40/20/40; also u_hubspot), u_marketo (50/50), w, full_path, j, inverse_j,
            time_decay, person_balanced, markov, shapley.
        order: Channels that a Markov chain remembers, 1 to 3; what was seen fewer than five times after so many is taken from one fewer.
        half_life: Days of time_decay.
        ranges: Draw a range for each credit; without, the answer is quicker.
    Raises:
        UnknownName: no such model; names the nearest.
        BadSample: the table or a setting cannot be taken, or the model needs a column that is not there.
        EmptySample: no row, or no conversion.
    """
    if not isinstance(model, str) or model not in MODELS:
        raise UnknownName("attribution model", str(model), MODELS)
    if not isinstance(half_life, Real) or not half_life > 0:
        raise BadSample(
            f"The half-life of time_decay is a number of days above 0, such as {rules.HALF_LIFE_DAYS:g}, not {half_life!r}."
        )
    told = read_paths(paths)
    journeys = told.journeys
    if not journeys.wins.sum() > 0:
        raise EmptySample("paths: not one journey converts, so there is no conversion to credit.")
    find = MODELS[model](told, order, half_life)
    found = find(journeys)
    lo, hi = _range(find, journeys, found) if ranges else (None, None)
    present = _present(journeys)
    rows = [
        ChannelCredit(
            channel=name,
            credit=float(found.credit[i]),
            share=float(found.credit[i] / journeys.wins.sum()),
            value=None if found.value is None else float(found.value[i]),
            removal_effect=None if found.effects is None else float(found.effects[i]),
            lo=None if lo is None else min(float(lo[i]), float(found.credit[i])),
            hi=None if hi is None else max(float(hi[i]), float(found.credit[i])),
            n=float(present[i]),
            model=model,
        )
        for i, name in enumerate(told.channels)
    ]
    return tuple(sorted(rows, key=lambda row: (-row.credit, row.channel)))


@dataclass(frozen=True, slots=True, eq=False)
class _Credits:
    credit: Floats
    value: Floats | None
    effects: Floats | None = None
    states: int = 0


_Find = Callable[[Paths], _Credits]


def _by(weigh: Callable[[PathTable, float], Floats]) -> Callable[[PathTable, int, float], _Find]:
    """A rule model: shares of the touches, the same however often a path was taken."""

    def model(told: PathTable, _: int, half_life: float) -> _Find:
        weights = weigh(told, half_life)

        def find(journeys: Paths) -> _Credits:
            value = None if journeys.value is None else rules.credit(journeys, weights, journeys.value)
            return _Credits(rules.credit(journeys, weights), value)

        return find

    return model


def _markov(_: PathTable, order: int, __: float) -> _Find:
    def find(journeys: Paths) -> _Credits:
        counts = transitions(journeys, order)
        found = removal_effects(counts)
        total = float(journeys.wins.sum())
        value = None if journeys.value is None else np.zeros(journeys.channels)
        if journeys.value is not None and journeys.value.sum() > 0:
            value = removal_effects(counts, by_value=True).credit(float(journeys.value.sum()))
        return _Credits(found.credit(total), value, found.effects, found.states)

    return find


def _shapley(_: PathTable, __: int, ___: float) -> _Find:
    def find(journeys: Paths) -> _Credits:
        value = None if journeys.value is None else coverage(journeys, journeys.value)
        return _Credits(coverage(journeys), value)

    return find


def _decayed(told: PathTable, half_life: float) -> Floats:
    if told.days is None:
        raise BadSample(_needs("time_decay", "days", "days from each touch to the conversion, a list for each path"))
    return rules.time_decay(told.journeys, told.days, half_life=half_life)


def _balanced(told: PathTable, _: float) -> Floats:
    if told.people is None:
        raise BadSample(_needs("person_balanced", "people", "who each touch was, a list for each path"))
    return rules.person_balanced(told.journeys, told.people)


def _not_direct(told: PathTable, _: float) -> Floats:
    direct = np.array([name.lower() == "direct" for name in told.channels])
    return rules.last_of(told.journeys, ~direct[told.journeys.codes])


def _at_milestones(model: str, weigh: Callable[..., Floats], *names: str) -> Callable[[PathTable, float], Floats]:
    def weights(told: PathTable, _: float) -> Floats:
        for name in names:
            if name not in told.milestones:
                raise BadSample(_needs(model, name, f"the place of the touch at the {name}, from 0"))
        return weigh(told.journeys, *(told.milestones[name] for name in names))

    return weights


def _needs(model: str, column: str, what: str) -> str:
    return f'paths: {model} needs a column "{column}": {what}. Add it, or take a model that needs none, such as linear.'


MODELS: Mapping[str, Callable[[PathTable, int, float], _Find]] = {
    "first": _by(lambda told, _: rules.first(told.journeys)),
    "last": _by(lambda told, _: rules.last(told.journeys)),
    "last_non_direct": _by(_not_direct),
    "linear": _by(lambda told, _: rules.linear(told.journeys)),
    "u": _by(lambda told, _: rules.u_hubspot(told.journeys)),
    "u_hubspot": _by(lambda told, _: rules.u_hubspot(told.journeys)),
    "u_marketo": _by(_at_milestones("u_marketo", rules.u_marketo, "lead")),
    "w": _by(_at_milestones("w", rules.w_shaped, "lead", "opportunity")),
    "full_path": _by(_at_milestones("full_path", rules.full_path, "lead", "opportunity", "close")),
    "j": _by(lambda told, _: rules.j_shaped(told.journeys)),
    "inverse_j": _by(lambda told, _: rules.inverse_j(told.journeys)),
    "time_decay": _by(_decayed),
    "person_balanced": _by(_balanced),
    "markov": _markov,
    "shapley": _shapley,
}


def _present(journeys: Paths) -> Floats:
    """Converting journeys that hold each channel."""
    journey = journeys.per_touch(np.arange(len(journeys.starts))).astype(np.int64)
    pairs = np.unique(journey * journeys.channels + journeys.codes)
    held = np.bincount(
        pairs % journeys.channels, weights=journeys.wins[pairs // journeys.channels], minlength=journeys.channels
    )
    return np.asarray(held, dtype=np.float64)


def _range(find: _Find, journeys: Paths, found: _Credits) -> tuple[Floats | None, Floats | None]:
    """Each path is taken as often as chance has it (Poisson about its count); the total stays what it is."""
    import hashlib

    from oarlock.stats.seeds import generator, seed_of

    if len(journeys.starts) > MOST_PATHS or found.states > MOST_CHAIN:
        return None, None
    # Draws follow what was given, not the order in which its channels are named.
    given = hashlib.sha256(np.concatenate([journeys.wins, journeys.losses]).tobytes()).hexdigest()
    rng, total, drawn = generator(seed_of("credit", given)), journeys.wins.sum(), []
    for _ in range(DRAWS):
        wins, losses = rng.poisson(journeys.wins).astype(float), rng.poisson(journeys.losses).astype(float)
        if wins.sum() > 0:
            again = Paths(journeys.codes, journeys.starts, journeys.channels, wins, losses)
            drawn.append(find(again).credit * (total / wins.sum()))
    if 2 * len(drawn) < DRAWS:
        return None, None
    return percentile_ends(np.array(drawn))
