"""Whether fewer accounts can be judged against the profile than before, which by itself moves the share that fits.

A rule of several conditions is known to fail as soon as one of them fails, and known to hold only where all are known. So where a
column of the profile is filled less often, accounts that fit drop out of the share and accounts that do not fit stay in it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from oarlock.agreement.calendar import starts_at
from oarlock.measure.facts.places import tally
from oarlock.measure.facts.profile_of import judged_accounts
from oarlock.words import listed, percent

if TYPE_CHECKING:
    from oarlock.diagnose.base import Question

MOST = 0.05
"""Points by which the accounts that cannot be judged may rise before a share of those that can says nothing (METHODS 0.6)."""
LEAST = 20


def blurred(question: Question, since: date) -> str:
    """That accounts made since cannot be judged as often as those before, and what would mend it; empty where they can."""
    import ibis

    ledger, agreement = question.ledger, question.agreement
    if agreement.profile is None or ledger.is_empty("accounts"):
        return ""
    start = starts_at(since, agreement.company.time_zone).replace(tzinfo=None)
    accounts = ledger.table("accounts").select("account_id", "created_at")
    judged = judged_accounts(ledger, agreement.profile)
    joined = accounts.inner_join(judged, accounts.account_id == judged["_account"])
    joined = joined.mutate(late=joined.created_at >= ibis.literal(start, type="timestamp"))
    joined = joined.filter(joined.late.notnull())
    rows = ledger.rows(joined.group_by("late").aggregate(n=joined.count(), unknown=tally(joined.on_profile.isnull())))
    by = {row["late"]: row for row in rows}
    if set(by) != {True, False} or min(row["n"] for row in rows) < LEAST:
        return ""
    before, after = (by[late]["unknown"] / by[late]["n"] for late in (False, True))
    if after - before <= MOST:
        return ""
    return (
        f"Of the accounts made since then {percent(after)} cannot be judged against the profile, {percent(before)} of those before, for"
        f" want of {listed(sorted(agreement.profile.columns))}: those that fit drop out, so this cannot be told from the record's decay."
    )
