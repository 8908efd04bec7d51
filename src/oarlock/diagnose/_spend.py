"""Signals of money spent on channels."""

from __future__ import annotations

import numpy as np

from oarlock.diagnose._lead_signals import _signal
from oarlock.diagnose._scene import Scene, once
from oarlock.diagnose._signals import Signal
from oarlock.ledger.money import in_reporting


@once
def capture_spend(scene: Scene) -> Signal:
    """Share of spend on channels that capture demand, by month, every currency at its day's rate."""
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
    total = money["create"] + money["capture"]
    values = np.divide(money["capture"], total, out=np.full(months, np.nan), where=total > 0)
    return _signal(scene, "capture_spend", "share", values, np.ones(months), 1, scene.frame.full)
