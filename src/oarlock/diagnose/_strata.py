"""The strata that every comparison holds fixed: the agreement's segment, the profile class, and the account bucket."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.profile_of import on_profile, unjudged

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

UNKNOWN = "(unknown)"
ON, OFF, UNCLEAR = 0, 1, 2
"""Profile classes: inside the ideal customer profile, outside it, and not known."""
PROFILES = 3
"""How many these are."""


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


def marked(ledger: Ledger, agreement: Agreement, described: Callable[[Agreement], Any]) -> Any:
    """What `described` gives, with `segment_no` and `profile_no`, through one join of accounts where their columns alone decide both.

    Args:
        described: The rows under an agreement, with `account_id`, and with `on_profile` where the agreement has a profile.
    """
    import ibis

    bare = described(unjudged(agreement))
    rules = [*(segment.rule for segment in agreement.segments), *([agreement.profile] if agreement.profile else [])]
    read = {name for rule in rules for name in rule.columns}
    own = {*bare.columns, *ledger.columns("leads")}
    if not read or read & own or not read <= set(ledger.columns("accounts")):
        facts = with_accounts(described(agreement), ledger)
        return facts.mutate(segment_no=segment_code(facts, agreement), profile_no=profile_code(facts.on_profile))
    accounts = ledger.table("accounts")
    marks = accounts.select(
        _account=accounts.account_id,
        _segment=segment_code(accounts, agreement).cast("int8"),
        _profile=profile_code(on_profile(accounts, agreement.profile)).cast("int8"),
    )
    joined = bare.left_join(marks, bare.account_id == marks["_account"])
    # A rule may ask whether something is unknown, so a row without an account has a segment too: that of an account nothing is known of.
    empty = {name: ibis.null(accounts[name].type()) for name in read}
    joined = joined.select(*bare.columns, "_segment", "_profile", **empty)
    return joined.select(
        *bare.columns,
        segment_no=joined["_segment"].fill_null(segment_code(joined, agreement)).cast("int8"),
        profile_no=joined["_profile"].fill_null(UNCLEAR).cast("int8"),
    )


def profile_code(on_profile: Any) -> Any:
    """0 inside the profile, 1 outside, 2 unknown."""
    import ibis

    return ibis.cases((on_profile.isnull(), UNCLEAR), (on_profile, ON), else_=OFF)


def bucket_number(cluster: Any, buckets: int) -> Any:
    """Which of so many buckets an account falls into, by the engine's own hash: fast, and another on every engine."""
    return (cluster.fill_null("").hash() % buckets + buckets) % buckets
