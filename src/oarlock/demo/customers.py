"""What happens after the win: renewals, expansions, surveys, tickets, early leavers and recommendations."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oarlock.demo.arrays import Draws, Floats, Ints, Truths
from oarlock.demo.dials import Dials

EVENTS = ("started", "survey", "ticket", "churned", "renewed", "expanded", "referral")
YEAR = 365.0


@dataclass
class Events:
    """One entry per customer event; amount and score are NaN where the kind has none."""

    account: Ints
    t: Floats
    kind: Ints
    amount: Floats
    score: Floats


@dataclass
class FollowOns:
    """Renewals and expansions of customers, with how each ended; one entry per deal."""

    account: Ints
    owner: Ints
    is_renewal: Truths
    opened_t: Floats
    ended_t: Floats
    is_won: Truths
    amount: Floats


def after_the_win(
    dials: Dials, seed: int, account: Ints, owner: Ints, won_t: Floats, amount: Floats
) -> tuple[Events, FollowOns]:
    """Events and follow-on deals of every win (one entry per win)."""
    drawn = Draws(seed, "customers")
    n = len(account)
    draws, normal, waits = drawn.even(n, 8), drawn.normal(n, 4), drawn.waits(n, 3)
    leaves_t = won_t + 40 + _first_year_exit(dials, won_t, waits[:, 0])
    leaves = leaves_t < won_t + 330
    stays = ~leaves
    survey_t = np.stack([won_t + 60 + 10 * draws[:, 0], won_t + 190 + 20 * draws[:, 1]])
    score = np.clip(np.round(8.4 - 4.6 * (1 - _joy(dials, survey_t)) + 1.7 * normal[:, :2].T), 0, 10)
    answered = (draws[:, 2:4].T < 0.35) & (stays | (survey_t < leaves_t))
    ticket_t = won_t + 20 + 120 * waits[:, 1] * _joy(dials, won_t + 60)
    renews_t = won_t + YEAR + 8 * normal[:, 2]
    renewed = stays & (draws[:, 4] < 0.90 * _joy(dials, renews_t) ** 0.5)
    expands_t = won_t + 120 + 150 * waits[:, 2]
    expands = (draws[:, 5] < 0.35) & stays & (draws[:, 6] < _joy(dials, expands_t))
    expanded = expands & (draws[:, 7] < 0.55)
    more = np.round(amount * np.exp(0.4 * normal[:, 3]) * 0.35 / 50) * 50
    nothing = np.full(n, np.nan)
    every = np.ones(n, bool)
    events = _events(
        account,
        [(won_t + 8, 0, amount, nothing, every), (survey_t[0], 1, nothing, score[0], answered[0]),
         (survey_t[1], 1, nothing, score[1], answered[1]), (ticket_t, 2, nothing, nothing, ticket_t < won_t + 300),
         (leaves_t, 3, -amount, nothing, leaves), (renews_t, 4, amount, nothing, renewed),
         (renews_t + 5, 3, -amount, nothing, stays & ~renewed),
         (expands_t + 25, 5, more, nothing, expanded)],
    )  # fmt: skip
    due, wide = np.flatnonzero(stays), np.flatnonzero(expands)
    follow_ons = FollowOns(
        np.r_[account[due], account[wide]], np.r_[owner[due], owner[wide]], np.r_[np.ones(len(due), bool), np.zeros(len(wide), bool)],
        np.r_[renews_t[due] - 75, expands_t[wide]], np.r_[renews_t[due], expands_t[wide] + 25], np.r_[renewed[due], expanded[wide]],
        np.r_[amount[due], more[wide]],
    )  # fmt: skip
    return events, follow_ons


def _joy(dials: Dials, t: Floats) -> Floats:
    return dials.joy[np.clip(t, 0, dials.calendar.n_days - 1).astype(np.int64)]


def _first_year_exit(dials: Dials, won_t: Floats, waits: Floats) -> Floats:
    """Days after the fortieth on which a customer leaves early: rare, and far likelier for the discontented."""
    hazard = np.r_[0.0, np.cumsum(0.00011 * np.exp(4.2 * (1 - dials.joy)))]
    days = np.arange(len(hazard))
    start = np.minimum(won_t + 40, days[-1])
    target = np.interp(start, days, hazard) + waits
    return np.where(target < hazard[-1], np.interp(target, hazard, days) - start, 10 * YEAR)


def _events(account: Ints, kinds: list[tuple[Floats, int, Floats, Floats, Truths]]) -> Events:
    """Puts the kinds together, one event per account, kind and instant."""
    rows = [np.flatnonzero(happens) for *_, happens in kinds]
    return Events(
        np.concatenate([account[r] for r in rows]), np.concatenate([t[r] for r, (t, *_) in zip(rows, kinds, strict=True)]),
        np.concatenate([np.full(len(r), kind) for r, (_, kind, *_) in zip(rows, kinds, strict=True)]),
        np.concatenate([amount[r] for r, (_, _, amount, *_) in zip(rows, kinds, strict=True)]),
        np.concatenate([score[r] for r, (_, _, _, score, _) in zip(rows, kinds, strict=True)]),
    )  # fmt: skip
