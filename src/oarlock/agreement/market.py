"""The market: segments of companies, and the people we mean to reach in them."""

# ruff: noqa: RUF009 - `setting` makes a field, and frozen values may be shared
from __future__ import annotations

from dataclasses import dataclass

from oarlock.agreement._settings import REQUIRED, number, rule, setting, text
from oarlock.agreement.rules import Rule


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of the market; a company belongs to the first segment whose rule it meets.

    Attributes:
        name: Short name, used in slices.
        rule: Which companies belong, over the columns of accounts.
        title: What people call it.
    """

    name: str = setting(REQUIRED, text)
    rule: Rule = setting(REQUIRED, rule)
    title: str = setting("", text)


@dataclass(frozen=True, slots=True)
class Persona:
    """A kind of person we mean to reach.

    Attributes:
        name: Short name, used in slices.
        rule: Who belongs, over the columns of leads.
        title: What people call it.
        share: The share of leads we aim for, between 0 and 1; left out, none was agreed.
    """

    name: str = setting(REQUIRED, text)
    rule: Rule = setting(REQUIRED, rule)
    title: str = setting("", text)
    share: float | None = setting(None, number(0, 1))


@dataclass(frozen=True, slots=True)
class Profile:
    """The ideal customer.

    Attributes:
        rule: Which accounts and leads are on profile; left out, a rule is learnt from past outcomes and says so.
    """

    rule: Rule | None = setting(None, rule)
