"""The strata that every comparison holds fixed: the agreement's segment, the profile class, and the account bucket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

UNKNOWN = "(unknown)"
ON, OFF, UNCLEAR = 0, 1, 2
"""Profile classes: inside the ideal customer profile, outside it, and not known."""


def segment_names(agreement: Agreement) -> tuple[str, ...]:
    """The agreement's segments and one more for what fits none of them."""
    return (*(segment.name for segment in agreement.segments), UNKNOWN)


def segment_code(facts: Any, agreement: Agreement) -> Any:
    """Index into `segment_names` by the first rule that holds; `facts` must carry the accounts' columns (`with_accounts`)."""
    import ibis

    known = set(facts.columns)
    rules = [
        (index, segment.rule) for index, segment in enumerate(agreement.segments) if set(segment.rule.columns) <= known
    ]
    if not rules:
        return ibis.literal(len(agreement.segments), type="int32")
    return ibis.cases(*[(rule.on(facts), index) for index, rule in rules], else_=len(agreement.segments))


def with_accounts(facts: Any, ledger: Ledger) -> Any:
    """The facts with the columns of their account that they do not have themselves."""
    accounts = ledger.table("accounts")
    mine = set(facts.columns)
    extra = [name for name in accounts.columns if name not in mine and name != "account_id"]
    right = accounts.select(account_key=accounts.account_id, **{name: accounts[name] for name in extra})
    joined = facts.left_join(right, facts.account_id == right.account_key)
    return joined.drop("account_key")


def profile_code(on_profile: Any) -> Any:
    """0 inside the profile, 1 outside, 2 unknown."""
    import ibis

    return ibis.cases((on_profile.isnull(), UNCLEAR), (on_profile, ON), else_=OFF)


def bucket_of(cluster: Any, buckets: int) -> Any:
    """The account's bucket by hash."""
    return (cluster.fill_null("").hash() % buckets + buckets) % buckets
