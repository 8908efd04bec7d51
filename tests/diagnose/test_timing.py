"""Late or lost: a slower clock and other odds are told apart."""

from datetime import UTC, datetime

import numpy as np
import pytest

from oarlock.diagnose._deals import LOST, OPEN, WON, Deals
from oarlock.diagnose._frame import Frame
from oarlock.diagnose._timing import account, won_and_foretold

FRAME = Frame(datetime(2023, 1, 1).date(), datetime(2025, 1, 1, tzinfo=UTC))
CHANGE = 12


def deals(seed: int, *, stretch: float = 1.0, wins: float = 0.4, pace: float = 1.0) -> Deals:
    """Four hundred deals a month; losses come early in a life, wins late; from month 12 on the clock or the odds differ."""
    rng = np.random.Generator(np.random.PCG64(seed))
    edges = FRAME.edges
    n = 4000
    created = rng.uniform(edges[0] - 200, edges[-1], n)
    late = created >= edges[CHANGE]
    won = rng.random(n) < np.where(late, wins, 0.4)
    life = np.where(won, rng.gamma(6, 15, n), rng.gamma(2, 20, n)) * np.where(late, stretch, 1.0) * pace
    ended = created + life
    is_open = ended >= FRAME.as_of_day
    known = ~(ended < edges[0])
    nothing = np.zeros(n, dtype=np.int64)
    status = np.where(is_open, OPEN, np.where(won, WON, LOST))
    columns = {
        "status": status,
        "ended": np.where(is_open, np.nan, ended),
        "created": created,
        "amount": np.ones(n),
        "pushes": np.zeros(n),
    }
    columns |= dict.fromkeys(("segment", "profile", "source", "bucket", "reason", "channel", "owner"), nothing)
    return Deals(FRAME, channels=("",), **{name: values[known] for name, values in columns.items()})


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_stretched_life_is_timing(seed: int) -> None:
    found = account(deals(seed, stretch=1.7), CHANGE)
    assert found.is_timing
    assert 1.4 <= found.stretch <= 2.0


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_other_odds_are_not_timing(seed: int) -> None:
    assert not account(deals(seed, wins=0.2), CHANGE).is_timing


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_a_slower_clock_put_off_is_what_the_same_deals_would_have_brought(seed: int) -> None:
    """The same lives, stretched from the change on and not: the wins of the second are foretold from the first."""
    won, foretold, *_ = won_and_foretold(deals(seed, stretch=1.7), CHANGE).sum(axis=0)
    as_it_was, *_ = won_and_foretold(deals(seed), CHANGE).sum(axis=0)
    assert won < 0.9 * as_it_was
    assert foretold == pytest.approx(as_it_was, rel=0.06)


@pytest.mark.parametrize("pace", [0.25, 0.4, 1.0])
def test_of_a_company_whose_clock_never_changed_as_many_wins_are_foretold_as_came(pace: float) -> None:
    """Also where deals live for weeks, so that a month is most of a life."""
    won, foretold, before, expected = won_and_foretold(deals(4, pace=pace), CHANGE).sum(axis=0)
    assert foretold == pytest.approx(won, rel=0.05)
    assert expected == pytest.approx(before, rel=0.01)
