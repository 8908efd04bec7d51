"""Accounts: which ones both teams target, how engagement is counted in one unit, and the stages an account passes through."""

# ruff: noqa: RUF009 - `setting` makes a field, and frozen values may be shared
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oarlock.agreement._settings import BAD, REQUIRED, Place, list_of, many, named, number, rule, setting, text, whole
from oarlock.agreement.channels import labelled, spelling
from oarlock.agreement.rules import Rule

TOLD_OF_ACCOUNTS = ("engagement_minutes", "sales_activities", "people", "open_deals", "won_deals")
"""What an account-stage rule may read beside the columns of accounts: all as they stand at the end of the period asked about."""

TOUCH_MINUTES = {
    "event*": 60.0, "trade show*": 60.0, "conference*": 60.0, "webinar*": 30.0, "workshop*": 30.0, "demo*": 20.0, "trial*": 20.0,
    "free trial*": 20.0, "content*": 5.0, "ebook*": 5.0, "whitepaper*": 5.0, "email*": 1.0, "display*": 1.0, "*": 2.0,
}  # fmt: skip
ACTIVITY_MINUTES = {"meeting": 30.0, "call": 10.0, "email": 2.0, "message": 2.0}


def minutes(place: Place, value: Any) -> Any:
    """Minutes by name or pattern of a name."""
    if not isinstance(value, Mapping):
        return place.refuse(f"expected a table, not {named(value)}.", f"Write it as [{place.path}].")
    read = {spelling(name): number(0, 1440)(place.at(name), told) for name, told in value.items()}
    return {name: told for name, told in read.items() if told is not BAD}


@dataclass(frozen=True, slots=True)
class AccountStage:
    """One stage of an account.

    Attributes:
        name: Short name, used in slices.
        rule: Which accounts stand here, over the columns of accounts and those of
            `TOLD_OF_ACCOUNTS`: engagement_minutes, sales_activities, people, open_deals, won_deals.
        title: What people call it.
    """

    name: str = setting(REQUIRED, text)
    rule: Rule = setting(REQUIRED, rule)
    title: str = setting("", text)


STAGES = (
    AccountStage("aware", Rule("engagement_minutes > 0"), "Aware"),
    AccountStage("engaged", Rule("engagement_minutes >= 10"), "Engaged"),
    AccountStage("qualified", Rule("engagement_minutes >= 100"), "Qualified"),
    AccountStage("opportunity", Rule("open_deals >= 1"), "In a deal"),
    AccountStage("customer", Rule("won_deals >= 1"), "Customer"),
)
"""Thresholds as published for one product's default journey; yours replace them."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """Work by account.

    Attributes:
        target_tiers: Values of `accounts.target_tier` that are targets; left empty, every account that has a tier.
        engaged_minutes: Minutes in the window from which an account counts as engaged by marketing.
        window_days: Days over which engagement is added up.
        touch_minutes: Minutes one answered touch counts, by its channel; * stands for anything, the pattern that says most wins.
        activity_minutes: Minutes one activity of sales with the account counts, by its kind; a kind that is not listed counts none.
        stages: From the first to the last; an account stands in the last one whose rule it meets, in none if it meets none.
    """

    target_tiers: tuple[str, ...] = setting((), list_of(text))
    engaged_minutes: float = setting(10.0, number(0, above=True))
    window_days: int = setting(90, whole(1, 3650))
    touch_minutes: Mapping[str, float] = setting(TOUCH_MINUTES, minutes)
    activity_minutes: Mapping[str, float] = setting(ACTIVITY_MINUTES, minutes)
    stages: tuple[AccountStage, ...] = setting(STAGES, many(AccountStage, by="name"))

    def minutes_of(self, channel: str | None) -> float:
        """Minutes one touch of that channel counts; 0 where no pattern fits."""
        return labelled(channel, self.touch_minutes) or 0.0
