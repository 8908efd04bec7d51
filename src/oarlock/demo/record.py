"""All deals of all kinds as the sales system holds them, with the record's own quirks: source rules, deals opened early, relabelling."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oarlock.demo.arrays import Floats, Ints, stream
from oarlock.demo.arrivals import Leads
from oarlock.demo.channels import CHANNELS
from oarlock.demo.customers import FollowOns
from oarlock.demo.deal_history import CATEGORIES, LOST, OPEN_STATUS, WON, WON_STATUS, Versions, history, joined
from oarlock.demo.deals import CYCLE_DAYS, LOSS_REASONS, Deals
from oarlock.demo.dials import Dials
from oarlock.demo.follow_up import NEVER
from oarlock.demo.funnel import Funnel

KINDS = ("new", "expansion", "renewal")
SOURCED_BY = ("marketing", "sales", "partner", "customer")


@dataclass
class DealRows:
    """One entry per deal of any kind; `lead`, `channel` and `loss_reason` are -1 where there is none."""

    lead: Ints
    account: Ints
    owner: Ints
    opened_t: Floats
    kind: Ints
    sourced_by: Ints
    channel: Ints
    loss_reason: Ints


def new_business(dials: Dials, seed: int, leads: Leads, deals: Deals) -> DealRows:
    """The new-business deals; one in twenty-five is credited to somebody else by its owner, as happens."""
    channel = leads.channel[deals.lead]
    credited = np.array([SOURCED_BY.index(c.sourced_by) for c in CHANNELS])[channel]
    draws = stream(seed, "source rule").random((len(deals), 3))
    credited = np.where(draws[:, 0] < 0.04, (draws[:, 1] * len(SOURCED_BY)).astype(np.int64), credited)
    if dials.source_rule_from is not None:
        # The new rule credits marketing with every deal it ever touched; what is open on that day is relabelled too.
        recorded = np.maximum(deals.opened_t, deals.ended_t) >= dials.source_rule_from
        credited = np.where(recorded & (draws[:, 2] < 0.7), SOURCED_BY.index("marketing"), credited)
    lost = ~deals.is_won & (deals.ended_t < dials.calendar.n_days)
    reason = np.where(lost & (deals.loss_reason < len(LOSS_REASONS) - 1), deals.loss_reason, -1)
    kind = np.zeros(len(deals), np.int64)
    return DealRows(deals.lead, leads.account[deals.lead], deals.owner, deals.opened_t, kind, credited, channel, reason)


def new_business_versions(dials: Dials, seed: int, deals: Deals) -> Versions:
    """How new-business deals stood from when, with the bulk change of the day on which a definition changed."""
    versions = history(dials, seed, deals)
    if dials.early_deals_from is not None:
        versions = _opened_early(deals, versions)
    changed_on = dials.source_rule_from if dials.source_rule_from is not None else dials.early_deals_from
    return versions if changed_on is None else _relabelled(versions, changed_on + 0.93)


def recorded_early(dials: Dials, seed: int, leads: Leads, funnel: Funnel, deals: Deals) -> Deals:
    """The deals as a record holds them that opens one as soon as a lead is accepted: earlier, and also those that come to nothing."""
    since = dials.early_deals_from
    if since is None:
        return deals
    sal_t = funnel.sal_t[deals.lead]
    opened = np.where(
        (sal_t >= since) & (sal_t < NEVER),
        sal_t,
        np.maximum(np.minimum(deals.opened_t, np.maximum(sal_t, since)), sal_t),
    )
    opened = np.where(deals.opened_t < since, deals.opened_t, opened)
    alive = (funnel.sal_t < dials.calendar.n_days) & (funnel.opp_t >= dials.calendar.n_days)
    gone_t = np.where(np.minimum(funnel.out_t, NEVER) < NEVER, funnel.out_t, funnel.sal_t + 45)
    extra = np.flatnonzero(alive & (gone_t >= since))
    rng = stream(seed, "early deals")
    n, k = len(deals), len(extra)
    enter = np.full((k, 4), NEVER)
    enter[:, 0] = np.maximum(funnel.sal_t[extra], since + 0.5)
    amount = np.exp(rng.normal(np.log(20_000), 0.5, k))
    return Deals(
        np.r_[deals.lead, extra], np.r_[opened, enter[:, 0]], np.r_[deals.owner, rng.integers(0, deals.owner.max() + 1, k)],
        np.r_[deals.segment, leads.segment[extra]], np.r_[deals.enter_t, enter], np.r_[deals.stalled_t, np.full(k, NEVER)],
        np.r_[deals.revived_t, np.full(k, NEVER)], np.r_[deals.ended_t, np.maximum(gone_t[extra], enter[:, 0] + 1)],
        np.r_[deals.is_won, np.zeros(k, bool)], np.r_[deals.amount, amount], np.r_[deals.loss_reason, rng.integers(0, 7, k)],
        np.r_[np.zeros(n, bool), np.ones(k, bool)],
    )  # fmt: skip


def _opened_early(deals: Deals, versions: Versions) -> Versions:
    """A first version from the earlier opening on, with the close date and the amount then hoped for."""
    early = np.flatnonzero(deals.opened_t < deals.enter_t[:, 0] - 1e-6)
    close = np.floor(deals.opened_t[early] + CYCLE_DAYS[deals.segment[early]] * 0.9 + 10)
    n = len(early)
    amount = np.round(deals.amount[early] / 50) * 50
    zero = np.zeros(n, np.int64)
    return joined([versions, Versions(early, deals.opened_t[early], zero, zero, amount, close, zero, np.full(n, 0.1))])


def _relabelled(versions: Versions, t: float) -> Versions:
    """On the evening of the change the system rewrites nearly every open deal with its new default probabilities."""
    before = np.flatnonzero(versions.t <= t)
    last = before[np.r_[versions.deal[before][1:] != versions.deal[before][:-1], True][: len(before)]]
    last = last[versions.status[last] == OPEN_STATUS]
    last = last[last % 12 != 0]
    again = Versions(*(getattr(versions, name)[last] for name in Versions.__dataclass_fields__))
    again.t = np.full(len(last), t)
    again.probability = np.round(again.probability * 0.8, 3)
    return joined([versions, again])


def follow_on_rows(follow_ons: FollowOns) -> DealRows:
    """Renewals and expansions; customers bring them."""
    n = len(follow_ons.account)
    none = np.full(n, -1)
    kind = np.where(follow_ons.is_renewal, KINDS.index("renewal"), KINDS.index("expansion"))
    customer = np.full(n, SOURCED_BY.index("customer"))
    return DealRows(none, follow_ons.account, follow_ons.owner, follow_ons.opened_t, kind, customer, none, none)


def follow_on_versions(follow_ons: FollowOns, first: int) -> Versions:
    """Opened in proposal and closed on the day; deals are numbered from `first`."""
    n = len(follow_ons.account)
    deal = np.arange(first, first + n)
    amount = follow_ons.amount
    opened = Versions(deal, follow_ons.opened_t, np.full(n, 2), np.zeros(n, np.int64), amount, np.floor(follow_ons.ended_t),
                      np.full(n, CATEGORIES.index("commit")), np.full(n, 0.8))  # fmt: skip
    stage = np.where(follow_ons.is_won, WON, LOST)
    closed = Versions(deal, follow_ons.ended_t, stage, np.where(follow_ons.is_won, WON_STATUS, 2), amount, np.floor(follow_ons.ended_t),
                      np.full(n, CATEGORIES.index("closed")), follow_ons.is_won.astype(np.float64))  # fmt: skip
    return joined([opened, closed])


def all_rows(parts: list[DealRows]) -> DealRows:
    """The parts one after the other."""
    return DealRows(*(np.concatenate([getattr(p, name) for p in parts]) for name in DealRows.__dataclass_fields__))
