"""Shapley values of channels: a rule for a fair split, with no causal content either (METHODS 4.4).

Of the *coverage* game, v(S) = conversions of journeys whose channels all lie in S, the value has a closed form: each conversion is split
evenly over the distinct channels of its journey. The full lattice gives the value of any game over up to twenty channels.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from oarlock.errors import BadSample
from oarlock.stats.arrays import Floats, Ints
from oarlock.stats.attribution.paths import Paths

MOST_PLAYERS = 20
_BITS = 62


def coverage(journeys: Paths, per_journey: Floats | None = None) -> Floats:
    """Shapley value of the coverage game per channel, in closed form; sums to all that the journeys brought.

    Args:
        per_journey: What each journey brought; its conversions where left out.
    """
    brought = journeys.wins if per_journey is None else per_journey
    if journeys.channels > _BITS:
        return _by_pairs(journeys, brought)
    masks, worth = _by_set(channel_sets(journeys), brought, journeys.channels)
    inside = (masks[:, None] >> np.arange(journeys.channels)) & 1
    return np.asarray((inside * (worth / inside.sum(axis=1))[:, None]).sum(axis=0), dtype=np.float64)


def channel_sets(journeys: Paths) -> npt.NDArray[np.integer]:
    """The set of channels of each journey as bits: channel c is bit c.

    Raises:
        BadSample: more channels than a number has bits.
    """
    if journeys.channels > _BITS:
        raise BadSample(f"{journeys.channels} channels do not fit into {_BITS} bits.")
    kind = np.uint16 if journeys.channels <= 16 else np.uint32 if journeys.channels <= 32 else np.int64
    bits = np.left_shift(np.array(1, kind), np.arange(journeys.channels).astype(kind))
    sets: npt.NDArray[np.integer] = np.bitwise_or.reduceat(bits[journeys.codes], journeys.starts)
    return sets


def coverage_game(journeys: Paths) -> Floats:
    """v(S) for every set of channels: conversions of journeys whose channels all lie in S."""
    return _within(_on_lattice(journeys, journeys.wins), journeys.channels)


def rate_game(journeys: Paths) -> Floats:
    """v(S) as a conversion *rate*. Not for credit: it can value a channel below 0, because presence dilutes a rate."""
    won = coverage_game(journeys)
    every = _within(_on_lattice(journeys, journeys.wins + journeys.losses), journeys.channels)
    return np.divide(won, every, out=np.zeros_like(won), where=every > 0)


def shapley_values(game: Floats) -> Floats:
    """Shapley value of each player of any game.

    Args:
        game: v of every coalition; the coalition of number i holds the players whose bits are set in i.
    Raises:
        BadSample: not 2ⁿ coalitions, or more than twenty players.
    References:
        Shapley (1953), A value for n-person games.
    """
    players = max(len(game).bit_length() - 1, 0)
    if len(game) != 1 << players or not 1 <= players <= MOST_PLAYERS:
        raise BadSample(f"{len(game)} coalitions; a game of n players has 2ⁿ, with n from 1 to {MOST_PLAYERS}.")
    weights = _orders(players)[_sizes(players)]
    values = np.empty(players)
    for player in range(players):
        pairs, weight = (table.reshape(-1, 2, 1 << player) for table in (game, weights))
        values[player] = np.sum((pairs[:, 1] - pairs[:, 0]) * weight[:, 0])
    return values


def _orders(players: int) -> Floats:
    """Chance that exactly a given coalition of each size comes before a player: s! (n − s − 1)! / n!."""
    from math import comb

    return np.array(
        [1.0 / (players * comb(players - 1, size)) if size < players else 0.0 for size in range(players + 1)]
    )


def _sizes(players: int) -> Ints:
    sizes = np.zeros(1, dtype=np.int64)
    for _ in range(players):
        sizes = np.concatenate([sizes, sizes + 1])
    return sizes


def _on_lattice(journeys: Paths, brought: Floats) -> Floats:
    if journeys.channels > MOST_PLAYERS:
        raise BadSample(f"The full lattice takes at most {MOST_PLAYERS} channels; the closed form takes any number.")
    exact = np.bincount(channel_sets(journeys).astype(np.int64), weights=brought, minlength=1 << journeys.channels)
    return np.asarray(exact, dtype=np.float64)


def _within(exact: Floats, players: int) -> Floats:
    """Sums over all subsets of each set."""
    table = exact.copy()
    for player in range(players):
        pairs = table.reshape(-1, 2, 1 << player)
        pairs[:, 1] += pairs[:, 0]
    return table


def _by_set(sets: npt.NDArray[np.integer], brought: Floats, channels: int) -> tuple[Ints, Floats]:
    """Distinct sets and what their journeys brought."""
    if channels <= MOST_PLAYERS:
        worth = np.bincount(sets, weights=brought)
        masks = np.flatnonzero(worth)
        return np.asarray(masks, dtype=np.int64), np.asarray(worth[masks], dtype=np.float64)
    told, which = np.unique(sets, return_inverse=True)
    return told.astype(np.int64), np.bincount(which, weights=brought).astype(np.float64)


def _by_pairs(journeys: Paths, brought: Floats) -> Floats:
    journey = journeys.per_touch(np.arange(len(journeys.starts))).astype(np.int64)
    pairs = np.unique(journey * journeys.channels + journeys.codes)
    whose, channel = pairs // journeys.channels, pairs % journeys.channels
    many = np.bincount(whose, minlength=len(journeys.starts))
    shares = np.bincount(channel, weights=(brought / many)[whose], minlength=journeys.channels)
    return np.asarray(shares, dtype=np.float64)
