"""Removal effects of channels in an absorbing Markov chain, in closed form at any order.

Removing a channel means that every entry into it is lost; the other rows are not scaled up. With N = (I − Q)⁻¹, a = N r the chance to
convert from each state, and T the states that end in channel c,

    RE_c = N[start, T] · N[T, T]⁻¹ · a[T] / a[start]

is the share of modelled conversions that pass through c: the first-entrance decomposition. At order 1 T is one state, and this is
N[start, c] a_c / (N[c, c] a_start). One inverse gives all channels; there is no simulation and no seed.

References:
    METHODS 4.3; Kemeny & Snell (1960), Finite Markov Chains, ch. 3. Checked against re-solving without the channel.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Floats, Ints
from oarlock.stats.attribution.counting import Transitions

LEAST_SEEN = 5
"""States seen less often take the next moves of the state that remembers one channel less."""
MOST_STATES = 4000


@dataclass(frozen=True, slots=True, eq=False)
class Removal:
    """What removing each channel would take away in the model: presence, not cause.

    Attributes:
        effects: Per channel, the share of modelled conversions (or of their value) that pass through it; 0 for one never seen.
        chance: Chance that a journey converts in the model; with values, the value of a journey.
        states: States of the chain. backed_off: states that were seen too rarely and borrow from the order below.
    """

    effects: Floats
    chance: float
    order: int
    states: int
    backed_off: int

    def credit(self, total: float) -> Floats:
        """The total split in proportion to the effects.

        Raises:
            EmptySample: no channel has an effect.
        """
        whole = self.effects.sum()
        if not whole > 0:
            raise EmptySample("No channel lies on a way to a conversion, so there is nothing to split by.")
        return np.asarray(total * self.effects / whole, dtype=np.float64)


def removal_effects(counts: Transitions, *, least: int = LEAST_SEEN, by_value: bool = False) -> Removal:
    """The removal effect of every channel.

    Args:
        least: States seen less often back off; at order 1 there is nothing to back off to.
        by_value: Weigh each conversion by the mean value of conversions after the same last channels.
    Raises:
        EmptySample: no journey converts.
        BadSample: values were asked for and none are given, or the chain has too many states.
    """
    if not counts.won.sum() > 0:
        raise EmptySample("Not one journey converts; a removal effect is a share of conversions.")
    if by_value and counts.value is None:
        raise BadSample("The conversions carry no value; count them instead.")
    moves, reward, short = _chances(counts, least, by_value)
    states = _reachable(moves, counts)
    n, channels = len(states), counts.channels
    if n > MOST_STATES:
        raise BadSample(f"Order {counts.order} makes {n} states; at most {MOST_STATES}. Take a lower order.")
    inverse = np.asarray(np.linalg.inv(np.eye(n) - _steps(moves, states, counts)), dtype=np.float64)
    worth = inverse @ reward[states]
    chance = float(worth[0])
    if not chance > 0:
        raise EmptySample("What converts is worth 0 together; there is no share of it.")
    latest = states % (channels + 1) - 1
    lost = [_through(inverse, worth, np.flatnonzero(latest == channel)) for channel in range(channels)]
    backed_off = int(short.reshape(-1)[states].sum())
    return Removal(np.array(lost) / chance, chance, counts.order, n, backed_off)


def _through(inverse: Floats, worth: Floats, of: Ints) -> float:
    """What passes through a set of states at least once."""
    if not len(of):
        return 0.0
    entering = np.linalg.solve(inverse[np.ix_(of, of)].T, inverse[0, of])
    return float(entering @ worth[of])


def next_chances(counts: Transitions, least: int) -> tuple[Floats, Floats, npt.NDArray[np.bool_]]:
    """Chance of each next channel and of converting, per state (flat), and which states borrow from the order below."""
    moves, won = counts.moves.reshape(-1, counts.channels + 1)[:, 1:], counts.won.reshape(-1)
    seen = _seen(counts)
    divisor = np.maximum(seen, 1e-300)[:, None]
    ahead, converts = moves / divisor, won / divisor[:, 0]
    if counts.order == 1:
        return ahead, converts, np.zeros(len(seen), dtype=np.bool_)
    short = seen < least
    lower_ahead, lower_converts, _ = next_chances(counts.lowered(), least)
    below = _below(counts, short)
    ahead[short], converts[short] = lower_ahead[below], lower_converts[below]
    return ahead, converts, short


def _seen(counts: Transitions) -> Floats:
    """How often each state (flat) was left, by a further touch or by the end of its journey."""
    moves = counts.moves.reshape(-1, counts.channels + 1)[:, 1:].sum(axis=1)
    return np.asarray(moves + counts.won.reshape(-1) + counts.lost.reshape(-1), dtype=np.float64)


def _below(counts: Transitions, states: npt.NDArray[np.bool_]) -> Ints:
    """The states of the order below that some states borrow from: those without their oldest channel."""
    below: Ints = np.flatnonzero(states) % (counts.channels + 1) ** (counts.order - 1)
    return below


def _chances(counts: Transitions, least: int, by_value: bool) -> tuple[Floats, Floats, npt.NDArray[np.bool_]]:
    ahead, converts, short = next_chances(counts, least)
    if not by_value or counts.value is None:
        return ahead, converts, short
    return ahead, converts * _mean_value(counts, least), short


def _mean_value(counts: Transitions, least: int) -> Floats:
    """Mean value of a conversion per state, of the order below where the state has none of its own or borrows."""
    won, value = counts.won.reshape(-1), np.asarray(counts.value).reshape(-1)
    mean = np.divide(value, won, out=np.zeros_like(value), where=won > 0)
    if counts.order > 1:
        short = _seen(counts) < least
        mean[short] = _mean_value(counts.lowered(), least)[_below(counts, short)]
    return np.asarray(mean, dtype=np.float64)


def _reachable(ahead: Floats, counts: Transitions) -> Ints:
    """States that a journey can come to, the start first."""
    size = counts.channels + 1
    keep = size ** (counts.order - 1)
    found = np.zeros(len(ahead), dtype=np.bool_)
    found[0] = True
    edge = np.array([0])
    while len(edge):
        row, channel = np.nonzero(ahead[edge])
        following = np.unique((edge[row] % keep) * size + channel + 1)
        edge = following[~found[following]]
        found[edge] = True
    return np.flatnonzero(found)


def _steps(ahead: Floats, states: Ints, counts: Transitions) -> Floats:
    """Q: chances between the states that can be come to."""
    size = counts.channels + 1
    keep = size ** (counts.order - 1)
    position = np.full(len(ahead), -1)
    position[states] = np.arange(len(states))
    row, channel = np.nonzero(ahead[states])
    steps = np.zeros((len(states), len(states)))
    steps[row, position[(states[row] % keep) * size + channel + 1]] = ahead[states[row], channel]
    return steps
