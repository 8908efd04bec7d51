"""How each deal stood from when: its stage, amount, close date and forecast, as its owner kept them.

Close dates are hopeful and often a month's last day; when one arrives and the deal is still open, it is pushed. Amounts are corrected on
the way and discounted at the end. Some deals skip a stage in the record; a few lost ones are opened again.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from oarlock.demo.arrays import Draws, Floats, Ints, snap
from oarlock.demo.deals import CYCLE_DAYS, STAGE_SHARE, STAGES, Deals
from oarlock.demo.dials import Dials
from oarlock.demo.follow_up import NEVER

WON, LOST = len(STAGES), len(STAGES) + 1
STAGE_NAMES = (*STAGES, "closed_won", "closed_lost")
OPEN_STATUS, WON_STATUS, LOST_STATUS = 0, 1, 2
STATUSES = ("open", "won", "lost")
CATEGORIES = ("pipeline", "best_case", "commit", "closed", "omitted")
_CATEGORY_OF = np.array([0, 0, 1, 2, 3, 4])
_PROBABILITY_OF = np.array([0.10, 0.30, 0.50, 0.75, 1.0, 0.0])
MOST_PUSHES = 8


@dataclass
class Versions:
    """One entry per version, ordered by deal and instant; amount is NaN where nobody had entered one."""

    deal: Ints
    t: Floats
    stage: Ints
    status: Ints
    amount: Floats
    close_t: Floats
    category: Ints
    probability: Floats

    def __len__(self) -> int:
        return len(self.deal)


def joined(parts: list[Versions]) -> Versions:
    """All parts as one, in order of deal and instant; of two versions in one second the later-written stays."""
    columns = {f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Versions)}
    order = np.lexsort((np.arange(len(columns["t"])), columns["t"], columns["deal"]))
    columns = {name: column[order] for name, column in columns.items()}
    second = np.round(columns["t"] * 86_400).astype(np.int64)
    same_as_next = (columns["deal"][1:] == columns["deal"][:-1]) & (second[1:] == second[:-1])
    keep = np.r_[~same_as_next, True][: len(second)]
    return Versions(**{name: column[keep] for name, column in columns.items()})


def history(dials: Dials, seed: int, deals: Deals) -> Versions:
    """Every version of new-business deals up to the end of time."""
    draws = Draws(seed, "deal history")
    n = len(deals)
    amounts = _amounts(draws, deals)
    spells = [_stage_spell(dials, draws, deals, amounts, stage) for stage in range(4)]
    parts = [version for spell in spells for version in spell]
    parts += [*_stall(draws, deals, amounts), _taken_up(dials, deals, amounts), _ending(deals, amounts, n)]
    parts += _reopened(dials, draws, deals, amounts)
    return joined(parts)


def _amounts(draws: Draws, deals: Deals) -> Floats:
    """Amount at each stage and at the end (deals × 5); NaN at first where the owner entered none."""
    n = len(deals)
    steps = np.where(draws.even(n, 5) < 0.35, 0.14 * draws.normal(n, 5), 0.0)
    steps[:, 0] = 0.0
    steps[:, 4] = np.where(draws.even(n) < 0.4, -0.08, steps[:, 4] * 0.5)
    amounts: Floats = np.round(deals.amount[:, None] * np.exp(np.cumsum(steps, axis=1)) / 50) * 50
    amounts[draws.even(n) < 0.04, 0] = np.nan
    return amounts


def _until(deals: Deals, stage: int) -> Floats:
    """When the spell in a stage ended: the next stage, the stall, or the end."""
    following = deals.enter_t[:, stage + 1] if stage < 3 else np.full(len(deals), NEVER)
    return np.minimum(np.minimum(following, deals.stalled_t), deals.ended_t)


def _stage_spell(dials: Dials, draws: Draws, deals: Deals, amounts: Floats, stage: int) -> tuple[Versions, Versions]:
    """The version on entering a stage, and one for each time the close date was pushed in it."""
    n, calendar = len(deals), dials.calendar
    start, until = deals.enter_t[:, stage], _until(deals, stage)
    there = np.minimum(start, calendar.n_days - 1).astype(np.int64)
    felt = 1 + 0.5 * (dials.cycle[there] - 1)  # owners learn of longer cycles by half
    typical = CYCLE_DAYS[deals.segment] * STAGE_SHARE[stage:].sum() * felt
    close = start + np.maximum(6, 1.05 * typical * np.exp(0.28 * draws.normal(n)))
    close = np.where(draws.even(n) < 0.5, snap(close, calendar.month_ends), np.floor(close))
    skipped = (draws.even(n) < 0.06) & (stage in (1, 2)) & (until < deals.ended_t)
    entered = np.flatnonzero((start < calendar.n_days) & ~skipped)
    entry = _open(entered, start[entered], stage, amounts[entered, stage], close[entered])
    step = np.maximum(21, 0.45 * typical)
    lazy = np.where(draws.even(n, MOST_PUSHES) < 0.25, 12.0, 1.5) * draws.even(n, MOST_PUSHES)
    pushed = [
        _push(entered, close + k * step + lazy[:, k] - 0.4, close + (k + 1) * step, start, until, stage, amounts)
        for k in range(MOST_PUSHES)
    ]
    return entry, joined(pushed)


def _push(
    entered: Ints, at: Floats, close: Floats, start: Floats, until: Floats, stage: int, amounts: Floats
) -> Versions:
    moved = entered[(at[entered] > start[entered]) & (at[entered] < until[entered])]
    return _open(moved, at[moved], stage, amounts[moved, stage], close[moved])


def _open(deal: Ints, t: Floats, stage: int, amount: Floats, close_t: Floats) -> Versions:
    n = len(deal)
    return Versions(deal, t, np.full(n, stage), np.zeros(n, np.int64), amount, np.floor(close_t), np.full(n, _CATEGORY_OF[stage]),
                    np.full(n, _PROBABILITY_OF[stage]))  # fmt: skip


def _stall(draws: Draws, deals: Deals, amounts: Floats) -> list[Versions]:
    """A stalled deal is put far out, again and again, and most owners leave it out of the forecast."""
    deal = np.flatnonzero(deals.stalled_t < NEVER)
    stage = (deals.enter_t[deal] < NEVER).sum(axis=1) - 1
    omitted = np.where(draws.even(len(deals))[deal] < 0.7, CATEGORIES.index("omitted"), CATEGORIES.index("pipeline"))
    wait = 150 + 120 * draws.even(len(deals))[deal]
    until = np.minimum(deals.revived_t, deals.ended_t)[deal]
    versions = []
    for times in range(MOST_PUSHES):
        at = deals.stalled_t[deal] + times * wait
        lies = at < until
        open_status = np.zeros(int(lies.sum()), np.int64)
        close, probability = np.floor((at + wait + 3)[lies]), np.full(len(open_status), 0.05)
        amount = amounts[deal, stage][lies]
        versions.append(
            Versions(deal[lies], at[lies], stage[lies], open_status, amount, close, omitted[lies], probability)
        )
    return versions


def _taken_up(dials: Dials, deals: Deals, amounts: Floats) -> Versions:
    """Taken up again: straight into negotiation, to close soon."""
    deal = np.flatnonzero(deals.revived_t < dials.calendar.n_days)
    close = deals.revived_t[deal] + 0.35 * CYCLE_DAYS[deals.segment[deal]] + 5
    return _open(deal, deals.revived_t[deal], 3, amounts[deal, 3], close)


def _ending(deals: Deals, amounts: Floats, n: int) -> Versions:
    deal = np.arange(n)
    stage = np.where(deals.is_won, WON, LOST)
    status = np.where(deals.is_won, WON_STATUS, LOST_STATUS)
    last = np.maximum((deals.enter_t < NEVER).sum(axis=1) - 1, 0)
    amount = np.where(deals.is_won, amounts[:, 4], amounts[deal, last])
    return Versions(
        deal, deals.ended_t, stage, status, amount, np.floor(deals.ended_t), _CATEGORY_OF[stage], _PROBABILITY_OF[stage]
    )


def _reopened(dials: Dials, draws: Draws, deals: Deals, amounts: Floats) -> list[Versions]:
    """One lost deal in fifty is opened again weeks later, and lost again or (one in four) won."""
    chance = draws.even(len(deals), 4)
    # Not before the export: it would show a closing of which nothing else is known.
    inside = (
        ~deals.is_won
        & ~deals.record_only
        & (deals.ended_t >= dials.calendar.start_day)
        & (deals.ended_t < dials.calendar.n_days)
    )
    deal = np.flatnonzero(inside & (chance[:, 0] < 0.02))
    again = deals.ended_t[deal] + 15 + 70 * chance[deal, 1]
    end = again + 10 + 50 * chance[deal, 2]
    won = chance[deal, 3] < 0.25
    stage = np.where(won, WON, LOST)
    opened = _open(deal, again, 3, amounts[deal, 3], again + 30)
    closed = Versions(deal, end, stage, np.where(won, WON_STATUS, LOST_STATUS), amounts[deal, 3], np.floor(end), _CATEGORY_OF[stage],
                      _PROBABILITY_OF[stage])  # fmt: skip
    return [opened, closed]
