"""Signals of money spent on channels."""

from __future__ import annotations

import numpy as np

from oarlock.diagnose._deals import Array
from oarlock.diagnose._lead_signals import CAPTURE, _signal
from oarlock.diagnose._rates import beyond_trend
from oarlock.diagnose._scene import Scene, once
from oarlock.diagnose._signals import Signal
from oarlock.ledger.money import in_reporting


@once
def spend_by_purpose(scene: Scene) -> dict[str, Array]:
    """Spend on channels that create demand and on those that capture it, by month, every currency at its day's rate."""
    first, ledger = scene.frame.first, scene.ledger
    spend = ledger.table("spend").select("day", "channel", "amount", "currency")
    spend = in_reporting(ledger, spend, at="day", reporting=scene.currency, name="spent")
    table = spend.mutate(month_no=(spend.day.year() - first.year) * 12 + spend.day.month() - first.month)
    rows = ledger.run(table.group_by(["month_no", "channel"]).agg(amount=table.spent.sum()))
    months = len(scene.frame.months)
    money = {"create": np.zeros(months), "capture": np.zeros(months)}
    for month, channel, amount in zip(rows["month_no"], rows["channel"], rows["amount"], strict=True):
        purpose = scene.agreement.purpose_of(channel) if isinstance(channel, str) else None
        if purpose in money and 0 <= month < months:
            money[purpose][int(month)] += float(amount)
    return money


@once
def capture_spend(scene: Scene) -> Signal:
    """Share of spend on channels that capture demand, by month."""
    money = spend_by_purpose(scene)
    total = money["create"] + money["capture"]
    values = np.divide(money["capture"], total, out=np.full(len(total), np.nan), where=total > 0)
    return _signal(scene, "capture_spend", "share", values, np.ones(len(total)), 1, scene.frame.full)


def capture_grew(scene: Scene, at: int) -> bool:
    """Whether more was spent on capture, or more came of it, at month `at` than its own trend foretold.

    Where creation alone is cut, the share of capture rises too, and no money moved to it.
    """
    spent, leads = (
        spend_by_purpose(scene)["capture"],
        scene.dense(scene.brought, "leads", "purpose")[:, CAPTURE].astype(float),
    )
    return any(beyond_trend(one, at, scene.frame.full) > 0 for one in (spent, leads) if one.any())
